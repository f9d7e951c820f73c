import { desserrerLeFrein } from '../fautes/desserrer-le-frein.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { demarrerPostgres } from '#lib/postgres-embarque/index.ts';
import { portLibre } from '#lib/postgres-embarque/serveur.ts';
import { baseEnMarche } from '../src/cli/base-de-travail.ts';
import { lancerCordee, preparerLieu, type CordeeLancee } from '../fautes/cordee.ts';
import { inspectableSur } from '../fautes/inspecteur.ts';
import { enregistrerLogiciel } from '../fautes/logiciel.ts';
import type { Banc } from './banc.ts';
import { lancerPilote, lireEpreuves, lireLignes, piloteAbsent, type LigneDePilote, type Terrain } from './pilote.ts';
import { montrerProfils } from './profil-fhir.ts';
import { mesurerPlancher, type Plancher } from './plancher.ts';
import { compteurDe, pidDePostgres } from './processeur.ts';

/** Milliseconds of processor per request allowed by peers.md §5, and what the measured peer costs, by scenario of the driver. */
const CIBLES: Readonly<Record<string, { readonly cible: number; readonly pair: number }>> = {
  a: { cible: 1.4, pair: 4.3 },
  b: { cible: 0.3, pair: 1.03 },
  c: { cible: 0.45, pair: 1.64 },
  d1: { cible: 0.9, pair: 3.8 },
  d2: { cible: 1, pair: 5.3 },
  e: { cible: 1.8, pair: 7 },
  f: { cible: 4.5, pair: 15.3 },
  g: { cible: 1.8, pair: 5.4 },
  h: { cible: 0.6, pair: 7.2 },
  i: { cible: 0.6, pair: 1.9 },
  j: { cible: 3, pair: 42 },
};

/** All it may do, traces included: the driver looks for its own reads in them. */
const PERMISSIONS = 'system/*.cruds system/AuditEvent.rs';

const OPTIONS = {
  praticiens: { type: 'string', default: '20000' },
  patients: { type: 'string', default: '2000' },
  taches: { type: 'string', default: '8000' },
  conc: { type: 'string', default: '1,8,32' },
  secondes: { type: 'string', default: '2' },
  seulement: { type: 'string', default: 'b,c,d1,d2,e,i,j,a,f,g' },
  /** Says where the processor goes in each scenario that misses its target, or in all those measured. */
  profil: { type: 'string', default: 'non' },
  /** Programs (…/bin) of an installed PostgreSQL, as the peer was measured, in place of the one that comes with the project. */
  pg: { type: 'string', default: '' },
} as const;

export const fhir: Banc = {
  nom: 'fhir',
  resume: 'Porte FHIR entière : processeur par requête, droits et traces compris (--praticiens 200000 --secondes 6 …).',
  async mesurer(dire, args = []) {
    if (piloteAbsent()) {
      dire('  Le pilote ../shared/bench/fhir-peer n’est pas là : rien n’est mesuré.');
      return true;
    }
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    process.env['CORDEE_SANS_DEMO'] = 'oui';
    const portDInspection = await portLibre();
    const lieu = await preparerLieu();
    let cordee: CordeeLancee | undefined;
    const postgres =
      values.pg === '' ? undefined : await demarrerPostgres({ dossier: lieu.dossier, bin: values.pg, journal: dire });
    try {
      cordee = await lancerCordee(lieu, {
        ...inspectableSur(portDInspection),
        ...(postgres === undefined ? {} : { DATABASE_URL: postgres.url }),
      });
      return await mesurerLaPorte({ ...cordee, portDInspection }, values, dire);
    } finally {
      await cordee?.arreter();
      await postgres?.arreter();
      await lieu.effacer();
    }
  },
};

const SCEAU_MAX_MS = 120_000;

type Reglages = Readonly<Record<keyof typeof OPTIONS, string>>;

async function mesurerLaPorte(
  cordee: CordeeLancee & { readonly portDInspection: number },
  r: Reglages,
  dire: (l: string) => void,
): Promise<boolean> {
  const url = await baseEnMarche(cordee.dossier);
  if (url === undefined) throw new Error('la base de cette Cordée ne répond pas');
  await desserrerLeFrein(url, ['t0001']);
  const terrain = await terrainDe(cordee);
  // A token lives five minutes: each run of the driver has its own.
  const lancer = async (mode: 'load' | 'run' | 'probe', ...options: readonly string[]) => {
    const logiciel = await enregistrerLogiciel(cordee, cordee.dossier, PERMISSIONS);
    const jeton = (await logiciel.porteur()).replace('Bearer ', '');
    return lancerPilote(terrain, mode, jeton, options);
  };
  const volumes = ['--practitioners', r.praticiens, '--patients', r.patients, '--tasks', r.taches];
  const chargees = lireLignes(await lancer('load', ...volumes));
  await laisserFinir(url);
  await analyser(url);
  const epreuves = lireEpreuves(await lancer('probe'));
  for (const { name, v } of epreuves) dire(`  ${name} : ${v}`);
  const mesurees: LigneDePilote[] = [];
  for (const conc of r.conc.split(','))
    mesurees.push(...lireLignes(await lancer('run', '--conc', conc, '--seconds', r.secondes, '--only', r.seulement)));
  const plancher = await mesurerPlancher(url, compteurDe(cordee.dossier));
  const tenues = montrer([...chargees, ...mesurees], plancher, dire);
  if (r.profil !== 'non') {
    const jouer = (cle: string) => lancer('run', '--conc', '32', '--seconds', r.secondes, '--only', cle);
    const aVoir = mesurees.filter((l) => l.conc !== 1 && (r.profil === 'tout' || !estTenue(l)));
    await montrerProfils(cordee, new Map(aVoir.map((l) => [cleDe(l), coutDe(l)])), jouer, dire);
  }
  return tenues;
}

