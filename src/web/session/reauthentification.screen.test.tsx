import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { contrat } from '#lib/contrat.ts';
import { useAction } from '../requetes.ts';
import { defautsDAcces, monter } from '../testing.tsx';
import { Reauthentification, type ProprietesFormulaireElevation } from './Reauthentification.tsx';

const signer = contrat('essai.signer', { entree: z.object({ mot: z.string() }), sortie: z.object({}) });
const recues: { cle: string | null; corps: string }[] = [];
let confirmee = false;

beforeEach(() => {
  recues.length = 0;
  confirmee = false;
  vi.stubGlobal('fetch', (_adresse: string, init: { body: string; headers: Record<string, string> }) => {
    recues.push({ cle: init.headers['idempotency-key'] ?? null, corps: init.body });
    const refus = { refus: { code: 'cordee.reauthentification', texte: 'Confirmez que c’est bien vous.' } };
    return Promise.resolve(confirmee ? Response.json({}) : Response.json(refus, { status: 401 }));
  });
});
afterEach(() => vi.unstubAllGlobals());

function MaCle({ onConfirmee }: ProprietesFormulaireElevation) {
  return (
    <button
      type="button"
      onClick={() => {
        confirmee = true;
        onConfirmee();
      }}
    >
      Ma clé
    </button>
  );
}

function Ecran() {
  const action = useAction(signer);
  return (
    <>
      <label>
        Mot <input defaultValue="ce que j’ai écrit" />
      </label>
      <button type="button" onClick={() => action.executer({ mot: 'oui' })}>
        Signer
      </button>
      <p>{action.sortie === undefined ? (action.erreur?.texte ?? 'rien') : 'signé'}</p>
      <Reauthentification Formulaire={MaCle} />
    </>
  );
}

test('un acte sensible demande de confirmer, puis repart tout seul avec la même clé d’unicité, sans rien perdre', async () => {
  monter(<Ecran />);
  fireEvent.click(screen.getByRole('button', { name: 'Signer' }));
  expect(await screen.findByRole('dialog', { name: 'Confirmez que c’est bien vous' })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Ma clé' }));
  expect(await screen.findByText('signé')).toBeTruthy();
  expect(recues).toHaveLength(2);
  expect(recues[0]).toEqual(recues[1]);
  expect(recues[0]?.cle).toMatch(/^[A-Za-z0-9-]{8,64}$/);
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('ce que j’ai écrit');
});

test('fermer la demande abandonne l’acte et dit pourquoi, sans parler de session terminée', async () => {
  monter(<Ecran />);
  fireEvent.click(screen.getByRole('button', { name: 'Signer' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Fermer' }));
  expect(await screen.findByText('Confirmez que c’est bien vous.')).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(recues).toHaveLength(1);
});
