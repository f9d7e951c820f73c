import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

const id = z.string().min(1).max(100);
const mots = (message: string, max: number) => z.string({ error: message }).trim().min(3, message).max(max, message);

/** Why this software must receive the whole territory, and for how many days. */
export const demanderExport = contrat('trace.demanderExport', {
  entree: z.object({
    client: mots('Écrivez l’identifiant du logiciel, tel qu’il a été donné à son inscription.', 100),
    nom: mots('Écrivez le nom du logiciel, pour la personne qui décidera.', 100),
    motif: mots('Dites pourquoi ce logiciel a besoin de tout le territoire (500 lettres au plus).', 500),
    jours: z.coerce
      .number({ error: 'Entre 1 et 31 jours.' })
      .int('Entre 1 et 31 jours.')
      .min(1, 'Au moins un jour.')
      .max(31, 'Trente et un jours au plus.'),
  }),
  sortie: z.object({ id: z.string() }),
});

export const deciderExport = contrat('trace.deciderExport', {
  entree: z.object({ id, accord: z.boolean() }),
  sortie: z.object({}),
});

export const retirerExport = contrat('trace.retirerExport', { entree: z.object({ id }), sortie: z.object({}) });

const Etat = z.enum(['demande', 'refuse', 'ouvert', 'fini']);
export type EtatDAccord = z.output<typeof Etat>;

const AccordVu = z.object({
  id: z.string(),
  logiciel: z.string(),
  client: z.string(),
  motif: z.string(),
  jours: z.number(),
  demandePar: z.string(),
  demandeLe: z.iso.datetime(),
  decidePar: z.string().optional(),
  fin: z.iso.datetime().optional(),
  etat: Etat,
  /** Why I may not decide. */
  decisionFermee: z.string().optional(),
});
export type AccordVu = z.output<typeof AccordVu>;

/** Mass exports asked and granted, newest first. */
export const vueExports = contrat('trace.exports', {
  entree: z.object({}),
  sortie: z.object({ exports: z.array(AccordVu) }),
});
