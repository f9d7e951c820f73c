import { z } from 'zod';
import type { Hasard } from '../hasard.ts';

type Schema = { readonly [cle: string]: unknown };

/** Reads what a view or an action takes; what cannot be said as JSON Schema becomes anything. */
export function schemaDe(entree: z.ZodType): Schema {
  return z.toJSONSchema(entree, { io: 'input', unrepresentable: 'any' });
}

/** Words to put where a text is expected, by the name of the field. */
export interface Sac {
  texte(champ: string): string;
}

const estSchema = (valeur: unknown): valeur is Schema =>
  typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);

/** An input that the schema accepts most of the time: so that what answers is the room, not its gatekeeper. */
export function entreeAuHasard(schema: Schema, h: Hasard, sac: Sac, champ = ''): unknown {
  if ('const' in schema) return schema['const'];
  if (Array.isArray(schema['enum'])) return h.parmi(schema['enum'] as unknown[]);
  const choix = schema['oneOf'] ?? schema['anyOf'];
  if (Array.isArray(choix)) return entreeAuHasard(h.parmi(choix.filter(estSchema)), h, sac, champ);
  if (Array.isArray(schema['allOf']))
    return Object.assign(
      {},
      ...schema['allOf'].filter(estSchema).map((s) => entreeAuHasard(s, h, sac, champ)),
    ) as unknown;
  switch (schema['type']) {
    case 'object':
      return objetAuHasard(schema, h, sac);
    case 'array': {
      const { items } = schema;
      return estSchema(items)
        ? Array.from({ length: 1 + h.entier(2) }, () => entreeAuHasard(items, h, sac, champ))
        : [];
    }
    case 'number':
    case 'integer':
      return h.entier(40);
    case 'boolean':
      return h.une(2);
    case 'null':
      return null;
    default:
      return texteAuHasard(schema, h, sac, champ);
  }
}

function objetAuHasard(schema: Schema, h: Hasard, sac: Sac): Schema {
  const { properties, required } = schema;
  if (!estSchema(properties)) return {};
  const exiges = new Set(Array.isArray(required) ? (required as string[]) : []);
  const objet: Record<string, unknown> = {};
  for (const [cle, valeur] of Object.entries(properties)) {
    if (estSchema(valeur) && (exiges.has(cle) || h.une(3))) objet[cle] = entreeAuHasard(valeur, h, sac, cle);
  }
  return objet;
}

function texteAuHasard(schema: Schema, h: Hasard, sac: Sac, champ: string): string {
  const { format } = schema;
  if (format === 'date' || format === 'date-time')
    return format === 'date' ? '2026-11-02' : '2026-11-02T10:00:00+01:00';
  return sac.texte(champ);
}
