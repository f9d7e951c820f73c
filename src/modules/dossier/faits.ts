import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';

const vues = ['dossier'];
const texte = z.string();

export const PersonneCreee = definirFait('PersonneCreee.v1', {
  donnees: z.object({ par: texte }),
  famille: 'ADM',
  vues,
  phrase: () => ({ titre: 'Dossier créé' }),
});

export const IdentiteCorrigee = definirFait('IdentiteCorrigee.v1', {
  donnees: z.object({
    champs: z.array(z.object({ champ: texte, avant: texte, apres: texte })),
    redevientProvisoire: z.boolean(),
  }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({
    titre: `Identité corrigée : ${d.champs.map(({ champ }) => champ).join(', ')}`,
    detail: [
      ...d.champs.map(({ champ, avant, apres }) => `${champ} : ${avant || 'rien'} → ${apres || 'rien'}`),
      ...(d.redevientProvisoire ? ['L’identité redevient provisoire : il faut vérifier à nouveau une pièce.'] : []),
    ].join('\n'),
  }),
});

export const IdentiteVerifiee = definirFait('IdentiteVerifiee.v1', {
  donnees: z.object({ statut: texte, piece: texte }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: d.statut, detail: `Pièce vue : ${d.piece.toLowerCase()}` }),
});

export const IdentiteRecuperee = definirFait('IdentiteRecuperee.v1', {
  donnees: z.object({ statut: texte, moyen: texte, change: z.boolean() }),
  famille: 'ADM',
  vues: ['dossier', 'identitovigilance'],
  phrase: (d) => ({
    titre: d.statut,
    detail: [d.moyen, ...(d.change ? ['L’identité nationale a changé ; l’ancienne est gardée.'] : [])].join('\n'),
  }),
});

export const IdentiteMarquee = definirFait('IdentiteMarquee.v1', {
  donnees: z.object({ phrase: texte, motif: texte }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: d.phrase, detail: d.motif }),
});

export const ASavoirAjoute = definirFait('ASavoirAjoute.v1', {
  donnees: z.object({ texte }),
  famille: 'MED',
  vues,
  phrase: (d) => ({ titre: 'À savoir', detail: d.texte }),
});

export const ASavoirSocialAjoute = definirFait('ASavoirSocialAjoute.v1', {
  donnees: z.object({ texte }),
  famille: 'SOC',
  vues,
  phrase: (d) => ({ titre: 'À savoir', detail: d.texte }),
});

export const ASavoirPratiqueAjoute = definirFait('ASavoirPratiqueAjoute.v1', {
  donnees: z.object({ texte }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: 'À savoir', detail: d.texte }),
});

/** The facts below say nothing of the line itself: whoever may not read it learns only that the work goes on. */
export const ASavoirSignale = definirFait('ASavoirSignale.v1', {
  donnees: z.object({ a: texte }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: 'Une ligne « à savoir » est signalée comme fausse',
    detail: `${d.a} est prévenu et doit répondre.`,
  }),
});

export const ASavoirRevu = definirFait('ASavoirRevu.v1', {
  donnees: z.object({ decision: z.enum(['confirmer', 'corriger', 'retirer']) }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: {
      confirmer: 'Ligne « à savoir » confirmée',
      corriger: 'Ligne « à savoir » corrigée',
      retirer: 'Ligne « à savoir » retirée',
    }[d.decision],
  }),
});

export const ASavoirRemonte = definirFait('ASavoirRemonte.v1', {
  donnees: z.object({ de: texte, a: texte }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `Ligne signalée fausse : sans réponse de ${d.de}, remonte à ${d.a}` }),
});

export const ProcheAjoute = definirFait('ProcheAjoute.v1', {
  donnees: z.object({ nom: texte, lien: texte, roles: z.array(texte) }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: `${d.nom} ajouté aux proches`, detail: [d.lien, ...d.roles].join(', ') }),
});

export const ProcheRetire = definirFait('ProcheRetire.v1', {
  donnees: z.object({ nom: texte }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: `${d.nom} retiré des proches` }),
});

export const FAITS = [
  PersonneCreee,
  IdentiteCorrigee,
  IdentiteVerifiee,
  IdentiteRecuperee,
  IdentiteMarquee,
  ASavoirAjoute,
  ASavoirSocialAjoute,
  ASavoirPratiqueAjoute,
  ASavoirSignale,
  ASavoirRevu,
  ASavoirRemonte,
  ProcheAjoute,
  ProcheRetire,
];
