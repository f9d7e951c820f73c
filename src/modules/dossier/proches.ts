import type { Coding, RelatedPerson } from '@medplum/fhirtypes';
import type { Identifiee, Lue } from '#fhir/types.ts';
import { lireTelephone } from '#lib/identifiants/index.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import {
  ajouterProche as contratAjouter,
  proches as contratProches,
  retirerProche as contratRetirer,
} from './contract.ts';
import type { ProcheVu } from './contract-vues.ts';
import { lirePersonne, surLigne } from './droits.ts';
import { ProcheAjoute, ProcheRetire } from './faits.ts';
import { refus } from './refus.ts';
import { CLES_LIENS, CLES_ROLES_PROCHE, LIENS, ROLES_PROCHE, type LienProche, type RoleProche } from './vocabulaire.ts';

const PROFIL = 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-related-person';
const TRE_R260 = 'https://mos.esante.gouv.fr/NOS/TRE_R260-HL7RoleClass/FHIR/TRE-R260-HL7RoleClass';
const TRE_R216 = 'https://mos.esante.gouv.fr/NOS/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode';
const PROTECTION = 'urn:oid:1.2.250.1.213.1.1.4.327';
const LIENS_DE_PROTECTION: readonly LienProche[] = ['TUTEUR', 'CURATEUR', 'MSVG'];
/** The national profile admits one role; the others of the same relative are kept beside it. */
const EXT_ROLES = 'urn:cordee:roles';
const EXT_PREUVE = 'urn:cordee:preuve';

interface Proche {
  readonly nom: string;
  readonly prenom?: string | undefined;
  readonly lien: LienProche;
  readonly roles: readonly RoleProche[];
  readonly telephone: string;
  readonly preuve?: string | undefined;
}

export function relatedPersonDe(id: string, patient: string, proche: Proche): Identifiee<RelatedPerson> {
  const [premier, ...autres] = proche.roles;
  const extension = [
    ...autres.map((role) => ({ url: EXT_ROLES, valueCode: role })),
    ...(proche.preuve === undefined || proche.preuve === '' ? [] : [{ url: EXT_PREUVE, valueString: proche.preuve }]),
  ];
  const systemeLien = LIENS_DE_PROTECTION.includes(proche.lien) ? PROTECTION : TRE_R216;
  return {
    resourceType: 'RelatedPerson',
    id,
    meta: { profile: [PROFIL] },
    identifier: [{ system: 'urn:cordee:proche', value: id }],
    active: true,
    patient: { reference: `Patient/${patient}` },
    relationship: [
      ...(premier === undefined
        ? []
        : [{ coding: [{ system: TRE_R260, code: premier, display: ROLES_PROCHE[premier] }] }]),
      { coding: [{ system: systemeLien, code: proche.lien, display: LIENS[proche.lien] }] },
    ],
    name: [
      {
        family: proche.nom,
        ...(proche.prenom === undefined || proche.prenom === '' ? {} : { given: [proche.prenom] }),
      },
    ],
    telecom: [{ system: 'phone', value: proche.telephone }],
    ...(extension.length === 0 ? {} : { extension }),
  };
}

export function procheVu({ ressource, version }: Lue<'RelatedPerson'>): ProcheVu {
  const codes = (ressource.relationship ?? []).flatMap(({ coding = [] }) => coding);
  const [nom] = ressource.name ?? [];
  return {
    id: ressource.id,
    version,
    nom: [nom?.given?.[0], nom?.family ?? nom?.text].filter((partie) => partie !== undefined).join(' '),
    lien: libelleDuLien(codes),
    roles: rolesDe(ressource, codes).map((role) => ROLES_PROCHE[role]),
    telephone: ressource.telecom?.find(({ system }) => system === 'phone')?.value,
    preuve: ressource.extension?.find(({ url }) => url === EXT_PREUVE)?.valueString,
  };
}

function libelleDuLien(codes: readonly Coding[]): string {
  const code = CLES_LIENS.find((lien) => codes.some((coding) => coding.code === lien && coding.system !== TRE_R260));
  return code === undefined ? 'Proche' : LIENS[code];
}

function rolesDe(ressource: RelatedPerson, codes: readonly Coding[]): readonly RoleProche[] {
  const lus = codes.filter(({ system }) => system === TRE_R260).map(({ code }) => code);
  const autres = (ressource.extension ?? []).filter(({ url }) => url === EXT_ROLES).map(({ valueCode }) => valueCode);
  return CLES_ROLES_PROCHE.filter((role) => [...lus, ...autres].includes(role));
}

export async function prochesDe(tx: Transaction, patient: string): Promise<readonly Lue<'RelatedPerson'>[]> {
  const lus = await tx.magasin.chercher('RelatedPerson', { patient, toks: ['active=true'] }, tx.portee);
  return [...lus].sort((a, b) => a.ressource.id.localeCompare(b.ressource.id));
}

export const proches = vue(contratProches, {
  droit: lirePersonne,
  lire: async ({ entree, tx }) => ({ proches: (await prochesDe(tx, entree.patient)).map(procheVu) }),
});

export const ajouterProche = action(contratAjouter, {
  droit: lirePersonne,
  faire: async ({ entree, acteur, tx }) => {
    const { patient, ...proche } = entree;
    const telephone = lireTelephone(entree.telephone);
    if (!telephone.ok) throw refus.traits_illisibles(undefined, { telephone: telephone.texte });
    const id = tx.nouvelId();
    await tx.ecrire(relatedPersonDe(id, patient, { ...proche, telephone: telephone.valeur }), undefined, [acteur.ref]);
    await tx.fait(ProcheAjoute, {
      objet: `RelatedPerson/${id}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: {
        nom: [entree.prenom, entree.nom].filter(Boolean).join(' '),
        lien: LIENS[entree.lien],
        roles: entree.roles.map((role) => ROLES_PROCHE[role]),
      },
    });
    return { id };
  },
});

/** The relative is no longer one to call; what was written stays. */
export const retirerProche = action(contratRetirer, {
  droit: ({ acteur }) => surLigne(acteur),
  faire: async ({ entree, acteur, tx }) => {
    const lue = await tx.lire('RelatedPerson', entree.id);
    if (lue.version !== entree.version) throw refusCommuns.version_perimee();
    const version = await tx.ecrire({ ...lue.ressource, active: false }, lue.version, [acteur.ref]);
    await tx.fait(ProcheRetire, {
      objet: `RelatedPerson/${entree.id}`,
      patient: lue.ressource.patient.reference?.replace('Patient/', ''),
      lecteurs: [acteur.ref],
      donnees: { nom: procheVu(lue).nom },
    });
    return { version };
  },
});
