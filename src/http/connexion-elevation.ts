import { Hono, type Context } from 'hono';
import * as contrat from '#acces/contrat-session.ts';
import { verifierConnexion, optionsConnexion } from '#acces/passkey/passkey.ts';
import { refusConnexion } from '#acces/refus-connexion.ts';
import { eleverSession, type SessionOuverte } from '#acces/sessions.ts';
import { refusCommuns } from '#lib/refus.ts';
import { connecte, poserSession, servir, type Connexion } from './connexion-outils.ts';
import { questionner, repondre } from './connexion-questions.ts';
import type { Env } from './contexte.ts';

/**
 * « C’est bien moi, maintenant »: the same person proves again who they are, and the session is raised for five minutes under a new
 * secret. By a key here; by the card in `connexion-psc.ts`; by the phone in `connexion-telephone.ts`.
 */
export function portesElevation(connexion: Connexion): Hono<Env> {
  const app = new Hono<Env>();
  servir(app, contrat.questionElevation, (c) => {
    const { compte } = connecte(c);
    return questionner(connexion, c, (outils) => optionsConnexion(outils, compte));
  });
  servir(app, contrat.elevationParCle, async (c, { reponse }) => {
    const session = connecte(c);
    const { compteId } = await repondre(connexion, c, (outils, defiId) =>
      verifierConnexion(outils, { defiId, reponse }),
    );
    if (compteId !== session.compte) throw refusConnexion.autre_personne();
    await elever(connexion, c, session);
    return {};
  });
  return app;
}

/** Raises the session of this browser; it may have been closed meanwhile, elsewhere. */
export async function elever(
  { maison }: Connexion,
  c: Context<Env>,
  session: Pick<SessionOuverte, 'id' | 'compte'>,
): Promise<void> {
  const secret = await eleverSession(maison.socle.base, session, maison.horlogeReelle.maintenant());
  if (secret === undefined) throw refusCommuns.non_connecte();
  poserSession(maison, c, secret);
  maison.journal('info', 'connexion.elevee', { compte: session.compte });
}
