import { codeDuType, valeurDe, type TypeElement } from '../../definitions/index.ts';
import { compilerRegles } from '../invariants/regles.ts';
import { enTexte, estObjet, type Juge } from '../passage.ts';
import type { Noeud } from './arbre.ts';
import { enchainer, paresseux, type Cadre, type Gabarit } from './cadre.ts';
import { contient, egal } from './constantes.ts';
import { jugeExtension } from './extensions.ts';
import { jugeLiaison } from './liaisons.ts';
import { jugeObjet } from './objet.ts';
import { abreger, fauteDePrimitif } from './primitifs.ts';
import { jugeReference } from './references.ts';
import { jugeDUnDes, jugeRessource } from './ressources.ts';

/** Judge of one value of an element taken as `type` (its only type when undefined): form, constants, content, rules, codes. */
export function jugeDeValeur(cadre: Cadre, noeud: Noeud, type: TypeElement | undefined, base?: Noeud): Juge {
  if (noeud.renvoi !== undefined) return jugeDuRenvoi(cadre, noeud.renvoi);
  const code = type === undefined ? 'BackboneElement' : codeDuType(type);
  if (/^[a-z]/.test(code)) return jugePrimitif(cadre, noeud, code, base);
  if (estRessource(cadre, code)) return jugeRessource(cadre, noeud.nom, noeud.element.type ?? []);
  const corps = paresseux(() =>
    enchainer([
      jugeConstantes(noeud),
      jugeContenu(cadre, noeud, code, type?.profile ?? [], base),
      type?.targetProfile === undefined || code !== 'Reference' ? undefined : jugeReference(cadre, type.targetProfile),
      compilerRegles(noeud.element.constraint, code, reglesDuType(cadre, code)),
      jugeLiaison(cadre, noeud.element.binding),
    ]),
  );
  return (p, valeur, cote) => {
    if (!estObjet(valeur))
      p.erreur('structure', `${noeud.element.id}.forme`, 'Un objet est attendu, avec ses propriétés.');
    else if (videDe(valeur))
      p.erreur('structure', 'ele-1', 'L’élément est vide : un élément sans contenu ne s’écrit pas.');
    else corps(p, valeur, cote);
  };
}

function videDe(valeur: object): boolean {
  for (const cle in valeur) if (cle !== 'id') return false;
  return true;
}

/** Repeated content (`Questionnaire.item.item`): judged as the element it repeats, which contains it in turn. */
function jugeDuRenvoi(cadre: Cadre, renvoi: Noeud): Juge {
  return paresseux(() => cadre.jugeDe(renvoi, renvoi.element.type?.[0]));
}

function estRessource({ etabli }: Cadre, code: string): boolean {
  return code === 'Resource' || code === 'DomainResource' || etabli.type(code)?.nature === 'resource';
}

function reglesDuType({ etabli }: Cadre, code: string): readonly string[] {
  return (etabli.type(code)?.racine.element.constraint ?? []).map(({ expression = '' }) => expression);
}

function jugeConstantes({ element }: Noeud): Juge | undefined {
  const fixee = valeurDe(element, 'fixed');
  const modele = valeurDe(element, 'pattern');
  if (fixee === undefined && modele === undefined) return undefined;
  return (p, valeur) => {
    if (valeur === undefined) return;
    if (fixee !== undefined && !egal(valeur, fixee))
      p.erreur('value', `${element.id}.fixed`, `La valeur doit être exactement ${abreger(JSON.stringify(fixee))}.`);
    if (modele !== undefined && !contient(valeur, modele))
      p.erreur('value', `${element.id}.pattern`, `La valeur doit contenir ${abreger(JSON.stringify(modele))}.`);
  };
}

/** Children the profile spells out, else those of the profiles of the type, else those of the type. */
function jugeContenu(
  cadre: Cadre,
  noeud: Noeud,
  code: string,
  profils: readonly string[],
  base: Noeud | undefined,
): Juge | undefined {
  const enfants = noeud.enfants.size > 0 ? noeud.enfants : (base?.enfants ?? noeud.enfants);
  const parProfil = profils.length === 0 ? undefined : jugeDesProfils(cadre, code, profils);
  if (enfants.size > 0) {
    const objet = jugeObjet(enfants, cadre, false);
    const dit: Juge = (p, valeur) => {
      if (estObjet(valeur)) objet(p, valeur);
    };
    const regles = compilerRegles(cadre.etabli.type(code)?.racine.element.constraint, code, []);
    return enchainer([dit, regles, parProfil]);
  }
  if (parProfil !== undefined) return parProfil;
  if (code === 'Extension') return jugeExtension(cadre.etabli);
  return cadre.etabli.type(code)?.juge;
}

