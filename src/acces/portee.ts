import { sql, type RawBuilder } from 'kysely';
import type { Portee, SorteDeTable } from '#fhir/store/portee.ts';
import type { Accordees, Acteur } from './acteur.ts';
import { typesLus, TYPES_SANS_PERSONNE } from './clients/permissions.ts';
import { ligneDe, valeursDe } from './droits/ligne.ts';
import { modeleDe } from './droits/modele.ts';
import { conditionDePersonne, jamaisRefusee, metierProuve } from './droits/predicat.ts';

/**
 * What an actor may read, compiled to SQL: the rule itself is `droits/predicat.ts`, the roles `droits/matrice.ts`.
 * A registered software reads the types and families its territory granted to it. A person who acts through an application
 * reads what the person reads AND what the application was granted AND, when it is opened on one person, that person only.
 */
export function porteeDe(acteur: Acteur, maintenant: Date): Portee {
  if (acteur.genre === 'client') return porteeDuClient(acteur);
  const { application } = acteur;
  const role = metierProuve(acteur);
  const valeurs = valeursDe(acteur, maintenant);
  if (application === undefined) {
    return {
      fondement: 'equipe-ou-echange',
      condition: (table, sorte = 'resource') => conditionDePersonne(role, valeurs, table, sorte),
      ecrite: (table) => modeleDe(role, table)(valeurs),
    };
  }
  return {
    fondement: 'equipe-ou-echange:application',
    condition: (table, sorte = 'resource') =>
      sql<boolean>`(${conditionDePersonne(role, valeurs, table, sorte)} and ${conditionDApplication(application, table, sorte)})`,
  };
}

export { fermeeParLaPersonne, recuParNom } from './droits/predicat.ts';

/** Kept per actor: the same token gives the same object while it is valid, and its SQL is compiled once. */
const porteesDesClients = new WeakMap<Acteur, Portee>();

/** Type × family, minus what the person refused or masked: no circle counts a software. */
function porteeDuClient(acteur: Acteur): Portee {
  const connue = porteesDesClients.get(acteur);
  if (connue !== undefined) return connue;
  const { client } = acteur;
  const portee: Portee = {
    fondement: `client:${client?.id ?? ''}`,
    condition: (table, sorte = 'resource') =>
      client === undefined
        ? sql<boolean>`false`
        : sql<boolean>`(${typeEtFamille(client, ['system'], table, sorte)} and ${jamaisRefusee(client.id, table, sorte)})`,
  };
  porteesDesClients.set(acteur, portee);
  return portee;
}

/** Person-level scopes stop at the person the application is opened on; directory data, which is about nobody, stays open. */
function conditionDApplication(
  application: NonNullable<Acteur['application']>,
  table: string,
  sorte: SorteDeTable,
): RawBuilder<boolean> {
  const l = ligneDe(table, sorte);
  const large = typeEtFamille(application, ['user'], table, sorte);
  if (application.patient === undefined) return sql<boolean>`(${large})`;
  const sansPersonne = [...TYPES_SANS_PERSONNE];
  return sql<boolean>`((${large}) or (${typeEtFamille(application, ['patient'], table, sorte)} and (
        ${l.patient} = ${application.patient} or (${l.patient} is null and ${l.type} = any(${sansPersonne}::text[])))))`;
}

function typeEtFamille(
  { permissions, familles }: Accordees,
  niveaux: Parameters<typeof typesLus>[1],
  table: string,
  sorte: SorteDeTable,
): RawBuilder<boolean> {
  const l = ligneDe(table, sorte);
  const types = typesLus(permissions, niveaux);
  const famille = sql<boolean>`${l.famille} = any(${[...familles]}::text[])`;
  if (types === '*') return famille;
  return types.length === 0 ? sql<boolean>`false` : sql<boolean>`${l.type} = any(${[...types]}::text[]) and ${famille}`;
}

/** Cordée itself, inside an action or a job whose right was already decided. Every use states its reason, kept in the trace. */
export function porteeSysteme(motif: string): Portee {
  return { fondement: `systeme:${motif}`, condition: () => sql<boolean>`true` };
}
