import type { Hono } from 'hono';
import type { Env, Maison } from '#http/contexte.ts';
import type { Coffre } from '#lib/coffre/index.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, migrer, urlApplication } from '#lib/sql/migrer.ts';
import { lireConfig } from '../../src/config.ts';
import { ouvrirLaMaison } from '../../src/wiring.ts';
import { serveurJetable } from '../serveur-jetable.ts';
import { desserrerLeFrein } from '../desserrer-le-frein.ts';
import { TERRITOIRES } from './lieux.ts';
import { boiteDe, ouvrirMondePostal, type MondePostal } from './monde-postal.ts';
import { tendreLOreille, type Oreille } from './oreille.ts';

/** The whole house in this process, three territories, on a disposable PostgreSQL: every byte it says passes before our eyes. */
export interface MaisonDesCanaris extends AsyncDisposable {
  readonly base: Base;
  readonly maison: Maison;
  readonly app: Hono<Env>;
  readonly coffre: Coffre;
  /** Superuser address, for the exports an operator makes. */
  readonly urlAdministrateur: string;
  /** The operator of secure mail, and everything it received. */
  readonly poste: MondePostal;
  /** What the house says aloud, all levels. */
  readonly oreille: Oreille;
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
  const coffre = coffreDeTest();
  const poste = await ouvrirMondePostal(base);
  const oreille = tendreLOreille();
  const ouverte = await ouvrirLaMaison({
    config: {
      ...lireConfig({ CORDEE_SANS_DEMO: 'oui' }),
      boites: TERRITOIRES.map((code) => poste.simulateur.configPour(boiteDe(code))),
    },
    base,
    coffre,
    origine: 'http://localhost:1',
    journal: (niveau, evenement, details) => oreille.entendre(JSON.stringify({ niveau, evenement, ...details })),
    version: 'canaris',
    territoires: TERRITOIRES,
    monde: undefined,
  });
  return {
    base,
    maison: ouverte.maison,
    app: ouverte.app,
    coffre,
    urlAdministrateur: serveur.url,
    poste,
    oreille,
    [Symbol.asyncDispose]: async () => {
      await ouverte.arreter();
      oreille[Symbol.dispose]();
      await poste.simulateur.arreter();
      await base.fermer();
      await serveur.fermer();
    },
  };
}
