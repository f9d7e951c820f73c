import { sql as fragment, type Kysely } from 'kysely';
import type { Base } from '#lib/sql/connexion.ts';
import { cleDuScelle, type Coffre, type Domaine } from './coffre.ts';
import type { Gisement } from './gisements.ts';

const LOT = 200;

interface Ligne {
  readonly cle: string;
  readonly scelle: string;
  readonly place: string;
}

/** One short transaction among what this domain sees: its own schema, or what territories share. */
export function dansLeDomaine<R>(base: Base, domaine: Domaine, faire: (sql: Kysely<object>) => Promise<R>): Promise<R> {
  return domaine === 'commun' ? base.commun<object, R>(faire) : base.territoire<object, R>(domaine, faire);
}

const texteDe = ({ colonne, forme }: Gisement) =>
  forme === 'json' ? fragment`(${fragment.ref(colonne)} #>> '{}')` : fragment`${fragment.ref(colonne)}`;

/**
 * Seals again, with the key that writes today, the next rows after `apres` whose value was sealed with another. The rows are locked:
 * a writer waits a few milliseconds, and reads what it wrote. Gives where to go on from; undefined at the end.
 */
export async function rescellerUnLot(
  outils: { readonly base: Base; readonly coffre: Coffre; readonly domaine: Domaine; readonly ancienne: string },
  gisement: Gisement,
  apres: string,
): Promise<{ readonly jusqua: string; readonly lignes: number } | undefined> {
  const { domaine, coffre, ancienne } = outils;
  return dansLeDomaine(outils.base, domaine, async (sql) => {
    const cle = fragment.ref(gisement.cle);
    const { rows } = await fragment<Ligne>`
      select ${cle}::text as cle, ${texteDe(gisement)} as scelle, ${fragment.ref(gisement.contexte.colonne)}::text as place
      from ${fragment.table(gisement.table)}
      where ${cle}::text > ${apres} and ${texteDe(gisement)} like ${prefixeDe(ancienne)}
      order by ${cle}::text limit ${LOT} for update`.execute(sql);
    for (const ligne of rows) await remplacer(sql, coffre, domaine, gisement, ligne);
    const derniere = rows.at(-1);
    return derniere === undefined ? undefined : { jusqua: derniere.cle, lignes: rows.length };
  });
}

async function remplacer(
  sql: Kysely<object>,
  coffre: Coffre,
  domaine: Domaine,
  gisement: Gisement,
  ligne: Ligne,
): Promise<void> {
  const contexte = `${gisement.contexte.prefixe}/${ligne.place}`;
  const clair = coffre.ouvrir(domaine, ligne.scelle, contexte);
  const scelle = coffre.sceller(domaine, clair, contexte);
  if (cleDuScelle(scelle) === cleDuScelle(ligne.scelle)) throw new Error('la clé qui écrit n’a pas changé');
  const valeur = gisement.forme === 'json' ? fragment`to_jsonb(${scelle}::text)` : fragment`${scelle}`;
  const { aveugle } = gisement;
  const empreinte =
    aveugle === undefined
      ? fragment``
      : fragment`, ${fragment.ref(aveugle.colonne)} = ${coffre.aveugle(domaine, aveugle.usage, clair)}`;
  await fragment`update ${fragment.table(gisement.table)} set ${fragment.ref(gisement.colonne)} = ${valeur}${empreinte}
    where ${fragment.ref(gisement.cle)}::text = ${ligne.cle}`.execute(sql);
}

/** How many values this key still protects there. */
export async function resteSous(base: Base, domaine: Domaine, gisement: Gisement, ancienne: string): Promise<number> {
  return dansLeDomaine(base, domaine, async (sql) => {
    const { rows } = await fragment<{ n: number }>`select count(*)::int as n from ${fragment.table(gisement.table)}
      where ${texteDe(gisement)} like ${prefixeDe(ancienne)}`.execute(sql);
    return rows[0]?.n ?? 0;
  });
}

const prefixeDe = (cle: string): string => `cordee-scelle:1:${cle}:%`;
