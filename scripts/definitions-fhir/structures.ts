import type { Bundle, ElementDefinition, StructureDefinition } from '@medplum/fhirtypes';
import { estDeR4, rendreR4 } from './ecarts.ts';

/** Rules every element carries: the validator knows them by construction. */
const SOUS_ENTENDUES = new Set(['ele-1', 'ext-1']);
const TYPE_REEL = 'http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type';

/** [canonical, StructureDefinition reduced to what validation and XML order read], datatypes and resources first. */
export function structuresCompactes(lire: (nom: string) => unknown): (readonly [string, unknown])[] {
  const fichiers = [
    'profiles-types.json',
    'profiles-resources.json',
    'profiles-others.json',
    'extension-definitions.json',
  ];
  const rendre = rendreR4(lire);
  return fichiers.flatMap((fichier) => {
    const { entry = [] } = lire(fichier) as Bundle<StructureDefinition>;
    return entry.flatMap(({ resource: sd }) =>
      sd?.resourceType === 'StructureDefinition' && estDeR4(sd) ? [[sd.url, structure(sd, rendre)] as const] : [],
    );
  });
}

function structure(sd: StructureDefinition, rendre: (elements: readonly ElementDefinition[]) => ElementDefinition[]) {
  const { url, version, type, kind, abstract, derivation, baseDefinition, snapshot } = sd;
  const element = rendre(snapshot?.element ?? []).map(elementCompact);
  return {
    url,
    version,
    type,
    kind,
    abstract: abstract || undefined,
    derivation,
    baseDefinition,
    snapshot: { element },
  };
}

function elementCompact(e: ElementDefinition) {
  const valeurs = Object.entries(e).filter(([cle]) => /^(fixed|pattern|minValue|maxValue)[A-Z]/.test(cle));
  const regles = (e.constraint ?? [])
    .filter(({ key }) => !SOUS_ENTENDUES.has(key ?? ''))
    .map(({ key, severity, human, expression }) => ({ key, severity, human, expression }));
  return {
    id: e.id,
    ...(e.path === e.id ? {} : { path: e.path }),
    min: e.min,
    max: e.max,
    ...(e.base?.max === undefined || e.base.max === e.max ? {} : { base: { max: e.base.max } }),
    representation: e.representation,
    sliceName: e.sliceName,
    slicing: e.slicing && {
      discriminator: e.slicing.discriminator,
      rules: e.slicing.rules,
      ordered: e.slicing.ordered,
    },
    contentReference: e.contentReference,
    type: e.type?.map(typeCompact),
    maxLength: e.maxLength,
    ...Object.fromEntries(valeurs),
    ...(regles.length === 0 ? {} : { constraint: regles }),
    ...(e.binding?.strength === 'required' ? { binding: { strength: 'required', valueSet: e.binding.valueSet } } : {}),
  };
}

function typeCompact({ extension, code, profile, targetProfile }: NonNullable<ElementDefinition['type']>[number]) {
  const reel = extension?.find(({ url }) => url === TYPE_REEL);
  return { code: reel?.valueUrl ?? reel?.valueUri ?? code, profile, targetProfile };
}
