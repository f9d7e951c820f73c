import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { MotifEchec } from './motifs.ts';

const texteCourt = (max: number) => z.string().trim().max(max, `Écrivez moins de ${max} caractères.`);
const Ref = z
  .string()
  .regex(
    /^(PractitionerRole|Practitioner|Organization|HealthcareService)\/[A-Za-z0-9\-.]{1,64}$/,
    'Choisissez un contact de l’annuaire.',
  );
const Telephone = texteCourt(20).regex(/^(?:\+33|0)[\d\s.-]{8,18}$/, 'Écrivez un numéro de téléphone à 10 chiffres.');
const Mssante = texteCourt(254).regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'Écrivez l’adresse en entier, comme nom@domaine.');
const Heure = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'Écrivez l’heure comme 08:30.');
const Horaires = z
  .array(z.object({ jour: z.number().int().min(1).max(7), debut: Heure.optional(), fin: Heure.optional() }))
  .max(21);

export const GenreFiche = z.enum(['personne', 'structure', 'offre']);
export type GenreFiche = z.output<typeof GenreFiche>;

const Capacite = z.object({ connue: z.boolean(), places: z.number().optional(), le: z.string().optional() });
const Joignable = z.object({
  etat: z.enum(['joignable', 'absent', 'remplace', 'inconnu']),
  jusqua: z.string().optional(),
  remplacant: z.string().optional(),
});
const Confiance = z.object({
  niveau: z.enum(['sure', 'a_confirmer', 'perimee', 'douteuse']),
  /** Last time somebody of the territory confirmed it. */
  confirmeLe: z.string().optional(),
  confirmePar: z.string().optional(),
  source: z.string(),
  sourceLe: z.string().optional(),
  echecs: z.number(),
  refus: z.number(),
});

/** One answer of the directory: what decides, on one card. */
export const Carte = z.object({
  ref: z.string(),
  genre: GenreFiche,
  nom: z.string(),
  profession: z.string().optional(),
  structure: z.object({ ref: z.string(), nom: z.string() }).optional(),
  commune: z.string().optional(),
  distanceKm: z.number().optional(),
  telephone: z.string().optional(),
  mssante: z.string().optional(),
  joignable: Joignable,
  consigne: z.string().optional(),
  canal: z.enum(['telephone', 'mssante']).optional(),
  confiance: Confiance,
  /** Absent when it is not an offer. */
  capacite: Capacite.optional(),
  pourquoi: z.array(z.string()),
  notes: z.array(z.string()),
});
export type Carte = z.output<typeof Carte>;

const Terme = z.object({
  genre: z.enum(['notion', 'commune', 'jour', 'rayon', 'nom', 'numero', 'adresse']),
  texte: z.string(),
  libelle: z.string(),
});

export const chercher = contrat('annuaire.chercher', {
  entree: z.object({
    texte: texteCourt(200).default(''),
    besoin: texteCourt(100).optional(),
    profession: texteCourt(100).optional(),
    commune: texteCourt(100).optional(),
    jour: texteCourt(20).optional(),
    rayonKm: z.number().min(1).max(200).optional(),
    genre: GenreFiche.optional(),
    page: z.number().int().min(1).max(50).default(1),
  }),
  sortie: z.object({
    resultats: z.array(Carte),
    total: z.number(),
    incomplet: z.boolean(),
    pages: z.number(),
    termes: z.array(Terme),
    depuis: z.string().optional(),
    elargi: z.string().optional(),
  }),
});

export const suggestions = contrat('annuaire.suggestions', {
  entree: z.object({
    texte: texteCourt(100),
    genre: z.enum(['personne', 'structure', 'offre', 'tous']).default('tous'),
  }),
  sortie: z.array(
    z.object({
      ref: z.string(),
      nom: z.string(),
      genre: GenreFiche,
      precision: z.string(),
      mssante: z.boolean(),
      telephone: z.boolean(),
    }),
  ),
});

const Champ = z.object({
  valeur: z.string(),
  source: z.string(),
  le: z.string().optional(),
  confirmePar: z.string().optional(),
});

export const fiche = contrat('annuaire.fiche', {
  /** By its reference, or by the check somebody holds about it. */
  entree: z.union([z.object({ ref: Ref }), z.object({ verification: z.string().max(64) })]),
  sortie: z.object({
    carte: Carte,
    champs: z.object({ telephone: Champ.optional(), mssante: Champ.optional(), adresse: Champ.optional() }),
    modeExercice: z.string().optional(),
    offre: z
      .object({
        mode: z.string().optional(),
        publics: z.array(z.string()),
        ages: z.string().optional(),
        zones: z.array(z.string()),
        modalites: z.array(z.string()),
        activites: z.array(z.string()),
        contacts: z.array(
          z.object({ nom: z.string().optional(), nature: z.string().optional(), telephone: z.string() }),
        ),
        fermeture: z.object({ du: z.string().optional(), au: z.string().optional() }).optional(),
      })
      .optional(),
    horaires: z.array(z.object({ jour: z.number(), debut: z.string().optional(), fin: z.string().optional() })),
    notes: z.array(
      z.object({ id: z.string(), texte: z.string(), par: z.string(), le: z.string(), mienne: z.boolean() }),
    ),
    echecs: z.array(z.object({ motif: MotifEchec, le: z.string(), par: z.string(), detail: z.string().optional() })),
    verification: z
      .object({
        tache: z.string(),
        qui: z.string(),
        depuis: z.string(),
        prochaine: z.string(),
        echeance: z.string(),
        etat: z.enum(['attend', 'tenu', 'retard']),
      })
      .optional(),
    /** Other places of the same person, people of the same structure, offers of the same structure. */
    liens: z.array(z.object({ ref: z.string(), nom: z.string(), precision: z.string() })),
    peutCorriger: z.boolean(),
    estMoi: z.boolean(),
  }),
});

