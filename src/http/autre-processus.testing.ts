import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { lireConfig } from '../config.ts';
import { ouvrirLaMaison } from '../wiring.ts';

/**
 * A second server of the same house, in a process of its own: it shares nothing with the first but the base, whose address is its only
 * argument. Says its port to the process that started it, and ends with it.
 */
const [, , adresse = ''] = process.argv;
const { app } = await ouvrirLaMaison({
  config: lireConfig({ CORDEE_SANS_DEMO: 'oui' }),
  base: ouvrirBase(adresse, 4),
  coffre: coffreDeTest(),
  origine: 'http://localhost:1',
  journal: journalMuet,
  version: 'test',
  territoires: [lireCodeTerritoire('t0001')],
  monde: undefined,
});
const repondre = getRequestListener(app.fetch);
const serveur = createServer((question, reponse) => void repondre(question, reponse));
serveur.listen(0, '127.0.0.1', () => {
  const ou = serveur.address();
  if (ou !== null && typeof ou === 'object') process.send?.(ou.port);
});
process.once('disconnect', () => process.exit(0));
