import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ouvrirSession } from '#acces/sessions.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import type { Journal } from '#lib/journal.ts';
import { ouvrirBase } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { lireConfig } from '../../config.ts';
import { ouvrirLaMaison } from '../../wiring.ts';
import { NavigateurDeTest, TERRITOIRE, type MaisonDeTest } from '../connexion-testing.ts';

/** `urlAdministrateur`: what an operator's command is given as DATABASE_URL. */
export type MaisonEntiere = Omit<MaisonDeTest, 'avancer'> & { readonly urlAdministrateur: string };

/**
 * The house as it starts, all rooms and what works by itself (deliveries of subscriptions included), on a free port and a
 * base of its own: what a foreign client meets. No Pro Santé Connect: a person enters by a session opened here.
 */
export async function ouvrirMaisonEntiere(): Promise<MaisonEntiere> {
  const test = await baseDeTest();
  await creerTerritoire(test.url, { code: TERRITOIRE, nom: 'Pays d’Essai', profil: 'essai', creeLe: new Date() });
  const base = ouvrirBase(urlApplication(test.url), 6);
  const lignes: string[] = [];
  const journal: Journal = (niveau, evenement, details) =>
    void lignes.push(JSON.stringify({ niveau, evenement, ...details }));
  let repondre: Parameters<typeof createServer>[1] = (_req, res) => void res.writeHead(503).end();
  const serveur = createServer((req, res) => repondre?.(req, res as never));
  await new Promise<void>((pret) => {
    serveur.listen(0, 'localhost', pret);
  });
  const adresse = serveur.address();
  if (adresse === null || typeof adresse === 'string') throw new Error('adresse du serveur de test');
  const origine = `http://localhost:${adresse.port}`;
  const ouverte = await ouvrirLaMaison({
    config: lireConfig({ CORDEE_SANS_DEMO: 'oui' }),
    base,
    coffre: coffreDeTest(),
    origine,
    journal,
    version: 'test',
    territoires: [TERRITOIRE],
    monde: undefined,
  });
  const ecouter = getRequestListener(ouverte.app.fetch);
  repondre = (req, res) => void ecouter(req, res);
  return {
    urlAdministrateur: test.url,
    origine,
    base,
    maison: ouverte.maison,
    lignes,
    [Symbol.asyncDispose]: async () => {
      serveur.closeAllConnections();
      await new Promise((fin) => serveur.close(fin));
      await ouverte.arreter();
      await base.fermer();
      await test.fermer();
    },
  };
}

/** A browser in which this account has just signed in. */
export async function navigateurDe(
  maison: Pick<MaisonDeTest, 'origine' | 'base' | 'maison'>,
  compte: string,
): Promise<NavigateurDeTest> {
  const navigateur = new NavigateurDeTest(maison.origine);
  const secret = await ouvrirSession(
    maison.base,
    { compte, affectation: `${compte}-0`, moyen: 'passkey' },
    maison.maison.horlogeReelle.maintenant(),
  );
  navigateur.poserCookie('cordee_essai', secret);
  return navigateur;
}
