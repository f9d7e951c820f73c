import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { MauvaisUsage } from './commande.ts';

/** Reads the arguments of a command; an unknown option or a missing value is said in French, with the right form. */
export function lireArguments<O extends ParseArgsOptionsConfig>(args: readonly string[], usage: string, options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (erreur) {
    if (!(erreur instanceof TypeError)) throw erreur;
    const option = /'(-[^'\s]+)/.exec(erreur.message)?.[1];
    throw new MauvaisUsage(
      `${option === undefined ? 'Une option n’est pas comprise' : `L’option ${option} n’est pas comprise, ou il lui manque sa valeur`}. Écrivez : npm run cordee -- ${usage}`,
      { cause: erreur },
    );
  }
}

/** Exactly these positional arguments. */
export function exiger(positions: readonly string[], nombre: number, usage: string): readonly string[] {
  if (positions.length === nombre) return positions;
  throw new MauvaisUsage(`Écrivez : npm run cordee -- ${usage}`);
}
