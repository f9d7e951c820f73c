import { hasard, type Hasard } from '../hasard.ts';
import { compter, Compte, type BilanCanaris, type Route } from './bilan.ts';
import { comparaisonAuHasard, neutre } from './comparer.ts';
import { Courrier, lettreAuHasard } from './courrier.ts';
import { faireVivre, ouvrirEcoutes, type Ecoutes } from './ecoutes.ts';
import { exporterTout, exporterUnTerritoire } from './exports.ts';
import { Jugement } from './jugement.ts';
import { EssaiDesLiens } from './liens.ts';
import { ouvrirMaisonDesCanaris, type MaisonDesCanaris } from './maison.ts';
import { TERRITOIRES } from './lieux.ts';
import { peupler, type Monde } from './monde.ts';
import { motsDans } from './mots.ts';
import { estUnePanne } from './pages.ts';
import { faireEntrer, PERSONNAGES, type Entree, type Personnage } from './personnages.ts';
import { requeteAuHasard, sallesDe, type RequeteCanari, type Salles, type Tirage } from './requetes.ts';

export interface OptionsCanaris {
  readonly requetes: number;
  readonly graine: number;
  readonly clients: number;
  /** Told from time to time how many requests were sent. */
  readonly avancer?: (envoyees: number) => void;
}

/** One reader in the run: how it enters, what it may not see. */
interface EnScene {
  readonly personnage: Personnage;
  readonly entree: Entree;
  readonly tirage: Tirage & { readonly siens: string[] };
}

/** The last things a reader made, from which its next actions draw. */
const SIENS_MAX = 40;

/** Once in so many requests, something is written; a hidden element is compared with one that does not exist; a letter leaves. */
const EVENEMENT_SUR = 97;
const COMPARAISON_SUR = 50;
const LETTRE_SUR = 31;

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
  const jugement = new Jugement(monde, new Compte());
  const scene: EnScene[] = [];
  for (const personnage of PERSONNAGES)
    scene.push({
      personnage,
      entree: await faireEntrer(maison.base, personnage, maintenant),
      tirage: tirageDe(personnage, jugement, salles, h),
    });
  return await jouer({ maison, monde, scene, h, jugement }, options);
}

function tirageDe(personnage: Personnage, jugement: Jugement, salles: Salles, h: Hasard): EnScene['tirage'] {
  const { canaris, references } = jugement.monde;
  const visibles = new Set<string>();
  for (const canari of canaris.values())
    if (jugement.verdict(personnage, canari) !== 'non') visibles.add(`${canari.type}/${canari.id}`);
  return { h, references, cachees: references.filter((ref) => !visibles.has(ref)), siens: [], salles };
}

interface Jeu {
  readonly maison: MaisonDesCanaris;
  readonly monde: Monde;
  readonly scene: readonly EnScene[];
  readonly h: Hasard;
  readonly jugement: Jugement;
}

async function jouer(jeu: Jeu, options: OptionsCanaris): Promise<BilanCanaris> {
  const { maison, scene, h, jugement } = jeu;
  const { compte } = jugement;
  maison.oreille.confier((ligne) => {
    compter(compte.parRoute, 'journal');
    jugement.exigerMuet('le journal de la maison', ligne);
  });
  await using ecoutes = await ouvrirEcoutes(maison, scene);
  const courrier = new Courrier(maison, jugement);
  await mitrailler(jeu, courrier, options);
  await jugerLesExports(jeu);
  const liens = await courrier.lireTout();
  const [premier] = scene;
  if (premier !== undefined)
    await new EssaiDesLiens(maison, jugement).essayer(liens, {
      ...premier.tirage,
      h,
      cachees: jeu.monde.references,
      siens: [],
    });
  jugerLesEcoutes(jugement, ecoutes);
  const { parStatut, parGeste, parRoute, fuites, aveux, vus } = compte;
  const montrables = montrablesDe(jeu);
  return { parStatut, parGeste, parRoute, fuites, aveux, vus: vus.size, montrables, requetes: options.requetes };
}

function montrablesDe({ monde, scene, jugement }: Jeu): number {
  return [...monde.canaris.values()].filter((canari) =>
    scene.some(
      ({ personnage }) =>
        (canari.ecran !== true || personnage.genre === 'compte') && jugement.verdict(personnage, canari) === 'oui',
    ),
  ).length;
}

/** What a software takes by a bulk export, and what an operator takes of a territory: his own, whole, and no other. */
async function jugerLesExports({ maison, monde, scene, jugement }: Jeu): Promise<void> {
  for (const { personnage, entree } of scene) {
    if (personnage.genre !== 'logiciel') continue;
    const exporte = await exporterTout(maison, entree);
    jugement.compte.regarder('export', '$export');
    jugement.juger(personnage, '$export', exporte);
  }
  for (const code of TERRITOIRES)
    for (const { nom, texte } of await exporterUnTerritoire(maison, code)) {
      jugement.compte.regarder('export', 'export d’un territoire');
      // The journal of accesses says who read what, never what was read.
      if (nom === 'traces.ndjson') jugement.exigerMuet(`${nom} de ${code}`, texte);
      for (const mot of motsDans(texte)) {
        const ailleurs = monde.canaris.get(mot)?.territoire;
        if (ailleurs !== undefined && ailleurs !== code)
          jugement.compte.fuite(`l’export de ${code} emporte un mot de ${ailleurs} (${nom})`);
      }
    }
}

