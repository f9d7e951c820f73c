import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import { dechiffrees, MAGIE } from './chiffrer.ts';
import { Cloture, Compteur, Entete, FORMAT, Ouverture, Rangee, SauvegardeAbimee, Sceau } from './format.ts';

import type { Ouverture as OuvertureDeSauvegarde } from './protection.ts';

/** Said after every damage: the file is read to its end before anything is written. */
const SUITE = 'Rien n’a été restauré ; prenez une autre sauvegarde.';

/** What a reader of the file meets, in its order. */
export type Element =
  | { readonly genre: 'entete'; readonly entete: Entete }
  | { readonly genre: 'ouverture'; readonly table: Ouverture }
  | { readonly genre: 'rangee'; readonly rangee: Rangee }
  | { readonly genre: 'cloture' }
  | { readonly genre: 'compteur'; readonly compteur: Compteur };

/**
 * Reads a backup line by line and checks every sum on the way. Whoever writes what it gives must have read it once to the end
 * before: an altered file is only known at its last line.
 */
export async function* lireSauvegarde(fichier: string, ouverture?: OuvertureDeSauvegarde): AsyncGenerator<Element> {
  const tout = createHash('sha256');
  let etat: { table: Ouverture; empreinte: ReturnType<typeof createHash>; lignes: number } | undefined;
  let sceau: Sceau | undefined;
  let rang = 0;
  for await (const ligne of lignesDe(fichier, ouverture)) {
    rang += 1;
    if (sceau !== undefined)
      throw new SauvegardeAbimee(`La sauvegarde est abîmée : elle continue après sa fin. ${SUITE}`);
    const lu = jsonDe(ligne, rang);
    if (estObjet(lu) && 'sceau' in lu) {
      sceau = exiger(Sceau, lu, rang);
      if (etat !== undefined || sceau.sceau !== tout.digest('hex')) throw abimee();
      continue;
    }
    tout.update(`${ligne}\n`);
    if (rang === 1) {
      yield { genre: 'entete', entete: exiger(Entete, lu, rang) };
    } else if (etat !== undefined && Array.isArray(lu)) {
      etat.empreinte.update(`${ligne}\n`);
      etat.lignes += 1;
      yield { genre: 'rangee', rangee: exiger(Rangee, lu, rang) };
    } else if (etat !== undefined) {
      const { lignes, sha256 } = exiger(Cloture, lu, rang);
      if (lignes !== etat.lignes || sha256 !== etat.empreinte.digest('hex')) throw abimee(etat.table.table.nom);
      etat = undefined;
      yield { genre: 'cloture' };
    } else if (estObjet(lu) && 'compteur' in lu) {
      yield { genre: 'compteur', compteur: exiger(Compteur, lu, rang) };
    } else {
      etat = { table: exiger(Ouverture, lu, rang), empreinte: createHash('sha256'), lignes: 0 };
      yield { genre: 'ouverture', table: etat.table };
    }
  }
  if (sceau === undefined) throw new SauvegardeAbimee(`La sauvegarde est coupée : il manque sa fin. ${SUITE}`);
}

export interface Examen {
  readonly entete: Entete;
  readonly tables: number;
  readonly lignes: number;
}

/** Reads the whole file and checks every sum; throws `SauvegardeAbimee` when one is false. */
export async function examiner(fichier: string, ouverture?: OuvertureDeSauvegarde): Promise<Examen> {
  let entete: Entete | undefined;
  let tables = 0;
  let lignes = 0;
  for await (const element of lireSauvegarde(fichier, ouverture)) {
    if (element.genre === 'entete') entete = element.entete;
    if (element.genre === 'ouverture') tables += 1;
    if (element.genre === 'rangee') lignes += 1;
  }
  if (entete === undefined) throw abimee();
  return { entete, tables, lignes };
}

