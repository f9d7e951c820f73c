import { randomInt } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ouvrirRegistre, type RegistreDesAccuses } from './accuses.ts';
import { seConnecter, type Client } from './client.ts';
import { constater } from './controle.ts';
import { lancerCordee, preparerLieu, type CordeeLancee, type Lieu } from './cordee.ts';
import { lancerEcrivains, type EnVol } from './ecrivains.ts';

export interface OptionsCoupures {
  readonly fois: number;
  readonly ecrivains: number;
}

interface Tour {
  readonly accuses: number;
  readonly enVol: number;
  readonly tues: number;
  readonly redemarrageMs: number;
  readonly perdus: number;
  readonly rompus: readonly string[];
  readonly rejoues: number;
}

const CIBLE_MS = 5_000;

/**
 * Cuts everything under write load, again and again: Node and PostgreSQL die together, at a random moment. What the server
 * acknowledged must be there afterwards, nothing may be half written, and sending again what was in flight acts once.
 */
export async function coupures(options: OptionsCoupures, dire: (ligne: string) => void): Promise<boolean> {
  const lieu = await preparerLieu();
  const registre = await ouvrirRegistre(path.join(path.dirname(lieu.dossier), 'accuses.ndjson'));
  let cordee: CordeeLancee | undefined;
  try {
    cordee = await lancerCordee(lieu);
    dire(`Première mise en route : ${cordee.pretEnMs} ms. ${options.fois} coupures, ${options.ecrivains} écrivains.`);
    const client = await seConnecter(cordee.origine, 'sophie-marchand');
    const debut = new Date();
    const tours: Tour[] = [];
    dire('  n°  accusés  en vol  tués  redémarrage  perdus  rompus');
    for (let n = 1; n <= options.fois; n += 1) {
      const { tour, suivante } = await couper(cordee, { lieu, client, registre, debut, ecrivains: options.ecrivains });
      cordee = suivante;
      tours.push(tour);
      dire(ligneDe(n, tour));
      for (const rompu of tour.rompus) dire(`      ${rompu}`);
    }
    return conclure(tours, registre, dire);
  } finally {
    await cordee?.arreter();
    await registre.fermer();
    await lieu.effacer();
  }
}

interface Epreuve {
  readonly lieu: Lieu;
  readonly client: Client;
  readonly registre: RegistreDesAccuses;
  readonly debut: Date;
  readonly ecrivains: number;
}

async function couper(cordee: CordeeLancee, epreuve: Epreuve): Promise<{ tour: Tour; suivante: CordeeLancee }> {
  const { lieu, client, registre, debut, ecrivains } = epreuve;
  const salve = lancerEcrivains(client, ecrivains, registre);
  // The moment of the cut is random on purpose: somewhere inside transactions, commits and answers.
  await Promise.race([pause(800 + randomInt(1_500)), salve.fin]);
  const tues = await cordee.abattre();
  const enVol = await salve.fin;
  const suivante = await lancerCordee(lieu);
  const rejoues = await rejouer(client, registre, enVol);
  const { perdus, rompus, ecarts } = await constater(lieu.dossier, registre.accuses, debut);
  const tour = {
    accuses: salve.accuses(),
    enVol: enVol.length,
    tues,
    redemarrageMs: suivante.pretEnMs,
    perdus: perdus.length,
    rompus: [...rompus, ...ecarts],
    rejoues,
  };
  return { tour, suivante };
}

/** Whoever lost the answer sends again with the same key: done once, whether the first one had passed or not. */
async function rejouer(client: Client, registre: RegistreDesAccuses, enVol: readonly EnVol[]): Promise<number> {
  let rejoues = 0;
  for (const { cle, action, entree } of enVol) {
    const reponse = await client.agir(action, entree, cle);
    if (reponse?.statut !== 200)
      throw new Error(`renvoi refusé après la coupure (${reponse?.statut ?? 'sans réponse'})`);
    await registre.noter({ cle, action, id: (reponse.corps as { id: string }).id });
    rejoues += 1;
  }
  return rejoues;
}

function ligneDe(n: number, t: Tour): string {
  const cases: readonly (readonly [string | number, number])[] = [
    [n, 4],
    [t.accuses, 9],
    [t.enVol, 8],
    [t.tues, 6],
    [`${t.redemarrageMs} ms`, 13],
    [t.perdus, 8],
    [t.rompus.length, 8],
  ];
  return cases.map(([valeur, largeur]) => String(valeur).padStart(largeur)).join('');
}

function conclure(tours: readonly Tour[], registre: RegistreDesAccuses, dire: (ligne: string) => void): boolean {
  const perdus = tours.reduce((total, t) => total + t.perdus, 0);
  const rompus = tours.filter((t) => t.rompus.length > 0).length;
  const temps = tours.map((t) => t.redemarrageMs).sort((a, b) => a - b);
  const milieu = temps[Math.floor(temps.length / 2)] ?? 0;
  const pire = temps.at(-1) ?? 0;
  dire('');
  dire(
    `${registre.accuses.length} écritures accusées, ${perdus} perdues ; ${rompus} coupures avec une promesse rompue.`,
  );
  dire(
    `Redémarrage : ${milieu} ms au milieu, ${pire} ms au pire${pire > CIBLE_MS ? ` (cible : ${CIBLE_MS} ms)` : ''}.`,
  );
  return perdus === 0 && rompus === 0;
}
