import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { InformationDEnvoi } from '#modules/cercle/contract-envoi.ts';
import { MOTIFS_REFUS, STATUTS, type MotifRefus } from './statut.ts';

const Id = z.string().min(1).max(80);
const texte = (message: string, max = 2000) =>
  z.string({ error: message }).trim().min(1, message).max(max, `Ce texte est trop long (${max} caractères au plus).`);
export const Motif = z.enum(Object.keys(MOTIFS_REFUS) as [MotifRefus, ...MotifRefus[]], {
  error: 'Choisissez une raison.',
});
const Instant = z.iso.datetime({ offset: true, error: 'Cette date n’est pas complète.' });
const Fait = z.object({ id: z.string(), reference: z.string(), statut: z.enum(STATUTS as [string, ...string[]]) });

export const envoyer = contrat('orientation.envoyer', {
  entree: z.object({
    demande: Id.optional(),
    patient: Id.optional(),
    ressource: z.string({ error: 'Choisissez un service.' }).min(3, 'Choisissez un service.'),
    besoin: texte('Dites ce dont la personne a besoin.'),
    urgente: z.boolean().default(false),
    precedente: Id.optional(),
    /** Asked only between health and social care. */
    information: InformationDEnvoi.optional(),
  }),
  sortie: Fait.extend({ canal: z.enum(['mssante', 'telephone']), telephone: z.string().optional() }),
});

export const accepter = contrat('orientation.accepter', {
  entree: z.object({
    id: Id,
    commentaire: z.string().trim().max(1000).optional(),
    rdvLe: Instant.optional(),
    par: z.string().trim().max(120).optional(),
  }),
  sortie: Fait,
});

export const refuser = contrat('orientation.refuser', {
  entree: z.object({
    id: Id,
    motif: Motif,
    commentaire: z.string().trim().max(1000).optional(),
    alternative: z.object({ ref: z.string().optional(), nom: texte('Écrivez le nom du service.', 200) }).optional(),
    par: z.string().trim().max(120).optional(),
  }),
  sortie: Fait,
});

export const fixerRdv = contrat('orientation.fixerRdv', { entree: z.object({ id: Id, le: Instant }), sortie: Fait });
/** Without `le`: now, by the clock of the server. */
export const commencer = contrat('orientation.commencer', {
  entree: z.object({ id: Id, le: Instant.optional() }),
  sortie: Fait,
});
export const terminer = contrat('orientation.terminer', {
  entree: z.object({ id: Id, motif: texte('Dites comment cela se termine.', 500) }),
  sortie: Fait,
});
export const interrompre = contrat('orientation.interrompre', {
  entree: z.object({ id: Id, motif: texte('Dites pourquoi cela s’arrête.', 500) }),
  sortie: Fait,
});
export const annuler = contrat('orientation.annuler', {
  entree: z.object({ id: Id, motif: texte('Dites pourquoi vous annulez.', 500) }),
  sortie: Fait,
});
export const relancer = contrat('orientation.relancer', { entree: z.object({ id: Id }), sortie: Fait });
/** After a refusal with nobody else to ask: the failure is said, counted, and the thing is closed. */
export const constaterEchec = contrat('orientation.constaterEchec', {
  entree: z.object({ id: Id, motif: texte('Dites ce qui manque.', 500) }),
  sortie: Fait,
});

const Main = z.object({
  etat: z.enum(['attend', 'tenu', 'retard', 'termine']),
  qui: z.string().optional(),
  depuis: z.iso.datetime(),
  prochaine: z.string().optional(),
  dueLe: z.iso.datetime().optional(),
});

const Ligne = z.object({
  id: z.string(),
  reference: z.string(),
  statut: z.enum(STATUTS as [string, ...string[]]),
  libelle: z.string(),
  service: z.string(),
  expediteur: z.string(),
  envoyeeLe: z.iso.datetime(),
  urgente: z.boolean(),
  patient: z.string(),
  nomPatient: z.string(),
  demande: z.string().optional(),
  main: Main,
});
export type LigneOrientation = z.output<typeof Ligne>;

export const FILTRES = ['ouvertes', 'sans_reponse', 'refusees', 'recues', 'closes'] as const;
export type Filtre = (typeof FILTRES)[number];

