import { cleDeTexte } from '../../index/index.ts';
import type { Critere } from '../modele.ts';
import type { ContexteDeLecture, LectureDeCritere } from './contexte.ts';
import { sansEchappement, valeursDe } from './decouper.ts';
import { invalide, nonServi } from './faute.ts';
import { lireFiltre } from './filtre.ts';
import { lireId } from './references.ts';

type Lecture = (type: string, valeur: string, contexte: ContexteDeLecture, lireCritere: LectureDeCritere) => Critere;

/** Parameters of every type that are not an element of the resource. */
const SPECIAUX: Readonly<Record<string, Lecture>> = {
  _filter: lireFiltre,
  _text: (_, valeur) => ({ genre: 'plein-texte', ou: 'narratif', valeurs: valeursDe(valeur).map(lireMots) }),
  _content: (_, valeur) => ({ genre: 'plein-texte', ou: 'tout', valeurs: valeursDe(valeur).map(lireMots) }),
  _list: lireListe,
};

/** Undefined: an ordinary parameter. */
export function lireSpecial(
  type: string,
  nom: string,
  valeur: string,
  contexte: ContexteDeLecture,
  lireCritere: LectureDeCritere,
): Critere | undefined {
  const [code = '', modificateur] = nom.split(':');
  const lire = Object.hasOwn(SPECIAUX, code) ? SPECIAUX[code] : undefined;
  if (lire === undefined || nom.startsWith('_has:')) return undefined;
  if (modificateur !== undefined) throw nonServi(`« ${code} » n’accepte pas de modificateur.`);
  return lire(type, valeur, contexte, lireCritere);
}

function lireMots(texte: string): string {
  const mots = cleDeTexte(sansEchappement(texte));
  if (mots === '') throw invalide(`« ${texte} » ne contient ni lettre ni chiffre. Écrivez au moins un mot.`);
  return mots;
}

/** What a List names: the same as `_has:List:item:_id`. The lists that R4 works out by themselves are not kept here. */
function lireListe(type: string, valeur: string, contexte: ContexteDeLecture, lireCritere: LectureDeCritere): Critere {
  if (valeur.startsWith('$'))
    throw nonServi(
      `La liste « ${valeur} » n’est pas tenue : donnez l’identifiant d’une ressource List, ou cherchez ${type} par ses éléments.`,
    );
  const ids = valeursDe(valeur).map((id) => lireId(id.replace(/^List\//, '')));
  return lireCritere(type, '_has:List:item:_id', ids.join(','), contexte);
}
