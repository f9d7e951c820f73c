import { parseArgs } from 'node:util';
import { coupures } from './coupures.ts';

const USAGE = `npm run fautes -- coupures [--fois 20] [--ecrivains 8]

  coupures   kill -9 de Node et de PostgreSQL pendant que l’on écrit : rien d’accusé n’est perdu, rien n’est à moitié écrit.`;

async function lancer(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { fois: { type: 'string', default: '20' }, ecrivains: { type: 'string', default: '8' } },
  });
  if (positionals[0] !== 'coupures') {
    console.log(USAGE);
    return positionals.length === 0 ? 0 : 2;
  }
  const options = { fois: Number(values.fois), ecrivains: Number(values.ecrivains) };
  if (!Object.values(options).every((n) => Number.isInteger(n) && n > 0)) {
    console.error('--fois et --ecrivains sont des nombres entiers positifs.');
    return 2;
  }
  return (await coupures(options, (ligne) => console.log(ligne))) ? 0 : 1;
}

try {
  process.exitCode = await lancer();
} catch (erreur) {
  console.error(erreur instanceof Error ? erreur.message : erreur);
  process.exitCode = 1;
}
