import type { RelatedPerson } from '@medplum/fhirtypes';
import type { Transaction } from '#socle/transaction.ts';
import type { EntourageVu } from './contract-protection.ts';
import { designationsDe, etatDe } from './designation.ts';
import { refus } from './refus.ts';
import {
  nomDuProche,
  personneMineure,
  pourquoiPas,
  representantsDe,
  telephoneDuProche,
  type Representant,
} from './representants.ts';
import { ETATS_CONFIANCE, ETENDUES, PORTEES_CONFIANCE, QUALITES_REPRESENTANT } from './vocabulaire-protection.ts';

/** Whom she trusts and who represents her, running first, the past kept; within what the reader may read. */
export async function entourageDe(tx: Transaction, patient: string): Promise<EntourageVu> {
  const proches = await tx.magasin.chercher('RelatedPerson', { patient }, tx.portee);
  const mineure = await personneMineure(tx, patient);
  const representants = await representantsDe(tx, patient, tx.portee);
  return {
    mineure,
    confiance: proches
      .flatMap(({ ressource }) => confianceVue(ressource))
      .sort((a, b) => Number(a.etat === 'revoquee') - Number(b.etat === 'revoquee') || b.le.localeCompare(a.le)),
    representants: representants.map((r) => representantVu(r, { mineure, le: tx.maintenant })),
  };
}

function confianceVue(r: RelatedPerson & { readonly id: string }): EntourageVu['confiance'] {
  const qui = {
    id: r.id,
    nom: nomDuProche(r),
    telephone: telephoneDuProche(r),
  };
  const designations = designationsDe(r);
  // Said before designations were written down, or by another software: it is not a designation yet.
  if (designations.length === 0)
    return r.active !== false && r.relationship?.some(({ coding = [] }) => coding.some(({ code }) => code === 'QUAL'))
      ? [{ ...qui, etat: 'sans_ecrit', etatEnMots: ETATS_CONFIANCE.sans_ecrit, le: '', portees: [] }]
      : [];
  return designations.map((designation) => {
    const etat = etatDe(designation);
    return {
      ...qui,
      etat,
      etatEnMots: ETATS_CONFIANCE[etat],
      le: designation.le,
      accepteeLe: designation.accepteeLe,
      revoqueeLe: designation.revoqueeLe,
      portees: designation.portees.map((portee) => PORTEES_CONFIANCE[portee]),
      preuve: designation.preuve,
      autorisation: designation.autorisation,
    };
  });
}

function representantVu(
  r: Representant,
  quand: { readonly mineure: boolean; readonly le: Date },
): EntourageVu['representants'][number] {
  const recevoir = pourquoiPas(r, 'recevoir', quand);
  return {
    id: r.id,
    nom: r.nom,
    telephone: r.telephone,
    qualite: QUALITES_REPRESENTANT[r.qualite].libelle,
    couvre: ETENDUES[r.etendue],
    depuis: r.depuis?.toISOString(),
    jusque: r.jusque?.toISOString(),
    preuve: r.preuve,
    fini: recevoir === 'fini' || recevoir === 'majeure',
    pasRecevoir: recevoir === undefined ? undefined : refus[`mandat_${recevoir}`]().texte,
    repondPourElle: pourquoiPas(r, 'consentir', quand) === undefined,
  };
}
