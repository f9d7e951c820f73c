import type { Jeton, TypeEtValeur } from '../modele.ts';
import { decouper, sansEchappement } from './decouper.ts';
import { invalide } from './faute.ts';

/** `code`, `système|code`, `|code` (no system) or `système|` (any code). */
export function lireJeton(texte: string): Jeton {
  const parts = decouper(texte, '|').map(sansEchappement);
  if (parts.length === 1) return { systeme: undefined, code: parts[0] };
  const [systeme, code] = parts;
  if (parts.length > 2 || systeme === undefined || code === undefined)
    throw invalide(`« ${texte} » : écrivez code, ou système|code. Une barre qui fait partie d’un code s’écrit \\|.`);
  if (systeme === '' && code === '') throw invalide('« | » seul ne désigne rien. Écrivez système|code.');
  return { systeme, code: code === '' ? undefined : code };
}

/** `système|code|valeur`: the type of the identifier, then its value. */
export function lireTypeEtValeur(texte: string): TypeEtValeur {
  const [systeme, code, valeur, ...reste] = decouper(texte, '|').map(sansEchappement);
  if (!systeme || !code || !valeur || reste.length > 0)
    throw invalide(
      `« ${texte} » : avec :of-type, écrivez système|code|valeur (le type de l’identifiant, puis sa valeur).`,
    );
  return { systeme, code, valeur };
}
