import type { ParametreDeRecherche } from '../../definitions/index.ts';
import { cleDeTexte } from '../../index/index.ts';
import { modificateursDe } from '../modificateurs.ts';
import type { Critere } from '../modele.ts';
import { lireCompose } from './composes.ts';
import type { ContexteDeLecture } from './contexte.ts';
import { lireDate } from './dates.ts';
import { sansEchappement, valeursDe } from './decouper.ts';
import { parEmpreintes, typesParEmpreintes } from './empreintes.ts';
import { invalide, nonServi } from './faute.ts';
import { lireJeton, lireTypeEtValeur } from './jetons.ts';
import { lireNombre, lireQuantite } from './nombres.ts';
import { lireHierarchie, lireParente } from './parente.ts';
import { lireId, lireReferences } from './references.ts';
import { lireZone } from './zones.ts';

/** A parameter without chain, its modifier and its text → one criterion. */
export function critereDeValeur(
  parametre: ParametreDeRecherche,
  modificateur: string | undefined,
  texte: string,
  contexte: ContexteDeLecture,
): Critere {
  verifierModificateur(parametre, modificateur);
  if (modificateur === 'missing') return lireAbsence(parametre, texte);
  const valeurs = valeursDe(texte);
  const { code } = parametre;
  if (code === '_id') return { genre: 'id', valeurs: valeurs.map(lireId), non: modificateur === 'not' };
  if (code === '_lastUpdated') return { genre: 'maj', valeurs: valeurs.map(lireDate) };
  switch (parametre.type) {
    case 'token':
      return lireJetons(code, modificateur, valeurs, contexte);
    case 'string':
      return lireTexte(code, modificateur, valeurs);
    case 'reference':
      return lireReference(parametre, modificateur, valeurs, contexte);
    case 'date':
      return { genre: 'date', code, valeurs: valeurs.map(lireDate) };
    case 'number':
      return { genre: 'nombre', code, valeurs: valeurs.map(lireNombre) };
    case 'quantity':
      return { genre: 'nombre', code, valeurs: valeurs.map(lireQuantite) };
    case 'uri':
      return { genre: 'uri', code, mode: sensDUri(modificateur), valeurs: valeurs.map(sansEchappement) };
    case 'special':
      return { genre: 'zone', valeurs: valeurs.map((valeur) => lireZone(valeur, code !== 'near')) };
    default:
      return lireCompose(parametre, valeurs, contexte, critereDeValeur);
  }
}

function verifierModificateur(parametre: ParametreDeRecherche, modificateur: string | undefined): void {
  const servis = modificateursDe(parametre);
  if (modificateur === undefined || servis.includes(modificateur)) return;
  if (parametre.type === 'reference' && parametre.target?.includes(modificateur)) return;
  const possibles = servis.length === 0 ? 'aucun' : servis.map((m) => `:${m}`).join(', ');
  if (modificateur === 'above' || modificateur === 'below')
    throw nonServi(
      `« ${parametre.code}:${modificateur} » n’est pas servi : ce serveur ne tient pas de hiérarchie pour ce paramètre. Possibles : ${possibles}.`,
    );
  throw nonServi(`« ${parametre.code} » n’accepte pas le modificateur « :${modificateur} ». Possibles : ${possibles}.`);
}

function lireAbsence(parametre: ParametreDeRecherche, texte: string): Critere {
  if (texte !== 'true' && texte !== 'false')
    throw invalide(`« ${parametre.code}:missing » attend true ou false, pas « ${texte} ».`);
  return { genre: 'absence', code: parametre.code, de: parametre.type, absent: texte === 'true' };
}

function lireJetons(
  code: string,
  modificateur: string | undefined,
  valeurs: readonly string[],
  contexte: ContexteDeLecture,
): Critere {
  if (modificateur === 'text')
    return { genre: 'texte', code: `${code}:text`, mode: 'debut', valeurs: valeurs.map(lireMot) };
  if (modificateur === 'of-type')
    return { genre: 'type-identifiant', code, valeurs: typesParEmpreintes(valeurs.map(lireTypeEtValeur), contexte) };
  if (modificateur === 'above' || modificateur === 'below')
    return {
      genre: 'jeton',
      code,
      valeurs: valeurs.flatMap((v) => lireParente(code, v, modificateur, contexte)),
      non: false,
    };
  if (modificateur !== 'in' && modificateur !== 'not-in')
    return { genre: 'jeton', code, valeurs: jetonsDe(code, valeurs, contexte), non: modificateur === 'not' };
  const codes = valeurs.flatMap((valeur) => {
    const url = sansEchappement(valeur);
    const etendu = contexte.etendre?.(url);
    if (etendu === undefined)
      throw nonServi(
        `Le jeu de valeurs « ${url} » n’est pas connu de ce serveur : « :${modificateur} » ne peut pas répondre.`,
      );
    return etendu;
  });
  return { genre: 'jeton', code, valeurs: codes, non: modificateur === 'not-in' };
}

function jetonsDe(code: string, valeurs: readonly string[], contexte: ContexteDeLecture) {
  const jetons = valeurs.map(lireJeton);
  return code === 'identifier' ? parEmpreintes(jetons, contexte) : jetons;
}

function lireTexte(code: string, modificateur: string | undefined, valeurs: readonly string[]): Critere {
  if (modificateur === 'exact') return { genre: 'texte', code, mode: 'exact', valeurs: valeurs.map(sansEchappement) };
  const mode = modificateur === 'contains' ? 'contient' : 'debut';
  return { genre: 'texte', code, mode, valeurs: valeurs.map(lireMot) };
}

/** Searched form of a text: folded like the index. A text of signs only would match everything: it is refused. */
function lireMot(texte: string): string {
  const mot = cleDeTexte(sansEchappement(texte));
  if (mot === '') throw invalide(`« ${texte} » ne contient ni lettre ni chiffre. Écrivez au moins une lettre.`);
  return mot;
}

function lireReference(
  parametre: ParametreDeRecherche,
  modificateur: string | undefined,
  valeurs: readonly string[],
  contexte: ContexteDeLecture,
): Critere {
  const { code } = parametre;
  if (modificateur === 'identifier')
    return { genre: 'reference-identifiant', code, valeurs: jetonsDe('identifier', valeurs, contexte) };
  if (modificateur === 'above' || modificateur === 'below')
    return lireHierarchie(parametre, modificateur, valeurs, contexte);
  const references = valeurs.flatMap((valeur) => lireReferences(valeur, parametre, contexte.base, modificateur));
  return { genre: 'reference', code, valeurs: references };
}

function sensDUri(modificateur: string | undefined): 'egale' | 'dessous' | 'dessus' {
  if (modificateur === 'below') return 'dessous';
  return modificateur === 'above' ? 'dessus' : 'egale';
}
