import type { TraitsStricts } from '#fhir/identite/index.ts';
import { type IdentiteScannee, type ProfilExecution, lireDatamatrixIns } from '#lib/identifiants/index.ts';
import { jourDe } from '#lib/temps/index.ts';
import { appliquerPreuve, confronterPreuve, gererIdentite, proposerPreuve } from '#modules/dossier/index.ts';
import { lireReglage } from '#modules/territoire/index.ts';
import { action, type Action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { lireDatamatrix as contratDatamatrix } from './contract.ts';
import { demander } from './insi/interroger.ts';
import { refus } from './refus.ts';

/**
 * The datamatrix of a document against the file. Where INSi is connected it is asked to verify; elsewhere the scan alone retrieves the identity
 * only if the territory's procedure says so. A qualified identity is never changed by a scan.
 */
export function actionDatamatrix(profil: ProfilExecution, raccorde: boolean): Action {
  return action(contratDatamatrix, {
    droit: gererIdentite,
    faire: async ({ entree, tx }) => {
      const lu = lireDatamatrixIns(entree.lecture, profil, jourDe(tx.maintenant, 'Europe/Paris'));
      if (!lu.ok) throw refus.datamatrix_illisible(lu.texte, { lecture: lu.texte });
      const { patient } = entree;
      const traits = traitsDuScan(lu.valeur);
      const seul = !raccorde && (await lireReglage(tx.sql, 'identite'))?.datamatrixSeul !== false;
      const preuve = {
        ins: { matricule: lu.valeur.matricule, oid: lu.valeur.oid },
        traits,
        origine: 'datamatrix',
        methode: 'CB',
        enMots: 'Lue sur le datamatrix d’un document',
      } as const;
      if (seul) return rendre(await appliquerPreuve(tx, patient, preuve), false);
      const vu = await confronterPreuve(tx, patient, preuve);
      if (vu.issue !== 'appliquee') return rendre(vu, false);
      await proposerPreuve(tx, patient, preuve);
      return rendre({ ...vu, issue: 'a_verifier' }, await verifier(tx, patient, raccorde));
    },
  });
}

async function verifier(tx: Transaction, patient: string, raccorde: boolean): Promise<boolean> {
  if (!raccorde) return false;
  await demander(tx, patient);
  return true;
}

function traitsDuScan({ nomNaissance, prenoms, sexe, dateNaissance, lieuNaissance }: IdentiteScannee): TraitsStricts {
  return {
    nomNaissance,
    prenomsNaissance: prenoms.split(' '),
    sexe: sexe === 'F' ? 'feminin' : 'masculin',
    dateNaissance,
    ...(lieuNaissance === undefined ? {} : { lieuNaissance: { cog: lieuNaissance } }),
  };
}

function rendre<I, C>(suite: { readonly issue: I; readonly comparaison: readonly C[] }, interrogation: boolean) {
  return { issue: suite.issue, comparaison: [...suite.comparaison], interrogation };
}
