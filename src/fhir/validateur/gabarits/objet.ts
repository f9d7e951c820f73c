import { codeDuType, nomDeChoix, type TypeElement } from '../../definitions/index.ts';
import type { Juge, Objet, Passage } from '../passage.ts';
import type { Noeud } from './arbre.ts';
import type { Cadre } from './cadre.ts';
import { jugeListe, jugeSeul } from './liste.ts';

/** One JSON property: `name`, `_birthDate`, `valueString`. */
interface Propriete {
  readonly juge: Juge;
  /** The property that holds the value, when this one is its `_` side. */
  readonly valeur: string | undefined;
  /** The `_` property beside a primitive. */
  readonly cote: string | undefined;
  /** Bit of the choice it belongs to, 0 outside choices. */
  readonly choix: number;
}

/** An element that must be there: a choice by its bit, any other by its two properties. */
interface Obligatoire {
  readonly nom: string;
  readonly cote: string;
  readonly choix: number;
  readonly regle: string;
}

interface Plan {
  readonly proprietes: Map<string, Propriete>;
  readonly obligatoires: Obligatoire[];
  /** Names of choices without `[x]`, in the order of their bits. */
  readonly choix: string[];
}

/** Judges the properties of an object: known, not null, each by its own rules; then that none is missing. */
export function jugeObjet(
  enfants: ReadonlyMap<string, Noeud>,
  cadre: Cadre,
  ressource: boolean,
): (p: Passage, o: Objet) => void {
  const plan: Plan = { proprietes: new Map(), obligatoires: [], choix: [] };
  for (const noeud of enfants.values())
    if (noeud.nom.endsWith('[x]')) planifierChoix(plan, noeud, cadre);
    else planifierSimple(plan, noeud, cadre, ressource);
  const { proprietes, obligatoires } = plan;
  return (p, o) => {
    let vus = 0;
    for (const cle of Object.keys(o)) {
      const propriete = proprietes.get(cle);
      if (propriete === undefined) {
        if (!ressource || cle !== 'resourceType') dirInconnue(p, cle, plan.choix);
      } else if (jugerPropriete(p, o, cle, propriete) && propriete.choix !== 0) {
        if ((vus & propriete.choix) !== 0) dirDeuxChoix(p, cle);
        vus |= propriete.choix;
      }
    }
    for (const element of obligatoires)
      if (element.choix === 0 ? absent(o, element) : (vus & element.choix) === 0) dirAbsent(p, element);
  };
}

/** True when the property counts as present. */
function jugerPropriete(p: Passage, o: Objet, cle: string, { juge, valeur, cote }: Propriete): boolean {
  const contenu = o[cle];
  if (contenu === undefined) return false;
  if (contenu === null) {
    p.entrer(cle);
    p.erreur('structure', 'null', 'La valeur est nulle : une propriété absente ne s’écrit pas.');
    p.sortir();
    return true;
  }
  if (valeur === undefined) juge(p, contenu, cote === undefined ? undefined : o[cote]);
  else if (o[valeur] === undefined) juge(p, undefined, contenu);
  else return false;
  return true;
}

function absent(o: Objet, { nom, cote }: Obligatoire): boolean {
  return o[nom] === undefined && o[cote] === undefined;
}

function planifierSimple(plan: Plan, noeud: Noeud, cadre: Cadre, ressource: boolean): void {
  const { nom, element } = noeud;
  const type = ressource && nom === 'id' ? { code: 'id' } : element.type?.[0];
  const multiple = (element.base?.max ?? element.max) !== '1';
  const juge = multiple ? jugeListe(noeud, type, cadre) : jugeSeul(noeud, type, cadre);
  inscrire(plan, nom, type, juge, 0);
  if (element.min > 0) plan.obligatoires.push({ nom, cote: `_${nom}`, choix: 0, regle: `${element.id}.min` });
}

function inscrire({ proprietes }: Plan, cle: string, type: TypeElement | undefined, juge: Juge, choix: number): void {
  const primitif = type !== undefined && /^[a-z]/.test(codeDuType(type));
  proprietes.set(cle, { juge, valeur: undefined, cote: primitif ? `_${cle}` : undefined, choix });
  if (primitif) proprietes.set(`_${cle}`, { juge, valeur: cle, cote: undefined, choix });
}

/** A slice by type speaks for its own type: `value[x]:valueQuantity` is what judges `valueQuantity`. */
function planifierChoix(plan: Plan, noeud: Noeud, cadre: Cadre): void {
  const { element } = noeud;
  const nom = noeud.nom.slice(0, -3);
  const bit = 1 << plan.choix.length;
  plan.choix.push(nom);
  const parType = element.slicing?.discriminator?.some((d) => d.type === 'type' && d.path === '$this') ?? false;
  const tranches = parType ? [...noeud.tranches.values()] : [];
  for (const type of element.type ?? []) {
    const code = codeDuType(type);
    const tranche = tranches.find((t) => t.element.type?.some((autre) => codeDuType(autre) === code));
    const ferme = tranche === undefined && tranches.length > 0 && element.slicing?.rules === 'closed';
    const typeTranche = tranche?.element.type?.find((autre) => codeDuType(autre) === code) ?? type;
    const juge = ferme ? jugeFerme(nom) : jugeSeul(tranche ?? noeud, typeTranche, cadre, nom);
    inscrire(plan, nomDeChoix(noeud.nom, code), type, juge, bit);
  }
  if (element.min > 0) plan.obligatoires.push({ nom, cote: nom, choix: bit, regle: `${element.id}.min` });
  for (const tranche of tranches) planifierTranche(plan, tranche);
}

function planifierTranche(plan: Plan, { nom, element }: Noeud): void {
  const [type, ...autres] = element.type ?? [];
  if (element.min === 0 || type === undefined || autres.length > 0) return;
  const cle = nomDeChoix(nom, codeDuType(type));
  plan.obligatoires.push({ nom: cle, cote: `_${cle}`, choix: 0, regle: `${element.id}.min` });
}

function jugeFerme(nom: string): Juge {
  return (p) => {
    p.entrer(nom);
    p.erreur('structure', `${nom}.tranches`, 'Ce type de valeur n’est pas permis ici par le profil.');
    p.sortir();
  };
}

function dirInconnue(p: Passage, cle: string, choix: readonly string[]): void {
  const nom = cle.replace(/^_/, '');
  const parent = choix.find((c) => nom.startsWith(c) && /^[A-Z]/.test(nom.slice(c.length)));
  p.entrer(cle);
  if (parent === undefined)
    p.erreur('structure', 'propriete', `La propriété « ${cle.slice(0, 60)} » n’existe pas ici.`);
  else p.erreur('structure', 'type', `« ${parent} » n’accepte pas le type de « ${cle.slice(0, 60)} » ici.`);
  p.sortir();
}

function dirDeuxChoix(p: Passage, cle: string): void {
  p.entrer(cle);
  p.erreur('structure', 'choix', 'Deux types sont donnés pour la même valeur : un seul est possible.');
  p.sortir();
}

function dirAbsent(p: Passage, { nom, regle }: Obligatoire): void {
  p.erreur('required', regle, `« ${nom} » manque : il est obligatoire.`);
}
