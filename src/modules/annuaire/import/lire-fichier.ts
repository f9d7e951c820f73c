import { z } from 'zod';
import {
  depuisLambert93,
  lireBoitesMssante,
  lireDiplomes,
  lireFiness,
  lireMembresLocaux,
  lirePersonneActivite,
  lireSavoirFaire,
  type Anomalie,
  type Flux,
  type LigneLue,
} from '#connectors/annuaire-sante/index.ts';
import { lireFichierRor } from '#connectors/ror/index.ts';
import { ajouter, type Genre, type LigneDe, type Lot } from './lignes.ts';

export interface FichierAImporter {
  /** Base name, as the source publishes it: it tells the kind. */
  readonly nom: string;
  readonly ouvrir: () => Flux;
  /** False for a list of changes: what it does not mention stays. A full stock by default. */
  readonly complet?: boolean;
}

export interface Rejet {
  readonly fichier: string;
  readonly ligne: number;
  readonly motif: string;
  readonly contenu?: string | undefined;
  /** `rejet`: the line is not in the directory. `reserve`: it is, to be read with caution. */
  readonly gravite: 'rejet' | 'reserve';
}

export interface FichierLu<G extends Genre = Genre> {
  readonly nom: string;
  readonly genre: G | undefined;
  readonly complet: boolean;
  readonly lot: Lot<G>;
  readonly lues: number;
  readonly retenues: number;
  readonly rejets: Rejet[];
}

const DEBUTS: readonly (readonly [debut: string, genre: Genre])[] = [
  ['PS_LibreAcces_Personne_activite', 'activite'],
  ['PS_LibreAcces_SavoirFaire', 'savoir_faire'],
  ['PS_LibreAcces_Dipl_AutExerc', 'diplome'],
  ['Extraction_Correspondance_MSSante', 'boite'],
  ['etalab-cs1100', 'finess'],
  ['membres-locaux', 'membre'],
  ['ror', 'ror'],
  ['communes', 'commune'],
];

type Lecteur<G extends Genre> = (flux: Flux, nom: string) => AsyncIterable<LigneLue<LigneDe[G]>>;

const LECTEURS: { readonly [G in Exclude<Genre, 'ror' | 'commune'>]: Lecteur<G> } = {
  activite: lirePersonneActivite,
  savoir_faire: lireSavoirFaire,
  diplome: lireDiplomes,
  boite: (flux, nom) => avecOrigine(lireBoitesMssante(flux, nom), nom),
  finess: lireFiness,
  membre: lireMembresLocaux,
};

/** Reads one file by the kind its name tells. Never throws on content: a bad line is in `rejets` with its text. */
export async function lireFichier(fichier: FichierAImporter): Promise<FichierLu> {
  const genre = DEBUTS.find(([debut]) => fichier.nom.startsWith(debut))?.[1];
  const base = { nom: fichier.nom, genre, complet: fichier.complet ?? true };
  if (genre === undefined) {
    const motif = 'Ce nom de fichier n’est celui d’aucune source connue : le fichier n’est pas lu.';
    return {
      ...base,
      lot: new Map(),
      lues: 0,
      retenues: 0,
      rejets: [{ fichier: fichier.nom, ligne: 0, motif, gravite: 'rejet' }],
    };
  }
  if (genre === 'ror') return { ...base, ...lireRor(fichier.nom, await texteDe(fichier.ouvrir())) };
  if (genre === 'commune') return { ...base, ...lireCommunes(fichier.nom, await texteDe(fichier.ouvrir())) };
  return { ...base, ...(await lireLignesDe(fichier, genre)) };
}

type Lecture = Pick<FichierLu, 'lot' | 'lues' | 'retenues' | 'rejets'>;

