import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import { juger, ReglageFrein, type Comptes, type Jugement } from './frein-regle.ts';

/** What one account did since the last time it was told. */
export interface Amas {
  readonly acteur: string;
  readonly nom: string;
  readonly genre: 'compte' | 'client';
  readonly refs: readonly string[];
  readonly patients: Set<string>;
  recherches: number;
  ouvertures: number;
  resultats: number;
}

export interface EtatGarde {
  readonly etat: 'a_confirmer' | 'bloque';
  readonly depuis: Date;
}

/** An account was just held back, or more than before. */
export interface Alerte extends EtatGarde {
  readonly acteur: string;
  readonly nom: string;
  readonly motif: string;
  readonly nombre: number;
}

const HEURE_MS = 3_600_000;
const TRANCHE_MS = 300_000;
/** Counts older than this serve nobody. */
const GARDE_MS = 2 * 24 * HEURE_MS;

/** Adds to the counts of a territory, judges those who moved, and gives everybody held back, whoever noticed. One transaction. */
export async function rendreCompte(
  base: Pick<Base, 'ensemble'>,
  territoire: CodeTerritoire,
  amas: readonly Amas[],
  maintenant: Date,
): Promise<{ readonly etats: ReadonlyMap<string, EtatGarde>; readonly alertes: readonly Alerte[] }> {
  return base.ensemble(territoire, async (interroger) => {
    const alertes: Alerte[] = [];
    const reglage = amas.length === 0 ? undefined : await lireReglage(interroger);
    for (const un of amas) {
      await garder(interroger, un, maintenant);
      const jugement = juger(
        await compterUn(interroger, un.acteur, maintenant),
        un.genre,
        reglage ?? ReglageFrein.parse({}),
      );
      const alerte = await poser(interroger, un, jugement, maintenant);
      if (alerte !== undefined) alertes.push(alerte);
    }
    return { etats: await lireEtats(interroger), alertes };
  });
}

async function lireReglage(interroger: Interroger): Promise<ReglageFrein> {
  const [ligne] = await interroger<{ valeur: unknown }>({
    nom: 'frein.reglage',
    texte: "select r.valeur from reglage r where r.cle = 'frein'",
    valeurs: [],
  });
  return ReglageFrein.parse(ligne?.valeur ?? {});
}

async function garder(interroger: Interroger, amas: Amas, maintenant: Date): Promise<void> {
  const { acteur, refs, patients, recherches, ouvertures, resultats } = amas;
  if (patients.size > 0)
    await interroger({
      nom: 'frein.lectures',
      texte: `insert into frein_lecture (acteur, patient, vu_le, suivie)
        select $1, p.patient, $3, exists (select 1 from cercle_membre m where m.patient = p.patient and m.membre = any ($4::text[]))
          from unnest($2::text[]) as p(patient) order by p.patient
        on conflict (acteur, patient) do update set vu_le = excluded.vu_le, suivie = frein_lecture.suivie or excluded.suivie`,
      valeurs: [acteur, [...patients], maintenant, [...refs]],
    });
  await interroger({
    nom: 'frein.recherches',
    texte: `insert into frein_recherche (acteur, depuis, recherches, ouvertures, exportees) values ($1, $2, $3, $4, $5)
      on conflict (acteur, depuis) do update set recherches = frein_recherche.recherches + excluded.recherches,
        ouvertures = frein_recherche.ouvertures + excluded.ouvertures, exportees = frein_recherche.exportees + excluded.exportees`,
    valeurs: [acteur, tranche(maintenant), recherches, ouvertures, resultats],
  });
}

const tranche = (instant: Date): Date => new Date(Math.floor(instant.getTime() / TRANCHE_MS) * TRANCHE_MS);

/** The last hour, or since the brake was lifted when that is later: what was forgiven counts no more. */
async function compterUn(interroger: Interroger, acteur: string, maintenant: Date): Promise<Comptes> {
  const [ligne] = await interroger<Comptes>({
    nom: 'frein.compter',
    texte: `with depuis as (
        select greatest($2::timestamptz, coalesce((select f.leve_le from frein f where f.acteur = $1 and f.etat = 'leve'), '-infinity')) as le)
      select (select count(*)::int from frein_lecture l where l.acteur = $1 and l.vu_le > d.le) as personnes,
             (select count(*)::int from frein_lecture l where l.acteur = $1 and l.vu_le > d.le and not l.suivie) as "jamaisSuivies",
             coalesce(sum(r.recherches), 0)::int as recherches, coalesce(sum(r.ouvertures), 0)::int as ouvertures,
             coalesce(sum(r.exportees), 0)::int as resultats
        from depuis d left join frein_recherche r on r.acteur = $1 and r.depuis >= d.le group by d.le`,
    valeurs: [acteur, new Date(maintenant.getTime() - HEURE_MS)],
  });
  if (ligne === undefined) throw new Error('le frein ne sait plus compter');
  return ligne;
}

/** Keeps the judgement; an alert only when it is new or worse. Blocked stays blocked until somebody lifts it. */
async function poser(
  interroger: Interroger,
  { acteur, nom }: Amas,
  { etat, motif, nombre }: Jugement,
  maintenant: Date,
): Promise<Alerte | undefined> {
  if (etat === 'libre') {
    await interroger({
      nom: 'frein.retomber',
      texte: `update frein set etat = 'leve', leve_le = $2, leve_par = 'Cordée', leve_mot = 'Les lectures sont redevenues ordinaires.'
        where acteur = $1 and etat = 'a_confirmer'`,
      valeurs: [acteur, maintenant],
    });
    return undefined;
  }
  const [pose] = await interroger<{ depuis: Date }>({
    nom: 'frein.poser',
    texte: `insert into frein (acteur, nom, etat, motif, nombre, depuis) values ($1, $2, $3, $4, $5, $6)
      on conflict (acteur) do update set etat = excluded.etat, motif = excluded.motif, nombre = excluded.nombre, depuis = excluded.depuis,
          nom = excluded.nom, leve_le = null, leve_par = null, leve_mot = null
        where frein.etat = 'leve' or (frein.etat = 'a_confirmer' and excluded.etat = 'bloque')
      returning depuis`,
    valeurs: [acteur, nom, etat, motif, nombre, maintenant],
  });
  return pose === undefined ? undefined : { acteur, nom, etat, motif, nombre, depuis: pose.depuis };
}

async function lireEtats(interroger: Interroger): Promise<ReadonlyMap<string, EtatGarde>> {
  const lignes = await interroger<{ acteur: string } & EtatGarde>({
    nom: 'frein.etats',
    texte: "select f.acteur, f.etat, f.depuis from frein f where f.etat <> 'leve'",
    valeurs: [],
  });
  return new Map(lignes.map(({ acteur, etat, depuis }) => [acteur, { etat, depuis }]));
}

/** Forgets counts nobody needs any more; now and then is plenty. */
export async function oublierLesComptes(interroger: Interroger, maintenant: Date): Promise<void> {
  const avant = new Date(maintenant.getTime() - GARDE_MS);
  await interroger({ texte: 'delete from frein_lecture where vu_le < $1', valeurs: [avant] });
  await interroger({ texte: 'delete from frein_recherche where depuis < $1', valeurs: [avant] });
}
