import type { Address, Coding, Extension, HumanName, Identifier, Patient } from '@medplum/fhirtypes';
import {
  type OidIns,
  type ProfilExecution,
  dateNaissanceFhir,
  lireCodeCommune,
  lireCodePostal,
  lireMatriculeIns,
  lireOidIns,
  lireTelephone,
} from '#lib/identifiants/index.ts';
import {
  CS_0445,
  CS_IDENTIFIANT,
  CS_MARQUE,
  CS_STATUT,
  EXT_COG,
  EXT_FIABILITE,
  EXT_LIEU_NAISSANCE,
  EXT_PRENOMS_NAISSANCE,
} from './systemes.ts';
import {
  ATTRIBUTS_IDENTITE,
  type Adresse,
  type Civilite,
  type Fiabilite,
  type Ins,
  type Lieu,
  METHODES_RECUEIL,
  STATUTS_IDENTITE,
  type Sexe,
  type StatutIdentite,
  type Telephone,
  type TraitsIdentite,
} from './traits.ts';

const SEXES: Readonly<Record<string, Sexe>> = { male: 'masculin', female: 'feminin' };
const CIVILITES: Readonly<Record<string, Civilite>> = { M: 'M', MR: 'M', MONSIEUR: 'M', MME: 'MME', MADAME: 'MME' };
const USAGES: Readonly<Record<string, NonNullable<Telephone['usage']>>> = {
  home: 'domicile',
  mobile: 'portable',
  work: 'travail',
};

type Presents<T> = { [C in keyof T]?: Exclude<T[C], undefined> };

/** Removes absent entries: an optional trait is missing, never `undefined`. */
function presents<T extends object>(objet: T): Presents<T> {
  return Object.fromEntries(Object.entries(objet).filter(([, valeur]) => valeur !== undefined)) as Presents<T>;
}

function parmi<T extends string>(valeurs: readonly T[], code: string | undefined): T | undefined {
  return valeurs.find((valeur) => valeur === code);
}

function sousExtension(repetition: Extension, url: string): Extension | undefined {
  return repetition.extension?.find((extension) => extension.url === url);
}

function lireIns(identifiants: readonly Identifier[]): Ins | undefined {
  for (const identifiant of identifiants) {
    // By type, not by system: billing numbers share the OID of the INS in older data.
    const type = identifiant.type?.coding?.find(estTypeIns);
    const matricule = lireMatriculeIns(identifiant.value ?? '', 'document_recu');
    const oid = oidLu(identifiant.system ?? '');
    if (type !== undefined && identifiant.use !== 'old' && matricule.ok && oid !== undefined) {
      return { matricule: matricule.valeur, oid };
    }
  }
  return undefined;
}

/** Any of the four OIDs: refusing a range by profile is the decision of the door, which calls `lireOidIns` itself. */
function oidLu(system: string): OidIns | undefined {
  for (const profil of ['production', 'essai'] satisfies ProfilExecution[]) {
    const lu = lireOidIns(system, profil);
    if (lu.ok) return lu.valeur;
  }
  return undefined;
}

/** Is a national identity in force written there, even sealed? */
function porteUnIns(identifiants: readonly Identifier[]): boolean {
  return identifiants.some((i) => i.use !== 'old' && (i.type?.coding ?? []).some(estTypeIns));
}

const estTypeIns = ({ system, code }: Coding): boolean =>
  system === CS_IDENTIFIANT && code?.startsWith('INS-N') === true;

/** Status from the two generations of fr-core: the precise list first, then v2-0445 where VALI with an INS means qualified. */
function lireStatut(codes: readonly Coding[], avecIns: boolean): StatutIdentite {
  const precis = codes.find((coding) => coding.system === CS_STATUT)?.code;
  const ancien = codes.find((coding) => coding.system === CS_0445 && parmi(STATUTS_IDENTITE, coding.code))?.code;
  const statut = parmi(STATUTS_IDENTITE, precis ?? ancien) ?? 'PROV';
  return precis === undefined && statut === 'VALI' && avecIns ? 'QUAL' : statut;
}

