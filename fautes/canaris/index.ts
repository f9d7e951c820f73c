import { hasard, type Hasard } from '../hasard.ts';
import { faireVivre, ouvrirEcoutes } from './ecoutes.ts';
import { exporterTout } from './exports.ts';
import { peutVoir } from './juge.ts';
import { ouvrirMaisonDesCanaris, type MaisonDesCanaris } from './maison.ts';
import { TERRITOIRES } from './lieux.ts';
import { peupler, type Monde } from './monde.ts';
import { motsDans } from './mots.ts';
import { faireEntrer, PERSONNAGES, type Entree, type Personnage } from './personnages.ts';
import { requeteAuHasard, sallesDe, type RequeteCanari, type Salles, type Tirage } from './requetes.ts';

export interface OptionsCanaris {
  readonly requetes: number;
  readonly graine: number;
  readonly clients: number;
}

export interface BilanCanaris {
  readonly requetes: number;
  readonly parStatut: ReadonlyMap<number, number>;
  readonly parGeste: ReadonlyMap<string, number>;
  /** One sentence per foreign word shown: who, doing what, which element. */
  readonly fuites: readonly string[];
  /** Answers that tell a hidden element from one that does not exist. */
  readonly aveux: readonly string[];
  /** Words of the world that somebody entitled was shown: a run that shows nothing proves nothing. */
  readonly vus: number;
  readonly montrables: number;
}

/** One reader in the run: how it enters, what it may not see. */
interface EnScene {
  readonly personnage: Personnage;
  readonly entree: Entree;
  readonly tirage: Tirage;
}

const FUITES_GARDEES = 200;
/** Once in so many requests, something is written; or a hidden element is compared with one that does not exist. */
const EVENEMENT_SUR = 97;
const COMPARAISON_SUR = 50;

/** Three territories, twelve readers and a stranger, every feature drawn together: no word reaches who may not see it. */
export async function jouerLesCanaris(options: OptionsCanaris, urlBase?: string): Promise<BilanCanaris> {
  await using maison = await ouvrirMaisonDesCanaris(urlBase);
  const maintenant = new Date();
  const participations = new Map(
    TERRITOIRES.map((code) => [
      code,
      PERSONNAGES.filter((p) => p.territoire === code).flatMap((p) => p.participations),
    ]),
  );
  const monde = await peupler(maison.base, participations, maintenant);
  const h = hasard(options.graine);
  const salles = sallesDe(maison.maison.registre);
  const scene: EnScene[] = [];
  for (const personnage of PERSONNAGES)
    scene.push({
      personnage,
      entree: await faireEntrer(maison.base, personnage, maintenant),
      tirage: tirageDe(personnage, monde, salles, h),
    });
  return await jouer({ maison, monde, scene, h }, options);
}

function tirageDe(personnage: Personnage, monde: Monde, salles: Salles, h: Hasard): Tirage {
  const visibles = new Set<string>();
  for (const canari of monde.canaris.values())
    if (peutVoir(personnage, canari) !== 'non') visibles.add(`${canari.type}/${canari.id}`);
  const cachees = monde.references.filter((ref) => !visibles.has(ref));
  return { h, references: monde.references, cachees, salles };
}

interface Jeu {
  readonly maison: MaisonDesCanaris;
  readonly monde: Monde;
  readonly scene: readonly EnScene[];
  readonly h: Hasard;
}

interface Compte {
  readonly parStatut: Map<number, number>;
  readonly parGeste: Map<string, number>;
  readonly fuites: string[];
  readonly aveux: string[];
  readonly vus: Set<string>;
}

async function jouer(jeu: Jeu, options: OptionsCanaris): Promise<BilanCanaris> {
  const { maison, monde, scene } = jeu;
  const compte: Compte = { parStatut: new Map(), parGeste: new Map(), fuites: [], aveux: [], vus: new Set() };
  await using ecoutes = await ouvrirEcoutes(maison, scene);
  await mitrailler(jeu, options, compte);
  for (const { personnage, entree } of scene) {
    if (personnage.genre !== 'logiciel') continue;
    const exporte = await exporterTout(maison, entree);
    compter(compte.parGeste, '$export');
    juger(monde, personnage, '$export', exporte, compte);
  }
  for (const { personnage, quoi, texte } of ecoutes.relever()) {
    compter(compte.parGeste, quoi);
    juger(monde, personnage, quoi, texte, compte);
  }
  for (const mot of motsDans(maison.journal.join('\n'))) compte.fuites.push(`le journal de la maison dit ${mot}`);
  const montrables = [...monde.canaris.values()].filter((canari) =>
    scene.some(
      ({ personnage }) =>
        (canari.ecran !== true || personnage.genre === 'compte') && peutVoir(personnage, canari) === 'oui',
    ),
  ).length;
  return { ...compte, requetes: options.requetes, vus: compte.vus.size, montrables };
}

