import { estRole } from '#acces/roles.ts';
import { ligneDInvitation } from '#acces/depots/invitations.ts';
import { exigerElevation } from '#acces/elevation.ts';
import { preparerInvitation } from '#acces/passkey/invitation.ts';
import type { Horloge } from '#lib/horloge.ts';
import { lireAdresseMssante } from '#lib/identifiants/index.ts';
import { formaterJour } from '#lib/temps-en-mots.ts';
import { action, type Action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { peutInviter, rolesDonnables } from './droits.ts';
import { InvitationAnnulee, MembreInvite } from './faits.ts';
import { libelleDuRole, membresEnCours, structuresConnues, telephoneDe } from './membres.ts';
import { noterQualite } from './qualite.ts';
import { refus } from './refus.ts';
import { boiteDeLaStructure } from './reglages.ts';
import { tables } from './tables.ts';

/** Secure mail, when the house has it. */
export type EcrireMessage = (
  tx: Transaction,
  message: {
    readonly boite: string;
    readonly a: { readonly adresse: string; readonly nom: string };
    readonly genre: string;
    readonly sujet: string;
    readonly texte: string;
    readonly lecteurs: readonly string[];
    readonly famille: 'ADM';
  },
) => Promise<unknown>;

export interface OutilsInviter {
  readonly horlogeReelle: Horloge;
  readonly ecrireMessage: EcrireMessage | undefined;
}

/** A place in the territory for somebody Pro Santé Connect does not cover; the sponsor fixes who, where and as what, and proves again who asks. */
export function inviterAvec(outils: OutilsInviter): Action {
  return action(contrat.inviter, {
    droit: ({ acteur }) => peutInviter(acteur),
    async faire({ entree, acteur, tx, maintenant: alors }) {
      const { role } = entree;
      if (!estRole(role) || !rolesDonnables(acteur.role).includes(role)) throw refus.role_non_donnable();
      exigerElevation(acteur, alors);
      const maintenant = outils.horlogeReelle.maintenant();
      const membres = await membresEnCours(tx, maintenant.toISOString().slice(0, 10));
      const structureNom = (await structuresConnues(tx, membres)).get(entree.structure);
      if (structureNom === undefined)
        throw refus.structure_inconnue(undefined, { structure: 'Choisissez une structure de la liste.' });
      const telephone = entree.telephone === '' ? undefined : telephoneDe(entree.telephone, 'telephone');
      const invitation = preparerInvitation(
        { ...entree, role, structureRef: entree.structure, parrainId: acteur.id.replace('compte:', '') },
        { jeton: entree.secret, nouvelId: tx.nouvelId, maintenant },
      );
      await tables(tx)
        .insertInto('invitation_du_territoire')
        .values(ligneDInvitation(invitation, { territoire: acteur.territoire, structureNom, telephone }))
        .execute();
      // Its practice situation will bear the name of the account (`depotComptesInvites`).
      await noterQualite(tx, invitation.compteId, role, entree, maintenant);
      const nom = `${invitation.prenom} ${invitation.nom}`;
      await tx.fait(MembreInvite, {
        objet: entree.structure,
        lecteurs: [acteur.structure.ref],
        donnees: { nom, role: libelleDuRole(role), structure: structureNom },
      });
      const envoyee = entree.adresse !== '';
      if (envoyee) await envoyerLeLien(tx, outils, { ...entree, nom, expireLe: invitation.expireLe });
      return { id: invitation.id, expireLe: invitation.expireLe.toISOString(), envoyee };
    },
  });
}

async function envoyerLeLien(
  tx: Transaction,
  { ecrireMessage }: OutilsInviter,
  envoi: { readonly adresse: string; readonly nom: string; readonly secret: string; readonly expireLe: Date },
): Promise<void> {
  const adresse = lireAdresseMssante(envoi.adresse);
  if (!adresse.ok) throw refus.adresse(undefined, { adresse: adresse.texte });
  const boite = await boiteDeLaStructure(tx.sql, tx.acteur.structure.ref);
  if (ecrireMessage === undefined || boite === undefined)
    throw refus.sans_boite(undefined, { adresse: 'Laissez cette ligne vide.' });
  await ecrireMessage(tx, {
    boite,
    a: { adresse: adresse.valeur, nom: envoi.nom },
    genre: 'message',
    sujet: 'Invitation à rejoindre Cordée',
    texte: [
      'Bonjour,',
      '',
      `${tx.acteur.nom} (${tx.acteur.structure.nom}) vous invite à rejoindre Cordée, l’outil de coordination du territoire.`,
      'Ouvrez ce lien sur l’appareil avec lequel vous travaillerez. Il ne sert qu’une fois.',
      '',
      // Same public address as the one-time links, another door: this one opens an account.
      new URL(`/invitation#${envoi.secret}`, tx.adresseDuLien('')).href,
      '',
      `Il est valable jusqu’au ${formaterJour(envoi.expireLe)}. Ne le transmettez à personne : il est à votre nom.`,
    ].join('\n'),
    // Never ORG, which everybody reads: the link is a key. The colleagues who read the mailbox see it, and the screen says so.
    lecteurs: [tx.acteur.ref],
    famille: 'ADM',
  });
}

export function annulerInvitationAvec(horlogeReelle: Horloge): Action {
  return action(contrat.annulerInvitation, {
    droit: ({ acteur }) => peutInviter(acteur),
    async faire({ entree, acteur, tx }) {
      const annulee = await tables(tx)
        .updateTable('invitation_du_territoire')
        .set({ annulee_le: horlogeReelle.maintenant() })
        .where('invitation_du_territoire.id', '=', entree.id)
        .where('invitation_du_territoire.utilisee_le', 'is', null)
        .where('invitation_du_territoire.annulee_le', 'is', null)
        .returning([
          'invitation_du_territoire.prenom',
          'invitation_du_territoire.nom',
          'invitation_du_territoire.structure',
        ])
        .executeTakeFirst();
      if (annulee === undefined) throw refus.invitation_fermee();
      await tx.fait(InvitationAnnulee, {
        objet: annulee.structure,
        lecteurs: [acteur.structure.ref],
        donnees: { nom: `${annulee.prenom} ${annulee.nom}` },
      });
      return {};
    },
  });
}
