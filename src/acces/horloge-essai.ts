import { sql as fragment } from 'kysely';
import type { Base } from '#lib/sql/connexion.ts';
import type { Journal } from '#lib/journal.ts';
import type { TablesAcces } from './tables.ts';

/** Time of the trial: a visitor lets days go by. Sessions and sign-in never read it. */
export interface HorlogeEssai {
  decalageMs(): number;
  avancer(ms: number): Promise<void>;
  revenir(): Promise<void>;
}

export interface HorlogeEssaiPartagee extends HorlogeEssai {
  /** Reads the offset again now: another process may have moved it. */
  relire(): Promise<void>;
  arreter(): void;
}

const RELECTURE_MS = 2_000;

/** Loads the offset, then reads it again every 2 s: several processes show the same trial time. */
export async function ouvrirHorlogeEssai(base: Base, journal: Journal): Promise<HorlogeEssaiPartagee> {
  let decalage = 0;
  const relire = async (): Promise<void> => {
    decalage = await base.commun<TablesAcces, number>(async (sql) => {
      const ligne = await sql.selectFrom('horloge_essai').select('horloge_essai.decalage_ms').executeTakeFirst();
      return Number(ligne?.decalage_ms ?? 0);
    });
  };
  const ecrire = async (ajout: number | undefined): Promise<void> => {
    decalage = await base.commun<TablesAcces, number>(async (sql) => {
      const ligne = await sql
        .insertInto('horloge_essai')
        .values({ decalage_ms: ajout ?? 0 })
        .onConflict((conflit) =>
          conflit.column('unique_ligne').doUpdateSet({
            decalage_ms: ajout === undefined ? 0 : fragment<number>`horloge_essai.decalage_ms + ${ajout}`,
          }),
        )
        .returning('horloge_essai.decalage_ms')
        .executeTakeFirstOrThrow();
      return Number(ligne.decalage_ms);
    });
  };
  await relire();
  const minuterie = setInterval(() => {
    relire().catch((erreur: unknown) => {
      journal('attention', 'horloge_essai.illisible', { motif: erreur instanceof Error ? erreur.name : 'inconnu' });
    });
  }, RELECTURE_MS);
  minuterie.unref();
  return {
    decalageMs: () => decalage,
    avancer: (ms) =>
      ms > 0 ? ecrire(Math.round(ms)) : Promise.reject(new RangeError('le temps d’essai n’avance que vers l’avant')),
    revenir: () => ecrire(undefined),
    relire,
    arreter: () => clearInterval(minuterie),
  };
}