export const signaler = contrat('annuaire.signaler', {
  entree: z.object({ ref: Ref, motif: MotifEchec, detail: texteCourt(300).optional() }),
  sortie: z.object({ qui: z.string(), messageParti: z.boolean() }),
});

const Corrections = z.object({
  telephone: Telephone.optional(),
  mssante: Mssante.optional(),
  places: z.number().int().min(0).max(999).optional(),
});

/** By somebody with an account: the person itself, a colleague of the structure, or who holds the check. */
export const corriger = contrat('annuaire.corriger', {
  entree: Corrections.extend({ ref: Ref }),
  sortie: z.object({ corriges: z.array(z.string()) }),
});

/** By the link of the message, without account. */
export const confirmer = contrat('annuaire.confirmer', {
  entree: Corrections.extend({ plusLa: z.boolean().default(false), message: texteCourt(300).optional() }),
  sortie: z.object({ corriges: z.array(z.string()) }),
});

export const confirmation = contrat('annuaire.confirmation', {
  entree: z.object({}),
  sortie: z.object({
    nom: z.string(),
    genre: GenreFiche,
    profession: z.string().optional(),
    structure: z.string().optional(),
    telephone: z.string().optional(),
    mssante: z.string().optional(),
    places: z.number().optional(),
    demandeLe: z.string(),
    faite: z.boolean(),
  }),
});

export const demanderConfirmation = contrat('annuaire.demanderConfirmation', {
  entree: z.object({ ref: Ref }),
  sortie: z.object({ qui: z.string(), messageParti: z.boolean() }),
});

export const noter = contrat('annuaire.noter', {
  entree: z.object({ ref: Ref, texte: texteCourt(300).min(2, 'Écrivez ce que vous savez.') }),
  sortie: z.object({ id: z.string() }),
});

export const retirerNote = contrat('annuaire.retirerNote', {
  entree: z.object({ id: z.string() }),
  sortie: z.object({}),
});

export const direMaPresence = contrat('annuaire.direMaPresence', {
  entree: z
    .object({
      absenteDu: z.iso.datetime({ offset: true }).optional(),
      absenteJusqu: z.iso.datetime({ offset: true }).optional(),
      remplacant: z
        .object({ ref: z.string().optional(), nom: texteCourt(120), telephone: Telephone.optional() })
        .optional(),
      canal: z.enum(['telephone', 'mssante']).optional(),
      consigne: texteCourt(200).optional(),
      horaires: Horaires.default([]),
    })
    .refine((p) => p.absenteDu === undefined || p.absenteJusqu === undefined || p.absenteDu < p.absenteJusqu, {
      path: ['absenteJusqu'],
      message: 'Le retour doit être après le départ.',
    }),
  sortie: z.object({ absente: z.boolean() }),
});

export const maPresence = contrat('annuaire.maPresence', {
  entree: z.object({}),
  sortie: z.object({
    ref: z.string(),
    absenteDu: z.string().optional(),
    absenteJusqu: z.string().optional(),
    remplacant: z.object({ ref: z.string().optional(), nom: z.string(), telephone: z.string().optional() }).optional(),
    canal: z.enum(['telephone', 'mssante']).optional(),
    consigne: z.string().optional(),
    horaires: Horaires,
    le: z.string().optional(),
  }),
});

export const carteDesRefus = contrat('annuaire.carteDesRefus', {
  entree: z.object({ depuis: z.string().optional() }),
  sortie: z.object({
    total: z.number(),
    services: z.array(
      z.object({
        ref: z.string(),
        nom: z.string(),
        type: z.string().optional(),
        commune: z.string().optional(),
        refus: z.number(),
        motifs: z.array(z.object({ motif: z.string(), nombre: z.number() })),
        dernier: z.string(),
      }),
    ),
  }),
});

export const imports = contrat('annuaire.imports', {
  entree: z.object({}),
  sortie: z.array(
    z.object({
      id: z.string(),
      fichier: z.string(),
      format: z.string(),
      le: z.string(),
      lues: z.number(),
      retenues: z.number(),
      dureeMs: z.number(),
      rejets: z.array(
        z.object({
          ligne: z.number(),
          motif: z.string(),
          contenu: z.string().optional(),
          gravite: z.enum(['rejet', 'reserve']),
        }),
      ),
    }),
  ),
});
