import effectifs from './donnees/effectifs.json' with { type: 'json' };
import noms from './donnees/noms.json' with { type: 'json' };
import type { Hasard } from './hasard.ts';
import type { Activite, Commune, Professionnel, Structure } from './modele.ts';
import { boite, enAdresse, rpps } from './numeros.ts';
import { COMMUNES, communeDe } from './structures.ts';

interface Effectif {
  readonly profession: string;
  readonly savoirFaire?: string;
  readonly nombre: number;
  readonly mode: string;
  readonly lieu: string;
  readonly parCabinet?: number;
  readonly domaine: string;
  /** Share of these people who have a secure mailbox. */
  readonly boite: number;
  readonly titre?: string;
  readonly section?: string;
  readonly communes?: readonly string[];
}

export interface Lieux {
  readonly structures: readonly Structure[];
  readonly ouvrirCabinet: (nom: string, commune: Commune, groupe: boolean) => Structure;
}

const METIER_CABINET: Readonly<Record<string, string>> = {
  '10': 'Cabinet du Dr', '60': 'Cabinet infirmier', '70': 'Cabinet de kinésithérapie', '40': 'Cabinet dentaire',
  '50': 'Cabinet de sage-femme', '91': 'Cabinet d’orthophonie', '93': 'Cabinet de psychologie', '80': 'Cabinet de pédicurie-podologie',
}; // prettier-ignore

/** One draw per person, without repetition while there are pairs left: homonyms are then only the wanted ones. */
function tirageDeNoms(hasard: Hasard): (femme: boolean) => { nom: string; prenom: string } {
  const familles = hasard.melanger(noms.familles);
  const pris = new Set<string>();
  let rang = 0;
  return (femme) => {
    for (;;) {
      const nom = familles[rang % familles.length] ?? '';
      rang += 1;
      const prenom = hasard.choisir(femme ? noms.femmes : noms.hommes);
      if (pris.has(`${prenom} ${nom}`)) continue;
      pris.add(`${prenom} ${nom}`);
      return { nom, prenom };
    }
  };
}

function placerEnStructure(hasard: Hasard, lieux: Lieux, lieu: string): Structure {
  const candidates = lieux.structures.filter((s) =>
    ['msp', 'ehpad'].includes(lieu)
      ? s.cle.startsWith(`${lieu}_`)
      : lieu === 'pharmacie'
        ? s.cle.startsWith('pharma_')
        : s.cle === lieu,
  );
  return hasard.choisir(candidates);
}

// A practice opens where people live: one draw in proportion to the population.
function communeHabitee(hasard: Hasard, limite: readonly string[] | undefined): Commune {
  const admises = limite ? limite.map(communeDe) : COMMUNES.filter((c) => c.population > 800);
  let tirage = hasard.entier(admises.reduce((total, c) => total + c.population, 0));
  for (const commune of admises) {
    tirage -= commune.population;
    if (tirage < 0) return commune;
  }
  throw new Error('Le tirage de commune est sorti de la liste.');
}

function domaineDe(effectif: Effectif): string {
  return effectif.lieu === 'ch' || effectif.lieu === 'ch_proximite' || effectif.lieu === 'cmp'
    ? 'ch-orsene'
    : effectif.domaine;
}

interface Atelier {
  readonly hasard: Hasard;
  readonly lieux: Lieux;
  readonly tirer: (femme: boolean) => { nom: string; prenom: string };
}

function fabriquerGroupe({ hasard, lieux, tirer }: Atelier, effectif: Effectif, premierRang: number): Professionnel[] {
  let cabinet: { structure: Structure; reste: number } | undefined;
  return Array.from({ length: effectif.nombre }, (_, rang) => {
    const femme = hasard.chance(effectif.profession === '60' || effectif.profession === '91' ? 0.86 : 0.52);
    const { nom, prenom } = tirer(femme);
    const parCabinet = effectif.parCabinet ?? 1;
    if (effectif.lieu === 'cabinet' && (!cabinet || cabinet.reste === 0)) {
      const intitule = `${METIER_CABINET[effectif.profession] ?? 'Cabinet'} ${parCabinet === 1 ? `${prenom} ${nom}` : nom}`;
      const structure = lieux.ouvrirCabinet(intitule, communeHabitee(hasard, effectif.communes), parCabinet > 1);
      cabinet = { structure, reste: parCabinet };
    }
    const structure = cabinet ? cabinet.structure : placerEnStructure(hasard, lieux, effectif.lieu);
    if (cabinet) cabinet = { ...cabinet, reste: cabinet.reste - 1 };
    const activite: Activite = {
      structure,
      profession: effectif.profession,
      mode: effectif.mode === 'L' ? 'L' : 'S',
      genre: 'GENR01',
      ...(effectif.section ? { section: effectif.section } : {}),
    };
    const adresse = hasard.chance(effectif.boite)
      ? boite(`${enAdresse(prenom)}.${enAdresse(nom)}@${domaineDe(effectif)}`)
      : undefined;
    return {
      rpps: rpps(premierRang + rang),
      nom,
      prenom,
      civilite: femme ? 'MME' : 'M',
      savoirFaire: effectif.savoirFaire ? [effectif.savoirFaire] : [],
      activites: [activite],
      ...(effectif.titre ? { titre: 'DR' as const } : {}),
      ...(adresse ? { boite: adresse } : {}),
    };
  });
}

/** Everybody but the named people: about 275 professionals, placed where their trade works. */
export function professionnelsOrdinaires(hasard: Hasard, lieux: Lieux): Professionnel[] {
  const atelier: Atelier = { hasard, lieux, tirer: tirageDeNoms(hasard) };
  const tous: Professionnel[] = [];
  for (const effectif of effectifs as readonly Effectif[])
    tous.push(...fabriquerGroupe(atelier, effectif, 1001 + tous.length));
  return tous;
}

/** What makes a directory hard: homonyms, two places, two professions, nobody reachable. Ranks are those of the list. */
export function compliquer(tous: readonly Professionnel[], lieux: Lieux): Professionnel[] {
  const parCle = new Map(lieux.structures.map((s) => [s.cle, s]));
  const second = (
    pro: Professionnel,
    cle: string,
    profession: string,
    mode: 'L' | 'S',
    genre = 'GENR01',
  ): Professionnel => {
    const structure = parCle.get(cle);
    if (!structure) throw new Error(`La structure ${cle} n’existe pas.`);
    const domaine = cle.startsWith('ehpad')
      ? { boite: boite(`${enAdresse(pro.prenom)}.${enAdresse(pro.nom)}@${cle.replace('_', '-')}`) }
      : {};
    return { ...pro, activites: [...pro.activites, { structure, profession, mode, genre, ...domaine }] };
  };
  const ehpad = [
    'ehpad_chenes',
    'ehpad_abbaye',
    'ehpad_loive',
    'ehpad_montfaury',
    'ehpad_vieilleval',
    'ehpad_cressigny',
  ];
  return tous.map((pro, rang) => {
    // Six general practitioners also coordinate a nursing home.
    if (rang < 6) return second(pro, ehpad[rang] ?? 'ehpad_chenes', '10', 'S');
    const premiere = pro.activites[0]?.profession;
    if (premiere === '60' && rang % 31 === 0) return second(pro, 'cmp', '93', 'S');
    if (premiere === '70' && rang % 9 === 0) return second(pro, 'sport_sante', '71', 'L');
    if (premiere === '70' && rang % 7 === 0) return { ...pro, nom: 'Martin', prenom: 'Paul', civilite: 'M' };
    return pro;
  });
}
