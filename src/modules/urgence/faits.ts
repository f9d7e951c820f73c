import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';

const vues = ['urgence', 'cercle'];

export const UrgenceOuverte = definirFait('UrgenceOuverte.v1', {
  donnees: z.object({ par: z.string(), role: z.string(), motif: z.string(), fin: z.iso.datetime() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: `${d.par} a ouvert le dossier en urgence`,
    detail: `${d.role} : ${d.motif}. La personne doit en être informée demain au plus tard.`,
  }),
});

export const UrgenceFermee = definirFait('UrgenceFermee.v1', {
  donnees: z.object({ par: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `${d.par} a refermé son accès d’urgence` }),
});

export const PersonneInformee = definirFait('UrgencePersonneInformee.v1', {
  donnees: z.object({ aQui: z.string(), comment: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: 'Accès d’urgence : information donnée après coup', detail: `${d.aQui}. ${d.comment}` }),
});

export const UrgenceControlee = definirFait('UrgenceControlee.v1', {
  donnees: z.object({ par: z.string(), avis: z.string(), texte: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `Accès d’urgence contrôlé par ${d.par}`, detail: `${d.avis} : ${d.texte}` }),
});

/** About an account, not about a person: nobody's record says it. */
export const UrgencesRepetees = definirFait('UrgencesRepetees.v1', {
  donnees: z.object({ par: z.string(), nombre: z.number() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: `${d.par} a ouvert ${d.nombre} dossiers en urgence en 24 heures`,
    detail: 'Appelez ce professionnel, et vérifiez chaque accès.',
  }),
});

export const TacheRemontee = definirFait('UrgenceTacheRemontee.v1', {
  donnees: z.object({ de: z.string(), a: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `Suites d’un accès d’urgence : remontent de ${d.de} à ${d.a}` }),
});

export const FAITS = [
  UrgenceOuverte,
  UrgenceFermee,
  PersonneInformee,
  UrgenceControlee,
  UrgencesRepetees,
  TacheRemontee,
];
