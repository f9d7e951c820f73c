import { z } from 'zod';
import { acteurClient, type Acteur } from '#acces/acteur.ts';
import { clientDans } from '#acces/clients/depot-clients.ts';
import { fermePourquoi } from '#acces/clients/modele.ts';
import { ecrireUne, enTrop, lirePermissions, type Permission } from '#acces/clients/permissions.ts';
import type { TablesClients } from '#acces/clients/tables.ts';
import { acteurDe } from '#acces/sessions.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';

const Logiciel = z.object({ id: z.string(), permissions: z.string(), patient: z.string().optional() });

/** What is kept of the owner to find its rights again later: who, in which situation, through which software, with which scopes. */
export const MemoireDuProprietaire = z.discriminatedUnion('genre', [
  z.object({ genre: z.literal('client'), logiciel: Logiciel }),
  z.object({
    genre: z.literal('compte'),
    compte: z.string(),
    role: z.string(),
    structure: z.string(),
    logiciel: Logiciel.optional(),
  }),
]);
export type MemoireDuProprietaire = z.output<typeof MemoireDuProprietaire>;

/** Undefined for an actor that cannot own a subscription: a one-time link, or Cordée itself. */
export function retenir(acteur: Acteur): MemoireDuProprietaire | undefined {
  if (acteur.genre === 'client' && acteur.client !== undefined)
    return { genre: 'client', logiciel: { id: acteur.client.id, permissions: ecrire(acteur.client.permissions) } };
  if (acteur.genre !== 'compte') return undefined;
  const { application } = acteur;
  return {
    genre: 'compte',
    compte: acteur.id.replace(/^compte:/, ''),
    role: acteur.role,
    structure: acteur.structure.ref,
    ...(application === undefined
      ? {}
      : {
          logiciel: {
            id: application.id,
            permissions: ecrire(application.permissions),
            ...(application.patient === undefined ? {} : { patient: application.patient }),
          },
        }),
  };
}

const ecrire = (permissions: readonly Permission[]): string => permissions.map(ecrireUne).join(' ');

/**
 * The owner as it stands now, with today's rights: the software not suspended and still granted what its scopes say, the
 * person still in that situation. Undefined when that right has ended: nothing may be sent any more.
 */
export function retrouver(
  base: Base,
  territoire: CodeTerritoire,
  memoire: MemoireDuProprietaire,
  maintenant: Date,
): Promise<Acteur | undefined> {
  return base.commun<TablesClients, Acteur | undefined>(async (sql) => {
    const accordees =
      memoire.logiciel === undefined
        ? undefined
        : await accordeesA(
            sql,
            territoire,
            memoire.genre === 'client' ? 'systeme' : 'application',
            memoire.logiciel,
            maintenant,
          );
    if (memoire.genre === 'client')
      return accordees === undefined ? undefined : acteurClient({ ...accordees, territoire }, 'abonnement');
    if (memoire.logiciel !== undefined && accordees === undefined) return undefined;
    const affectation = await sql
      .selectFrom('affectation')
      .innerJoin('compte', 'compte.id', 'affectation.compte')
      .select('affectation.id')
      .where('affectation.compte', '=', memoire.compte)
      .where('affectation.territoire', '=', territoire)
      .where('affectation.role', '=', memoire.role)
      .where('affectation.structure', '=', memoire.structure)
      .where('compte.etat', '=', 'actif')
      .executeTakeFirst();
    const personne = affectation === undefined ? undefined : await acteurDe(sql, affectation.id, '', maintenant);
    if (personne === undefined || accordees === undefined) return personne;
    const { patient } = memoire.logiciel ?? {};
    return { ...personne, application: { ...accordees, ...(patient === undefined ? {} : { patient }) } };
  });
}

async function accordeesA(
  sql: Parameters<typeof clientDans>[0],
  territoire: CodeTerritoire,
  genre: 'systeme' | 'application',
  logiciel: z.output<typeof Logiciel>,
  maintenant: Date,
) {
  const client = await clientDans(sql, logiciel.id);
  if (client === undefined || client.genre !== genre || client.territoire !== territoire) return undefined;
  if (fermePourquoi(client, maintenant) !== undefined) return undefined;
  const lues = lirePermissions(logiciel.permissions);
  if (!('lues' in lues)) throw new Error(`permissions d’un abonnement du client ${client.id} illisibles`);
  const retirees = enTrop(lues.lues.permissions, client.permises.permissions);
  const permissions = lues.lues.permissions.filter((p) => !retirees.includes(p));
  return { id: client.id, nom: client.nom, permissions, familles: client.familles };
}
