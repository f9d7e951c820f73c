import type { Banc } from './banc.ts';
import { couter } from './processeur.ts';
import { gestesSur, OUVERTE, portee, SOPHIE, surUnTerrain, type NomDeRecherche, type Terrain } from './terrain.ts';

const ENSEMBLE = 8;

/** Milliseconds of processor per search that peers.md §5 allows the whole door. */
const CIBLES = { c: 0.45, d1: 0.9, d2: 1, e: 1.8, j: 3 } as const satisfies Record<NomDeRecherche, number>;

const REGLE = portee(SOPHIE);

export const recherche: Banc = {
  nom: 'recherche',
  resume: `Processeur (Node et PostgreSQL) par recherche, ${ENSEMBLE} à la fois, règle d’accès active puis ouverte : identifiant, nom, file de travail, dossier.`,
  mesurer: (dire) => surUnTerrain(dire, (terrain) => mesurerTout(terrain, dire)),
};

async function mesurerTout({ interroger, depense }: Terrain, dire: (ligne: string) => void): Promise<boolean> {
  const gestes = gestesSur(interroger);
  let tenu = true;
  for (const nom of ['c', 'd1', 'd2', 'e', 'j'] as const) {
    const { titre, fois, faire } = gestes[nom];
    const couts: number[] = [];
    for (const regle of [REGLE, OUVERTE]) {
      let lignes = 0;
      await couter(depense, { fois: 200, ensemble: ENSEMBLE }, (n) => faire(n, regle));
      const cout = await couter(depense, { fois, ensemble: ENSEMBLE }, async (n) => {
        const nombre = await faire(n, regle);
        lignes += nombre;
      });
      const ms = (us: number): string => (us / 1000).toFixed(3);
      couts.push(cout.nodeUs + cout.postgresUs);
      dire(
        `  ${titre.padEnd(42)} ${regle === REGLE ? 'règle  ' : 'ouverte'} ${ms(cout.nodeUs)} + ${ms(cout.postgresUs)} = ${ms(cout.nodeUs + cout.postgresUs)} ms  ${Math.round(cout.parSeconde)}/s  ${(lignes / fois).toFixed(1)} ressources`,
      );
    }
    const [avec = Number.NaN, ouverte = Number.NaN] = couts;
    const dansLaCible = avec / 1000 <= CIBLES[nom];
    tenu &&= dansLaCible;
    dire(
      `     cible ${CIBLES[nom]} ms : ${dansLaCible ? 'tenue' : 'manquée'} ; règle ÷ ouverte ${(avec / ouverte).toFixed(2)}`,
    );
  }
  return tenu;
}
