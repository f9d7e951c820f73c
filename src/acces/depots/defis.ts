import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Base } from '#lib/sql/connexion.ts';
import type { Defi, DepotDefi } from '../passkey/modele.ts';
import type { TablesAcces } from '../tables.ts';

/** A question put to one browser and kept on our side until it comes back: once, and not for long. */
export interface QuestionGardee {
  readonly id: string;
  readonly usage: string;
  readonly contenu: unknown;
  readonly expireLe: Date;
}

export interface Questions {
  poser(question: QuestionGardee, maintenant: Date): Promise<void>;
  /** Reads and deletes in one committed step: what follows may fail, the question never comes back. */
  prendre(id: string): Promise<QuestionGardee | undefined>;
}

// The id is in a cookie: like a session, only its fingerprint is kept.
const empreinte = (id: string): string => createHash('sha256').update(id).digest('hex');

/** Each call is its own transaction, on purpose: a refused answer must not give its question back by rolling back. */
export function questionsGardees(base: Base): Questions {
  return {
    poser: (question, maintenant) =>
      base.commun<TablesAcces, void>(async (sql) => {
        await sql.deleteFrom('defi').where('defi.expire_le', '<', maintenant).execute();
        await sql
          .insertInto('defi')
          .values({
            id: empreinte(question.id),
            usage: question.usage,
            contenu: JSON.stringify(question.contenu),
            expire_le: question.expireLe,
          })
          .execute();
      }),
    prendre: (id) =>
      base.commun<TablesAcces, QuestionGardee | undefined>(async (sql) => {
        const ligne = await sql
          .deleteFrom('defi')
          .where('defi.id', '=', empreinte(id))
          .returning(['defi.usage', 'defi.contenu', 'defi.expire_le'])
          .executeTakeFirst();
        return ligne === undefined
          ? undefined
          : { id, usage: ligne.usage, contenu: ligne.contenu, expireLe: ligne.expire_le };
      }),
  };
}

const ContenuDefi = z.object({ valeur: z.string(), compteId: z.string().optional() });
const USAGES = { inscription: 'passkey.inscription', connexion: 'passkey.connexion' } as const;

/** The questions of passkeys, in the same table. */
export function depotDefis(questions: Questions, maintenant: () => Date): DepotDefi {
  return {
    poser: ({ id, usage, valeur, compteId, expireLe }) =>
      questions.poser({ id, usage: USAGES[usage], contenu: { valeur, compteId }, expireLe }, maintenant()),
    prendre: async (id) => {
      const prise = await questions.prendre(id);
      const usage =
        prise?.usage === USAGES.inscription
          ? 'inscription'
          : prise?.usage === USAGES.connexion
            ? 'connexion'
            : undefined;
      if (prise === undefined || usage === undefined) return undefined;
      const { valeur, compteId } = ContenuDefi.parse(prise.contenu);
      return { id, usage, valeur, compteId, expireLe: prise.expireLe };
    },
  };
}

/** A question already taken, offered once more to the one call that checks its answer inside another transaction. */
export function defiDejaPris(defi: Defi | undefined): DepotDefi {
  let reste = defi;
  return {
    poser: () => Promise.reject(new Error('une question ne se pose pas pendant qu’on vérifie une réponse')),
    prendre: (id) => {
      const rendu = reste?.id === id ? reste : undefined;
      reste = undefined;
      return Promise.resolve(rendu);
    },
  };
}
