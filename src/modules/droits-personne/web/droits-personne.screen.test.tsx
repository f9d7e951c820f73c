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
const PERSONNE = {
  personne: 'Mme Aubry Jeanne',
  decedee: false,
  demandes: [EXERCICE],
  peutGeler: true,
  elements: [],
  representants: [],
};

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
    'droitsPersonne.exporter': {
      nom: 'x',
      html: '<p>',
      fhir: '{}',
      elements: 12,
      ecartes: 2,
      aRelire: 3,
      aAnnoncer: 1,
    },
    'droitsPersonne.remettre': { id: 'x1' },
  });
  ouvrirEcran(routesDroitsPersonne, '/droits-des-personnes/x1');
  expect(await screen.findByRole('heading', { name: 'Recevoir son dossier' })).toBeDefined();
  expect(envois.some(({ nom }) => nom === 'droitsPersonne.exporter')).toBe(false);
  fireEvent.click(screen.getByRole('button', { name: 'Préparer le dossier' }));
  expect(await screen.findByText(/12 éléments prêts/u)).toBeDefined();
  expect(screen.getByText(/2 par décision, 3 à relire, 1 à annoncer/u)).toBeDefined();
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

test('relire : ce qui vient d’un tiers se laisse de côté avec sa raison, élément par élément', async () => {
  const element = (objet: string, raison: string, texte: string, plus: object = {}) => ({
    objet,
    version: 1,
    raison,
    pourquoi: raison === 'texte_libre' ? 'Texte écrit librement' : 'Dit par un proche',
    sorte: 'Message ou appel',
    texte: [texte],
    le: '2026-11-20T09:00:00Z',
    ...plus,
  });
  const envois = serveurDEcran({
    'droitsPersonne.detail': DETAIL,
    'droitsPersonne.relire': {
      elements: [
        element('Communication/c1', 'dit_par_un_tiers', 'Sa fille s’inquiète'),
        element('Flag/f1', 'texte_libre', 'Chute', { garder: true }),
      ],
      reste: 1,
    },
    'droitsPersonne.trancher': { id: 'x1' },
  });
  ouvrirEcran(routesDroitsPersonne, '/droits-des-personnes/x1');
  expect(await screen.findByText(/Huit jours pour répondre/u)).toBeDefined();
  expect(envois.some(({ nom }) => nom === 'droitsPersonne.relire')).toBe(false);
  fireEvent.click(screen.getByRole('button', { name: 'Relire avant de remettre' }));
  expect(await screen.findByText('Il reste 1 élément à décider.')).toBeDefined();
  const formulaire = within(screen.getByRole('form', { name: /Sa fille s’inquiète/u }));
  fireEvent.change(formulaire.getByRole('textbox', { name: /Pourquoi/u }), { target: { value: 'propos de sa fille' } });
  fireEvent.click(formulaire.getByRole('button', { name: /Laisser de côté/u }));
  await vi.waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'droitsPersonne.trancher')?.entree).toEqual({
      id: 'x1',
      objet: 'Communication/c1',
      version: 1,
      garder: false,
      motif: 'propos de sa fille',
    }),
  );
  expect(await defautsDAcces()).toEqual([]);
});

test('un représentant se choisit parmi ceux dont le mandat est en cours', async () => {
  const representants = [{ id: 'r1', libelle: 'Mme Garde, tuteur ou tutrice' }];
  const envois = serveurDEcran({
    'droitsPersonne.dePersonne': { ...PERSONNE, representants },
    'droitsPersonne.noter': { id: 'x4' },
  });
  ouvrirEcran(routesDroitsPersonne, '/personnes/p1/droits');
  fireEvent.click(await screen.findByRole('radio', { name: 'Son représentant légal' }));
  expect(screen.queryByLabelText(/Nom de qui demande/u)).toBeNull();
  fireEvent.click(screen.getByRole('radio', { name: 'Mme Garde, tuteur ou tutrice' }));
  fireEvent.click(screen.getByRole('button', { name: 'Noter la demande' }));
  await vi.waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'droitsPersonne.noter')?.entree).toMatchObject({ representant: 'r1' }),
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

test('la liste du territoire dit ce qui attend, ce qui arrive à échéance, et qui décide', async () => {
  const depart = {
    patient: 'p9',
    personne: 'M. Petit Luc',
    quoi: ['le volet social'],
    partLe: '2026-12-24',
    qui: 'Sophie Marchand',
    etape: 'annonce',
    parMoi: false,
  };
  const autre = { ...depart, patient: 'p10', personne: 'Mme Roy Anne', etape: 'propose', proposePar: 'Hélène Vidal' };
  const envois = serveurDEcran({
    'droitsPersonne.liste': {
      demandes: [EXERCICE],
      departs: [depart, autre, { ...autre, patient: 'p11', personne: 'M. Bon Yves', parMoi: true }],
    },
    'droitsPersonne.proposerDepart': { nombre: 1 },
  });
  ouvrirEcran(routesDroitsPersonne, '/territoire/droits-des-personnes');
  expect(await screen.findByRole('link', { name: 'Recevoir son dossier : Mme Aubry Jeanne' })).toBeDefined();
  expect(screen.getByRole('link', { name: 'M. Petit Luc' }).getAttribute('href')).toBe('/personnes/p9/droits');
  expect(screen.getAllByText(/Hélène Vidal propose de supprimer/u)).toHaveLength(2);
  expect(screen.getByText('Vous l’avez proposée : une autre personne confirme.')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Proposer de supprimer : M. Petit Luc' }));
  await vi.waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'droitsPersonne.proposerDepart')?.entree).toEqual({ patient: 'p9' }),
  );
  expect(await defautsDAcces()).toEqual([]);
});
