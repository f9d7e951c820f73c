import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';
import { ETATS_INFORMATION } from './vocabulaire.ts';

const vues = ['cercle'];

export const MembreArrive = definirFait('CercleMembreArrive.v1', {
  donnees: z.object({ nom: z.string(), fonction: z.string(), fondement: z.string(), ouvert: z.boolean() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: `${d.nom} entre dans le cercle`,
    detail: `${d.fonction}${d.ouvert ? '' : ', sans accès au dossier'}`,
  }),
});

export const MembreModifie = definirFait('CercleMembreModifie.v1', {
  donnees: z.object({ nom: z.string(), fonction: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `Participation de ${d.nom} mise à jour`, detail: d.fonction }),
});

export const MembreParti = definirFait('CercleMembreParti.v1', {
  donnees: z.object({ nom: z.string(), fonction: z.string(), motif: z.string().optional() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: `${d.nom} quitte le cercle`,
    detail: d.motif === undefined ? d.fonction : `${d.fonction} : ${d.motif}`,
  }),
});

export const InformationNotee = definirFait('CercleInformationNotee.v1', {
  donnees: z.object({
    etat: z.enum(['non_dite', 'informee', 'accord', 'impossible', 'opposee']),
    notePar: z.string(),
    detail: z.string().optional(),
  }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: ETATS_INFORMATION[d.etat], ...(d.detail === undefined ? {} : { detail: d.detail }) }),
});

export const AccordRetire = definirFait('CercleAccordRetire.v1', {
  donnees: z.object({ notePar: z.string() }),
  famille: 'COO',
  vues,
  phrase: () => ({ titre: 'La personne retire son accord', detail: 'Les accès hors équipe de soins sont fermés.' }),
});

export const OppositionLevee = definirFait('CercleOppositionLevee.v1', {
  donnees: z.object({ notePar: z.string() }),
  famille: 'COO',
  vues,
  phrase: () => ({ titre: 'La personne lève son opposition' }),
});

export const RecueilRemonte = definirFait('CercleRecueilRemonte.v1', {
  donnees: z.object({ de: z.string(), a: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `Avis de la personne à recueillir : remonte de ${d.de} à ${d.a}` }),
});

export const FAITS = [
  MembreArrive,
  MembreModifie,
  MembreParti,
  InformationNotee,
  AccordRetire,
  OppositionLevee,
  RecueilRemonte,
];
