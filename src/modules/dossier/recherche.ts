import { sql, type ExpressionBuilder } from 'kysely';
import type { Patient } from '@medplum/fhirtypes';
import { traitsDepuisPatient } from '#fhir/identite/index.ts';
import { PARAM_IDENTITE } from '#fhir/index/index.ts';
import type { Identifiee } from '#fhir/types.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { termesDe, type Terme } from './cles.ts';
import { mesPersonnes as contratMesPersonnes, rechercher as contratRechercher } from './contract.ts';
import type { PersonneListee } from './contract-vues.ts';
import { chercherAPortee } from './droits.ts';
import { aujourdhui, courte } from './identite.ts';
import { conditionMains } from './mains.ts';
import { nomDeNaissanceAffiche } from './presentation.ts';
import { estSilencieuse, SILENCE_JOURS } from './rules.ts';
import { sqlDuDossier, type TablesDossier } from './tables.ts';

const MONTREES_MAX = 30;
const CERCLE_MAX = 300;
/** A file merged into another is not a person any more. */
const PAS_REUNI = sql<boolean>`not resource.toks @> '{active=false}'`;

/** « aub jea 1942 » among the persons within reach. Every word must match: a word of a name, how it sounds, a date, a phone. */
export const rechercher = vue(contratRechercher, {
  genre: 'recherche',
  droit: chercherAPortee,
  lire: async ({ entree, tx }) => {
    const termes = termesDe(entree.texte);
    if (termes.length === 0) return { personnes: [], plus: false };
    let requete = aPortee(tx);
    for (const terme of termes) requete = requete.where('resource.id', 'in', (eb) => correspond(eb, terme));
    const lignes = await requete
      .orderBy('resource.nom_tri')
      .limit(MONTREES_MAX + 1)
      .execute();
    return {
      personnes: lignes.slice(0, MONTREES_MAX).map((ligne) => lister(tx, ligne)),
      plus: lignes.length > MONTREES_MAX,
    };
  },
});

/** The persons whose open circle counts the reader today, in the order of the alphabet, with how many they are in all. */
export const mesPersonnes = vue(contratMesPersonnes, {
  droit: chercherAPortee,
  lire: async ({ tx }) => {
    const lignes = await aPortee(tx)
      .where('resource.id', 'in', (eb) => duCercle(eb, tx))
      .orderBy('resource.nom_tri')
      .limit(CERCLE_MAX)
      .execute();
    const compte = await sqlDuDossier(tx)
      .selectFrom('resource')
      .select(sql<number>`count(*)::int`.as('total'))
      .where('resource.type', '=', 'Patient')
      .where('resource.supprime', '=', false)
      .where(PAS_REUNI)
      .where('resource.id', 'in', (eb) => duCercle(eb, tx))
      .where(tx.portee.condition('resource'))
      .executeTakeFirstOrThrow();
    return { personnes: lignes.map((ligne) => lister(tx, ligne)), total: compte.total, silenceJours: SILENCE_JOURS };
  },
});

function duCercle(eb: ExpressionBuilder<TablesDossier, 'resource'>, tx: Transaction) {
  return eb
    .selectFrom('cercle_membre')
    .select('cercle_membre.patient')
    .where(sql<boolean>`cercle_membre.membre = any(${[...tx.acteur.refs]}::text[])`)
    .where('cercle_membre.ouvert', '=', true)
    .where('cercle_membre.debut', '<=', tx.maintenant)
    .where((ou) => ou.or([ou('cercle_membre.fin', 'is', null), ou('cercle_membre.fin', '>', tx.maintenant)]));
}

function aPortee(tx: Transaction) {
  const refs = [...tx.acteur.refs];
  return sqlDuDossier(tx)
    .selectFrom('resource')
    .select((eb) => [
      'resource.contenu',
      'resource.nom_tri',
      eb
        .selectFrom('fait')
        .select('fait.survenu_le')
        .whereRef('fait.patient', '=', 'resource.id')
        .where(tx.portee.condition('fait', 'fait'))
        .orderBy('fait.survenu_le', 'desc')
        .limit(1)
        .as('dernier'),
      eb
        .selectFrom('main_ouverte')
        .select(
          sql<number[]>`array[count(*)::int, count(*) filter (where main_ouverte.qui = any(${refs}::text[]))::int]`.as(
            'comptes',
          ),
        )
        .whereRef('main_ouverte.patient', '=', 'resource.id')
        .where('main_ouverte.etat', '<>', 'termine')
        .where(conditionMains(tx))
        .as('mains'),
    ])
    .where('resource.type', '=', 'Patient')
    .where('resource.supprime', '=', false)
    .where(PAS_REUNI)
    .where(tx.portee.condition('resource'));
}

function correspond(eb: ExpressionBuilder<TablesDossier, 'resource'>, { debut, exactes }: Terme) {
  return eb
    .selectFrom('recherche')
    .select('recherche.id')
    .where('recherche.type', '=', 'Patient')
    .where('recherche.param', '=', PARAM_IDENTITE)
    .where((ou) =>
      ou.or([
        ...exactes.map((cle) => ou('recherche.cle', '=', cle)),
        ...(debut === undefined
          ? []
          : [ou.and([ou('recherche.cle', '>=', debut), ou('recherche.cle', '<', `${debut}\u{10FFFF}`)])]),
      ]),
    );
}

interface Ligne {
  readonly contenu: unknown;
  readonly dernier: Date | null;
  readonly mains: number[] | null;
}

function lister(tx: Transaction, { contenu, dernier, mains }: Ligne): PersonneListee {
  const patient = contenu as Identifiee<Patient>;
  const { nomAffiche, naissance, age, commune } = courte(patient, aujourdhui(tx), true);
  const [mainsOuvertes = 0, jaiLaMain = 0] = mains ?? [];
  return {
    id: patient.id,
    nom: nomAffiche,
    nomNaissance: nomDeNaissanceAffiche(traitsDepuisPatient(patient)),
    naissance,
    age,
    commune,
    dernierLe: dernier?.toISOString(),
    silencieuse: estSilencieuse(dernier, tx.maintenant),
    mainsOuvertes,
    jaiLaMain,
  };
}
