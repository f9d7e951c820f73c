import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EXTENSIONS_CORDEE } from '#fhir/definitions/index.ts';
import { creerValidateur, type Validateur } from '#fhir/validateur/index.ts';
import { exemples, trousseAbsente, TROUSSE, type Exemple } from '#fhir/validateur/testing-trousse.ts';
import type { Banc } from './banc.ts';

const FOIS = 60;
const SERIES = 5;
/** Issue « the FHIR door », Must show 1 and the budget of a write. */
const CIBLES = { baseMs: 0.15, francaisMs: 3, memoireMo: 150 } as const;

const BASE: readonly Record<string, unknown>[] = [
  {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [{ use: 'official', system: 'urn:oid:1.2.250.1.213.1.4.10', value: '279035121518989' }],
    name: [{ use: 'official', family: 'Petit', given: ['Jeanne'] }],
    telecom: [{ system: 'phone', value: '0639980123', use: 'mobile' }],
    gender: 'female',
    birthDate: '1942-03-12',
    address: [{ use: 'home', line: ['4 rue des Lilas'], postalCode: '51215', city: 'Dompremy' }],
  },
  {
    resourceType: 'Task',
    id: 't1',
    status: 'requested',
    intent: 'order',
    code: { coding: [{ system: 'urn:cordee:categorie', code: 'demande' }] },
    focus: { reference: 'ServiceRequest/s1' },
    for: { reference: 'Patient/p1' },
    authoredOn: '2026-11-24T09:00:00.000Z',
    lastModified: '2026-11-24T09:05:00.000Z',
    owner: { reference: 'PractitionerRole/r1', display: 'Sophie Marchand' },
  },
  {
    resourceType: 'Practitioner',
    id: 'r1',
    identifier: [{ system: 'urn:oid:1.2.250.1.71.4.2.1', value: '899700990007' }],
    name: [{ use: 'usual', family: 'Martin', given: ['Paul'] }],
  },
];

/**
 * Mean of a series of `FOIS` judgements once warm, in milliseconds: the best of `SERIES`, what the machine does besides being
 * no part of the cost.
 */
function chaud(juger: () => void): number {
  for (let i = 0; i < FOIS; i += 1) juger();
  let meilleure = Number.POSITIVE_INFINITY;
  for (let serie = 0; serie < SERIES; serie += 1) {
    const debut = performance.now();
    for (let i = 0; i < FOIS; i += 1) juger();
    meilleure = Math.min(meilleure, (performance.now() - debut) / FOIS);
  }
  return meilleure;
}

/**
 * Bytes held by the process, by what it still uses once the rest was collected, and by the young generation of V8: it grows with use, whatever
 * runs, and stays; in a server that has served for a minute it is already grown.
 */
async function memoire(): Promise<{ readonly processus: number; readonly gardee: number; readonly jeune: number }> {
  setFlagsFromString('--expose-gc');
  const ramasser: unknown = runInNewContext('gc');
  for (let i = 0; i < 3; i += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (typeof ramasser === 'function') ramasser();
  }
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const jeune = getHeapSpaceStatistics().find(({ space_name: nom }) => nom === 'new_space')?.physical_space_size ?? 0;
  return { processus: rss, gardee: heapUsed + arrayBuffers, jeune };
}

const ms = (valeur: number): string =>
  `${valeur.toLocaleString('fr-FR', { maximumFractionDigits: 3 })} ms`.padStart(10);
const mo = (octets: number): string => `${Math.round(octets / 1e6)} Mo`;

export const validateur: Banc = {
  nom: 'validateur',
  resume: 'une ressource jugée, par la norme de base puis par les profils français ; mémoire des paquets.',
  async mesurer(dire) {
    // Read before: their archives weigh more than what judges them.
    const lus = trousseAbsente ? [] : exemples();
    const avant = await memoire();
    const debut = performance.now();
    const juge = creerValidateur({ paquets: trousseAbsente ? [] : [TROUSSE], extensions: EXTENSIONS_CORDEE });
    dire(`  ouverture des paquets${ms(performance.now() - debut)}`);
    let tenu = mesurerLaBase(juge, dire);
    if (trousseAbsente) dire('  profils français : trousse de conformité absente, non mesurés');
    else tenu = (await mesurerLesProfils(juge, lus, dire)) && tenu;
    const apres = await memoire();
    const enPlus = apres.processus - avant.processus;
    const gardee = apres.gardee - avant.gardee;
    const jeune = apres.jeune - avant.jeune;
    dire(
      `  mémoire en plus, paquets indexés et exemples jugés : ${mo(enPlus)} au processus, dont ${mo(jeune)} de jeune génération et ${mo(gardee)} gardés (cible ${CIBLES.memoireMo} Mo)`,
    );
    return tenu && enPlus <= CIBLES.memoireMo * 1e6;
  },
};

function mesurerLaBase(juge: Validateur, dire: (ligne: string) => void): boolean {
  const durees = BASE.map((ressource) => {
    const duree = chaud(() => juge.valider(ressource));
    dire(`  ${String(ressource['resourceType']).padEnd(14)}norme de base${ms(duree)}   (cible ${CIBLES.baseMs} ms)`);
    return duree;
  });
  return durees.every((duree) => duree <= CIBLES.baseMs);
}

async function mesurerLesProfils(
  juge: Validateur,
  lus: readonly Exemple[],
  dire: (ligne: string) => void,
): Promise<boolean> {
  const froides: number[] = [];
  const durees: { readonly nom: string; readonly duree: number }[] = [];
  for (const { paquet, nom, lire } of lus) {
    const ressource = lire();
    const debut = performance.now();
    juge.valider(ressource, { contexte: paquet });
    froides.push(performance.now() - debut);
    durees.push({ nom: `${paquet} ${nom}`, duree: chaud(() => juge.valider(ressource, { contexte: paquet })) });
    // As between two requests of a server: what was unpacked may be let go.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const tri = durees.toSorted((a, b) => a.duree - b.duree);
  const [mediane, pire] = [tri[Math.floor(tri.length / 2)], tri.at(-1)];
  dire(
    `  ${durees.length} exemples français : médiane${ms(mediane?.duree ?? 0)}, pire${ms(pire?.duree ?? 0)} (${pire?.nom ?? ''}) (cible ${CIBLES.francaisMs} ms)`,
  );
  dire(`  première fois, profil compilé compris : au plus${ms(Math.max(...froides))}`);
  return (pire?.duree ?? 0) <= CIBLES.francaisMs;
}
