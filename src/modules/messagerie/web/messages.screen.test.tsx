import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import { defautsDAcces } from '#web/testing.tsx';
import type { quarantaine } from '../contract.ts';
import { cheminDeLObjet } from './chemins.ts';
import { actions, champ, DES_FILS, LE, MAIN, uneLigne, serveur, ouvrir, oublier } from './testing.tsx';

beforeEach(oublier);

test('la porte Messages montre ce qui attend une réponse, qui a la main, et se lit sans défaut d’accès', async () => {
  serveur({ 'messagerie.fils': DES_FILS });
  ouvrir('/messages');
  const ligne = await screen.findByRole('article', { name: 'Échange avec Dr Paul Martin' });
  expect(within(ligne).getByRole('link', { name: 'Jeanne Aubry · Dr Paul Martin' }).getAttribute('href')).toBe(
    '/messages/f1',
  );
  expect(within(ligne).getByRole('group', { name: 'Qui a la main' }).textContent).toContain('Sophie Marchand');
  expect(await defautsDAcces()).toEqual([]);
});

test('« Je prends » le dit au serveur', async () => {
  serveur({ 'messagerie.fils': DES_FILS, 'messagerie.prendre': { main: { ...MAIN, etat: 'tenu', aMoi: true } } });
  ouvrir('/messages');
  fireEvent.click(await screen.findByRole('button', { name: 'Je prends' }));
  await waitFor(() => expect(actions('messagerie.prendre')).toEqual([{ fil: 'f1' }]));
});

test('un message pris par un autre dit qui, à côté du bouton', async () => {
  serveur({
    'messagerie.fils': DES_FILS,
    'messagerie.prendre': Response.json(
      { refus: { code: 'messagerie.deja_pris', texte: 'Quelqu’un a déjà pris ce message. C’est Yann Le Goff.' } },
      { status: 409 },
    ),
  });
  ouvrir('/messages');
  fireEvent.click(await screen.findByRole('button', { name: 'Je prends' }));
  expect(await screen.findByText(/C’est Yann Le Goff/)).toBeTruthy();
});

test('un fil oublié et des messages illisibles se voient', async () => {
  serveur({
    'messagerie.fils': {
      ...DES_FILS,
      groupes: { ...DES_FILS.groupes, repondre: [uneLigne({ oublie: true })] },
      quarantaine: 2,
    },
  });
  ouvrir('/messages');
  expect(await screen.findByText('Non lu depuis plus de 7 jours')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Voir ces messages' }).getAttribute('href')).toBe('/messages/illisibles');
});

test('une structure sans boîte sait ce qui manque', async () => {
  serveur({ 'messagerie.fils': { ...DES_FILS, boite: null } });
  ouvrir('/messages');
  expect(await screen.findByText(/pas encore de boîte MSSanté/)).toBeTruthy();
});

test('un message illisible a sa raison, quelqu’un, et un geste pour le ranger', async () => {
  const mis: z.output<typeof quarantaine.sortie> = {
    messages: [
      {
        id: 'q1',
        recuLe: LE,
        de: 'Expéditeur illisible',
        raison: 'Il contient trop de morceaux pour être lu sans risque.',
        taille: 12,
        main: MAIN,
      },
    ],
  };
  serveur({ 'messagerie.quarantaine': mis });
  ouvrir(cheminDeLObjet('message_illisible', 'Task/q1'));
  expect(await screen.findByText(/trop de morceaux/)).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'C’est réglé' }));
  fireEvent.change(await champ('Ce que vous avez fait'), { target: { value: 'Appelé.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Ranger ce message' }));
  await waitFor(() => expect(actions('messagerie.ecarter')).toEqual([{ id: 'q1', motif: 'Appelé.' }]));
});
