import type { Task } from '@medplum/fhirtypes';
import { porteeSysteme } from '#acces/portee.ts';
import type { Identifiee } from '#fhir/types.ts';
import { remonterAuDac } from '#modules/cercle/index.ts';
import { SYSTEME_CATEGORIE } from '#socle/categorie.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Transaction } from '#socle/transaction.ts';
import { TacheRemontee } from './faits.ts';
import { INFORMER_MS } from './rules.ts';

/** What remains to be done after an access: tell the person, and check that it was justified. Neither goes away until it is done. */
export const SUITES = {
  informer: {
    cause: 'urgence.informer',
    titre: 'Informer la personne que son dossier a été ouvert en urgence',
    prochaine: 'informer la personne, et noter comment',
  },
  controler: {
    cause: 'urgence.controler',
    titre: 'Contrôler un accès d’urgence',
    prochaine: 'lire le motif, et dire si l’accès était justifié',
  },
} as const;
export type Suite = keyof typeof SUITES;

export const CATEGORIE = 'suite-urgence';
/** Kind of the open thing: its page is that of the access. */
export const GENRE = 'urgence';

/** `Task/…` of a follow-up: two per access, found from its id. */
export const tacheDe = (acces: string, suite: Suite): string => (suite === 'informer' ? acces : `${acces}-controle`);

export async function prevoir(
  tx: Transaction,
  acces: { readonly id: string; readonly patient: string },
  suite: Suite,
  a: Porteur,
): Promise<void> {
  const dueLe = new Date(tx.maintenant.getTime() + INFORMER_MS);
  const { cause, titre, prochaine } = SUITES[suite];
  const task: Identifiee<Task> = {
    resourceType: 'Task',
    id: tacheDe(acces.id, suite),
    status: 'accepted',
    intent: 'order',
    code: { coding: [{ system: SYSTEME_CATEGORIE, code: CATEGORIE }], text: titre },
    for: { reference: `Patient/${acces.patient}` },
    authoredOn: tx.maintenant.toISOString(),
    owner: { reference: a.ref, display: a.nom },
    restriction: { period: { end: dueLe.toISOString() } },
  };
  await tx.ecrire(task, undefined, [a.ref]);
  await tx.passerLaMain({
    objet: `Task/${task.id}`,
    genre: GENRE,
    etat: 'tenu',
    titre,
    patient: acces.patient,
    a,
    prochaine,
    dueLe,
    cause,
    lecteurs: [a.ref],
  });
}

export async function finir(tx: Transaction, acces: string, suite: Suite): Promise<void> {
  const lue = await tx.lire('Task', tacheDe(acces, suite), porteeSysteme('urgence.suite'));
  await tx.ecrire({ ...lue.ressource, status: 'completed' }, lue.version, await lecteurs(tx, lue.ressource.id));
  await tx.poserLaMain(`Task/${lue.ressource.id}`);
}

const lecteurs = (tx: Transaction, id: string): Promise<readonly string[]> => tx.magasin.lecteursDe('Task', id);

/** Does this actor hold the follow-up today: it was given, or went up, to them? */
export async function tient(tx: Transaction, acces: string, suite: Suite): Promise<boolean> {
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select('main_ouverte.qui')
    .where('main_ouverte.objet', '=', `Task/${tacheDe(acces, suite)}`)
    .where('main_ouverte.etat', '<>', 'termine')
    .executeTakeFirst();
  return main?.qui != null && tx.acteur.refs.includes(main.qui);
}

/** Not done in time: it goes up to somebody else of the DAC, and stays open. */
const remonter =
  (suite: Suite): Sonnerie =>
  async ({ tx, objet }) => {
    const { prochaine, cause } = SUITES[suite];
    const remontee = await remonterAuDac(tx, objet, { prochaine, cause });
    if (remontee === undefined) return;
    await tx.fait(TacheRemontee, {
      objet,
      patient: remontee.patient,
      lecteurs: remontee.lecteurs,
      donnees: { de: remontee.de, a: remontee.a },
    });
  };

export const SONNERIES: Readonly<Record<string, Sonnerie>> = {
  [SUITES.informer.cause]: remonter('informer'),
  [SUITES.controler.cause]: remonter('controler'),
};
