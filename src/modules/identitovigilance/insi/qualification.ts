import { comparerTraitsStricts, permission, traitsDepuisPatient } from '#fhir/identite/index.ts';
import { jourDe } from '#lib/temps/index.ts';
import { estMineur, gererIdentite, insConnueDe, statutEnMots } from '#modules/dossier/index.ts';
import { lireReglage } from '#modules/territoire/index.ts';
import { vue, type Vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { qualification as contratQualification } from '../contract.ts';
import { refus } from '../refus.ts';
import { tables } from '../tables.ts';
import { ISSUES_EN_MOTS } from '../vocabulaire.ts';
import { CANAL } from './canal.ts';
import { traitsPourInsi } from './traits.ts';

/** Where the identity of a person stands, and the next gesture of the three: national service, document, done. */
export function vueQualification(raccorde: boolean): Vue {
  return vue(contratQualification, {
    droit: gererIdentite,
    lire: async ({ entree, tx }) => {
      const lue = await tx.lire('Patient', entree.patient);
      const traits = traitsDepuisPatient(lue.ressource);
      const { marques, ...statut } = statutEnMots(traits.fiabilite);
      const connue = await insConnueDe(tx, entree.patient);
      const bloquee = permission('appeler_insi', traits.fiabilite) !== 'oui';
      const fermeePourquoi = bloquee
        ? refus.identite_bloquee().texte
        : traitsPourInsi(traits) === undefined
          ? refus.traits_manquants().texte
          : raccorde
            ? undefined
            : refus.non_raccorde().texte;
      return {
        version: lue.version,
        statutIns: { ...statut, marques: [...marques] },
        mineur: estMineur(traits, jourDe(tx.maintenant, 'Europe/Paris')),
        ehpadPermis: (await lireReglage(tx.sql, 'identite'))?.pieceEhpad === true,
        raccorde,
        fermeePourquoi,
        aComparer: comparerTraitsStricts(traits, traits)
          .filter(({ trait }) => trait !== 'lieuNaissance')
          .map(({ libelle, ici }) => ({ libelle, valeur: ici })),
        insRetrouvee: connue !== undefined && connue.etat !== 'proposee',
        interrogation: await derniereInterrogation(tx, entree.patient),
      };
    },
  });
}

async function derniereInterrogation(tx: Transaction, patient: string) {
  const ligne = await tables(tx)
    .selectFrom('interrogation_insi')
    .selectAll('interrogation_insi')
    .where('interrogation_insi.patient', '=', patient)
    .orderBy('interrogation_insi.demandee_le', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (ligne === undefined) return undefined;
  const mots = ligne.issue === null ? undefined : ISSUES_EN_MOTS[ligne.issue];
  return {
    etat: ligne.etat,
    issue: ligne.issue ?? undefined,
    mots: mots?.mots,
    aFaire: mots?.aFaire,
    par: ligne.demandeur_nom,
    demandeeLe: ligne.demandee_le.toISOString(),
    faiteLe: ligne.faite_le?.toISOString(),
    differences: ligne.differences ?? [],
    prochainEssai: ligne.etat === 'attente' ? await prochainEssai(tx, patient) : undefined,
  };
}

/** When a service that did not answer is asked again; undefined at the first try. */
async function prochainEssai(tx: Transaction, patient: string): Promise<string | undefined> {
  const envoi = await tx.sql
    .selectFrom('envoi')
    .select(['envoi.a_partir_de', 'envoi.erreur'])
    .where('envoi.canal', '=', CANAL)
    .where('envoi.objet', '=', `Patient/${patient}`)
    .where('envoi.etat', '=', 'attente')
    .executeTakeFirst();
  return envoi === undefined || envoi.erreur === null ? undefined : envoi.a_partir_de.toISOString();
}
