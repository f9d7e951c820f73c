import { compartimentPatient } from '../../definitions/index.ts';
import type { Branche, Critere } from '../modele.ts';
import { mot, parmi } from './assembleur.ts';
import { conditionDeValeur, ou, type Cadre } from './conditions.ts';
import { conditionDeHierarchie } from './hierarchie.ts';
import { conditionDePleinTexte } from './plein-texte.ts';
import { sourcesDe } from './sources.ts';
import { conditionDeZone } from './zone.ts';

/** All the criteria of a search on one line, and what the reader may see of it. */
export function conditionDe(criteres: readonly Critere[], personne: string | undefined, cadre: Cadre): string {
  return [...conditionsDe(criteres, personne, cadre), cadre.source.visible(cadre.alias, cadre.a, cadre.type)].join(ET);
}

export const ET = '\n    and ';

/** The criteria alone: whoever reads the lines they keep must add what the reader may see. */
export function conditionsDe(
  criteres: readonly Critere[],
  personne: string | undefined,
  cadre: Cadre,
): readonly string[] {
  const precis = cadre.filtre || personne !== undefined || criteres.some(estPrecis);
  const conditions = criteres.map((critere) => {
    const filtre = precis && !estEntree(critere, criteres);
    const condition = conditionDuCritere(critere, { ...cadre, filtre });
    // « is true » keeps the condition out of the indexes: few lines are left, reading a second index would cost more than looking at them.
    return filtre && !estPrecis(critere) ? `(${condition}) is true` : condition;
  });
  return personne === undefined ? conditions : [...conditions, appartenance(personne, cadre)];
}

/**
 * The types of a line. When a precise criterion already leads to few lines, the comparison is written so that no index of types is read
 * beside the one of the criterion; a search by id needs it.
 */
export function surType(
  alias: string,
  types: readonly string[],
  criteres: readonly Critere[],
  personne: string | undefined,
): string {
  const parId = criteres.some((critere) => critere.genre === 'id' || critere.genre === 'inverse');
  const apres = !parId && (personne !== undefined || criteres.some(estPrecis));
  return parmi(apres ? `${alias}.type collate "C"` : `${alias}.type`, types);
}

/** Does this criterion alone leave few lines, through an index? */
export function estPrecis(critere: Critere): boolean {
  switch (critere.genre) {
    case 'id':
      return !critere.non;
    case 'reference':
    case 'reference-identifiant':
    case 'type-identifiant':
    case 'chaine':
    case 'inverse':
      return true;
    case 'hierarchie':
      return true;
    case 'et':
      return critere.criteres.some(estPrecis);
    case 'jeton':
      return !critere.non && critere.code === 'identifier' && critere.valeurs.every((v) => v.code !== undefined);
    default:
      return false;
  }
}

/** Without anything more precise, the first ordered criterion is read through its index; the others look at each line. */
function estEntree(critere: Critere, criteres: readonly Critere[]): boolean {
  const ordonne = (c: Critere) => c.genre === 'texte' || c.genre === 'date' || c.genre === 'nombre';
  return !criteres.some(estPrecis) && criteres.find(ordonne) === critere;
}

function conditionDuCritere(critere: Critere, cadre: Cadre): string {
  switch (critere.genre) {
    case 'zone':
      return ou(critere.valeurs.map((zone) => conditionDeZone(zone, cadre)));
    case 'chaine':
      return chaine(critere.code, critere.branches, cadre);
    case 'inverse':
      return inverse(critere, cadre);
    case 'hierarchie':
      return conditionDeHierarchie(critere, cadre);
    case 'plein-texte':
      return conditionDePleinTexte(critere, cadre);
    case 'et':
      return `(${critere.criteres.map((c) => conditionDuCritere(c, cadre)).join(' and ')})`;
    case 'ou':
      return ou(critere.criteres.map((c) => conditionDuCritere(c, cadre)));
    case 'non':
      return `(${conditionDuCritere(critere.critere, cadre)}) is not true`;
    default:
      return conditionDeValeur(critere, cadre);
  }
}

/** References to what the rest of the chain finds: found once, then looked up in the index of references. */
function chaine(code: string, branches: readonly Branche[], { a, alias, source }: Cadre): string {
  const cibles = branches.flatMap(({ type, critere }) =>
    sourcesDe([type]).map((cible) => {
      const t = a.alias();
      const suite = conditionDe([critere], undefined, { a, source: cible, alias: t, type, filtre: false });
      return `select ${mot(`${code}=${type}/`)} || ${t}.id from ${cible.nom} ${t}
      where ${surType(t, [type], [critere], undefined)} and ${suite}`;
    }),
  );
  return `${source.refs(alias)} && array(${cibles.join('\n    union all ')})`;
}

/** Ids that a matching resource of another type refers to. */
function inverse({ type, code, critere }: Extract<Critere, { genre: 'inverse' }>, cadre: Cadre): string {
  const { a, alias } = cadre;
  const porteurs = sourcesDe([type]).map((porteur) => {
    const t = a.alias();
    const suite = conditionDe([critere], undefined, { a, source: porteur, alias: t, type, filtre: false });
    const debut = cadre.type === undefined ? `${code}=` : `${code}=${cadre.type}/`;
    return `select substr(m, ${debut.length + 1}) from ${porteur.nom} ${t}, unnest(${porteur.refs(t)}) m
      where ${surType(t, [type], [critere], undefined)} and starts_with(m, ${mot(debut)}) and ${suite}`;
  });
  const cle = cadre.type === undefined ? `${alias}.type || '/' || ${alias}.id` : `${alias}.id`;
  return `${cle} = any(array(${porteurs.join('\n    union all ')}))`;
}

/** Compartment of a person: the person, or what refers to it by a parameter that R4 lists for the type. */
function appartenance(personne: string, { a, alias, source, type }: Cadre): string {
  if (type === 'Patient') return `${alias}.id = ${a.lier(personne)}`;
  const codes = type === undefined ? [] : (compartimentPatient().get(type) ?? []);
  return `${source.refs(alias)} && ${a.lier(codes.map((code) => `${code}=Patient/${personne}`))}::text[]`;
}
