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
    /** Absent when a representative asks: their name and quality are those of their mandate. */
    demandeur: z.string().trim().max(120, '120 caractères au plus.').optional(),
    representant: z.string().max(64).optional(),
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
    /** Who, by law, may ask for it in her place today. */
    representants: z.array(z.object({ id: z.string(), libelle: z.string() })),
    /** What the reader sees of her and may ask to correct. */
    elements: z.array(z.object({ objet: z.string(), libelle: z.string() })),
  }),
});

/** One person’s parts that will leave: announced, then proposed by one, then agreed by another. `partLe` is `aaaa-mm-jj`. */
const DepartVu = z.object({
  patient: z.string(),
  personne: z.string(),
  quoi: z.array(z.string()),
  partLe: z.string(),
  qui: z.string(),
  etape: z.enum(['annonce', 'propose', 'decide']),
  proposePar: z.string().optional(),
  /** The first decision is mine: somebody else gives the second. */
  parMoi: z.boolean(),
});
export type DepartVu = z.output<typeof DepartVu>;

export const liste = contrat('droitsPersonne.liste', {
  entree: z.object({}),
  sortie: z.object({
    demandes: z.array(Exercice),
    /** What will leave, announced: `partLe` is `aaaa-mm-jj`. */
    departs: z.array(DepartVu),
  }),
});

/** First decision of two about what was announced of a record. */
export const proposerDepart = contrat('droitsPersonne.proposerDepart', {
  entree: z.object({ patient: z.string().min(1).max(100) }),
  sortie: z.object({ nombre: z.number() }),
});

/** The second, by somebody else; `accord` false: back to the list. */
export const confirmerDepart = contrat('droitsPersonne.confirmerDepart', {
  entree: z.object({ patient: z.string().min(1).max(100), accord: z.boolean() }),
  sortie: z.object({ nombre: z.number() }),
});

/** The answer itself: a page to print, and the same data for a machine. Nothing of it is kept by Cordée. */
export const exporter = contrat('droitsPersonne.exporter', {
  entree: Id,
  sortie: z.object({
    nom: z.string(),
    html: z.string(),
    fhir: z.string(),
    elements: z.number(),
    /** Left out by a decision; still waiting for one; to be announced to the person first. */
    ecartes: z.number(),
    aRelire: z.number(),
    aAnnoncer: z.number(),
  }),
});

/** What somebody reads before the record leaves; `garder` undefined: not decided yet. */
export const relire = contrat('droitsPersonne.relire', {
  entree: Id,
  sortie: z.object({
    elements: z.array(
      z.object({
        objet: z.string(),
        version: z.number(),
        raison: z.enum(['dit_par_un_tiers', 'etiquete_tiers', 'autre_dossier', 'identite_proche', 'texte_libre']),
        pourquoi: z.string(),
        sorte: z.string(),
        texte: z.array(z.string()),
        le: z.iso.datetime().optional(),
        par: z.string().optional(),
        garder: z.boolean().optional(),
      }),
    ),
    reste: z.number(),
  }),
});

export const trancher = contrat('droitsPersonne.trancher', {
  entree: z.object({
    id: z.string(),
    objet: z.string(),
    version: z.number(),
    garder: z.boolean('Dites si cet élément est remis.'),
    motif: z.string().trim().max(300, '300 caractères au plus.').optional(),
  }),
  sortie: Id,
});
