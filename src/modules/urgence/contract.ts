import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { CLES_AVIS, CLES_INFORMES, CLES_MOTIFS } from './vocabulaire.ts';

const patient = z.string().min(1, 'Choisissez une personne.');
const phrase = (quoi: string, max: number) =>
  z.string({ error: quoi }).trim().min(1, quoi).max(max, `${max} caractères au plus.`);

/** Who is it? In the whole territory, minimal traits, always traced. */
export const chercher = contrat('urgence.chercher', {
  entree: z.object({
    nom: phrase('Écrivez le nom de naissance ou le nom utilisé.', 120),
    naissance: phrase('Écrivez la date ou l’année de naissance.', 20),
  }),
  sortie: z.object({
    candidats: z.array(
      z.object({
        patient: z.string(),
        nom: z.string(),
        naissance: z.string().optional(),
        age: z.number().optional(),
        commune: z.string().optional(),
      }),
    ),
  }),
});

export const ouvrir = contrat('urgence.ouvrir', {
  entree: z.object({
    patient,
    motif: z.enum(CLES_MOTIFS, 'Dites pourquoi vous devez lire ce dossier maintenant.'),
    texte: phrase('Décrivez la situation en une phrase.', 500),
  }),
  sortie: z.object({ id: z.string(), patient: z.string(), fin: z.iso.datetime() }),
});

export const fermer = contrat('urgence.fermer', {
  entree: z.object({ id: z.string() }),
  sortie: z.object({ id: z.string() }),
});

export const informer = contrat('urgence.informer', {
  entree: z.object({
    id: z.string(),
    aQui: z.enum(CLES_INFORMES, 'Dites qui a été informé.'),
    comment: phrase('Dites comment, et ce qui a été dit.', 500),
  }),
  sortie: z.object({ id: z.string() }),
});

export const controler = contrat('urgence.controler', {
  entree: z.object({
    id: z.string(),
    avis: z.enum(CLES_AVIS, 'Dites votre avis sur cet accès.'),
    texte: phrase('Dites pourquoi, en une phrase.', 500),
  }),
  sortie: z.object({ id: z.string() }),
});

const Acces = z.object({
  id: z.string(),
  patient: z.string(),
  personne: z.string(),
  par: z.string(),
  role: z.string(),
  motif: z.string(),
  texte: z.string(),
  ouvertLe: z.iso.datetime(),
  fin: z.iso.datetime(),
  fermeLe: z.iso.datetime().optional(),
  ouvert: z.boolean(),
});

/** One access: who, why, until when, and what remains to be done. */
export const detail = contrat('urgence.detail', {
  entree: z.object({ id: z.string() }),
  sortie: Acces.extend({
    leMien: z.boolean(),
    informerAvant: z.iso.datetime(),
    informee: z.object({ par: z.string(), le: z.iso.datetime(), aQui: z.string(), comment: z.string() }).optional(),
    controle: z.object({ par: z.string(), le: z.iso.datetime(), avis: z.string(), texte: z.string() }).optional(),
    peutInformer: z.boolean(),
    peutControler: z.boolean(),
  }),
});

/** What the pages of a person show to whoever opened her record in urgency. */
export const bandeau = contrat('urgence.bandeau', {
  entree: z.object({ patient }),
  sortie: z.object({
    acces: z.object({ id: z.string(), motif: z.string(), fin: z.iso.datetime() }).optional(),
  }),
});

/** Before opening: may I, with which reasons, and what follows. */
export const preparer = contrat('urgence.preparer', {
  entree: z.object({}),
  sortie: z.object({
    motifs: z.array(z.object({ valeur: z.enum(CLES_MOTIFS), libelle: z.string() })),
    fermePourquoi: z.string().optional(),
  }),
});
