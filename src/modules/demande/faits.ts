import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';
import { DECISIONS, LIBELLES } from './statut.ts';
import {
  CANAUX,
  CLOTURES,
  MOTIFS,
  URGENCES,
  type Canal,
  type Motif,
  type MotifCloture,
  type Urgence,
} from './vocabulaire.ts';

const vues = ['demande', 'messagerie'];
const cle = <T extends string>(table: Readonly<Record<T, unknown>>) => z.enum(Object.keys(table) as [T, ...T[]]);
const reference = z.string();

export const DemandeDeposee = definirFait('DemandeDeposee.v1', {
  donnees: z.object({
    reference,
    canal: cle<Canal>(CANAUX),
    urgence: cle<Urgence>(URGENCES),
    motifs: z.array(z.string()),
    demandeur: z.string(),
  }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: `Demande d’appui ${d.reference} de ${d.demandeur}`,
    detail: `${CANAUX[d.canal]}, ${URGENCES[d.urgence].toLowerCase()}`,
  }),
});

/** About a professional, never about a person: the DAC sees who may ask without account. */
export const DepotOuvert = definirFait('DemandeDepotOuvert.v1', {
  donnees: z.object({ nom: z.string(), jusquAu: z.iso.datetime() }),
  famille: 'COO',
  vues: ['demande'],
  phrase: (d) => ({ titre: `${d.nom} a reçu un lien pour demander un appui sans compte` }),
});

export const DepotFerme = definirFait('DemandeDepotFerme.v1', {
  donnees: z.object({ adresse: z.string(), fermes: z.number() }),
  famille: 'COO',
  vues: ['demande'],
  phrase: (d) => ({ titre: `Les liens de demande de ${d.adresse} sont fermés` }),
});

/** Told of a decision (SP-13): counted by the share of declared doctors who were. */
export const MedecinTraitantInforme = definirFait('DemandeMedecinTraitantInforme.v1', {
  donnees: z.object({ reference, medecin: z.string(), decision: z.enum(DECISIONS) }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: `${d.medecin}, médecin traitant, est prévenu (${d.reference})`,
    detail: LIBELLES[d.decision].equipe,
  }),
});

export const DemandePrise = definirFait('DemandePrise.v1', {
  donnees: z.object({ reference, qui: z.string(), delaiMinutes: z.number() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `${d.qui} prend la demande ${d.reference}` }),
});

export const PersonneConfirmee = definirFait('DemandePersonneConfirmee.v1', {
  donnees: z.object({ reference, creee: z.boolean() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: d.creee ? `Dossier créé pour la demande ${d.reference}` : `Demande ${d.reference} rattachée au dossier`,
  }),
});

export const DemandePrecisee = definirFait('DemandePrecisee.v1', {
  donnees: z.object({ reference, urgence: cle<Urgence>(URGENCES), motifs: z.array(cle<Motif>(MOTIFS)) }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: `Demande ${d.reference} relue : ${URGENCES[d.urgence].toLowerCase()}`,
    detail: d.motifs.map((motif) => MOTIFS[motif]).join(', '),
  }),
});

export const ComplementDemande = definirFait('ComplementDemande.v1', {
  donnees: z.object({ reference, question: z.string() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `Précision demandée (${d.reference})`, detail: d.question }),
});

export const ComplementRecu = definirFait('ComplementRecu.v1', {
  donnees: z.object({ reference, reponse: z.string(), attenteMinutes: z.number() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `Précision reçue (${d.reference})`, detail: d.reponse }),
});

export const DemandeDecidee = definirFait('DemandeDecidee.v1', {
  donnees: z.object({ reference, decision: z.enum(DECISIONS), texte: z.string() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: `Décision : ${LIBELLES[d.decision].equipe.toLowerCase()} (${d.reference})`,
    detail: d.texte,
  }),
});

export const DemandeEtape = definirFait('DemandeEtape.v1', {
  donnees: z.object({ reference, statut: z.enum(['suivi', 'veille', 'en_qualification']), texte: z.string() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `${LIBELLES[d.statut].equipe} (${d.reference})`, detail: d.texte }),
});

export const RetourEnvoye = definirFait('RetourAuDemandeur.v1', {
  donnees: z.object({ reference, canal: z.string(), texte: z.string() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `Retour au demandeur (${d.reference})`, detail: d.texte }),
});

export const DemandeTransmise = definirFait('DemandeTransmise.v1', {
  donnees: z.object({ reference, de: z.string(), a: z.string(), motif: z.string() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({ titre: `${d.de} passe la demande ${d.reference} à ${d.a}`, detail: d.motif }),
});

export const DemandeEscaladee = definirFait('DemandeEscaladee.v1', {
  donnees: z.object({ reference, de: z.string(), a: z.string(), attendu: z.string(), rang: z.number() }),
  famille: 'COO',
  vues,
  phrase: (d) => ({
    titre: `Sans suite de ${d.de} : la demande ${d.reference} remonte à ${d.a}`,
    detail: `Attendu : ${d.attendu.toLowerCase()}`,
  }),
});

export const DemandeCloturee = definirFait('DemandeCloturee.v1', {
  donnees: z.object({ reference, motif: cle<MotifCloture>(CLOTURES), synthese: z.string(), dureeJours: z.number() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: `Demande ${d.reference} clôturée : ${CLOTURES[d.motif].toLowerCase()}`,
    detail: d.synthese,
  }),
});

export const DemandeRouverte = definirFait('DemandeRouverte.v1', {
  donnees: z.object({ reference, motif: z.string() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({ titre: `Demande ${d.reference} rouverte`, detail: d.motif }),
});

export const DemandeAnnulee = definirFait('DemandeAnnulee.v1', {
  donnees: z.object({ reference, raison: z.enum(['annulee', 'doublon']), motif: z.string() }),
  famille: 'FIL',
  vues,
  phrase: (d) => ({
    titre: d.raison === 'doublon' ? `Demande ${d.reference} réunie à une autre` : `Demande ${d.reference} annulée`,
    detail: d.motif,
  }),
});

export const FAITS = [
  DemandeDeposee,
  DepotOuvert,
  DepotFerme,
  MedecinTraitantInforme,
  DemandePrise,
  PersonneConfirmee,
  DemandePrecisee,
  ComplementDemande,
  ComplementRecu,
  DemandeDecidee,
  DemandeEtape,
  RetourEnvoye,
  DemandeTransmise,
  DemandeEscaladee,
  DemandeCloturee,
  DemandeRouverte,
  DemandeAnnulee,
];
