import { echelonSuivant, fileDe, type PorteurJoignable } from '#modules/territoire/index.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import { AnomalieTrouvee } from '../faits.ts';
import { lireReglageTrace } from '../reglages.ts';
import { tables } from '../tables.ts';
import { GENRES, type GenreAnomalie, type Trouvaille } from './regles.ts';

/** Time to look into it. Source: [P], a hijacked account is looked at the same morning, a surprising read within the week. */
const DELAI_MS: Readonly<Partial<Record<GenreAnomalie, number>>> = { frein: 4 * 3_600_000, urgence: 3 * 86_400_000 };
const DELAI_PAR_DEFAUT_MS = 7 * 86_400_000;
export const CAUSE = 'trace.anomalie';
const FILE = 'dac';

export const objetDe = (id: string): string => `anomalie/${id}`;

/** Keeps what was found, once, with somebody to look into it and a date. Returns how many are new. */
export async function garderLesAnomalies(
  tx: Transaction,
  trouvees: readonly Trouvaille[],
  jour: string,
): Promise<number> {
  let nouvelles = 0;
  for (const trouvee of trouvees) if (await garder(tx, trouvee, jour)) nouvelles += 1;
  return nouvelles;
}

async function garder(tx: Transaction, t: Trouvaille, jour: string): Promise<boolean> {
  const id = tx.nouvelId();
  const [gardee] = await interrogerAvec(tx.sql)({
    texte: `insert into anomalie (id, genre, acteur, acteur_nom, patient, jour, nombre, detail, trouvee_le)
      values ($1, $2, $3, $4, $5, $6::date, $7, $8, $9)
      on conflict (genre, acteur, (coalesce(patient, '')), jour) do nothing returning id`,
    valeurs: [id, t.genre, t.acteur, t.acteurNom, t.patient ?? null, jour, t.nombre, GENRES[t.genre], tx.maintenant],
  });
  if (gardee === undefined) return false;
  const porteur = await quiRegarde(tx, t.acteur);
  await tenir(tx, { id, genre: t.genre }, porteur, 0, new Date(tx.maintenant.getTime() + delaiDe(t.genre)));
  await tx.fait(AnomalieTrouvee, {
    objet: objetDe(id),
    lecteurs: [porteur.ref],
    donnees: { quoi: GENRES[t.genre], agent: t.acteurNom },
  });
  return true;
}

const delaiDe = (genre: GenreAnomalie): number => DELAI_MS[genre] ?? DELAI_PAR_DEFAUT_MS;

async function tenir(
  tx: Transaction,
  { id, genre }: { id: string; genre: GenreAnomalie },
  a: Porteur,
  rang: number,
  dueLe: Date,
): Promise<void> {
  await tx.passerLaMain({
    objet: objetDe(id),
    genre: 'anomalie',
    etat: rang === 0 ? 'attend' : 'retard',
    titre: GENRES[genre],
    a,
    prochaine: 'regarder, et écrire ce qu’il en est',
    dueLe,
    cause: CAUSE,
    rang,
    lecteurs: [a.ref],
  });
}

async function echelleDuControle(tx: Transaction): Promise<readonly PorteurJoignable[]> {
  const { controle } = await lireReglageTrace(interrogerAvec(tx.sql));
  const { porteurs } = await fileDe(tx.sql, FILE);
  return controle === undefined ? porteurs : [{ ...controle, telephone: '' }, ...porteurs];
}

/** Nobody looks into their own accesses while somebody else can. */
async function quiRegarde(tx: Transaction, acteur: string): Promise<Porteur> {
  const echelle = await echelleDuControle(tx);
  const [sien] = await interrogerAvec(tx.sql)<{ refs: string[] }>({
    texte: `select array_agg(distinct x) as refs from trace_contexte c, unnest(c.refs) x
      where c.id in (select t.contexte from trace t where t.acteur = $1 order by t.seq desc limit 1)`,
    valeurs: [acteur],
  });
  const autre = echelle.find(({ ref }) => !(sien?.refs ?? []).includes(ref)) ?? echelle[0];
  if (autre === undefined) throw new Error('la cellule de contrôle n’a personne : réglez la file du DAC');
  return { ref: autre.ref, nom: autre.nom };
}

/** Nobody looked in time: the next of the ladder holds it, until somebody closes it with a word. */
export const sonnerie: Sonnerie = async ({ tx, objet, maintenant }) => {
  const anomalie = await tables(tx)
    .selectFrom('anomalie')
    .select(['anomalie.id', 'anomalie.genre', 'anomalie.close_le'])
    .where('anomalie.id', '=', objet.replace('anomalie/', ''))
    .executeTakeFirstOrThrow();
  if (anomalie.close_le !== null) {
    await tx.poserLaMain(objet);
    return;
  }
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', objet)
    .executeTakeFirstOrThrow();
  const { porteur, rang } = echelonSuivant(await echelleDuControle(tx), main.qui ?? '', main.rang);
  const genre = estGenre(anomalie.genre) ? anomalie.genre : 'hors_equipe';
  await tenir(tx, { id: anomalie.id, genre }, porteur, rang, new Date(maintenant.getTime() + 86_400_000));
};

export const estGenre = (texte: string): texte is GenreAnomalie => Object.hasOwn(GENRES, texte);
