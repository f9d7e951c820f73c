import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';
import { FAITS_DECES } from './faits-deces.ts';
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
  donnees: z.object({ notePar: z.string(), avec: z.string().optional() }),
  famille: 'COO',
  vues,
  phrase: (d) =>
    d.avec === undefined
      ? { titre: 'La personne retire son accord', detail: 'Les accès hors équipe de soins sont fermés.' }
      : { titre: `La personne ne partage plus avec ${d.avec}` },
});

export const PartageNote = definirFait('CerclePartageNote.v1', {
  donnees: z.object({ avec: z.array(z.string()), familles: z.array(z.string()), notePar: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `La personne partage avec ${d.avec.join(', ')}`, detail: `${d.familles.join(', ')}.` }),
});

export const SituationTerminee = definirFait('CercleSituationTerminee.v1', {
  donnees: z.object({ motif: z.string(), notePar: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: 'La situation est terminée : les accords prennent fin', detail: d.motif }),
});

/** To whoever lost an access: neither the person nor the reason. */
export const AccesFerme = definirFait('CercleAccesFerme.v1', {
  donnees: z.object({}),
  famille: 'COO',
  vues,
  phrase: () => ({
    titre: 'Votre accès à un dossier a pris fin',
    detail: 'C’est le choix de la personne. Vous n’avez rien à faire.',
  }),
});

export const ElementMasque = definirFait('CercleElementMasque.v1', {
  donnees: z.object({ notePar: z.string(), aQui: z.enum(['professionnels', 'representants']) }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre:
      d.aQui === 'representants'
        ? 'La personne garde un élément pour elle, sans ses représentants'
        : 'La personne masque un élément de son dossier',
  }),
});

export const ElementDemasque = definirFait('CercleElementDemasque.v1', {
  donnees: z.object({ notePar: z.string() }),
  famille: 'COO',
  vues,
  phrase: () => ({ titre: 'La personne montre à nouveau un élément de son dossier' }),
});

export const NoticeComprise = definirFait('CercleNoticeComprise.v1', {
  donnees: z.object({ bonnes: z.number(), version: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre:
      d.bonnes === 2
        ? 'La personne a compris qui voit son dossier'
        : 'À réexpliquer à la personne : qui voit son dossier',
  }),
});

export const MesureNotee = definirFait('CercleMesureNotee.v1', {
  donnees: z.object({ mesure: z.string(), etendue: z.string(), par: z.string(), fin: z.string() }),
  famille: 'SOC',
  vues,
  phrase: (d) => ({ titre: `${d.mesure}, exercée par ${d.par}`, detail: `${d.etendue}. Jusqu’au ${d.fin}.` }),
});

export const MandatFini = definirFait('CercleMandatFini.v1', {
  donnees: z.object({ mesure: z.string(), par: z.string(), notePar: z.string() }),
  famille: 'SOC',
  vues,
  phrase: (d) => ({ titre: `${d.mesure} : ${d.par} ne l’exerce plus`, detail: 'Plus rien ne peut lui être remis.' }),
});

export const ConfianceNotee = definirFait('CercleConfianceNotee.v1', {
  donnees: z.object({ nom: z.string(), etat: z.enum(['designee', 'acceptee', 'revoquee']), notePar: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: {
      designee: `${d.nom} : désignée personne de confiance`,
      acceptee: `${d.nom} accepte d’être personne de confiance`,
      revoquee: `${d.nom} n’est plus personne de confiance`,
    }[d.etat],
  }),
});

export const CopieRemise = definirFait('CercleCopieRemise.v1', {
  donnees: z.object({ a: z.string(), par: z.string() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({ titre: `Copie remise à ${d.a}`, detail: `Par ${d.par}` }),
});

export const DecesNote = definirFait('CercleDecesNote.v1', {
  donnees: z.object({ le: z.string(), source: z.string() }),
  famille: 'ADM',
  vues,
  phrase: (d) => ({
    titre: `La personne est décédée le ${d.le}`,
    detail: `Annoncé par ${d.source}. Ses accords ont pris fin.`,
  }),
});

export const OppositionLevee = definirFait('CercleOppositionLevee.v1', {
  donnees: z.object({ notePar: z.string() }),
  famille: 'COO',
  vues,
  phrase: () => ({ titre: 'La personne lève son opposition' }),
});

export const RecueilRemonte = definirFait('CercleRecueilRemonte.v1', {
  donnees: z.object({ de: z.string(), a: z.string(), quoi: z.string().optional() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: `${d.quoi ?? 'Avis de la personne à recueillir'} : remonte de ${d.de} à ${d.a}`,
  }),
});

export const FAITS = [
  MembreArrive,
  MembreModifie,
  MembreParti,
  InformationNotee,
  AccordRetire,
  PartageNote,
  SituationTerminee,
  AccesFerme,
  ElementMasque,
  ElementDemasque,
  NoticeComprise,
  MesureNotee,
  MandatFini,
  ConfianceNotee,
  CopieRemise,
  DecesNote,
  OppositionLevee,
  RecueilRemonte,
  ...FAITS_DECES,
];
