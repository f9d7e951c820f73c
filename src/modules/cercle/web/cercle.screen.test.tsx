import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import type { MembreVu, PanneauVu } from '../contract.ts';
import { PanneauDuCercle } from './PanneauDuCercle.tsx';
import { refus, serveurDEcran } from './testing-ecran.ts';

const NADIA: MembreVu = {
  rang: 1,
  ref: 'PractitionerRole/nadia',
  nom: 'Nadia Ferrand',
  genre: 'professionnel',
  fonction: 'infirmier',
  libelleFonction: 'Infirmière, infirmier',
  structure: 'Cabinet des Tilleuls',
  telephone: '0639981234',
  debut: '2026-11-01T08:00:00.000Z',
  present: true,
  fondement: 'porte2',
  ouvert: true,
  ajoutePar: 'Sophie Marchand',
};
const KARIM: MembreVu = {
  ...NADIA,
  rang: 2,
  ref: 'PractitionerRole/karim',
  nom: 'Karim Benali',
  fondement: 'hors_equipe',
  ouvert: false,
  pourquoi: 'Ce membre n’est pas de l’équipe de soins : il faut l’accord de la personne.',
};

const unPanneau = (partie: Partial<PanneauVu> = {}): PanneauVu => ({
  version: 3,
  membres: [NADIA, KARIM],
  partis: [],
  information: {
    etat: 'informee',
    phrase: 'La personne est informée',
    le: '2026-11-24T09:00:00.000Z',
    notePar: 'Nadia Ferrand',
    oppositions: [],
  },
  jySuis: true,
  ...partie,
});

const ouvrir = () =>
  monter(
    <PanneauDuCercle
      patient="p1"
      proches={[]}
      chercherContacts={() =>
        Promise.resolve([{ ref: 'PractitionerRole/martin', nom: 'Dr Paul Martin', precision: 'Médecin, Maubeuge' }])
      }
      ecrireA={(ref) => `/messages/ecrire?a=${ref}`}
    />,
  );

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

test('le cercle montre qui, le téléphone en un geste, et pourquoi un membre ne lit pas le dossier', async () => {
  serveurDEcran({ 'cercle.panneau': unPanneau() });
  ouvrir();
  const liste = within(await screen.findByRole('list', { name: 'Le cercle' }));
  expect(liste.getAllByRole('link', { name: /appeler Nadia Ferrand/u })[0]?.getAttribute('href')).toBe(
    'tel:0639981234',
  );
  expect(liste.getByRole('link', { name: 'Écrire à Karim Benali' }).getAttribute('href')).toContain(
    'PractitionerRole/karim',
  );
  expect(liste.getAllByText('Ne lit pas le dossier')).toHaveLength(1);
  expect(liste.getByText(KARIM.pourquoi ?? '')).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
});

test('qui ne peut pas modifier le cercle lit pourquoi sous le bouton, et ne trouve ni modifier ni fin', async () => {
  serveurDEcran({
    'cercle.panneau': unPanneau({
      fermePourquoi: 'Modifier le cercle de soins est réservé à : médecin.',
      jySuis: false,
    }),
  });
  ouvrir();
  expect(await screen.findByText(/réservé à/u)).toBeDefined();
  expect(screen.queryByRole('button', { name: /Modifier la participation/u })).toBeNull();
});

