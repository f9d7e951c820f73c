import { bornesDeDate } from '#fhir/index/index.ts';
import { RefusFhir, refusFhir, type Issue } from '#fhir/refus.ts';
import type { Reduction } from '#fhir/recherche/index.ts';
import type { Demande, Parametres } from '../demande.ts';

/** Parameters of the form of the answer, accepted everywhere. */
const DE_FORME = ['_format', '_pretty'];
/** Parameters that keep a part of each resource, where resources are read. */
export const DE_REDUCTION = ['_elements', '_summary'];

/** Refuses every parameter of the address the request does not know, unless the client asked to be lenient. */
export function exigerConnus(demande: Demande, connus: readonly string[] = []): void {
  if (demande.preferences.indulgent || demande.params.length === 0) return;
  const inconnus = demande.params.filter(([nom]) => !DE_FORME.includes(nom) && !connus.includes(nom));
  if (inconnus.length === 0) return;
  throw new RefusFhir(
    400,
    inconnus.map(([nom]): Issue => ({
      severity: 'error',
      code: 'not-supported',
      texte: `Le paramètre « ${nom} » n’a pas de sens ici. Retirez-le, ou demandez Prefer: handling=lenient.`,
      expression: `http.${nom}`,
    })),
  );
}

/** What `_elements` or `_summary` asks to keep of one resource; undefined: all. Another word, `count` included, is refused: 400. */
export function reductionDemandee(params: Parametres): Reduction | undefined {
  const elements = params.find(([nom]) => nom === '_elements')?.[1];
  if (elements !== undefined && elements !== '')
    return {
      genre: 'elements',
      elements: elements
        .split(',')
        .map((e) => e.trim())
        .filter((e) => e !== ''),
    };
  const resume = parametre(params, '_summary');
  switch (resume) {
    case 'true':
      return { genre: 'resume' };
    case 'text':
      return { genre: 'texte' };
    case 'data':
      return { genre: 'donnees' };
    case undefined:
    case 'false':
      return undefined;
    default:
      throw refusFhir(400, 'invalid', `« _summary=${resume} » : true, text, data ou false ici.`, 'http._summary');
  }
}

export const parametre = (params: Parametres, nom: string): string | undefined => params.find(([n]) => n === nom)?.[1];

/** A positive whole number, at most `max`; absent: undefined. Anything else: 400. */
export function entierDe(params: Parametres, nom: string, max: number): number | undefined {
  const texte = parametre(params, nom);
  if (texte === undefined) return undefined;
  if (!/^[0-9]{1,9}$/.test(texte))
    throw refusFhir(400, 'invalid', `« ${nom} » attend un nombre entier, pas « ${texte} ».`, `http.${nom}`);
  return Math.max(1, Math.min(max, Number(texte)));
}

const INSTANT =
  /^[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?$/;

/** The interval a date or an instant covers (`2026-11`: all of November, UTC); absent: undefined. Anything else: 400. */
export function momentDe(params: Parametres, nom: string): { readonly debut: Date; readonly fin: Date } | undefined {
  if (instantDe(params, nom) === undefined) return undefined;
  const bornes = bornesDeDate(parametre(params, nom) ?? '');
  if (bornes === undefined) throw refusFhir(400, 'invalid', `« ${nom} » attend une date ou un instant.`, `http.${nom}`);
  return { debut: new Date(bornes.debut), fin: new Date(bornes.fin) };
}

/** An instant or a date (its beginning, UTC); absent: undefined. Anything else: 400. */
export function instantDe(params: Parametres, nom: string): Date | undefined {
  const texte = parametre(params, nom);
  if (texte === undefined) return undefined;
  const instant = INSTANT.test(texte) ? new Date(texte) : new Date(Number.NaN);
  if (Number.isNaN(instant.getTime()))
    throw refusFhir(
      400,
      'invalid',
      `« ${nom} » attend une date ou un instant avec fuseau, pas « ${texte} ».`,
      `http.${nom}`,
    );
  return instant;
}
