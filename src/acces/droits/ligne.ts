import { sql, type RawBuilder } from 'kysely';
import type { SorteDeTable } from '#fhir/store/portee.ts';
import type { Acteur } from '../acteur.ts';

/** The columns of the table that is read, whatever their name there. */
export interface Ligne {
  readonly type: RawBuilder<string>;
  readonly id: RawBuilder<string>;
  readonly famille: RawBuilder<string>;
  readonly patient: RawBuilder<string>;
  readonly lecteurs: RawBuilder<string[]>;
  /** Account whose writing it is: the represented person’s, when somebody typed it for another. */
  readonly auteur: RawBuilder<string>;
  /** Last time it was written. */
  readonly le: RawBuilder<Date>;
}

export function ligneDe(table: string, sorte: SorteDeTable): Ligne {
  const c = <T>(colonne: string) => sql.ref<T>(`${table}.${colonne}`);
  const communes = { patient: c<string>('patient'), lecteurs: c<string[]>('lecteurs') };
  const sansAuteur = sql<string>`null::text`;
  if (sorte === 'resource')
    return { ...communes, type: c('type'), id: c('id'), famille: c('famille'), auteur: c('auteur'), le: c('le') };
  if (sorte === 'fil')
    return {
      ...communes,
      type: sql`'Task'`,
      id: c('id'),
      famille: c('famille'),
      // Whoever wrote its first message from here keeps the thread.
      auteur: sql`(select ecrit_d.auteur from courriel envoye_d
        join resource ecrit_d on ecrit_d.type = 'Communication' and ecrit_d.id = split_part(envoye_d.communication, '/', 2)
       where envoye_d.fil = ${c('id')} and envoye_d.sens = 'envoye' order by envoye_d.recu_le limit 1)`,
      le: c('dernier_le'),
    };
  if (sorte === 'piece')
    return { ...communes, type: sql`'Binary'`, id: c('id'), famille: sql`'FIL'`, auteur: sansAuteur, le: c('le') };
  const type = sql<string>`split_part(${c('objet')}, '/', 1)`;
  const id = sql<string>`split_part(${c('objet')}, '/', 2)`;
  if (sorte === 'fait') {
    const auteur = sql<string>`coalesce(${c('pour_compte')}, ${c('auteur')})`;
    return { ...communes, type, id, famille: c('famille'), auteur, le: c('saisi_le') };
  }
  // Who waits for whom has no family of its own: coordination. Whoever holds it is named in it.
  const nommes = sql<string[]>`array_append(${c('lecteurs')}, ${c('qui')})`;
  const { patient } = communes;
  return { patient, lecteurs: nommes, type, id, famille: sql`'COO'`, auteur: sansAuteur, le: c('depuis') };
}

/** What changes from one reader to another of the same role; the text of the rule does not. */
export interface Valeurs {
  readonly refs: readonly string[];
  /** Those of them that name the person herself, never her structure. */
  readonly nominatives: readonly string[];
  /** Accounts whose writings are this reader's. */
  readonly auteurs: readonly string[];
  /** Accounts this reader acts for: their writings are read like one’s own, within what the reader’s own role may know. */
  readonly mandants: readonly string[];
  /** How an opposition or a mask may designate this reader. */
  readonly vises: readonly string[];
  readonly maintenant: Date;
}

/** How an opposition or a mask may designate this actor: everybody, its references, its role, the application it uses. */
export function visesPar({ refs, role, application }: Acteur): readonly string[] {
  return ['*', ...refs, `role:${role}`, ...(application === undefined ? [] : [`Device/${application.id}`])];
}

export function valeursDe(acteur: Acteur, maintenant: Date): Valeurs {
  const { refs, genre, id, pour } = acteur;
  return {
    refs,
    nominatives: refs.filter((ref) => /^Practitioner(?:Role)?\//u.test(ref)),
    // A one-time link writes for nobody's later reading.
    auteurs: genre === 'compte' ? [id] : [],
    mandants: pour === undefined ? [] : [`compte:${pour.compte}`],
    vises: visesPar(acteur),
    maintenant,
  };
}

/** The list itself is bound, never a copy: `modele.ts` finds it again among the values of the text. */
export const tableau = (valeurs: readonly string[]): RawBuilder<string[]> => sql<string[]>`${valeurs}::text[]`;
