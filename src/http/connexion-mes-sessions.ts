import { Hono } from 'hono';
import * as contrat from '#acces/contrat-session.ts';
import { fermerMesSessions, sessionsOuvertes } from '#acces/depots/mes-sessions.ts';
import { refusCommuns } from '#lib/refus.ts';
import { oublierAppareil } from './appareil-connu.ts';
import { connecte, servir, type Connexion } from './connexion-outils.ts';
import type { Env } from './contexte.ts';

/** Where I am signed in, and closing what is not me. */
export function portesMesSessions({ maison }: Connexion): Hono<Env> {
  const app = new Hono<Env>();
  const { base } = maison.socle;
  servir(app, contrat.mesSessions, async (c) => {
    const moi = connecte(c);
    const ouvertes = await sessionsOuvertes(base, moi.compte, maison.horlogeReelle.maintenant());
    return {
      sessions: ouvertes.map(({ ouverteLe, vueLe, ...session }) => ({
        ...session,
        ouverteLe: ouverteLe.toISOString(),
        vueLe: vueLe.toISOString(),
        celleCi: session.id === moi.id,
      })),
    };
  });
  servir(app, contrat.fermerUneSession, async (c, { id }) => {
    const moi = connecte(c);
    const fermees = await fermerMesSessions(base, moi.compte, id === undefined ? { saufId: moi.id } : { id });
    if (id !== undefined && fermees === 0) throw refusCommuns.introuvable();
    maison.journal('info', 'connexion.fermees_par_soi', { compte: moi.compte, fermees });
    return { fermees };
  });
  servir(app, contrat.oublierAppareil, (c) => {
    oublierAppareil(maison, c);
    return Promise.resolve({});
  });
  return app;
}
