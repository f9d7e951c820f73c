import { sql as fragment } from 'kysely';
import type { Selectable } from 'kysely';
import type { Base } from '#lib/sql/connexion.ts';
import type { Domaine } from './coffre.ts';
import type { Gisement, PassageDeTextes } from './gisements.ts';
import type { CleMaitre } from './maitre.ts';
import { LECTEUR_VIVANT_S, type CoffreOuvert } from './ouvrir.ts';
import { rescellerUnLot, resteSous } from './resceller.ts';
import { annoncerChangement, poserCle, type TableCleRotation, type TablesCoffre } from './tables.ts';

export interface OutilsRotation {
  readonly base: Base;
  readonly maitre: CleMaitre;
  /** An open vault of this process: it opens with the old key and seals with the new one. */
  readonly coffre: CoffreOuvert;
  readonly gisements: readonly Gisement[];
  /** What is sealed inside larger texts; none: nothing is. */
  readonly textes?: PassageDeTextes;
  /** Waits; a test gives one that does not. */
  readonly attendre: (ms: number) => Promise<void>;
  /** Told after each step is committed: what a cut at that moment would leave. */
  readonly etape?: (nom: EtapeRotation) => void;
}

export type EtapeRotation = 'promue' | 'entendue' | 'lot' | 'gisement' | 'rescellee' | 'detruite';

export interface BilanRotation {
  readonly ancienne: string;
  readonly nouvelle: string;
  readonly lignes: number;
  /** It went on with a rotation that had been cut. */
  readonly reprise: boolean;
}

const POULS_MS = 200;
/** Longest an action takes between sealing a value and committing it. */
const GRACE_MS = 30_000;

/**
 * Replaces the data key of one domain while the house runs. Both keys open until nothing is left under the old one, which is then
 * destroyed. Cut anywhere, the next call goes on from there.
 */
export async function tournerLaCle(outils: OutilsRotation, domaine: Domaine): Promise<BilanRotation> {
  const { base, coffre } = outils;
  const enCours = await rotationDe(base, domaine);
  if (enCours === undefined) {
    // The key about to be promoted must already be in the memory of every process.
    await attendreLesLecteurs(outils);
    await promouvoir(outils, domaine);
    outils.etape?.('promue');
  }
  const rotation = enCours ?? (await rotationDe(base, domaine));
  if (rotation === undefined) throw new Error('une autre commande a fini cette rotation');
  await coffre.relire();
  await attendreLesLecteurs(outils);
  await outils.attendre(GRACE_MS);
  outils.etape?.('entendue');
  const { ancienne, nouvelle } = rotation;
  const avant = Number(rotation.lignes);
  let lignes = await viderLAncienne(outils, domaine, ancienne, avant);
  outils.etape?.('rescellee');
  // Whoever read a value before it was sealed again may still write it back as it was.
  await outils.attendre(GRACE_MS);
  lignes = await viderLAncienne(outils, domaine, ancienne, lignes);
  await detruire(base, domaine, ancienne);
  await coffre.relire();
  outils.etape?.('detruite');
  return { ancienne, nouvelle, lignes, reprise: enCours !== undefined };
}

/** Until nothing is left under the old key: whole passes, over the declared places and over the texts. */
async function viderLAncienne(
  outils: OutilsRotation,
  domaine: Domaine,
  ancienne: string,
  avant: number,
): Promise<number> {
  const miens = outils.gisements.filter((g) => (g.domaine === 'commun') === (domaine === 'commun'));
  let lignes = avant;
  for (;;) {
    lignes = await rescellerTout(outils, domaine, { ancienne }, miens, lignes);
    const textes = domaine === 'commun' ? 0 : ((await outils.textes?.(domaine, ancienne)) ?? 0);
    lignes += textes;
    if (textes === 0 && (await resteAResceller(outils.base, domaine, miens, ancienne)) === 0) return lignes;
  }
}

