import { exigerElevation } from '#acces/elevation.ts';
import type { Patient } from '@medplum/fhirtypes';
import { comparerTraitsStricts, sansDesaccord, traitsDepuisPatient } from '#fhir/identite/index.ts';
import { jourDe } from '#lib/temps/index.ts';
import { cercleDe } from '#modules/cercle/index.ts';
import { reprendreLesEnvois } from '#modules/dossier/index.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import {
  confirmerFusion as contratConfirmer,
  defusionner as contratDefusionner,
  fusionner as contratFusionner,
  refuserFusion as contratRefuser,
} from '../contract.ts';
import { gelDe } from '../destinataires.ts';
import { cellule } from '../droits.ts';
import { fermerDoublon, prendreDoublon } from '../doublons/store.ts';
import { PersonnesReunies, ReunionDefaite } from '../faits.ts';
import { FUSION_ANNULABLE_JOURS } from '../parametres.ts';
import { refus } from '../refus.ts';
import { tables, type TableFusion } from '../tables.ts';
import { deplacer, ficheDe } from './deplacer.ts';
import { IDENTITOVIGILANCE } from './magasin.ts';
import { remettre } from './remettre.ts';

const JOUR_MS = 24 * 3_600_000;

/** Different national identities, or a strict trait that disagrees: one person alone does not decide (INS-09). */
export function estCollision(a: Patient, b: Patient): boolean {
  const [x, y] = [traitsDepuisPatient(a), traitsDepuisPatient(b)];
  const deuxIns = x.ins !== undefined && y.ins !== undefined && x.ins.matricule !== y.ins.matricule;
  const [aller, retour] = [comparerTraitsStricts(x, y), comparerTraitsStricts(y, x)];
  return deuxIns || (!sansDesaccord(aller) && !sansDesaccord(retour));
}

/** Makes one file of two, reversible for thirty days. Where they collide, it is only proposed: another person confirms. */
export const fusionner = action(contratFusionner, {
  apresDeces: 'identite',
  droit: cellule,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    const { a, b } = await prendreDoublon(tx, entree.doublon);
    if (entree.garde !== a && entree.garde !== b) throw refus.meme_dossier();
    const [garde, absorbe] = entree.garde === a ? [a, b] : [b, a];
    const [g, autre] = [await ficheDe(tx, garde), await ficheDe(tx, absorbe)];
    if (g.ressource.active === false || autre.ressource.active === false) throw refus.deja_fusionne();
    // The elements of a frozen file would leave it with the merge, and the freeze with them.
    if (await unGel(tx, [garde, absorbe])) throw refus.gelee_a_lever();
    const fusion: LigneFusion = {
      id: tx.nouvelId(),
      garde,
      absorbe,
      collision: estCollision(g.ressource, autre.ressource),
      motif: entree.motif,
    };
    const pose = await tables(tx)
      .insertInto('fusion')
      .values({
        ...fusion,
        etat: 'proposee',
        demandee_par: acteur.id,
        demandee_par_nom: acteur.nom,
        demandee_le: maintenant,
      })
      .onConflict((conflit) => conflit.doNothing())
      .returning('fusion.id')
      .executeTakeFirst();
    if (pose === undefined) throw refus.deja_fusionne();
    tx.rafraichir('identitovigilance.file');
    if (fusion.collision) return { fusion: fusion.id, etat: 'proposee' as const };
    await reunir(tx, fusion);
    return { fusion: fusion.id, etat: 'faite' as const };
  },
});

async function unGel(tx: Transaction, patients: readonly string[]): Promise<boolean> {
  const gels = await Promise.all(patients.map((patient) => gelDe(tx, patient)));
  return gels.some((gel) => gel !== undefined);
}

type LigneFusion = Pick<TableFusion, 'id' | 'garde' | 'absorbe' | 'collision' | 'motif'>;

/** The second person of a collision: never the one who asked. */
export const confirmerFusion = action(contratConfirmer, {
  apresDeces: 'identite',
  droit: cellule,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    const ligne = await prendreFusion(tx, entree.fusion, 'proposee');
    if (ligne.demandee_par === acteur.id) throw refus.deux_personnes();
    if (await unGel(tx, [ligne.garde, ligne.absorbe])) throw refus.gelee_a_lever();
    await reunir(tx, ligne);
    return {};
  },
});

