import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { refus, serveurDEcran } from '#modules/cercle/web/testing-ecran.ts';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { OuvrirDans } from './OuvrirDans.tsx';

afterEach(() => vi.unstubAllGlobals());

const AGENDA = { applications: [{ id: 'a1', nom: 'Agenda du Port' }] };

test('une application inscrite s’ouvre sur la personne d’un appui', async () => {
  const appels = serveurDEcran({
    '/oauth/applications': AGENDA,
    '/oauth/lancement': { adresse: 'https://appli.invalid/lancer?launch=x' },
  });
  const partir = vi.fn();
  monter(<OuvrirDans patient="p1" partir={partir} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Ouvrir ce dossier dans Agenda du Port' }));
  await vi.waitFor(() => expect(partir).toHaveBeenCalledWith('https://appli.invalid/lancer?launch=x'));
  expect(appels).toContainEqual({ nom: '/oauth/lancement', entree: { application: 'a1', patient: 'p1' } });
  expect(await defautsDAcces()).toEqual([]);
});

test('rien ne s’affiche quand aucune application n’est inscrite', async () => {
  const appels = serveurDEcran({ '/oauth/applications': { applications: [] } });
  const { container } = monter(<OuvrirDans patient="p1" />);
  await vi.waitFor(() => expect(appels).toHaveLength(1));
  expect(container.textContent).toBe('');
});

test('un refus se lit, et rien ne s’ouvre', async () => {
  serveurDEcran({
    '/oauth/applications': AGENDA,
    '/oauth/lancement': refus('x', 'Ce dossier n’est pas à votre portée.'),
  });
  const partir = vi.fn();
  monter(<OuvrirDans patient="p1" partir={partir} />);
  fireEvent.click(await screen.findByRole('button', { name: /Agenda/u }));
  await screen.findByText('Ce dossier n’est pas à votre portée.');
  expect(partir).not.toHaveBeenCalled();
});