async function lireLignesDe<G extends Exclude<Genre, 'ror' | 'commune'>>(
  fichier: FichierAImporter,
  genre: G,
): Promise<Lecture> {
  const lot: Lot<G> = new Map();
  const rejets: Rejet[] = [];
  let lues = 0;
  let retenues = 0;
  for await (const ligne of LECTEURS[genre](fichier.ouvrir(), fichier.nom)) {
    if (ligne.genre === 'signalee') {
      rejets.push(rejet(ligne.anomalie, 'reserve'));
      continue;
    }
    lues += 1;
    if (ligne.genre === 'rejetee') {
      rejets.push(rejet(ligne.anomalie, 'rejet'));
      continue;
    }
    retenues += 1;
    rejets.push(...ligne.avertissements.map((a) => rejet(a, 'reserve')));
    ajouter(lot, genre, ligne.valeur);
  }
  return { lot: lot as Lot<Genre>, lues, retenues, rejets };
}

const rejet = (a: Anomalie, gravite: Rejet['gravite']): Rejet => ({ ...a, gravite });

async function* avecOrigine(
  lignes: AsyncIterable<LigneLue<LigneDe['boite']>>,
  fichier: string,
): AsyncGenerator<LigneLue<LigneDe['boite']>> {
  for await (const lue of lignes)
    yield lue.genre === 'lue' ? { ...lue, valeur: { ...lue.valeur, origine: { fichier, ligne: lue.ligne } } } : lue;
}

async function texteDe(flux: Flux): Promise<string> {
  const morceaux: Uint8Array[] = [];
  for await (const morceau of flux) morceaux.push(morceau);
  return Buffer.concat(morceaux).toString('utf8');
}

function lireRor(nom: string, texte: string): Lecture {
  const lu = lireFichierRor(texte);
  const lot: Lot<'ror'> = new Map();
  for (const ressource of lu.ressources)
    if (ressource.id !== undefined) ajouter(lot, 'ror', { ...ressource, id: ressource.id });
  const rejets = lu.anomalies.map(({ rang, motif, reference, gravite }) => ({
    fichier: nom,
    ligne: rang + 1,
    motif,
    contenu: reference,
    gravite,
  }));
  const rejetees = rejets.filter((r) => r.gravite === 'rejet').length;
  return {
    lot: lot as unknown as Lot<Genre>,
    lues: lu.ressources.length + rejetees,
    retenues: lu.ressources.length,
    rejets,
  };
}

const Communes = z.object({
  communes: z.array(
    z.object({
      cog: z.string(),
      nom: z.string(),
      codePostal: z.string().optional(),
      x: z.number().optional(),
      y: z.number().optional(),
    }),
  ),
});

/** List of communes with their centre in Lambert-93: where a search « à Montfaury » starts from. */
function lireCommunes(nom: string, texte: string): Lecture {
  const lues = Communes.safeParse(jsonOuRien(texte));
  if (!lues.success) {
    const rejets: Rejet[] = [
      { fichier: nom, ligne: 0, motif: 'La liste des communes n’est pas lisible.', gravite: 'rejet' },
    ];
    return { lot: new Map(), lues: 0, retenues: 0, rejets };
  }
  const lot: Lot<'commune'> = new Map();
  for (const { cog, nom: nomCommune, codePostal, x, y } of lues.data.communes) {
    const position = x === undefined || y === undefined ? undefined : depuisLambert93({ x, y });
    ajouter(lot, 'commune', {
      code: cog,
      nom: nomCommune,
      ...(codePostal === undefined ? {} : { codePostal }),
      ...(position === undefined
        ? {}
        : { latitude: arrondi(position.latitude), longitude: arrondi(position.longitude) }),
    });
  }
  return { lot: lot as unknown as Lot<Genre>, lues: lot.size, retenues: lot.size, rejets: [] };
}

// Five decimals: about one metre.
const arrondi = (degres: number): number => Math.round(degres * 1e5) / 1e5;

function jsonOuRien(texte: string): unknown {
  try {
    return JSON.parse(texte);
  } catch (erreur) {
    if (erreur instanceof SyntaxError) return undefined;
    throw erreur;
  }
}
