import type { ParametreDeRecherche } from '../../definitions/index.ts';
import { COMBINES, composeDe, estDansUnElement, motDePaire, nomDePaire, type Compose } from '../../index/index.ts';
import { unDe, tous, type Critere, type Jeton } from '../modele.ts';
import type { ContexteDeLecture, LectureDeFeuille } from './contexte.ts';
import { decouper } from './decouper.ts';
import { invalide, nonServi } from './faute.ts';
import { lireJeton } from './jetons.ts';
import { lireQuantite } from './nombres.ts';
import { lireReferences } from './references.ts';

/** `code$valeur`: both parts on one element. Several values are alternatives. */
export function lireCompose(
  parametre: ParametreDeRecherche,
  valeurs: readonly string[],
  contexte: ContexteDeLecture,
  lirePartie: LectureDeFeuille,
): Critere {
  const type = parametre.base[0] ?? '';
  const combines = COMBINES[parametre.code];
  const compose = composeDe(parametre);
  if (combines !== undefined)
    return unDe(
      combines.flatMap((code) => {
        const partiel = contexte.catalogue.parametre(type, code);
        return partiel === undefined ? [] : [lireCompose(partiel, valeurs, contexte, lirePartie)];
      }),
    );
  if (compose === undefined) throw nonServi(`Le paramètre composé « ${parametre.code} » n’est pas servi.`);
  return unDe(valeurs.map((valeur) => lirePaire(parametre.code, compose, valeur, contexte, lirePartie)));
}

function lirePaire(
  code: string,
  compose: Compose,
  valeur: string,
  contexte: ContexteDeLecture,
  lirePartie: LectureDeFeuille,
): Critere {
  const [premier, second, ...reste] = decouper(valeur, '$');
  if (!premier || !second || reste.length > 0)
    throw invalide(`« ${valeur} » : « ${code} » attend deux parties, séparées par « $ ». Exemple : 8480-6$gt140.`);
  const { parties } = compose;
  if (!estDansUnElement(compose))
    return tous([
      lirePartie(parties[0].parametre, undefined, premier, contexte),
      lirePartie(parties[1].parametre, undefined, second, contexte),
    ]);
  const mot = ecrit(lireJeton(premier), premier);
  if (parties[1].parametre.type === 'quantity')
    return { genre: 'nombre', code: nomDePaire(code, mot), valeurs: [lireQuantite(second)] };
  const autres =
    parties[1].parametre.type === 'token'
      ? [ecrit(lireJeton(second), second)]
      : lireReferences(second, parties[1].parametre, contexte.base, undefined);
  const jetons = autres.map((autre): Jeton => ({ systeme: undefined, code: motDePaire(mot, autre) }));
  return { genre: 'jeton', code, valeurs: jetons, non: false };
}

function ecrit({ systeme, code }: Jeton, texte: string): string {
  if (code === undefined) throw nonServi(`« ${texte} » : dans un paramètre composé, écrivez le code après le système.`);
  return systeme === undefined ? code : `${systeme}|${code}`;
}
