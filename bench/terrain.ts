import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { acteurClient, acteurSysteme, type Acteur } from '#acces/acteur.ts';
import { porteeDe } from '#acces/portee.ts';
import { chercherEcrit, lireRecherche, toutSurLaPersonne } from '#fhir/recherche/index.ts';
import { ecrireLot } from '#fhir/store/ecriture.ts';
import type { Portee } from '#fhir/store/portee.ts';
import type { Identifiee } from '#fhir/types.ts';
import { demarrerPostgres } from '#lib/postgres-embarque/index.ts';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { creerTerritoire, migrer, urlApplication } from '#lib/sql/migrer.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { compteurDe, type Depense } from './processeur.ts';

const TERRITOIRE = lireCodeTerritoire('t0001');
export const LE = new Date('2026-11-28T09:00:00Z');
const PRATICIENS = 20_000;
/** Each practitioner written is copied so many times by SQL: 200 000 in all. */
const COPIES = 9;
const PERSONNES = 5_000;
const TACHES = 20_000;
const PORTEURS = 40;
const OPTIONS = { strict: true, limiteMax: 1000, base: 'https://maison.invalid/fhir' };

const FAMILLES = [
  'Béraud',
  'Aubry',
  'Le Guen',
  'Hélénard',
  'Montcourt',
  'Vaubier',
  'Kerlin',
  'Dulmont',
  'Marchais',
  'Marquis',
  'Garnoux',
  'Pélissard',
];
const SYLLABES = ['an', 'bel', 'cou', 'dé', 'er', 'fi', 'gra', 'hu', 'lin', 'mo', 'nac', 'rou'];

const famille = (n: number): string =>
  `${FAMILLES[n % FAMILLES.length] ?? ''}${SYLLABES[Math.floor(n / 12) % 12] ?? ''}${SYLLABES[Math.floor(n / 144) % 12] ?? ''}`;
const prenom = (n: number): string => `${SYLLABES[n % 12] ?? ''}${SYLLABES[Math.floor(n / 7) % 12] ?? ''}e`;

const praticien = (n: number): Identifiee => ({
  resourceType: 'Practitioner',
  id: `pr-${n}`,
  identifier: [{ system: 'urn:oid:1.2.250.1.71.4.2.1', value: `8${String(n).padStart(10, '0')}` }],
  active: true,
  name: [{ family: famille(n), given: [prenom(n)], prefix: ['DR'] }],
  telecom: [{ system: 'phone', value: `01 99 00 ${String(n % 100).padStart(2, '0')} 12` }],
  qualification: [{ code: { coding: [{ system: 'https://banc.invalid/profession', code: String(10 + (n % 40)) }] } }],
});

const personne = (n: number): Identifiee => ({
  resourceType: 'Patient',
  id: `pa-${n}`,
  identifier: [{ system: 'https://banc.invalid/fictif', value: `9${String(n).padStart(8, '0')}` }],
  name: [{ use: 'official', family: famille(n * 7), given: [prenom(n), 'Odile'] }],
  gender: 'female',
  birthDate: `19${String(20 + (n % 70))}-0${1 + (n % 9)}-1${n % 9}`,
  address: [{ line: [`${n} rue des Tilleuls`], city: 'Valmonde', postalCode: '99001' }],
  generalPractitioner: [{ reference: `Practitioner/pr-${n % PRATICIENS}` }],
});

const tache = (n: number): Identifiee => ({
  resourceType: 'Task',
  id: `ta-${n}`,
  status: n % 5 < 2 ? 'requested' : 'accepted',
  intent: 'order',
  code: { coding: [{ system: 'https://banc.invalid/tache', code: 'appeler' }], text: 'Appeler la personne' },
  for: { reference: `Patient/pa-${(n * 13) % PERSONNES}` },
  owner: { reference: `Practitioner/pr-${n % PORTEURS}` },
  requester: { reference: `Practitioner/pr-${(n * 3) % PRATICIENS}` },
  authoredOn: new Date(LE.getTime() - n * 61_000).toISOString(),
});

/** No rule at all. */
export const OUVERTE: Portee = { fondement: 'banc', condition: () => sql<boolean>`true` };

/** The coordinator of the support team, whose structure stands in every circle. */
export const SOPHIE: Acteur = {
  ...acteurSysteme(TERRITOIRE, 'banc'),
  genre: 'compte',
  id: 'compte:sophie',
  role: 'coordinateur_appui',
  refs: ['PractitionerRole/sophie', 'Organization/dac'],
  ref: 'PractitionerRole/sophie',
};
/** A registered software that may read everything but the sensitive family. */
export const LOGICIEL: Acteur = acteurClient(
  {
    id: 'banc',
    nom: 'Banc',
    territoire: TERRITOIRE,
    permissions: [{ niveau: 'system', type: '*', gestes: ['r', 's'] }],
    familles: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL', 'ORG'],
  },
  'banc',
);

export const portee = (acteur: Acteur): Portee => porteeDe(acteur, LE);

export interface Terrain {
  readonly interroger: Interroger;
  readonly url: string;
  readonly depense: () => Depense;
}

