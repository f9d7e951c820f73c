import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { Acteur } from '#acces/acteur.ts';
import { declarerContexte } from '#acces/contexte-trace.ts';
import type { LigneDeTrace } from '#fhir/store/trace.ts';
import { horlogeSysteme } from '#lib/horloge.ts';
import { journalMuet } from '#lib/journal.ts';
import { demarrerPostgres } from '#lib/postgres-embarque/index.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, migrer, urlApplication } from '#lib/sql/migrer.ts';
import { exporterLeJournal, ouvrirCleDeSceau, quiEstTouche, sceller } from '#modules/trace/index.ts';
import { creerFrein } from '#socle/frein.ts';
import { creerTraceGroupee } from '#socle/trace-groupee.ts';
import type { Banc } from './banc.ts';
import { compteurDe, couter, type Cout, type Depense } from './processeur.ts';

const T = lireCodeTerritoire('t0001');
const LE = new Date('2026-11-28T09:00:00Z');
const PERSONNES = 2_000;
const FOIS = 20_000;
const SERIES = 3;
const LIGNES = 1_000_000;
/** Source: issue 4, must-show 3; security.md §7; INC-01. */
const CIBLES = { traceMs: 0.1, verifierS: 60, touchesS: 60 };
const VERIFICATEUR = path.resolve(import.meta.dirname, '../scripts/verifier-audit.mjs');

interface Terrain {
  readonly base: Base;
  readonly admin: pg.Client;
  readonly racine: string;
  readonly depense: () => Depense;
  readonly dire: (ligne: string) => void;
}

async function avecUnTerrain(
  dire: (ligne: string) => void,
  faire: (terrain: Terrain) => Promise<boolean>,
): Promise<boolean> {
  const racine = await mkdtemp(path.join(process.getuid?.() === 0 ? '/var/lib' : os.tmpdir(), 'cordee-banc-'));
  await chmod(racine, 0o711);
  const dossier = path.join(racine, 'donnees');
  const postgres = await demarrerPostgres({ dossier, journal: () => undefined, jetable: true });
  const admin = new pg.Client({ connectionString: postgres.url });
  try {
    await migrer(postgres.url);
    await creerTerritoire(postgres.url, { code: T, nom: 'Banc', profil: 'essai', creeLe: LE });
    await admin.connect();
    await admin.query(`set search_path = ${T}, shared`);
    const base = ouvrirBase(urlApplication(postgres.url));
    try {
      return await faire({ base, admin, racine, depense: compteurDe(dossier), dire });
    } finally {
      await base.fermer();
    }
  } finally {
    await admin.end();
    await postgres.arreter();
    await rm(racine, { recursive: true, force: true });
  }
}

export const trace: Banc = {
  nom: 'trace',
  resume: 'Processeur d’une lecture avec et sans sa trace, dans la même course ; octets par ligne gardée.',
  mesurer: (dire) => avecUnTerrain(dire, mesurerLaTrace),
};

const SOPHIE: Acteur = {
  genre: 'compte',
  id: 'compte:sophie',
  nom: 'Sophie Marchand',
  role: 'coordinateur_appui',
  territoire: T,
  refs: ['PractitionerRole/sophie', 'Organization/dac'],
  ref: 'PractitionerRole/sophie',
  structure: { ref: 'Organization/dac', nom: 'DAC du Pays d’essai' },
  connexion: { moyen: 'psc', niveau: 'eidas1', adresse: '192.0.2.17' },
  requete: 'session:0123456789ab',
};

async function mesurerLaTrace({ base, admin, depense, dire }: Terrain): Promise<boolean> {
  await admin.query(
    `insert into cercle_membre (patient, membre, rang, fonction, debut, ouvert, fondement, familles)
     select 'p' || n, 'PractitionerRole/sophie', 1, 'coordination', $1, true, 'porte1', '{ADM}' from generate_series(0, ${PERSONNES - 1}) n`,
    [new Date('2026-01-01')],
  );
  await admin.query('analyze');
  const contexte = await declarerContexte(base, SOPHIE);
  const traces = creerTraceGroupee(base);
  const frein = creerFrein({
    base,
    horloge: horlogeSysteme,
    territoires: [T],
    journal: journalMuet,
    alerter: async () => undefined,
  });
  const interroger = base.directement(T);
  const lire = (n: number): Promise<unknown> =>
    interroger({
      nom: 'banc.lire',
      texte: 'select m.membre from cercle_membre m where m.patient = $1',
      valeurs: [`p${n % PERSONNES}`],
      courte: true,
    });
  const avec = async (n: number): Promise<void> => {
    await lire(n);
    const ligne = ligneDe(n, contexte);
    await traces.ecrire(T, ligne);
    frein.noter(SOPHIE, ligne);
  };
  const ecarts: number[] = [];
  for (let serie = 0; serie < SERIES; serie += 1) {
    const sans = await couter(depense, { fois: FOIS, ensemble: 32 }, lire);
    const avecTrace = await couter(depense, { fois: FOIS, ensemble: 32 }, avec);
    ecarts.push(total(avecTrace) - total(sans));
    dire(
      `  sans ${us(total(sans))}  avec ${us(total(avecTrace))}  trace ${us(total(avecTrace) - total(sans))} (Node ${us(avecTrace.nodeUs - sans.nodeUs)}, PostgreSQL ${us(avecTrace.postgresUs - sans.postgresUs)})`,
    );
  }
  await frein.vider();
  await traces.arreter();
  await taille(admin, dire);
  const cout = Math.min(...ecarts) / 1000;
  dire(`  une trace coûte ${cout.toFixed(3)} ms de processeur (cible ${CIBLES.traceMs})`);
  return cout <= CIBLES.traceMs;
}

