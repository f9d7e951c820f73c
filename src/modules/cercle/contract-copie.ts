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
  /** Name and quality of the representative it is made for; absent: for herself. */
  pour: z.string().optional(),
});
export type CopieVue = z.output<typeof CopieVue>;

/** Id of whoever represents her in law: the copy is theirs to receive, without what is kept from them. */
const representant = z.string().min(1).max(64).optional();

export const copie = contrat('cercle.copie', { entree: z.object({ patient, representant }), sortie: CopieVue });
export const maCopie = contrat('cercle.maCopie', { entree: z.object({}), sortie: CopieVue });

export const donnerCopie = contrat('cercle.donnerCopie', {
  entree: z.object({ patient, representant }),
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

/** The printed copy was put in somebody's hands: to whom, in what quality, is kept. */
export const noterRemise = contrat('cercle.noterRemise', {
  entree: z.object({ patient, representant: z.string('Dites à qui.').min(1, 'Dites à qui.').max(64) }),
  sortie: z.object({ a: z.string() }),
});
