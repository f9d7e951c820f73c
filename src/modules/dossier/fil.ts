import { sql } from 'kysely';
import { anciensDossiers } from '#modules/cercle/index.ts';
import { vue } from '#socle/action.ts';
import type { Vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { fil as contratFil } from './contract.ts';
import type { EntreeDuFil } from './contract-vues.ts';
import { lirePersonne } from './droits.ts';
import { genreDuFait } from './rules.ts';
import { GENRES_DU_FIL, type GenreDuFil } from './vocabulaire.ts';

/** The sentence of a fact, from the registry of facts that the wiring gathers; undefined for a fact no room knows any more. */
export type Phrases = (
  nom: string,
  donnees: unknown,
) => { readonly titre: string; readonly detail?: string } | undefined;

export function vueDuFil(phrases: Phrases): Vue {
  return vue(contratFil, {
    droit: lirePersonne,
    lire: async ({ entree, tx }) => {
      const { patient, genres, avant, nombre } = entree;
      const lignes = await lireFaits(tx, { patient, genres, avant, nombre: nombre + 1 });
      const page = lignes.slice(0, nombre);
      return {
        entrees: page.map((ligne) => enEntree(ligne, phrases)),
        suite: lignes.length > nombre ? page.at(-1)?.seq : undefined,
      };
    },
  });
}

/** Last things that happened to somebody, among what this reader may read. */
export async function derniersEvenements(
  tx: Transaction,
  patient: string,
  nombre: number,
  phrases: Phrases,
): Promise<EntreeDuFil[]> {
  return (await lireFaits(tx, { patient, genres: [], nombre })).map((ligne) => enEntree(ligne, phrases));
}

interface Filtre {
  readonly patient: string;
  readonly genres: readonly GenreDuFil[];
  readonly avant?: string | undefined;
  readonly nombre: number;
}

async function lireFaits(tx: Transaction, { patient, genres, avant, nombre }: Filtre) {
  let requete = tx.sql
    .selectFrom('fait')
    .select([
      'fait.seq',
      'fait.id',
      'fait.nom',
      'fait.survenu_le',
      'fait.saisi_le',
      'fait.auteur_nom',
      'fait.objet',
      'fait.donnees',
    ])
    .where('fait.patient', 'in', [patient, ...(await anciensDossiers(tx, patient))])
    .where(tx.portee.condition('fait', 'fait'));
  const prefixes = genres.flatMap((genre) => [...GENRES_DU_FIL[genre].prefixes]);
  if (prefixes.length > 0)
    requete = requete.where((ou) => ou.or(prefixes.map((prefixe) => ou('fait.nom', 'like', `${prefixe}%`))));
  // The cursor is a fact: what comes after it is what happened before, ties settled by the order of writing.
  if (avant !== undefined) {
    requete = requete.where(
      sql<boolean>`(fait.survenu_le, fait.seq) < (select c.survenu_le, c.seq from fait c where c.seq = ${avant}::bigint)`,
    );
  }
  return requete.orderBy('fait.survenu_le', 'desc').orderBy('fait.seq', 'desc').limit(nombre).execute();
}

function enEntree(ligne: Awaited<ReturnType<typeof lireFaits>>[number], phrases: Phrases): EntreeDuFil {
  const { titre, detail } = phrases(ligne.nom, ligne.donnees) ?? {
    titre: 'Événement d’une version plus ancienne de Cordée',
  };
  const tardif = ligne.saisi_le.getTime() - ligne.survenu_le.getTime() > 60_000;
  return {
    id: ligne.id,
    le: ligne.survenu_le.toISOString(),
    ...(tardif ? { saisiLe: ligne.saisi_le.toISOString() } : {}),
    genre: genreDuFait(ligne.nom),
    titre,
    ...(detail === undefined ? {} : { detail }),
    auteur: ligne.auteur_nom,
    objet: ligne.objet,
  };
}
