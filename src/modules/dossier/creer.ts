import { sql as fragment } from 'kysely';
import { traitsDepuisPatient, type TraitsIdentite } from '#fhir/identite/index.ts';
import { afficherTelephone, lireTelephone } from '#lib/identifiants/index.ts';
import { ajouterAuCercle, noterInformation } from '#modules/cercle/index.ts';
import { lireReglage } from '#modules/territoire/index.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { creer as contratCreer, rechercherIdentite as contratRechercher } from './contract.ts';
import type { Candidat } from './contract-vues.ts';
import { chercherIdentite } from './droits.ts';
import { aujourdhui, chercherCandidats, courte, ecrirePersonne, empreintesDe } from './identite.ts';
import { nomDeNaissanceAffiche } from './presentation.ts';
import { refus } from './refus.ts';
import { candidatDe, lireTraits } from './saisie.ts';
import { sqlDuDossier } from './tables.ts';

/** A search older than this no longer proves anything: somebody else may have created the person meanwhile. */
const VALIDITE_MS = 60 * 60_000;
/** Kept one day, then removed by the next searches. */
const CONSERVATION_MS = 24 * 3_600_000;
const MONTRES_MAX = 20;

/** Identitovigilance: the whole territory, minimal traits, always traced as a search. Gives the proof that `creer` requires. */
export const rechercherIdentite = vue(contratRechercher, {
  genre: 'recherche',
  droit: chercherIdentite,
  lire: async ({ entree, tx }) => {
    const traits = lireTraits(entree, aujourdhui(tx));
    if (empreintesDe(traits).length === 0 || traits.dateNaissance === undefined)
      throw refus.recherche_trop_large(undefined, champsManquants(traits));
    const trouves = await trouver(tx, traits);
    const candidats = trouves.slice(0, MONTRES_MAX);
    const recherche = await retenir(tx, traits, candidats);
    return { recherche, candidats, plus: trouves.length > MONTRES_MAX, commentDemander: await commentDemander(tx) };
  },
});

function champsManquants(traits: TraitsIdentite): Record<string, string> {
  return {
    ...(empreintesDe(traits).length === 0 ? { nomNaissance: 'Écrivez le nom de naissance, ou le nom utilisé.' } : {}),
    ...(traits.dateNaissance === undefined ? { naissance: 'Écrivez la date de naissance, ou au moins l’année.' } : {}),
  };
}

async function trouver(tx: Transaction, traits: TraitsIdentite): Promise<Candidat[]> {
  const trouves = await chercherCandidats(tx, candidatDe(traits));
  const ids = trouves.map(({ patient }) => patient.id);
  const aPortee = new Set(
    (await tx.magasin.chercher('Patient', { ids, limite: ids.length + 1 }, tx.portee)).map(
      ({ ressource }) => ressource.id,
    ),
  );
  return trouves.map(({ patient, score, niveau, motifs, conflits }) => {
    const { nomAffiche, naissance, age, commune } = courte(patient, aujourdhui(tx), false);
    return {
      patient: patient.id,
      nom: nomAffiche,
      nomNaissance: nomDeNaissanceAffiche(traitsDepuisPatient(patient)),
      naissance,
      age,
      commune,
      score,
      niveau,
      motifs: [...motifs],
      conflits: [...conflits],
      aPortee: aPortee.has(patient.id),
    };
  });
}

async function retenir(tx: Transaction, traits: TraitsIdentite, candidats: readonly Candidat[]): Promise<string> {
  const sql = sqlDuDossier(tx);
  const id = tx.nouvelId();
  await sql
    .deleteFrom('recherche_identite')
    .where('recherche_identite.le', '<', new Date(tx.maintenant.getTime() - CONSERVATION_MS))
    .execute();
  await sql
    .insertInto('recherche_identite')
    .values({
      id,
      auteur: tx.acteur.id,
      le: tx.maintenant,
      empreintes: [...empreintesDe(traits)],
      candidats: candidats.map(({ patient }) => patient),
    })
    .execute();
  return id;
}

/** How to reach a file that is out of the reader's circle. */
async function commentDemander(tx: Transaction): Promise<string> {
  const premier = (await lireReglage(tx.sql, 'files'))?.['dac']?.porteurs[0];
  const lu = lireTelephone(premier?.telephone ?? '');
  const appel =
    premier === undefined || !lu.ok
      ? 'appelez l’équipe du DAC'
      : `appelez ${premier.nom}, du DAC, au ${afficherTelephone(lu.valeur)}`;
  return `Hors de votre cercle : vous ne voyez que ces traits. Pour accéder au dossier, demandez à un membre du cercle de cette personne de vous y ajouter, ou ${appel}.`;
}

/** Creates a file, after a search of the same person by the same account, with every strong resemblance set aside by name. */
export const creer = action(contratCreer, {
  droit: chercherIdentite,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const traits = lireTraits(entree.traits, aujourdhui(tx));
    // Two people creating the same person at once: the second one waits, then finds the file of the first.
    for (const empreinte of [...empreintesDe(traits)].sort()) {
      await fragment`select pg_advisory_xact_lock(hashtextextended(${`identite:${empreinte}`}, 0))`.execute(tx.sql);
    }
    const vus = await preuveDeRecherche(tx, entree.recherche, traits);
    await exigerLecture(tx, traits, vus, entree.ecartes);
    const patient = await ecrirePersonne(tx, traits);
    if (entree.informee !== undefined)
      await noterInformation(tx, patient, { etat: 'informee', par: acteur.nom, mode: entree.informee });
    if (entree.monRole !== undefined) {
      await ajouterAuCercle(tx, patient, {
        membre: acteur.ref,
        nom: acteur.nom,
        structure: acteur.structure.nom,
        telephone: acteur.telephone,
        fonction: entree.monRole.fonction,
        fondement: entree.monRole.fondement,
        debut: maintenant,
      });
    }
    return { patient };
  },
});

async function preuveDeRecherche(
  tx: Transaction,
  recherche: string,
  traits: TraitsIdentite,
): Promise<readonly string[]> {
  const faite = await sqlDuDossier(tx)
    .selectFrom('recherche_identite')
    .select(['recherche_identite.empreintes', 'recherche_identite.candidats'])
    .where('recherche_identite.id', '=', recherche)
    .where('recherche_identite.auteur', '=', tx.acteur.id)
    .where('recherche_identite.le', '>', new Date(tx.maintenant.getTime() - VALIDITE_MS))
    .executeTakeFirst();
  const meme = faite !== undefined && empreintesDe(traits).some((empreinte) => faite.empreintes.includes(empreinte));
  if (!meme) throw refus.recherche_avant_creation();
  return faite.candidats;
}

/** Strong resemblances are set aside one by one; the others must at least have been shown. */
async function exigerLecture(
  tx: Transaction,
  traits: TraitsIdentite,
  vus: readonly string[],
  ecartes: readonly string[],
): Promise<void> {
  const trouves = (await chercherCandidats(tx, candidatDe(traits))).slice(0, MONTRES_MAX);
  const aRelire = trouves.filter(
    ({ patient, niveau }) => !ecartes.includes(patient.id) && (niveau === 'forte' || !vus.includes(patient.id)),
  );
  if (aRelire.length > 0) throw refus.doublons_a_relire();
}
