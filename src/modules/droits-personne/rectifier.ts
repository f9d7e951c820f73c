import type { Resource } from '@medplum/fhirtypes';
import { porteeSysteme } from '#acces/portee.ts';
import { lireReference, type Identifiee, type TypeFhir } from '#fhir/types.ts';
import { refusCommuns } from '#lib/refus.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import type { Transaction } from '#socle/transaction.ts';
import { lisible } from './export/lisible.ts';
import { InformationCorrigee } from './faits.ts';
import { prevenirParCourrier } from './prevenir.ts';
import { refus } from './refus.ts';
import type { Exercice } from './store.ts';

const RECTIFICATION = porteeSysteme('droits-personne.rectification');

/** Kinds whose words are replaced here, latest first, as far as the reader sees them. */
const CORRIGEABLES = ['Flag', 'Condition', 'AllergyIntolerance', 'Observation', 'Procedure', 'Goal', 'Communication'];

/** What somebody may point at when the person says « this is wrong »: within what they read themselves. */
export async function corrigeables(tx: Transaction, patient: string) {
  const lignes = await tx.sql
    .selectFrom('resource')
    .select('resource.contenu')
    .where('resource.patient', '=', patient)
    .where('resource.supprime', '=', false)
    .where('resource.type', 'in', CORRIGEABLES)
    .where(tx.portee.condition('resource'))
    .orderBy('resource.le', 'desc')
    .limit(50)
    .execute();
  return lignes.map(({ contenu }) => {
    // The store wrote it: its shape is known.
    const ressource = contenu as Identifiee;
    const { sorte, texte } = lisible(ressource, 'COO');
    return {
      objet: `${ressource.resourceType}/${ressource.id}`,
      libelle: [sorte, ...texte].join(' : ').slice(0, 160),
    };
  });
}

/** The element with its words replaced; undefined when this kind is corrected on its own screen. Pure. */
export function corrigee(r: Identifiee, texte: string): Identifiee | undefined {
  switch (r.resourceType) {
    case 'Flag':
    case 'Condition':
    case 'AllergyIntolerance':
    case 'Observation':
    case 'Procedure':
      return { ...r, code: { ...r.code, text: texte } };
    case 'Goal':
      return { ...r, description: { ...r.description, text: texte } };
    case 'Communication':
      return { ...r, payload: [{ contentString: texte }, ...(r.payload ?? []).slice(1)] };
    default:
      return undefined;
  }
}

/**
 * Writes the new version; the former one stays in the history, marked by what follows it. Everybody the element was given to is told.
 * A kind that is corrected on its own screen must have been corrected since the request. Returns who was told.
 */
export async function rectifier(
  tx: Transaction,
  exercice: Exercice,
  correction: string | undefined,
): Promise<readonly string[]> {
  const { type, id } = elementDe(exercice);
  const { ressource, version, le } = await tx.lire(type, id, RECTIFICATION);
  const lecteurs = await tx.magasin.lecteursDe(type, id);
  const nouvelle = correction === undefined || correction === '' ? undefined : corrigee(ressource, correction);
  if (nouvelle !== undefined) await tx.ecrire(nouvelle, version, lecteurs);
  else if (le <= exercice.recue_le) throw refus.corrigez_d_abord();
  await tx.fait(InformationCorrigee, {
    objet: `${type}/${id}`,
    patient: exercice.patient,
    lecteurs: [tx.acteur.ref, ...lecteurs],
    donnees: { par: tx.acteur.nom },
  });
  const ecrits = await prevenirParCourrier(
    tx,
    exercice.patient,
    `${type}/${id}`,
    nouvelle === undefined ? undefined : correction,
  );
  const dedans = lecteurs.filter((ref) => !ref.startsWith('Patient/'));
  return [...new Set([...dedans, ...(await abonnes(tx, type, id)), ...ecrits])];
}

/** Software that already received this element: its subscription sends the new version by itself. */
async function abonnes(tx: Transaction, type: string, id: string): Promise<readonly string[]> {
  const lignes = await interrogerAvec(tx.sql)<{ nom: string }>({
    texte: `select distinct a.proprietaire_nom as nom from abonnement_evenement e join abonnement a on a.id = e.abonnement
      where e.type = $1 and e.id = $2 and e.numero <= a.livre`,
    valeurs: [type, id],
  });
  return lignes.map(({ nom }) => nom);
}

export async function estAuteur(tx: Transaction, exercice: Exercice): Promise<boolean> {
  const { type, id } = elementDe(exercice);
  const ligne = await tx.sql
    .selectFrom('resource')
    .select('resource.auteur')
    .where('resource.type', '=', type)
    .where('resource.id', '=', id)
    .where(RECTIFICATION.condition('resource'))
    .executeTakeFirst();
  return ligne?.auteur != null && ligne.auteur === tx.acteur.id;
}

/** The element must exist, and be about this person. */
export async function verifierElement(tx: Transaction, patient: string, objet: string): Promise<void> {
  const { type, id } = elementDe({ objet });
  await tx.lire(type, id);
  const ligne = await tx.sql
    .selectFrom('resource')
    .select('resource.patient')
    .where('resource.type', '=', type)
    .where('resource.id', '=', id)
    .where(tx.portee.condition('resource'))
    .executeTakeFirst();
  if (ligne?.patient !== patient) throw refusCommuns.introuvable();
}

function elementDe({ objet }: Pick<Exercice, 'objet'>): { readonly type: TypeFhir; readonly id: string } {
  const lue = lireReference(objet ?? '');
  if (lue === undefined) throw refusCommuns.introuvable();
  return { type: lue.type as Resource['resourceType'], id: lue.id };
}