test('ajouter le médecin traitant depuis l’annuaire envoie sa référence, sa fonction et son titre', async () => {
  const appels = serveurDEcran({ 'cercle.panneau': unPanneau(), 'cercle.ajouter': { rang: 3, ouvert: true } });
  ouvrir();
  fireEvent.click(await screen.findByRole('button', { name: 'Ajouter au cercle' }));
  const panneau = within(await screen.findByRole('dialog', { name: 'Ajouter au cercle' }));
  expect(panneau.queryByRole('radio', { name: 'Moi' })).toBeNull();
  fireEvent.click(panneau.getByRole('radio', { name: /Quelqu’un de l’annuaire/u }));
  fireEvent.change(panneau.getByRole('searchbox'), { target: { value: 'martin' } });
  fireEvent.click(await panneau.findByRole('option', { name: /Dr Paul Martin/u }));
  expect(panneau.getByText('Dr Paul Martin')).toBeDefined();
  fireEvent.change(panneau.getByRole('combobox', { name: /fonction/u }), { target: { value: 'medecin_traitant' } });
  fireEvent.click(panneau.getByRole('radio', { name: /reconnu par la personne/u }));
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(panneau.getByRole('button', { name: 'Ajouter au cercle' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(appels.find(({ nom }) => nom === 'cercle.ajouter')?.entree).toEqual({
    patient: 'p1',
    qui: { genre: 'annuaire', ref: 'PractitionerRole/martin' },
    fonction: 'medecin_traitant',
    fondement: 'porte2',
  });
});

test('noter un avis : aucune réponse cochée d’avance ; un accord hors équipe demande les informations et la notice', async () => {
  const appels = serveurDEcran({ 'cercle.panneau': unPanneau(), 'cercle.noterInformation': { ouverts: 2, fermes: 0 } });
  ouvrir();
  fireEvent.click(await screen.findByRole('button', { name: 'Noter une information à la personne' }));
  const panneau = within(await screen.findByRole('dialog'));
  expect(panneau.queryAllByRole('radio', { checked: true })).toEqual([]);
  fireEvent.click(panneau.getByRole('radio', { name: /Elle est d’accord/u }));
  fireEvent.click(panneau.getByRole('radio', { name: 'Par écrit' }));
  fireEvent.click(panneau.getByRole('radio', { name: /Le cercle, y compris/u }));
  expect(panneau.queryAllByRole('checkbox', { checked: true })).toEqual([]);
  for (const case_ of panneau.getAllByRole('checkbox')) fireEvent.click(case_);
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(panneau.getByRole('button', { name: 'Noter son avis' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(appels.find(({ nom }) => nom === 'cercle.noterInformation')?.entree).toEqual({
    patient: 'p1',
    etat: 'accord',
    mode: 'ecrit',
    perimetre: {
      familles: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'],
      membres: 'cercle',
      categories: ['sante', 'social', 'appui'],
      noticeRemise: true,
    },
  });
});

test.each([
  ['Je l’ai informée du partage', []],
  ['Elle est d’accord pour partager', ['L’équipe de soins seulement']],
  ['Elle est d’accord pour partager', ['Le cercle, y compris hors équipe de soins']],
  ['Elle est d’accord pour partager', ['Certains membres seulement']],
  ['Je n’ai pas pu recueillir son avis', []],
  ['Elle s’oppose au partage', ['À tout partage de son dossier', 'Seulement certaines informations']],
  ['Elle s’oppose au partage', ['Au partage avec certains membres']],
  ['Elle s’oppose au partage', ['Au partage avec un métier', 'Seulement certaines informations']],
])('« %s » %j : rien n’est jamais coché à la place de la personne (SP-11)', async (etat, reponses) => {
  serveurDEcran({ 'cercle.panneau': unPanneau() });
  ouvrir();
  fireEvent.click(await screen.findByRole('button', { name: 'Noter une information à la personne' }));
  const panneau = within(await screen.findByRole('dialog'));
  const cochees = () =>
    [...panneau.queryAllByRole('radio', { checked: true }), ...panneau.queryAllByRole('checkbox', { checked: true })]
      .length;
  const commence = (texte: string) => (nom: string) => nom.startsWith(texte);
  for (const [rang, reponse] of [etat, ...reponses].entries()) {
    fireEvent.click(panneau.getByRole('radio', { name: commence(reponse) }));
    expect(cochees()).toBe(rang + 1);
  }
  expect(await defautsDAcces()).toEqual([]);
});

test('partager par le nom : rien de coché, le sensible se choisit ; retirer est un seul geste', async () => {
  const appels = serveurDEcran({
    'cercle.panneau': unPanneau(),
    'cercle.partager': { ouverts: 2, fermes: 0 },
    'cercle.retirerPour': { ouverts: 1, fermes: 1 },
  });
  ouvrir();
  fireEvent.click(await screen.findByRole('button', { name: /Partager davantage avec ce membre : Karim Benali/u }));
  const panneau = within(await screen.findByRole('dialog'));
  expect(panneau.queryAllByRole('checkbox', { checked: true })).toEqual([]);
  expect(panneau.queryAllByRole('radio', { checked: true })).toEqual([]);
  fireEvent.click(panneau.getByRole('checkbox', { name: /sensibles/u }));
  fireEvent.click(panneau.getByRole('radio', { name: 'Lu au téléphone' }));
  fireEvent.click(panneau.getByRole('checkbox', { name: /notice/u }));
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(panneau.getByRole('button', { name: 'Noter ce partage' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(appels.find(({ nom }) => nom === 'cercle.partager')?.entree).toEqual({
    patient: 'p1',
    membres: ['PractitionerRole/karim'],
    familles: ['SEN'],
    mode: 'telephone',
    noticeRemise: true,
  });
  fireEvent.click(screen.getByRole('button', { name: /ne veut plus partager avec ce membre : Nadia Ferrand/u }));
  await vi.waitFor(() =>
    expect(appels.find(({ nom }) => nom === 'cercle.retirerPour')?.entree).toEqual({
      patient: 'p1',
      membre: 'PractitionerRole/nadia',
      mode: 'oral',
    }),
  );
});

test('une opposition est dite en tête avec le geste pour la lever', async () => {
  const appels = serveurDEcran({
    'cercle.panneau': unPanneau({
      information: {
        etat: 'opposee',
        phrase: 'La personne s’oppose au partage',
        oppositions: [
          {
            id: 'o1',
            phrase: 'La personne s’oppose à tout partage de son dossier.',
            le: '2026-11-24T09:00:00.000Z',
            notePar: 'Nadia',
          },
        ],
      },
    }),
    'cercle.leverOpposition': { ouverts: 2, fermes: 0 },
  });
  ouvrir();
  fireEvent.click(await screen.findByRole('button', { name: 'Elle lève son opposition' }));
  await vi.waitFor(() => expect(appels.map(({ nom }) => nom)).toContain('cercle.leverOpposition'));
});

test('un membre modifié par quelqu’un d’autre entre-temps : la saisie reste, la phrase le dit, le cercle est relu', async () => {
  const appels = serveurDEcran({
    'cercle.panneau': unPanneau(),
    'cercle.modifier': refus('cordee.version_perimee', 'Quelqu’un a modifié cet élément en même temps que vous.'),
  });
  ouvrir();
  fireEvent.click(await screen.findByRole('button', { name: 'Modifier la participation de Nadia Ferrand' }));
  const panneau = within(await screen.findByRole('dialog'));
  fireEvent.change(panneau.getByRole('textbox', { name: /Téléphone/u }), { target: { value: '06 39 98 77 77' } });
  fireEvent.click(panneau.getByRole('button', { name: 'Enregistrer la modification' }));
  expect(await panneau.findByText(/Votre saisie est gardée/u)).toBeDefined();
  expect(panneau.getByRole<HTMLInputElement>('textbox', { name: /Téléphone/u }).value.replaceAll(/\s/gu, '')).toBe(
    '0639987777',
  );
  await vi.waitFor(() => expect(appels.filter(({ nom }) => nom === 'cercle.panneau').length).toBeGreaterThan(1));
});
