// node scripts/avec-node24.mjs FILE [args…]: runs a TypeScript entry of the project under Node 24.
import { installerSiBesoin } from './installer.mjs';
import { lancerNode24 } from './node24.mjs';
import { surveillerParent } from './surveiller-parent.mjs';

const args = process.argv.slice(2);
surveillerParent();
try {
  if (args.length === 0)
    throw new Error('Indiquez le fichier à lancer : node scripts/avec-node24.mjs FICHIER [options]');
  await installerSiBesoin();
  process.exitCode = await lancerNode24(args);
} catch (erreur) {
  console.error(erreur.message);
  process.exitCode = 1;
}