/** Whole and as it was written, as far as one can say without the key; undefined when the file is not sealed. */
export async function examinerSansCle(fichier: string): Promise<{ readonly octets: number } | undefined> {
  const source = createReadStream(fichier);
  try {
    const flux = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>; // no encoding is set: octets
    const debut = await premiersOctets(flux);
    if (!estChiffree(debut)) return undefined;
    for await (const morceau of dechiffrees(debut, flux, undefined)) void morceau;
    return { octets: source.bytesRead };
  } catch (erreur) {
    throw illisible(fichier, erreur);
  } finally {
    source.destroy();
  }
}

const estChiffree = (debut: Buffer): boolean => debut.subarray(0, MAGIE.length).toString('latin1') === MAGIE;

async function premiersOctets(flux: AsyncIterator<Buffer>): Promise<Buffer> {
  let debut = Buffer.alloc(0);
  while (debut.length < MAGIE.length) {
    const { value, done } = await flux.next();
    if (done === true) break;
    debut = Buffer.concat([debut, value]);
  }
  return debut;
}

async function* claires(
  flux: AsyncIterator<Buffer>,
  ouverture: OuvertureDeSauvegarde | undefined,
): AsyncGenerator<Buffer> {
  const debut = await premiersOctets(flux);
  if (estChiffree(debut)) {
    if (ouverture === undefined)
      throw new SauvegardeAbimee(
        'Cette sauvegarde est chiffrée : donnez la clé privée de son destinataire (--cle FICHIER) ou sa phrase (--phrase FICHIER).',
      );
    yield* dechiffrees(debut, flux, ouverture);
    return;
  }
  if (debut.length > 0) yield debut;
  for (let { value, done } = await flux.next(); done !== true; { value, done } = await flux.next()) yield value;
}

async function* lignesDe(fichier: string, ouverture: OuvertureDeSauvegarde | undefined): AsyncGenerator<string> {
  const source = createReadStream(fichier);
  const flux = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>; // no encoding is set: octets
  const octets = Readable.from(claires(flux, ouverture), { objectMode: true });
  const clair = octets.pipe(createGunzip());
  octets.on('error', (erreur) => clair.destroy(erreur));
  try {
    yield* enLignes(clair);
  } catch (erreur) {
    throw illisible(fichier, erreur);
  } finally {
    octets.destroy();
    source.destroy();
  }
}

async function* enLignes(octets: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decodeur = new TextDecoder();
  let reste = '';
  for await (const morceau of octets) {
    const lignes = (reste + decodeur.decode(morceau, { stream: true })).split('\n');
    reste = lignes.pop() ?? '';
    yield* lignes;
  }
  if (reste !== '') yield reste;
}

function illisible(fichier: string, erreur: unknown): unknown {
  const code = erreur instanceof Error && 'code' in erreur ? String(erreur.code) : '';
  if (code === 'ENOENT') return new SauvegardeAbimee(`Le fichier ${fichier} n’existe pas.`);
  if (!code.startsWith('Z_')) return erreur;
  return new SauvegardeAbimee(`Ce fichier n’est pas une sauvegarde lisible (${FORMAT}), ou il est abîmé. ${SUITE}`);
}

function jsonDe(ligne: string, rang: number): unknown {
  try {
    return JSON.parse(ligne);
  } catch (erreur) {
    if (erreur instanceof SyntaxError)
      throw new SauvegardeAbimee(`La ligne ${rang} de la sauvegarde n’est pas lisible : elle est abîmée. ${SUITE}`);
    throw erreur;
  }
}

const estObjet = (valeur: unknown): valeur is object =>
  typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);

function exiger<S extends z.ZodType>(schema: S, valeur: unknown, rang: number): z.output<S> {
  const lu = schema.safeParse(valeur);
  if (lu.success) return lu.data;
  throw new SauvegardeAbimee(`La ligne ${rang} de la sauvegarde n’a pas la forme attendue : elle est abîmée. ${SUITE}`);
}

const abimee = (table?: string): SauvegardeAbimee =>
  new SauvegardeAbimee(
    `La sauvegarde est abîmée${table === undefined ? '' : ` (table ${table})`} : ses sommes de contrôle ne correspondent pas. ${SUITE}`,
  );