/** All clients at once, until the count is reached. */
async function mitrailler(jeu: Jeu, { requetes, clients }: OptionsCanaris, compte: Compte): Promise<void> {
  let envoyees = 0;
  const envoyer = async (): Promise<void> => {
    while (envoyees < requetes) {
      envoyees += 1;
      const qui = jeu.h.parmi(jeu.scene);
      if (envoyees % EVENEMENT_SUR === 0) await faireVivre(jeu.maison, jeu.monde.references, jeu.h, new Date());
      if (envoyees % COMPARAISON_SUR === 0) await comparer(jeu, qui, compte);
      else await uneRequete(jeu, qui, requeteAuHasard(qui.tirage), compte);
    }
  };
  await Promise.all(Array.from({ length: clients }, envoyer));
}

async function uneRequete(jeu: Jeu, qui: EnScene, requete: RequeteCanari, compte: Compte): Promise<string> {
  const { maison, monde } = jeu;
  const { quoi, methode, chemin, entetes, corps } = requete;
  const reponse = await maison.app.request(`http://localhost:1${chemin}`, {
    method: methode,
    headers: { ...(await qui.entree()), 'x-cordee': '1', ...entetes },
    ...(corps === undefined ? {} : { body: corps }),
  });
  const texte = await reponse.text();
  compter(compte.parStatut, reponse.status);
  compter(compte.parGeste, quoi);
  const comment = `${quoi} : ${methode} ${chemin.slice(0, 300)} ${(corps ?? '').slice(0, 200)}`;
  if (reponse.status >= 500) noter(compte.fuites, `${reponse.status} ${comment} ${maison.journal.at(-1) ?? ''}`);
  const dit = `${[...reponse.headers].flat().join(' ')} ${texte}`;
  juger(monde, qui.personnage, comment, dit, compte, motsDans(`${chemin} ${corps ?? ''}`));
  return `${reponse.status} ${texte}`;
}

/** Every word shown, against what its reader may see; a word the request itself said is only an echo. */
function juger(
  monde: Monde,
  personnage: Personnage,
  comment: string,
  texte: string,
  compte: Compte,
  echos: ReadonlySet<string> = new Set(),
): void {
  for (const mot of motsDans(texte)) {
    const canari = monde.canaris.get(mot);
    if (canari === undefined || echos.has(mot)) continue;
    const verdict = peutVoir(personnage, canari);
    if (verdict === 'oui') compte.vus.add(mot);
    const { type, id, famille, territoire } = canari;
    if (verdict === 'non')
      noter(compte.fuites, `${personnage.nom} a vu ${type}/${id} (${famille}, ${territoire}) par ${comment}`);
  }
}

/** The same question about something hidden and about something that is not: the two answers must not differ. */
async function comparer(jeu: Jeu, qui: EnScene, compte: Compte): Promise<void> {
  const { h, cachees } = qui.tirage;
  if (cachees.length === 0) return;
  const cachee = h.parmi(cachees);
  const [type = '', id = ''] = cachee.split('/');
  const absente = id.replaceAll(/[a-z]/g, 'q');
  const [suite, quoi] = h.parmi([
    ['', 'lecture'],
    ['/_history', 'historique'],
    ['/_history/1', 'version'],
  ] as const);
  const demander = (nom: string) =>
    uneRequete(jeu, qui, { quoi: `secret de ${quoi}`, methode: 'GET', chemin: `/fhir/${type}/${nom}${suite}` }, compte);
  const [avec, sans] = [await demander(id), await demander(absente)];
  if (neutre(avec, id) !== neutre(sans, absente))
    noter(
      compte.aveux,
      `${qui.personnage.nom} distingue ${cachee}${suite} de ce qui n’existe pas : ${avec.slice(0, 200)} / ${sans.slice(0, 200)}`,
    );
}

const neutre = (reponse: string, id: string): string =>
  reponse.replaceAll(id, '*').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[\d:.]+Z?|"id":"[^"]+"/g, '*');

const compter = <C>(comptes: Map<C, number>, cle: C): void => void comptes.set(cle, (comptes.get(cle) ?? 0) + 1);

function noter(liste: string[], phrase: string): void {
  if (liste.length < FUITES_GARDEES) liste.push(phrase);
}