function lireFiabilite(repetitions: readonly Extension[], avecIns: boolean): Fiabilite {
  const codes = repetitions.flatMap((repetition) => sousExtension(repetition, 'identityStatus')?.valueCoding ?? []);
  const commentaires = repetitions.flatMap((repetition) =>
    (repetition.extension ?? []).flatMap(({ url, valueCodeableConcept }) =>
      url === 'comment' ? (valueCodeableConcept?.coding ?? []) : [],
    ),
  );
  const marques = [
    ...codes.filter((coding) => coding.system === CS_0445),
    ...commentaires.filter((coding) => coding.system === CS_MARQUE),
  ];
  const premiere = (url: string) =>
    repetitions.map((repetition) => sousExtension(repetition, url)).find((trouvee) => trouvee !== undefined);
  return {
    statut: lireStatut(codes, avecIns),
    attributs: ATTRIBUTS_IDENTITE.filter((attribut) => marques.some((coding) => coding.code === attribut)),
    ...presents({
      methode: parmi(METHODES_RECUEIL, premiere('methodCollection')?.valueCoding?.code),
      piece: premiere('validationMode')?.valueCoding?.code,
      dateControle: premiere('validationDate')?.valueDate,
    }),
  };
}

function lireCog(adresse: Address): Lieu['cog'] {
  const code = adresse.extension?.find((extension) => extension.url === EXT_COG)?.valueCoding?.code;
  const lu = code === undefined ? undefined : lireCodeCommune(code);
  return lu?.ok === true ? lu.valeur : undefined;
}

function lireLieu(extensions: readonly Extension[]): Lieu | undefined {
  const adresse = extensions.find((extension) => extension.url === EXT_LIEU_NAISSANCE)?.valueAddress;
  return adresse === undefined ? undefined : presents({ cog: lireCog(adresse), libelle: adresse.city ?? adresse.text });
}

function lireAdresse(adresses: readonly Address[]): Adresse | undefined {
  const adresse = adresses.find(({ use }) => use === 'home') ?? adresses.find(({ use }) => use !== 'old');
  if (adresse === undefined) return undefined;
  const postal = lireCodePostal(adresse.postalCode ?? '');
  return {
    lignes: adresse.line ?? [],
    ...presents({ codePostal: postal.ok ? postal.valeur : undefined, commune: adresse.city, cog: lireCog(adresse) }),
  };
}

function lirePrenoms(nom: HumanName | undefined): readonly string[] {
  const liste = nom?.extension?.find((extension) => extension.url === EXT_PRENOMS_NAISSANCE)?.valueString;
  return liste === undefined ? (nom?.given ?? []) : liste.split(/\s+/).filter((prenom) => prenom !== '');
}

function lireNoms(noms: readonly HumanName[]): Pick<TraitsIdentite, 'prenomsNaissance'> & Partial<TraitsIdentite> {
  const naissance = noms.find(({ use }) => use === 'official') ?? noms.find(({ use }) => use === 'maiden');
  const utilise =
    noms.find(({ use }) => use === 'usual') ?? noms.find(({ use }) => use === undefined || use === 'nickname');
  const prefixe = (utilise?.prefix ?? naissance?.prefix)?.[0]?.toUpperCase().replaceAll('.', '');
  return {
    prenomsNaissance: lirePrenoms(naissance),
    ...presents({
      nomNaissance: naissance?.family,
      nomUtilise: utilise?.family ?? utilise?.text,
      prenomUtilise: utilise?.given?.[0],
      civilite: prefixe === undefined ? undefined : CIVILITES[prefixe],
    }),
  };
}

function lireContacts({ telecom = [] }: Patient): Pick<TraitsIdentite, 'telephones' | 'courriels'> {
  const actuels = telecom.filter(({ use }) => use !== 'old');
  return {
    telephones: actuels.flatMap(({ system, value = '', use = '' }) => {
      const lu = lireTelephone(value);
      return (system === 'phone' || system === 'sms') && lu.ok
        ? [{ numero: lu.valeur, ...presents({ usage: USAGES[use] }) }]
        : [];
    }),
    courriels: actuels.flatMap(({ system, value }) => (system === 'email' && value !== undefined ? [value] : [])),
  };
}

/**
 * Identity traits of a Patient of any origin: fr-core 2.0 to 2.2 and the next one, or plain R4. Inverse of `patientDepuisTraits`.
 * What cannot be read as a trait (a foreign phone number, an impossible date) is left out: keep the resource itself.
 */
export function traitsDepuisPatient(patient: Patient): TraitsIdentite {
  const extensions = patient.extension ?? [];
  const ins = lireIns(patient.identifier ?? []);
  const fiabilites = extensions.filter((extension) => extension.url === EXT_FIABILITE);
  return {
    ...lireNoms(patient.name ?? []),
    sexe: SEXES[patient.gender ?? ''] ?? 'inconnu',
    ...lireContacts(patient),
    fiabilite: lireFiabilite(fiabilites, porteUnIns(patient.identifier ?? [])),
    ...presents({
      dateNaissance: dateNaissanceFhir(patient.birthDate ?? ''),
      lieuNaissance: lireLieu(extensions),
      adresse: lireAdresse(patient.address ?? []),
      ins,
    }),
  };
}
