import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

const delegation = z.object({
  id: z.string(),
  /** The other person, as seen by the reader. */
  avec: z.string(),
  structure: z.string(),
  gestes: z.array(z.string()),
  /** Last day, included: `aaaa-mm-jj`. */
  fin: z.iso.date(),
  etat: z.enum(['proposee', 'en_cours']),
  /** True when the reader is the one who answers. */
  aRepondre: z.boolean(),
});
export type Delegation = z.output<typeof delegation>;

/** Who acts for me, for whom I act, and what I may do about it. */
export const vueDelegations = contrat('territoire.delegations', {
  entree: z.object({}),
  sortie: z.object({
    jeConfie: z.array(delegation),
    onMeConfie: z.array(delegation),
    /** People to whom I may entrust, or whom I may ask. */
    personnes: z.array(z.object({ affectation: z.string(), nom: z.string(), precision: z.string() })),
    gestes: z.array(z.object({ code: z.string(), libelle: z.string(), precision: z.string() })),
    sens: z.enum(['je_confie', 'je_demande']).optional(),
    /** Why neither is open to me. */
    ferme: z.string().optional(),
  }),
});

export const deleguer = contrat('territoire.deleguer', {
  entree: z.object({
    sens: z.enum(['je_confie', 'je_demande']),
    avec: z.string().min(1, 'Choisissez une personne.').max(100),
    gestes: z.array(z.string().max(40)).min(1, 'Cochez au moins un geste.').max(10),
    fin: z.iso.date('Écrivez le dernier jour.'),
  }),
  sortie: z.object({ id: z.string() }),
});

export const accepterDelegation = contrat('territoire.accepterDelegation', {
  entree: z.object({ id: z.string().min(1).max(100) }),
  sortie: z.object({}),
});

export const finirDelegation = contrat('territoire.finirDelegation', {
  entree: z.object({ id: z.string().min(1).max(100) }),
  sortie: z.object({}),
});
