import { createHash } from 'node:crypto';
import { structureDuType, type ParametreDeRecherche } from '../definitions/index.ts';
import { estTenu } from '../types-tenus.ts';
import { compilerChemin } from './chemin.ts';
import { estObjet, textes } from './formes.ts';

/** Search parameters that packages bring: those whose keys can be written, and those that cannot, with the reason. */
export interface Supplements {
  readonly servis: readonly ParametreDeRecherche[];
  readonly refuses: readonly { readonly url: string; readonly code: string; readonly pourquoi: string }[];
  /** Changes with what is indexed; empty when nothing is. */
  readonly empreinte: string;
}

const AUCUN: Supplements = { servis: [], refuses: [], empreinte: '' };
const CODE = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
const GENRES = ['string', 'token', 'date', 'uri', 'reference', 'quantity', 'number'] as const;

/**
 * Reads the SearchParameters of packages, one per held type. A code that R4 already gives to the type keeps its meaning. Only the paths
 * of `chemin.ts` are compiled: an expression of another kind is refused with a reason, never half indexed.
 */
export function lireSupplements(
  ressources: readonly unknown[],
  dejaPris: (type: string, code: string) => boolean,
): Supplements {
  const servis = new Map<string, ParametreDeRecherche>();
  const refuses: Supplements['refuses'][number][] = [];
  for (const lu of ressources) {
    if (!estObjet(lu) || lu['status'] === 'retired') continue;
    const [url = ''] = textes(lu['url']);
    const [code = ''] = textes(lu['code']);
    const [expression = ''] = textes(lu['expression']);
    const [dit = ''] = textes(lu['type']);
    const genre = GENRES.find((g) => g === dit);
    for (const type of textes(lu['base']).filter(estTenu)) {
      if (dejaPris(type, code) || servis.has(`${type}.${code}`)) continue;
      const ecrite = CODE.test(code) && genre !== undefined ? expressionServie(type, expression) : undefined;
      if (ecrite === undefined || genre === undefined)
        refuses.push({
          url,
          code,
          pourquoi:
            genre === undefined
              ? `un paramètre « ${dit} » n’est pas indexé`
              : `« ${expression.slice(0, 200)} » n’est pas un chemin que l’index suit`,
        });
      else
        servis.set(`${type}.${code}`, {
          url,
          code,
          base: [type],
          type: genre,
          expression: ecrite,
          ...(genre === 'reference' ? { target: ciblesDe(lu['target']) } : {}),
        });
    }
  }
  return { servis: [...servis.values()], refuses, empreinte: empreinteDe([...servis.values()]) };
}

const ciblesDe = (target: unknown): readonly string[] => {
  const cibles = textes(target).filter(estTenu);
  return cibles.length > 0 ? cibles : ['Resource'];
};

/** The expression from the root of its type, when each of its alternatives is a path the index follows. */
function expressionServie(type: string, expression: string): string | undefined {
  const parties = expression.split('|').map((partie) => depuisLaRacine(type, partie.trim()));
  const lisibles = parties.every(
    (partie) => typesConnus(partie) && compilerChemin(type, partie, () => undefined) !== undefined,
  );
  return lisibles ? parties.join(' | ') : undefined;
}

/** Publishers leave out the root, wrap the whole in parentheses, or write `extension(url = 'x')`. */
function depuisLaRacine(type: string, partie: string): string {
  const nue = /^\(([^()]*(?:\([^()]*\)[^()]*)*)\)$/.exec(partie)?.[1] ?? partie;
  const ecrite = nue.replaceAll(/extension\((?:\s*url\s*=\s*)?('[^']*')\s*\)/g, 'extension.where(url=$1)');
  return ecrite.startsWith(`${type}.`) ? ecrite : `${type}.${ecrite}`;
}

/** `as Token` names no type of R4: such a path would find nothing, ever. */
function typesConnus(partie: string): boolean {
  const nommes = [...partie.matchAll(/(?: as |ofType\(|as\()([A-Za-z]+)/g)].map(([, nom = '']) => nom);
  return nommes.every((nom) => structureDuType(nom) !== undefined);
}

function empreinteDe(servis: readonly ParametreDeRecherche[]): string {
  if (servis.length === 0) return '';
  const lignes = servis.map((p) => [p.base[0], p.code, p.type, p.expression, ...(p.target ?? [])].join('\t')).sort();
  return createHash('sha1').update(lignes.join('\n')).digest('base64url').slice(0, 16);
}

let installes = AUCUN;
const aPrevenir = new Set<() => void>();

/** From now on this process writes the keys of these parameters too. Said once, before anything is written. */
export function installerSupplements(supplements: Supplements): void {
  installes = supplements;
  for (const oublier of aPrevenir) oublier();
}

export function supplementsInstalles(): Supplements {
  return installes;
}

/** What was compiled before an installation is to be compiled again. */
export function aLInstallation(oublier: () => void): void {
  aPrevenir.add(oublier);
}
