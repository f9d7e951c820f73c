import type { CleDeTri } from '../modele.ts';
import type { Source } from './sources.ts';

/** One key of the order of a page. */
export interface ColonneDeTri {
  /** SQL on a line named `alias`; never null, so that lines without the key come last in both directions. */
  expression(alias: string, source: Source): string;
  readonly type: 'text' | 'timestamptz';
  readonly descendant: boolean;
}

/** Where lines without a key stand: after all the others, in both directions. */
export const APRES_TOUT = { asc: '\u{10FFFF}', desc: '' } as const;

/** Types whose column `d` is exactly the beginning of this parameter. */
const DATE_PRINCIPALE: Readonly<Record<string, string>> = {
  Task: 'authored-on',
  ServiceRequest: 'authored',
  MedicationRequest: 'authoredon',
  Patient: 'birthdate',
};

/** Orders asked for; a resource with several values counts by its first one in the direction of the sort. */
export function colonnesDeTri(
  tri: readonly CleDeTri[],
  type: string | undefined,
  precis: boolean,
): readonly ColonneDeTri[] {
  return tri.map((cle) => colonne(cle, precis ? type : undefined));
}

function colonne({ code, type: genre, descendant }: CleDeTri, type: string | undefined): ColonneDeTri {
  if (code === '_id') return { expression: (r) => `${r}.id`, type: 'text', descendant };
  if (code === '_lastUpdated') return { expression: (r) => `${r}.le`, type: 'timestamptz', descendant };
  if (type !== undefined && DATE_PRINCIPALE[type] === code) {
    const dernier = descendant ? '-infinity' : 'infinity';
    return { expression: (r) => `coalesce(${r}.d, '${dernier}')`, type: 'timestamptz', descendant };
  }
  return { expression: (r, source) => parMots(r, source, code, genre, descendant), type: 'text', descendant };
}

/** First or last of the words `code=…` that the index keeps on the line. Codes come with and without their system: without, they sort. */
function parMots(r: string, source: Source, code: string, genre: CleDeTri['type'], descendant: boolean): string {
  const mots =
    genre === 'token' || genre === 'uri' ? source.toks(r) : genre === 'reference' ? source.refs(r) : `${r}.cles`;
  const seuls = genre === 'token' ? " and strpos(m, '|') = 0" : '';
  const choisi = `(select ${descendant ? 'max' : 'min'}(substr(m, ${code.length + 2}) collate "C")
      from unnest(${mots}) m where starts_with(m, '${code}=')${seuls})`;
  return `coalesce(${choisi}, '${descendant ? APRES_TOUT.desc : APRES_TOUT.asc}')`;
}
