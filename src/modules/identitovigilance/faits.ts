import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';

const vues = ['dossier', 'identitovigilance', 'cercle'];
const texte = z.string();

export const VerificationTraitee = definirFait('IdentiteRegardee.v1', {
  donnees: z.object({ motif: texte }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: 'Identité vérifiée par l’identitovigilance', detail: d.motif }),
});

export const DoublonSignale = definirFait('IdentiteDoublonSignale.v1', {
  donnees: z.object({ motif: texte }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: 'Doublon possible signalé', detail: d.motif }),
});

export const DoublonEcarte = definirFait('IdentiteDoublonEcarte.v1', {
  donnees: z.object({ motif: texte, homonymes: z.boolean() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({
    titre: d.homonymes ? 'Homonyme connu : ce sont deux personnes' : 'Doublon écarté : ce sont deux personnes',
    detail: d.motif,
  }),
});

export const PersonnesReunies = definirFait('IdentiteReunie.v1', {
  donnees: z.object({ motif: texte, elements: z.number(), jusqua: texte }),
  famille: 'ADM',
  vues: [...vues, 'demande', 'orientation', 'liaison', 'messagerie'],
  phrase: (d) => ({
    titre: 'Deux dossiers de cette personne ont été réunis',
    detail: `${d.motif}\n${d.elements} éléments rassemblés. L’identitovigilance peut revenir en arrière jusqu’au ${d.jusqua}.`,
  }),
});

export const ReunionDefaite = definirFait('IdentiteSeparee.v1', {
  donnees: z.object({ motif: texte, restes: z.number() }),
  famille: 'ADM',
  vues: [...vues, 'demande', 'orientation', 'liaison', 'messagerie'],
  phrase: (d) => ({
    titre: 'Deux dossiers réunis par erreur ont été séparés',
    detail: [
      d.motif,
      ...(d.restes === 0 ? [] : [`${d.restes} éléments écrits depuis restent ici : l’identitovigilance les relit.`]),
    ].join('\n'),
  }),
});

export const UsurpationSignalee = definirFait('IdentiteUsurpee.v1', {
  donnees: z.object({ motif: texte, arretes: z.number() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({
    titre: 'Usurpation d’identité suspectée : identité gelée',
    detail: `${d.motif}\nRien ne part plus sous cette identité${d.arretes === 0 ? '' : ` ; ${d.arretes} messages arrêtés`}.`,
  }),
});

const SUITES_DES_RETENUS = {
  reprendre: (n: number) => `${n === 1 ? '1 message retenu repris' : `${n} messages retenus repris`}.`,
  abandonner: (n: number) =>
    `${n === 1 ? '1 message retenu abandonné, son auteur est prévenu' : `${n} messages retenus abandonnés, leurs auteurs sont prévenus`}.`,
} as const;

export const GelLeve = definirFait('IdentiteDegelee.v1', {
  donnees: z.object({
    motif: texte,
    retenus: z.number().default(0),
    suite: z.enum(['reprendre', 'abandonner']).default('reprendre'),
  }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({
    titre: 'Gel de l’identité levé',
    detail: d.retenus === 0 ? d.motif : `${d.motif}\n${SUITES_DES_RETENUS[d.suite](d.retenus)}`,
  }),
});

export const FAITS = [
  VerificationTraitee,
  DoublonSignale,
  DoublonEcarte,
  PersonnesReunies,
  ReunionDefaite,
  UsurpationSignalee,
  GelLeve,
];