export const liste = contrat('orientation.liste', {
  entree: z.object({
    filtre: z.enum(FILTRES).default('ouvertes'),
    demande: Id.optional(),
    patient: Id.optional(),
    apres: z.string().optional(),
  }),
  sortie: z.object({
    orientations: z.array(Ligne),
    total: z.number(),
    comptes: z.record(z.enum(FILTRES), z.number()),
    suite: z.string().optional(),
  }),
});

export const detail = contrat('orientation.detail', {
  entree: z.object({ id: Id }),
  sortie: Ligne.extend({
    besoin: z.string(),
    telephone: z.string().optional(),
    adresse: z.string().optional(),
    destinataireRef: z.string(),
    relances: z.array(z.iso.datetime()),
    reponse: z.object({ par: z.string(), le: z.iso.datetime(), commentaire: z.string().optional() }).optional(),
    refus: z
      .object({
        motif: Motif,
        libelle: z.string(),
        detail: z.string().optional(),
        alternative: z.object({ ref: z.string().optional(), nom: z.string() }).optional(),
      })
      .optional(),
    rdvLe: z.iso.datetime().optional(),
    commenceeLe: z.iso.datetime().optional(),
    suiteDonnee: z.boolean(),
    fin: z.object({ le: z.iso.datetime(), motif: z.string() }).optional(),
    /** The refused orientation this one replaces. */
    precedente: z.string().optional(),
    jeSuis: z.enum(['expediteur', 'destinataire', 'lecteur']),
    ferme: z.record(z.string(), z.string()),
  }),
});

/** Before choosing a service: for whom, from which request, after which refusal. What is known is never asked again. */
export const nouvelle = contrat('orientation.nouvelle', {
  entree: z.object({ demande: Id.optional(), patient: Id.optional(), precedente: Id.optional() }),
  sortie: z.object({
    personne: z.object({ id: z.string(), nom: z.string(), naissance: z.string().optional() }).optional(),
    demande: z.object({ id: z.string(), reference: z.string(), texte: z.string() }).optional(),
    precedente: z
      .object({
        id: z.string(),
        service: z.string(),
        statut: z.enum(STATUTS as [string, ...string[]]),
        motif: z.string().optional(),
        besoin: z.string(),
        urgente: z.boolean(),
        alternative: z.object({ ref: z.string().optional(), nom: z.string() }).optional(),
      })
      .optional(),
  }),
});

/** Before sending: what the directory publishes about the service. Unknown capacity warns, it never blocks. */
export const preparer = contrat('orientation.preparer', {
  entree: z.object({ ressource: z.string().min(3), patient: Id.optional(), precedente: Id.optional() }),
  sortie: z.object({
    service: z.string(),
    adresse: z.string().optional(),
    telephone: z.string().optional(),
    capacite: z.object({ connue: z.boolean(), places: z.number().optional(), le: z.string().optional() }),
    refusRecents: z.number(),
    besoin: z.string().optional(),
    avertissements: z.array(z.string()),
  }),
});

/** Page of the recipient without account: what is expected, never who nor why (the message holds it). */
export const reponse = contrat('orientation.reponse', {
  entree: z.object({}),
  sortie: z.object({
    id: z.string(),
    reference: z.string(),
    statut: z.enum(STATUTS as [string, ...string[]]),
    libelle: z.string(),
    service: z.string(),
    expediteur: z.string(),
    telephone: z.string().optional(),
    envoyeeLe: z.iso.datetime(),
    urgente: z.boolean(),
    rdvLe: z.iso.datetime().optional(),
    peut: z.array(z.enum(['accepter', 'refuser', 'fixerRdv', 'commencer', 'terminer', 'interrompre'])),
  }),
});

/** The headline number of the territory: how many loops really closed. */
export const boucle = contrat('orientation.boucle', {
  entree: z.object({ depuis: z.iso.date().optional(), demande: Id.optional() }),
  sortie: z.object({
    /** Needs sent: a refused orientation proposed elsewhere stays the same need. */
    envoyees: z.number(),
    /** Proposals sent, each service counted. */
    propositions: z.number(),
    acceptees: z.number(),
    refusees: z.number(),
    commencees: z.number(),
    sansReponse: z.number(),
    parService: z.array(
      z.object({
        ref: z.string(),
        service: z.string(),
        envoyees: z.number(),
        refusees: z.number(),
        commencees: z.number(),
      }),
    ),
  }),
});
