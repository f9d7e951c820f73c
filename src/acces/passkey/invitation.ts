import { createHash } from 'node:crypto';
import type { NouvelId } from '#lib/ids.ts';
import { listeDeRefus } from '#lib/refus.ts';
import type { OutilsPasskey, Passkey } from './modele.ts';
import { controlerInscription, optionsInscription } from './passkey.ts';
import { refus as refusPasskey } from './refus.ts';

const DUREE_JOURS = 7;
const DEMANDER = 'Demandez une nouvelle invitation à la personne qui vous l’a envoyée.';

export const refus = listeDeRefus('invitation', {
  inconnue: { statut: 404, texte: `Cette invitation n’existe pas. Vérifiez que le lien est complet. ${DEMANDER}` },
  expiree: { statut: 410, texte: `Cette invitation a plus de ${DUREE_JOURS} jours. ${DEMANDER}` },
  deja_utilisee: {
    statut: 410,
    texte:
      'Cette invitation a déjà servi. Si c’est par vous, connectez-vous avec votre clé d’accès ; sinon, prévenez votre référent.',
  },
  annulee: { statut: 410, texte: `Cette invitation a été annulée. ${DEMANDER}` },
  identite_incomplete: {
    statut: 400,
    texte: 'Indiquez le nom, le prénom, la structure et le rôle de la personne invitée.',
  },
});

/** What the sponsor fixes and the guest cannot change: who, where, in which role. */
export interface ObjetInvitation {
  readonly nom: string;
  readonly prenom: string;
  readonly structureRef: string;
  readonly role: string;
}

export interface Invitation extends ObjetInvitation {
  readonly id: string;
  /** SHA-256 of the token, in hexadecimal. The token itself is only in the link. */
  readonly empreinte: string;
  /** `nouvelle_cle`: the person has an account but lost every key. */
  readonly nature: 'nouveau_compte' | 'nouvelle_cle';
  /** Known from the start, so that the key is made for the right account. */
  readonly compteId: string;
  readonly parrainId: string;
  readonly creeLe: Date;
  readonly expireLe: Date;
  readonly utiliseeLe: Date | undefined;
  readonly annuleeLe: Date | undefined;
}

export interface DepotInvitation {
  ajouter(invitation: Invitation): Promise<void>;
  trouver(empreinte: string): Promise<Invitation | undefined>;
  /** Marks as used only if it still can be; false when someone was faster. */
  consommer(id: string, le: Date): Promise<boolean>;
}

export interface DepotCompteInvite {
  /** Opens the account with what the sponsor fixed. */
  ouvrir(compteId: string, objet: ObjetInvitation & { readonly parrainId: string }, le: Date): Promise<void>;
}

/** The stores of one call share one transaction: either everything of an acceptance is written, or nothing. */
export interface OutilsInvitation extends OutilsPasskey {
  readonly invitations: DepotInvitation;
  readonly comptes: DepotCompteInvite;
  readonly nouvelId: NouvelId;
}

export const empreinteDe = (jeton: string): string => createHash('sha256').update(jeton).digest('hex');

/** Why this invitation cannot serve any more; undefined = it can. */
export function motifDeRefus(
  invitation: Invitation,
  maintenant: Date,
): 'deja_utilisee' | 'annulee' | 'expiree' | undefined {
  if (invitation.utiliseeLe !== undefined) return 'deja_utilisee';
  if (invitation.annuleeLe !== undefined) return 'annulee';
  return invitation.expireLe <= maintenant ? 'expiree' : undefined;
}

/** An invitation ready to be kept, whose token the caller puts in the link. Not checked: that the sponsor may do so. */
export function preparerInvitation(
  demande: ObjetInvitation & { readonly parrainId: string; readonly compteId?: string },
  outils: { readonly jeton: string; readonly nouvelId: NouvelId; readonly maintenant: Date },
): Invitation {
  const { nom, prenom, structureRef, role, parrainId } = demande;
  if ([nom, prenom, structureRef, role].some((valeur) => valeur.trim() === '')) throw refus.identite_incomplete();
  return {
    id: outils.nouvelId(),
    empreinte: empreinteDe(outils.jeton),
    nature: demande.compteId === undefined ? 'nouveau_compte' : 'nouvelle_cle',
    compteId: demande.compteId ?? outils.nouvelId(),
    nom: nom.trim(),
    prenom: prenom.trim(),
    structureRef,
    role,
    parrainId,
    creeLe: outils.maintenant,
    expireLe: new Date(outils.maintenant.getTime() + DUREE_JOURS * 24 * 3600_000),
    utiliseeLe: undefined,
    annuleeLe: undefined,
  };
}

/**
 * Invites one person. The token is returned once, to be put in the link after `#`, so that no server log receives it.
 * `compteId` given = a new key for an existing account. Not checked: that the sponsor may do so (declared right of the caller).
 */
export async function inviter(
  outils: OutilsInvitation,
  demande: ObjetInvitation & { readonly parrainId: string; readonly compteId?: string },
): Promise<{ invitation: Invitation; jeton: string }> {
  const jeton = outils.secret();
  const maintenant = outils.horloge.maintenant();
  const invitation = preparerInvitation(demande, { jeton, nouvelId: outils.nouvelId, maintenant });
  await outils.invitations.ajouter(invitation);
  return { invitation, jeton };
}

/** The invitation behind a link, or the reason why it does not open. */
export async function ouvrirInvitation(outils: OutilsInvitation, jeton: string): Promise<Invitation> {
  const invitation = /^[A-Za-z0-9_-]{43}$/.test(jeton)
    ? await outils.invitations.trouver(empreinteDe(jeton))
    : undefined;
  if (invitation === undefined) throw refus.inconnue();
  const motif = motifDeRefus(invitation, outils.horloge.maintenant());
  if (motif !== undefined) throw refus[motif]();
  return invitation;
}

/** Question to the device of the guest. Opening the link consumes nothing: mail scanners open links too. */
export async function commencerAcceptation(
  outils: OutilsInvitation,
  jeton: string,
): Promise<Awaited<ReturnType<typeof optionsInscription>>> {
  const { compteId, prenom, nom } = await ouvrirInvitation(outils, jeton);
  return optionsInscription(outils, { id: compteId, libelle: `${prenom} ${nom}` });
}

/** The guest registered a key: the invitation is consumed, the account opened, the key stored. To run in one transaction. */
export async function accepterInvitation(
  outils: OutilsInvitation,
  demande: { readonly jeton: string; readonly defiId: string; readonly reponse: unknown; readonly nomDeLaCle: string },
): Promise<{ compteId: string; invitation: Invitation; passkey: Passkey }> {
  const invitation = await ouvrirInvitation(outils, demande.jeton);
  const { compteId, parrainId, nom, prenom, structureRef, role } = invitation;
  const { defiId, reponse, nomDeLaCle } = demande;
  const passkey = await controlerInscription(outils, { defiId, compteId, reponse, nom: nomDeLaCle });
  const maintenant = outils.horloge.maintenant();
  if (!(await outils.invitations.consommer(invitation.id, maintenant))) throw refus.deja_utilisee();
  if (invitation.nature === 'nouveau_compte') {
    await outils.comptes.ouvrir(compteId, { nom, prenom, structureRef, role, parrainId }, maintenant);
  }
  if (!(await outils.passkeys.ajouter(passkey))) throw refusPasskey.deja_enregistree();
  return { compteId, invitation, passkey };
}
