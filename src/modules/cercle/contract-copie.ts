import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

const patient = z.string().min(1, 'Choisissez une personne.');

/** What the person keeps: in her words, large, without a code. */
const CopieVue = z.object({
  /** Version of the notice it was made from. */
  version: z.string(),
  etat: z.string(),
  couvre: z.string().optional(),
  lecteurs: z.array(
    z.object({ nom: z.string(), fonction: z.string(), telephone: z.string().optional(), lit: z.array(z.string()) }),
  ),
  ferme: z.array(z.string()),
  supports: z.array(z.string()),
  mesures: z.array(z.string()),
  appeler: z.object({ nom: z.string(), telephone: z.string() }).optional(),
});
export type CopieVue = z.output<typeof CopieVue>;

export const copie = contrat('cercle.copie', { entree: z.object({ patient }), sortie: CopieVue });
export const maCopie = contrat('cercle.maCopie', { entree: z.object({}), sortie: CopieVue });

export const donnerCopie = contrat('cercle.donnerCopie', {
  entree: z.object({ patient }),
  sortie: z.object({ adresse: z.string(), expireLe: z.iso.datetime() }),
});

const oui = (quoi: string) => z.boolean(quoi);
/** « Pouvez-vous changer d’avis ? » « Votre famille lit-elle votre dossier ? » : yes to the first, no to the second. */
const Reponses = z.object({ changerDAvis: oui('Répondez oui ou non.'), famille: oui('Répondez oui ou non.') });

export const noterCompris = contrat('cercle.noterCompris', {
  entree: Reponses.extend({ patient }),
  sortie: z.object({ bonnes: z.number() }),
});
export const direCompris = contrat('cercle.direCompris', {
  entree: Reponses,
  sortie: z.object({ bonnes: z.number() }),
});
