import type { Hono } from 'hono';
import type { Env, Maison } from '#http/contexte.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, migrer, urlApplication } from '#lib/sql/migrer.ts';
import { lireConfig } from '../../src/config.ts';
import { ouvrirLaMaison } from '../../src/wiring.ts';
import { serveurJetable } from '../serveur-jetable.ts';
import { desserrerLeFrein } from '../desserrer-le-frein.ts';
import { TERRITOIRES } from './lieux.ts';

/** The whole house in this process, three territories, on a disposable PostgreSQL: every byte it says passes before our eyes. */
export interface MaisonDesCanaris extends AsyncDisposable {
  readonly base: Base;
  readonly maison: Maison;
  readonly app: Hono<Env>;
  /** What the house logged, all levels. */
  readonly journal: string[];
}

/** Superuser address of a PostgreSQL; by default a disposable one is started, and dies with this process. */
export async function ouvrirMaisonDesCanaris(urlExistante?: string): Promise<MaisonDesCanaris> {
  const serveur =
    urlExistante === undefined ? await serveurJetable() : { url: urlExistante, fermer: () => Promise.resolve() };
  const maintenant = new Date();
  await migrer(serveur.url);
  for (const code of TERRITOIRES)
    await creerTerritoire(serveur.url, { code, nom: `Pays ${code}`, profil: 'essai', creeLe: maintenant });
  await desserrerLeFrein(serveur.url, TERRITOIRES);
  const base = ouvrirBase(urlApplication(serveur.url), 12);
  const journal: string[] = [];
  const ouverte = await ouvrirLaMaison({
    config: lireConfig({ CORDEE_SANS_DEMO: 'oui' }),
    base,
    coffre: coffreDeTest(),
    origine: 'http://localhost:1',
    journal: (niveau, evenement, details) => void journal.push(JSON.stringify({ niveau, evenement, ...details })),
    version: 'canaris',
    territoires: TERRITOIRES,
    monde: undefined,
  });
  return {
    base,
    maison: ouverte.maison,
    app: ouverte.app,
    journal,
    [Symbol.asyncDispose]: async () => {
      await ouverte.arreter();
      await base.fermer();
      await serveur.fermer();
    },
  };
}