export const refuserFusion = action(contratRefuser, {
  apresDeces: 'identite',
  droit: cellule,
  faire: async ({ entree, tx }) => {
    const { id } = await prendreFusion(tx, entree.fusion, 'proposee');
    await tables(tx).updateTable('fusion').set({ etat: 'refusee' }).where('fusion.id', '=', id).execute();
    tx.rafraichir('identitovigilance.file');
    return {};
  },
});

async function reunir(tx: Transaction, { id, garde, absorbe, motif }: LigneFusion): Promise<void> {
  const jusqua = new Date(tx.maintenant.getTime() + FUSION_ANNULABLE_JOURS * JOUR_MS);
  await fermerLesDoublonsDe(tx, absorbe, motif);
  const elements = await deplacer(tx, { fusion: id, garde, absorbe });
  await reprendreLesEnvois(tx, absorbe, garde);
  await tables(tx)
    .updateTable('fusion')
    .set({ etat: 'faite', faite_par: tx.acteur.id, faite_le: tx.maintenant, annulable_jusqua: jusqua })
    .where('fusion.id', '=', id)
    .execute();
  const jour = jourDe(jusqua, 'Europe/Paris').split('-').reverse().join('/');
  await prevenirLesCercles(tx, garde, (objet, patient, lecteurs) =>
    tx.fait(PersonnesReunies, { objet, patient, lecteurs, donnees: { motif, elements, jusqua: jour } }),
  );
}

/** Whoever is around the person reads the fact, in the thread and among the news. */
async function prevenirLesCercles(
  tx: Transaction,
  patient: string,
  dire: (objet: string, patient: string, lecteurs: readonly string[]) => Promise<void>,
): Promise<void> {
  const cercle = await cercleDe(tx, patient, IDENTITOVIGILANCE);
  const membres = (cercle?.membres ?? []).flatMap(({ ref, genre }) =>
    ref === undefined || genre === 'proche' ? [] : [ref],
  );
  await dire(`Patient/${patient}`, patient, [...membres, tx.acteur.ref]);
}

/** The absorbed file is nobody any more: what was open about it is closed with it. */
async function fermerLesDoublonsDe(tx: Transaction, patient: string, motif: string): Promise<void> {
  const ouverts = await tables(tx)
    .selectFrom('doublon')
    .select('doublon.id')
    .where('doublon.etat', '=', 'ouvert')
    .where((ou) => ou.or([ou('doublon.a', '=', patient), ou('doublon.b', '=', patient)]))
    .execute();
  for (const { id } of ouverts) await fermerDoublon(tx, id, 'fusionne', motif);
}

/** Two files again, as they were; what was written since on the kept one stays there, and is given to be looked at. */
export const defusionner = action(contratDefusionner, {
  apresDeces: 'identite',
  droit: cellule,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    exigerElevation(acteur, maintenant);
    const {
      id,
      garde,
      absorbe,
      faite_le: faiteLe,
      annulable_jusqua: jusqua,
    } = await prendreFusion(tx, entree.fusion, 'faite');
    if (faiteLe === null || jusqua === null || jusqua < maintenant) throw refus.trop_tard();
    if ((await ficheDe(tx, garde)).ressource.active === false) throw refus.fusion_finie();
    const restes = await remettre(tx, { fusion: id, garde, absorbe }, faiteLe);
    await tables(tx)
      .updateTable('fusion')
      .set({ etat: 'annulee', annulee_par: acteur.id, annulee_le: maintenant })
      .where('fusion.id', '=', id)
      .execute();
    for (const patient of [garde, absorbe])
      await prevenirLesCercles(tx, patient, (objet, qui, lecteurs) =>
        tx.fait(ReunionDefaite, {
          objet,
          patient: qui,
          lecteurs,
          donnees: { motif: entree.motif, restes: patient === garde ? restes.length : 0 },
        }),
      );
    return { restes: [...restes] };
  },
});

async function prendreFusion(tx: Transaction, id: string, etat: TableFusion['etat']) {
  const ligne = await tables(tx)
    .selectFrom('fusion')
    .selectAll('fusion')
    .where('fusion.id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (ligne === undefined || ligne.etat !== etat) throw refus.fusion_finie();
  return ligne;
}
