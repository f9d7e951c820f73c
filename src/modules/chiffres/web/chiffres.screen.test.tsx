import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { defautsDAcces } from '#web/testing.tsx';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { routesChiffres } from './routes.tsx';

afterEach(() => vi.unstubAllGlobals());

test('les nombres se lisent, ce qui se tait le dit, et une somme choisie aussi', async () => {
  const envois = serveurDEcran({
    'chiffres.tableau': {
      trimestres: ['2026-T3', '2026-T2'],
      trimestre: '2026-T3',
      par: 'service',
      seuil: 11,
      total: 80,
      cellules: [
        { cle: 'a', libelle: 'SAD Les Tilleuls', personnes: 40 },
        { cle: 'b', libelle: 'SSIAD du Port' },
      ],
    },
  });
  ouvrirEcran(routesChiffres, '/territoire/chiffres');
  expect(await screen.findByText('40 personnes')).toBeDefined();
  expect(screen.getAllByText('ne se dit pas')).toHaveLength(1);
  expect(screen.getByText(/Moins de 11 : le nombre ne se dit pas/u)).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('checkbox', { name: 'SSIAD du Port' }));
  expect((await screen.findByRole('status')).textContent).toBe('Somme choisie : ne se dit pas');
  expect(envois.at(-1)?.entree).toEqual({ par: 'service', parmi: ['b'] });
});
