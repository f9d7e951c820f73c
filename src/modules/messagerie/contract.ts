import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { InformationDEnvoi } from '#modules/cercle/contract-envoi.ts';
import { ETATS_MONTRES } from './pieces/etat.ts';
import { ETATS } from './statut.ts';

const id = z.string().min(1, 'Ouvrez d’abord un fil.').max(64);
const communication = z.string().regex(/^Communication\/[A-Za-z0-9\-.]{1,64}$/, 'Ce message n’est pas reconnu.');
const instant = z.iso.datetime();
const texte = z
  .string()
  .trim()
  .min(1, 'Écrivez votre message.')
  .max(20_000, 'Le message est trop long : 20 000 caractères au plus.');
const note = z.string().trim().max(2000, 'La note est trop longue : 2 000 caractères au plus.');

/** Who has the hand on a thread, as the strip shows it. */
export const Main = z.object({
  etat: z.enum(['attend', 'tenu', 'retard']),
  qui: z.string(),
  aMoi: z.boolean(),
  depuis: instant,
  prochaine: z.string(),
  dueLe: instant,
  attente: z.enum(['repondre', 'faire', 'information']),
});
export type Main = z.output<typeof Main>;

const Personne = z.object({ id: z.string(), nom: z.string() });

export const EtatEnvoi = z.object({
  etat: z.enum(ETATS),
  libelle: z.string(),
  le: instant.nullable(),
  /** Why it was not delivered, or what the partner said. */
  motif: z.string().nullable(),
  /** Phone of the recipient, proposed when the message did not arrive. */
  telephone: z.string().nullable(),
  /** Somebody used another channel since. */
  relayePar: z.string().nullable(),
  relayeLe: instant.nullable(),
  /** Until when it can be taken back; null once it left. */
  annulableJusqua: instant.nullable(),
});
export type EtatEnvoi = z.output<typeof EtatEnvoi>;

/** A document received, as a line says it. */
export const LignePiece = z.object({
  id: z.string(),
  nom: z.string(),
  /** What it is, in plain words. */
  quoi: z.string(),
  /** Octets. */
  taille: z.number(),
  etat: z.enum(ETATS_MONTRES),
  /** Why it does not open, or what to keep in mind. */
  dit: z.string().nullable(),
  ouvrable: z.boolean(),
});
export type LignePiece = z.output<typeof LignePiece>;

export const Message = z.object({
  communication: communication,
  sens: z.enum(['recu', 'envoye']),
  de: z.string(),
  a: z.string(),
  le: instant,
  texte: z.string(),
  /** Whole text when it holds more than `texte`: what was quoted. */
  texteComplet: z.string().nullable(),
  pieces: z.array(LignePiece),
  automatique: z.boolean(),
  /** Another message carries the same identifier with another content: both are shown. */
  memeIdentifiant: z.boolean(),
  envoi: EtatEnvoi.nullable(),
});
export type Message = z.output<typeof Message>;

export const GROUPES = ['repondre', 'faire', 'information'] as const;

export const LigneFil = z.object({
  id: z.string(),
  correspondant: z.string(),
  personne: Personne.nullable(),
  sujet: z.string(),
  dernierLe: instant,
  dernierSens: z.enum(['recu', 'envoye']),
  extrait: z.string(),
  nonLu: z.boolean(),
  /** Nobody of the structure has read it for more than a week. */
  oublie: z.boolean(),
  envoi: EtatEnvoi.nullable(),
  main: Main.nullable(),
  genre: z.string(),
  objet: z.string().nullable(),
});
export type LigneFil = z.output<typeof LigneFil>;

export const fils = contrat('messagerie.fils', {
  entree: z.object({ groupe: z.enum(GROUPES).optional() }),
  sortie: z.object({
    boite: z.string().nullable(),
    groupes: z.object({ repondre: z.array(LigneFil), faire: z.array(LigneFil), information: z.array(LigneFil) }),
    quarantaine: z.number(),
  }),
});

export const fil = contrat('messagerie.fil', {
  entree: z.object({ id }),
  sortie: z.object({
    id: z.string(),
    correspondant: z.object({ nom: z.string(), ref: z.string().nullable(), telephone: z.string().nullable() }),
    personne: Personne.nullable(),
    sujet: z.string(),
    genre: z.string(),
    objet: z.string().nullable(),
    main: Main.nullable(),
    messages: z.array(Message),
    nonLu: z.boolean(),
    /** Why one cannot answer here; null when one can. */
    reponseFermee: z.string().nullable(),
    /** Why whoever the answer goes to could not read it here; null when nothing stops it. */
    neLiraPas: z.string().nullable(),
  }),
});

export const quarantaine = contrat('messagerie.quarantaine', {
  entree: z.object({}),
  sortie: z.object({
    messages: z.array(
      z.object({
        id: z.string(),
        recuLe: instant,
        de: z.string(),
        raison: z.string(),
        taille: z.number(),
        main: Main.nullable(),
      }),
    ),
  }),
});

