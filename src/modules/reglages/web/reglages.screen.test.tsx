import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { defautsDAcces } from '#web/testing.tsx';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { routesReglages } from './routes.tsx';

afterEach(() => vi.unstubAllGlobals());

test('un réglage dit ce qu’il change, sa valeur, celle d’ailleurs, ses limites et qui l’a changé', async () => {
  const parametre = {
    code: 'trace.accesMois',
    groupe: 'Journal des accès',
    unite: 'mois',
    min: 12,
    max: 36,
    phrase: 'Qui a consulté quel dossier est gardé ce temps.',
    valeur: 24,
    national: 36,
    histoire: [{ avant: 36, apres: 24, par: 'Hélène Vidal', le: '2026-11-20T09:00:00Z', motif: 'Décidé en comité' }],
  };
  const envois = serveurDEcran({ 'reglages.liste': { parametres: [parametre] }, 'reglages.changer': { valeur: 30 } });
  ouvrirEcran(routesReglages, '/territoire/reglages');
  expect(await screen.findByText('24 mois')).toBeDefined();
  expect(screen.getByText(/Ailleurs : 36/u)).toBeDefined();
  expect(screen.getByText(/Hélène Vidal : 36 devient 24/u)).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: `Changer : ${parametre.phrase}` }));
  expect(await screen.findByText('De 12 à 36.')).toBeDefined();
  fireEvent.change(screen.getByLabelText(/Nouvelle valeur, en mois/u), { target: { value: '30' } });
  fireEvent.change(screen.getByLabelText(/Pourquoi/u), { target: { value: 'Comité' } });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer le réglage' }));
  await vi.waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'reglages.changer')?.entree).toMatchObject({
      code: 'trace.accesMois',
      valeur: '30',
      motif: 'Comité',
    }),
  );
});
