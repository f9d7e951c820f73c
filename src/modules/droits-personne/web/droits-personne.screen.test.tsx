import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { defautsDAcces } from '#web/testing.tsx';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { routesDroitsPersonne } from './routes.tsx';

afterEach(() => vi.unstubAllGlobals());

const EXERCICE = {
  id: 'x1',
  patient: 'p1',
  personne: 'Mme Aubry Jeanne',
  genre: 'acces',
  titre: 'Recevoir son dossier',
  etat: 'ouverte',
  etatEnMots: 'À traiter',
  ouverte: true,
  demandeur: 'Jeanne Aubry',
  qualite: 'La personne elle-même',
  recueLe: '2026-11-20T09:00:00Z',
  auPlusTard: '2026-11-28T09:00:00Z',
  qui: 'Sophie Marchand',
};
const DETAIL = {
  ...EXERCICE,
  preuve: 'Pièce d’identité regardée',
  portee: 'Tout le dossier',
  notePar: 'Nadia Ferrand',
  peutRepondre: true,
  peutConfirmer: false,
  destinataires: [],
};
const PERSONNE = { personne: 'Mme Aubry Jeanne', decedee: false, demandes: [EXERCICE], peutGeler: true, elements: [] };

test('on note une demande avec qui demande et comment on l’a vérifié ; on voit qui doit répondre', async () => {
  const envois = serveurDEcran({ 'droitsPersonne.dePersonne': PERSONNE, 'droitsPersonne.noter': { id: 'x2' } });
  ouvrirEcran(routesDroitsPersonne, '/personnes/p1/droits');
  expect(await screen.findByText(/Sophie Marchand doit répondre avant le 28/u)).toBeDefined();
  fireEvent.click(screen.getByRole('radio', { name: 'Recevoir son dossier' }));
  fireEvent.click(screen.getByRole('radio', { name: 'La personne elle-même' }));
  fireEvent.change(screen.getByLabelText(/Nom de qui demande/u), { target: { value: 'Jeanne Aubry' } });
  fireEvent.click(screen.getByRole('radio', { name: 'Pièce d’identité regardée' }));
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Noter la demande' }));
  await vi.waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'droitsPersonne.noter')?.entree).toMatchObject({
      patient: 'p1',
      genre: 'acces',
      qualite: 'personne',
      preuve: 'piece',
      portee: 'tout',
    }),
  );
});

test('après un décès, on ne demande que le motif et la preuve', async () => {
  serveurDEcran({ 'droitsPersonne.dePersonne': { ...PERSONNE, decedee: true } });
  ouvrirEcran(routesDroitsPersonne, '/personnes/p1/droits');
  expect(await screen.findByRole('radio', { name: 'Défendre la mémoire de la personne décédée' })).toBeDefined();
  expect(screen.queryByRole('radio', { name: 'Effacer des informations' })).toBeNull();
  expect(await defautsDAcces()).toEqual([]);
});

test('on prépare le dossier sur un geste, on voit ce qui est laissé de côté, puis on note la remise', async () => {
  const envois = serveurDEcran({
    'droitsPersonne.detail': DETAIL,
    'droitsPersonne.exporter': { nom: 'x', html: '<p>', fhir: '{}', elements: 12, deTiers: 2, aAnnoncer: 1 },
    'droitsPersonne.remettre': { id: 'x1' },
  });
  ouvrirEcran(routesDroitsPersonne, '/droits-des-personnes/x1');
  expect(await screen.findByRole('heading', { name: 'Recevoir son dossier' })).toBeDefined();
  expect(envois.some(({ nom }) => nom === 'droitsPersonne.exporter')).toBe(false);
  fireEvent.click(screen.getByRole('button', { name: 'Préparer le dossier' }));
  expect(await screen.findByText(/12 éléments prêts/u)).toBeDefined();
  expect(screen.getByText(/2 venant de tiers, 1 à annoncer/u)).toBeDefined();
  const formulaire = within(screen.getByRole('form', { name: 'Le dossier est remis' }));
  fireEvent.click(formulaire.getByRole('radio', { name: 'En main propre' }));
  fireEvent.click(formulaire.getByRole('button', { name: 'Le dossier est remis' }));
  await vi.waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'droitsPersonne.remettre')?.entree).toEqual({
      id: 'x1',
      comment: 'main_propre',
    }),
  );
  expect(await defautsDAcces()).toEqual([]);
});

test('un effacement attend la seconde personne', async () => {
  serveurDEcran({
    'droitsPersonne.detail': {
      ...DETAIL,
      genre: 'effacement',
      etat: 'a_confirmer',
      decision: 'Ouvert par erreur',
      decideePar: 'Hélène Vidal',
      peutRepondre: false,
      peutConfirmer: true,
    },
  });
  ouvrirEcran(routesDroitsPersonne, '/droits-des-personnes/x1');
  expect(await screen.findByRole('heading', { name: 'Seconde décision' })).toBeDefined();
  expect(screen.getByText('Ouvert par erreur')).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
});

test('corriger : on montre du doigt l’information, sans recopier de référence', async () => {
  const elements = [{ objet: 'Flag/f1', libelle: 'À savoir : Vit seule' }];
  const envois = serveurDEcran({
    'droitsPersonne.dePersonne': { ...PERSONNE, elements },
    'droitsPersonne.noter': { id: 'x3' },
  });
  ouvrirEcran(routesDroitsPersonne, '/personnes/p1/droits');
  fireEvent.click(await screen.findByRole('radio', { name: 'Corriger une information' }));
  fireEvent.click(await screen.findByRole('radio', { name: 'À savoir : Vit seule' }));
  fireEvent.click(screen.getByRole('button', { name: 'Noter la demande' }));
  await vi.waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'droitsPersonne.noter')?.entree).toMatchObject({ objet: 'Flag/f1' }),
  );
  expect(await defautsDAcces()).toEqual([]);
});

test('la liste du territoire dit ce qui attend, ce qui partira, et qui vérifie', async () => {
  serveurDEcran({
    'droitsPersonne.liste': {
      demandes: [EXERCICE],
      departs: [
        {
          patient: 'p9',
          personne: 'M. Petit Luc',
          quoi: 'le volet social',
          partLe: '2026-12-24',
          qui: 'Sophie Marchand',
        },
      ],
    },
  });
  ouvrirEcran(routesDroitsPersonne, '/territoire/droits-des-personnes');
  expect(await screen.findByRole('link', { name: 'Recevoir son dossier : Mme Aubry Jeanne' })).toBeDefined();
  expect(screen.getByText(/le volet social part le/u)).toBeDefined();
  expect(screen.getByRole('link', { name: 'M. Petit Luc' }).getAttribute('href')).toBe('/personnes/p9/droits');
  expect(await defautsDAcces()).toEqual([]);
});
