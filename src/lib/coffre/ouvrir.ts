import { randomUUID } from 'node:crypto';
import { sql as fragment, type Kysely } from 'kysely';
import type { Journal } from '#lib/journal.ts';
import type { Base } from '#lib/sql/connexion.ts';
import { CoffreFerme } from './chiffrement.ts';
import { cleDeDonnees, coffreSur, type CleDeDonnees, type Coffre, type Domaine, type Trousseau } from './coffre.ts';
import type { CleMaitre } from './maitre.ts';
import { CANAL_CLES, placeDe, poserCle, type TablesCoffre } from './tables.ts';

/** A process reads the keys again this often, besides the bell. */
const RELECTURE_MS = 10_000;
/** It stops sealing when it could not do so for that long: a rotation counts on it (`LECTEUR_VIVANT_S`, longer). */
const BAIL_MS = 40_000;
export const LECTEUR_VIVANT_S = 60;

export interface CoffreOuvert extends Coffre {
  /** Reads the keys again now. */
  relire(): Promise<void>;
  fermer(): Promise<void>;
}

export interface OutilsCoffre {
  readonly base: Base;
  readonly maitre: CleMaitre;
  /** Territories served here; theirs and `commun` are made when missing. */
  readonly territoires: readonly Domaine[];
  readonly journal: Journal;
}

/** Opens the vault: reads every key, makes those that are missing, and hears of rotations as long as it is open. */
export async function ouvrirCoffre(outils: OutilsCoffre): Promise<CoffreOuvert> {
  const { base, maitre, journal } = outils;
  const lecteur = randomUUID();
  await base.commun<TablesCoffre, void>(async (sql) => {
    for (const domaine of new Set<Domaine>(['commun', ...outils.territoires]))
      await poserSIlManque(sql, maitre, domaine);
  });
  let trousseaux: ReadonlyMap<string, Trousseau> = new Map();
  let luA = Date.now();
  const relire = async (): Promise<void> => {
    const debut = Date.now();
    trousseaux = await base.commun<TablesCoffre, ReadonlyMap<string, Trousseau>>((sql) => lire(sql, maitre, lecteur));
    luA = debut;
  };
  await relire();
  const signaler = (erreur: unknown): void =>
    journal('attention', 'coffre.relecture', { motif: erreur instanceof Error ? erreur.name : 'inconnu' });
  const ecoute = await base.ecouter(CANAL_CLES, () => void relire().catch(signaler));
  const minuterie = setInterval(() => void relire().catch(signaler), RELECTURE_MS).unref();
  const trousseauDe = (domaine: Domaine): Trousseau => {
    const trousseau = trousseaux.get(domaine);
    if (trousseau === undefined) throw new CoffreFerme(`aucune clé pour ${domaine}`);
    return trousseau;
  };
  const coffre = coffreSur(trousseauDe);
  return {
    ...coffre,
    sceller(domaine, clair, contexte) {
      if (Date.now() - luA > BAIL_MS) throw new CoffreFerme('clés non relues depuis trop longtemps');
      return coffre.sceller(domaine, clair, contexte);
    },
    relire,
    fermer: async () => {
      clearInterval(minuterie);
      await ecoute.arreter();
      await base.commun<TablesCoffre, unknown>((sql) =>
        sql.deleteFrom('cle_lecteur').where('cle_lecteur.id', '=', lecteur).execute(),
      );
    },
  };
}

/** One key that writes, and the next one already known of all: a rotation promotes it. */
async function poserSIlManque(sql: Kysely<TablesCoffre>, maitre: CleMaitre, domaine: Domaine): Promise<void> {
  const rangs = await sql
    .selectFrom('cle_donnees')
    .select(['cle_donnees.rang', 'cle_donnees.etat'])
    .where('cle_donnees.domaine', '=', domaine)
    .execute();
  const dernier = Math.max(0, ...rangs.map(({ rang }) => rang));
  if (rangs.length === 0) await poserCle(sql, maitre, domaine, 1, 'courante');
  if (!rangs.some(({ etat }) => etat === 'prochaine'))
    await poserCle(sql, maitre, domaine, Math.max(dernier, 1) + 1, 'prochaine');
}

/** The generation is read first: keys are then at least as new as what this process says it has read. */
async function lire(
  sql: Kysely<TablesCoffre>,
  maitre: CleMaitre,
  lecteur: string,
): Promise<ReadonlyMap<string, Trousseau>> {
  await fragment`insert into cle_lecteur (id, rang) select ${lecteur}, rang from cle_generation
    on conflict (id) do update set rang = excluded.rang, vu_le = now()`.execute(sql);
  const lignes = await sql.selectFrom('cle_donnees').selectAll().where('cle_donnees.etat', '<>', 'detruite').execute();
  const courantes = new Map<string, CleDeDonnees>();
  const toutes = new Map<string, Map<string, CleDeDonnees>>();
  for (const ligne of lignes) {
    if (ligne.maitre !== maitre.id) throw mauvaiseCleMaitre();
    const domaine = ligne.domaine as Domaine; // constraint cle_donnees_domaine
    const cle = cleDeDonnees(ligne.id, domaine, maitre.developper(ligne.enveloppe, placeDe(domaine, ligne.id)));
    toutes.set(domaine, (toutes.get(domaine) ?? new Map<string, CleDeDonnees>()).set(cle.id, cle));
    if (ligne.etat === 'courante') courantes.set(domaine, cle);
  }
  return new Map(
    [...courantes].map(([domaine, courante]) => [domaine, { courante, toutes: toutes.get(domaine) ?? new Map() }]),
  );
}

const mauvaiseCleMaitre = (): CoffreFerme =>
  new CoffreFerme(
    'La clé maître donnée n’est pas celle qui protège cette base. Donnez la bonne (CORDEE_CLE_MAITRE) : sans elle, ce qui est scellé ne s’ouvre pas.',
  );
