import { spawn } from 'node:child_process';
import path from 'node:path';
import { exporterAudit } from '../audit/exporter.ts';
import { purgerAudit } from '../audit/purger.ts';
import { direQuiEstTouche } from '../audit/toucher.ts';
import { lireArguments } from './arguments.ts';
import { MauvaisUsage, type Commande } from './commande.ts';

const usage = 'audit exporter|verifier|touches|purger [options]';
const VERIFICATEUR = path.resolve(import.meta.dirname, '../../../scripts/verifier-audit.mjs');

const OPTIONS = {
  territoire: { type: 'string' },
  vers: { type: 'string' },
  cle: { type: 'string' },
  ancres: { type: 'string' },
  compte: { type: 'string' },
  depuis: { type: 'string' },
  jusqua: { type: 'string' },
} as const;

export const audit: Commande = {
  nom: 'audit',
  usage,
  resume: 'Exporte et vérifie le journal scellé des accès, dit qui un compte a touché.',
  detail: [
    'exporter  --vers FICHIER [--territoire CODE]   le journal, ses sceaux, et la clé publique à côté (.pub)',
    'verifier  FICHIER --cle PUBLIQUE [--ancres FICHIER]   intact, ou la première ligne altérée, manquante, déplacée, insérée',
    'touches   --compte IDENTIFIANT --depuis DATE [--jusqua DATE]   quelles personnes, quelles données, depuis quand',
    'purger    efface ce qui a passé sa durée de garde ; le journal se vérifie toujours',
    'Comment vérifier sans Cordée, et ce que le sceau ne prouve pas : docs/audit.md',
  ],
  async executer(args, dire) {
    const [geste = '', ...reste] = args;
    const { values, positionals } = lireArguments(reste, usage, OPTIONS);
    if (geste === 'exporter' && positionals.length === 0) return exporterAudit(values, dire);
    if (geste === 'touches' && positionals.length === 0) return direQuiEstTouche(values, dire);
    if (geste === 'purger' && positionals.length === 0) return purgerAudit(values, dire);
    const [fichier] = positionals;
    if (geste !== 'verifier' || fichier === undefined || values.cle === undefined)
      throw new MauvaisUsage(`Écrivez : npm run cordee -- ${usage}`);
    return verifier([
      fichier,
      '--cle',
      values.cle,
      ...(values.ancres === undefined ? [] : ['--ancres', values.ancres]),
    ]);
  },
};

/** The independent verifier, in its own process: nothing of Cordée helps it. */
function verifier(args: readonly string[]): Promise<number> {
  return new Promise((rendre, echouer) => {
    const enfant = spawn(process.execPath, [VERIFICATEUR, ...args], { stdio: 'inherit' });
    enfant.on('error', echouer);
    enfant.on('exit', (code) => rendre(code ?? 1));
  });
}
