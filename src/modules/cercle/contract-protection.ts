import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { CLES_ETENDUES, CLES_MESURES, CLES_PORTEES_CONFIANCE } from './vocabulaire-protection.ts';

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

/** One holder of parental authority: two parents are noted one after the other. */
export const noterTitulaire = contrat('cercle.noterTitulaire', {
  entree: z.object({
    patient: z.string().min(1, 'Choisissez une personne.'),
    lien: z.enum(['mere', 'pere', 'autre'], 'Dites quel est son lien avec l’enfant.'),
    nom: requis('Écrivez son nom.', 120),
    telephone: requis('Écrivez son téléphone.', 24),
    preuve: requis('Dites ce que vous avez vu : livret de famille, acte, jugement.', 200),
  }),
  sortie: z.object({ id: z.string() }),
});

/** The end of a mandate: lifted, withdrawn by a judgment, replaced. */
export const finirMandat = contrat('cercle.finirMandat', {
  entree: z.object({
    patient: z.string().min(1, 'Choisissez une personne.'),
    id: z.string().min(1, 'Dites de qui il s’agit.'),
    le: z.iso.date('Écrivez le jour où cela a pris fin.'),
    preuve: requis('Dites quelle décision, et de quelle date.', 200),
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

const QuiDeConfiance = z.discriminatedUnion(
  'genre',
  [
    z.object({ genre: z.literal('proche'), ref: z.string().startsWith('RelatedPerson/', 'Choisissez un proche.') }),
    z.object({
      genre: z.literal('nom'),
      nom: requis('Écrivez son nom.', 120),
      telephone: requis('Écrivez son téléphone.', 24),
      lien: requis('Dites qui elle est pour la personne : amie, médecin traitant…', 80),
    }),
  ],
  'Dites qui est désigné.',
);

/** Written and signed by the person; signed by whoever is designated too, now or later. Nothing is given to them to read. */
export const designerConfiance = contrat('cercle.designerConfiance', {
  entree: z.object({
    patient: z.string().min(1, 'Choisissez une personne.'),
    qui: QuiDeConfiance,
    designeeLe: z.iso.date('Écrivez le jour où la personne a signé.'),
    accepteeLe: z.iso.date('Écrivez le jour où elle a signé à son tour.').optional(),
    portees: z.array(z.enum(CLES_PORTEES_CONFIANCE)).min(1, 'Dites pour quoi.'),
    preuve: requis('Dites où est le papier signé.', 200),
    autorisation: z.string().trim().max(200, '200 caractères au plus.').optional(),
  }),
  sortie: z.object({ id: z.string() }),
});

const SurUneDesignation = z.object({
  patient: z.string().min(1, 'Choisissez une personne.'),
  id: z.string().min(1, 'Dites de qui il s’agit.'),
  le: z.iso.date('Écrivez le jour.'),
});
export const accepterConfiance = contrat('cercle.accepterConfiance', {
  entree: SurUneDesignation,
  sortie: z.object({ id: z.string() }),
});
export const revoquerConfiance = contrat('cercle.revoquerConfiance', {
  entree: SurUneDesignation,
  sortie: z.object({ id: z.string() }),
});

/** Whom she trusts, who represents her. Days of a designation are `aaaa-mm-jj`; `pasRecevoir`: why nothing may be handed to them. */
export const EntourageVu = z.object({
  mineure: z.boolean(),
  confiance: z.array(
    z.object({
      id: z.string(),
      nom: z.string(),
      telephone: z.string().optional(),
      etat: z.enum(['en_cours', 'a_accepter', 'sans_ecrit', 'revoquee']),
      etatEnMots: z.string(),
      le: z.string(),
      accepteeLe: z.string().optional(),
      revoqueeLe: z.string().optional(),
      portees: z.array(z.string()),
      preuve: z.string().optional(),
      autorisation: z.string().optional(),
    }),
  ),
  representants: z.array(
    z.object({
      id: z.string(),
      nom: z.string(),
      telephone: z.string().optional(),
      qualite: z.string(),
      couvre: z.string(),
      depuis: z.string().optional(),
      jusque: z.string().optional(),
      preuve: z.string().optional(),
      fini: z.boolean(),
      pasRecevoir: z.string().optional(),
      repondPourElle: z.boolean(),
    }),
  ),
});
export type EntourageVu = z.output<typeof EntourageVu>;
