import { sql, type RawBuilder } from 'kysely';
import type { Portee } from '#fhir/store/portee.ts';
import type { Accordees, Acteur } from './acteur.ts';
import { typesLus, TYPES_SANS_PERSONNE } from './clients/permissions.ts';
import { ROLES } from './roles.ts';

/**
 * What an actor may read, compiled to SQL (droit-et-securite.md §0, rules 6 and 7):
 *  - exchange: the element names the actor or its structure among its readers (SP-02, limited to that element);
 *  - sharing: the person's circle counts the actor today, the circle is open (information given or consent), and the
 *    family is one the role reads (double limit, SP-03);
 *  - the identity of a person for whoever holds an exchange about that person;
 *  - organisation data without any person.
 * A registered software reads the types and families its territory granted to it. A person who acts through an application
 * reads what the person reads AND what the application was granted AND, when it is opened on one person, that person only.
 */
export function porteeDe(acteur: Acteur, maintenant: Date): Portee {
  if (acteur.genre === 'client') return porteeDuClient(acteur);
  const { application } = acteur;
  return {
    fondement: application === undefined ? 'equipe-ou-echange' : 'equipe-ou-echange:application',
    condition: (table) => {
      const personne = conditionDePersonne(acteur, maintenant, table);
      return application === undefined
        ? personne
        : sql<boolean>`(${personne} and ${conditionDApplication(application, table)})`;
    },
  };
}

/** `offset 0`: asked line by line, by index. Without it PostgreSQL reads the whole circle table at every search. */
function conditionDePersonne(acteur: Acteur, maintenant: Date, table: string): RawBuilder<boolean> {
  const refs = [...acteur.refs];
  const familles: string[] = [...ROLES[acteur.role].lit];
  const t = sql.ref(table);
  return sql<boolean>`(
        ${t}.lecteurs && ${refs}::text[]
        or (${t}.famille = 'ORG' and ${t}.patient is null)
        or (${t}.famille = any(${familles}::text[]) and ${t}.patient is not null and exists (
          select 1 from cercle_membre m
          where m.patient = ${t}.patient and m.membre = any(${refs}::text[]) and m.ouvert and ${t}.famille = any(m.familles)
            and m.debut <= ${maintenant} and (m.fin is null or m.fin > ${maintenant}) offset 0))
        or (${t}.famille = 'ADM' and ${t}.patient is not null and exists (
          select 1 from resource x where x.patient = ${t}.patient and x.lecteurs && ${refs}::text[] offset 0))
      )`;
}

/** Kept per actor: the same token gives the same object while it is valid, and its SQL is compiled once. */
const porteesDesClients = new WeakMap<Acteur, Portee>();

/** Type × family, nothing else: no circle counts a software. Only tables that have both columns can be read this way. */
function porteeDuClient(acteur: Acteur): Portee {
  const connue = porteesDesClients.get(acteur);
  if (connue !== undefined) return connue;
  const { client } = acteur;
  const portee: Portee = {
    fondement: `client:${client?.id ?? ''}`,
    condition: (table) =>
      client === undefined ? sql<boolean>`false` : sql<boolean>`(${typeEtFamille(client, ['system'], table)})`,
  };
  porteesDesClients.set(acteur, portee);
  return portee;
}

/** Person-level scopes stop at the person the application is opened on; directory data, which is about nobody, stays open. */
function conditionDApplication(application: NonNullable<Acteur['application']>, table: string): RawBuilder<boolean> {
  const t = sql.ref(table);
  const large = typeEtFamille(application, ['user'], table);
  if (application.patient === undefined) return sql<boolean>`(${large})`;
  const sansPersonne = [...TYPES_SANS_PERSONNE];
  return sql<boolean>`((${large}) or (${typeEtFamille(application, ['patient'], table)} and (
        ${t}.patient = ${application.patient} or (${t}.patient is null and ${t}.type = any(${sansPersonne}::text[])))))`;
}

function typeEtFamille(
  { permissions, familles }: Accordees,
  niveaux: Parameters<typeof typesLus>[1],
  table: string,
): RawBuilder<boolean> {
  const t = sql.ref(table);
  const types = typesLus(permissions, niveaux);
  const famille = sql<boolean>`${t}.famille = any(${[...familles]}::text[])`;
  if (types === '*') return famille;
  return types.length === 0 ? sql<boolean>`false` : sql<boolean>`${t}.type = any(${[...types]}::text[]) and ${famille}`;
}

/** Cordée itself, inside an action or a job whose right was already decided. Every use states its reason, kept in the trace. */
export function porteeSysteme(motif: string): Portee {
  return { fondement: `systeme:${motif}`, condition: () => sql<boolean>`true` };
}
