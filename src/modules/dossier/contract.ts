import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { Candidat, EntreeDuFil, PersonneListee, ProcheVu, ResumeVu, StatutIns } from './contract-vues.ts';
import { CLES_A_SAVOIR, CLES_GENRES, CLES_LIENS, CLES_ROLES_PROCHE } from './vocabulaire.ts';

const patient = z.string().min(1, 'Choisissez une personne.');
const court = z.string().trim().max(120, '120 caractères au plus.').optional();
const requis = (quoi: string, max: number) => z.string().trim().min(1, quoi).max(max, `${max} caractères au plus.`);

export const TraitsEntree = z.object({
  civilite: z.enum(['M', 'MME']).optional(),
  nomNaissance: court,
  nom: court,
  prenoms: court,
  prenom: court,
  naissance: z.string().trim().max(20).optional(),
  sexe: z.enum(['female', 'male', 'unknown']).optional(),
  lieuNaissance: court,
  codeLieuNaissance: z.string().trim().max(5).optional(),
  telephone: z.string().trim().max(24).optional(),
  courriel: z.union([z.literal(''), z.email('Cette adresse électronique n’est pas complète.')]).optional(),
  adresse: court,
  codePostal: z.string().trim().max(5).optional(),
  commune: court,
});
export type TraitsEntree = z.output<typeof TraitsEntree>;

export const rechercher = contrat('dossier.rechercher', {
  entree: z.object({ texte: requis('Écrivez un nom, une date de naissance ou un téléphone.', 120) }),
  sortie: z.object({ personnes: z.array(PersonneListee), plus: z.boolean() }),
});

export const mesPersonnes = contrat('dossier.mesPersonnes', {
  entree: z.object({}),
  sortie: z.object({ personnes: z.array(PersonneListee), total: z.number(), silenceJours: z.number() }),
});

export const rechercherIdentite = contrat('dossier.rechercherIdentite', {
  entree: TraitsEntree,
  sortie: z.object({
    recherche: z.string(),
    candidats: z.array(Candidat),
    plus: z.boolean(),
    commentDemander: z.string(),
  }),
});

export const creer = contrat('dossier.creer', {
  entree: z.object({
    /** Given by the search of the same flow: without it nothing is created. */
    recherche: z.string().min(1, 'Cherchez d’abord cette personne.'),
    traits: TraitsEntree,
    /** Candidates the user looked at and set aside. */
    ecartes: z.array(z.string()).max(50).default([]),
    monRole: z
      .object({
        fonction: requis('Dites ce que vous faites auprès de cette personne.', 80),
        fondement: z.enum(['porte1', 'porte2', 'porte3']),
      })
      .optional(),
    informee: z.enum(['oral', 'ecrit', 'electronique']).optional(),
  }),
  sortie: z.object({ patient: z.string() }),
});

export const identite = contrat('dossier.identite', {
  entree: z.object({ patient }),
  sortie: z.object({
    version: z.number(),
    traits: TraitsEntree,
    statutIns: StatutIns,
    strictsFermesPourquoi: z.string().optional(),
  }),
});

export const corrigerTraits = contrat('dossier.corrigerTraits', {
  entree: z.object({ patient, version: z.number(), traits: TraitsEntree }),
  sortie: z.object({ version: z.number(), statutIns: StatutIns }),
});

export const verifierPiece = contrat('dossier.verifierPiece', {
  entree: z.object({
    patient,
    version: z.number(),
    piece: z.string().min(1, 'Choisissez la pièce que vous avez vue.'),
    /** For a minor: the document of a parent was seen with it. */
    pieceDUnParent: z.boolean().default(false),
    perimee: z.boolean().default(false),
    residentEhpad: z.boolean().default(false),
  }),
  sortie: z.object({ version: z.number(), statutIns: StatutIns }),
});

export const marquerIdentite = contrat('dossier.marquerIdentite', {
  entree: z.object({
    patient,
    version: z.number(),
    marque: z.enum(['marquee_douteuse', 'marque_levee']),
    motif: requis('Dites pourquoi, en une phrase.', 300),
  }),
  sortie: z.object({ version: z.number(), statutIns: StatutIns }),
});

export const ajouterASavoir = contrat('dossier.ajouterASavoir', {
  entree: z.object({
    patient,
    texte: requis('Écrivez ce qu’il faut savoir.', 280),
    type: z.enum(CLES_A_SAVOIR, 'Dites de quel type d’information il s’agit.'),
  }),
  sortie: z.object({ id: z.string() }),
});

export const confirmerASavoir = contrat('dossier.confirmerASavoir', {
  entree: z.object({ id: z.string(), version: z.number() }),
  sortie: z.object({ version: z.number() }),
});

export const signalerFaux = contrat('dossier.signalerFaux', {
  entree: z.object({
    id: z.string(),
    version: z.number(),
    motif: requis('Dites ce qui est faux, ou ce que vous avez constaté.', 300),
  }),
  sortie: z.object({ tache: z.string(), a: z.string() }),
});

export const repondreASavoir = contrat('dossier.repondreASavoir', {
  entree: z.discriminatedUnion('decision', [
    z.object({ decision: z.literal('confirmer'), id: z.string(), version: z.number() }),
    z.object({
      decision: z.literal('corriger'),
      id: z.string(),
      version: z.number(),
      texte: requis('Écrivez ce qu’il faut savoir.', 280),
    }),
    z.object({ decision: z.literal('retirer'), id: z.string(), version: z.number() }),
  ]),
  sortie: z.object({ version: z.number() }),
});

export const ajouterProche = contrat('dossier.ajouterProche', {
  entree: z.object({
    patient,
    nom: requis('Écrivez le nom de ce proche.', 120),
    prenom: court,
    lien: z.enum(CLES_LIENS, 'Dites quel est le lien avec la personne.'),
    roles: z.array(z.enum(CLES_ROLES_PROCHE)).min(1, 'Dites au moins un rôle de ce proche.'),
    telephone: requis('Écrivez un téléphone pour joindre ce proche.', 24),
    /** Proof of a written designation (personne de confiance) or of a measure (tuteur): what and when. */
    preuve: court,
  }),
  sortie: z.object({ id: z.string() }),
});

export const retirerProche = contrat('dossier.retirerProche', {
  entree: z.object({ id: z.string(), version: z.number() }),
  sortie: z.object({ version: z.number() }),
});

export const proches = contrat('dossier.proches', {
  entree: z.object({ patient }),
  sortie: z.object({ proches: z.array(ProcheVu) }),
});

export const resume = contrat('dossier.resume', { entree: z.object({ patient }), sortie: ResumeVu });

export const fil = contrat('dossier.fil', {
  entree: z.object({
    patient,
    genres: z.array(z.enum(CLES_GENRES)).default([]),
    /** Cursor of the previous page. */
    avant: z.string().regex(/^\d+$/).optional(),
    nombre: z.number().int().min(1).max(500).default(50),
  }),
  sortie: z.object({ entrees: z.array(EntreeDuFil), suite: z.string().optional() }),
});
