import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { creerClientDeRequetes } from '../requetes.ts';
import { creerRouteur } from '../routeur.tsx';
import { signalerSessionRetrouvee } from '../session/perdue.ts';
import { defautsDAcces, unMoi } from '../testing.tsx';
import { notifier } from './passagers.ts';
import { porteOuverte } from './portes.ts';

class FluxMuet extends EventTarget {
  static readonly CLOSED = 2;
  readonly readyState = 1;
  close(): void {
    this.dispatchEvent(new Event('ferme'));
  }
}

function ouvrir(adresse: string, { connecte = true } = {}) {
  vi.stubGlobal('EventSource', FluxMuet);
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('fetch', () =>
    Promise.resolve(connecte ? Response.json(unMoi({ essai: true })) : Response.json({}, { status: 401 })),
  );
  const routeur = creerRouteur();
  routeur.update({ history: createMemoryHistory({ initialEntries: [adresse] }) });
  render(
    <QueryClientProvider client={creerClientDeRequetes()}>
      <RouterProvider router={routeur} />
    </QueryClientProvider>,
  );
  return routeur;
}

beforeEach(signalerSessionRetrouvee);
afterEach(() => {
  vi.unstubAllGlobals();
});

test('les cinq portes sont là, dans l’ordre, celle où l’on est est dite, et l’écran n’a aucun défaut d’accès', async () => {
  ouvrir('/personnes');
  await screen.findByRole('heading', { level: 1, name: 'Personnes' });
  const portes = within(screen.getByRole('navigation', { name: 'Portes' })).getAllByRole('link');
  expect(portes.map((porte) => porte.textContent)).toEqual([
    'Aujourd’hui',
    'Personnes',
    'Messages',
    'Annuaire',
    'Territoire',
  ]);
  expect(
    portes.filter((porte) => porte.getAttribute('aria-current') === 'page').map((porte) => porte.textContent),
  ).toEqual(['Personnes']);
  expect(screen.getByText(/^Territoire d’essai, personnes fictives/)).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
});

test('changer de porte change l’adresse, porte le focus au titre et l’annonce', async () => {
  const routeur = ouvrir('/');
  await screen.findByRole('heading', { level: 1, name: 'Aujourd’hui' });
  expect(document.activeElement).toBe(document.body);
  fireEvent.click(screen.getByRole('link', { name: 'Annuaire' }));
  const titre = await screen.findByRole('heading', { level: 1, name: 'Annuaire' });
  await vi.waitFor(() => expect(document.activeElement).toBe(titre));
  expect(routeur.state.location.pathname).toBe('/annuaire');
  expect(screen.getAllByRole('status').map((region) => region.textContent)).toContain('Annuaire');
  expect(document.title).toBe('Annuaire · cordée');
});

test('la touche « / » ouvre la recherche sur son champ', async () => {
  ouvrir('/');
  await screen.findByRole('heading', { level: 1 });
  fireEvent.keyDown(document.body, { key: '/' });
  const dialogue = await screen.findByRole('dialog', { name: 'Chercher dans Cordée' });
  const champ = within(dialogue).getByRole('searchbox');
  await vi.waitFor(() => expect(document.activeElement).toBe(champ));
});

test('sans session on arrive à la connexion, qui sait où revenir', async () => {
  const routeur = ouvrir('/demandes?filtre=retard', { connecte: false });
  await screen.findByRole('heading', { level: 1, name: 'Entrer dans Cordée' });
  expect(routeur.state.location.search).toEqual({ retour: '/demandes?filtre=retard' });
  expect(await defautsDAcces()).toEqual([]);
});

test.each(['//ailleurs.invalid', 'https://ailleurs.invalid', '/\\ailleurs.invalid'])(
  'la connexion ne renvoie jamais ailleurs : %s',
  async (retour) => {
    const routeur = ouvrir(`/connexion?retour=${encodeURIComponent(retour)}`, { connecte: false });
    await screen.findByRole('heading', { level: 1, name: 'Entrer dans Cordée' });
    expect(routeur.state.location.search).toEqual({ retour: '/' });
  },
);

test('une adresse inconnue le dit et offre une sortie', async () => {
  ouvrir('/nulle-part');
  await screen.findByRole('heading', { level: 1, name: 'Cette adresse ne mène à rien' });
  expect(screen.getByRole('link', { name: 'Aller à Aujourd’hui' })).toBeTruthy();
});

test('ce qui vient d’être fait se dit et s’annule', async () => {
  ouvrir('/');
  await screen.findByRole('heading', { level: 1 });
  const annuler = vi.fn();
  act(() => notifier('Demande envoyée à l’équipe du DAC.', annuler));
  expect(screen.getByText('Demande envoyée à l’équipe du DAC.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Annuler' }));
  expect(annuler).toHaveBeenCalledOnce();
  expect(screen.queryByText('Demande envoyée à l’équipe du DAC.')).toBeNull();
});

test('hors connexion, un bandeau le dit jusqu’au retour du réseau', async () => {
  ouvrir('/');
  await screen.findByRole('heading', { level: 1 });
  const enLigne = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
  fireEvent(window, new Event('offline'));
  expect(screen.getByText(/Hors connexion/)).toBeTruthy();
  enLigne.mockRestore();
  fireEvent(window, new Event('online'));
  expect(screen.queryByText(/Hors connexion/)).toBeNull();
});

test('une adresse à l’intérieur d’une porte la laisse marquée, sans marquer les autres', () => {
  expect(porteOuverte('/personnes', '/personnes/12')).toBe(true);
  expect(porteOuverte('/personnes', '/personnes-agees')).toBe(false);
  expect(porteOuverte('/', '/personnes')).toBe(false);
});

test('la galerie montre la partie que dit l’adresse, et toute entière elle n’a aucun défaut d’accès', async () => {
  const routeur = ouvrir('/ui?partie=surfaces');
  await screen.findByRole('region', { name: 'Surfaces' });
  expect(screen.queryByRole('region', { name: 'Saisie' })).toBeNull();
  await act(() => routeur.navigate({ href: '/ui' }));
  await screen.findByRole('region', { name: 'Saisie' });
  expect(await defautsDAcces()).toEqual([]);
});
