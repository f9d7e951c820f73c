import { sql } from 'kysely';
import type { Portee } from '#fhir/store/portee.ts';
import type { Acteur } from './acteur.ts';
import { ROLES } from './roles.ts';

/**
 * What an actor may read, compiled to SQL (droit-et-securite.md §0, rules 6 and 7):
 *  - exchange: the element names the actor or its structure among its readers (SP-02, limited to that element);
 *  - sharing: the person's circle counts the actor today, the circle is open (information given or consent), and the
 *    family is one the role reads (double limit, SP-03);
 *  - the identity of a person for whoever holds an exchange about that person;
 *  - organisation data without any person.
 */
export function porteeDe(acteur: Acteur, maintenant: Date): Portee {
  const refs = [...acteur.refs];
  const familles: string[] = [...ROLES[acteur.role].lit];
  return {
    fondement: 'equipe-ou-echange',
    condition: (table) => {
      const t = sql.ref(table);
      return sql<boolean>`(
        ${t}.lecteurs && ${refs}::text[]
        or (${t}.famille = 'ORG' and ${t}.patient is null)
        or (${t}.famille = any(${familles}::text[]) and ${t}.patient is not null and exists (
          select 1 from cercle_membre m
          where m.patient = ${t}.patient and m.membre = any(${refs}::text[]) and m.ouvert
            and m.debut <= ${maintenant} and (m.fin is null or m.fin > ${maintenant})))
        or (${t}.famille = 'ADM' and ${t}.patient is not null and exists (
          select 1 from resource x where x.patient = ${t}.patient and x.lecteurs && ${refs}::text[]))
      )`;
    },
  };
}

/** Cordée itself, inside an action or a job whose right was already decided. Every use states its reason, kept in the trace. */
export function porteeSysteme(motif: string): Portee {
  return { fondement: `systeme:${motif}`, condition: () => sql<boolean>`true` };
}
