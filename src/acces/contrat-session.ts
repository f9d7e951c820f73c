import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

/**
 * What the screens and the doors of sign-in say to each other. `session.<verbe>` is served at `/api/session/<verbe>`:
 * nothing here belongs to a territory yet.
 */

/** The signed-in person, as the shell needs it. */
export const moi = z.object({
  id: z.string(),
  nom: z.string(),
  /** In plain words: « Infirmier, infirmière », « Coordinateur d’appui du DAC ». */
  role: z.string(),
  structure: z.string().optional(),
  territoire: z.string(),
  /** True in the trial profile: a strip says that no real person may be written here. */
  essai: z.boolean().default(false),
  /** Names of the actions that the role opens; a screen explains a closed action, it does not hide it. */
  droits: z.array(z.string()).default([]),
  /** What designates this person as owner or author, to recognise « me » in a list. */
  ref: z.string().optional(),
  /** Key of the role, for the screens that explain a closed action. */
  codeRole: z.string().optional(),
  plusieursSituations: z.boolean().optional(),
  /** For whom this person acts, when it is not for oneself; the shell says it on every screen. */
  pour: z.object({ nom: z.string(), gestes: z.array(z.string()) }).optional(),
  /** Other places where this account is open now. */
  autresSessions: z.number().optional(),
  /** When this session closes if nobody touches the screen, and at the latest. */
  session: z.object({ inactiviteMinutes: z.number(), expireLe: z.iso.datetime(), partage: z.boolean() }).optional(),
});
export type Moi = z.output<typeof moi>;

const situation = z.object({ id: z.string(), role: z.string(), structure: z.string(), territoire: z.string() });

export const vueMoi = contrat('session.moi', { entree: z.object({}), sortie: moi });

/** What the sign-in page needs before anybody is known: the open means, and where an unfinished sign-in stands. */
export const vueEtatSession = contrat('session.etat', {
  entree: z.object({}),
  sortie: z.object({
    essai: z.boolean(),
    moyens: z.object({ psc: z.boolean(), cle: z.boolean(), telephone: z.boolean() }),
    /** What this browser remembers of the last person, to propose the same door. Opens nothing by itself. */
    connu: z
      .object({
        prenom: z.string(),
        moyen: z.enum(['psc', 'passkey', 'telephone']),
        identifiant: z.string().optional(),
      })
      .optional(),
    personne: z
      .object({
        nom: z.string(),
        situation: z.string().optional(),
        situations: z.array(situation),
        /** How this person may confirm who they are. */
        carte: z.boolean(),
        cles: z.boolean(),
      })
      .optional(),
  }),
});
export type EtatSession = z.output<typeof vueEtatSession.sortie>;

export const actionChoisirSituation = contrat('session.situation', {
  entree: z.object({ situation: z.string().min(1).max(100) }),
  sortie: z.object({}),
});

/** `suite`: address of Pro Santé Connect that closes the session there too. */
export const actionFermerSession = contrat('session.deconnexion', {
  entree: z.object({}),
  sortie: z.object({ suite: z.string().optional() }),
});

const options = z.looseObject({ challenge: z.string() });
const reponse = z.looseObject({ id: z.string().max(2000) });
const jeton = z.string().max(200);
const nomDeLaCle = z.string().trim().max(60, 'Ce nom est trop long (60 lettres au plus).').default('');

export const questionCle = contrat('session.cle-question', { entree: z.object({}), sortie: options });
export const connexionParCle = contrat('session.cle', {
  entree: z.object({ reponse, partage: z.boolean().default(false) }),
  sortie: z.object({}),
});

/** Proving again who one is before a sensitive act: only the keys of the signed-in person answer. */
export const questionElevation = contrat('session.elevation-question', { entree: z.object({}), sortie: options });
export const elevationParCle = contrat('session.elevation', { entree: z.object({ reponse }), sortie: z.object({}) });

