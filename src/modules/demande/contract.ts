import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { DECISIONS, STATUTS } from './statut.ts';
import { ACCORDS, ATTENTES, CANAUX, CLOTURES, MOTIFS, URGENCES } from './vocabulaire.ts';

const cles = <T extends string>(table: Readonly<Record<T, unknown>>, message: string) =>
  z.enum(Object.keys(table) as [T, ...T[]], { error: message });
const texte = (message: string) =>
  z.string({ error: message }).trim().min(1, message).max(5000, 'Ce texte est trop long (5 000 caractères au plus).');

export const Urgence = cles(URGENCES, 'Choisissez quand il faut agir.');
export const Motif = cles(MOTIFS, 'Choisissez un motif.');
export const Attente = cles(ATTENTES, 'Choisissez ce qui est attendu.');
export const Accord = cles(ACCORDS, 'Dites si la personne est informée.');
const Id = z.string().min(1).max(64);
const Fait = z.object({ id: z.string(), reference: z.string() });
/** Full, year-month or year only: a requester often knows only the year. */
const Naissance = z
  .string({ error: 'Écrivez la date de naissance, ou au moins l’année.' })
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'Écrivez la date (12/03/1942) ou au moins l’année (1942).');
const Telephone = z
  .string()
  .max(30)
  .regex(/^[+0-9 .]{9,}$/, 'Ce numéro est incomplet : il a 10 chiffres.');

export const CandidatSchema = z.object({
  nom: texte('Écrivez le nom de la personne.').max(100),
  prenom: z.string().trim().max(100).optional(),
  naissance: Naissance.optional(),
  sexe: z.enum(['female', 'male']).optional(),
  telephone: Telephone.optional(),
  commune: z.string().max(100).optional(),
});

export const deposer = contrat('demande.deposer', {
  entree: z.object({
    /** A person whose file the requester already reads: nothing to confirm then. */
    patient: Id.optional(),
    personne: CandidatSchema.extend({ naissance: Naissance }),
    texte: texte('Dites en quelques mots ce que vous attendez.'),
    urgence: Urgence,
    attente: Attente.optional(),
    motifs: z.array(Motif).max(5).default([]),
    accord: Accord.default('non_dite'),
    accordMotif: z.string().max(500).optional(),
    demandeur: z
      .object({
        nom: texte('Écrivez votre nom.').max(120),
        adresse: z.email('Cette adresse n’est pas complète.').optional(),
        telephone: Telephone.optional(),
      })
      .optional(),
  }),
  sortie: Fait.extend({
    interlocuteur: z.object({ nom: z.string(), telephone: z.string().optional() }),
    suivi: z.string().optional(),
    /** True when this is the request already filed a few minutes ago for the same person. */
    dejaRecue: z.boolean(),
  }),
});

export const prendre = contrat('demande.prendre', { entree: z.object({ id: Id }), sortie: Fait });

export const confirmerPersonne = contrat('demande.confirmerPersonne', {
  entree: z.object({
    id: Id,
    patient: Id.optional(),
    creer: CandidatSchema.extend({
      naissance: Naissance,
      sexe: z.enum(['female', 'male'], { error: 'Dites si c’est une femme ou un homme : l’identité en a besoin.' }),
    }).optional(),
  }),
  sortie: Fait.extend({ patient: z.string() }),
});

/** What a human confirms or corrects of what was understood: the clock follows the urgency. */
export const preciser = contrat('demande.preciser', {
  entree: z.object({
    id: Id,
    urgence: Urgence,
    attente: Attente,
    motifs: z
      .array(Motif)
      .min(1, 'Choisissez au moins un motif.')
      .max(5, 'Cinq motifs au plus : gardez ceux qui comptent.'),
  }),
  sortie: Fait,
});

export const demanderComplement = contrat('demande.demanderComplement', {
  entree: z.object({ id: Id, question: texte('Écrivez votre question.').max(1000) }),
  /** `telephone`: no secure address is known, the question is to be asked by calling that number. */
  sortie: Fait.extend({ canal: z.enum(['mssante', 'telephone']), telephone: z.string().optional() }),
});

export const noterComplement = contrat('demande.noterComplement', {
  entree: z.object({ id: Id, reponse: texte('Écrivez la réponse reçue.') }),
  sortie: Fait,
});

export const noterAccord = contrat('demande.noterAccord', {
  entree: z.object({ id: Id, accord: Accord, motif: z.string().trim().max(500).optional() }),
  sortie: Fait,
});

export const decider = contrat('demande.decider', {
  entree: z.object({
    id: Id,
    decision: z.enum(DECISIONS, { error: 'Choisissez une décision.' }),
    retour: texte('Écrivez le mot qui part au demandeur.').refine(
      (t) => t.split('\n').length <= 5,
      'Cinq lignes au plus : le demandeur a peu de temps.',
    ),
    prochaineEtape: z
      .object({ texte: texte('Dites ce qui est prévu.').max(200), le: z.iso.datetime({ offset: true }) })
      .optional(),
    prevenuParTelephone: z.boolean().default(false),
  }),
  sortie: Fait,
});

export const suivre = contrat('demande.suivre', {
  entree: z.object({
    id: Id,
    statut: z.enum(['suivi', 'veille', 'en_qualification']),
    texte: texte('Dites ce qui est prévu.').max(500),
  }),
  sortie: Fait,
});

export const transmettre = contrat('demande.transmettre', {
  entree: z.object({ id: Id, a: z.string().min(3), motif: texte('Dites pourquoi vous passez la main.').max(500) }),
  sortie: Fait,
});

