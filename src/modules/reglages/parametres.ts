import type { z } from 'zod';
import { ReglageEchange } from '#acces/droits/reglage-echange.ts';
import { ReglageChiffres } from '#modules/chiffres/index.ts';
import { ReglageConservation } from '#modules/droits-personne/index.ts';
import { ReglageExport, ReglageTrace, SeuilsDuControle } from '#modules/trace/index.ts';
import { ReglageFrein } from '#socle/frein-regle.ts';

/** Each row of `reglage` this room may change, with the schema that reads it everywhere. */
const CLES = {
  frein: ReglageFrein,
  conservation: ReglageConservation,
  trace: ReglageTrace,
  controle: SeuilsDuControle,
  export: ReglageExport,
  echange: ReglageEchange,
  chiffres: ReglageChiffres,
} as const satisfies Record<string, z.ZodType>;
export type Cle = keyof typeof CLES;

export interface Parametre {
  readonly cle: Cle;
  readonly chemin: readonly [string] | readonly [string, string];
  readonly groupe: string;
  /** What it changes, for somebody who never saw it: « Au-delà de … en une heure, le compte confirme son identité ». */
  readonly phrase: string;
  readonly unite: string;
  readonly min: number;
  readonly max: number;
  /** Why not less, why not more: what a refusal says. */
  readonly bornes: string;
}

const FREIN_PERSONNES = 'Frein : une personne qui lit beaucoup';
const FREIN_LOGICIELS = 'Frein : un logiciel qui lit beaucoup';
const GARDE = 'Durées de conservation';
const JOURNAL = 'Journal des accès';
const CONTROLE = 'Contrôle de chaque jour';
const ECHANGES = 'Après un échange';
const CHIFFRES = 'Chiffres du territoire';
const PRUDENCE = 'Trop bas, il gêne les soins ; trop haut, il ne protège plus personne.';

const frein = (
  qui: 'comptes' | 'logiciels',
  quoi: string,
  phrase: string,
  unite: string,
  [min, max]: readonly [number, number],
): Parametre => ({
  cle: 'frein',
  chemin: [qui, quoi],
  phrase,
  unite,
  min,
  max,
  bornes: PRUDENCE,
  groupe: qui === 'comptes' ? FREIN_PERSONNES : FREIN_LOGICIELS,
});
const controle = (quoi: string, phrase: string, unite: string, [min, max]: readonly [number, number]): Parametre => ({
  cle: 'controle',
  chemin: [quoi],
  groupe: CONTROLE,
  phrase,
  unite,
  min,
  max,
  bornes: PRUDENCE,
});