const cleDe = ({ scenario }: LigneDePilote): string => scenario.split(' ')[0] ?? '';
const cibleDe = (ligne: LigneDePilote) => CIBLES[cleDe(ligne)] ?? { cible: Number.NaN, pair: Number.NaN };

/** Milliseconds of processor per request. The embedded server may be a child of Node, which then counts it too. */
function coutDe({ cpuMs: { cordee = 0, base = 0, emboite } }: LigneDePilote): { node: number; base: number } {
  return { node: emboite === undefined ? cordee : cordee - base, base };
}

const estTenue = (ligne: LigneDePilote): boolean => ligne.errors === 0 && processeurDe(ligne) <= cibleDe(ligne).cible;

async function terrainDe(cordee: CordeeLancee): Promise<Terrain> {
  const postgres = Number(pidDePostgres(cordee.dossier));
  return {
    base: `${cordee.origine}/fhir`,
    etat: path.join(cordee.dossier, '..', 'pilote.json'),
    dossier: path.join(cordee.dossier, '..'),
    processus: [
      `cordee=${cordee.pid}`,
      `base=${postgres}`,
      ...((await estEnfant(postgres, cordee.pid)) ? ['emboite=0'] : []),
    ],
  };
}

/** The embedded server is a child of Node: the driver then counts it twice, which `montrer` takes back. */
async function estEnfant(pid: number, parent: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
}

/**
 * What the load left to do is not the price of the requests that follow: the seal of its traces is waited for, and its 5 000 files, all alike,
 * are taken as already compared with each other.
 */
async function laisserFinir(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `insert into t0001.curseur_doublon (seq) select coalesce(max(h.seq), 0) from t0001.resource_history h
         on conflict (unique_ligne) do update set seq = excluded.seq`,
    );
    const limite = performance.now() + SCEAU_MAX_MS;
    while (performance.now() < limite) {
      const { rows } = await client.query<{ reste: number }>(
        `select count(*)::int as reste from t0001.trace t
          where t.seq > coalesce((select max(s.seq_fin) from t0001.trace_sceau s), 0)`,
      );
      if ((rows[0]?.reste ?? 0) < 100) return;
      await pause(500);
    }
  } finally {
    await client.end();
  }
}

async function analyser(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}

const ms = (v: number | null | undefined): string =>
  v === null || v === undefined || Number.isNaN(v) ? '–' : v.toFixed(2);

function montrer(lignes: readonly LigneDePilote[], plancher: Plancher, dire: (l: string) => void): boolean {
  dire('');
  dire(
    '| scénario | clients | req/s | p50 / p95 / p99 ms | erreurs | Node + base = processeur ms | cible | pair | pg nu | autres % | mémoire Mo |',
  );
  dire('|---|---|---|---|---|---|---|---|---|---|---|');
  for (const ligne of lignes) {
    const { node, base } = coutDe(ligne);
    const total = processeurDe(ligne);
    const { cible, pair } = cibleDe(ligne);
    const sol = solDe(ligne, plancher);
    dire(
      `| ${ligne.scenario} | ${ligne.conc} | ${ligne.rps.toFixed(0)} | ${ms(ligne.p50)} / ${ms(ligne.p95)} / ${ms(ligne.p99)} | ${ligne.errors}/${ligne.n} | ${ms(node)} + ${ms(base)} = ${ms(total)}${estTenue(ligne) ? '' : ' ✗'} | ${ms(cible)} | ${ms(pair)} | ${sol === undefined ? '–' : `${ms(sol)} (×${(total / sol).toFixed(1)})`} | ${(ligne.otherCpuPct ?? 0).toFixed(0)} | ${Object.entries(
        ligne.mem,
      )
        .filter(([nom]) => nom !== 'emboite')
        .map(([nom, mo]) => `${nom} ${mo}`)
        .join(', ')} |`,
    );
    if (ligne.errorSample !== undefined) dire(`  première erreur : ${ligne.errorSample}`);
  }
  return resumer(lignes, plancher, dire);
}

const solDe = (ligne: LigneDePilote, plancher: Plancher): number | undefined =>
  plancher[cleDe(ligne)] ?? plancher[ligne.scenario];

/**
 * One line per scenario: its best measure, as the peer's figures are (peers.md §3), and the worst. Alone, a client leaves the processor to sleep
 * and wake: those of one client are left out. A failed request fails its scenario, whichever measure it is in.
 */
function resumer(lignes: readonly LigneDePilote[], plancher: Plancher, dire: (l: string) => void): boolean {
  dire('\n| scénario | mesures | meilleure | pire | cible | pg nu |');
  dire('|---|---|---|---|---|---|');
  const parScenario = Map.groupBy(
    lignes.filter(({ conc }) => conc !== 1),
    ({ scenario }) => scenario,
  );
  return [...parScenario].reduce((toutes, [scenario, mesures]) => {
    const [premiere, ...autres] = mesures.toSorted((a, b) => processeurDe(a) - processeurDe(b));
    if (premiere === undefined) return toutes;
    const sol = solDe(premiere, plancher);
    const tenue = estTenue(premiere) && autres.every(({ errors }) => errors === 0);
    dire(
      `| ${scenario} | ${mesures.length} | ${ms(processeurDe(premiere))}${tenue ? '' : ' ✗'} | ${ms(processeurDe(autres.at(-1) ?? premiere))} | ${ms(cibleDe(premiere).cible)} | ${sol === undefined ? '–' : `${ms(sol)} (×${(processeurDe(premiere) / sol).toFixed(1)})`} |`,
    );
    return toutes && tenue;
  }, true);
}

function processeurDe(ligne: LigneDePilote): number {
  const { node, base } = coutDe(ligne);
  return node + base;
}