/** The stream of the screens names views and nothing else; a notification carries what its software may read. */
function jugerLesEcoutes(jugement: Jugement, ecoutes: Ecoutes): void {
  for (const { personnage, quoi, texte } of ecoutes.relever()) {
    jugement.compte.regarder('flux', quoi);
    if (quoi === 'flux des écrans') jugement.exigerMuet(`le flux des écrans de ${personnage.nom}`, texte);
    else jugement.juger(personnage, quoi, texte);
  }
}

/** All clients at once, until the count is reached. */
async function mitrailler(jeu: Jeu, courrier: Courrier, { requetes, clients, avancer }: OptionsCanaris): Promise<void> {
  let envoyees = 0;
  const envoyer = async (): Promise<void> => {
    while (envoyees < requetes) {
      envoyees += 1;
      avancer?.(envoyees);
      const qui = jeu.h.parmi(jeu.scene);
      if (envoyees % EVENEMENT_SUR === 0) await faireVivre(jeu.maison, jeu.monde.references, jeu.h, new Date());
      if (envoyees % COMPARAISON_SUR === 0) await comparer(jeu, qui);
      else if (envoyees % LETTRE_SUR === 0) await ecrireUneLettre(jeu, qui, courrier);
      else await uneRequete(jeu, qui, requeteAuHasard(qui.tirage));
    }
  };
  await Promise.all(Array.from({ length: clients }, envoyer));
}

const ROUTE_DE: readonly (readonly [RegExp, Route])[] = [
  [/^\/api\/vues\//, 'vue'],
  [/^\/api\/actions\//, 'action'],
  [/^\/api\/pieces\//, 'pièce'],
  [/^\/fhir/, 'FHIR'],
];

interface Obtenu {
  readonly statut: number;
  readonly texte: string;
}

async function uneRequete({ maison, jugement }: Jeu, qui: EnScene, requete: RequeteCanari): Promise<Obtenu> {
  const { compte } = jugement;
  const { quoi, methode, chemin, entetes, corps } = requete;
  const reponse = await maison.app.request(`http://localhost:1${chemin}`, {
    method: methode,
    headers: { ...(await qui.entree()), 'x-cordee': '1', ...entetes },
    ...(corps === undefined ? {} : { body: corps }),
  });
  const texte = await reponse.text();
  compter(compte.parStatut, reponse.status);
  compte.regarder(ROUTE_DE.find(([forme]) => forme.test(chemin))?.[1] ?? 'page', quoi);
  const comment = `${quoi} : ${methode} ${chemin.slice(0, 300)} ${(corps ?? '').slice(0, 200)}`;
  if (estUnePanne(reponse.status, texte)) compte.fuite(`${reponse.status} ${comment} ${maison.oreille.derniere()}`);
  jugement.juger(
    qui.personnage,
    comment,
    `${[...reponse.headers].flat().join(' ')} ${texte}`,
    `${chemin} ${corps ?? ''}`,
  );
  if (reponse.ok && chemin.startsWith('/api/actions/')) retenir(qui.tirage.siens, texte);
  return { statut: reponse.status, texte };
}

function retenir(siens: string[], texte: string): void {
  const id = /"id":"([^"]+)"/.exec(texte)?.[1];
  if (id === undefined) return;
  siens.push(id);
  if (siens.length > SIENS_MAX) siens.shift();
}

async function ecrireUneLettre(jeu: Jeu, qui: EnScene, courrier: Courrier): Promise<void> {
  const lettre = lettreAuHasard(jeu.h, qui.personnage);
  courrier.annoncer(qui.personnage, lettre);
  await uneRequete(jeu, qui, lettre.requete);
}

async function comparer(jeu: Jeu, qui: EnScene): Promise<void> {
  const comparaison = comparaisonAuHasard(jeu.h, qui.tirage.cachees);
  if (comparaison === undefined) return;
  const patient = /personne-\d+/.exec(comparaison.cachee)?.[0];
  const territoire = qui.personnage.territoire ?? '';
  // An exchange of the run may have opened it since.
  if (jeu.jugement.enEchange(qui.personnage, { territoire, patient })) return;
  const { quoi, cachee, avec, sans } = comparaison;
  const demander = ({ chemin }: { readonly chemin: string }) => uneRequete(jeu, qui, { quoi, methode: 'GET', chemin });
  const [la, absente] = [await demander(avec), await demander(sans)];
  if (la.statut !== absente.statut || neutre(la.texte, avec.nom) !== neutre(absente.texte, sans.nom))
    jeu.jugement.compte.aveu(
      `${qui.personnage.nom} distingue ${cachee} de ce qui n’existe pas : ${la.statut} ${la.texte.slice(0, 200)} / ${absente.statut} ${absente.texte.slice(0, 200)}`,
    );
}
