import { codeDuType, nomDeChoix, valeurDe, type Discriminant } from '../../definitions/index.ts';
import { enTexte, estObjet, type Passage } from '../passage.ts';
import type { Paquet } from '../paquets/paquet.ts';
import { appartient } from '../terminologie/appartenir.ts';
import type { Noeud } from './arbre.ts';
import type { Cadre, Gabarit } from './cadre.ts';
import { lireChemin, suivre, type Pas } from './chemin.ts';
import { typeVise } from './cible.ts';
import { contient, egal } from './constantes.ts';

/** What tells the items of a slice. */
export interface Epreuve {
  /** False when the profile says nothing that can tell the slice: it then counts nothing. */
  readonly possible: boolean;
  convient(p: Passage, valeur: unknown): boolean;
}

/** An element, and the package that names canonicals in it. */
interface Lieu {
  readonly noeud: Noeud;
  readonly paquet: Paquet | undefined;
}

type Condition = (p: Passage, valeur: unknown) => boolean;

/** Test of a slice from its discriminators, prepared at the first item: it may read other profiles. */
export function discriminer(
  discriminants: readonly Discriminant[],
  tranche: Noeud,
  base: Noeud,
  cadre: Cadre,
): Epreuve {
  const lieu = (noeud: Noeud): Lieu => ({ noeud, paquet: cadre.paquet });
  const depart = base === tranche ? [lieu(tranche)] : [lieu(tranche), lieu(base)];
  let preparees: readonly Condition[] | undefined;
  const conditions = () => (preparees ??= discriminants.flatMap((d) => conditionsDe(d, depart, cadre) ?? []));
  return {
    get possible() {
      return conditions().length > 0;
    },
    convient: (p, valeur) => conditions().length > 0 && conditions().every((condition) => condition(p, valeur)),
  };
}

/** Url a slice of extensions is known by; undefined when the slice does not fix it. */
export function adresseDeTranche({ element, enfants }: Noeud): string | undefined {
  const url = enfants.get('url')?.element;
  const fixee = url === undefined ? undefined : (valeurDe(url, 'fixed') ?? valeurDe(url, 'pattern'));
  if (typeof fixee === 'string') return fixee;
  const [profil, ...autres] = element.type?.flatMap(({ profile }) => profile ?? []) ?? [];
  return autres.length > 0 ? undefined : profil?.replace(/\|.*$/, '');
}

function conditionsDe(
  { type, path }: Discriminant,
  depart: readonly Lieu[],
  cadre: Cadre,
): readonly Condition[] | undefined {
  const chemin = lireChemin(path);
  if (chemin === undefined) return undefined;
  const lieux = aller(depart, chemin, cadre);
  if (type === 'exists') return existe(lieux, chemin);
  if (type === 'type') return deType(lieux, chemin);
  if (type === 'profile') return deProfil(lieux, chemin, cadre);
  return constantes(lieux, chemin, cadre, 0);
}

/** Elements at the end of the steps: in the slice, then in the profiles of its types. */
function aller(depart: readonly Lieu[], chemin: readonly Pas[], cadre: Cadre): readonly Lieu[] {
  let lieux = depart;
  for (const pas of chemin) lieux = lieux.flatMap((lieu) => descendre(lieu, pas, cadre));
  return lieux;
}

function descendre({ noeud, paquet }: Lieu, pas: Pas, cadre: Cadre): readonly Lieu[] {
  if (pas.genre === 'type' || pas.genre === 'resoudre') return [{ noeud, paquet }];
  const sources = [{ noeud, paquet }, ...profilsDe({ noeud, paquet }, cadre)];
  return sources.flatMap(({ noeud: source, paquet: sien }) => {
    const nom = pas.genre === 'extension' ? 'extension' : pas.nom;
    const enfant = source.enfants.get(nom) ?? source.enfants.get(`${nom}[x]`);
    if (enfant === undefined) return [];
    const tranches = [...enfant.tranches.values()];
    const choisis =
      pas.genre === 'extension'
        ? tranches.filter((t) => adresseDeTranche(t) === pas.url)
        : [enfant, ...tranches.filter(({ element }) => element.min > 0)];
    return choisis.map((choisi) => ({ noeud: choisi, paquet: sien }));
  });
}

/** Roots of the profiles an element's types ask for. */
function profilsDe({ noeud, paquet }: Lieu, { etabli }: Cadre): readonly Lieu[] {
  const canoniques = noeud.element.type?.flatMap(({ profile }) => profile ?? []) ?? [];
  return canoniques.flatMap((canonique) => {
    const gabarit = etabli.gabarit(canonique, paquet);
    return gabarit === undefined ? [] : [{ noeud: gabarit.racine, paquet: gabarit.paquet }];
  });
}

const PROFONDEUR_MAX = 4;

