import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';

const vues = ['droitsPersonne'];

export const DemandeNotee = definirFait('DroitDemande.v1', {
  donnees: z.object({ quoi: z.string(), qui: z.string(), auPlusTard: z.iso.datetime() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: `Droits de la personne : ${d.quoi.toLowerCase()}`, detail: d.qui }),
});

export const DossierRemis = definirFait('DroitDossierRemis.v1', {
  donnees: z.object({ comment: z.string(), par: z.string() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: 'Dossier remis à qui l’a demandé', detail: `${d.comment}, par ${d.par}` }),
});

export const DemandeDecidee = definirFait('DroitDecide.v1', {
  donnees: z.object({ quoi: z.string(), accord: z.boolean(), par: z.string() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: `${d.quoi} : ${d.accord ? 'accepté' : 'refusé'} par ${d.par}` }),
});

/** Told to everybody who received the element: they read it again. */
export const InformationCorrigee = definirFait('DroitInformationCorrigee.v1', {
  donnees: z.object({ par: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: 'Une information a été corrigée à la demande de la personne',
    detail: `Par ${d.par}. Relisez-la : l’ancienne version est gardée.`,
  }),
});

export const GelPose = definirFait('ConservationSuspendue.v1', {
  donnees: z.object({ par: z.string(), leve: z.boolean() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({
    titre: d.leve ? `${d.par} a levé la suspension de la conservation` : `${d.par} a suspendu toute suppression`,
  }),
});

export const DemandeRemontee = definirFait('DroitRemonte.v1', {
  donnees: z.object({ de: z.string(), a: z.string() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: `Droits de la personne : la demande passe de ${d.de} à ${d.a}` }),
});

const DEPART = {
  propose: 'propose de supprimer une part de dossier au bout de sa durée',
  accorde: 'confirme la suppression d’une part de dossier au bout de sa durée',
  refuse: 'refuse pour l’instant la suppression d’une part de dossier',
} as const;

export const DepartDecide = definirFait('DepartDecide.v1', {
  donnees: z.object({ quoi: z.enum(['propose', 'accorde', 'refuse']), par: z.string() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: `${d.par} ${DEPART[d.quoi]}` }),
});

export const FAITS = [
  DemandeNotee,
  DossierRemis,
  DemandeDecidee,
  InformationCorrigee,
  GelPose,
  DemandeRemontee,
  DepartDecide,
];
