import { EchecPostgres } from '#lib/postgres-embarque/index.ts';
import { Refus } from '#lib/refus.ts';
import { aide } from './aide.ts';
import { BaseInjoignable } from './base-de-travail.ts';
import { audit } from './commandes/audit.ts';
import { client } from './commandes/client.ts';
import { cles } from './commandes/cles.ts';
import { MauvaisUsage, type Commande } from './commandes/commande.ts';
import { demo } from './commandes/demo.ts';
import { droits } from './commandes/droits.ts';
import { exporter } from './commandes/exporter.ts';
import { importer } from './commandes/importer.ts';
import { restaurer } from './commandes/restaurer.ts';
import { sauvegarder } from './commandes/sauvegarder.ts';
import { valider } from './commandes/valider.ts';
import { verifier } from './commandes/verifier.ts';
import { RestaurationRefusee, SauvegardeAbimee } from './sauvegarde/index.ts';

const COMMANDES: readonly Commande[] = [
  importer,
  exporter,
  demo,
  sauvegarder,
  restaurer,
  verifier,
  valider,
  client,
  audit,
  droits,
  cles,
];
const SANS_NOM = new Set(['aide', '--aide', '-h', '--help']);

/** What an operator can correct alone: the sentence is enough. Anything else is a fault, shown whole. */
const DITES = [MauvaisUsage, SauvegardeAbimee, RestaurationRefusee, EchecPostgres, BaseInjoignable];

function expliquer(erreur: unknown): string {
  if (erreur instanceof Refus) return erreur.texte;
  if (!(erreur instanceof Error)) return String(erreur);
  if (DITES.some((genre) => erreur instanceof genre)) return erreur.message;
  const cause = erreur.cause instanceof Error ? `\n  cause : ${erreur.cause.message}` : '';
  return `${erreur.message}${cause}\nSi cela recommence, gardez une sauvegarde et signalez ce message.`;
}

async function lancer(args: readonly string[]): Promise<number> {
  const [nom, ...reste] = args;
  const dire = (ligne: string): void => console.log(ligne);
  if (nom === undefined || SANS_NOM.has(nom)) {
    for (const ligne of aide(COMMANDES, reste[0])) dire(ligne);
    return 0;
  }
  const commande = COMMANDES.find((c) => c.nom === nom);
  if (commande === undefined)
    throw new MauvaisUsage(`La commande « ${nom} » n’existe pas. Voyez la liste : npm run cordee -- aide`);
  if (reste.includes('--aide')) {
    for (const ligne of aide(COMMANDES, nom)) dire(ligne);
    return 0;
  }
  return commande.executer(reste, dire);
}

// « | head » closes our output: the work goes on and the base is stopped cleanly.
process.stdout.on('error', (erreur: NodeJS.ErrnoException) => {
  if (erreur.code !== 'EPIPE') throw erreur;
});

try {
  process.exitCode = await lancer(process.argv.slice(2));
} catch (erreur) {
  console.error(expliquer(erreur));
  if (process.env['CORDEE_DEBOGUER'] === 'oui') console.error(erreur);
  process.exitCode = erreur instanceof MauvaisUsage ? 2 : 1;
}
