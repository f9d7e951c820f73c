import { porteeSysteme } from '#acces/portee.ts';
import type { Identifiee } from '#fhir/types.ts';
import { exigerMandat } from '#modules/cercle/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { refus } from '../refus.ts';
import { ilYACinqAns } from '../rules.ts';
import { masquesAuxRepresentants, plusVieille, type Exercice } from '../store.ts';
import { tables } from '../tables.ts';
import { sansLIntime, type Element } from './intime.ts';
import { trier, type Decision, type Tri } from './tiers.ts';

const EXPORT = porteeSysteme('droits-personne.exporter');

/**
 * The record as it may be handed for this request, sorted again each time. Inside a request whose right is decided. A representative
 * whose mandate ended, or does not cover the person, receives nothing any more.
 */
export async function preparer(tx: Transaction, exercice: Exercice): Promise<Tri> {
  await exigerQualite(tx, exercice);
  const representant = exercice.qualite === 'representant';
  return trier(await toutDe(tx, exercice.patient), {
    patient: exercice.patient,
    decisions: await decisionsDe(tx, exercice.id),
    representant,
    depuis: exercice.portee === 'tout' ? undefined : ilYACinqAns(exercice.recue_le),
    masques: representant ? await masquesAuxRepresentants(tx, exercice.patient) : [],
  });
}

/**
 * Date of the oldest element that whoever asks may receive: the longer delay itself would tell a representative that something old is
 * kept from them.
 */
export async function plusVieilleRecevable(
  tx: Transaction,
  patient: string,
  qualite: Exercice['qualite'],
): Promise<Date | undefined> {
  if (qualite !== 'representant') return plusVieille(tx, patient);
  const recevables = sansLIntime(await toutDe(tx, patient), await masquesAuxRepresentants(tx, patient));
  const dates = recevables.flatMap(({ le }) => (le === undefined ? [] : [le.getTime()]));
  return dates.length === 0 ? undefined : new Date(dates.reduce((a, b) => Math.min(a, b)));
}

async function exigerQualite(tx: Transaction, { qualite, representant, patient }: Exercice): Promise<void> {
  if (qualite !== 'representant') return;
  if (representant === null) throw refus.quel_representant();
  await exigerMandat(tx, patient, representant, 'recevoir');
}

async function toutDe(tx: Transaction, patient: string): Promise<readonly Element[]> {
  const identite = await tx.lire('Patient', patient, EXPORT);
  const lignes = await tx.sql
    .selectFrom('resource')
    .select(['resource.contenu', 'resource.version'])
    .select((eb) => eb.fn.coalesce('resource.d', 'resource.le').as('moment'))
    .where('resource.patient', '=', patient)
    .where('resource.type', '<>', 'Patient')
    .where('resource.supprime', '=', false)
    .where(EXPORT.condition('resource'))
    .orderBy('resource.type')
    .orderBy('resource.id')
    .execute();
  // The store wrote them: their shape is known.
  return [
    { ressource: identite.ressource, version: identite.version },
    ...lignes.map(({ contenu, version, moment }) => ({ ressource: contenu as Identifiee, version, le: moment })),
  ];
}

async function decisionsDe(tx: Transaction, exercice: string): Promise<ReadonlyMap<string, Decision>> {
  const lignes = await tables(tx)
    .selectFrom('exercice_element')
    .select(['exercice_element.objet', 'exercice_element.version', 'exercice_element.garder'])
    .where('exercice_element.exercice', '=', exercice)
    .execute();
  return new Map(lignes.map(({ objet, version, garder }) => [objet, { version, garder }]));
}
