import { lireReference } from '#fhir/types.ts';
import type { Transaction } from '#socle/transaction.ts';
import { jourDuServeur } from '../rules.ts';
import { savoirsDe } from '../savoir.ts';
import { tables } from '../tables.ts';
import { CANDIDATS_MAX, chercherCandidats, type GenreFiche } from './candidats.ts';
import { classer, type Classe } from './classer.ts';
import { comprendre, type Commune, type Lecture } from './comprendre.ts';
import { normaliser } from '#lib/texte/index.ts';

export interface Reponse {
  readonly lecture: Lecture;
  readonly resultats: readonly Classe[];
  /** More than what was ordered: the search is vague. */
  readonly incomplet: boolean;
  /** What was left aside to find something. */
  readonly elargi: string | undefined;
  /** Where distances start from when the sentence names no commune. */
  readonly depuis: Commune | undefined;
}

/** The one search of the directory: screens, pickers and other rooms go through it. */
export async function chercher(
  tx: Transaction,
  texte: string,
  genres: readonly GenreFiche[],
  rayonKm?: number,
): Promise<Reponse> {
  const lue = comprendre(texte, { communes: await communesDites(tx, texte), aujourdhui: jourDuServeur(tx.maintenant) });
  const lecture = rayonKm === undefined ? lue : { ...lue, rayonKm };
  const depuis = lecture.commune === undefined ? await communeDeLActeur(tx) : undefined;
  const centre = lecture.commune ?? depuis;
  const essais =
    lecture.mots.length === 0
      ? (['exact'] as const)
      : lecture.notions.length === 0
        ? (['exact', 'proche'] as const)
        : (['exact', 'proche', 'sans'] as const);
  for (const noms of essais) {
    const candidats = await chercherCandidats(tx, lecture, { genres, centre, noms });
    if (candidats.length === 0) continue;
    const savoirs = await savoirsDe(
      tx,
      candidats.map((c) => c.ref),
    );
    const question = {
      lecture: noms === 'sans' ? { ...lecture, mots: [] } : lecture,
      centre,
      maintenant: tx.maintenant,
    };
    const resultats = classer(candidats, savoirs, question).filter(
      (c) => lecture.rayonKm === undefined || c.distance === undefined || c.distance <= lecture.rayonKm,
    );
    if (resultats.length === 0) continue;
    const elargi =
      noms === 'sans' ? `Personne ne répond à « ${lecture.mots.join(' ')} » : voici sans ce mot.` : undefined;
    return { lecture, resultats, incomplet: candidats.length === CANDIDATS_MAX, elargi, depuis };
  }
  return { lecture, resultats: [], incomplet: false, elargi: undefined, depuis };
}

/** Communes whose name starts with one of the typed words: the few the sentence may name. */
async function communesDites(tx: Transaction, texte: string): Promise<ReadonlyMap<string, Commune>> {
  const mots = normaliser(texte).split(' ');
  const suites = mots.flatMap((_mot, i) => [1, 2, 3, 4, 5, 6].map((n) => mots.slice(i, i + n).join(' ')));
  const lignes = await tables(tx)
    .selectFrom('annuaire_commune')
    .select([
      'annuaire_commune.code',
      'annuaire_commune.nom',
      'annuaire_commune.nom_norme',
      'annuaire_commune.latitude',
      'annuaire_commune.longitude',
    ])
    .where('annuaire_commune.nom_norme', 'in', [...new Set(suites)])
    .execute();
  return new Map(
    lignes.map((l) => [
      l.nom_norme,
      { code: l.code, nom: l.nom, latitude: l.latitude ?? undefined, longitude: l.longitude ?? undefined },
    ]),
  );
}

/** Where the person who searches works: « near » means near there. */
async function communeDeLActeur(tx: Transaction): Promise<Commune | undefined> {
  const structure = lireReference(tx.acteur.structure.ref);
  if (structure === undefined) return undefined;
  const ligne = await tables(tx)
    .selectFrom('annuaire')
    .innerJoin('annuaire_commune', 'annuaire_commune.code', 'annuaire.commune')
    .select(['annuaire_commune.code', 'annuaire_commune.nom', 'annuaire.latitude', 'annuaire.longitude'])
    .where('annuaire.type', '=', structure.type)
    .where('annuaire.id', '=', structure.id)
    .executeTakeFirst();
  return ligne === undefined
    ? undefined
    : {
        code: ligne.code,
        nom: ligne.nom,
        latitude: ligne.latitude ?? undefined,
        longitude: ligne.longitude ?? undefined,
      };
}
