import { estObjet, type Passage } from '../passage.ts';
import { cibleDe } from './cible.ts';

/** One step of the path of a discriminator. Source: http://hl7.org/fhir/R4/profiling.html#discriminator */
export type Pas =
  | { readonly genre: 'nom'; readonly nom: string }
  | { readonly genre: 'extension'; readonly url: string }
  | { readonly genre: 'type'; readonly type: string }
  | { readonly genre: 'resoudre' };

const PAS =
  /\s*(?:extension\(\s*'?([^')]*)'?\s*\)|ofType\(\s*([A-Za-z]+)\s*\)|(resolve\(\))|(\$this)|([A-Za-z][A-Za-z0-9]*))\s*(?:\.|$)/y;

/** Steps of the restricted FHIRPath of discriminators; undefined when it is something else. */
export function lireChemin(chemin: string): readonly Pas[] | undefined {
  const pas: Pas[] = [];
  PAS.lastIndex = 0;
  while (PAS.lastIndex < chemin.length) {
    const lu = PAS.exec(chemin);
    if (lu === null) return undefined;
    const [, url, type, resoudre, , nom] = lu;
    if (url !== undefined) pas.push({ genre: 'extension', url });
    else if (type !== undefined) pas.push({ genre: 'type', type });
    else if (resoudre !== undefined) pas.push({ genre: 'resoudre' });
    else if (nom !== undefined) pas.push({ genre: 'nom', nom });
  }
  return pas;
}

/** Values at the end of the steps, lists opened. */
export function suivre(p: Passage, valeur: unknown, chemin: readonly Pas[]): readonly unknown[] {
  let valeurs: readonly unknown[] = [valeur];
  for (const pas of chemin) {
    if (valeurs.length === 0) break;
    valeurs = valeurs.flatMap((v) => avancer(p, v, pas));
  }
  return valeurs;
}

function avancer(p: Passage, valeur: unknown, pas: Pas): readonly unknown[] {
  if (!estObjet(valeur)) return [];
  if (pas.genre === 'resoudre') {
    const cible = cibleDe(p, valeur['reference']);
    return cible === undefined ? [] : [cible];
  }
  if (pas.genre === 'extension') return enListe(valeur['extension']).filter((e) => estObjet(e) && e['url'] === pas.url);
  if (pas.genre === 'type') return typeConnu(valeur) === pas.type || typeConnu(valeur) === undefined ? [valeur] : [];
  const direct = valeur[pas.nom];
  if (direct !== undefined) return enListe(direct);
  const cle = Object.keys(valeur).find((c) => c.startsWith(pas.nom) && /^[A-Z]/.test(c.slice(pas.nom.length)));
  return cle === undefined ? [] : enListe(valeur[cle]);
}

function typeConnu(valeur: Readonly<Record<string, unknown>>): unknown {
  return valeur['resourceType'];
}

function enListe(valeur: unknown): readonly unknown[] {
  if (Array.isArray(valeur)) return valeur;
  return valeur === undefined ? [] : [valeur];
}
