import { z } from 'zod';
import { normaliser } from '#lib/texte/index.ts';

/** What one account did with one record in one day, and what relates them. Read from the trace; names are compared, never kept. */
export interface AccesDuJour {
  readonly acteur: string;
  readonly acteurNom: string;
  readonly role: string;
  readonly patient: string;
  readonly acces: number;
  readonly accesDeNuit: number;
  readonly horsEquipe: boolean;
  /** Id of the urgent access that opened the record. */
  readonly urgence: string | undefined;
  /** The reader has written about this person: more than a look. */
  readonly agit: boolean;
  /** The reader was of the circle, and is no more. */
  readonly apresFin: boolean;
  readonly nomsDeLaPersonne: readonly string[];
  readonly prenomsDeLaPersonne: readonly string[];
  readonly adresseDeLaPersonne: string | undefined;
}

/** What one account did in one day, all records together. */
export interface JourDuCompte {
  readonly acteur: string;
  readonly acteurNom: string;
  readonly role: string;
  readonly personnes: number;
  /** Persons a day, on average over the thirty days before. */
  readonly habitude: number;
  readonly recherches: number;
  readonly ouvertures: number;
  readonly refus: number;
}

export interface Agent {
  readonly acteur: string;
  readonly nom: string;
  readonly prenom: string;
  /** So many persons of the territory bear this name that it tells nothing by itself. */
  readonly nomFrequent: boolean;
  /** Address of the record of that agent as a person, when there is one. */
  readonly adresse: string | undefined;
}

export const GENRES = {
  hors_equipe: 'Dossier ouvert hors de l’équipe',
  urgence: 'Accès d’urgence',
  meme_nom: 'Même nom de famille',
  voisin: 'Même adresse',
  fiche_agent: 'Dossier d’un agent du territoire',
  apres_fin: 'Dossier rouvert après la fin de l’accompagnement',
  nuit: 'Dossiers ouverts la nuit',
  volume: 'Beaucoup plus de dossiers que d’habitude',
  moisson: 'Beaucoup de recherches, presque rien d’ouvert',
  refus: 'Beaucoup de refus',
  frein: 'Compte retenu par le frein',
  export_masse: 'Export en masse accordé à un logiciel',
} as const;
export type GenreAnomalie = keyof typeof GENRES;

export interface Trouvaille {
  readonly genre: GenreAnomalie;
  readonly acteur: string;
  readonly acteurNom: string;
  readonly patient: string | undefined;
  readonly nombre: number;
}

/** [P] Thresholds of a day (`reglage`, key `controle`), set with the control cell of each territory: what is absent keeps its default. */
export const SeuilsDuControle = z.object({
  personnes: z.number().int().min(10).max(200).default(60),
  foisLHabitude: z.number().min(1).max(10).default(3),
  recherches: z.number().int().min(10).max(200).default(40),
  partOuverte: z.number().min(0).max(1).default(0.1),
  refus: z.number().int().min(5).max(100).default(20),
  nuit: z.number().int().min(1).max(20).default(3),
});
export type SeuilsDuControle = z.output<typeof SeuilsDuControle>;
const SEUILS = SeuilsDuControle.parse({});

/** Those who care at any hour: a record opened at night tells nothing. */
const ROLES_DE_NUIT = new Set(['medecin', 'infirmier', 'urgences', 'regulateur']);

/** Everything to look at in one day. Pure: the same day gives the same list. */
export function anomaliesDuJour(
  acces: readonly AccesDuJour[],
  comptes: readonly JourDuCompte[],
  agents: readonly Agent[],
  seuils: SeuilsDuControle = SEUILS,
): readonly Trouvaille[] {
  const parActeur = new Map(agents.map((a) => [a.acteur, a]));
  return [
    ...rassembler(acces.flatMap((a) => surUnDossier(a, parActeur.get(a.acteur), agents))),
    ...comptes.flatMap((c) => surUnCompte(c, seuils)),
    ...deNuit(acces, seuils),
  ];
}