/** Several profiles for one type: one of them is enough. */
function jugeDesProfils({ etabli, paquet }: Cadre, code: string, canoniques: readonly string[]): Juge | undefined {
  const trouves = canoniques.map((canonique) => etabli.gabarit(canonique, paquet));
  const gabarits = trouves.filter((gabarit) => gabarit !== undefined);
  if (gabarits.length === canoniques.length) return jugeDUnDes(gabarits);
  const texte = `Le profil ${canoniques.join(', ')} n’est pas détenu : cet élément n’est jugé que par la norme de base.`;
  return enchainer([etabli.type(code)?.juge, (p) => p.avertir('not-found', 'profil', texte)]);
}

function jugePrimitif(cadre: Cadre, noeud: Noeud, code: string, base: Noeud | undefined): Juge {
  const { element } = noeud;
  const cotePar = paresseux(() => jugeDuCote(cadre, noeud, code, base));
  const reste = enchainer([
    jugeConstantes(noeud),
    jugeBornes(element),
    compilerRegles(element.constraint, code, []),
    jugeLiaison(cadre, element.binding),
  ]);
  return (p, valeur, cote) => {
    if (cote !== undefined) cotePar(p, cote, undefined);
    if (valeur === undefined) return;
    const faute = fauteDePrimitif(code, valeur);
    if (faute === undefined) reste?.(p, valeur, undefined);
    else p.erreur('value', code, faute);
  };
}

/** The `_` side of a primitive: its id and its extensions. */
function jugeDuCote(cadre: Cadre, noeud: Noeud, code: string, base: Noeud | undefined): Juge {
  const dits = noeud.enfants.size > 0 ? noeud.enfants : (base?.enfants ?? noeud.enfants);
  const enfants = new Map(
    dits.size > 0 ? dits : (cadre.etabli.type(code) ?? cadre.etabli.type('Element'))?.racine.enfants,
  );
  enfants.delete('value');
  const objet = jugeObjet(enfants, cadre, false);
  return (p, cote) => {
    if (!estObjet(cote) || videDe(cote))
      p.erreur('structure', 'ele-1', 'Une valeur sans contenu doit porter au moins une extension.');
    else objet(p, cote);
  };
}

function jugeBornes(element: Noeud['element']): Juge | undefined {
  const { maxLength } = element;
  const [minimum, maximum] = [valeurDe(element, 'minValue'), valeurDe(element, 'maxValue')];
  if (maxLength === undefined && minimum === undefined && maximum === undefined) return undefined;
  return (p, valeur) => {
    if (typeof valeur === 'string' && maxLength !== undefined && valeur.length > maxLength)
      p.erreur('value', `${element.id}.maxLength`, `Le texte dépasse ${maxLength} caractères.`);
    if (estAvant(valeur, minimum))
      p.erreur('value', `${element.id}.minValue`, `La valeur doit être au moins ${enTexte(minimum)}.`);
    if (estAvant(maximum, valeur))
      p.erreur('value', `${element.id}.maxValue`, `La valeur doit être au plus ${enTexte(maximum)}.`);
  };
}

function estAvant(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return a < b;
  return typeof a === 'string' && typeof b === 'string' && a < b;
}

/** Judge of a value already known to be of the profile's type: what `Gabarit.juge` does. */
export function jugeDeGabarit(cadre: Cadre, gabarit: Pick<Gabarit, 'url' | 'type' | 'racine' | 'nature'>): Juge {
  const { url, type, racine, nature } = gabarit;
  if (nature === 'primitive-type') return jugePrimitif(cadre, racine, type, undefined);
  if (racine.enfants.size === 0) return jugeSansTexte(cadre, url, type);
  const ressource = nature === 'resource';
  const objet = jugeObjet(racine.enfants, cadre, ressource);
  const regles = enchainer([
    jugeConstantes(racine),
    type === 'Extension' ? uneSeuleChose : undefined,
    compilerRegles(racine.element.constraint, type, []),
  ]);
  return (p, valeur) => {
    if (!estObjet(valeur)) return;
    const avant = p.profil;
    p.profil = url;
    objet(p, valeur);
    regles?.(p, valeur, undefined);
    p.profil = avant;
  };
}

/** A profile published without its snapshot says only how it differs: the value is judged by its type, and that is said. */
function jugeSansTexte({ etabli }: Cadre, url: string, type: string): Juge {
  const texte = `Le profil ${url} est publié sans son texte complet (« snapshot ») : il n’a pas été vérifié.`;
  const dire: Juge = (p) => p.avertir('not-supported', 'profil', texte);
  return enchainer([etabli.type(type)?.juge, dire]) ?? dire;
}

/** ext-1 of R4: a value or extensions, one and only one. */
const uneSeuleChose: Juge = (p, valeur) => {
  if (!estObjet(valeur)) return;
  const aUneValeur = Object.keys(valeur).some((cle) => /^_?value[A-Z]/.test(cle));
  if (aUneValeur === (valeur['extension'] !== undefined))
    p.erreur(
      'invariant',
      'ext-1',
      'Une extension porte une valeur ou d’autres extensions : l’une des deux, pas les deux.',
    );
};
