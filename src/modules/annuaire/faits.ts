import { z } from 'zod';
import { definirFait } from '#socle/fait.ts';
import { MotifEchec, MOTIFS } from './motifs.ts';

const vues = ['annuaire'];
const base = { ref: z.string(), nom: z.string() };

export const EchecSignale = definirFait('AnnuaireEchecSignale.v1', {
  donnees: z.object({ ...base, motif: MotifEchec, detail: z.string().optional() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({
    titre: `${d.nom} : ${MOTIFS[d.motif].toLowerCase()}`,
    ...(d.detail === undefined ? {} : { detail: d.detail }),
  }),
});

export const ConfirmationDemandee = definirFait('AnnuaireConfirmationDemandee.v1', {
  donnees: z.object(base),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `Confirmation demandée à ${d.nom} par message sécurisé` }),
});

export const FicheConfirmee = definirFait('AnnuaireFicheConfirmee.v1', {
  donnees: z.object({ ...base, source: z.enum(['lien', 'compte', 'verification']), corriges: z.array(z.string()) }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({
    titre: d.corriges.length === 0 ? `Fiche de ${d.nom} confirmée` : `Fiche de ${d.nom} corrigée`,
    ...(d.corriges.length === 0 ? {} : { detail: d.corriges.join(', ') }),
  }),
});

export const VerificationRemontee = definirFait('AnnuaireVerificationRemontee.v1', {
  donnees: z.object({ ...base, a: z.string(), rang: z.number() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({ titre: `La vérification de ${d.nom} attend toujours`, detail: `Remonte à ${d.a}` }),
});

export const PresenceDite = definirFait('AnnuairePresenceDite.v1', {
  donnees: z.object({ ...base, absente: z.boolean(), remplacant: z.string().optional() }),
  famille: 'ORG',
  vues,
  phrase: (d) => ({
    titre: d.absente ? `${d.nom} est absent·e` : `${d.nom} a mis à jour sa présence`,
    ...(d.remplacant === undefined ? {} : { detail: `Remplacement : ${d.remplacant}` }),
  }),
});

export const FAITS = [EchecSignale, ConfirmationDemandee, FicheConfirmee, VerificationRemontee, PresenceDite];
