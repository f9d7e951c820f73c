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

export const FileReglee = definirFait('FileReglee.v1', {
  donnees: z.object({ file: z.string(), porteurs: z.array(z.string()).min(1) }),
  famille: 'ORG',
  vues: [...vues, 'demande', 'messagerie', 'orientation'],
  phrase: (d) => ({
    titre: `${d.file} : ${d.porteurs[0] ?? ''} répond`,
    detail: `Puis ${d.porteurs.slice(1).join(', puis ') || 'personne d’autre'}`,
  }),
});

export const FAITS = [MembreInvite, InvitationAnnulee, AffectationTerminee, FileReglee];