/**
 * Signing in from the phone: a number is typed here, a code is compared on both screens, the phone confirms. `attendreMs`: not before
 * that long may the screen ask how it stands.
 */
const appelEnCours = z.object({ code: z.string(), expireLe: z.iso.datetime(), attendreMs: z.number() });
export const connexionAuTelephone = contrat('session.telephone', {
  entree: z.object({
    identifiant: z.string().trim().min(1, 'Écrivez votre numéro.').max(70),
    partage: z.boolean().default(false),
  }),
  sortie: appelEnCours,
});
export const elevationAuTelephone = contrat('session.telephone-confirmer', {
  entree: z.object({}),
  sortie: appelEnCours,
});
export const suiteDuTelephone = contrat('session.telephone-suite', {
  entree: z.object({}),
  sortie: z.object({ etat: z.enum(['attente', 'faite']), attendreMs: z.number() }),
});

export const lireInvitation = contrat('session.invitation', {
  entree: z.object({ jeton }),
  sortie: z.object({
    prenom: z.string(),
    nom: z.string(),
    role: z.string(),
    structure: z.string(),
    territoire: z.string(),
    parrain: z.string(),
    nouvelleCle: z.boolean(),
    expireLe: z.iso.datetime(),
  }),
});
export const questionInvitation = contrat('session.invitation-question', {
  entree: z.object({ jeton }),
  sortie: options,
});
export const accepterInvitation = contrat('session.invitation-accepter', {
  entree: z.object({ jeton, reponse, nomDeLaCle }),
  sortie: z.object({}),
});

/** People I may act for; choosing one changes this session, and only it. Null: for myself again. */
export const mesDelegations = contrat('session.delegations', {
  entree: z.object({}),
  sortie: z.object({
    delegations: z.array(
      z.object({
        id: z.string(),
        nom: z.string(),
        structure: z.string(),
        gestes: z.array(z.string()),
        fin: z.iso.date(),
        enCours: z.boolean(),
      }),
    ),
  }),
});
export const choisirPour = contrat('session.pour', {
  entree: z.object({ delegation: z.string().min(1).max(100).nullable() }),
  sortie: z.object({}),
});

/** Where I am signed in. More than one place is shown to the person on every screen of the account (AUTH-05). */
export const mesSessions = contrat('session.sessions', {
  entree: z.object({}),
  sortie: z.object({
    sessions: z.array(
      z.object({
        id: z.string(),
        appareil: z.string(),
        adresse: z.string(),
        moyen: z.enum(['psc', 'passkey']),
        partage: z.boolean(),
        ouverteLe: z.iso.datetime(),
        vueLe: z.iso.datetime(),
        celleCi: z.boolean(),
      }),
    ),
  }),
});
/** One of mine, or all but this one. */
export const fermerUneSession = contrat('session.sessions-fermer', {
  entree: z.object({ id: z.string().max(100).optional() }),
  sortie: z.object({ fermees: z.number() }),
});
export const oublierAppareil = contrat('session.appareil-oublier', { entree: z.object({}), sortie: z.object({}) });

/** A known device after a first sign-in: the card is no longer needed every morning. */
export const mesCles = contrat('session.cles', {
  entree: z.object({}),
  sortie: z.object({
    cles: z.array(
      z.object({
        id: z.string(),
        nom: z.string(),
        creeLe: z.iso.datetime(),
        utiliseeLe: z.iso.datetime().optional(),
        sauvegardee: z.boolean(),
      }),
    ),
  }),
});
export const questionNouvelleCle = contrat('session.cles-question', { entree: z.object({}), sortie: options });
export const ajouterCle = contrat('session.cles-ajouter', {
  entree: z.object({ reponse, nomDeLaCle }),
  sortie: z.object({}),
});
export const retirerCle = contrat('session.cles-retirer', {
  entree: z.object({ id: z.string().max(2000) }),
  sortie: z.object({}),
});
