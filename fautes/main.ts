import { parseArgs } from 'node:util';
import { alterer } from './audit.ts';
import { direLesCanaris } from './canaris/dire.ts';
import { coupures } from './coupures.ts';
import { comparerLesDroits } from './droits.ts';
import { secouerFhir } from './fhir.ts';

const USAGE = `npm run fautes -- coupures [--fois 20] [--ecrivains 8]
npm run fautes -- fhir [--requetes 100000] [--graine 42] [--clients 16]
npm run fautes -- audit [--mutations 10000] [--graine 42]
npm run fautes -- canaris [--requetes 100000] [--graine 42] [--clients 16]
npm run fautes -- droits [--mondes 10000] [--graine 42]

  coupures   kill -9 de Node et de PostgreSQL pendant que l’on écrit : rien d’accusé n’est perdu, rien n’est à moitié écrit.
  fhir       requêtes tirées au hasard sur la porte FHIR : aucune réponse 5xx, aucune chute, mémoire plate.
  audit      journal des accès altéré de toutes les façons : le vérificateur indépendant les voit toutes, et n’accuse aucun journal intact.
  canaris    trois territoires, douze personnages, tous les gestes mêlés : aucun mot n’arrive à qui ne doit pas le voir.
  droits     mondes tirés au hasard : la règle compilée en SQL et la même règle écrite une seconde fois montrent la même chose.`;

const OPTIONS = {
  fois: { type: 'string', default: '20' },
  ecrivains: { type: 'string', default: '8' },
  requetes: { type: 'string', default: '100000' },
  graine: { type: 'string', default: '42' },
  clients: { type: 'string', default: '16' },
  mutations: { type: 'string', default: '10000' },
  mondes: { type: 'string', default: '10000' },
} as const;

async function lancer(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  const nombre = (nom: keyof typeof OPTIONS): number => Number(values[nom]);
  if (!Object.values(values).every((v) => Number.isInteger(Number(v)) && Number(v) > 0)) {
    console.error('Chaque option est un nombre entier positif.');
    return 2;
  }
  const dire = (ligne: string): void => console.log(ligne);
  switch (positionals[0]) {
    case 'coupures':
      return (await coupures({ fois: nombre('fois'), ecrivains: nombre('ecrivains') }, dire)) ? 0 : 1;
    case 'fhir':
      return (await secouerFhir(
        { requetes: nombre('requetes'), graine: nombre('graine'), clients: nombre('clients') },
        dire,
      ))
        ? 0
        : 1;
    case 'audit':
      return alterer({ mutations: nombre('mutations'), graine: nombre('graine') }, dire) ? 0 : 1;
    case 'canaris':
      return (await direLesCanaris(
        { requetes: nombre('requetes'), graine: nombre('graine'), clients: nombre('clients') },
        dire,
      ))
        ? 0
        : 1;
    case 'droits':
      return (await comparerLesDroits({ mondes: nombre('mondes'), graine: nombre('graine') }, dire)) ? 0 : 1;
    default:
      console.log(USAGE);
      return positionals.length === 0 ? 0 : 2;
  }
}

try {
  process.exitCode = await lancer();
} catch (erreur) {
  console.error(erreur instanceof Error ? erreur.message : erreur);
  process.exitCode = 1;
}