export const etatDuMessage = contrat('messagerie.etatDuMessage', {
  entree: z.object({ communication }),
  sortie: EtatEnvoi,
});

const piece = z.string().min(1).max(64);
/** Rank of a file inside the attachment (archive, CDA that carries a document). */
const contenu = z.number().int().min(0).max(1000).optional();

/** One attachment opened: what is shown of it. Its octets, when a screen needs them, come from `/api/pieces`. */
export const ouvrirPiece = contrat('messagerie.piece', {
  entree: z.object({ piece, contenu }),
  sortie: z.object({
    nom: z.string(),
    quoi: z.string(),
    taille: z.number(),
    affichage: z.enum(['image', 'pdf', 'texte', 'liste', 'aucun']),
    avis: z.string().nullable(),
    texte: z.string().nullable(),
    contenus: z.array(z.object({ rang: z.number(), nom: z.string(), taille: z.number(), ouvrable: z.boolean() })),
  }),
});

/** Documents received about one person, or in the exchanges about one thing, latest first. */
export const piecesRecues = contrat('messagerie.pieces', {
  entree: z.union([
    z.strictObject({ patient: z.string().min(1).max(64) }),
    z.strictObject({ objet: z.string().regex(/^Task\/[A-Za-z0-9\-.]{1,64}$/, 'Choisissez une demande.') }),
  ]),
  sortie: z.object({ pieces: z.array(LignePiece.extend({ le: instant })), reste: z.boolean() }),
});

/** A whole mail that could not be read, as it arrived. Bytes in base64. */
export const document = contrat('messagerie.document', {
  entree: z.object({ illisible: z.string().max(64) }),
  sortie: z.object({ nom: z.string(), octets: z.string() }),
});

export const destinataires = contrat('messagerie.destinataires', {
  entree: z.object({ patient: z.string().max(64).optional(), ref: z.string().max(100).optional() }),
  sortie: z.object({
    boite: z.string().nullable(),
    personne: Personne.nullable(),
    /** Members of the circle of the person, or the one contact asked for. */
    contacts: z.array(
      z.object({
        ref: z.string(),
        nom: z.string(),
        precision: z.string().nullable(),
        ecritPossible: z.boolean(),
        telephone: z.string().nullable(),
        /** Why this addressee could not read it here; null when nothing stops it. */
        neLiraPas: z.string().nullable(),
      }),
    ),
  }),
});

export const NATURES = {
  question: 'Une question',
  information: 'Une information',
  rappel: 'Demande de rappel',
} as const;
export type Nature = keyof typeof NATURES;

const Ecrit = z.object({ communication, fil: z.string(), partLe: instant });

export const ecrire = contrat('messagerie.ecrire', {
  entree: z.object({
    destinataire: z.string().regex(/^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/, 'Choisissez un destinataire.'),
    patient: z.string().max(64).optional(),
    nature: z.enum(
      ['question', 'information', 'rappel'],
      'Dites s’il s’agit d’une question, d’une information ou d’une demande de rappel.',
    ),
    texte,
    /** Asked only between health and social care. */
    information: InformationDEnvoi.optional(),
  }),
  sortie: Ecrit,
});

export const repondre = contrat('messagerie.repondre', {
  entree: z.object({ fil: id, texte, attendReponse: z.boolean().default(false) }),
  sortie: Ecrit,
});

export const annulerEnvoi = contrat('messagerie.annulerEnvoi', {
  entree: z.object({ communication }),
  /** The text comes back, to be written again. */
  sortie: z.object({ texte: z.string() }),
});

export const prendre = contrat('messagerie.prendre', {
  entree: z.object({ fil: id }),
  sortie: z.object({ main: Main }),
});

export const classer = contrat('messagerie.classer', {
  entree: z.object({ fil: id, motif: note.default('') }),
  sortie: z.object({}),
});

export const rattacher = contrat('messagerie.rattacher', {
  entree: z.object({
    fil: id,
    patient: z.string().max(64).optional(),
    objet: z
      .string()
      .regex(/^Task\/[A-Za-z0-9\-.]{1,64}$/, 'Choisissez une demande.')
      .optional(),
  }),
  sortie: z.object({}),
});

export const renvoyerAutrement = contrat('messagerie.renvoyerAutrement', {
  entree: z.object({ communication, moyen: z.enum(['telephone', 'autre']), note: note.default('') }),
  sortie: z.object({ fil: z.string() }),
});

export const marquerLu = contrat('messagerie.marquerLu', { entree: z.object({ fil: id }), sortie: z.object({}) });

/** A mail set aside, once what stopped it is repaired: filed as on the first day. */
export const relire = contrat('messagerie.relire', {
  entree: z.object({ id }),
  /** `dejaLa`: the same mail had arrived again and is already filed. */
  sortie: z.object({ dejaLa: z.boolean(), fil: z.string().optional() }),
});

export const ecarter = contrat('messagerie.ecarter', {
  entree: z.object({ id, motif: z.string().trim().min(1, 'Dites ce que vous avez fait de ce message.').max(2000) }),
  sortie: z.object({}),
});
