import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Acteur } from '#acces/acteur.ts';
import { relireSession } from '#acces/sessions.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Env, Maison } from './contexte.ts';

const BATTEMENT_MS = 15_000;

/** One listening connection per territory, shared by all open screens of this process. Payloads name views, never data. */
export function creerDiffusion(maison: Pick<Maison, 'socle'>): Diffusion {
  const abonnes = new Map<CodeTerritoire, Set<(charge: string) => void>>();
  const ecoutes = new Map<CodeTerritoire, Promise<{ arreter(): Promise<void> }>>();
  const surveillants = new Set<(genre: 's' | 'c', id: string) => void>();
  let ecouteSessions: Promise<{ arreter(): Promise<void> }> | undefined;
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
    async surveillerSessions(recevoir) {
      surveillants.add(recevoir);
      ecouteSessions ??= maison.socle.base.ecouter('cordee_sessions', (charge) => {
        const genre = charge.startsWith('s:') ? 's' : 'c';
        for (const surveillant of surveillants) surveillant(genre, charge.slice(2));
      });
      await ecouteSessions;
      return () => void surveillants.delete(recevoir);
    },
    async arreter() {
      for (const ecoute of ecoutes.values()) await (await ecoute).arreter();
      await (await ecouteSessions)?.arreter();
    },
  };
}

export interface Diffusion {
  abonner(territoire: CodeTerritoire, recevoir: (charge: string) => void): Promise<() => void>;
  /** Told of every session (`s`) or account (`c`) that changed: what was open for it is to be read again. */
  surveillerSessions(recevoir: (genre: 's' | 'c', id: string) => void): Promise<() => void>;
  arreter(): Promise<void>;
}

/**
 * Live updates. The session is read again at each heartbeat, and at once when the database says that this session or this account
 * changed: closed, suspended, another quality, a delegation over. The screen is told (`fin`), then the stream closes. When it goes on, the
 * screen is told too (`session`): the account may have been opened elsewhere, and the person must see it.
 */
export function porteEvenements(maison: Maison, diffusion: Diffusion): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/', (c) => {
    const acteur = c.get('acteur');
    const session = c.get('session');
    if (acteur === undefined || session === undefined) throw refusCommuns.non_connecte();
    const comptes = new Set([session.compte, ...(acteur.pour === undefined ? [] : [acteur.pour.compte])]);
    return streamSSE(c, async (flux) => {
      const sonnette = creerSonnette();
      flux.onAbort(() => sonnette.sonner());
      const quitter = await diffusion.abonner(acteur.territoire, (charge) => void flux.writeSSE({ data: charge }));
      const ignorer = await diffusion.surveillerSessions((genre, id) => {
        if (genre === 's' ? id === session.id : comptes.has(id)) sonnette.sonner();
      });
      await flux.writeSSE({ event: 'pret', data: '{}' });
      for (;;) {
        const sonne = await sonnette.attendre(BATTEMENT_MS);
        if (flux.aborted) break;
        const encore = await relireSession(maison.socle.base, session.id, maison.horlogeReelle.maintenant());
        if (encore === undefined || !memeQualite(acteur, encore.acteur)) {
          await flux.writeSSE({ event: 'fin', data: '{}' });
          break;
        }
        await flux.writeSSE({ event: sonne ? 'session' : 'battement', data: '{}' });
      }
      quitter();
      ignorer();
    });
  });
  return app;
}

/** The stream was opened for one person in one quality: with another one, what it may tell is no longer the same. */
function memeQualite(avant: Acteur, apres: Acteur | undefined): boolean {
  return (
    apres !== undefined &&
    apres.territoire === avant.territoire &&
    apres.ref === avant.ref &&
    apres.role === avant.role &&
    apres.pour?.compte === avant.pour?.compte
  );
}

/** Waits for a delay or for somebody who rings, whichever comes first; true when somebody rang. */
function creerSonnette() {
  let reveiller: () => void = () => undefined;
  let sonnee = false;
  return {
    sonner(): void {
      sonnee = true;
      reveiller();
    },
    async attendre(ms: number): Promise<boolean> {
      if (!sonnee) {
        await new Promise<void>((resoudre) => {
          const minuterie = setTimeout(resoudre, ms);
          reveiller = () => {
            clearTimeout(minuterie);
            resoudre();
          };
        });
      }
      const rang = sonnee;
      sonnee = false;
      return rang;
    },
  };
}
