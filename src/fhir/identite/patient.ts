import type { Address, ContactPoint, Extension, HumanName, Identifier, Patient } from '@medplum/fhirtypes';
import { natureIns } from '#lib/identifiants/index.ts';
import { PIECES } from './pieces.ts';
import { incoherences, permission } from './statut.ts';
import {
  CS_0445,
  CS_COG,
  CS_IDENTIFIANT,
  CS_METHODE,
  CS_PIECE,
  CS_STATUT,
  EXT_COG,
  EXT_FIABILITE,
  EXT_LIEU_NAISSANCE,
  EXT_PRENOMS_NAISSANCE,
  PROFIL_PATIENT,
  PROFIL_PATIENT_INS,
  SYSTEMES_INS,
} from './systemes.ts';
import type { Fiabilite, Sexe, StatutIdentite, Telephone, TraitsIdentite } from './traits.ts';

const GENRES = { masculin: 'male', feminin: 'female', inconnu: 'unknown' } as const satisfies Record<Sexe, string>;
const USAGES_TELEPHONE = { domicile: 'home', portable: 'mobile', travail: 'work' } as const satisfies Record<
  NonNullable<Telephone['usage']>,
  string
>;
/** fr-core 2.2 writes a qualified identity VALI (with its INS) and has no word for RECUP: nothing checked, hence PROV. */
const STATUT_0445 = { PROV: 'PROV', RECUP: 'PROV', VALI: 'VALI', QUAL: 'VALI' } as const satisfies Record<
  StatutIdentite,
  string
>;

function coder(url: string, system: string, code: string | undefined): Extension[] {
  return code === undefined ? [] : [{ url, valueCoding: { system, code } }];
}

function repetition(extension: Extension[]): Extension {
  return { url: EXT_FIABILITE, extension };
}

/** First repetition: the status; one more per mark; one more, in the words of the next fr-core, when 2.2 cannot say RECUP. */
function fiabiliteEnFhir(fiabilite: Fiabilite): Extension[] {
  const { statut, attributs, methode, piece, dateControle } = fiabilite;
  return [
    repetition([
      ...coder('identityStatus', CS_0445, STATUT_0445[statut]),
      ...coder('methodCollection', CS_METHODE, methode),
      ...coder('validationMode', CS_PIECE, piece),
      ...(dateControle === undefined ? [] : [{ url: 'validationDate', valueDate: dateControle }]),
    ]),
    ...(statut === 'RECUP' ? [repetition(coder('identityStatus', CS_STATUT, statut))] : []),
    ...attributs.map((attribut) => repetition(coder('identityStatus', CS_0445, attribut))),
  ];
}

function cog(code: string | undefined): { extension?: Extension[] } {
  return code === undefined ? {} : { extension: coder(EXT_COG, CS_COG, code) };
}

function lieuEnFhir({ lieuNaissance }: TraitsIdentite): Extension[] {
  if (lieuNaissance === undefined) return [];
  const { libelle, cog: code } = lieuNaissance;
  return [
    { url: EXT_LIEU_NAISSANCE, valueAddress: { ...(libelle === undefined ? {} : { city: libelle }), ...cog(code) } },
  ];
}

/**
 * Birth name: `official` needs family and given names; incomplete, it is written `maiden` so that it is not lost.
 * The profile allows one birth given name in `given`, hence the full list in its extension.
 */
function nomDeNaissance({ nomNaissance, prenomsNaissance }: TraitsIdentite): HumanName[] {
  const [premier] = prenomsNaissance;
  if (nomNaissance === undefined && premier === undefined) return [];
  const complet = nomNaissance !== undefined && premier !== undefined;
  return [
    {
      use: complet ? 'official' : 'maiden',
      ...(nomNaissance === undefined ? {} : { family: nomNaissance }),
      ...(premier === undefined
        ? {}
        : { given: [premier], extension: [{ url: EXT_PRENOMS_NAISSANCE, valueString: prenomsNaissance.join(' ') }] }),
    },
  ];
}