const total = (c: Cout): number => c.nodeUs + c.postgresUs;
const us = (valeur: number): string => `${Math.round(valeur)} µs`;

const ligneDe = (n: number, contexte: string): LigneDeTrace => ({
  le: LE,
  acteur: SOPHIE.id,
  role: SOPHIE.role,
  structure: SOPHIE.structure.ref,
  pour: null,
  action: 'fhir.lire',
  genre: 'lecture',
  objet: `Observation/0192f1c4-7d2e-7c3a-9f00-${String(n).padStart(12, '0')}`,
  patient: `p${n % PERSONNES}`,
  fondement: 'equipe-ou-echange',
  decision: 'permis',
  nombre: 1,
  requete: SOPHIE.requete,
  version: 3,
  contexte,
});

async function taille(admin: pg.Client, dire: (ligne: string) => void): Promise<void> {
  const { rows } = await admin.query<{ n: number; table: number; index: number }>(
    `select count(*)::int as n, pg_relation_size('trace')::float8 as "table", pg_indexes_size('trace')::float8 as index from trace`,
  );
  const [r] = rows;
  if (r !== undefined)
    dire(`  ${Math.round(r.table / r.n)} octets par ligne, ${Math.round(r.index / r.n)} d’index (${r.n} lignes)`);
}

export const audit: Banc = {
  nom: 'audit',
  resume: 'Un million de lignes : sceller, exporter, vérifier par le programme indépendant, dire qui est touché.',
  mesurer: (dire) => avecUnTerrain(dire, mesurerLAudit),
};

async function mesurerLAudit({ base, admin, racine, dire }: Terrain): Promise<boolean> {
  const minuter = async <R>(quoi: string, faire: () => Promise<R>): Promise<[R, number]> => {
    const debut = performance.now();
    const resultat = await faire();
    const secondes = (performance.now() - debut) / 1000;
    dire(`  ${quoi.padEnd(58)}${secondes.toFixed(1)} s`);
    return [resultat, secondes];
  };
  const cle = await ouvrirCleDeSceau(path.join(racine, 'sceau', 'cle.pem'));
  await minuter('écrire un million de lignes', () => remplir(admin));
  await minuter('les sceller, par lots de mille', () => sceller(base, T, cle, () => LE));
  const fichier = path.join(racine, 'journal.ndjson');
  await minuter('les exporter', () => exporter(base, cle.id, fichier));
  await writeFile(`${fichier}.pub`, cle.publique);
  dire(`  export : ${Math.round((await stat(fichier)).size / 1e6)} Mo`);
  const [code, verifier] = await minuter('les vérifier (scripts/verifier-audit.mjs)', () =>
    lancer([VERIFICATEUR, fichier, '--cle', `${fichier}.pub`]),
  );
  const depuis = new Date('2026-01-01');
  const demande = { acteur: 'compte:c7', depuis, jusqua: new Date('2027-01-01') };
  const [{ personnes }, touches] = await minuter('dire qui un compte a touché', () => quiEstTouche(base, T, demande));
  dire(`  ${personnes.length} personnes touchées par compte:c7`);
  return code === 0 && verifier < CIBLES.verifierS && touches < CIBLES.touchesS && personnes.length > 0;
}

async function remplir(admin: pg.Client): Promise<void> {
  for (let debut = 0; debut < LIGNES; debut += 100_000)
    await admin.query(
      `insert into trace (le, acteur, role, structure, action, genre, objet, version, patient, fondement, decision, nombre, requete)
       select $1::timestamptz + n * interval '20 ms', 'compte:c' || (n % 40), 'infirmier', 'Organization/s' || (n % 9), 'fhir.lire', 'lecture',
           'Observation/o' || n, 1, 'p' || (n::bigint * 7919 % 20000), 'equipe-ou-echange', 'permis', 1, 'session:' || (n % 500)
         from generate_series($2::int, $2::int + 99999) n`,
      [LE, debut],
    );
}

async function exporter(base: Base, cle: string, fichier: string): Promise<void> {
  const flux = createWriteStream(fichier);
  for await (const ligne of exporterLeJournal(base, T, cle)) if (!flux.write(`${ligne}\n`)) await once(flux, 'drain');
  flux.end();
  await once(flux, 'finish');
}

function lancer(args: readonly string[]): Promise<number> {
  return new Promise((rendre, echouer) => {
    const enfant = spawn(process.execPath, [...args], { stdio: ['ignore', 'ignore', 'inherit'] });
    enfant.on('error', echouer);
    enfant.on('exit', (code) => rendre(code ?? 1));
  });
}
