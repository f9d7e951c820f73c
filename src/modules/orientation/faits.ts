import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';
import { MOTIFS_REFUS, type MotifRefus } from './statut.ts';

const vues = ['orientation', 'demande', 'annuaire'];
const motif = z.enum(Object.keys(MOTIFS_REFUS) as [MotifRefus, ...MotifRefus[]]);
const base = { reference: z.string(), service: z.string(), serviceRef: z.string(), demande: z.string().optional() };

export const OrientationEnvoyee = definirFait('OrientationEnvoyee.v1', {
  donnees: z.object({ ...base, canal: z.enum(['mssante', 'telephone']), precedente: z.string().optional() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `Orientation ${d.reference} proposée à ${d.service}` }),
});

export const OrientationAcceptee = definirFait('OrientationAcceptee.v1', {
  donnees: z.object({ ...base, par: z.string(), delaiMinutes: z.number() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `${d.service} accepte l’orientation ${d.reference}`, detail: `Par ${d.par}` }),
});

export const OrientationRefusee = definirFait('OrientationRefusee.v1', {
  donnees: z.object({
    ...base,
    par: z.string(),
    motif,
    detail: z.string().optional(),
    alternative: z.string().optional(),
  }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: `${d.service} ne peut pas (${d.reference}) : ${MOTIFS_REFUS[d.motif].toLowerCase()}`,
    detail: [d.detail, d.alternative === undefined ? undefined : `Propose plutôt : ${d.alternative}`]
      .filter((t) => t !== undefined)
      .join(' · '),
  }),
});

export const OrientationRdv = definirFait('OrientationRdvFixe.v1', {
  donnees: z.object({ ...base, le: z.iso.datetime() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `Rendez-vous fixé par ${d.service} (${d.reference})` }),
});

export const OrientationCommencee = definirFait('OrientationCommencee.v1', {
  donnees: z.object({ ...base, le: z.iso.datetime(), joursDepuisEnvoi: z.number() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `${d.service} a commencé (${d.reference})` }),
});

export const OrientationRelancee = definirFait('OrientationRelancee.v1', {
  donnees: z.object({ ...base, rang: z.number(), a: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: `${d.service} n’a pas répondu (${d.reference})`,
    detail: d.rang === 0 ? 'Un rappel est parti' : `Remonte à ${d.a}`,
  }),
});

export const OrientationFinie = definirFait('OrientationFinie.v1', {
  donnees: z.object({ ...base, issue: z.enum(['terminee', 'interrompue', 'annulee', 'echec']), motif: z.string() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: `Orientation ${d.reference} : ${d.issue === 'terminee' ? 'terminée' : d.issue === 'interrompue' ? 'interrompue' : d.issue === 'annulee' ? 'annulée' : 'sans suite'}`,
    detail: d.motif,
  }),
});

export const FAITS = [
  OrientationEnvoyee,
  OrientationAcceptee,
  OrientationRefusee,
  OrientationRdv,
  OrientationCommencee,
  OrientationRelancee,
  OrientationFinie,
];
