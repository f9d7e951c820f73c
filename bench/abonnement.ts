import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { acteurClient } from '#acces/acteur.ts';
import { inscrireClient } from '#acces/clients/depot-clients.ts';
import { lirePermissions } from '#acces/clients/permissions.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { ecrireLot, type EcritureFhir } from '#fhir/store/ecriture.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { demarrerPostgres } from '#lib/postgres-embarque/index.ts';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { creerTerritoire, migrer, urlApplication } from '#lib/sql/migrer.ts';
import { moduleAbonnement } from '#modules/abonnement/index.ts';
import { executer, type Socle } from '#socle/executer.ts';
import { SORTIES_LOCALES } from '../src/lib/sorties/testing.ts';
import { boucleAbonnements } from '../src/boucle-abonnements.ts';
import type { Banc } from './banc.ts';
import { compteurDe, type Depense } from './processeur.ts';

const T = lireCodeTerritoire('t0001');
const SEULS = 60;
const LOT = 500;
const LOTS = 6;
const REPOS_MS = 5_000;
/** [P] A change reaches its subscriber within half a second; telling it costs less than writing it; watching costs nothing. */
const CIBLES = { delaiMs: 500, parEvenementMs: 1.4, reposMsParSeconde: 10 };

export const abonnement: Banc = {
  nom: 'abonnement',
  resume:
    'Du commit au receveur : délai d’un changement seul, processeur par évènement d’un import, processeur au repos.',
  async mesurer(dire) {
    const racine = await mkdtemp(path.join(process.getuid?.() === 0 ? '/var/lib' : os.tmpdir(), 'cordee-banc-'));
    await chmod(racine, 0o711);
    const dossier = path.join(racine, 'donnees');
    const postgres = await demarrerPostgres({ dossier, journal: () => undefined, jetable: true });
    try {
      await migrer(postgres.url);
      await creerTerritoire(postgres.url, { code: T, nom: 'Banc', profil: 'essai', creeLe: new Date() });
      const base = ouvrirBase(urlApplication(postgres.url));
      const socle: Socle = {
        base,
        horloge: horlogeSysteme,
        nouvelId,
        origine: 'http://localhost',
        coffre: coffreDeTest(),
      };
      try {
        return await mesurerTout(socle, compteurDe(dossier), dire);
      } finally {
        await base.fermer();
      }
    } finally {
      await postgres.arreter();
      await rm(racine, { recursive: true, force: true });
    }
  },
};

async function mesurerTout(socle: Socle, depense: () => Depense, dire: (ligne: string) => void): Promise<boolean> {
  const receveur = await ouvrirReceveur();
  const boucle = boucleAbonnements(socle, [T], { essai: true, sorties: SORTIES_LOCALES }, journalMuet);
  try {
    const sansAbonne = await auRepos(depense);
    await abonner(socle, receveur.adresse);
    boucle.prevenir(T);
    await receveur.jusqua(0);
    const delais: number[] = [];
    for (let i = 1; i <= SEULS; i += 1) {
      await ecrire(socle, [`seul-${i}`]);
      const debut = performance.now();
      boucle.prevenir(T);
      await receveur.jusqua(i);
      delais.push(performance.now() - debut);
    }
    const evenements = await importer(socle, depense, receveur);
    const avecAbonne = await auRepos(depense);
    delais.sort((a, b) => a - b);
    const p95 = delais[Math.floor(SEULS * 0.95)] ?? Infinity;
    dire(
      `  un changement seul    médiane ${arrondir(delais[SEULS / 2] ?? 0)} ms, p95 ${arrondir(p95)} ms   cible ${CIBLES.delaiMs}`,
    );
    dire(
      `  import de ${LOT * LOTS}        ${arrondir(evenements.ms)} ms de processeur par évènement (écriture non comptée), ${Math.round(evenements.parSeconde)} par seconde   cible ${CIBLES.parEvenementMs}`,
    );
    dire(
      `  au repos              ${arrondir(sansAbonne)} ms de processeur par seconde sans abonné, ${arrondir(avecAbonne)} avec un   cible ${CIBLES.reposMsParSeconde}`,
    );
    return p95 <= CIBLES.delaiMs && evenements.ms <= CIBLES.parEvenementMs && avecAbonne <= CIBLES.reposMsParSeconde;
  } finally {
    await boucle.arreter();
    receveur.serveur.closeAllConnections();
    receveur.serveur.close();
  }
}

const arrondir = (n: number): string => n.toFixed(2).replace('.', ',');
const total = ({ node, postgres }: Depense): number => node + postgres;

