import type { CodeableConcept, ContactPoint, Identifier, Reference, Resource } from '@medplum/fhirtypes';
import { annuaire, frCore, nos } from '#connectors/annuaire-sante/index.ts';
import { libelleDuSysteme } from '#connectors/ror/index.ts';
import { normaliser } from '#lib/texte/index.ts';
import type { Resume } from '../resume.ts';
import { chiffresDuTelephone, jetonsDuNom } from './jetons.ts';
import type { Lieu } from './lieux.ts';

export type Ressource<R extends Resource> = R & { readonly id: string };

/** One line of `shared.annuaire`, ready to be written. */
export interface LigneAnnuaire {
  readonly type: string;
  readonly id: string;
  readonly source: string;
  readonly contenu: Resource;
  readonly resume: Resume;
  readonly toks: readonly string[];
  readonly refs: readonly string[];
  readonly nomTri: string;
  readonly rang: number;
  readonly codeCommune: string | undefined;
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
}

const TYPE_MESSAGERIE = frCore('fr-core-contact-point-email-type');
const METADONNEES_BOITE = annuaire('as-ext-mailbox-mss-metadata');

export function boitesDe(points: readonly ContactPoint[] | undefined): string[] {
  const boites = (points ?? []).filter((p) =>
    p.extension?.some((e) => e.url === TYPE_MESSAGERIE && e.valueCoding?.code === 'MSSANTE'),
  );
  // A structure is written to at its general mailbox; those of its services come after.
  const generales = boites.filter((p) => !aUnService(p));
  return [...generales, ...boites.filter(aUnService)].flatMap((p) =>
    p.value === undefined ? [] : [p.value.toLowerCase()],
  );
}

const aUnService = (point: ContactPoint): boolean =>
  point.extension?.some((e) => e.url === METADONNEES_BOITE && e.extension?.some((x) => x.url === 'service')) === true;

export const mssanteDe = (points: readonly ContactPoint[] | undefined): string | undefined => boitesDe(points)[0];

export function telephoneDe(points: readonly ContactPoint[] | undefined): string | undefined {
  return points?.find((p) => p.system === 'phone' && p.value !== undefined)?.value;
}

/** Codes of a concept as tokens `pro=60`, for the tables a search asks about. */
const TABLES: readonly (readonly [system: string, prefixe: string])[] = [
  [nos('TRE_G15-ProfessionSante'), 'pro'],
  [nos('TRE_R94-ProfessionSocial'), 'pro'],
  [nos('TRE_R95-UsagerTitre'), 'pro'],
  [nos('TRE_R85-RolePriseCharge'), 'pro'],
  [nos('TRE_R38-SpecialiteOrdinale'), 'spe'],
  [nos('TRE_R39-Competence'), 'spe'],
  [nos('TRE_R66-CategorieEtablissement'), 'eta'],
  [nos('TRE_R02-SecteurActivite'), 'sec'],
];

export function jetonsDeCodes(concepts: readonly (CodeableConcept | undefined)[]): string[] {
  return concepts.flatMap((concept) =>
    (concept?.coding ?? []).flatMap(({ system, code }) => {
      const prefixe = TABLES.find(([table]) => table === system)?.[1];
      return prefixe === undefined || code === undefined ? [] : [`${prefixe}=${code}`];
    }),
  );
}

/** Label of the first coding found in a table, ours when the file left it empty. */
export function libelleDans(
  concepts: readonly (CodeableConcept | undefined)[],
  ...tables: readonly string[]
): string | undefined {
  for (const concept of concepts) {
    const codage = concept?.coding?.find((c) => tables.includes(c.system ?? ''));
    if (codage !== undefined) return concept?.text ?? codage.display ?? libelleDuSysteme(codage.system, codage.code);
  }
  return undefined;
}

interface ALigner {
  readonly ressource: Ressource<Resource>;
  readonly source: string;
  readonly resume: Resume;
  readonly lieu: Lieu;
  readonly rang: number;
  readonly toks: readonly string[];
  /** Names it is looked for by. */
  readonly noms: readonly (string | undefined)[];
  /** Own secure address: who writes from it is this line. */
  readonly adresses?: readonly (string | undefined)[];
}

/** Elements that point to another line of the directory. */
const REFERENCES = ['practitioner', 'organization', 'providedBy', 'partOf'] as const;
type Liens = { readonly identifier?: readonly Identifier[] } & {
  readonly [champ in (typeof REFERENCES)[number]]?: Reference;
};

/** Gathers the line: its tokens, its references, its sorting name, and a summary without empty fields. */
export function ligne({ ressource, source, resume, lieu, rang, toks, noms, adresses = [] }: ALigner): LigneAnnuaire {
  const liens = ressource as Liens;
  const jetons = new Set<string>([
    ...(liens.identifier ?? []).map((i) => `identifier=${i.system ?? ''}|${i.value ?? ''}`),
    ...(ressource.resourceType === 'Practitioner' ? [] : [`g=${resume.genre}`]),
    ...toks,
    // A person is found by its places of practice.
    ...(ressource.resourceType === 'Practitioner' ? [] : jetonsDuNom(...noms)),
    ...adresses.filter((a) => a !== undefined).map((a) => `mss=${a.toLowerCase()}`),
    ...(lieu.codeCommune === undefined ? [] : [`com=${lieu.codeCommune}`]),
    ...(resume.telephone === undefined ? [] : [`tel=${chiffresDuTelephone(resume.telephone)}`]),
    ...(resume.identifiant === undefined ? [] : [`id=${resume.identifiant}`]),
  ]);
  return {
    type: ressource.resourceType,
    id: ressource.id,
    source,
    contenu: ressource,
    resume,
    toks: [...jetons].sort(),
    refs: REFERENCES.flatMap((champ) =>
      liens[champ]?.reference === undefined ? [] : [`${champ}=${liens[champ].reference}`],
    ),
    nomTri: normaliser(noms[0] ?? ''),
    rang,
    codeCommune: lieu.codeCommune,
    latitude: lieu.latitude,
    longitude: lieu.longitude,
  };
}
