import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { AntivirusIndisponible, type Antivirus, type Verdict } from './antivirus.ts';
import type { AdresseClamd } from './adresse.ts';

export interface ConfigClamd {
  readonly adresse: AdresseClamd;
  /** One whole question, in milliseconds. */
  readonly delaiMs?: number;
}

const DELAI_MS = 60_000;
const MORCEAU = 64 * 1024;
/** Answers are one short line: anything longer is not one. */
const REPONSE_MAX = 4096;

/** Client of clamd (commands VERSION and INSTREAM, answers ended by a zero octet). Source: clamd(8), ClamAV 1.4. */
export function clientClamd({ adresse, delaiMs = DELAI_MS }: ConfigClamd): Antivirus {
  const demander = (question: Iterable<Uint8Array>) => echanger(adresse, question, delaiMs);
  return {
    verifier: async (octets) => {
      const moteur = lireVersion(await demander([commande('VERSION')]));
      return { ...lireVerdict(await demander(enMorceaux(octets))), ...moteur };
    },
  };
}

const commande = (mot: string): Buffer => Buffer.from(`z${mot}\0`, 'latin1');

/** Each piece after its length, four octets; a length of zero ends. */
function* enMorceaux(octets: Uint8Array): Generator<Uint8Array> {
  yield commande('INSTREAM');
  for (let i = 0; i < octets.length; i += MORCEAU) {
    const morceau = octets.subarray(i, i + MORCEAU);
    yield longueur(morceau.length);
    yield morceau;
  }
  yield longueur(0);
}

function longueur(n: number): Buffer {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(n);
  return octets;
}

/** One connection per question. The answer counts as soon as it is whole, even when the engine closed before the end of what it was sent. */
function echanger(adresse: AdresseClamd, question: Iterable<Uint8Array>, delaiMs: number): Promise<string> {
  return new Promise((resoudre, rejeter) => {
    const prise = 'chemin' in adresse ? connect(adresse.chemin) : connect(adresse.port, adresse.hote);
    const source = Readable.from(question);
    let recu = '';
    const finir = (issue: () => void) => {
      clearTimeout(minuterie);
      source.destroy();
      prise.destroy();
      issue();
    };
    const minuterie = setTimeout(() => finir(() => rejeter(new AntivirusIndisponible('delai'))), delaiMs);
    prise.setEncoding('latin1');
    prise.on('connect', () => source.pipe(prise, { end: false }));
    prise.on('data', (morceau: string) => {
      recu += morceau;
      const fin = recu.indexOf('\0');
      if (fin !== -1) finir(() => resoudre(recu.slice(0, fin)));
      else if (recu.length > REPONSE_MAX) finir(() => rejeter(new AntivirusIndisponible('reponse_illisible')));
    });
    prise.on('error', () => finir(() => rejeter(new AntivirusIndisponible('injoignable'))));
    prise.on('close', () => finir(() => rejeter(new AntivirusIndisponible('injoignable'))));
  });
}

function lireVerdict(reponse: string): Pick<Verdict, 'issue' | 'menace'> {
  if (reponse === 'stream: OK') return { issue: 'saine' };
  const menace = /^stream: ([\x21-\x7e][\x20-\x7e]{0,199}) FOUND$/.exec(reponse)?.[1];
  if (menace !== undefined) return { issue: 'dangereuse', menace };
  if (/^INSTREAM size limit exceeded\b.*ERROR$/.test(reponse)) return { issue: 'non_verifiable' };
  throw new AntivirusIndisponible(reponse.endsWith(' ERROR') ? 'erreur_du_moteur' : 'reponse_illisible');
}

/** « ClamAV 1.4.3/27821/Fri Nov 27 09:23:13 2026 »; without its signatures of the day, the engine gives its name alone. */
function lireVersion(reponse: string): Pick<Verdict, 'moteur' | 'signaturesDu'> {
  const lu = /^(ClamAV [\w.+~-]{1,40})(?:\/\d+\/([\w: ]{10,40}))?$/.exec(reponse);
  if (lu?.[1] === undefined) throw new AntivirusIndisponible('reponse_illisible');
  const date = new Date(`${lu[2] ?? ''} UTC`);
  return { moteur: lu[1], ...(Number.isNaN(date.getTime()) ? {} : { signaturesDu: date }) };
}
