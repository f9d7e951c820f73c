import type { Context } from 'hono';
import { refusFhir } from '#fhir/refus.ts';
import { depuisXml } from '#fhir/xml/index.ts';
import type { Env } from '../../contexte.ts';
import { lireEntete } from '../../entete.ts';
import type { Conditions, Corps, Demande, Parametres } from '../demande.ts';
import { LIMITES } from '../limites.ts';
import { METHODES, type Methode } from '../lots/lire-lot.ts';
import { lireAdresse, segmentsDe, type Adresse } from './adresse.ts';
import { lireParametres } from './conditions.ts';
import { lireJson, lireTexteBorne } from './corps.ts';
import { genreDuCorps, lirePreferences, type GenreDeCorps } from './formats.ts';

/** Path under the base and query string of an address: `…/fhir/Patient/x?a=b` → `Patient/x` and `a=b`. */
export function separer(url: string): { readonly chemin: string; readonly requete: string } {
  const debut = url.indexOf('/fhir', url.indexOf('//') + 2) + '/fhir'.length;
  const fin = url.indexOf('?', debut);
  return fin === -1
    ? { chemin: url.slice(debut), requete: '' }
    : { chemin: url.slice(debut, fin), requete: url.slice(fin + 1) };
}

/** Reads an HTTP request of the door, body included, within its bounds. */
export async function lireDemande(c: Context<Env>, chemin: string, params: Parametres): Promise<Demande> {
  const methode = lireMethode(c.req.method);
  const adresse = lireAdresse(segmentsDe(chemin));
  const entete: Entete = (nom) => lireEntete(c, nom);
  const ecrit = methode === 'POST' || methode === 'PUT' || methode === 'PATCH';
  return {
    methode,
    adresse,
    params,
    corps: ecrit ? await lireCorps(c.req.raw, entete, methode, adresse) : undefined,
    conditions: conditionsDe(entete),
    preferences: lirePreferences(entete('prefer')),
    entetes: () => c.req.raw.headers,
  };
}

type Entete = (nom: string) => string | undefined;

function conditionsDe(entete: Entete): Conditions {
  return {
    ifMatch: entete('if-match'),
    ifNoneMatch: entete('if-none-match'),
    ifNoneExist: entete('if-none-exist'),
    ifModifiedSince: entete('if-modified-since'),
  };
}

function lireMethode(texte: string): Methode {
  const methode = METHODES.find((m) => m === texte);
  if (methode === undefined)
    throw refusFhir(405, 'not-supported', `${texte} ne sert pas ici. Méthodes servies : ${METHODES.join(', ')}.`);
  return methode;
}

async function lireCorps(
  requete: Request,
  entete: Entete,
  methode: Methode,
  adresse: Adresse,
): Promise<Corps | undefined> {
  const genre = genreDuCorps(entete('content-type'), entete('content-encoding'));
  exigerGenre(genre, methode, adresse);
  const texte = await lireTexteBorne(
    requete,
    entete('content-length'),
    adresse.genre === 'racine' ? LIMITES.corpsBundle : LIMITES.corps,
  );
  if (texte === '' && facultatif(adresse)) return undefined;
  if (genre === 'formulaire') return { genre, params: lireParametres(texte) };
  const valeur = genre === 'xml' ? depuisXml(texte) : lireJson(texte);
  if (genre === 'patch') return { genre, valeur };
  return { genre: 'ressource', valeur, lourde: texte.length > LIMITES.ressource };
}

/** Searches and operations may have nothing to say. */
function facultatif({ genre }: Adresse): boolean {
  return genre.startsWith('recherche') || genre === 'compartiment' || genre === 'operation';
}

function exigerGenre(genre: GenreDeCorps, methode: Methode, adresse: Adresse): void {
  const cherche = adresse.genre.startsWith('recherche') || adresse.genre === 'compartiment';
  if (genre === 'formulaire' ? !cherche && adresse.genre !== 'operation' : genre === 'patch' && methode !== 'PATCH')
    throw refusFhir(
      415,
      'not-supported',
      genre === 'patch'
        ? 'Une correction JSON Patch s’envoie par PATCH.'
        : 'Un formulaire ne s’envoie qu’à _search : une ressource s’écrit en application/fhir+json.',
    );
}