export const clore = contrat('demande.clore', {
  entree: z.object({
    id: Id,
    motif: cles(CLOTURES, 'Choisissez la raison de la clôture.'),
    synthese: texte('Écrivez une courte synthèse.'),
    retour: z.string().trim().max(1000).optional(),
    prevenuParTelephone: z.boolean().default(false),
  }),
  sortie: Fait,
});

export const rouvrir = contrat('demande.rouvrir', {
  entree: z.object({ id: Id, motif: texte('Dites pourquoi la demande est rouverte.').max(500) }),
  sortie: Fait,
});

export const annuler = contrat('demande.annuler', {
  entree: z.object({
    id: Id,
    raison: z.enum(['annulee', 'doublon']),
    motif: texte('Dites pourquoi.').max(500),
    prevenuParTelephone: z.boolean().default(false),
  }),
  sortie: Fait,
});

export const Main = z.object({
  etat: z.enum(['attend', 'tenu', 'retard', 'termine']),
  qui: z.string().optional(),
  quiRef: z.string().optional(),
  file: z.string().optional(),
  depuis: z.iso.datetime(),
  prochaine: z.string().optional(),
  dueLe: z.iso.datetime().optional(),
  rang: z.number(),
});

const Ligne = z.object({
  id: z.string(),
  reference: z.string(),
  statut: z.enum(STATUTS as [string, ...string[]]),
  urgence: Urgence,
  canal: cles(CANAUX, 'canal'),
  personne: z.string(),
  demandeur: z.string(),
  deposeeLe: z.iso.datetime(),
  main: Main,
  nouveau: z.boolean(),
});
export type LigneDemande = z.output<typeof Ligne>;

export const file = contrat('demande.file', {
  entree: z.object({
    filtre: z.enum(['a_prendre', 'les_miennes', 'en_cours', 'retard', 'closes']).default('en_cours'),
  }),
  sortie: z.object({ demandes: z.array(Ligne), comptes: z.record(z.string(), z.number()) }),
});

export const Rapprochement = z.object({
  patient: z.string(),
  nom: z.string(),
  naissance: z.string().optional(),
  commune: z.string().optional(),
  score: z.number(),
  motifs: z.array(z.string()),
  conflits: z.array(z.string()),
});

export const detail = contrat('demande.detail', {
  entree: z.object({ id: Id }),
  sortie: z.object({
    id: z.string(),
    reference: z.string(),
    statut: z.enum(STATUTS as [string, ...string[]]),
    libelle: z.string(),
    urgence: Urgence,
    attente: Attente,
    motifs: z.array(Motif),
    canal: cles(CANAUX, 'canal'),
    texte: z.string(),
    accord: Accord,
    accordMotif: z.string().optional(),
    deposeeLe: z.iso.datetime(),
    demandeur: z.object({
      nom: z.string(),
      adresse: z.string().optional(),
      telephone: z.string().optional(),
      ref: z.string().optional(),
    }),
    candidat: CandidatSchema.extend({ nom: z.string() }).partial(),
    patient: z.object({ id: z.string(), nom: z.string(), naissance: z.string().optional() }).optional(),
    rapprochements: z.array(Rapprochement),
    /** The doctor declared in the circle: told of the decisions or not, and why; absent while the person is not confirmed. */
    medecinTraitant: z
      .object({
        etat: z.enum(['inconnu', 'demandeur', 'a_prevenir', 'a_appeler', 'oppose', 'non_informee']),
        nom: z.string().optional(),
        telephone: z.string().optional(),
      })
      .optional(),
    complements: z.array(
      z.object({
        question: z.string(),
        poseeLe: z.iso.datetime(),
        reponse: z.string().optional(),
        repondueLe: z.iso.datetime().optional(),
      }),
    ),
    decisions: z.array(
      z.object({
        quoi: z.enum(DECISIONS),
        libelle: z.string(),
        texte: z.string(),
        le: z.iso.datetime(),
        prochaine: z.string().optional(),
      }),
    ),
    suspendue: z.boolean(),
    /** Total time the decision clock was already stopped. */
    suspendueMs: z.number(),
    priseLe: z.iso.datetime().optional(),
    /** True while what was understood of a free text has not been confirmed by a human. */
    aVerifier: z.boolean(),
    /** How many words the requester already received after a decision. */
    retours: z.number(),
    referent: z.string().optional(),
    cloture: z.object({ motif: z.string(), le: z.iso.datetime(), synthese: z.string() }).optional(),
    main: Main,
    /** For each action, why it is closed to this reader now; absent when it is open. */
    ferme: z.record(z.string(), z.string()),
    equipe: z.array(z.object({ ref: z.string(), nom: z.string() })),
    histoire: z.array(
      z.object({
        id: z.string(),
        le: z.iso.datetime(),
        titre: z.string(),
        detail: z.string().optional(),
        par: z.string(),
      }),
    ),
    fils: z.array(z.object({ id: z.string(), avec: z.string(), messages: z.number() })),
  }),
});
export type DetailDemande = z.output<typeof detail.sortie>;

/** Follow-up page of the requester, without account: progress only, no health data, not even the person's name. */
export const suivi = contrat('demande.suivi', {
  entree: z.object({}),
  sortie: z.object({
    reference: z.string(),
    deposeeLe: z.iso.datetime(),
    terminee: z.boolean(),
    main: Main,
    /** The date of the next step is that of the step itself, not its latest date. */
    rendezVous: z.boolean(),
    telephone: z.string().optional(),
    etapes: z.array(z.object({ le: z.iso.datetime(), texte: z.string(), faite: z.boolean() })),
  }),
});
