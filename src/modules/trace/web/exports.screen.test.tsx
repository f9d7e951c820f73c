import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { defautsDAcces } from '#web/testing.tsx';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { routesTrace } from './routes.tsx';

afterEach(() => vi.unstubAllGlobals());

test('un export en masse dit qui le demande et pourquoi ; une autre personne l’accorde', async () => {
  const accord = {
    id: 'e1',
    logiciel: 'Logiciel régional',
    client: 'crm',
    motif: 'Reprise des données',
    jours: 2,
    demandePar: 'Hélène Vidal',
    demandeLe: '2026-11-24T09:00:00Z',
    etat: 'demande',
  };
  const envois = serveurDEcran({ 'trace.exports': { exports: [accord] }, 'trace.deciderExport': {} });
  ouvrirEcran(routesTrace, '/territoire/exports');
  fireEvent.click(await screen.findByRole('button', { name: 'Accorder : Logiciel régional' }));
  await vi.waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'trace.deciderExport')?.entree).toEqual({ id: 'e1', accord: true }),
  );
  expect(await defautsDAcces()).toEqual([]);
});
