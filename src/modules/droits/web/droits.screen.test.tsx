import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { defautsDAcces } from '#web/testing.tsx';
import type { MatriceVue, Simulation } from '../contract.ts';
import { routesDroits } from './routes.tsx';

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal('scrollTo', () => undefined);
});

const MATRICE: MatriceVue = {
  version: '2026-11-28',
  source: 'Référence métier §2',
  familles: [
    { cle: 'ADM', libelle: 'Identité et coordonnées' },
    { cle: 'SOC', libelle: 'Situation sociale' },
  ],
  lignes: [
    {
      role: 'pharmacien',
      libelle: 'Pharmacien, pharmacienne',
      categorie: '1',
      qualite: 'RPPS',
      indicateurs: 'A',
      cellules: [
        { famille: 'ADM', code: 'L' },
        { famille: 'SOC', code: 'N' },
      ],
    },
    {
      role: 'assistant_social',
      libelle: 'Assistant de service social',
      categorie: '2',
      qualite: 'Attestation',
      indicateurs: 'A',
      cellules: [
        { famille: 'ADM', code: 'L', retire: { par: 'Hélène', le: '2026-11-28T09:00:00Z', motif: 'Convention' } },
        { famille: 'SOC', code: 'E' },
      ],
    },
  ],
  changements: [{ le: '2026-11-28T09:00:00Z', par: 'Hélène Vidal', phrase: 'Assistant de service social ne lit plus' }],
};

const SIMULATION: Simulation = {
  qui: 'Karim Benali, assistant de service social',
  personne: 'Mme Aubry',
  phrase: 'Lit : situation sociale. Ne lit pas : informations médicales.',
  total: 1,
  masques: 0,
  familles: [
    { famille: 'SOC', libelle: 'Situation sociale', visible: 'oui', nombre: 1, pourquoi: 'Il est dans le cercle.' },
    {
      famille: 'MED',
      libelle: 'Informations médicales',
      visible: 'non',
      nombre: 0,
      pourquoi: 'Ce métier ne la lit que si la personne le nomme.',
      ouvrirait: 'L’accord de la personne qui le nomme.',
    },
  ],
};

test('la matrice se lit métier par métier, en mots, avec ce que le territoire a retiré', async () => {
  serveurDEcran({ 'droits.matrice': MATRICE });
  ouvrirEcran(routesDroits, '/territoire/droits');
  const ligne = within(await screen.findByRole('row', { name: /Assistant de service social/u }));
  expect(ligne.getByText('Retiré par ce territoire')).toBeDefined();
  expect(ligne.getByText('Lit et écrit')).toBeDefined();
  expect(within(screen.getByRole('row', { name: /Pharmacien/u })).getByText('Rien')).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
});

test('retirer un droit : on ne propose que ce que le métier lit, et le motif part avec', async () => {
  const envois = serveurDEcran({ 'droits.matrice': MATRICE, 'droits.retirer': {} });
  ouvrirEcran(routesDroits, '/territoire/droits');
  fireEvent.click(await screen.findByRole('radio', { name: 'Retirer une famille à un métier' }));
  fireEvent.change(screen.getByLabelText(/Quel métier/u), { target: { value: 'pharmacien' } });
  const familles = screen.getByLabelText(/Quelle famille/u);
  expect(within(familles).queryByRole('option', { name: 'Situation sociale' })).toBeNull();
  fireEvent.change(familles, { target: { value: 'ADM' } });
  fireEvent.change(screen.getByLabelText(/Pourquoi/u), { target: { value: 'Essai' } });
  fireEvent.click(screen.getByRole('button', { name: 'Changer ce droit' }));
  await waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'droits.retirer')?.entree).toMatchObject({
      role: 'pharmacien',
      famille: 'ADM',
      motif: 'Essai',
    }),
  );
});

test('qui ne peut pas changer les droits lit pourquoi, à la place du formulaire', async () => {
  serveurDEcran({
    'droits.matrice': { ...MATRICE, reglerFerme: 'Changer qui voit quoi est réservé à : responsable du DAC.' },
  });
  ouvrirEcran(routesDroits, '/territoire/droits');
  expect(await screen.findByText(/réservé à/u)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Changer ce droit' })).toBeNull();
});

test('que verrait Karim ? Famille par famille : visible ou non, pourquoi, et ce qui l’ouvrirait', async () => {
  const envois = serveurDEcran({
    'droits.comptes': {
      comptes: [{ affectation: 'a-karim', nom: 'Karim Benali', role: 'Assistant', structure: 'CCAS' }],
      roles: [{ role: 'pharmacien', libelle: 'Pharmacien' }],
    },
    'droits.simuler': SIMULATION,
  });
  ouvrirEcran(routesDroits, '/territoire/droits/simuler?patient=p1');
  fireEvent.change(await screen.findByLabelText(/Qui regarde/u), { target: { value: 'affectation:a-karim' } });
  const familles = within(await screen.findByRole('list', { name: 'Ce qui serait vu' }));
  expect(familles.getByText(/Ce qui l’ouvrirait : L’accord/u)).toBeDefined();
  expect(familles.getByText('Fermé')).toBeDefined();
  expect(screen.getByText('1 élément visible en tout.')).toBeDefined();
  expect(envois.at(-1)).toMatchObject({
    nom: 'droits.simuler',
    entree: { patient: 'p1', qui: { affectation: 'a-karim' } },
  });
  expect(await defautsDAcces()).toEqual([]);
});