async function auRepos(depense: () => Depense): Promise<number> {
  const avant = total(depense());
  await new Promise((suite) => setTimeout(suite, REPOS_MS));
  return ((total(depense()) - avant) * 1_000) / REPOS_MS;
}

/** The writing is paid first, with the loop asleep: what is measured is reading, judging, numbering, tracing and telling. */
async function importer(socle: Socle, depense: () => Depense, receveur: Receveur) {
  for (let lot = 0; lot < LOTS; lot += 1)
    await ecrire(
      socle,
      Array.from({ length: LOT }, (_, i) => `import-${lot}-${i}`),
    );
  const dites = receveur.dernier();
  const avant = total(depense());
  const debut = performance.now();
  await receveur.jusqua(SEULS + LOT * LOTS);
  const nombre = SEULS + LOT * LOTS - dites;
  return {
    ms: (total(depense()) - avant) / nombre,
    parSeconde: (nombre * 1_000) / (performance.now() - debut),
  };
}

function ecrire({ base }: Socle, ids: readonly string[]): Promise<unknown> {
  const ecritures = ids.map((id): EcritureFhir => ({
    geste: 'ecrire',
    ressource: {
      resourceType: 'Task',
      id,
      status: 'requested',
      intent: 'order',
      for: { reference: 'Patient/p1' },
      owner: { reference: 'Organization/dac' },
      description: 'Une tâche de mesure, avec une phrase de longueur ordinaire.',
    },
  }));
  const contexte = { auteur: 'banc', le: new Date(), traces: [] };
  return ecrireLot(base.directement(T), ecritures, contexte, porteeSysteme('banc'));
}

async function abonner(socle: Socle, adresse: string): Promise<void> {
  const lues = lirePermissions('system/*.cruds');
  if (!('lues' in lues)) throw new Error(lues.illisible);
  const client = { id: 'banc', nom: 'Banc', territoire: T, familles: ['COO'] as const };
  await inscrireClient(socle.base, {
    ...client,
    genre: 'systeme',
    cles: [{ kid: 'k', kty: 'EC' }],
    permises: lues.lues,
    retours: [],
    lancement: undefined,
    contact: 'banc',
    creeLe: new Date(),
    finLe: undefined,
    suspenduLe: undefined,
  });
  const creer = moduleAbonnement({ essai: true }).actions.find((a) => a.nom === 'abonnement.creer');
  if (creer === undefined) throw new Error('abonnement.creer absent');
  const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
  const ressource = {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'banc',
    criteria: 'urn:cordee:sujet:Task',
    _criteria: {
      extension: [{ url: `${BACKPORT}/backport-filter-criteria`, valueString: 'Task?owner=Organization/dac' }],
    },
    channel: {
      type: 'rest-hook',
      endpoint: adresse,
      payload: 'application/fhir+json',
      _payload: { extension: [{ url: `${BACKPORT}/backport-payload-content`, valueCode: 'full-resource' }] },
      extension: [{ url: `${BACKPORT}/backport-max-count`, valuePositiveInt: 100 }],
    },
  };
  const acteur = acteurClient({ ...client, permissions: lues.lues.permissions }, 'banc');
  await executer(socle, acteur, creer, { ressource });
}

interface Receveur {
  readonly serveur: Server;
  readonly adresse: string;
  dernier(): number;
  /** Resolves once a notification said that many events had happened. */
  jusqua(nombre: number): Promise<void>;
}

async function ouvrirReceveur(): Promise<Receveur> {
  let dernier = -1;
  let attente: { nombre: number; suite: () => void } | undefined;
  const serveur = createServer((demande, retour) => {
    let corps = '';
    demande.on('data', (morceau: Buffer) => (corps += morceau.toString('latin1')));
    demande.on('end', () => {
      retour.writeHead(200).end();
      for (const [, lu] of corps.matchAll(/"event-number","valueString":"(\d+)"/g)) dernier = Number(lu);
      if (dernier < 0) dernier = 0;
      if (attente !== undefined && dernier >= attente.nombre) attente.suite();
    });
  });
  await new Promise<void>((pret) => serveur.listen(0, '127.0.0.1', pret));
  return {
    serveur,
    adresse: `http://127.0.0.1:${(serveur.address() as AddressInfo).port}/`,
    dernier: () => Math.max(dernier, 0),
    jusqua: (nombre) => (dernier >= nombre ? Promise.resolve() : new Promise((suite) => (attente = { nombre, suite }))),
  };
}
