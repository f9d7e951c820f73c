import { z } from 'zod';
import { acteurSysteme } from '#acces/acteur.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { InsiIndisponible, InsiRefuse, type Insi } from '#connectors/insi/index.ts';
import { permission, traitsDepuisPatient } from '#fhir/identite/index.ts';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import { insConnueDe } from '#modules/dossier/index.ts';
import { passerLeGel } from '#socle/apres-deces.ts';
import type { Socle } from '#socle/executer.ts';
import type { Canal, ResultatEnvoi } from '#socle/module.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { tables } from '../tables.ts';
import { abandonner, conclure, sansReponse, type Question, type Reponse } from './conclure.ts';
import { traitsPourInsi } from './traits.ts';

export const CANAL = 'insi';

const Charge = z.object({ interrogation: z.string() });
const DANS_LE_CANAL = porteeSysteme('insi');

/**
 * Puts one question to INSi outside any transaction, then writes the answer in one. Down, slow or unreadable: `panne`, asked again later, and
 * the status of the person does not move (INS-08).
 */
export function canalInsi(socle: Socle, insi: Insi): Canal {
  return {
    livrer: async ({ charge, territoire }): Promise<ResultatEnvoi> => {
      const { interrogation } = Charge.parse(charge);
      const dans = <R>(faire: (tx: Transaction) => Promise<R>): Promise<R> =>
        socle.base.territoire<TablesTerritoire, R>(lireCodeTerritoire(territoire), async (sql) => {
          await passerLeGel(sql, 'identite');
          const acteur = acteurSysteme(lireCodeTerritoire(territoire), 'insi');
          return faire(new Transaction({ ...socle, sql, acteur, maintenant: socle.horloge.maintenant() }));
        });
      const question = await dans((tx) => questionDe(tx, interrogation));
      if (question === undefined) return { etat: 'parti' };
      const reponse = await poser(insi, question);
      if ('panne' in reponse) return { etat: 'panne', motif: reponse.panne };
      await dans((tx) => conclure(tx, question, reponse));
      return { etat: 'parti' };
    },
    echouer: async ({ tx, envoi }) => sansReponse(tx, Charge.parse(envoi.charge).interrogation),
  };
}

/** The question as it stands now; undefined when it is answered, or must not be asked any more. */
async function questionDe(tx: Transaction, id: string): Promise<Question | undefined> {
  const ligne = await tables(tx)
    .selectFrom('interrogation_insi')
    .select(['interrogation_insi.patient', 'interrogation_insi.genre', 'interrogation_insi.demandeur'])
    .where('interrogation_insi.id', '=', id)
    .where('interrogation_insi.etat', '=', 'attente')
    .executeTakeFirst();
  if (ligne === undefined) return undefined;
  const lue = await tx.magasin.lire('Patient', ligne.patient, DANS_LE_CANAL);
  const traits = lue === undefined ? undefined : traitsDepuisPatient(lue.ressource);
  const demandes = traits === undefined ? undefined : traitsPourInsi(traits);
  if (traits === undefined || demandes === undefined || permission('appeler_insi', traits.fiabilite) !== 'oui') {
    await abandonner(tx, id);
    return undefined;
  }
  const connue = ligne.genre === 'recherche' ? undefined : await insConnueDe(tx, ligne.patient);
  const { patient, demandeur, genre } = ligne;
  return { id, patient, demandeur, genre, traits: demandes, ins: connue };
}

async function poser(insi: Insi, { id, genre, traits, ins }: Question): Promise<Reponse | { readonly panne: string }> {
  try {
    return ins === undefined || genre !== 'verification'
      ? await insi.rechercher(traits, { id })
      : await insi.verifier(ins, traits, { id });
  } catch (erreur) {
    if (erreur instanceof InsiIndisponible) return { panne: erreur.raison };
    if (erreur instanceof InsiRefuse) return { issue: 'refusee' };
    throw erreur;
  }
}
