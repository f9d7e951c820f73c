import { Hono, type Context } from 'hono';
import * as contrat from '#acces/contrat-session.ts';
import { compteParId, nomDuTerritoire } from '#acces/depots/comptes.ts';
import { exigerPreuve } from '#acces/elevation.ts';
import { depotPasskeys, retirerPasskey } from '#acces/depots/passkeys.ts';
import { accepterInvitation, commencerAcceptation, ouvrirInvitation } from '#acces/passkey/invitation.ts';
import {
  optionsConnexion,
  optionsInscription,
  verifierConnexion,
  verifierInscription,
} from '#acces/passkey/passkey.ts';
import { refus as refusPasskey } from '#acces/passkey/refus.ts';
import { refusConnexion } from '#acces/refus-connexion.ts';
import { estRole, ROLES } from '#acces/roles.ts';
import type { SessionOuverte } from '#acces/sessions.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { refusCommuns } from '#lib/refus.ts';
import { connecte, entrer, servir, type Connexion } from './connexion-outils.ts';
import { enTransaction, questionner, repondre, sansDefi } from './connexion-questions.ts';
import type { Env } from './contexte.ts';

/** Keys and invitations: questions go out with a cookie of this browser, answers come back in one transaction. */
export function portesCles(connexion: Connexion): Hono<Env> {
  const app = new Hono<Env>();
  servirConnexionParCle(app, connexion);
  servirInvitation(app, connexion);
  servirMesCles(app, connexion);
  return app;
}

function servirConnexionParCle(app: Hono<Env>, connexion: Connexion): void {
  servir(app, contrat.questionCle, (c) => questionner(connexion, c, (outils) => optionsConnexion(outils)));
  servir(app, contrat.connexionParCle, async (c, { reponse, partage }) => {
    const { compteId } = await repondre(connexion, c, (outils, defiId) =>
      verifierConnexion(outils, { defiId, reponse }),
    );
    await entrerSiActif(connexion, c, compteId, partage);
    return {};
  });
}

function servirInvitation(app: Hono<Env>, connexion: Connexion): void {
  servir(app, contrat.lireInvitation, (_c, { jeton }) => decrireInvitation(connexion, jeton));
  servir(app, contrat.questionInvitation, (c, { jeton }) =>
    questionner(connexion, c, (outils) => commencerAcceptation(outils, jeton)),
  );
  servir(app, contrat.accepterInvitation, async (c, { jeton, reponse, nomDeLaCle }) => {
    const { compteId } = await repondre(connexion, c, (outils, defiId) =>
      accepterInvitation(outils, { jeton, defiId, reponse, nomDeLaCle }),
    );
    await entrerSiActif(connexion, c, compteId, false);
    return {};
  });
}

/** A key is a way to become this person: whoever found the session open may neither add one nor take one away. */
function servirMesCles(app: Hono<Env>, connexion: Connexion): void {
  const confirme = (c: Context<Env>): SessionOuverte => {
    const session = connecte(c);
    exigerPreuve(session.elevee, connexion.maison.horlogeReelle.maintenant());
    return session;
  };
  servir(app, contrat.mesCles, async (c) => {
    const { compte } = connecte(c);
    const cles = await enTransaction(connexion, sansDefi, (outils) => outils.passkeys.lister(compte));
    return {
      cles: cles.map(({ credentialId: id, nom, sauvegardee, creeLe, utiliseeLe }) => ({
        id,
        nom,
        sauvegardee,
        creeLe: creeLe.toISOString(),
        ...(utiliseeLe === undefined ? {} : { utiliseeLe: utiliseeLe.toISOString() }),
      })),
    };
  });
  servir(app, contrat.questionNouvelleCle, (c) => {
    const { compte, prenom, nom } = confirme(c);
    return questionner(connexion, c, (outils) =>
      optionsInscription(outils, { id: compte, libelle: `${prenom} ${nom}` }),
    );
  });
  servir(app, contrat.ajouterCle, async (c, { reponse, nomDeLaCle: nom }) => {
    const { compte: compteId } = connecte(c);
    await repondre(connexion, c, (outils, defiId) => verifierInscription(outils, { defiId, compteId, reponse, nom }));
    return {};
  });
  servir(app, contrat.retirerCle, async (c, { id }) => {
    await retirerMaCle(connexion, confirme(c), id);
    return {};
  });
}

/** The last key of somebody without a card is the only door of that person: it stays. */
async function retirerMaCle({ maison }: Connexion, { compte }: SessionOuverte, id: string): Promise<void> {
  const { base } = maison.socle;
  const sansCarte = (await compteParId(base, compte))?.idnps === null;
  await base.commun<TablesAcces, void>(async (sql) => {
    const retiree = await retirerPasskey(sql, compte, id);
    if (!retiree) throw refusCommuns.introuvable();
    if (sansCarte && (await depotPasskeys(sql).lister(compte)).length === 0) throw refusPasskey.derniere_cle();
  });
}

async function decrireInvitation(connexion: Connexion, jeton: string) {
  const { base } = connexion.maison.socle;
  const invitation = await enTransaction(connexion, sansDefi, (outils) => ouvrirInvitation(outils, jeton));
  const place = await base.commun<TablesAcces, { territoire: string; structure_nom: string }>((sql) =>
    sql
      .selectFrom('invitation')
      .select(['invitation.territoire', 'invitation.structure_nom'])
      .where('invitation.id', '=', invitation.id)
      .executeTakeFirstOrThrow(),
  );
  const parrain = await compteParId(base, invitation.parrainId);
  return {
    prenom: invitation.prenom,
    nom: invitation.nom,
    role: estRole(invitation.role) ? ROLES[invitation.role].libelle : invitation.role,
    structure: place.structure_nom,
    territoire: await nomDuTerritoire(base, place.territoire),
    parrain: parrain === undefined ? 'La coordination' : `${parrain.prenom} ${parrain.nom}`,
    nouvelleCle: invitation.nature === 'nouvelle_cle',
    expireLe: invitation.expireLe.toISOString(),
  };
}

async function entrerSiActif(connexion: Connexion, c: Context<Env>, compteId: string, partage: boolean): Promise<void> {
  const compte = await compteParId(connexion.maison.socle.base, compteId);
  if (compte === undefined) throw refusConnexion.inconnu();
  if (compte.etat === 'suspendu') throw refusConnexion.suspendu();
  const connu = { prenom: compte.prenom, moyen: 'passkey' as const };
  await entrer(connexion, c, { compte: compteId, moyen: 'passkey', partage, connu });
}