/** Beyond these records of one kind in one day, one line says how many: a list nobody reads to the end protects nobody. */
const UN_A_UN_MAX = 3;

function rassembler(trouvees: readonly Trouvaille[]): readonly Trouvaille[] {
  return [...Map.groupBy(trouvees, ({ genre, acteur }) => `${genre} ${acteur}`).values()].flatMap((groupe) => {
    const [premiere] = groupe;
    return groupe.length <= UN_A_UN_MAX || premiere === undefined
      ? groupe
      : [{ ...premiere, patient: undefined, nombre: groupe.length }];
  });
}

function surUnDossier(a: AccesDuJour, agent: Agent | undefined, agents: readonly Agent[]): readonly Trouvaille[] {
  const trouvees: GenreAnomalie[] = [];
  if (a.urgence !== undefined) trouvees.push('urgence');
  if (a.apresFin) trouvees.push('apres_fin');
  else if (a.horsEquipe) trouvees.push('hors_equipe');
  // A relation is looked at when the reader only looked: who writes is caring, and says so in the record.
  if (!a.agit && agent !== undefined) {
    const parle = a.horsEquipe || !agent.nomFrequent;
    if (parle && a.nomsDeLaPersonne.some((nom) => memeMot(nom, agent.nom))) trouvees.push('meme_nom');
    if (memeAdresse(a.adresseDeLaPersonne, agent.adresse)) trouvees.push('voisin');
    if (agents.some((autre) => estLaFicheDe(a, autre))) trouvees.push('fiche_agent');
  }
  return trouvees.map((genre) => ({
    genre,
    acteur: a.acteur,
    acteurNom: a.acteurNom,
    patient: a.patient,
    nombre: a.acces,
  }));
}

const memeMot = (a: string, b: string): boolean => a !== '' && normaliser(a) === normaliser(b);

const memeAdresse = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && memeMot(a, b);

const estLaFicheDe = (a: AccesDuJour, agent: Agent): boolean =>
  a.nomsDeLaPersonne.some((nom) => memeMot(nom, agent.nom)) &&
  a.prenomsDeLaPersonne.some((prenom) => memeMot(prenom, agent.prenom));

function surUnCompte(c: JourDuCompte, seuils: SeuilsDuControle): readonly Trouvaille[] {
  const trouvees: { genre: GenreAnomalie; nombre: number }[] = [];
  if (c.personnes > seuils.personnes && c.personnes > c.habitude * seuils.foisLHabitude)
    trouvees.push({ genre: 'volume', nombre: c.personnes });
  if (c.recherches > seuils.recherches && c.ouvertures < c.recherches * seuils.partOuverte)
    trouvees.push({ genre: 'moisson', nombre: c.recherches });
  if (c.refus > seuils.refus) trouvees.push({ genre: 'refus', nombre: c.refus });
  return trouvees.map((t) => ({ ...t, acteur: c.acteur, acteurNom: c.acteurNom, patient: undefined }));
}

/** One line per account and night, however many records. */
function deNuit(acces: readonly AccesDuJour[], seuils: SeuilsDuControle): readonly Trouvaille[] {
  const nuits = new Map<string, { acteurNom: string; dossiers: number }>();
  for (const a of acces) {
    if (a.accesDeNuit === 0 || ROLES_DE_NUIT.has(a.role)) continue;
    const nuit = nuits.get(a.acteur) ?? { acteurNom: a.acteurNom, dossiers: 0 };
    nuits.set(a.acteur, { ...nuit, dossiers: nuit.dossiers + 1 });
  }
  return [...nuits]
    .filter(([, { dossiers }]) => dossiers >= seuils.nuit)
    .map(([acteur, { acteurNom, dossiers }]) => ({
      genre: 'nuit',
      acteur,
      acteurNom,
      patient: undefined,
      nombre: dossiers,
    }));
}
