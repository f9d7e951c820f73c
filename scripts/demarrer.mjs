// npm start: installs what is missing, then runs the server under Node 24 until it is asked to stop.
import { installerSiBesoin } from './installer.mjs';
import { lancerNode24 } from './node24.mjs';
import { surveillerParent } from './surveiller-parent.mjs';

surveillerParent();
try {
  await installerSiBesoin();
  process.exitCode = await lancerNode24(['src/main.ts', ...process.argv.slice(2)], { detache: true });
} catch (erreur) {
  console.error(erreur.message);
  process.exitCode = 1;
}
