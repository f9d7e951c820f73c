import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { CHAMPS_CORRIGEABLES, MOTIFS_APPEL, type ChampCorrigeable, type MotifAppel } from './vocabulaire.ts';

const Id = z.string().min(1).max(80);
/** A thing one works on: a request, an orientation, a task. Never a person: naming one that way would write about her without reading her. */
const ChoseOuverte = z
  .string()
  .regex(/^Task\/[A-Za-z0-9\-.]{1,64}$/, 'Choisissez une demande, une orientation ou une tâche.');
const texte = (message: string, max = 2000) =>
  z.string({ error: message }).trim().min(1, message).max(max, `Ce texte est trop long (${max} caractères au plus).`);
const Motif = z.enum(Object.keys(MOTIFS_APPEL) as [MotifAppel, ...MotifAppel[]], {
  error: 'Choisissez la raison de l’appel.',
});
const Instant = z.iso.datetime({ offset: true, error: 'Cette date n’est pas complète.' });
const Telephone = z
  .string()
  .max(30)
  .regex(/^[+0-9 .]{9,}$/, 'Ce numéro est incomplet : il a 10 chiffres.');

const Personne = z.object({ id: z.string(), nom: z.string() });

const QuiFaitQuoi = z.object({
  /** `moi`, `autre`, or the reference of a colleague. */
  qui: z.string().min(2),
  nom: z.string().max(120).optional(),
  quoi: texte('Dites ce qui est à faire.', 300),
  pourLe: Instant.optional(),
});

export const noterAppel = contrat('liaison.noterAppel', {
  entree: z.object({
    autre: z.object({
      nom: texte('Dites avec qui vous avez parlé.', 120),
      ref: z.string().optional(),
      adresse: z.email('Cette adresse n’est pas complète.').optional(),
      telephone: Telephone.optional(),
    }),
    sens: z.enum(['recu', 'emis']).default('recu'),
    motif: Motif,
    patient: Id.optional(),
    objet: ChoseOuverte.optional(),
    decision: texte('Dites en une phrase ce qui est décidé.'),
    quiFaitQuoi: z.array(QuiFaitQuoi).max(5).default([]),
    telephone: Telephone.optional(),
    survenuLe: Instant.optional(),
    /** The same call files a DAC request: nothing is typed twice. */
    demande: z
      .object({
        nom: texte('Écrivez le nom de la personne.', 100),
        prenom: z.string().trim().max(100).optional(),
        naissance: z
          .string()
          .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'Écrivez la date (12/03/1942) ou au moins l’année (1942).'),
        sexe: z.enum(['female', 'male']).optional(),
        urgence: z.enum(['U1', 'U2', 'U3'], { error: 'Choisissez quand il faut agir.' }),
        accord: z.enum(['accord', 'informee', 'impossible', 'non_dite']).default('non_dite'),
      })
      .optional(),
  }),
  sortie: z.object({
    id: z.string(),
    confirme: z.boolean(),
    demande: z.object({ id: z.string(), reference: z.string() }).optional(),
    taches: z.array(z.string()),
  }),
});

/** Before the call: who it is and how to reach them, about whom, and whether a written confirmation can leave. */
export const preparer = contrat('liaison.preparer', {
  entree: z.object({ avec: z.string().max(100).optional(), patient: Id.optional(), objet: Id.optional() }),
  sortie: z.object({
    autre: z
      .object({
        ref: z.string(),
        nom: z.string(),
        /** Profession, structure, town: what tells two namesakes apart. */
        precision: z.string(),
        telephone: z.string().optional(),
        ecritPossible: z.boolean(),
      })
      .optional(),
    personne: Personne.optional(),
    /** Our structure has a secure mailbox: the other party can receive « ce dont nous avons convenu ». */
    boite: z.boolean(),
  }),
});