/** A database of its own, filled, for the time of `mesurer`. */
export async function surUnTerrain(
  dire: (ligne: string) => void,
  mesurer: (terrain: Terrain) => Promise<boolean>,
): Promise<boolean> {
  const racine = await mkdtemp(path.join(process.getuid?.() === 0 ? '/var/lib' : os.tmpdir(), 'cordee-banc-'));
  await chmod(racine, 0o711);
  const dossier = path.join(racine, 'donnees');
  const postgres = await demarrerPostgres({ dossier, journal: () => undefined, jetable: true });
  const base = ouvrirBase(urlApplication(postgres.url));
  try {
    await migrer(postgres.url);
    await creerTerritoire(postgres.url, { code: TERRITOIRE, nom: 'Banc', profil: 'essai', creeLe: LE });
    const interroger = base.directement(TERRITOIRE);
    await remplir(interroger, postgres.url, dire);
    return await mesurer({ interroger, url: postgres.url, depense: compteurDe(dossier) });
  } finally {
    await base.fermer();
    await postgres.arreter();
    await rm(racine, { recursive: true, force: true });
  }
}

async function remplir(interroger: Interroger, url: string, dire: (ligne: string) => void): Promise<void> {
  const debut = performance.now();
  await ecrire(interroger, PRATICIENS, praticien);
  await ecrire(interroger, PERSONNES, personne);
  await ecrire(interroger, TACHES, tache);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set search_path = t0001, shared');
  await client.query(
    `insert into resource (type, id, version, le, supprime, contenu, patient, famille, lecteurs, toks, refs, nom_tri, d, d_fin, cles)
     select r.type, r.id || '-' || n, r.version, r.le, r.supprime, r.contenu, r.patient, r.famille, r.lecteurs, r.toks, r.refs, r.nom_tri, r.d, r.d_fin, r.cles
     from resource r, generate_series(1, ${COPIES}) n where r.type = 'Practitioner'`,
  );
  await client.query(
    `insert into recherche (type, param, cle, fin, id) select k.type, k.param, k.cle, k.fin, k.id || '-' || n
     from recherche k, generate_series(1, ${COPIES}) n where k.type = 'Practitioner'`,
  );
  await client.query(
    `insert into cercle_membre (patient, membre, rang, fonction, debut, ouvert, fondement, familles)
     select r.id, 'Organization/dac', 0, 'coordination', '2026-01-01', true, 'porte1', '{ADM,COO,SOC,MED,PLN,FIL}' from resource r where r.type = 'Patient'`,
  );
  await client.query('vacuum analyze');
  await client.end();
  dire(
    `  ${PRATICIENS * (COPIES + 1)} praticiens, ${PERSONNES} personnes, ${TACHES} tâches en ${Math.round((performance.now() - debut) / 1000)} s`,
  );
}

async function ecrire(interroger: Interroger, nombre: number, faire: (n: number) => Identifiee): Promise<void> {
  for (let debut = 0; debut < nombre; debut += 500) {
    const lot = Array.from({ length: 500 }, (_, i) => ({ geste: 'ecrire' as const, ressource: faire(debut + i) }));
    await ecrireLot(interroger, lot, { auteur: 'banc', le: LE, traces: [] }, OUVERTE);
  }
}

export type NomDeRecherche = 'c' | 'd1' | 'd2' | 'e' | 'j';
export type Geste = (n: number, portee: Portee) => Promise<number>;

/** The reference searches of the peer, and how many times each is asked. */
export function gestesSur(
  interroger: Interroger,
): Readonly<Record<NomDeRecherche, { readonly titre: string; readonly fois: number; readonly faire: Geste }>> {
  const page = async (type: string, params: readonly [string, string][], portee: Portee) => {
    const recherche = lireRecherche(type, params, OPTIONS);
    return (await chercherEcrit(interroger, recherche, portee, LE, OPTIONS.base)).nombre;
  };
  const file = (n: number): [string, string][] => [
    ['owner', `Practitioner/pr-${n % PORTEURS}`],
    ['status', 'requested'],
    ['_sort', '-authored-on'],
    ['_count', '50'],
    ['_include', 'Task:patient'],
  ];
  return {
    c: {
      titre: 'c  Patient?identifier=',
      fois: 4000,
      faire: (n, p) =>
        page(
          'Patient',
          [['identifier', `https://banc.invalid/fictif|9${String((n * 7) % PERSONNES).padStart(8, '0')}`]],
          p,
        ),
    },
    d1: {
      titre: 'd1 Practitioner?name=<nom>',
      fois: 2000,
      faire: (n, p) =>
        page(
          'Practitioner',
          [
            ['name', famille(n * 31)],
            ['_count', '20'],
          ],
          p,
        ),
    },
    d2: {
      titre: 'd2 Practitioner?name=<3 lettres>',
      fois: 2000,
      faire: (n, p) =>
        page(
          'Practitioner',
          [
            ['name', famille(n).slice(0, 3)],
            ['_count', '20'],
          ],
          p,
        ),
    },
    e: { titre: 'e  Task?owner=&status=&_sort=&_include=', fois: 1500, faire: (n, p) => page('Task', file(n), p) },
    j: {
      titre: 'j  Patient/$everything',
      fois: 2000,
      faire: async (n, p) => {
        const { trouves, inclus } = await toutSurLaPersonne(
          interroger,
          `pa-${(n * 11) % PERSONNES}`,
          { limite: 50, avecCites: true },
          p,
        );
        return trouves.length + inclus.length;
      },
    },
  };
}
