import type { Kysely, Selectable } from 'kysely';
import type { DepotCompteInvite, DepotInvitation, Invitation } from '../passkey/invitation.ts';
import type { TableInvitation, TablesAcces } from '../tables.ts';

/** What an invitation carries for this house beyond the ceremony: where the account will work. */
export interface PlaceInvitee {
  readonly territoire: string;
  readonly structureNom: string;
  readonly telephone: string | undefined;
}

/** Invitations, in the transaction given. `place` is needed only to add one. */
export function depotInvitations(sql: Kysely<TablesAcces>, place?: PlaceInvitee): DepotInvitation {
  return {
    ajouter: async (invitation) => {
      if (place === undefined) throw new Error('une invitation se donne pour un territoire et une structure');
      await sql.insertInto('invitation').values(ligneDInvitation(invitation, place)).execute();
    },
    trouver: async (empreinte) => {
      const ligne = await sql
        .selectFrom('invitation')
        .selectAll()
        .where('invitation.empreinte', '=', empreinte)
        .executeTakeFirst();
      return ligne === undefined ? undefined : lireInvitation(ligne);
    },
    consommer: async (id, le) => {
      const prise = await sql
        .updateTable('invitation')
        .set({ utilisee_le: le })
        .where('invitation.id', '=', id)
        .where('invitation.utilisee_le', 'is', null)
        .where('invitation.annulee_le', 'is', null)
        .where('invitation.expire_le', '>', le)
        .returning('invitation.id')
        .executeTakeFirst();
      return prise !== undefined;
    },
  };
}

/** Opens the account of an accepted invitation, and its place in the territory that the sponsor fixed. */
export function depotComptesInvites(sql: Kysely<TablesAcces>): DepotCompteInvite {
  return {
    ouvrir: async (compteId, { prenom, nom, role, structureRef }, le) => {
      const place = await sql
        .selectFrom('invitation')
        .select(['invitation.territoire', 'invitation.structure_nom', 'invitation.telephone'])
        .where('invitation.compte', '=', compteId)
        .where('invitation.nature', '=', 'nouveau_compte')
        .executeTakeFirstOrThrow();
      await sql
        .insertInto('compte')
        .values({ id: compteId, idnps: null, prenom, nom, civilite: null, cree_le: le, vu_le: null })
        .execute();
      await sql
        .insertInto('affectation')
        .values({
          id: compteId,
          compte: compteId,
          territoire: place.territoire,
          role,
          praticien: null,
          role_fhir: null,
          structure: structureRef,
          structure_nom: place.structure_nom,
          telephone: place.telephone,
          debut: le.toISOString().slice(0, 10),
          fin: null,
        })
        .execute();
    },
  };
}

/** The row of an invitation, as both the shared table and the view of one territory take it. */
export function ligneDInvitation(invitation: Invitation, place: PlaceInvitee) {
  return {
    empreinte: invitation.empreinte,
    id: invitation.id,
    territoire: place.territoire,
    compte: invitation.compteId,
    nature: invitation.nature,
    parrain: invitation.parrainId,
    prenom: invitation.prenom,
    nom: invitation.nom,
    role: invitation.role,
    structure: invitation.structureRef,
    structure_nom: place.structureNom,
    telephone: place.telephone ?? null,
    cree_le: invitation.creeLe,
    expire_le: invitation.expireLe,
    utilisee_le: null,
    annulee_le: null,
  };
}

function lireInvitation(ligne: Selectable<TableInvitation>): Invitation {
  return {
    id: ligne.id,
    empreinte: ligne.empreinte,
    nature: ligne.nature,
    compteId: ligne.compte,
    nom: ligne.nom,
    prenom: ligne.prenom,
    structureRef: ligne.structure,
    role: ligne.role,
    parrainId: ligne.parrain,
    creeLe: ligne.cree_le,
    expireLe: ligne.expire_le,
    utiliseeLe: ligne.utilisee_le ?? undefined,
    annuleeLe: ligne.annulee_le ?? undefined,
  };
}
