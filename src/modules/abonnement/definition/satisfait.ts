import type { Resource } from '@medplum/fhirtypes';
import { cleDeTexte, extraire, SEPARATEUR, type Cle } from '#fhir/index/index.ts';
import type { Jeton, ValeurDeDate } from '#fhir/recherche/modele.ts';
import type { Condition } from './conditions.ts';

/** The search keys of one version of a resource, in the encodings of the store's index. */
interface Cles {
  readonly id: string;
  readonly toks: ReadonlySet<string>;
  readonly refs: ReadonlySet<string>;
  readonly ordonnees: readonly Cle[];
}

/** Whether one version of a resource meets every condition: the same keys as the search, looked at in memory. Pure. */
export function satisfait(conditions: readonly Condition[], ressource: Resource): boolean {
  if (conditions.length === 0) return true;
  const { toks, refs, cles } = extraire(ressource);
  const siennes = { id: ressource.id ?? '', toks: new Set(toks), refs: new Set(refs), ordonnees: cles };
  return conditions.every((condition) => une(condition, siennes));
}

function une(c: Condition, cles: Cles): boolean {
  switch (c.genre) {
    case 'id':
      return c.valeurs.includes(cles.id) !== c.non;
    case 'jeton':
      return c.valeurs.some((v) => jeton(c.code, v, cles.toks)) !== c.non;
    case 'type-identifiant':
      return c.valeurs.some((v) => cles.toks.has(`${c.code}:of-type=${v.systeme}|${v.code}|${v.valeur}`));
    case 'reference':
      return c.valeurs.some((v) => cles.refs.has(`${c.code}=${v}`));
    case 'reference-identifiant':
      return c.valeurs.some((v) => identifiant(c.code, v, cles.refs));
    case 'uri':
      return c.valeurs.some((v) => uri(`${c.code}=`, c.mode, v, cles.toks));
    case 'date':
      return ordonnees(c.code, cles).some((cle) => c.valeurs.some((v) => date(v, cle)));
    case 'texte':
      return ordonnees(c.code, cles).some((cle) => c.valeurs.some((v) => texte(c.mode, v, cle)));
    default:
      return present(c.code, cles) !== c.absent;
  }
}

const ordonnees = (code: string, cles: Cles): readonly Cle[] => cles.ordonnees.filter((cle) => cle.param === code);

/** A code whatever its system, a system whatever the code, or both; an empty system means « without system ». */
function jeton(code: string, v: Jeton, toks: ReadonlySet<string>): boolean {
  if (v.code !== undefined)
    return toks.has(v.systeme === undefined ? `${code}=${v.code}` : `${code}=${v.systeme}|${v.code}`);
  return commencePar(`${code}=${v.systeme ?? ''}|`, toks);
}

function identifiant(code: string, v: Jeton, refs: ReadonlySet<string>): boolean {
  if (v.systeme === undefined) return refs.has(`${code}=:identifier=${v.code ?? ''}`);
  const debut = `${code}=:identifier|${v.systeme}|`;
  return v.code === undefined ? commencePar(debut, refs) : refs.has(`${debut}${v.code}`);
}

function uri(debut: string, mode: 'egale' | 'dessous' | 'dessus', v: string, toks: ReadonlySet<string>): boolean {
  if (mode === 'egale') return toks.has(`${debut}${v}`);
  const siennes = [...toks].filter((t) => t.startsWith(debut)).map((t) => t.slice(debut.length));
  return siennes.some((s) => (mode === 'dessous' ? sous(s, v) : sous(v, s)));
}

const sous = (adresse: string, racine: string): boolean =>
  adresse === racine || adresse.startsWith(racine.endsWith('/') ? racine : `${racine}/`);

function texte(mode: Extract<Condition, { genre: 'texte' }>['mode'], v: string, { cle, fin }: Cle): boolean {
  if (mode === 'debut') return cle.startsWith(v);
  if (mode === 'contient') return cle.includes(v);
  if (mode === 'fin') return cle.endsWith(v);
  if (mode === 'egal') return cle === v;
  return cle === cleDeTexte(v) && (fin ?? cle).split(SEPARATEUR).includes(v);
}

/** Ranges compared as FHIR says: both have a first and a last millisecond. */
function date(v: ValeurDeDate, { cle: debut, fin: dernier }: Cle): boolean {
  const fin = dernier ?? debut;
  const dedans = debut >= v.debut && fin <= v.fin;
  switch (v.prefixe) {
    case 'eq':
      return dedans;
    case 'ne':
      return !dedans;
    case 'gt':
      return fin > v.fin;
    case 'ge':
      return fin > v.fin || dedans;
    case 'lt':
      return debut < v.debut;
    case 'le':
      return debut < v.debut || dedans;
    case 'sa':
      return debut > v.fin;
    default:
      return fin < v.debut;
  }
}

function present(code: string, cles: Cles): boolean {
  return commencePar(`${code}=`, cles.toks) || commencePar(`${code}=`, cles.refs) || ordonnees(code, cles).length > 0;
}

function commencePar(debut: string, ensemble: ReadonlySet<string>): boolean {
  for (const element of ensemble) if (element.startsWith(debut)) return true;
  return false;
}