/** Fixed values, patterns and required codes at the end of the path; when there is none there, those just below. */
function constantes(
  lieux: readonly Lieu[],
  chemin: readonly Pas[],
  cadre: Cadre,
  profondeur: number,
): readonly Condition[] | undefined {
  const directes = lieux.flatMap(({ noeud, paquet }): Condition[] => {
    const attendue = attenduePar(noeud, paquet, cadre);
    return attendue === undefined ? [] : [(p, v) => suivre(p, v, chemin).some((trouvee) => attendue(p, trouvee))];
  });
  if (directes.length > 0) return directes;
  const parmi = lieux.flatMap((lieu) => uneDesTranches(lieu, chemin, cadre) ?? []);
  if (parmi.length > 0) return parmi;
  if (profondeur === PROFONDEUR_MAX) return undefined;
  const dessous = lieux
    .flatMap((lieu) => [lieu, ...profilsDe(lieu, cadre)])
    .flatMap(({ noeud, paquet }) =>
      [...noeud.enfants.values()].flatMap((enfant) => {
        const suite = [...chemin, { genre: 'nom' as const, nom: enfant.nom.replace('[x]', '') }];
        const obligees = [...enfant.tranches.values()].filter(({ element }) => element.min > 0);
        const enfants = [enfant, ...obligees].map((n) => ({ noeud: n, paquet }));
        return constantes(enfants, suite, cadre, profondeur + 1) ?? [];
      }),
    );
  return dessous.length > 0 ? dessous : undefined;
}

/** The element is itself sliced, and nothing but its slices is allowed: one of them must be found. */
function uneDesTranches({ noeud, paquet }: Lieu, chemin: readonly Pas[], cadre: Cadre): Condition | undefined {
  if (noeud.element.slicing?.rules !== 'closed' || noeud.tranches.size === 0) return undefined;
  const attendues = [...noeud.tranches.values()].map((tranche) => attenduePar(tranche, paquet, cadre));
  if (attendues.includes(undefined)) return undefined;
  return (p, v) => suivre(p, v, chemin).some((trouvee) => attendues.some((attendue) => attendue?.(p, trouvee)));
}

function attenduePar({ element }: Noeud, paquet: Paquet | undefined, { etabli }: Cadre): Condition | undefined {
  const fixee = valeurDe(element, 'fixed');
  if (fixee !== undefined) return (_p, v) => egal(v, fixee);
  const modele = valeurDe(element, 'pattern');
  if (modele !== undefined) return (_p, v) => contient(v, modele);
  const { valueSet, strength } = element.binding ?? {};
  if (strength !== 'required' || valueSet === undefined) return undefined;
  const ensemble = etabli.ensemble(valueSet, paquet);
  return ensemble === undefined ? undefined : (_p, v) => appartient(ensemble, v) !== false;
}

function existe(lieux: readonly Lieu[], chemin: readonly Pas[]): readonly Condition[] | undefined {
  const interdit = lieux.some(({ noeud }) => noeud.element.max === '0');
  const oblige = lieux.some(({ noeud }) => noeud.element.min > 0);
  if (!interdit && !oblige) return undefined;
  return [(p, v) => suivre(p, v, chemin).length > 0 !== interdit];
}

function deType(lieux: readonly Lieu[], chemin: readonly Pas[]): readonly Condition[] | undefined {
  const [premier] = lieux;
  if (premier === undefined) return undefined;
  const codes = new Set((premier.noeud.element.type ?? []).map(codeDuType));
  const dernier = chemin.at(-1);
  return [
    (p, v) =>
      suivre(p, v, chemin).some((trouvee) => estObjet(trouvee) && codes.has(enTexte(trouvee['resourceType']))) ||
      (dernier?.genre === 'nom' &&
        suivre(p, v, chemin.slice(0, -1)).some((parent) => aUnChoix(parent, dernier.nom, codes))),
  ];
}

function aUnChoix(parent: unknown, nom: string, codes: ReadonlySet<string>): boolean {
  return estObjet(parent) && [...codes].some((code) => parent[nomDeChoix(`${nom}[x]`, code)] !== undefined);
}

/** The value fits one of the profiles; a reference fits by the type it leads to. */
function deProfil(lieux: readonly Lieu[], chemin: readonly Pas[], cadre: Cadre): readonly Condition[] | undefined {
  const [premier] = lieux;
  if (premier === undefined) return undefined;
  const { noeud, paquet } = premier;
  const types = noeud.element.type ?? [];
  const parReference = types.some((type) => codeDuType(type) === 'Reference');
  const canoniques = types.flatMap((type) => (parReference ? type.targetProfile : type.profile) ?? []);
  if (canoniques.length === 0) return undefined;
  return [
    (p, v) =>
      suivre(p, v, chemin).some((trouvee) =>
        canoniques.some((canonique) => convient(p, trouvee, cadre.etabli.gabarit(canonique, paquet))),
      ),
  ];
}

function convient(p: Passage, valeur: unknown, gabarit: Gabarit | undefined): boolean {
  if (gabarit === undefined || !estObjet(valeur)) return false;
  if (typeof valeur['reference'] === 'string') return typeVise(p, valeur) === gabarit.type;
  if (valeur['resourceType'] !== gabarit.type) return false;
  const essai = p.aPart();
  essai.ressource = valeur;
  essai.racine = valeur;
  gabarit.juge(essai, valeur, undefined);
  return essai.sansErreur;
}
