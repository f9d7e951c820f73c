import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What the simulated engine does with the next questions. */
export type Comportement = 'normal' | 'lent' | 'coupe' | 'charabia' | 'erreur' | 'bavard';

export interface SimulateurAntivirus {
  readonly adresse: { readonly hote: string; readonly port: number };
  comporter(comportement: Comportement): void;
  arreter(): Promise<void>;
}

export interface OptionsSimulateurAntivirus {
  /** Octets it accepts to judge, as clamd’s `StreamMaxLength`. */
  readonly tailleMax?: number;
  readonly signaturesDu?: Date;
}

/** The EICAR test string, in two parts so that no antivirus takes this file for an infected one. Source: EICAR, « Anti-malware testfile ». */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

const TAILLE_MAX = 100 * 1024 * 1024;

/** clamd for the trial: the same words, and one signature, the EICAR test string. */
export async function demarrerSimulateurAntivirus(
  options: OptionsSimulateurAntivirus = {},
): Promise<SimulateurAntivirus> {
  let comportement: Comportement = 'normal';
  const prises = new Set<Socket>();
  const serveur = createServer((prise) => {
    prises.add(prise);
    prise.on('close', () => prises.delete(prise));
    // Whoever asks may leave before the answer.
    prise.on('error', () => prise.destroy());
    const recus: Buffer[] = [];
    prise.on('data', (morceau: Buffer) => {
      recus.push(morceau);
      if (comportement === 'coupe') prise.destroy();
      else if (peutEtreFini(morceau)) {
        const reponse = repondre(Buffer.concat(recus), options);
        if (reponse !== undefined) dire(prise, comportement, reponse);
      }
    });
  });
  await new Promise<void>((resoudre) => serveur.listen(0, '127.0.0.1', resoudre));
  const { port } = serveur.address() as AddressInfo;
  return {
    adresse: { hote: '127.0.0.1', port },
    comporter: (nouveau) => {
      comportement = nouveau;
    },
    arreter: () =>
      new Promise((resoudre) => {
        for (const prise of prises) prise.destroy();
        serveur.close(() => resoudre());
      }),
  };
}

function dire(prise: Socket, comportement: Comportement, reponse: string): void {
  if (comportement === 'lent') return;
  if (comportement === 'bavard') prise.end('x'.repeat(1_000_000));
  else if (comportement === 'charabia') prise.end('<html>503</html>\0');
  else if (comportement === 'erreur' && reponse.startsWith('stream'))
    prise.end('Can’t allocate memory ERROR\0', 'latin1');
  else prise.end(`${reponse}\0`, 'latin1');
}

/** A question ends with a zero: what does not is not read again from its start. */
const peutEtreFini = (morceau: Buffer): boolean => morceau.at(-1) === 0;

/** Undefined while the question is not whole. */
function repondre(
  recu: Buffer,
  { tailleMax = TAILLE_MAX, signaturesDu }: OptionsSimulateurAntivirus,
): string | undefined {
  const fin = recu.indexOf(0);
  if (fin === -1) return undefined;
  const mot = recu.toString('latin1', 0, fin);
  if (mot === 'zVERSION') return `ClamAV 1.4.3-simulateur/27821/${dateDeClamd(signaturesDu ?? new Date())}`;
  if (mot !== 'zINSTREAM') return 'UNKNOWN COMMAND';
  const morceaux: Buffer[] = [];
  let taille = 0;
  for (let i = fin + 1; i + 4 <= recu.length;) {
    const longueur = recu.readUInt32BE(i);
    if (longueur === 0)
      return Buffer.concat(morceaux).includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK';
    taille += longueur;
    if (taille > tailleMax) return 'INSTREAM size limit exceeded. ERROR';
    morceaux.push(recu.subarray(i + 4, i + 4 + longueur));
    i += 4 + longueur;
  }
  return undefined;
}

/** « Fri Nov 27 09:23:13 2026 ». */
function dateDeClamd(date: Date): string {
  const [jour = '', le = '', mois = '', annee = '', heure = ''] = date.toUTCString().replace(',', '').split(' ');
  return `${jour} ${mois} ${le} ${heure} ${annee}`;
}
