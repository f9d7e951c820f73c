import type { Transaction } from '#socle/transaction.ts';
import { lireFiche } from './contact.ts';
import type { Resume } from './resume.ts';
import { tables } from './tables.ts';

export interface OffreConnue {
  /** Not published is not zero: `connue` is false and nothing is said. */
  readonly capacite: { readonly connue: boolean; readonly places?: number; readonly le?: string };
  readonly type?: string;
  readonly zones: readonly string[];
  readonly publics: readonly string[];
  readonly ageMin?: number;
  readonly ageMax?: number;
  readonly fermeture?: { readonly du?: string | undefined; readonly au?: string | undefined };
}

/** Places said by the territory (a call, a confirmation) win over the published figure when they are more recent. */
export function capaciteConnue(
  offre: Pick<NonNullable<Resume['offre']>, 'places' | 'placesLe'>,
  locale: { readonly valeur: string | null; readonly confirme_le: Date } | undefined,
): OffreConnue['capacite'] {
  const publieeLe = offre.placesLe === undefined ? 0 : Date.parse(offre.placesLe);
  if (locale?.valeur != null && locale.confirme_le.getTime() > publieeLe)
    return { connue: true, places: Number(locale.valeur), le: locale.confirme_le.toISOString() };
  if (offre.places === undefined) return { connue: false };
  return {
    connue: true,
    places: offre.places,
    ...(offre.placesLe === undefined ? {} : { le: new Date(offre.placesLe).toISOString() }),
  };
}

/** What an operational offer says of itself; undefined when `ref` is not one. */
export async function offreDe(tx: Transaction, ref: string): Promise<OffreConnue | undefined> {
  const offre = (await lireFiche(tx, ref))?.resume.offre;
  if (offre === undefined) return undefined;
  const locale = await tables(tx)
    .selectFrom('annuaire_local')
    .select(['annuaire_local.valeur', 'annuaire_local.confirme_le'])
    .where('annuaire_local.ref', '=', ref)
    .where('annuaire_local.champ', '=', 'places')
    .executeTakeFirst();
  return {
    capacite: capaciteConnue(offre, locale),
    zones: offre.zones.map((z) => z.libelle),
    publics: offre.publics,
    ...(offre.type === undefined ? {} : { type: offre.type.libelle }),
    ...(offre.ageMin === undefined ? {} : { ageMin: offre.ageMin }),
    ...(offre.ageMax === undefined ? {} : { ageMax: offre.ageMax }),
    ...(offre.fermeture === undefined ? {} : { fermeture: offre.fermeture }),
  };
}
