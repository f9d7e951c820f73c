import { z } from 'zod';
import { refusFhir } from '#fhir/refus.ts';
import type { ContexteOperation } from './operation.ts';

const coding = z.object({
  system: z.string().optional(),
  version: z.string().optional(),
  code: z.string().optional(),
  display: z.string().optional(),
});
const concept = z.object({ coding: z.array(coding).max(50).default([]) });
export type Coding = z.output<typeof coding>;

/** Kinds of parameters: simple ones come by the address or by a Parameters body, the others by the body only. */
const FORMES = {
  texte: z.string().min(1).max(2_000),
  /** Several values, separated by commas, repeated, or both. */
  liste: z
    .string()
    .min(1)
    .max(10_000)
    .transform((lu) => lu.split(',').filter((mot) => mot !== '')),
  /** Whole searches, where a comma is part of a value: repeated, or separated by the comma that stands before a type. */
  requetes: z
    .string()
    .min(1)
    .max(10_000)
    .transform((lu) => lu.split(/,(?=[A-Z][A-Za-z]*\?)/)),
  instant: z.iso.datetime({ offset: true }).transform((lu) => new Date(lu)),
  entier: z.coerce.number().int().min(0).max(1_000_000),
  booleen: z.union([z.boolean(), z.enum(['true', 'false']).transform((lu) => lu === 'true')]),
  coding,
  concept,
} as const;
type Forme = keyof typeof FORMES;
export type Admis = Readonly<Record<string, Forme>>;
export type Lus<A extends Admis> = { readonly [N in keyof A]?: z.output<(typeof FORMES)[A[N]]> };

const corpsParameters = z.object({
  resourceType: z.literal('Parameters'),
  parameter: z
    .array(z.looseObject({ name: z.string() }))
    .max(100)
    .default([]),
});

/**
 * Parameters of an operation, each at most once (but lists), from the address and from a Parameters body.
 * Throws `RefusFhir` 400 for one it does not know, one given twice, or one that is not of its kind.
 */
export function lireParametres<A extends Admis>(contexte: ContexteOperation, admis: A): Lus<A> {
  const lus: Record<string, unknown> = {};
  for (const [nom, brut] of donnes(contexte)) {
    const forme = Object.hasOwn(admis, nom) ? admis[nom] : undefined;
    if (forme === undefined)
      throw refusFhir(
        400,
        'not-supported',
        `Le paramètre « ${nom} » n’est pas connu de cette opération. Paramètres servis : ${Object.keys(admis).join(', ')}.`,
      );
    const deja = Object.hasOwn(lus, nom) ? lus[nom] : undefined;
    if (deja !== undefined && forme !== 'liste' && forme !== 'requetes')
      throw refusFhir(400, 'invalid', `Le paramètre « ${nom} » est donné deux fois.`);
    const lu = FORMES[forme].safeParse(brut);
    if (!lu.success) throw refusFhir(400, 'value', `Le paramètre « ${nom} » n’est pas lisible : ${ATTENDUS[forme]}.`);
    lus[nom] = Array.isArray(deja) && Array.isArray(lu.data) ? [...deja, ...lu.data] : lu.data;
  }
  return lus as Lus<A>;
}

const ATTENDUS: Readonly<Record<Forme, string>> = {
  texte: 'un texte est attendu',
  liste: 'des valeurs séparées par des virgules sont attendues',
  requetes: 'des recherches Type?paramètre=valeur sont attendues',
  instant: 'une date et une heure avec leur fuseau sont attendues (2026-11-28T09:00:00Z)',
  entier: 'un nombre entier positif est attendu',
  booleen: 'true ou false est attendu',
  coding: 'un Coding est attendu, dans un corps Parameters',
  concept: 'un CodeableConcept est attendu, dans un corps Parameters',
};

function donnes({ params, corps }: ContexteOperation): readonly (readonly [string, unknown])[] {
  if (corps === undefined) return params;
  const lu = corpsParameters.safeParse(corps);
  if (!lu.success) throw refusFhir(400, 'structure', 'Le corps de cette opération est une ressource Parameters.');
  return [...params, ...lu.data.parameter.map((p) => [p.name, valeurDe(p)] as const)];
}

/** `value[x]` of one parameter; a part or a resource has none here, and no operation of ours takes any. */
function valeurDe(parametre: Readonly<Record<string, unknown>>): unknown {
  const cle = Object.keys(parametre).find((nom) => /^value[A-Z]/.test(nom));
  return cle === undefined ? undefined : parametre[cle];
}
