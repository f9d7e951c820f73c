import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { CLES_ETENDUES, CLES_MESURES } from './vocabulaire-protection.ts';

const requis = (quoi: string, max: number) =>
  z.string({ error: quoi }).trim().min(1, quoi).max(max, `${max} caractères au plus.`);

export const noterMesure = contrat('cercle.noterMesure', {
  entree: z.object({
    patient: z.string().min(1, 'Choisissez une personne.'),
    mesure: z.enum(CLES_MESURES, 'Dites de quelle mesure il s’agit.'),
    etendue: z.enum(CLES_ETENDUES, 'Dites ce que la mesure couvre.'),
    nom: requis('Écrivez qui exerce la mesure.', 120),
    telephone: requis('Écrivez son téléphone.', 24),
    /** Judgment or deed: which, and when. */
    preuve: requis('Dites quelle décision, et de quelle date.', 200),
    fin: z.iso.date('Écrivez la date de fin de la mesure.'),
  }),
  sortie: z.object({ id: z.string() }),
});

/** Everything ends with her: what follows is written as a dated addition. */
export const noterDeces = contrat('cercle.noterDeces', {
  entree: z.object({
    patient: z.string().min(1, 'Choisissez une personne.'),
    le: z.iso.date('Écrivez la date du décès.'),
    source: requis('Dites qui l’a annoncé.', 200),
  }),
  sortie: z.object({ ouverts: z.number(), fermes: z.number() }),
});
