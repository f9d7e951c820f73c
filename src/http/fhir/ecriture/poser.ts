import { refusFhir, type RefusFhir } from '#fhir/refus.ts';
import {
  ecrireLot,
  EcritureRefusee,
  type EchecEcriture,
  type EcritureFhir,
  type ResultatEcriture,
} from '#fhir/store/ecriture.ts';
import { IdentiteInterdite, ouvrirTexte } from '#fhir/identite/index.ts';
import { lireTexte } from '#fhir/store/lecture.ts';
import { estTenu } from '#fhir/types-tenus.ts';
import { TEXTE_DOSSIER_FIGE } from '#socle/apres-deces.ts';
import { genreTenu, porteeHorsDesSalles } from '#socle/choses-tenues.ts';
import { ligneDeTrace, type Contexte } from '../contexte.ts';
import { absente } from '../gestes/lire.ts';
import { perimee } from './projeter.ts';
import type { Projet } from './projet.ts';

/**
 * Writes all these or none, in one statement with their traces. What a room holds is refused by the statement itself. A refusal
 * says what stopped the first faulty write.
 */
export async function poser(contexte: Contexte, projets: readonly Projet[]): Promise<readonly ResultatEcriture[]> {
  try {
    const poses = await ecrireTous(contexte, projets);
    return poses.map((r) => ({ ...r, texte: ouvrirTexte(r.texte, contexte.sceau) }));
  } catch (erreur) {
    if (erreur instanceof IdentiteInterdite) {
      const rang = projets.findIndex(({ type, id }) => `${type}/${id}` === erreur.reference);
      throw new EcritureImpossible(rang, refusFhir(422, 'business-rule', erreur.texte));
    }
    if (!(erreur instanceof EcritureRefusee)) throw erreur;
    const [echec] = erreur.echecs;
    const projet = echec === undefined ? undefined : projets[echec.rang];
    if (echec === undefined || projet === undefined) throw erreur;
    throw new EcritureImpossible(echec.rang, await refusDe(contexte, projet, echec));
  }
}

/** Alone and outside any transaction, a write may leave in one statement with those of the same instant. */
async function ecrireTous(contexte: Contexte, projets: readonly Projet[]): Promise<readonly ResultatEcriture[]> {
  const { acteur, interroger, directement, porte } = contexte;
  const ecritures = projets.map(ecritureDe);
  const reglages = {
    auteur: acteur.id,
    le: contexte.maintenant,
    traces: projets.map((p) => traceDe(contexte, p)),
    garderInchange: true,
    sceau: contexte.sceau,
  };
  const portee = porteeHorsDesSalles(contexte.portee);
  const [seule] = ecritures;
  return ecritures.length === 1 && seule !== undefined && interroger === directement
    ? [await porte.ecritures.ecrire(acteur.territoire, seule, reglages, portee)]
    : ecrireLot(interroger, ecritures, reglages, portee);
}

/** Which of the writes could not be done, and why. */
export class EcritureImpossible extends Error {
  override readonly name = 'EcritureImpossible';
  readonly rang: number;
  readonly refus: RefusFhir;

  constructor(rang: number, refus: RefusFhir) {
    super(refus.message);
    this.rang = rang;
    this.refus = refus;
  }
}

/** One write alone: its refusal is the answer. */
export async function poserUn(contexte: Contexte, projet: Projet): Promise<ResultatEcriture> {
  try {
    const [resultat] = await poser(contexte, [projet]);
    if (resultat === undefined) throw new Error('le magasin n’a rien répondu');
    return resultat;
  } catch (erreur) {
    throw erreur instanceof EcritureImpossible ? erreur.refus : erreur;
  }
}

function ecritureDe({ geste, type, id, ressource, attendue }: Projet): EcritureFhir {
  if (ressource === undefined) {
    if (!estTenu(type)) throw new Error(`${type} n’est pas tenu`);
    return { geste: 'supprimer', type, id, attendue };
  }
  return {
    geste: 'ecrire',
    ressource: { ...ressource, id },
    attendue: geste === 'creer' ? undefined : (attendue ?? 'quelconque'),
  };
}

/** The store names the person of what it writes. */
function traceDe(contexte: Contexte, { action, type, id, patient = null }: Projet) {
  return ligneDeTrace(contexte, { action, genre: 'ecriture', objet: `${type}/${id}`, patient, nombre: 1 });
}

async function refusDe(contexte: Contexte, projet: Projet, { raison, personne }: EchecEcriture): Promise<RefusFhir> {
  const { type, id } = projet;
  switch (raison) {
    case 'existe':
      return refusFhir(412, 'duplicate', `${type}/${id} existe déjà : rien n’a été écrit.`);
    case 'double':
      return refusFhir(400, 'duplicate', `${type}/${id} est écrite deux fois dans ce Bundle. Gardez une seule entrée.`);
    case 'interdit':
      return refusDAcces(contexte, projet);
    case 'fige':
      return refusDeDeces(contexte, projet, personne);
    default: {
      const ligne = await lireTexte(contexte.interroger, type, id, contexte.portee);
      return perimee(ligne === undefined || ligne.supprime ? undefined : ligne.version);
    }
  }
}

/** Her death is said to whoever may read her identity; to the others, this record is out of reach, as any other. */
async function refusDeDeces(contexte: Contexte, { type, id }: Projet, personne = ''): Promise<RefusFhir> {
  const fiche = await lireTexte(contexte.interroger, 'Patient', personne, contexte.portee);
  return fiche === undefined
    ? refusFhir(403, 'forbidden', `Vous n’avez pas le droit d’écrire ${type}/${id}.`)
    : refusFhir(409, 'business-rule', TEXTE_DOSSIER_FIGE);
}

/** Out of the writer's reach, or held by a room: the second is said, with the door to use. */
async function refusDAcces(contexte: Contexte, { type, id, geste }: Projet): Promise<RefusFhir> {
  const ligne = await lireTexte(contexte.interroger, type, id, contexte.portee);
  if (ligne === undefined)
    return geste === 'supprimer'
      ? absente()
      : refusFhir(403, 'forbidden', `Vous n’avez pas le droit d’écrire ${type}/${id}.`);
  const genre = await genreTenu(contexte.interroger, `${type}/${id}`);
  const salle = genre === undefined ? 'une salle de Cordée' : `la salle « ${genre} »`;
  const actions = genre === undefined ? 'ses actions' : `ses actions (${genre}.…)`;
  return refusFhir(
    422,
    'business-rule',
    `${type}/${id} est tenue par ${salle} : elle ne change que par ${actions}, pas par une écriture directe.`,
  );
}
