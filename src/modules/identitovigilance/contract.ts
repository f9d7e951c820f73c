import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { AVerifierVu, DestinataireVu, DoublonVu, FusionVue, QualificationVue, TraitVu } from './contract-vues.ts';

const patient = z.string().min(1, 'Choisissez une personne.');
const motif = z.string().trim().min(1, 'Dites pourquoi, en une phrase.').max(300, '300 caractères au plus.');

export const qualification = contrat('identitovigilance.qualification', {
  entree: z.object({ patient }),
  sortie: QualificationVue,
});

export const interroger = contrat('identitovigilance.interroger', {
  entree: z.object({ patient }),
  sortie: z.object({ interrogation: z.string() }),
});

export const lireDatamatrix = contrat('identitovigilance.lireDatamatrix', {
  entree: z.object({ patient, lecture: z.string().min(1, 'Lisez le code, ou saisissez les traits.').max(600) }),
  sortie: z.object({
    issue: z.enum(['appliquee', 'deja', 'differente', 'bloquee', 'incomplete', 'a_verifier']),
    comparaison: z.array(TraitVu),
    /** INSi was asked to verify what was read. */
    interrogation: z.boolean(),
  }),
});

export const file = contrat('identitovigilance.file', {
  entree: z.object({}),
  sortie: z.object({
    doublons: z.array(DoublonVu),
    aVerifier: z.array(AVerifierVu),
    fusions: z.array(FusionVue),
  }),
});

export const traiterVerification = contrat('identitovigilance.traiterVerification', {
  entree: z.object({ objet: z.string().regex(/^identite\/[\w-]{1,64}$/), motif }),
  sortie: z.object({}),
});

export const signalerDoublon = contrat('identitovigilance.signalerDoublon', {
  entree: z.object({ patient, autre: z.string().min(1, 'Choisissez l’autre dossier.'), motif }),
  sortie: z.object({ doublon: z.string() }),
});

export const declarerDistincts = contrat('identitovigilance.declarerDistincts', {
  entree: z.object({ doublon: z.string(), motif, homonymes: z.boolean().default(false) }),
  sortie: z.object({}),
});

export const fusionner = contrat('identitovigilance.fusionner', {
  entree: z.object({ doublon: z.string(), garde: z.string().min(1, 'Choisissez le dossier à garder.'), motif }),
  sortie: z.object({ fusion: z.string(), etat: z.enum(['faite', 'proposee']) }),
});

export const confirmerFusion = contrat('identitovigilance.confirmerFusion', {
  entree: z.object({ fusion: z.string() }),
  sortie: z.object({}),
});

export const refuserFusion = contrat('identitovigilance.refuserFusion', {
  entree: z.object({ fusion: z.string() }),
  sortie: z.object({}),
});

export const defusionner = contrat('identitovigilance.defusionner', {
  entree: z.object({ fusion: z.string(), motif }),
  sortie: z.object({
    /** Elements written since on the file that was kept: they stay there, somebody looks at each. */
    restes: z.array(z.string()),
  }),
});

export const destinataires = contrat('identitovigilance.destinataires', {
  entree: z.object({ patient }),
  sortie: z.object({
    nom: z.string(),
    gelee: z.boolean(),
    /** Messages that wait for the decision of whoever lifts the freeze. */
    retenus: z.number(),
    destinataires: z.array(DestinataireVu),
  }),
});

export const signalerUsurpation = contrat('identitovigilance.signalerUsurpation', {
  entree: z.object({ patient, motif }),
  sortie: z.object({ arretes: z.number() }),
});

export const leverGel = contrat('identitovigilance.leverGel', {
  entree: z.object({
    patient,
    motif,
    /** What becomes of the messages that were held; asked when there is one. */
    retenus: z.enum(['reprendre', 'abandonner']).optional(),
  }),
  sortie: z.object({ retenus: z.number() }),
});
