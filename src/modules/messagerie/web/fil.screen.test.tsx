import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { lirePassagers } from '#web/coquille/passagers.ts';
import { defautsDAcces } from '#web/testing.tsx';
import type { EtatEnvoi } from '../contract.ts';
import { cheminFil } from './chemins.ts';
import { actions, champ, ENVOI, LE, UN_FIL, unMessage, serveur, ouvrir, oublier } from './testing.tsx';

beforeEach(oublier);

test('un message non remis est rouge, dit pourquoi et propose d’appeler', async () => {
  const envoi: EtatEnvoi = {
    ...ENVOI,
    etat: 'non_remis',
    libelle: 'Non remis',
    motif: 'La boîte du destinataire est pleine.',
    telephone: '0353010013',
  };
  serveur({
    'messagerie.fil': {
      ...UN_FIL,
      messages: [unMessage({ sens: 'envoye', de: 'Sophie Marchand', a: 'Pharmacie', envoi })],
    },
    'messagerie.renvoyerAutrement': { fil: 'f1' },
  });
  ouvrir(cheminFil('f1'));
  const appeler = await screen.findByRole('link', { name: /Appeler le 03.53.01.00.13/ });
  expect(appeler.getAttribute('href')).toBe('tel:0353010013');
  expect(screen.getByText('La boîte du destinataire est pleine.')).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Je l’ai joint autrement' }));
  fireEvent.change(await champ('Ce qui a été convenu (facultatif)'), { target: { value: 'Rappellent à 15 h.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Noter que je l’ai joint' }));
  await waitFor(() =>
    expect(actions('messagerie.renvoyerAutrement')).toEqual([
      { communication: 'Communication/c1', moyen: 'telephone', note: 'Rappellent à 15 h.' },
    ]),
  );
});

test('lu n’est pas répondu, et une réponse automatique se dit', async () => {
  const lu: EtatEnvoi = { ...ENVOI, etat: 'lu', libelle: 'Lu, pas encore de réponse' };
  serveur({
    'messagerie.fil': {
      ...UN_FIL,
      messages: [
        unMessage({ sens: 'envoye', envoi: lu }),
        unMessage({ communication: 'Communication/c2', automatique: true }),
      ],
    },
  });
  ouvrir(cheminFil('f1'));
  expect(await screen.findByText(/Lu, pas encore de réponse/)).toBeTruthy();
  expect(screen.getByText(/Réponse automatique/)).toBeTruthy();
});

test('la réponse garde son brouillon, part, et peut revenir pendant dix secondes', async () => {
  serveur({
    'messagerie.fil': UN_FIL,
    'messagerie.repondre': { communication: 'Communication/c9', fil: 'f1', partLe: LE },
    'messagerie.annulerEnvoi': { texte: 'Nous passons mardi.' },
  });
  const { unmount } = ouvrir(cheminFil('f1'));
  fireEvent.change(await champ('Votre réponse'), { target: { value: 'Nous passons mardi.' } });
  unmount();
  ouvrir(cheminFil('f1'));
  expect((await champ('Votre réponse')).value).toBe('Nous passons mardi.');
  fireEvent.click(screen.getByRole('button', { name: 'Envoyer la réponse' }));
  await waitFor(() =>
    expect(actions('messagerie.repondre')).toEqual([{ fil: 'f1', texte: 'Nous passons mardi.', attendReponse: false }]),
  );
  await waitFor(async () => expect((await champ('Votre réponse')).value).toBe(''));
  lirePassagers().at(-1)?.annuler?.();
  await waitFor(async () => expect((await champ('Votre réponse')).value).toBe('Nous passons mardi.'));
  expect(actions('messagerie.annulerEnvoi')).toEqual([{ communication: 'Communication/c9' }]);
});

test('répondre à qui ne pourra pas lire : c’est dit au-dessus de la réponse, qui reste possible', async () => {
  serveur({
    'messagerie.fil': { ...UN_FIL, neLiraPas: 'Ne pourra pas lire ce message dans Cordée. Appelez plutôt.' },
  });
  ouvrir(cheminFil('f1'));
  const avis = await screen.findByText(/Ne pourra pas lire ce message/);
  const reponse = await champ('Votre réponse');
  expect(avis.compareDocumentPosition(reponse) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
});

test('ouvrir un fil non lu le marque lu, une seule fois', async () => {
  serveur({ 'messagerie.fil': { ...UN_FIL, nonLu: true } });
  ouvrir(cheminFil('f1'));
  await champ('Votre réponse');
  await waitFor(() => expect(actions('messagerie.fil').length).toBeGreaterThan(1));
  expect(actions('messagerie.marquerLu')).toEqual([{ fil: 'f1' }]);
});