async function rescellerTout(
  outils: OutilsRotation,
  domaine: Domaine,
  { ancienne }: { readonly ancienne: string },
  gisements: readonly Gisement[],
  depart: number,
): Promise<number> {
  let lignes = depart;
  for (const gisement of gisements) {
    const nom = `${gisement.table}.${gisement.colonne}`;
    let lot = await rescellerUnLot({ ...outils, domaine, ancienne }, gisement, '');
    while (lot !== undefined) {
      lignes += lot.lignes;
      await noterAvance(outils.base, domaine, nom, lot.jusqua, lignes);
      outils.etape?.('lot');
      lot = await rescellerUnLot({ ...outils, domaine, ancienne }, gisement, lot.jusqua);
    }
    outils.etape?.('gisement');
  }
  return lignes;
}

async function resteAResceller(base: Base, domaine: Domaine, gisements: readonly Gisement[], ancienne: string) {
  let reste = 0;
  for (const gisement of gisements) reste += await resteSous(base, domaine, gisement, ancienne);
  return reste;
}

export function rotationDe(base: Base, domaine: Domaine): Promise<Selectable<TableCleRotation> | undefined> {
  return base.commun<TablesCoffre, Selectable<TableCleRotation> | undefined>((sql) =>
    sql.selectFrom('cle_rotation').selectAll().where('cle_rotation.domaine', '=', domaine).executeTakeFirst(),
  );
}

/** The next key becomes the one that writes, a new next one is made: together, or not at all. */
function promouvoir({ base, maitre }: OutilsRotation, domaine: Domaine): Promise<void> {
  return base.commun<TablesCoffre, void>(async (sql) => {
    const cles = await sql
      .selectFrom('cle_donnees')
      .select(['cle_donnees.id', 'cle_donnees.etat', 'cle_donnees.rang'])
      .where('cle_donnees.domaine', '=', domaine)
      .where('cle_donnees.etat', 'in', ['courante', 'prochaine'])
      .forUpdate()
      .execute();
    const ancienne = cles.find(({ etat }) => etat === 'courante');
    const nouvelle = cles.find(({ etat }) => etat === 'prochaine');
    if (ancienne === undefined || nouvelle === undefined)
      throw new Error(`les clés de ${domaine} ne sont pas complètes`);
    for (const [id, etat] of [
      [ancienne.id, 'ancienne'],
      [nouvelle.id, 'courante'],
    ] as const)
      await sql.updateTable('cle_donnees').set({ etat }).where('cle_donnees.id', '=', id).execute();
    await poserCle(sql, maitre, domaine, nouvelle.rang + 1, 'prochaine');
    await sql
      .insertInto('cle_rotation')
      .values({ domaine, ancienne: ancienne.id, nouvelle: nouvelle.id, gisement: null, apres: null, lignes: 0 })
      .execute();
    await annoncerChangement(sql);
  });
}

/** Until every living process says it has read the keys as they are now. */
async function attendreLesLecteurs({ base, attendre }: OutilsRotation): Promise<void> {
  const enRetard = (): Promise<number> =>
    base.commun<TablesCoffre, number>(async (sql) => {
      const { rows } = await fragment<{ n: number }>`select count(*)::int as n from cle_lecteur l, cle_generation g
        where l.rang < g.rang and l.vu_le > now() - make_interval(secs => ${LECTEUR_VIVANT_S})`.execute(sql);
      return rows[0]?.n ?? 0;
    });
  while ((await enRetard()) > 0) await attendre(POULS_MS);
}

function noterAvance(base: Base, domaine: Domaine, gisement: string, apres: string, lignes: number): Promise<unknown> {
  return base.commun<TablesCoffre, unknown>((sql) =>
    sql
      .updateTable('cle_rotation')
      .set({ gisement, apres, lignes })
      .where('cle_rotation.domaine', '=', domaine)
      .execute(),
  );
}

/** The wrapped key is erased: nothing opens any more what it sealed, not even a copy that would come back. */
function detruire(base: Base, domaine: Domaine, cle: string): Promise<void> {
  return base.commun<TablesCoffre, void>(async (sql) => {
    await sql
      .updateTable('cle_donnees')
      .set({ etat: 'detruite', enveloppe: '', detruite_le: new Date() })
      .where('cle_donnees.id', '=', cle)
      .execute();
    await sql.deleteFrom('cle_rotation').where('cle_rotation.domaine', '=', domaine).execute();
    await annoncerChangement(sql);
  });
}
