import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';
import { CHAMPS_CORRIGEABLES, MOTIFS_APPEL, type ChampCorrigeable, type MotifAppel } from './vocabulaire.ts';

const vues = ['liaison'];
const motif = z.enum(Object.keys(MOTIFS_APPEL) as [MotifAppel, ...MotifAppel[]]);
const champ = z.enum(Object.keys(CHAMPS_CORRIGEABLES) as [ChampCorrigeable, ...ChampCorrigeable[]]);

export const AppelNote = definirFait('AppelNote.v1', {
  donnees: z.object({
    avec: z.string(),
    sens: z.enum(['recu', 'emis']),
    motif,
    decision: z.string(),
    confirme: z.boolean(),
  }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: d.sens === 'recu' ? `Appel de ${d.avec}` : `Appel à ${d.avec}`, detail: d.decision }),
});

export const AppelCorrige = definirFait('AppelCorrige.v1', {
  donnees: z.object({ champ, avant: z.string().optional(), apres: z.string(), par: z.string() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: `${d.par} corrige : ${CHAMPS_CORRIGEABLES[d.champ].toLowerCase()}`,
    detail: d.avant === undefined ? d.apres : `« ${d.avant} » devient « ${d.apres} »`,
  }),
});

export const TacheDonnee = definirFait('TacheDonnee.v1', {
  donnees: z.object({ quoi: z.string(), a: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `À faire par ${d.a}`, detail: d.quoi }),
});

export const TacheFaite = definirFait('TacheFaite.v1', {
  donnees: z.object({ quoi: z.string(), commentaire: z.string().optional() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `Fait : ${d.quoi}`, ...(d.commentaire === undefined ? {} : { detail: d.commentaire }) }),
});

export const TacheReportee = definirFait('TacheReportee.v1', {
  donnees: z.object({ quoi: z.string(), motif: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `Reporté : ${d.quoi}`, detail: d.motif }),
});

export const TacheRemontee = definirFait('TacheRemontee.v1', {
  donnees: z.object({ quoi: z.string(), de: z.string(), a: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `Sans suite de ${d.de}, remonte à ${d.a}`, detail: d.quoi }),
});

export const FAITS = [AppelNote, AppelCorrige, TacheDonnee, TacheFaite, TacheReportee, TacheRemontee];
