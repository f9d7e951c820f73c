import { ROUTES, type BilanCanaris } from './bilan.ts';
import { jouerLesCanaris, type OptionsCanaris } from './index.ts';

const MONTREES = 20;
/** Share of what may be seen that must have been seen: below, the run did not look. */
const PART_VUE_MIN = 0.8;

/** Plays the run and says what came of it, in lines. True when nobody saw what is not theirs. */
export async function direLesCanaris(options: OptionsCanaris, dire: (ligne: string) => void): Promise<boolean> {
  dire(`${options.requetes} requêtes, graine ${options.graine}, ${options.clients} à la fois.`);
  const debut = performance.now();
  const secondes = (): number => Math.round((performance.now() - debut) / 1000);
  const pas = Math.ceil(options.requetes / 10);
  const avancer = (envoyees: number): void => {
    if (envoyees % pas === 0) dire(`  ${(envoyees / pas) * 10} %  ${envoyees} requêtes en ${secondes()} s`);
  };
  const bilan = await jouerLesCanaris({ ...options, avancer });
  const { parStatut, parGeste, parRoute, fuites, aveux, vus, montrables } = bilan;
  for (const [statut, nombre] of [...parStatut].toSorted(([a], [b]) => a - b)) dire(`  ${statut}  ${nombre}`);
  dire(`${parGeste.size} gestes différents.`);
  for (const phrase of [...aveux, ...fuites].slice(0, MONTREES)) dire(`  FAUTE ${phrase}`);
  dire(`${vus} mots montrés à qui y avait droit, sur ${montrables} qui pouvaient l’être.`);
  dire(`Regardé, par chemin : ${ROUTES.map((route) => `${route} ${parRoute.get(route) ?? 0}`).join(', ')}.`);
  dire(
    `${bilan.requetes} requêtes (graine ${options.graine}) en ${secondes()} s : ${fuites.length} fuite(s), ${aveux.length} réponse(s) qui distinguent ce qui est caché de ce qui n’existe pas.`,
  );
  return reussi(bilan);
}

/** A road nobody took proves nothing: it fails the run as a leak does. */
export function reussi({ fuites, aveux, vus, montrables, parRoute }: BilanCanaris): boolean {
  const tout = ROUTES.every((route) => (parRoute.get(route) ?? 0) > 0);
  return fuites.length === 0 && aveux.length === 0 && vus >= montrables * PART_VUE_MIN && tout;
}
