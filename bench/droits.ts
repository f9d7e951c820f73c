import pg from 'pg';
import type { Banc } from './banc.ts';
import { gestesSur, LOGICIEL, OUVERTE, portee, SOPHIE, surUnTerrain, type Geste, type Terrain } from './terrain.ts';

/** Must-show 5 of the trust chapter: p95 of the reference searches with rights on, over the same searches without. */
const RAPPORT_MAX = 1.3;
const FOIS = 5_000;
const CHAUFFE = 100;
const ENSEMBLE = 4;
/** So many persons refused something, and so many elements are masked: the rule must then be as quick. */
const OPPOSITIONS = 500;
const MASQUES = 2_000;

export const droits: Banc = {
  nom: 'droits',
  resume:
    'p95 des recherches de référence avec et sans les droits, tour à tour dans la même mesure : une personne, puis un logiciel.',
  mesurer: (dire) =>
    surUnTerrain(dire, async (terrain) => {
      await refuser(terrain.url);
      return mesurerTout(terrain, dire);
    }),
};

async function refuser(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set search_path = t0001, shared');
  await client.query(
    `insert into opposition_en_cours (patient, vise, famille)
     select 'pa-' || (n * 7), case n % 3 when 0 then '*' when 1 then 'role:pharmacien' else 'PractitionerRole/x' end,
            case n % 2 when 0 then '*' else 'SOC' end from generate_series(1, ${OPPOSITIONS}) n`,
  );
  await client.query(
    `insert into masque (type, id, patient, vise) select 'Task', 'ta-' || (n * 9), 'pa-' || (n * 9 * 13 % 5000), '*' from generate_series(1, ${MASQUES}) n`,
  );
  await client.query('vacuum analyze');
  await client.end();
}

async function mesurerTout({ interroger }: Terrain, dire: (ligne: string) => void): Promise<boolean> {
  const gestes = gestesSur(interroger);
  let tenu = true;
  for (const [qui, acteur] of [
    ['une personne', SOPHIE],
    ['un logiciel', LOGICIEL],
  ] as const) {
    for (const nom of ['c', 'd1', 'd2', 'e', 'j'] as const) {
      const { titre, faire } = gestes[nom];
      const { avec, sans } = await tourATour(faire, () => portee(acteur));
      const rapport = p95(avec) / p95(sans);
      tenu &&= rapport <= RAPPORT_MAX;
      dire(
        `  ${titre.padEnd(42)} ${qui.padEnd(12)} p95 ${p95(avec).toFixed(2)} ms avec, ${p95(sans).toFixed(2)} sans : ×${rapport.toFixed(2)}${rapport > RAPPORT_MAX ? ' ✗' : ''}`,
      );
    }
  }
  return tenu;
}

/** Each search is asked with and without the rule, one after the other: what slows the machine slows both. */
async function tourATour(faire: Geste, regle: () => ReturnType<typeof portee>) {
  const avec: number[] = [];
  const sans: number[] = [];
  const chronometrer = async (n: number, avecLaRegle: boolean): Promise<void> => {
    const debut = performance.now();
    await faire(n, avecLaRegle ? regle() : OUVERTE);
    (avecLaRegle ? avec : sans).push(performance.now() - debut);
  };
  const derouler = async (premier: number, dernier: number): Promise<void> => {
    for (let n = premier; n < dernier; n += ENSEMBLE) {
      await chronometrer(n, n % 8 < 4);
      await chronometrer(n, n % 8 >= 4);
    }
  };
  const tous = (dernier: number) => Promise.all(Array.from({ length: ENSEMBLE }, (_, n) => derouler(n, dernier)));
  await tous(CHAUFFE);
  avec.length = 0;
  sans.length = 0;
  await tous(FOIS);
  return { avec, sans };
}

const p95 = (durees: readonly number[]): number =>
  durees.toSorted((a, b) => a - b)[Math.floor(durees.length * 0.95)] ?? Number.NaN;
