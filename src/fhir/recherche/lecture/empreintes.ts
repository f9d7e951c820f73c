import { SYSTEMES_INS } from '../../identite/index.ts';
import type { Jeton, TypeEtValeur } from '../modele.ts';
import type { ContexteDeLecture } from './contexte.ts';

/** As many characters as a matricule, whatever separates them. */
const COMME_UN_MATRICULE = /^[\dABab](?:[\s.-]?[\dABab]){14}$/;

/**
 * National identities are filed by their fingerprints: what was asked in clear is looked for by them. Without a system, a number that has the
 * form of a matricule is looked for both ways.
 */
export function parEmpreintes(jetons: readonly Jeton[], { empreintes }: ContexteDeLecture): readonly Jeton[] {
  if (empreintes === undefined) return jetons;
  return jetons.flatMap((jeton) => {
    const { systeme, code } = jeton;
    if (code === undefined) return [jeton];
    const ins = systeme !== undefined && SYSTEMES_INS.includes(systeme);
    if (!ins && !(systeme === undefined && COMME_UN_MATRICULE.test(code))) return [jeton];
    return [...(ins ? [] : [jeton]), ...empreintes(code).map((empreinte) => ({ systeme, code: empreinte }))];
  });
}

/** The same for `:of-type`, where the type says that it is a national identity. */
export function typesParEmpreintes(
  valeurs: readonly TypeEtValeur[],
  { empreintes }: ContexteDeLecture,
): readonly TypeEtValeur[] {
  if (empreintes === undefined) return valeurs;
  return valeurs.flatMap((cherchee) =>
    COMME_UN_MATRICULE.test(cherchee.valeur)
      ? [cherchee, ...empreintes(cherchee.valeur).map((valeur) => ({ ...cherchee, valeur }))]
      : [cherchee],
  );
}
