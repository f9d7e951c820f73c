import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { routesAbonnement } from './routes.tsx';

const appels: { adresse: string; corps: unknown }[] = [];
let reponses: Record<string, unknown> = {};

beforeEach(() => {
  appels.length = 0;
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', (adresse: string, init: { body: string }) => {
    appels.push({ adresse, corps: JSON.parse(init.body) });
    return Promise.resolve(adresse in reponses ? Response.json(reponses[adresse]) : Response.json({}, { status: 404 }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const abonnement = (id: string, autre: object = {}) => ({
  id,
  proprietaire: `Logiciel ${id}`,
  sujet: 'urn:cordee:sujet:Task',
  canal: 'rappel',
  vers: 'logiciel.invalid',
  etat: 'actif',
  creeLe: '2026-11-24T08:00:00.000Z',
  dernier: 12,
  enAttente: 0,
  ...autre,
});

async function ouvrir() {
  reponses = {
    '/api/vues/abonnement.liste': {
      abonnements: [
        abonnement('un', { etat: 'panne', enAttente: 3, erreur: 'le destinataire a répondu 500' }),
        abonnement('deux'),
      ],
    },
    '/api/actions/abonnement.relancer': { id: 'un' },
    '/api/actions/abonnement.eteindre': { id: 'un' },
  };
  const racine = createRootRoute({ component: Outlet });
  const interieur = createRoute({ getParentRoute: () => racine, id: 'interieur' });
  const routeur = createRouter({
    routeTree: racine.addChildren([interieur.addChildren(routesAbonnement(interieur as never))]),
    history: createMemoryHistory({ initialEntries: ['/territoire/abonnements'] }),
  });
  monter(<RouterProvider router={routeur as never} />);
  return screen.findByRole('table', { name: 'Abonnements du territoire' });
}

const envoyes = (nom: string) => appels.filter(({ adresse }) => adresse.endsWith(nom)).map(({ corps }) => corps);

test('une panne se voit avec sa raison et ce qui attend, et se relance d’un geste', async () => {
  const tableau = await ouvrir();
  const ligne = within(tableau).getByRole('row', { name: /Logiciel un/ });
  expect(ligne.textContent).toContain('En panne : le destinataire a répondu 500');
  expect(ligne.textContent).toContain('3');
  fireEvent.click(within(ligne).getByRole('button', { name: 'Relancer l’abonnement de Logiciel un' }));
  await waitFor(() => expect(envoyes('abonnement.relancer')).toEqual([expect.objectContaining({ id: 'un' })]));
});

test('éteindre se confirme, en disant ce que cela fait', async () => {
  const tableau = await ouvrir();
  fireEvent.click(within(tableau).getByRole('button', { name: 'Éteindre l’abonnement de Logiciel un' }));
  const dialogue = await screen.findByRole('alertdialog');
  expect(dialogue.textContent).toContain('ne sera plus prévenu de rien');
  expect(envoyes('abonnement.eteindre')).toEqual([]);
  fireEvent.click(within(dialogue).getByRole('button', { name: 'Éteindre cet abonnement' }));
  await waitFor(() => expect(envoyes('abonnement.eteindre')).toEqual([expect.objectContaining({ id: 'un' })]));
});

test('la page se lit sans défaut d’accès', async () => {
  await ouvrir();
  expect(await defautsDAcces()).toEqual([]);
});
