import type { Kysely } from 'kysely';
import type { AttenteMain, EtatMain, TablesTerritoire } from './tables.ts';

/** Someone who can hold an open item: a named person, or a named person answering for a queue. */
export interface Porteur {
  readonly ref: string;
  readonly nom: string;
  /** Queue the person answers for (« Accueil du DAC »), when nobody took the item yet. */
  readonly file?: string | undefined;
}

export interface Passage {
  /** `Task/…`: the open thing. One line per thing, whoever holds it. */
  readonly objet: string;
  /** `demande`, `orientation`, `message`, `tache`… */
  readonly genre: string;
  readonly etat: Exclude<EtatMain, 'termine'>;
  readonly titre: string;
  readonly patient?: string | undefined;
  readonly a: Porteur;
  /** What comes next, in words (« premier contact avec Mme Aubry »). */
  readonly prochaine: string;
  readonly dueLe: Date;
  /** What rings at that time: a cause declared by a room, or `rappel` of the shared ladder. */
  readonly cause: string;
  readonly attente?: AttenteMain;
  /** Rung of the escalation ladder: 0 = the owner itself. */
  readonly rang?: number;
  readonly lecteurs: readonly string[];
}

/**
 * Gives the thing to someone, with the next deadline, and lifts the previous deadline. There is no way to leave a thing
 * open without both: the table refuses it.
 */
export async function passerLaMain(
  sql: Kysely<TablesTerritoire>,
  passage: Passage,
  maintenant: Date,
  idEcheance: string,
): Promise<void> {
  await leverEcheances(sql, passage.objet, maintenant);
  await sql
    .insertInto('echeance')
    .values({
      id: idEcheance,
      objet: passage.objet,
      cause: passage.cause,
      posee_le: maintenant,
      due_le: passage.dueLe,
      levee_le: null,
      sonnee_le: null,
    })
    .execute();
  const ligne = {
    genre: passage.genre,
    etat: passage.etat,
    patient: passage.patient ?? null,
    titre: passage.titre,
    qui: passage.a.ref,
    qui_nom: passage.a.nom,
    file: passage.a.file ?? null,
    depuis: maintenant,
    prochaine: passage.prochaine,
    due_le: passage.dueLe,
    cause: passage.cause,
    rang: passage.rang ?? 0,
    attente: passage.attente ?? ('faire' as const),
    lecteurs: [...new Set([...passage.lecteurs, passage.a.ref])],
    clos_le: null,
  };
  await sql
    .insertInto('main_ouverte')
    .values({ objet: passage.objet, ouvert_le: maintenant, ...ligne })
    .onConflict((conflit) =>
      conflit.column('objet').doUpdateSet((exclu) => ({
        ...ligne,
        // Same holder, same state: « depuis » keeps its first time.
        depuis: exclu
          .case()
          .when('main_ouverte.qui', '=', passage.a.ref)
          .then(exclu.ref('main_ouverte.depuis'))
          .else(maintenant)
          .end(),
      })),
    )
    .execute();
}

/** Closes the thing: no owner is expected any more, no deadline rings. */
export async function poserLaMain(sql: Kysely<TablesTerritoire>, objet: string, maintenant: Date): Promise<void> {
  await leverEcheances(sql, objet, maintenant);
  await sql
    .updateTable('main_ouverte')
    .set({ etat: 'termine', clos_le: maintenant, prochaine: null, due_le: null, cause: null })
    .where('main_ouverte.objet', '=', objet)
    .execute();
}

async function leverEcheances(sql: Kysely<TablesTerritoire>, objet: string, maintenant: Date): Promise<void> {
  await sql
    .updateTable('echeance')
    .set({ levee_le: maintenant })
    .where('echeance.objet', '=', objet)
    .where('echeance.levee_le', 'is', null)
    .where('echeance.sonnee_le', 'is', null)
    .execute();
}
