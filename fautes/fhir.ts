import { readFile } from 'node:fs/promises';
import { baseEnMarche } from '../src/cli/base-de-travail.ts';
import { desserrerLeFrein } from './desserrer-le-frein.ts';
import { lancerCordee, preparerLieu, type CordeeLancee } from './cordee.ts';
import { portLibre } from '#lib/postgres-embarque/serveur.ts';
import { hasard, type Hasard } from './hasard.ts';
import { inspectableSur, inspecter, memoireVivante, type Inspecteur } from './inspecteur.ts';
import { enregistrerLogiciel, type Logiciel } from './logiciel.ts';
import { requeteAuHasard, type RequeteFhir } from './requetes-fhir.ts';

export interface OptionsFhir {
  readonly requetes: number;
  readonly graine: number;
  readonly clients: number;
}

/** What came back, counted. A 5xx or a cut connection is kept with what caused it. */
interface Bilan {
  readonly parStatut: Map<number, number>;
  readonly fautes: string[];
  readonly memoireMo: number[];
  /** Of which still held once the garbage is collected. */
  readonly vivanteMo: number[];
}

const FAUTES_MONTREES = 10;
/**
 * Memory is looked at in tenths: after the first, it may not grow by more than this. What is still held says whether
 * something leaks; the whole also says how lazily the collector works.
 */
const CROISSANCE_MAX = 1.35;
const CROISSANCE_VIVANTE_MAX = 1.1;
const CONNUS_MAX = 500;

/**
 * Sends random requests to the FHIR door, from the well-formed to the absurd. The server must answer every one with something
 * else than a 5xx, stay up, and not grow.
 */
export async function secouerFhir(options: OptionsFhir, dire: (ligne: string) => void): Promise<boolean> {
  const lieu = await preparerLieu();
  let cordee: CordeeLancee | undefined;
  try {
    const portDInspection = await portLibre();
    cordee = await lancerCordee(lieu, inspectableSur(portDInspection));
    const url = await baseEnMarche(lieu.dossier);
    if (url === undefined) throw new Error('la base de cette Cordée ne répond pas');
    await desserrerLeFrein(url, ['t0001']);
    const logiciel = await enregistrerLogiciel(cordee, lieu.dossier);
    dire(`${options.requetes} requêtes, graine ${options.graine}, ${options.clients} à la fois.`);
    using inspecteur = await inspecter(cordee.pid, portDInspection);
    const bilan = await secouer({ cordee, logiciel, inspecteur }, options);
    return conclure(bilan, options, dire);
  } finally {
    await cordee?.arreter();
    await lieu.effacer();
  }
}

interface Cible {
  readonly cordee: CordeeLancee;
  readonly logiciel: Logiciel;
  readonly inspecteur: Inspecteur;
}

async function secouer({ cordee, logiciel, inspecteur }: Cible, options: OptionsFhir): Promise<Bilan> {
  const bilan: Bilan = { parStatut: new Map(), fautes: [], memoireMo: [], vivanteMo: [] };
  const connus: string[] = [];
  const h = hasard(options.graine);
  const tranche = Math.max(1, Math.floor(options.requetes / 10));
  let envoyees = 0;
  const envoyer = async (): Promise<void> => {
    while (envoyees < options.requetes) {
      envoyees += 1;
      if (envoyees % tranche === 0) {
        bilan.memoireMo.push(await memoireDe(cordee.pid));
        bilan.vivanteMo.push(await memoireVivante(inspecteur));
      }
      await uneRequete(requeteAuHasard(h, connus), { cordee, logiciel, bilan, connus, h });
    }
  };
  await Promise.all(Array.from({ length: options.clients }, envoyer));
  return bilan;
}

interface Secousse {
  readonly cordee: CordeeLancee;
  readonly logiciel: Logiciel;
  readonly bilan: Bilan;
  readonly connus: string[];
  readonly h: Hasard;
}

async function uneRequete(requete: RequeteFhir, { cordee, logiciel, bilan, connus, h }: Secousse): Promise<void> {
  const { methode: method, chemin, entetes, corps } = requete;
  const authorization = await logiciel.porteur();
  try {
    const reponse = await fetch(`${cordee.origine}/fhir${chemin}`, {
      method,
      headers: { ...entetes, authorization },
      ...(corps === undefined || method === 'GET' || method === 'HEAD' ? {} : { body: corps }),
    });
    await reponse.arrayBuffer();
    bilan.parStatut.set(reponse.status, (bilan.parStatut.get(reponse.status) ?? 0) + 1);
    if (reponse.status >= 500) bilan.fautes.push(`${reponse.status} ${resume(requete)}`);
    retenir(reponse.headers.get('location'), connus, h);
  } catch (erreur) {
    // The connection was cut without an answer: the server fell, or refused to speak. Either way it is a fault of ours.
    bilan.fautes.push(`${raisonDe(erreur)} ${resume(requete)}`);
  }
}

function raisonDe(erreur: unknown): string {
  if (!(erreur instanceof Error)) return 'coupure';
  return erreur.cause instanceof Error ? erreur.cause.message : erreur.message;
}

function retenir(location: string | null, connus: string[], h: Hasard): void {
  const reference = /\/fhir\/([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]+)/.exec(location ?? '')?.[1];
  if (reference === undefined) return;
  if (connus.length < CONNUS_MAX) connus.push(reference);
  else connus[h.entier(CONNUS_MAX)] = reference;
}

const resume = ({ methode, chemin, corps }: RequeteFhir): string =>
  `${methode} ${chemin.slice(0, 160)} ${(corps ?? '').slice(0, 200)}`;

async function memoireDe(pid: number): Promise<number> {
  const statut = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(statut)?.[1] ?? 0) / 1024);
}

function conclure(
  { parStatut, fautes, memoireMo, vivanteMo }: Bilan,
  options: OptionsFhir,
  dire: (ligne: string) => void,
): boolean {
  for (const [statut, nombre] of [...parStatut].toSorted(([a], [b]) => a - b)) dire(`  ${statut}  ${nombre}`);
  for (const faute of fautes.slice(0, FAUTES_MONTREES)) dire(`  FAUTE ${faute}`);
  const plate = estPlate(memoireMo, CROISSANCE_MAX);
  dire(`Mémoire du serveur, par dixième : ${memoireMo.join(' ')} Mo${plate ? '' : ' : elle grandit'}.`);
  const tenue = estPlate(vivanteMo, CROISSANCE_VIVANTE_MAX);
  const vivantes = vivanteMo.map((mo) => mo.toFixed(1)).join(' ');
  dire(`Dont vivante, une fois ramassée : ${vivantes} Mo${tenue ? '' : ' : elle grandit'}.`);
  dire(`${options.requetes} requêtes, ${fautes.length} réponses 5xx ou coupées.`);
  return fautes.length === 0 && plate && tenue;
}

const estPlate = ([premiere = 0, ...suite]: readonly number[], croissance: number): boolean =>
  Math.max(premiere, ...suite) <= premiere * croissance;
