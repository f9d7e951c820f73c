import { z } from 'zod';

/** « Ça n’a pas marché »: what may be wrong with an entry of the directory. Source: metier.md §19. */
export const MOTIFS = {
  numero_faux: 'Le numéro ne répond pas ou n’est pas le bon',
  adresse_refusee: 'L’adresse sécurisée ne marche pas',
  plus_de_place: 'Plus de place en ce moment',
  refuse_ce_public: 'N’accueille pas ce public',
} as const;

export type MotifEchec = keyof typeof MOTIFS;
export const MotifEchec = z.enum(
  Object.keys(MOTIFS) as [MotifEchec, ...MotifEchec[]],
  'Choisissez ce qui s’est passé.',
);

/** Refusals of orientations are counted apart: the entry was right, the service could not. */
export type Motif = MotifEchec | 'refus';

/** What each failure asks to check, said to whoever holds the check. */
export const A_VERIFIER: Readonly<Record<MotifEchec, string>> = {
  numero_faux: 'trouver le bon numéro',
  adresse_refusee: 'trouver une adresse sécurisée qui marche',
  plus_de_place: 'demander s’il y a de la place',
  refuse_ce_public: 'demander quel public est accueilli',
};
