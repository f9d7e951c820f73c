import { chmod, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { ecrireLot, type EcritureFhir } from '#fhir/store/ecriture.ts';
import { historique, lireTexte } from '#fhir/store/lecture.ts';
import type { Portee } from '#fhir/store/portee.ts';
import type { LigneDeTrace } from '#fhir/store/trace.ts';
import type { Identifiee } from '#fhir/types.ts';
import { demarrerPostgres } from '#lib/postgres-embarque/index.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, migrer, urlApplication } from '#lib/sql/migrer.ts';
import { creerTraceGroupee } from '#socle/trace-groupee.ts';
import type { Banc } from './banc.ts';
import { compteurDe, couter, type Cout, type Depense } from './processeur.ts';

const TERRITOIRE = lireCodeTerritoire('t0001');
const LE = new Date('2026-11-28T09:00:00Z');
const PERSONNES = 5_000;
const FOIS = 3_000;
const LOT = 500;
/** Store alone, milliseconds of processor, at 32 clients as the reference was measured: about two thirds of what the whole door may cost. */
const CIBLES: Readonly<Record<string, number>> = { lire: 0.2, creer: 0.9, modifier: 1.2, lot: 0.4 };

export const magasin: Banc = {
  nom: 'magasin',
  resume: `Processeur (Node et PostgreSQL) par lecture, création, modification et lot de ${LOT}, à côté des mêmes lignes en pg nu.`,
  async mesurer(dire) {
    const racine = await mkdtemp(path.join(process.getuid?.() === 0 ? '/var/lib' : os.tmpdir(), 'cordee-banc-'));
    await chmod(racine, 0o711);
    const dossier = path.join(racine, 'donnees');
    const postgres = await demarrerPostgres({ dossier, journal: () => undefined, jetable: true });
    try {
      await migrer(postgres.url);
      await creerTerritoire(postgres.url, { code: TERRITOIRE, nom: 'Banc', profil: 'essai', creeLe: LE });
      const base = ouvrirBase(urlApplication(postgres.url));
      try {
        return await mesurerTout({ base, url: postgres.url, depense: compteurDe(dossier), dire });
      } finally {
        await base.fermer();
      }
    } finally {
      await postgres.arreter();
      await rm(racine, { recursive: true, force: true });
    }
  },
};

interface Terrain {
  readonly base: Base;
  readonly url: string;
  readonly depense: () => Depense;
  readonly dire: (ligne: string) => void;
}

/** A rule as wide as that of a person, so that its cost is in the figures. */
const PORTEE: Portee = {
  fondement: 'banc',
  condition: (table) => {
    const t = sql.ref(table);
    const refs = ['PractitionerRole/sophie', 'Organization/dac'];
    return sql<boolean>`(${t}.lecteurs && ${refs}::text[] or (${t}.famille = 'ORG' and ${t}.patient is null)
      or (${t}.famille = any(${['ADM', 'COO', 'MED']}::text[]) and exists (
        select 1 from cercle_membre m where m.patient = ${t}.patient and m.membre = any(${refs}::text[]) and m.ouvert)))`;
  },
};

const trace = (objet: string, genre: 'lecture' | 'ecriture'): LigneDeTrace => ({
  le: LE,
  acteur: 'compte:sophie',
  role: 'coordinateur_appui',
  structure: 'Organization/dac',
  pour: null,
  action: `fhir.${genre}`,
  genre,
  objet,
  patient: null,
  fondement: 'banc',
  decision: 'permis',
  nombre: 1,
  requete: 'r-1',
});

const NOMS = ['Béraud', 'Aubry', 'Le Guen', 'Hélénard', 'Montcourt', 'Vaubier', 'Kerlin', 'Dulmont'];

function personne(n: number): Identifiee {
  const nom = `${NOMS[n % NOMS.length] ?? ''}${n}`;
  return {
    resourceType: 'Patient',
    id: `p${n}`,
    identifier: [{ system: 'https://banc.example/fictif', value: `9${String(n).padStart(8, '0')}` }],
    active: true,
    name: [{ use: 'official', family: nom, given: ['Jeanne', 'Odile'] }],
    gender: 'female',
    birthDate: `19${String(20 + (n % 70))}-0${1 + (n % 9)}-1${n % 9}`,
    telecom: [{ system: 'phone', use: 'home', value: `01 99 00 ${String(n % 100).padStart(2, '0')} 12` }],
    address: [{ use: 'home', line: [`${n} rue des Tilleuls`], city: 'Valmonde', postalCode: '99001', country: 'FR' }],
  };
}

function tache(id: string, n: number, status: 'requested' | 'accepted' = 'requested'): Identifiee {
  return {
    resourceType: 'Task',
    id,
    identifier: [{ system: 'https://banc.example/orientation', value: id }],
    status,
    intent: 'order',
    priority: 'routine',
    code: {
      coding: [{ system: 'https://banc.example/motif', code: `M${n % 8}` }],
      text: 'Retour à domicile à sécuriser',
    },
    description: 'Aidant épuisé — à traiter par la cellule de coordination',
    for: { reference: `Patient/p${n % PERSONNES}` },
    authoredOn: LE.toISOString(),
    lastModified: LE.toISOString(),
    requester: { reference: 'PractitionerRole/martin' },
    owner: { reference: 'PractitionerRole/sophie' },
  };
}

const ecrire = (ressource: Identifiee, attendue?: number): EcritureFhir => ({ geste: 'ecrire', ressource, attendue });

async function mesurerTout({ base, url, depense, dire }: Terrain): Promise<boolean> {
  const interroger = base.directement(TERRITOIRE);
  const lot = (ecritures: readonly EcritureFhir[], objet: string) =>
    ecrireLot(interroger, ecritures, { auteur: 'compte:sophie', le: LE, traces: [trace(objet, 'ecriture')] }, PORTEE);
  const tenus: boolean[] = [];
  const rendre = (quoi: string, cout: Cout, cible?: string, parts = 1): void => {
    dire(ligne(quoi, cout, parts));
    if (cible !== undefined && (cible === 'lot' || cout.ensemble === 32))
      tenus.push((cout.nodeUs + cout.postgresUs) / parts / 1000 <= (CIBLES[cible] ?? 0));
  };
  const personnes = Array.from({ length: PERSONNES }, (_, n) => ecrire(personne(n)));
  const lots = Math.floor(PERSONNES / LOT);
  for (let n = 0; n < 3; n += 1)
    await lot(
      Array.from({ length: LOT }, (_, k) => ecrire({ ...personne(k), id: `chauffe${n}-${k}` })),
      'Bundle',
    );
  const charge = await couter(depense, { fois: lots, ensemble: 2 }, (n) =>
    lot(personnes.slice(n * LOT, (n + 1) * LOT), 'Bundle'),
  );
  rendre(`personnes par lots de ${LOT}, par ressource`, charge, 'lot', LOT);
  const taches = await couter(depense, { fois: lots, ensemble: 2 }, (k) =>
    lot(
      Array.from({ length: LOT }, (_, n) => ecrire(tache(`l${k}-${n}`, n))),
      'Bundle',
    ),
  );
  rendre(`tâches par lots de ${LOT}, par ressource`, taches, 'lot', LOT);
  await preparer(url);
  const traces = creerTraceGroupee(base);
  for (const ensemble of [1, 8, 32]) {
    const reglage = { fois: FOIS, ensemble };
    dire(`  ${ensemble} à la fois`);
    rendre(
      'lire une ressource, sa règle et sa trace',
      await couter(depense, reglage, async (n) => {
        if ((await lireTexte(interroger, 'Task', `l0-${n % LOT}`, PORTEE)) === undefined) throw new Error('illisible');
        await traces.ecrire(TERRITOIRE, trace(`Task/l0-${n % LOT}`, 'lecture'));
      }),
      'lire',
    );
    rendre(
      'créer une tâche',
      await couter(depense, reglage, (n) => lot([ecrire(tache(`c${ensemble}-${n}`, n))], 'Task')),
      'creer',
    );
    rendre(
      'créer une personne',
      await couter(depense, reglage, (n) => lot([ecrire({ ...personne(n), id: `c${ensemble}-${n}` })], 'Patient')),
      'creer',
    );
    rendre(
      'modifier une tâche (version lue)',
      await couter(depense, reglage, (n) => lot([ecrire(tache(`c${ensemble}-${n}`, n, 'accepted'), 1)], 'Task')),
      'modifier',
    );
    rendre(
      'historique d’une ressource',
      await couter(depense, reglage, (n) =>
        historique(interroger, { type: 'Task', id: `c${ensemble}-${n}` }, { limite: 10 }, PORTEE),
      ),
    );
    await plancher(url, reglage, depense, rendre);
  }
  await traces.arreter();
  return tenus.every(Boolean);
}

async function preparer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`set search_path = ${TERRITOIRE}`);
  await client.query('create table plancher (type text, id text, contenu text not null, primary key (type, id))');
  await client.query('analyze');
  await client.end();
}

