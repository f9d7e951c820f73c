import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { defautsDAcces } from '#web/testing.tsx';
import { routesTerritoire } from './routes.tsx';

const preuveANoter = [
  {
    code: 'salarie_esms',
    libelle: 'Salarié d’un service social',
    preuves: [{ code: 'attestation', libelle: 'Attestation de l’employeur' }],
  },
];
const rose = {
  affectation: 'aff-rose',
  ref: 'PractitionerRole/rose',
  nom: 'Rose Diallo',
  role: 'Pair-aidant',
  structure: 'DAC',
  moyen: 'cle',
  suspendu: false,
  enMain: 0,
  preuveANoter,
};

test('une personne sans preuve se voit parmi les membres, et sa preuve se note', async () => {
  vi.stubGlobal('scrollTo', () => undefined);
  const envois = serveurDEcran({
    'territoire.membres': { membres: [rose], invitations: [], structures: [], roles: [], avecBoite: false },
    'territoire.prouverQualite': {},
  });
  ouvrirEcran(routesTerritoire, '/territoire/membres');
  fireEvent.click(await screen.findByRole('button', { name: 'Noter la preuve : Rose Diallo' }));
  const panneau = within(await screen.findByRole('dialog'));
  fireEvent.change(panneau.getByRole('combobox'), { target: { value: 'salarie_esms' } });
  fireEvent.click(panneau.getByRole('radio', { name: 'Attestation de l’employeur' }));
  fireEvent.change(panneau.getByRole('textbox', { name: /Employeur et date/ }), { target: { value: 'CCAS' } });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(panneau.getByRole('button', { name: 'Noter la preuve' }));
  await waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'territoire.prouverQualite')?.entree).toEqual({
      affectation: 'aff-rose',
      sousCategorie: 'salarie_esms',
      preuve: 'attestation',
      preuveDe: 'CCAS',
    }),
  );
});
