import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { EntourageVu } from './contract-protection.ts';
import { CLES_CATEGORIES, CLES_FAMILLES, CLES_FONDEMENTS, CLES_MODES } from './vocabulaire.ts';

const patient = z.string().min(1, 'Choisissez une personne.');
const instant = z.iso.datetime({ offset: true, error: 'Écrivez une date.' });
const texte = (quoi: string, max = 500) => z.string().trim().min(1, quoi).max(max, `${max} caractères au plus.`);

const Qui = z.discriminatedUnion(
  'genre',
  [
    z.object({ genre: z.literal('moi') }),
    z.object({ genre: z.literal('annuaire'), ref: z.string().min(1, 'Choisissez un contact.') }),
    z.object({
      genre: z.literal('nom'),
      nom: texte('Écrivez le nom.', 120),
      structure: z.string().trim().max(120).optional(),
    }),
    z.object({ genre: z.literal('proche'), ref: z.string().startsWith('RelatedPerson/', 'Choisissez un proche.') }),
  ],
  'Dites qui vous ajoutez.',
);

export const ajouterMembre = contrat('cercle.ajouter', {
  entree: z.object({
    patient,
    qui: Qui,
    fonction: texte('Dites ce que cette personne fait auprès de la personne.', 80),
    telephone: z.string().trim().max(24).optional(),
    debut: instant.optional(),
    fin: instant.optional(),
    fondement: z.enum(CLES_FONDEMENTS, 'Dites à quel titre ce membre participe.'),
  }),
  sortie: z.object({ rang: z.number(), ouvert: z.boolean(), pourquoi: z.string().optional() }),
});

export const modifierMembre = contrat('cercle.modifier', {
  entree: z.object({
    patient,
    version: z.number(),
    rang: z.number(),
    fonction: texte('Dites ce que cette personne fait auprès de la personne.', 80),
    telephone: z.string().trim().max(24).optional(),
    fondement: z.enum(CLES_FONDEMENTS),
  }),
  sortie: z.object({ version: z.number() }),
});

export const terminerParticipation = contrat('cercle.terminer', {
  entree: z.object({
    patient,
    rang: z.number(),
    fin: instant.optional(),
    motif: z.string().trim().max(300).optional(),
  }),
  sortie: z.object({ version: z.number() }),
});

/** Where the trace of her word is kept: a paper somewhere, a signed document in the record. */
const preuve = {
  aupresDe: z.string().trim().max(120).optional(),
  /** Whoever answered in her place by law: their mandate is checked, their name and quality are written. */
  representant: z.string().max(64).optional(),
  preuve: z.string().trim().max(200).optional(),
  document: z.string().startsWith('DocumentReference/').optional(),
};
const noticeRemise = z.literal(true, 'Remettez la notice d’information avant de noter l’accord.');
const Perimetre = z
  .object({
    familles: z.array(z.enum(CLES_FAMILLES)).min(1, 'Dites quelles informations sont partagées.'),
    membres: z.union([z.literal('cercle'), z.array(z.string()).min(1, 'Dites avec qui.')]),
    categories: z.array(z.enum(CLES_CATEGORIES)).optional(),
    noticeRemise,
  })
  .refine(({ membres, categories = [] }) => membres !== 'cercle' || categories.length > 0, {
    path: ['categories'],
    error: 'Dites avec quels professionnels.',
  });
/** `role:<role>`, a professional, a structure or a software. */
const Vise = z.string().regex(/^(?:role:[a-z_]+|(?:Practitioner|PractitionerRole|Organization|Device)\/.+)$/u);
const FamilleOpposee = z.enum([...CLES_FAMILLES, 'SEN']);

export const noterAvis = contrat('cercle.noterInformation', {
  entree: z.discriminatedUnion(
    'etat',
    [
      z.object({
        etat: z.literal('informee'),
        patient,
        mode: z.enum(CLES_MODES, 'Dites comment la personne a été informée.'),
        ...preuve,
      }),
      z.object({
        etat: z.literal('accord'),
        patient,
        mode: z.enum(CLES_MODES, 'Dites comment la personne a donné son accord.'),
        ...preuve,
        perimetre: Perimetre.optional(),
        revoirLe: instant.optional(),
      }),
      z.object({
        etat: z.literal('impossible'),
        patient,
        motif: texte('Dites pourquoi l’avis de la personne n’a pas pu être recueilli.', 300),
        personneConsultee: z.string().trim().max(120).optional(),
      }),
      z.object({
        etat: z.literal('opposee'),
        patient,
        mode: z.enum(CLES_MODES, 'Dites comment la personne l’a dit.'),
        vise: z.union([z.literal('tous'), z.array(Vise).min(1, 'Dites à qui la personne s’oppose.')]),
        familles: z.array(FamilleOpposee).min(1, 'Dites à quelles informations.').optional(),
      }),
    ],
    'Dites ce qui s’est passé.',
  ),
  sortie: z.object({ ouverts: z.number(), fermes: z.number() }),
});

export const retirerAccord = contrat('cercle.retirerAccord', {
  entree: z.object({ patient, mode: z.enum(CLES_MODES, 'Dites comment la personne l’a dit.') }),
  sortie: z.object({ ouverts: z.number(), fermes: z.number() }),
});

