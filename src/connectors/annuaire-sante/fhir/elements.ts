import { createHash } from 'node:crypto';
import type { Address, CodeableConcept, Coding, ContactPoint, Extension, Identifier, Meta } from '@medplum/fhirtypes';
import { annuaire, frCore, nos, SYSTEMES, TYPE_IDENTIFIANT } from '../nomenclatures.ts';
import type { AdresseExtraite, BoiteMssante, CodeLibelle } from '../types.ts';

/**
 * Only the fr-core profile is claimed, without version: those of the directory (as-dp-*) want the exact version of both guides in
 * the claim, and street types by codes that the files do not carry. `trace` is the origin of the data: RPPS, FINESS or CG (MSSanté).
 */
export function meta(frCoreId: string, trace: 'RPPS' | 'FINESS' | 'CG', dateMaj?: string): Meta {
  const origine: Extension[] = [{ url: 'systeme-information', valueCode: trace }];
  if (dateMaj) origine.push({ url: 'date-maj-ae', valueDate: dateMaj });
  return {
    source: 'https://annuaire.esante.gouv.fr',
    profile: [frCore(frCoreId)],
    extension: [{ url: annuaire('as-ext-data-trace'), extension: origine }],
  };
}

export function identifiant(code: string, system: string, value: string): Identifier {
  return { use: 'official', type: { coding: [{ system: TYPE_IDENTIFIANT, code }] }, system, value };
}

export function codage(system: string | undefined, valeur: CodeLibelle): Coding {
  return { ...(system ? { system } : {}), code: valeur.code, ...(valeur.libelle ? { display: valeur.libelle } : {}) };
}

/** A concept in a known table, or its bare text when no table claims the code: a code without system means nothing. */
export function concept(system: string | undefined, valeur: CodeLibelle): CodeableConcept {
  if (!system) return { text: valeur.libelle ? `${valeur.libelle} (${valeur.code})` : valeur.code };
  return { coding: [codage(system, valeur)], ...(valeur.libelle ? { text: valeur.libelle } : {}) };
}

/** A secure mailbox as the French profiles write it, with its kind (PER, CAB, ORG, APP) and its service. */
export function boiteTelecom(boite: BoiteMssante): ContactPoint {
  const details: Extension[] = [
    { url: 'type', valueCodeableConcept: { coding: [{ system: nos('TRE_R257-TypeBAL'), code: boite.type }] } },
  ];
  if (boite.service) details.push({ url: 'service', valueString: boite.service });
  return mssante(boite.adresse, details);
}

export function mssante(adresse: string, details: Extension[] = []): ContactPoint {
  const type: Coding = { system: nos('TRE_R256-TypeMessagerie'), code: 'MSSANTE' };
  const extension: Extension[] = [{ url: frCore('fr-core-contact-point-email-type'), valueCoding: type }];
  if (details.length > 0) extension.push({ url: annuaire('as-ext-mailbox-mss-metadata'), extension: details });
  return { system: 'email', value: adresse, extension };
}

interface AdresseDetaillee extends Address {
  _line?: { extension: Extension[] }[];
}

function adxp(nom: string, valeur: string | undefined): Extension[] {
  return valeur ? [{ url: `http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-${nom}`, valueString: valeur }] : [];
}

function lignesAdresse(adresse: AdresseExtraite): { texte: string; extension: Extension[] }[] {
  const voie = [adresse.numeroVoie, adresse.indiceRepetition, adresse.typeVoie, adresse.libelleVoie];
  const lignes = [
    { texte: adresse.destinataire ?? '', extension: adxp('careOf', adresse.destinataire) },
    { texte: adresse.pointGeographique ?? '', extension: adxp('additionalLocator', adresse.pointGeographique) },
    {
      texte: voie.filter(Boolean).join(' '),
      extension: [
        ...adxp('houseNumber', adresse.numeroVoie),
        ...adxp('buildingNumberSuffix', adresse.indiceRepetition),
        ...adxp('streetNameType', adresse.typeVoie),
        ...adxp('streetNameBase', adresse.libelleVoie),
      ],
    },
    { texte: adresse.mentionDistribution ?? '', extension: adxp('postBox', adresse.mentionDistribution) },
  ];
  return lignes.filter((ligne) => ligne.texte !== '');
}

/** French address: lines with their detailed parts, postal code, commune in the INSEE extension. Undefined when empty. */
export function adresseFhir(
  adresse: AdresseExtraite,
  position?: { latitude: number; longitude: number },
): Address | undefined {
  const extension: Extension[] = [];
  if (adresse.commune) {
    const commune = codage(nos('TRE_R13-CommuneOM'), adresse.commune);
    extension.push({ url: frCore('fr-core-address-insee-code'), valueCoding: commune });
  }
  if (position) {
    const url = 'http://hl7.org/fhir/StructureDefinition/geolocation';
    const points = [
      { url: 'latitude', valueDecimal: position.latitude },
      { url: 'longitude', valueDecimal: position.longitude },
    ];
    extension.push({ url, extension: points });
  }
  const lignes = lignesAdresse(adresse);
  const ville = adresse.ligneAcheminement ?? adresse.commune?.libelle;
  const resultat: AdresseDetaillee = {
    ...(extension.length > 0 ? { extension } : {}),
    ...(lignes.length > 0
      ? { line: lignes.map((l) => l.texte), _line: lignes.map((l) => ({ extension: l.extension })) }
      : {}),
    ...(adresse.codePostal ? { postalCode: adresse.codePostal } : {}),
    ...(ville ? { city: ville } : {}),
    ...(adresse.pays ? { country: adresse.pays.code } : {}),
  };
  return Object.keys(resultat).length > 0 ? resultat : undefined;
}

const LONGUEUR_ID = 64;

/** A FHIR id: letters, digits, dot and hyphen, 64 at most. A longer one ends with a digest, so that two never meet. */
export function idFhir(prefixe: string, valeur: string): string {
  const id = `${prefixe}-${valeur.replace(/[^A-Za-z0-9.]+/g, '-')}`;
  if (id.length <= LONGUEUR_ID) return id;
  return `${id.slice(0, LONGUEUR_ID - 13)}-${createHash('sha256').update(valeur).digest('hex').slice(0, 12)}`;
}

export function identifiantsStructure(idnst: string | undefined, siren?: string, siret?: string): Identifier[] {
  const liste: Identifier[] = [];
  if (idnst && /^[1-4]\S+$/.test(idnst)) liste.push(identifiant('IDNST', SYSTEMES.idnst, idnst));
  if (siren) liste.push(identifiant('SIREN', SYSTEMES.sirene, siren));
  if (siret) liste.push(identifiant('SIRET', SYSTEMES.sirene, siret));
  return liste;
}
