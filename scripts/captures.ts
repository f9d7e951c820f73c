// npm run captures: photographs of the real application with its fictitious territory, for the README.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { lancerMaison } from '../e2e/outils/maison.ts';
import { bureau, ouvrirNavigateur, seConnecter, telephone } from '../e2e/outils/navigateur.ts';

const DOSSIER = path.resolve(import.meta.dirname, '../docs/captures');
const ECRANS = [
  ['file-des-demandes', 'bureau', '/demandes'],
  ['aujourdhui', 'telephone', '/'],
  ['annuaire', 'telephone', '/annuaire'],
  ['personnes', 'bureau', '/personnes'],
] as const;

await mkdir(DOSSIER, { recursive: true });
const maison = await lancerMaison();
const navigateur = await ouvrirNavigateur();
try {
  for (const [nom, appareil, chemin] of ECRANS) {
    const contexte = await (appareil === 'bureau' ? bureau(navigateur) : telephone(navigateur));
    const page = await contexte.newPage();
    await seConnecter(page, maison.origine, 'Sophie Marchand');
    await page.goto(`${maison.origine}${chemin}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
    await page.screenshot({ path: path.join(DOSSIER, `${nom}.png`) });
    await contexte.close();
    console.log(`docs/captures/${nom}.png`);
  }
} finally {
  await navigateur.close();
  await maison.arreter();
}
