import { z } from 'zod';
import { StatutIns } from '#modules/dossier/contract-vues.ts';

/** One trait on both sides, for two columns on a screen. */
export const TraitVu = z.object({
  libelle: z.string(),
  ici: z.string(),
  ailleurs: z.string(),
  accord: z.enum(['identique', 'different', 'absent', 'incomplet']),
});
export type TraitVu = z.output<typeof TraitVu>;

const Issue = z.enum([
  'appliquee',
  'deja',
  'differente',
  'bloquee',
  'incomplete',
  'aucune',
  'plusieurs',
  'non_conforme',
  'changee',
  'refusee',
]);

export const InterrogationVue = z.object({
  etat: z.enum(['attente', 'faite', 'abandonnee']),
  issue: Issue.optional(),
  mots: z.string().optional(),
  aFaire: z.string().optional(),
  par: z.string(),
  demandeeLe: z.string(),
  faiteLe: z.string().optional(),
  /** When the service that did not answer is asked again. */
  prochainEssai: z.string().optional(),
  differences: z.array(TraitVu),
});
export type InterrogationVue = z.output<typeof InterrogationVue>;

export const QualificationVue = z.object({
  version: z.number(),
  statutIns: StatutIns,
  mineur: z.boolean(),
  ehpadPermis: z.boolean(),
  /** This house has an INSi. */
  raccorde: z.boolean(),
  /** Why INSi cannot be asked now. */
  fermeePourquoi: z.string().optional(),
  insRetrouvee: z.boolean(),
  /** What is compared with the document, one line each. */
  aComparer: z.array(z.object({ libelle: z.string(), valeur: z.string() })),
  interrogation: InterrogationVue.optional(),
});
export type QualificationVue = z.output<typeof QualificationVue>;

/** A file in minimal traits, as the identity cell compares it. */
const DossierVu = z.object({
  patient: z.string(),
  nom: z.string(),
  naissance: z.string().optional(),
  commune: z.string().optional(),
  statutIns: StatutIns,
});

export const DoublonVu = z.object({
  id: z.string(),
  a: DossierVu,
  b: DossierVu,
  origine: z.enum(['ressemblance', 'matricule', 'signale']),
  motifs: z.array(z.string()),
  conflits: z.array(z.string()),
  comparaison: z.array(TraitVu),
  /** Both claim a different national identity, or a strict trait disagrees: two persons decide. */
  collision: z.boolean(),
  qui: z.string().optional(),
  dueLe: z.string().optional(),
  ouvertLe: z.string(),
  /** A merge waits for a second person. */
  proposition: z
    .object({ id: z.string(), par: z.string(), motif: z.string(), aMoiDeConfirmer: z.boolean() })
    .optional(),
});
export type DoublonVu = z.output<typeof DoublonVu>;

export const AVerifierVu = z.object({
  objet: z.string(),
  patient: z.string(),
  nom: z.string(),
  prochaine: z.string(),
  qui: z.string(),
  dueLe: z.string(),
});

export const FusionVue = z.object({
  id: z.string(),
  garde: z.string(),
  absorbe: z.string(),
  nomGarde: z.string(),
  nomAbsorbe: z.string(),
  le: z.string(),
  par: z.string(),
  motif: z.string(),
  annulableJusqua: z.string(),
});
export type FusionVue = z.output<typeof FusionVue>;

export const DestinataireVu = z.object({
  cle: z.string(),
  nom: z.string(),
  adresse: z.string().optional(),
  quoi: z.string(),
  le: z.string(),
});
export type DestinataireVu = z.output<typeof DestinataireVu>;
