// A process of its own for the tests of the launcher: starts PostgreSQL as told, says so on one line, stops when its input closes.
// Killed instead, it leaves what a crashed Cordée leaves.
import { demarrerPostgres, type OptionsPostgres } from './index.ts';

type Consigne = Pick<OptionsPostgres, 'dossier' | 'paquet' | 'jetable'>;

const lignes: string[] = [];
const dire = (message: object): boolean => process.stdout.write(`${JSON.stringify(message)}\n`);

try {
  const consigne = JSON.parse(process.argv[2] ?? '{}') as Consigne;
  const postgres = await demarrerPostgres({ ...consigne, journal: (ligne) => lignes.push(ligne) });
  dire({ url: postgres.url, adopte: postgres.adopte, lignes });
  process.stdin.resume();
  process.stdin.once('end', () => void postgres.arreter().then(() => process.exit(0)));
} catch (erreur) {
  dire({ echec: erreur instanceof Error ? erreur.message : String(erreur) });
  process.exitCode = 1;
}
