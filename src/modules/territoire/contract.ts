import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

const texte = (message: string, max = 100) =>
  z.string({ error: message }).trim().min(1, message).max(max, `Ce texte est trop long (${max} lettres au plus).`);
const Telephone = z.string().trim().max(30);
const ref = z.string().min(1).max(200);

export const PAS_DE_TEMPS = {
  heure: 'Une heure',
  jour_ouvre: 'Un jour ouvré',
  trois_jours_ouvres: 'Trois jours ouvrés',
} as const;
export type PasDeTemps = keyof typeof PAS_DE_TEMPS;

const horloge = z.object({
  maintenant: z.iso.datetime(),
  decalageMs: z.number(),
  profil: z.enum(['essai', 'territoire', 'region']),
  territoire: z.string(),
});

export const vueHorloge = contrat('territoire.horloge', { entree: z.object({}), sortie: horloge });

export const avancerTemps = contrat('territoire.avancerTemps', {
  entree: z.object({ de: z.enum(['heure', 'jour_ouvre', 'trois_jours_ouvres', 'reel']) }),
  sortie: horloge,
});

/** One number per card of the door. */
export const vueAccueil = contrat('territoire.accueil', {
  entree: z.object({}),
  sortie: z.object({
    membres: z.number(),
    invitations: z.number(),
    files: z.number(),
    enAttente: z.number(),
    essai: z.boolean(),
  }),
});

const choix = { code: z.string(), libelle: z.string() };
/** A sub-category of R. 1110-2 and what may prove it. */
const choixDeQualite = z.object({ ...choix, preuves: z.array(z.object(choix)) });
export type ChoixDeQualite = z.output<typeof choixDeQualite>;

const membre = z.object({
  affectation: z.string(),
  ref: z.string(),
  nom: z.string(),
  role: z.string(),
  structure: z.string(),
  telephone: z.string().optional(),
  /** `carte`: Pro Santé Connect; `cle`: invited. */
  moyen: z.enum(['carte', 'cle']),
  suspendu: z.boolean(),
  /** Only for those who look after the members. */
  vuLe: z.iso.datetime().optional(),
  enMain: z.number(),
  /** Only without a card: `a_revoir` within two months, `en_pause` since thirteen months without review. */
  revue: z.enum(['a_revoir', 'en_pause']).optional(),
  /** Only for those who may note it: nothing proves what this person is, who therefore reads nothing nominative. */
  preuveANoter: z.array(choixDeQualite).optional(),
  /** Why the departure of this person is closed, for me, now. */
  departFerme: z.string().optional(),
});
export type Membre = z.output<typeof membre>;

export const vueMembres = contrat('territoire.membres', {
  entree: z.object({}),
  sortie: z.object({
    membres: z.array(membre),
    invitations: z.array(
      z.object({
        id: z.string(),
        nom: z.string(),
        role: z.string(),
        structure: z.string(),
        parrain: z.string(),
        expireLe: z.iso.datetime(),
      }),
    ),
    structures: z.array(z.object({ ref: z.string(), nom: z.string() })),
    /** Roles I may give. */
    roles: z.array(z.object({ code: z.string(), libelle: z.string(), qualites: z.array(choixDeQualite) })),
    inviterFerme: z.string().optional(),
    avecBoite: z.boolean(),
  }),
});

/** What somebody is in R. 1110-2 and what proves it; required for a role that reads about persons. */
const qualite = {
  sousCategorie: z.string().max(40).default(''),
  preuve: z.string().max(40).default(''),
  preuveDe: z.string().trim().max(200).default(''),
};

/** The proof of a member already there. */
export const prouverQualite = contrat('territoire.prouverQualite', {
  entree: z.object({ affectation: z.string().min(1).max(100), ...qualite }),
  sortie: z.object({}),
});

export const inviter = contrat('territoire.inviter', {
  entree: z.object({
    prenom: texte('Écrivez le prénom de la personne.'),
    nom: texte('Écrivez le nom de la personne.'),
    role: texte('Choisissez son rôle.'),
    structure: texte('Choisissez sa structure.', 200),
    telephone: Telephone.default(''),
    adresse: z.string().trim().max(200).default(''),
    ...qualite,
    /** Made by the screen and never answered back: no answer kept for a retry may hold it. */
    secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  }),
  sortie: z.object({ id: z.string(), expireLe: z.iso.datetime(), envoyee: z.boolean() }),
});

export const annulerInvitation = contrat('territoire.annulerInvitation', {
  entree: z.object({ id: z.string().min(1).max(100) }),
  sortie: z.object({}),
});

/** This person still works here, with this role: good for a year. */
export const revoirMembre = contrat('territoire.revoirMembre', {
  entree: z.object({ affectation: z.string().min(1).max(100) }),
  sortie: z.object({}),
});

/** Somebody without a card lost every key: the old ones stop, this secret registers a new one. Made by the screen, like that of `inviter`. */
export const remplacerCle = contrat('territoire.remplacerCle', {
  entree: z.object({ affectation: z.string().min(1).max(100), secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
  sortie: z.object({ expireLe: z.iso.datetime() }),
});

export const terminerAffectation = contrat('territoire.terminerAffectation', {
  entree: z.object({ affectation: z.string().min(1).max(100) }),
  sortie: z.object({}),
});

const porteur = z.object({ ref: z.string(), nom: z.string(), telephone: z.string() });

export const vueFiles = contrat('territoire.files', {
  entree: z.object({}),
  sortie: z.object({
    files: z.array(
      z.object({
        cle: z.string(),
        nom: z.string(),
        structure: z.string(),
        boite: z.string().optional(),
        porteurs: z.array(porteur),
        enAttente: z.number(),
      }),
    ),
    /** Who may answer for a queue. */
    membres: z.array(
      z.object({ ref: z.string(), nom: z.string(), structure: z.string(), telephone: z.string().optional() }),
    ),
    reglerFerme: z.string().optional(),
  }),
});

/** The first of the list is on duty; the others are the ladder, in order. */
export const reglerFile = contrat('territoire.reglerFile', {
  entree: z.object({
    file: z.string().min(1).max(60),
    porteurs: z
      .array(z.object({ ref, telephone: Telephone }))
      .min(1, 'Une file a toujours au moins une personne joignable.')
      .max(8, 'Huit personnes au plus : au-delà, plus personne ne se sent appelé.'),
  }),
  sortie: z.object({}),
});