/** Every setting a person may change on the screen. Sources: R. 1112-7 CSP, CNIL 2023-095, CNIL October 2021; the others [P]. */
export const PARAMETRES: readonly Parametre[] = [
  frein(
    'comptes',
    'personnes',
    'Au-delà de ce nombre de dossiers différents en une heure, le compte confirme son identité.',
    'dossiers',
    [20, 500],
  ),
  frein(
    'comptes',
    'jamaisSuivies',
    'La même chose, pour des personnes que ce compte n’a jamais suivies.',
    'dossiers',
    [5, 200],
  ),
  frein(
    'comptes',
    'recherches',
    'Au-delà de ce nombre de recherches sans presque rien ouvrir, le compte confirme son identité.',
    'recherches',
    [20, 500],
  ),
  frein(
    'comptes',
    'resultats',
    'Au-delà de ce nombre de résultats de listes, le compte confirme son identité.',
    'résultats',
    [200, 10_000],
  ),
  frein(
    'logiciels',
    'personnes',
    'Au-delà de ce nombre de dossiers en une heure, le logiciel est arrêté.',
    'dossiers',
    [100, 50_000],
  ),
  frein(
    'logiciels',
    'recherches',
    'Au-delà de ce nombre de recherches en une heure, le logiciel est arrêté.',
    'recherches',
    [100, 100_000],
  ),
  frein(
    'logiciels',
    'resultats',
    'Au-delà de ce nombre de résultats en une heure, le logiciel est arrêté.',
    'résultats',
    [1_000, 2_000_000],
  ),
  {
    cle: 'export',
    chemin: ['personnes'],
    groupe: FREIN_LOGICIELS,
    unite: 'personnes',
    min: 1,
    max: 500,
    bornes: PRUDENCE,
    phrase: 'À partir de plus de ce nombre de personnes, un export demande l’accord de deux personnes.',
  },
  {
    cle: 'conservation',
    chemin: ['santeActifMois'],
    groupe: GARDE,
    unite: 'mois',
    min: 12,
    max: 240,
    phrase: 'Sans contact depuis ce temps, la santé passe en archive : presque plus personne ne la lit.',
    bornes: 'Moins d’un an couperait un suivi en cours ; vingt ans est la durée totale.',
  },
  {
    cle: 'conservation',
    chemin: ['santeMois'],
    groupe: GARDE,
    unite: 'mois',
    min: 240,
    max: 480,
    phrase: 'Un dossier de santé est gardé ce temps après le dernier passage.',
    bornes: 'La loi demande au moins vingt ans, soit 240 mois (R. 1112-7) ; le double est la limite ici.',
  },
  {
    cle: 'conservation',
    chemin: ['santeApresDecesMois'],
    groupe: GARDE,
    unite: 'mois',
    min: 120,
    max: 240,
    phrase: 'Après un décès, la santé est gardée ce temps.',
    bornes: 'La loi demande au moins dix ans, soit 120 mois (R. 1112-7).',
  },
  {
    cle: 'conservation',
    chemin: ['transfusionMois'],
    groupe: GARDE,
    unite: 'mois',
    min: 360,
    max: 480,
    phrase: 'Ce qui trace une transfusion est gardé ce temps.',
    bornes: 'La loi demande au moins trente ans, soit 360 mois (R. 1112-7).',
  },
  {
    cle: 'conservation',
    chemin: ['socialActifMois'],
    groupe: GARDE,
    unite: 'mois',
    min: 1,
    max: 24,
    phrase: 'Le volet social est gardé ce temps après le dernier contact.',
    bornes: 'La CNIL demande deux ans au plus, soit 24 mois (délibération 2023-095).',
  },
  {
    cle: 'conservation',
    chemin: ['annonceJours'],
    groupe: GARDE,
    unite: 'jours',
    min: 30,
    max: 365,
    phrase: 'Quelqu’un est prévenu ce temps avant que des données arrivent à échéance.',
    bornes: 'Moins d’un mois ne laisse pas le temps de vérifier.',
  },
  {
    cle: 'trace',
    chemin: ['techniqueMois'],
    groupe: JOURNAL,
    unite: 'mois',
    min: 6,
    max: 12,
    phrase: 'Les lignes techniques, sans dossier, sont gardées ce temps.',
    bornes: 'La CNIL demande entre six et douze mois.',
  },
  {
    cle: 'trace',
    chemin: ['accesMois'],
    groupe: JOURNAL,
    unite: 'mois',
    min: 12,
    max: 36,
    phrase: 'Qui a consulté quel dossier est gardé ce temps.',
    bornes: 'La CNIL admet trois ans au plus, soit 36 mois ; moins d’un an ne permet plus d’enquêter.',
  },
  controle(
    'personnes',
    'Un compte qui ouvre plus de dossiers en un jour que ce nombre est regardé.',
    'dossiers',
    [10, 200],
  ),
  controle(
    'recherches',
    'Un compte qui cherche plus que ce nombre sans presque rien ouvrir est regardé.',
    'recherches',
    [10, 200],
  ),
  controle('refus', 'Un compte à qui plus de demandes que ce nombre sont refusées est regardé.', 'refus', [5, 100]),
  {
    cle: 'echange',
    chemin: ['identiteApresJours'],
    groupe: ECHANGES,
    unite: 'jours',
    min: 7,
    max: 90,
    phrase: 'Qui a reçu ou adressé une demande sait encore de qui il s’agit, ce temps après sa fin.',
    bornes: 'Moins d’une semaine couperait une réponse en cours ; au-delà de 90 jours, il faut un nouvel échange.',
  },
  {
    cle: 'chiffres',
    chemin: ['seuil'],
    groupe: CHIFFRES,
    unite: 'personnes',
    min: 11,
    max: 100,
    phrase: 'En dessous de ce nombre de personnes, un chiffre ne se dit pas.',
    bornes: 'Onze est le minimum d’usage en statistique de santé ; au-delà de cent, plus rien ne se lirait.',
  },
  controle('nuit', 'Un compte qui ouvre ce nombre de dossiers la nuit est regardé.', 'dossiers', [1, 20]),
];

export const codeDe = ({ cle, chemin }: Pick<Parametre, 'cle' | 'chemin'>): string => [cle, ...chemin].join('.');

/** Value of a setting in a row as stored; undefined row: the national default. */
export function valeurDe({ cle, chemin }: Parametre, ligne: unknown): number {
  const lue: unknown = CLES[cle].parse(ligne ?? {});
  const valeur = chemin.reduce<unknown>((dans, nom) => champ(dans, nom), lue);
  if (typeof valeur !== 'number') throw new Error(`le réglage ${cle}.${chemin.join('.')} n’est pas un nombre`);
  return valeur;
}

/** The row with this one value changed, judged whole: undefined when the schema refuses it. */
export function avecValeur({ cle, chemin }: Parametre, ligne: unknown, valeur: number): object | undefined {
  const [premier, second] = chemin;
  const avant = estObjet(ligne) ? ligne : {};
  const dedans = champ(avant, premier);
  const nouvelle = {
    ...avant,
    [premier]: second === undefined ? valeur : { ...(estObjet(dedans) ? dedans : {}), [second]: valeur },
  };
  return CLES[cle].safeParse(nouvelle).success ? nouvelle : undefined;
}

const estObjet = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null;
const champ = (dans: unknown, nom: string): unknown => (estObjet(dans) ? dans[nom] : undefined);
