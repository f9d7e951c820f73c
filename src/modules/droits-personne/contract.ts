import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { CLES_GENRES, CLES_MOTIFS, CLES_PORTEES, CLES_PREUVES, CLES_QUALITES, CLES_REMISES } from './vocabulaire.ts';

const patient = z.string().min(1, 'Choisissez une personne.');
const phrase = (quoi: string, max = 1000) =>
  z.string({ error: quoi }).trim().min(1, quoi).max(max, `${max} caractères au plus.`);
const Id = z.object({ id: z.string() });

/** A request, as a professional received it: who asks, how that was checked, since when the clock runs. */
export const noter = contrat('droitsPersonne.noter', {
  entree: z.object({
    patient,
    genre: z.enum(CLES_GENRES, 'Dites ce qui est demandé.'),
    qualite: z.enum(CLES_QUALITES, 'Dites qui demande.'),
    demandeur: phrase('Écrivez le nom de qui demande.', 120),
    preuve: z.enum(CLES_PREUVES, 'Dites comment vous avez vérifié son identité.'),
    recueLe: z.iso.datetime('Donnez le jour de réception.').optional(),
    portee: z.enum(CLES_PORTEES).default('tout'),
    motif: z.enum(CLES_MOTIFS).optional(),
    objet: z.string().max(200).optional(),
    demande: z.string().trim().max(1000, '1000 caractères au plus.').optional(),
  }),
  sortie: Id,
});

/** The record was given: how. */
export const remettre = contrat('droitsPersonne.remettre', {
  entree: z.object({ id: z.string(), comment: z.enum(CLES_REMISES, 'Dites comment le dossier a été remis.') }),
  sortie: Id,
});

/** Yes or no, with the words that go into the answer. A correction is written as the person will read it. */
export const decider = contrat('droitsPersonne.decider', {
  entree: z.object({
    id: z.string(),
    accord: z.boolean(),
    texte: phrase('Dites pourquoi, avec des mots que la personne comprend.'),
    correction: z.string().trim().max(1000, '1000 caractères au plus.').optional(),
  }),
  sortie: Id,
});

/** The second decision of an erasure, by somebody else. */
export const confirmer = contrat('droitsPersonne.confirmer', {
  entree: z.object({ id: z.string(), accord: z.boolean(), texte: phrase('Dites pourquoi.') }),
  sortie: Id,
});

/** The letter of a refusal, with the ways of appeal, to print. */
export const lettre = contrat('droitsPersonne.lettre', { entree: Id, sortie: z.object({ html: z.string() }) });

export const geler = contrat('droitsPersonne.geler', {
  entree: z.object({
    patient,
    motif: phrase('Dites pourquoi rien ne doit partir : recours, plainte, expertise.', 300),
  }),
  sortie: Id,
});

export const lever = contrat('droitsPersonne.lever', {
  entree: z.object({ patient, motif: phrase('Dites pourquoi la suspension prend fin.', 300) }),
  sortie: Id,
});

const Exercice = z.object({
  id: z.string(),
  patient: z.string(),
  personne: z.string(),
  genre: z.enum(CLES_GENRES),
  titre: z.string(),
  etat: z.string(),
  etatEnMots: z.string(),
  ouverte: z.boolean(),
  demandeur: z.string(),
  qualite: z.string(),
  recueLe: z.iso.datetime(),
  auPlusTard: z.iso.datetime(),
  qui: z.string().optional(),
});
export type ExerciceVu = z.output<typeof Exercice>;

export const detail = contrat('droitsPersonne.detail', {
  entree: Id,
  sortie: Exercice.extend({
    preuve: z.string(),
    motif: z.string().optional(),
    portee: z.string(),
    demande: z.string().optional(),
    notePar: z.string(),
    pasAvant: z.iso.datetime().optional(),
    decision: z.string().optional(),
    decideePar: z.string().optional(),
    confirmeePar: z.string().optional(),
    remise: z.string().optional(),
    remiseLe: z.iso.datetime().optional(),
    peutRepondre: z.boolean(),
    peutConfirmer: z.boolean(),
    remettreFermee: z.string().optional(),
    destinataires: z.array(z.string()),
  }),
});

const Gel = z.object({ motif: z.string(), par: z.string(), le: z.iso.datetime() });

export const dePersonne = contrat('droitsPersonne.dePersonne', {
  entree: z.object({ patient }),
  sortie: z.object({
    personne: z.string(),
    decedee: z.boolean(),
    demandes: z.array(Exercice),
    gel: Gel.optional(),
    peutGeler: z.boolean(),
    /** What the reader sees of her and may ask to correct. */
    elements: z.array(z.object({ objet: z.string(), libelle: z.string() })),
  }),
});

export const liste = contrat('droitsPersonne.liste', {
  entree: z.object({}),
  sortie: z.object({
    demandes: z.array(Exercice),
    /** What will leave, announced: `partLe` is `aaaa-mm-jj`. */
    departs: z.array(
      z.object({ patient: z.string(), personne: z.string(), quoi: z.string(), partLe: z.string(), qui: z.string() }),
    ),
  }),
});

/** The answer itself: a page to print, and the same data for a machine. Nothing of it is kept by Cordée. */
export const exporter = contrat('droitsPersonne.exporter', {
  entree: Id,
  sortie: z.object({
    nom: z.string(),
    html: z.string(),
    fhir: z.string(),
    elements: z.number(),
    /** Left out by the rule of third parties, and what is to be announced to the person first. */
    deTiers: z.number(),
    aAnnoncer: z.number(),
  }),
});
