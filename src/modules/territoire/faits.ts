import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';

const vues = ['territoire'];

export const MembreInvite = definirFait('MembreInvite.v1', {
  donnees: z.object({ nom: z.string(), role: z.string(), structure: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `${d.nom} est invité à rejoindre le territoire`, detail: `${d.role}, ${d.structure}` }),
});

export const InvitationAnnulee = definirFait('InvitationAnnulee.v1', {
  donnees: z.object({ nom: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `L’invitation de ${d.nom} est annulée` }),
});

export const AffectationTerminee = definirFait('AffectationTerminee.v1', {
  donnees: z.object({ nom: z.string(), role: z.string(), structure: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `${d.nom} n’est plus membre du territoire`, detail: `${d.role}, ${d.structure}` }),
});

export const QualiteProuvee = definirFait('QualiteProuvee.v1', {
  donnees: z.object({ nom: z.string(), role: z.string(), structure: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `La profession de ${d.nom} est prouvée`, detail: `${d.role}, ${d.structure}` }),
});

const membre = z.object({ nom: z.string(), role: z.string(), structure: z.string() });

export const MembreRevu = definirFait('MembreRevu.v1', {
  donnees: membre,
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `L’accès de ${d.nom} est revu pour un an`, detail: `${d.role}, ${d.structure}` }),
});

export const CleRemplacee = definirFait('CleRemplacee.v1', {
  donnees: z.object({ nom: z.string() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `${d.nom} reçoit une nouvelle clé`, detail: 'Ses anciennes clés n’ouvrent plus rien.' }),
});

export const AccesEnPause = definirFait('AccesEnPause.v1', {
  donnees: membre,
  famille: 'ORG',
  vues,
  phrase: (d) => ({
    titre: `L’accès de ${d.nom} est en pause`,
    detail: `Personne ne l’a revu depuis treize mois. ${d.role}, ${d.structure}`,
  }),
});

export const FileReglee = definirFait('FileReglee.v1', {
  donnees: z.object({ file: z.string(), porteurs: z.array(z.string()).min(1) }),
  famille: 'ORG',
  vues: [...vues, 'demande', 'messagerie', 'orientation'],
  phrase: (d) => ({
    titre: `${d.file} : ${d.porteurs[0] ?? ''} répond`,
    detail: `Puis ${d.porteurs.slice(1).join(', puis ') || 'personne d’autre'}`,
  }),
});

const deux = { delegant: z.string(), delegataire: z.string() };
const confie = z.object({ ...deux, gestes: z.array(z.string()), fin: z.string() });

export const DelegationProposee = definirFait('DelegationProposee.v1', {
  donnees: confie,
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `${d.delegataire} demande à agir pour ${d.delegant}`, detail: d.gestes.join(', ') }),
});

export const DelegationAcceptee = definirFait('DelegationAcceptee.v1', {
  donnees: confie,
  famille: 'ORG',
  vues: [...vues, 'session'],
  phrase: (d) => ({
    titre: `${d.delegant} confie à ${d.delegataire}`,
    detail: `${d.gestes.join(', ')}, jusqu’au ${d.fin}`,
  }),
});

export const DelegationFinie = definirFait('DelegationFinie.v1', {
  donnees: z.object({ ...deux, acceptee: z.boolean() }),
  famille: 'ORG',
  vues: [...vues, 'session'],
  phrase: (d) => ({
    titre: d.acceptee
      ? `${d.delegataire} n’agit plus pour ${d.delegant}`
      : `La demande de ${d.delegataire} à ${d.delegant} n’a pas été acceptée`,
  }),
});

export const FAITS = [
  MembreInvite,
  InvitationAnnulee,
  AffectationTerminee,
  FileReglee,
  MembreRevu,
  QualiteProuvee,
  AccesEnPause,
  CleRemplacee,
  DelegationProposee,
  DelegationAcceptee,
  DelegationFinie,
];