function nomUtilise({ civilite, nomUtilise: famille, prenomUtilise }: TraitsIdentite): HumanName[] {
  if (civilite === undefined && famille === undefined && prenomUtilise === undefined) return [];
  return [
    {
      use: 'usual',
      ...(famille === undefined ? {} : { family: famille }),
      ...(prenomUtilise === undefined ? {} : { given: [prenomUtilise] }),
      ...(civilite === undefined ? {} : { prefix: [civilite] }),
    },
  ];
}

function contacts({ telephones, courriels }: TraitsIdentite): ContactPoint[] {
  return [
    ...telephones.map(({ numero, usage }): ContactPoint => {
      return { system: 'phone', value: numero, ...(usage === undefined ? {} : { use: USAGES_TELEPHONE[usage] }) };
    }),
    ...courriels.map((courriel): ContactPoint => ({ system: 'email', value: courriel })),
  ];
}

function adresseEnFhir({ adresse }: TraitsIdentite): Address[] {
  if (adresse === undefined) return [];
  return [
    {
      use: 'home',
      ...(adresse.lignes.length > 0 ? { line: [...adresse.lignes] } : {}),
      ...(adresse.codePostal === undefined ? {} : { postalCode: adresse.codePostal }),
      ...(adresse.commune === undefined ? {} : { city: adresse.commune }),
      ...cog(adresse.cog),
    },
  ];
}

/** A national identity, by its type and not its system alone: billing numbers share the OID of the INS-NIR. */
export function estIdentifiantIns({ type, system }: Identifier): boolean {
  const codes = (type?.coding ?? []).filter((coding) => coding.system === CS_IDENTIFIANT);
  return (
    codes.some(({ code }) => code?.startsWith('INS-N')) ||
    (codes.length === 0 && SYSTEMES_INS.includes(system ?? '') && !estNss(type))
  );
}

const estNss = (type: Identifier['type']): boolean => (type?.coding ?? []).some(({ code }) => code === 'NH');

function insEnFhir({ ins, fiabilite }: TraitsIdentite): Identifier[] {
  if (ins === undefined || permission('sortir_matricule', fiabilite) !== 'oui') return [];
  return [
    {
      use: 'official',
      type: { coding: [{ system: CS_IDENTIFIANT, code: natureIns(ins.oid) }] },
      system: `urn:oid:${ins.oid}`,
      value: ins.matricule,
    },
  ];
}

/** The INS profile only admits some documents: an identity qualified by a residence permit keeps its proof under the general profile. */
function profil({ fiabilite: { statut, piece } }: TraitsIdentite): string {
  const dicible = piece === undefined || PIECES[piece]?.ins === true;
  return statut === 'QUAL' && dicible ? PROFIL_PATIENT_INS : PROFIL_PATIENT;
}

function siPresents<C extends string, T>(cle: C, valeurs: T[]): Partial<Record<C, T[]>> {
  return valeurs.length === 0 ? {} : ({ [cle]: valeurs } as Record<C, T[]>);
}

/** What a Patient holds besides the identity. `identifiants`: local ones (IPP), never the INS. */
export interface CadrePatient {
  readonly id: string;
  readonly identifiants?: readonly Identifier[];
  readonly actif?: boolean;
}

/**
 * Patient in the French profiles (fr-core 2.2). The matricule INS is written only for a qualified identity: for any other status
 * it is left out, so no caller can make it leave. Throws on incoherent traits (see `incoherences`): our bug, not a refusal.
 */
export function patientDepuisTraits(traits: TraitsIdentite, cadre: CadrePatient): Patient & { id: string } {
  const fautes = incoherences(traits);
  if (fautes.length > 0) throw new Error(`identité incohérente : ${fautes.join(', ')}`);
  return {
    resourceType: 'Patient',
    id: cadre.id,
    meta: { profile: [profil(traits)] },
    active: cadre.actif ?? true,
    extension: [...fiabiliteEnFhir(traits.fiabilite), ...lieuEnFhir(traits)],
    ...siPresents('identifier', [...insEnFhir(traits), ...(cadre.identifiants ?? [])]),
    ...siPresents('name', [...nomDeNaissance(traits), ...nomUtilise(traits)]),
    ...siPresents('telecom', contacts(traits)),
    gender: GENRES[traits.sexe],
    ...(traits.dateNaissance === undefined ? {} : { birthDate: traits.dateNaissance }),
    ...siPresents('address', adresseEnFhir(traits)),
  };
}
