import { z } from 'zod';
import { InformationVue, MembreVu } from '#modules/cercle/contract.ts';
import { CLES_GENRES } from './vocabulaire.ts';

export const StatutIns = z.object({
  code: z.enum(['PROV', 'RECUP', 'VALI', 'QUAL']),
  mots: z.string(),
  permet: z.string(),
  marques: z.array(z.string()),
  sortieMatricule: z.boolean(),
});
export type StatutIns = z.output<typeof StatutIns>;

export const PersonneListee = z.object({
  id: z.string(),
  nom: z.string(),
  nomNaissance: z.string().optional(),
  naissance: z.string().optional(),
  age: z.number().optional(),
  commune: z.string().optional(),
  /** Last thing that happened, among what this reader may read. */
  dernierLe: z.string().optional(),
  /** Nothing happened for longer than the territory's delay. */
  silencieuse: z.boolean(),
  mainsOuvertes: z.number(),
  jaiLaMain: z.number(),
});
export type PersonneListee = z.output<typeof PersonneListee>;

/** Minimal traits of a possible duplicate, in or out of reach. */
export const Candidat = z.object({
  patient: z.string(),
  nom: z.string(),
  nomNaissance: z.string().optional(),
  naissance: z.string().optional(),
  age: z.number().optional(),
  commune: z.string().optional(),
  score: z.number(),
  niveau: z.enum(['forte', 'possible']),
  motifs: z.array(z.string()),
  conflits: z.array(z.string()),
  aPortee: z.boolean(),
});
export type Candidat = z.output<typeof Candidat>;

export const ASavoirVu = z.object({
  id: z.string(),
  version: z.number(),
  texte: z.string(),
  type: z.string(),
  auteur: z.string(),
  le: z.string(),
  verifieLe: z.string(),
  verifiePar: z.string(),
  conteste: z.object({ par: z.string(), le: z.string(), motif: z.string() }).optional(),
  /** This reader wrote it, or was asked to check it. */
  aMoiDeRepondre: z.boolean(),
});
export type ASavoirVu = z.output<typeof ASavoirVu>;

export const MainVue = z.object({
  objet: z.string(),
  genre: z.string(),
  etat: z.enum(['attend', 'tenu', 'retard', 'termine']),
  titre: z.string(),
  qui: z.string(),
  file: z.string().optional(),
  depuis: z.string(),
  prochaine: z.string(),
  dueLe: z.string(),
  cestMoi: z.boolean(),
});
export type MainVue = z.output<typeof MainVue>;

export const ProcheVu = z.object({
  id: z.string(),
  version: z.number(),
  nom: z.string(),
  lien: z.string(),
  roles: z.array(z.string()),
  telephone: z.string().optional(),
  preuve: z.string().optional(),
});
export type ProcheVu = z.output<typeof ProcheVu>;

export const EntreeDuFil = z.object({
  id: z.string(),
  le: z.string(),
  /** When it was written down, if later than when it happened. */
  saisiLe: z.string().optional(),
  genre: z.enum([...CLES_GENRES, 'autre']),
  titre: z.string(),
  detail: z.string().optional(),
  auteur: z.string(),
  objet: z.string(),
});
export type EntreeDuFil = z.output<typeof EntreeDuFil>;

/** The page of a person, on one screen (B2). */
export const ResumeVu = z.object({
  id: z.string(),
  version: z.number(),
  reference: z.string().optional(),
  /** This file was merged: the one that replaces it. */
  reuniA: z.string().optional(),
  nom: z.string(),
  nomNaissance: z.string().optional(),
  naissance: z.string().optional(),
  age: z.number().optional(),
  sexe: z.enum(['masculin', 'feminin', 'inconnu']),
  telephone: z.string().optional(),
  adresse: z.string().optional(),
  statutIns: StatutIns,
  /** What the reader must know before reading on: minor without representative, opposition, reduced access… */
  attentions: z.array(z.string()),
  aSavoir: z.array(ASavoirVu),
  mains: z.array(MainVue),
  enCeMoment: z.array(z.object({ genre: z.string(), phrase: z.string() })),
  cercle: z.array(MembreVu),
  information: InformationVue,
  proches: z.array(ProcheVu),
  evenements: z.array(EntreeDuFil),
});
export type ResumeVu = z.output<typeof ResumeVu>;