/** Correction by the other party, by link, without account. */
export const corriger = contrat('liaison.corriger', {
  entree: z.object({
    champ: z.enum(Object.keys(CHAMPS_CORRIGEABLES) as [ChampCorrigeable, ...ChampCorrigeable[]], {
      error: 'Choisissez ce qui est à corriger.',
    }),
    valeur: texte('Écrivez la bonne information.', 1000),
  }),
  sortie: z.object({ id: z.string() }),
});

export const corrigerPage = contrat('liaison.corrigerPage', {
  entree: z.object({}),
  sortie: z.object({
    avec: z.string(),
    le: z.iso.datetime(),
    jusquau: z.iso.datetime(),
    ouverte: z.boolean(),
    corrections: z.number(),
  }),
});

const Correction = z.object({
  champ: z.string(),
  libelle: z.string(),
  avant: z.string().optional(),
  apres: z.string(),
  par: z.string(),
  le: z.iso.datetime(),
});

export const appel = contrat('liaison.appel', {
  entree: z.object({ id: Id }),
  sortie: z.object({
    id: z.string(),
    avec: z.object({
      nom: z.string(),
      ref: z.string().optional(),
      telephone: z.string().optional(),
      adresse: z.string().optional(),
    }),
    par: z.string(),
    sens: z.enum(['recu', 'emis']),
    motif: Motif,
    decision: z.string(),
    telephone: z.string().optional(),
    le: z.iso.datetime(),
    personne: Personne.optional(),
    /** What the call was about, or the request it filed. */
    objet: z.object({ id: z.string(), genre: z.string(), titre: z.string() }).optional(),
    corrections: z.array(Correction),
    corrigeableJusqua: z.iso.datetime(),
    taches: z.array(
      z.object({
        id: z.string(),
        quoi: z.string(),
        qui: z.string(),
        etat: z.enum(['attend', 'tenu', 'retard', 'termine']),
        dueLe: z.iso.datetime().optional(),
      }),
    ),
    confirmation: z.enum(['envoyee', 'impossible']),
  }),
});

export const donnerTache = contrat('liaison.donnerTache', {
  entree: z.object({
    quoi: texte('Dites ce qui est à faire.', 300),
    patient: Id.optional(),
    qui: z.string().optional(),
    pourLe: Instant.optional(),
    objet: ChoseOuverte.optional(),
  }),
  sortie: z.object({ id: z.string() }),
});
export const faireTache = contrat('liaison.faireTache', {
  entree: z.object({ id: Id, commentaire: z.string().trim().max(1000).optional() }),
  sortie: z.object({ id: z.string() }),
});
export const reporterTache = contrat('liaison.reporterTache', {
  entree: z.object({ id: Id, le: Instant, motif: texte('Dites pourquoi.', 300) }),
  sortie: z.object({ id: z.string() }),
});
export const prendreTache = contrat('liaison.prendreTache', {
  entree: z.object({ id: Id }),
  sortie: z.object({ id: z.string() }),
});

export const tache = contrat('liaison.tache', {
  entree: z.object({ id: Id }),
  sortie: z.object({
    id: z.string(),
    quoi: z.string(),
    qui: z.string(),
    etat: z.enum(['attend', 'tenu', 'retard', 'termine']),
    depuis: z.iso.datetime(),
    dueLe: z.iso.datetime().optional(),
    personne: Personne.optional(),
    appel: z.string().optional(),
    donneePar: z.string(),
    aMoi: z.boolean(),
    /** Why this reader cannot act on it; absent when he can. */
    ferme: z.string().optional(),
  }),
});

/** Honest share of each channel, and why one still calls. Counts only. */
export const canaux = contrat('liaison.canaux', {
  entree: z.object({ depuis: z.iso.date().optional() }),
  sortie: z.object({
    total: z.number(),
    parCanal: z.array(
      z.object({ canal: z.enum(['telephone', 'mssante', 'formulaire', 'papier']), nombre: z.number() }),
    ),
    parMotif: z.array(z.object({ motif: Motif, libelle: z.string(), nombre: z.number() })),
  }),
});
