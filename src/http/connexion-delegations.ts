import { Hono } from 'hono';
import * as contrat from '#acces/contrat-session.ts';
import { GESTES } from '#acces/delegation.ts';
import { agirPour, delegationsOuvertes } from '#acces/depots/delegations.ts';
import { refusConnexion } from '#acces/refus-connexion.ts';
import { connecte, servir, type Connexion } from './connexion-outils.ts';
import type { Env } from './contexte.ts';

/** For whom I may act, and choosing it for this session: no new sign-in, and nothing of the other person’s secrets. */
export function portesDelegations({ maison }: Connexion): Hono<Env> {
  const app = new Hono<Env>();
  const { base } = maison.socle;
  servir(app, contrat.mesDelegations, async (c) => {
    const moi = connecte(c);
    const ouvertes = await delegationsOuvertes(base, moi.compte, maison.horlogeReelle.maintenant());
    return {
      delegations: ouvertes.map(({ gestes, ...reste }) => ({
        ...reste,
        gestes: gestes.map((geste) => GESTES[geste].libelle),
        enCours: reste.id === moi.delegation,
      })),
    };
  });
  servir(app, contrat.choisirPour, async (c, { delegation }) => {
    const moi = connecte(c);
    if (!(await agirPour(base, moi, delegation, maison.horlogeReelle.maintenant())))
      throw refusConnexion.delegation_finie();
    maison.journal('info', 'connexion.pour', { compte: moi.compte, delegation: delegation ?? 'soi' });
    return {};
  });
  return app;
}
