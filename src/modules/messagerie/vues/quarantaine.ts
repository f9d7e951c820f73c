import { sql } from 'kysely';
import { refusCommuns } from '#lib/refus.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Carnet } from '../carnet.ts';
import * as contrats from '../contract.ts';
import { peutEcrire, peutLire } from '../droits.ts';
import { boiteDeLaStructure } from '../fils/boites.ts';
import { chargerFilEnLecture, courrielDe } from '../fils/store.ts';
import { tables } from '../tables.ts';
import { departsDe, nomsDesPersonnes, presenterEnvoi, presenterMain } from './presenter.ts';
import { quiNeLiraPas } from './lira.ts';

/** Mails that could not be read, with their reason and who looks into them. */
export const vueQuarantaine = vue(contrats.quarantaine, {
  droit: peutLire,
  async lire({ acteur, tx }) {
    const boite = await boiteDeLaStructure(tx);
    if (boite === undefined) return { messages: [] };
    const lignes = await tables(tx)
      .selectFrom('courriel as c')
      .leftJoin('main_ouverte as m', (on) =>
        on.on('m.objet', '=', sql<string>`'Task/' || c.id`).on('m.etat', '<>', 'termine'),
      )
      .select(['c.id', 'c.recu_le', 'c.de_nom', 'c.raison', sql<number>`octet_length(c.brut)`.as('taille')])
      .select(['m.etat', 'm.qui', 'm.qui_nom', 'm.depuis', 'm.prochaine', 'm.due_le', 'm.attente'])
      .where('c.etat', '=', 'quarantaine')
      .where('c.boite', '=', boite.adresse)
      .orderBy('c.recu_le')
      .limit(200)
      .execute();
    return {
      messages: lignes.map((l) => ({
        id: l.id,
        recuLe: l.recu_le.toISOString(),
        de: l.de_nom === '' ? 'Expéditeur illisible' : l.de_nom,
        raison: l.raison ?? '',
        taille: l.taille,
        main:
          l.etat === null || l.depuis === null || l.attente === null
            ? null
            : presenterMain(
                {
                  etat: l.etat,
                  qui: l.qui,
                  qui_nom: l.qui_nom,
                  depuis: l.depuis,
                  prochaine: l.prochaine,
                  due_le: l.due_le,
                  attente: l.attente,
                },
                acteur,
              ),
      })),
    };
  },
});

/** Where one message is: waiting, left, read, answered, not delivered, or not known. */
export const vueEtatDuMessage = vue(contrats.etatDuMessage, {
  droit: peutLire,
  async lire({ entree, tx }) {
    const courriel = await courrielDe(tx, entree.communication);
    if (courriel?.fil == null) throw refusCommuns.introuvable();
    await chargerFilEnLecture(tx, courriel.fil);
    return presenterEnvoi(courriel, (await departsDe(tx, [courriel])).get(courriel.envoi ?? ''));
  },
});

/** To whom one may write about a person: its circle, in the order it was built; or one contact of the directory. */
export function vueDestinataires(carnet: Pick<Carnet, 'contactDe'>) {
  return vue(contrats.destinataires, {
    droit: peutEcrire,
    async lire({ entree, acteur, tx, maintenant }) {
      const { patient, ref } = entree;
      const noms = await nomsDesPersonnes(tx, patient === undefined ? [] : [patient]);
      const nom = patient === undefined ? undefined : noms.get(patient);
      if (patient !== undefined && nom === undefined) throw refusCommuns.introuvable();
      tx.concerne(patient);
      const membres = patient === undefined || ref !== undefined ? [] : await membresDuCercle(tx, patient, maintenant);
      const refs = ref === undefined ? membres : [ref];
      const aEcrire = refs.filter((m) => !acteur.refs.includes(m));
      const fermes = patient === undefined ? new Map<string, string>() : await quiNeLiraPas(tx, aEcrire, patient);
      const contacts = await contactsDe(tx, carnet, aEcrire, fermes);
      return {
        boite: (await boiteDeLaStructure(tx))?.adresse ?? null,
        personne: patient === undefined || nom === undefined ? null : { id: patient, nom },
        contacts,
      };
    },
  });
}

async function contactsDe(
  tx: Transaction,
  carnet: Pick<Carnet, 'contactDe'>,
  refs: readonly string[],
  fermes: ReadonlyMap<string, string>,
) {
  const contacts = [];
  for (const ref of refs) {
    const contact = await carnet.contactDe(tx, ref);
    if (contact === undefined) continue;
    const precision = [contact.profession, contact.structure?.nom, contact.commune].filter(
      (m) => m !== undefined && m !== '',
    );
    contacts.push({
      ref: contact.ref,
      nom: contact.nom,
      precision: precision.length === 0 ? null : precision.join(' · '),
      ecritPossible: contact.mssante !== undefined,
      telephone: contact.telephone ?? null,
      neLiraPas: fermes.get(ref) ?? null,
    });
  }
  return contacts;
}

/** Whoever is named in an exchange knows the person, not who stands around her: that is coordination, judged as an element would be. */
const litLeCercle = (tx: Transaction, patient: string) => sql<boolean>`exists (
  select 1 from (select 'CareTeam'::text as type, ${patient}::text as id, ${patient}::text as patient, 'COO'::text as famille,
                        '{}'::text[] as lecteurs, null::text as auteur, now() as le) cercle where ${tx.portee.condition('cercle')})`;

async function membresDuCercle(tx: Transaction, patient: string, maintenant: Date): Promise<string[]> {
  const lignes = await tx.sql
    .selectFrom('cercle_membre as m')
    .select('m.membre')
    .where('m.patient', '=', patient)
    .where(litLeCercle(tx, patient))
    .where('m.debut', '<=', maintenant)
    .where((eb) => eb.or([eb('m.fin', 'is', null), eb('m.fin', '>', maintenant)]))
    .orderBy('m.rang')
    .execute();
  return [...new Set(lignes.map((l) => l.membre))];
}
