import type { ParametreDeRecherche } from '../../definitions/index.ts';
import { refusFhir } from '../../refus.ts';
import { estTenu } from '../../types-tenus.ts';
import { LIMITES } from '../limites.ts';
import type { Branche, Critere } from '../modele.ts';
import type { ContexteDeLecture } from './contexte.ts';
import { invalide, nonServi, tropCouteux } from './faute.ts';
import { lireSpecial } from './speciaux.ts';
import { critereDeValeur } from './valeurs.ts';

/** One search parameter and its value → one criterion on resources of `type`. Follows chains and `_has`. Throws `FauteDeParametre`. */
export function lireCritere(
  type: string,
  nom: string,
  valeur: string,
  contexte: ContexteDeLecture,
  liens = 0,
): Critere {
  if (liens > LIMITES.liens)
    throw tropCouteux(`Ce paramètre suit plus de ${LIMITES.liens} liens. Coupez la recherche en deux.`);
  const special = lireSpecial(type, nom, valeur, contexte, lireCritere);
  if (special !== undefined) return special;
  if (nom.startsWith('_has:')) return lireInverse(type, nom, valeur, contexte, liens);
  const point = nom.indexOf('.');
  if (point >= 0) return lireChaine(type, nom.slice(0, point), nom.slice(point + 1), valeur, contexte, liens);
  const [code = '', modificateur, ...reste] = nom.split(':');
  if (reste.length > 0) throw invalide(`« ${nom} » porte plusieurs modificateurs. Un seul est possible.`);
  const { feuille = critereDeValeur } = contexte;
  return feuille(trouver(type, code, contexte), modificateur, valeur, contexte);
}

/** `_has:Observation:patient:code=…`: resources that an Observation satisfying `code` refers to by `patient`. */
function lireInverse(type: string, nom: string, valeur: string, contexte: ContexteDeLecture, liens: number): Critere {
  const [, source = '', code = '', ...reste] = nom.split(':');
  if (reste.length === 0) throw invalide(`« ${nom} » : écrivez _has:Type:référence:paramètre.`);
  verifierType(source);
  const parametre = reference(source, code, contexte);
  if (!meneA(parametre, type)) throw invalide(`« ${source}.${code} » ne mène pas à ${type}.`);
  return {
    genre: 'inverse',
    type: source,
    code,
    critere: lireCritere(source, reste.join(':'), valeur, contexte, liens + 1),
  };
}

/** `subject:Patient.name=…`, or `subject.name=…` for every type that has a `name`. */
function lireChaine(
  type: string,
  premier: string,
  suite: string,
  valeur: string,
  contexte: ContexteDeLecture,
  liens: number,
): Critere {
  const [code = '', impose, ...reste] = premier.split(':');
  if (reste.length > 0) throw invalide(`« ${premier} » porte plusieurs modificateurs. Un seul est possible.`);
  const parametre = reference(type, code, contexte);
  if (impose !== undefined) {
    verifierType(impose);
    if (!meneA(parametre, impose)) throw invalide(`« ${type}.${code} » ne mène pas à ${impose}.`);
    const critere = lireCritere(impose, suite, valeur, contexte, liens + 1);
    return { genre: 'chaine', code, branches: [{ type: impose, critere }] };
  }
  return { genre: 'chaine', code, branches: branchesDe(parametre, suite, valeur, contexte, liens) };
}

/** Every type the reference may lead to that has the parameter; the others cannot satisfy it. */
function branchesDe(
  parametre: ParametreDeRecherche,
  suite: string,
  valeur: string,
  contexte: ContexteDeLecture,
  liens: number,
): readonly Branche[] {
  const tete = /^[^.:]*/.exec(suite)?.[0] ?? '';
  const cibles = (parametre.target ?? []).filter(
    (cible) => estTenu(cible) && (tete === '_has' || contexte.catalogue.parametre(cible, tete) !== undefined),
  );
  if (cibles.length === 0)
    throw nonServi(`« ${parametre.code} » ne mène à aucun type qui ait le paramètre « ${tete} ».`);
  if (cibles.length === 1 || tete !== '_has')
    return cibles.map((cible) => ({ type: cible, critere: lireCritere(cible, suite, valeur, contexte, liens + 1) }));
  throw invalide(
    `« ${parametre.code} » mène à plusieurs types. Dites lequel : ${parametre.code}:${cibles[0] ?? 'Type'}.${suite}`,
  );
}

function trouver(type: string, code: string, contexte: ContexteDeLecture): ParametreDeRecherche {
  const parametre = parametreIndexe(type, code, contexte);
  if (parametre !== undefined) return parametre;
  throw nonServi(
    contexte.catalogue.refuse(type, code) ??
      `Le paramètre « ${code} » n’existe pas pour ${type}. La liste est dans /fhir/metadata.`,
  );
}

function reference(type: string, code: string, contexte: ContexteDeLecture): ParametreDeRecherche {
  const parametre = trouver(type, code, contexte);
  if (parametre.type !== 'reference')
    throw invalide(`« ${type}.${code} » n’est pas une référence : on ne peut pas la suivre.`);
  return parametre;
}

/** A parameter of a package is refused until its keys are written for the whole territory: 503, never a part of the answer. */
export function parametreIndexe(
  type: string,
  code: string,
  { catalogue, indexEnCours = false }: ContexteDeLecture,
): ParametreDeRecherche | undefined {
  if (indexEnCours && catalogue.supplementaire(type, code))
    throw refusFhir(
      503,
      'transient',
      `« ${code} » vient d’être installé : les ressources de ce territoire sont encore en train d’être indexées. Réessayez dans quelques minutes.`,
      `http.${code}`,
    );
  return catalogue.parametre(type, code);
}

export function verifierType(type: string): void {
  if (!estTenu(type)) throw nonServi(`Le type « ${type} » n’est pas tenu par ce serveur.`);
}

export function meneA(parametre: ParametreDeRecherche, type: string): boolean {
  const cibles = parametre.target ?? [];
  return cibles.length === 0 || cibles.includes('Resource') || cibles.includes(type);
}
