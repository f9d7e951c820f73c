import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { lireSession } from '#acces/sessions.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Env, Maison } from './contexte.ts';

const BATTEMENT_MS = 15_000;

/** One listening connection per territory, shared by all open screens of this process. Payloads name views, never data. */
export function creerDiffusion(maison: Pick<Maison, 'socle'>): Diffusion {
  const abonnes = new Map<CodeTerritoire, Set<(charge: string) => void>>();
  const ecoutes = new Map<CodeTerritoire, Promise<{ arreter(): Promise<void> }>>();
  return {
    async abonner(territoire, recevoir) {
      const groupe = abonnes.get(territoire) ?? new Set();
      abonnes.set(territoire, groupe.add(recevoir));
      if (!ecoutes.has(territoire)) {
        ecoutes.set(
          territoire,
          maison.socle.base.ecouter(`cordee_${territoire}`, (charge) => {
            for (const abonne of abonnes.get(territoire) ?? []) abonne(charge);
          }),
        );
      }
      await ecoutes.get(territoire);
      return () => void groupe.delete(recevoir);
    },
    async arreter() {
      for (const ecoute of ecoutes.values()) await (await ecoute).arreter();
    },
  };
}

export interface Diffusion {
  abonner(territoire: CodeTerritoire, recevoir: (charge: string) => void): Promise<() => void>;
  arreter(): Promise<void>;
}

/** Live updates. The session is read again at each heartbeat: a closed session closes the stream. */
export function porteEvenements(maison: Maison, diffusion: Diffusion): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/', (c) => {
    const acteur = c.get('acteur');
    const secret = c.get('secretSession');
    if (acteur === undefined || secret === undefined) throw refusCommuns.non_connecte();
    return streamSSE(c, async (flux) => {
      let ouvert = true;
      flux.onAbort(() => {
        ouvert = false;
      });
      const quitter = await diffusion.abonner(acteur.territoire, (charge) => void flux.writeSSE({ data: charge }));
      await flux.writeSSE({ event: 'pret', data: '{}' });
      while (ouvert) {
        await flux.sleep(BATTEMENT_MS);
        const encore = await lireSession(maison.socle.base, secret, maison.horlogeReelle.maintenant());
        if (encore === undefined) break;
        await flux.writeSSE({ event: 'battement', data: '{}' });
      }
      quitter();
    });
  });
  return app;
}
