import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';

const id = z.string().min(1).max(100);
const mot = z
  .string()
  .trim()
  .min(3, 'Écrivez en une phrase ce qu’il en est.')
  .max(500, 'Ce texte est trop long (500 lettres au plus).');

const acces = z.object({
  /** « Dr Lise Exemple », « Un service, par un lien ». */
  qui: z.string(),
  metier: z.string(),
  structure: z.string().optional(),
  /** « 9 h 12 », « de 9 h 12 à 9 h 40 ». */
  quand: z.string(),
  /** « a lu votre identité, vos soins et votre santé ». */
  quoi: z.string(),
  pourquoi: z.string(),
  urgence: z.boolean(),
});
export type AccesEnMots = z.output<typeof acces>;

const journal = z.object({
  pour: z.string(),
  depuis: z.iso.date(),
  jours: z.array(z.object({ jour: z.iso.date(), acces: z.array(acces) })),
  /** There are older days. */
  suite: z.iso.date().optional(),
});
export type JournalEnMots = z.output<typeof journal>;

/** « Qui a consulté mon dossier », for the professional's screen of the person. */
export const vueJournal = contrat('trace.journal', {
  entree: z.object({ patient: id, avant: z.iso.date().optional() }),
  sortie: journal,
});

/** The same, for the person herself: the link says who she is. */
export const vueMonJournal = contrat('trace.monJournal', {
  entree: z.object({ avant: z.iso.date().optional() }),
  sortie: journal,
});

/** An address to give to the person: it shows her own journal, for a time, and nothing else. */
export const donnerLeLien = contrat('trace.donnerLeLien', {
  entree: z.object({
    patient: id,
    /** Made by the screen and never answered back: no answer kept for a retry may hold it. */
    secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  }),
  /** The secret comes after `debut`. */
  sortie: z.object({ debut: z.string(), expireLe: z.iso.datetime() }),
});

const anomalie = z.object({
  id: z.string(),
  genre: z.string(),
  titre: z.string(),
  agent: z.string(),
  patient: z.object({ id: z.string(), nom: z.string() }).optional(),
  jour: z.iso.date(),
  nombre: z.number(),
  phrase: z.string(),
  qui: z.string().optional(),
  dueLe: z.iso.datetime().optional(),
  /** Why I may not close it. */
  clotureFermee: z.string().optional(),
});
export type AnomalieVue = z.output<typeof anomalie>;

export const vueControle = contrat('trace.controle', {
  entree: z.object({}),
  sortie: z.object({
    anomalies: z.array(anomalie),
    retenus: z.array(
      z.object({
        acteur: z.string(),
        nom: z.string(),
        etat: z.enum(['a_confirmer', 'bloque']),
        phrase: z.string(),
        depuis: z.iso.datetime(),
        rouvertureFermee: z.string().optional(),
      }),
    ),
    mois: z.array(z.object({ mois: z.string(), titre: z.string(), trouvees: z.number(), closes: z.number() })),
    sceau: z.object({ lignes: z.number(), le: z.iso.datetime() }).optional(),
  }),
});

export const clore = contrat('trace.clore', { entree: z.object({ id, mot }), sortie: z.object({}) });

export const rouvrir = contrat('trace.rouvrir', {
  entree: z.object({ acteur: z.string().min(1).max(200), mot }),
  sortie: z.object({}),
});