/** The same rows with pg alone: one table, one key, no rule, no trace, no history, no search. */
async function plancher(
  url: string,
  reglage: { readonly fois: number; readonly ensemble: number },
  depense: () => Depense,
  rendre: (quoi: string, cout: Cout) => void,
): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 4, options: `-c search_path=${TERRITOIRE}` });
  const { ensemble } = reglage;
  try {
    const poser = { name: 'poser', text: 'insert into plancher values ($1, $2, $3)' };
    const lire = { name: 'lire', text: 'select contenu from plancher where type = $1 and id = $2' };
    const changer = { name: 'changer', text: 'update plancher set contenu = $3 where type = $1 and id = $2' };
    const valeurs = (n: number) => ['Task', `${ensemble}-${n}`, JSON.stringify(tache(`${ensemble}-${n}`, n))];
    rendre('    pg nu : insérer', await couter(depense, reglage, (n) => pool.query({ ...poser, values: valeurs(n) })));
    rendre(
      '    pg nu : lire',
      await couter(depense, reglage, (n) => pool.query({ ...lire, values: ['Task', `${ensemble}-${n}`] })),
    );
    rendre(
      '    pg nu : changer',
      await couter(depense, reglage, (n) => pool.query({ ...changer, values: valeurs(n) })),
    );
  } finally {
    await pool.end();
  }
}

function ligne(quoi: string, { nodeUs, postgresUs, parSeconde }: Cout, parts: number): string {
  const us = (valeur: number): string => `${Math.round(valeur / parts)}`.padStart(5);
  return `    ${quoi.padEnd(46)} Node${us(nodeUs)} µs  PostgreSQL${us(postgresUs)} µs  ensemble${us(nodeUs + postgresUs)} µs  ${Math.round(parSeconde * parts)}/s`;
}
