import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import { defautsDAcces } from '#web/testing.tsx';
import type { destinataires } from '../contract.ts';
import { cheminEcrire } from './chemins.ts';
import { actions, champ, LE, UN_FIL, serveur, ouvrir, oublier } from './testing.tsx';

beforeEach(oublier);

test('écrire à un membre du cercle : qui n’a pas d’adresse est fermé avec son téléphone', async () => {
  const contacts: z.output<typeof destinataires.sortie> = {
    boite: 'a@dac.invalid',
    personne: { id: 'p1', nom: 'Jeanne Aubry' },
    contacts: [
      {
        ref: 'PractitionerRole/martin',
        nom: 'Dr Paul Martin',
        precision: 'Médecin généraliste',
        ecritPossible: true,
        telephone: null,
        neLiraPas: 'Ne pourra pas lire ce message dans Cordée.',
      },
      {
        ref: 'Organization/muet',
        nom: 'Kiné sans boîte',
        precision: null,
        ecritPossible: false,
        telephone: '03 53 01 00 14',
        neLiraPas: null,
      },
    ],
  };
  serveur({
    'messagerie.destinataires': contacts,
    'messagerie.ecrire': { communication: 'Communication/c3', fil: 'f3', partLe: LE },
    'messagerie.fil': UN_FIL,
  });
  ouvrir(cheminEcrire({ patient: 'p1' }));
  fireEvent.click(await screen.findByRole('radio', { name: /Dr Paul Martin/ }));
  // Said before sending: what was typed stays, and one may still send.
  expect(screen.getByText(/Ne pourra pas lire ce message/)).toBeTruthy();
  expect(screen.getByText(/appelez le 03 53 01 00 14/)).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: /Une question/ }));
  fireEvent.change(await champ('Votre message'), { target: { value: 'Pouvez-vous passer ?' } });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
  await waitFor(() =>
    expect(actions('messagerie.ecrire')).toEqual([
      { destinataire: 'PractitionerRole/martin', nature: 'question', texte: 'Pouvez-vous passer ?', patient: 'p1' },
    ]),
  );
});

test('sans personne choisie, l’annuaire propose à qui écrire, et le brouillon survit au choix', async () => {
  const martin = {
    ref: 'PractitionerRole/martin',
    nom: 'Dr Paul Martin',
    precision: 'Médecin généraliste',
    ecritPossible: true,
    telephone: null,
    neLiraPas: null,
  };
  serveur({
    'messagerie.destinataires': { boite: 'a@dac.invalid', personne: null, contacts: [] },
    'annuaire.suggestions': [
      {
        ref: martin.ref,
        nom: martin.nom,
        genre: 'personne',
        precision: martin.precision,
        mssante: true,
        telephone: true,
      },
    ],
  });
  ouvrir(cheminEcrire());
  const cherche = await screen.findByRole('searchbox', { name: 'À qui ?' });
  expect(await defautsDAcces()).toEqual([]);
  serveur({
    'messagerie.destinataires': { boite: 'a@dac.invalid', personne: null, contacts: [martin] },
    'annuaire.suggestions': [
      {
        ref: martin.ref,
        nom: martin.nom,
        genre: 'personne',
        precision: martin.precision,
        mssante: true,
        telephone: true,
      },
    ],
  });
  fireEvent.change(cherche, { target: { value: 'mart' } });
  fireEvent.click(await screen.findByRole('option', { name: /Dr Paul Martin/ }));
  const choisi = await screen.findByRole<HTMLInputElement>('radio', { name: /Dr Paul Martin/ });
  expect(choisi.checked).toBe(true);
  expect(actions('messagerie.destinataires').at(-1)).toEqual({ ref: 'PractitionerRole/martin' });
  fireEvent.change(await champ('Votre message'), { target: { value: 'Brouillon.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Changer de destinataire' }));
  fireEvent.change(await screen.findByRole('searchbox', { name: 'À qui ?' }), { target: { value: 'mart' } });
  fireEvent.click(await screen.findByRole('option', { name: /Dr Paul Martin/ }));
  expect((await champ('Votre message')).value).toBe('Brouillon.');
});
