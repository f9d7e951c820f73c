import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

const patient = z.string().min(1, 'Choisissez une personne.');
const requis = (quoi: string, max: number) =>
  z.string({ error: quoi }).trim().min(1, quoi).max(max, `${max} caractères au plus.`);

/** A note is clinical or social, never « free »: it says who reads it (RG-07). */
export const GENRES_DE_COMPLEMENT = { clinique: 'Soin', social: 'Social' } as const;
export type GenreDeComplement = keyof typeof GENRES_DE_COMPLEMENT;

/** What the page of a dead person says: since when, whether it is still written, what was added since. Instants are ISO 8601. */
export const deces = contrat('cercle.deces', {
  entree: z.object({ patient }),
  sortie: z.object({
    deces: z
      .object({
        /** Day the person died, when it was said. */
        le: z.string().optional(),
        figeLe: z.string(),
        fige: z.boolean(),
        closPar: z.string().optional(),
        /** Why the reader may not close it now; absent: they may. */
        clorePourquoi: z.string().optional(),
        /** Only those who look after identities take back a death noted by mistake. */
        corrigeable: z.boolean(),
        complements: z.array(
          z.object({ id: z.string(), le: z.string(), par: z.string(), genre: z.string(), texte: z.string() }),
        ),
      })
      .optional(),
  }),
});
export type DecesVu = NonNullable<z.output<typeof deces.sortie>['deces']>;

export const cloreDossier = contrat('cercle.cloreDossier', {
  entree: z.object({ patient }),
  sortie: z.object({ figeLe: z.string() }),
});

export const ajouterComplement = contrat('cercle.ajouterComplement', {
  entree: z.object({
    patient,
    genre: z.enum(['clinique', 'social'], 'Dites si cela parle du soin ou du social.'),
    texte: requis('Écrivez ce qu’il faut ajouter.', 2000),
    motif: requis('Dites pourquoi l’ajouter maintenant.', 200),
  }),
  sortie: z.object({ id: z.string() }),
});

export const corrigerDeces = contrat('cercle.corrigerDeces', {
  entree: z.object({ patient, motif: requis('Dites comment vous le savez.', 200) }),
  sortie: z.object({ version: z.number() }),
});