/** What she shares with somebody by name: the only road to what is sensitive. */
export const partager = contrat('cercle.partager', {
  entree: z.object({
    patient,
    membres: z.array(z.string()).min(1, 'Dites avec qui.'),
    familles: z.array(FamilleOpposee).min(1, 'Dites quelles informations sont partagées.'),
    mode: z.enum(CLES_MODES, 'Dites comment la personne a donné son accord.'),
    noticeRemise,
    revoirLe: instant.optional(),
    ...preuve,
  }),
  sortie: z.object({ ouverts: z.number(), fermes: z.number() }),
});

/** One gesture: this member reads nothing more, whatever opened it. */
export const retirerPour = contrat('cercle.retirerPour', {
  entree: z.object({
    patient,
    membre: z.string().min(1, 'Dites avec qui.'),
    mode: z.enum(CLES_MODES, 'Dites comment la personne l’a dit.'),
  }),
  sortie: z.object({ ouverts: z.number(), fermes: z.number() }),
});

export const terminerSituation = contrat('cercle.terminerSituation', {
  entree: z.object({ patient, motif: texte('Dites pourquoi la situation se termine.', 300) }),
  sortie: z.object({ ouverts: z.number(), fermes: z.number() }),
});

const objet = z.string().regex(/^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/u, 'Choisissez un élément.');
/** `tous`, `representants` (SP-14), or the reference of one professional. */
const AQui = z.union([
  z.enum(['tous', 'representants']),
  z.string().regex(/^(?:PractitionerRole|Practitioner|Organization)\/.+$/u, 'Dites à qui.'),
]);

export const masquer = contrat('cercle.masquer', {
  entree: z.object({ objet, a: AQui }),
  sortie: z.object({ objet: z.string() }),
});

export const demasquer = contrat('cercle.demasquer', {
  entree: z.object({ objet }),
  sortie: z.object({ objet: z.string() }),
});

/** Elements hidden among those this reader keeps: the only ones it may show again. */
export const masques = contrat('cercle.masques', {
  entree: z.object({ patient }),
  sortie: z.object({ masques: z.array(z.object({ objet: z.string(), aQui: z.string() })) }),
});

export const leverOpposition = contrat('cercle.leverOpposition', {
  entree: z.object({ patient, opposition: z.string(), mode: z.enum(CLES_MODES, 'Dites comment la personne l’a dit.') }),
  sortie: z.object({ ouverts: z.number(), fermes: z.number() }),
});

export const MembreVu = z.object({
  rang: z.number(),
  ref: z.string().optional(),
  nom: z.string(),
  genre: z.enum(['professionnel', 'structure', 'proche', 'sans_annuaire']),
  fonction: z.string(),
  libelleFonction: z.string(),
  structure: z.string().optional(),
  telephone: z.string().optional(),
  debut: z.string(),
  fin: z.string().optional(),
  present: z.boolean(),
  fondement: z.enum(CLES_FONDEMENTS),
  ouvert: z.boolean(),
  /** Why the record is closed to this member, in one sentence. */
  pourquoi: z.string().optional(),
  ajoutePar: z.string(),
});
export type MembreVu = z.output<typeof MembreVu>;

export const InformationVue = z.object({
  etat: z.enum(['non_dite', 'informee', 'accord', 'impossible', 'opposee']),
  phrase: z.string(),
  le: z.string().optional(),
  notePar: z.string().optional(),
  motif: z.string().optional(),
  personneConsultee: z.string().optional(),
  recueilLe: z.string().optional(),
  /** Who answered in her place, how, and where its trace is. */
  aupresDe: z.string().optional(),
  mode: z.string().optional(),
  preuve: z.string().optional(),
  /** What the agreement covers, in words. */
  couvre: z.string().optional(),
  revoirLe: z.string().optional(),
  partages: z.array(z.object({ avec: z.string(), quoi: z.string() })).optional(),
  oppositions: z.array(z.object({ id: z.string(), phrase: z.string(), le: z.string(), notePar: z.string() })),
});
export type InformationVue = z.output<typeof InformationVue>;

export const PanneauVu = z.object({
  version: z.number(),
  membres: z.array(MembreVu),
  partis: z.array(MembreVu),
  information: InformationVue,
  /** Why this reader may not change the circle; absent when it may. */
  fermePourquoi: z.string().optional(),
  jySuis: z.boolean(),
  /** Whom she trusts and who represents her; absent on the page that only lists the circle. */
  entourage: EntourageVu.optional(),
});
export type PanneauVu = z.output<typeof PanneauVu>;

export const panneauDuCercle = contrat('cercle.panneau', { entree: z.object({ patient }), sortie: PanneauVu });

/** Something to ask the person again: what, before when, and whose record to open. */
export const rappel = contrat('cercle.rappel', {
  entree: z.object({ id: z.string() }),
  sortie: z.object({
    titre: z.string(),
    prochaine: z.string(),
    qui: z.string(),
    patient: z.string().optional(),
    dueLe: z.iso.datetime(),
    depuis: z.iso.datetime(),
    etat: z.enum(['attend', 'tenu', 'retard', 'termine']),
  }),
});

/** A record closed by the person herself: what somebody who meets her may say of it, and lift for her. */
export const opposition = contrat('cercle.opposition', {
  entree: z.object({ patient }),
  sortie: z.object({
    totale: z.object({ id: z.string(), le: z.iso.datetime(), notePar: z.string() }).optional(),
  }),
});

export const quiEtaitLa = contrat('cercle.quiEtaitLa', {
  entree: z.object({ patient, le: instant }),
  sortie: z.object({ membres: z.array(MembreVu) }),
});
