import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { refus, serveurDEcran } from '#modules/cercle/web/testing-ecran.ts';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { NouvellePersonne } from './NouvellePersonnePage.tsx';
import { unCandidat } from './testing-dossier.ts';
import { differences, saisieDepuis, TRAITS_VIERGES, traitsEnvoyes } from './traits-saisis.ts';

const COMMENT = 'Hors de votre cercle : appelez Sophie Marchand, du DAC, au 01 99 00 10 10.';
const trouvailles = (candidats: ReturnType<typeof unCandidat>[]) => ({
  recherche: 'r1',
  candidats,
  plus: false,
  commentDemander: COMMENT,
});
const remplir = (nom: RegExp, valeur: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: nom }), { target: { value: valeur } });
const chercher = () => fireEvent.click(screen.getByRole('button', { name: 'Chercher dans tout le territoire' }));

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

test('on ne peut pas créer avant d’avoir cherché ; sans ressemblance, le formulaire de création s’ouvre', async () => {
  const appels = serveurDEcran({ 'dossier.rechercherIdentite': trouvailles([]), 'dossier.creer': { patient: 'p9' } });
  const crees: string[] = [];
  monter(<NouvellePersonne onCree={(id) => crees.push(id)} />);
  expect(screen.queryByRole('button', { name: 'Créer le dossier' })).toBeNull();
  remplir(/^Nom de naissance/u, 'N’Diaye');
  remplir(/^Prénoms de naissance/u, 'Awa');
  remplir(/^Date de naissance/u, '04/05/2015');
  chercher();
  expect(await screen.findByText('Aucun dossier ne ressemble à cette personne.')).toBeDefined();
  fireEvent.click(screen.getByRole('radio', { name: 'Féminin' }));
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Créer le dossier' }));
  await vi.waitFor(() => expect(crees).toEqual(['p9']));
  expect(appels.find(({ nom }) => nom === 'dossier.creer')?.entree).toEqual({
    recherche: 'r1',
    traits: { nomNaissance: 'N’Diaye', prenoms: 'Awa', naissance: '04/05/2015', sexe: 'female' },
    ecartes: [],
  });
});

test('les ressemblances ont leurs raisons ; hors du cercle, comment demander ; créer attend que la forte soit écartée', async () => {
  const appels = serveurDEcran({
    'dossier.rechercherIdentite': trouvailles([
      unCandidat(),
      unCandidat({
        patient: 'p2',
        nom: 'Mme Obry Jeanne',
        niveau: 'possible',
        aPortee: true,
        conflits: ['jumeaux possibles'],
      }),
    ]),
    'dossier.creer': { patient: 'p9' },
  });
  monter(<NouvellePersonne onCree={() => undefined} />);
  remplir(/^Nom de naissance/u, 'Aubry');
  remplir(/^Date de naissance/u, '1942');
  chercher();
  const forte = within(await screen.findByRole('region', { name: 'Mme Aubry Jeanne' }));
  expect(forte.getByText('Ressemble beaucoup')).toBeDefined();
  expect(forte.getByText('même date de naissance')).toBeDefined();
  expect(forte.getByText(COMMENT)).toBeDefined();
  expect(forte.queryByRole('link')).toBeNull();
  const possible = within(screen.getByRole('region', { name: 'Mme Obry Jeanne' }));
  expect(possible.getByRole('link', { name: /ouvrir son dossier/u }).getAttribute('href')).toBe('/personnes/p2');
  expect(possible.getByText('jumeaux possibles')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Créer le dossier' }));
  expect(screen.getByText(/Dites d’abord, pour chaque dossier/u)).toBeDefined();
  expect(appels.map(({ nom }) => nom)).not.toContain('dossier.creer');
  fireEvent.click(forte.getByRole('button', { name: 'Ce n’est pas elle (Mme Aubry Jeanne)' }));
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Créer le dossier' }));
  await vi.waitFor(() =>
    expect(appels.find(({ nom }) => nom === 'dossier.creer')?.entree).toMatchObject({ ecartes: ['p1'] }),
  );
});

test('changer le nom après la recherche demande une nouvelle recherche', async () => {
  serveurDEcran({ 'dossier.rechercherIdentite': trouvailles([]) });
  monter(<NouvellePersonne onCree={() => undefined} />);
  remplir(/^Nom de naissance/u, 'Aubry');
  remplir(/^Date de naissance/u, '1942');
  chercher();
  await screen.findByRole('button', { name: 'Créer le dossier' });
  remplir(/^Nom de naissance/u, 'Obry');
  expect(screen.getByText(/cherchez à nouveau avant de créer/u)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Créer le dossier' })).toBeNull();
});

test('une recherche trop large dit ce qui manque dans le bon champ, et rien n’est perdu', async () => {
  serveurDEcran({
    'dossier.rechercherIdentite': refus(
      'dossier.recherche_trop_large',
      'Écrivez le nom et la date.',
      { naissance: 'Écrivez la date de naissance, ou au moins l’année.' },
      400,
    ),
  });
  monter(<NouvellePersonne onCree={() => undefined} />);
  remplir(/^Nom de naissance/u, 'Aubry');
  chercher();
  expect((await screen.findAllByText('Écrivez la date de naissance, ou au moins l’année.')).length).toBe(2);
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Nom de naissance/u }).value).toBe('Aubry');
  expect(await defautsDAcces()).toEqual([]);
});

test('quelqu’un vient de créer la même personne : le refus propose de chercher à nouveau', async () => {
  const appels = serveurDEcran({
    'dossier.rechercherIdentite': trouvailles([]),
    'dossier.creer': refus('dossier.doublons_a_relire', 'Des dossiers ressemblent à cette personne.'),
  });
  monter(<NouvellePersonne onCree={() => undefined} />);
  remplir(/^Nom de naissance/u, 'Aubry');
  remplir(/^Date de naissance/u, '1942');
  chercher();
  fireEvent.click(await screen.findByRole('button', { name: 'Créer le dossier' }));
  expect(await screen.findByText('Des dossiers ressemblent à cette personne.')).toBeDefined();
  const boutons = screen.getAllByRole('button', { name: 'Chercher dans tout le territoire' });
  fireEvent.click(boutons.at(-1) as HTMLElement);
  await vi.waitFor(() => expect(appels.filter(({ nom }) => nom === 'dossier.rechercherIdentite')).toHaveLength(2));
});

test('ce qui a été tapé revient après un rechargement de la page', async () => {
  serveurDEcran({});
  const { unmount } = monter(<NouvellePersonne onCree={() => undefined} />);
  remplir(/^Nom de naissance/u, 'L’Hélénard');
  unmount();
  monter(<NouvellePersonne onCree={() => undefined} />);
  expect(screen.getByText('Votre saisie est revenue.')).toBeDefined();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Nom de naissance/u }).value).toBe('L’Hélénard');
});

test('les cases vides ne partent pas ; relire puis renvoyer ne change rien', () => {
  expect(traitsEnvoyes(TRAITS_VIERGES)).toEqual({});
  const traits = {
    nomNaissance: 'Petit',
    naissance: '12/03/1942',
    sexe: 'female',
    telephone: '06 39 98 01 23',
  } as const;
  expect(traitsEnvoyes(saisieDepuis(traits))).toEqual(traits);
  expect(differences(saisieDepuis(traits), { ...traits, telephone: '0639980123' })).toEqual([]);
  expect(differences({ ...saisieDepuis(traits), commune: 'Hautmont' }, traits)).toEqual([
    { champ: 'Commune', saisi: 'Hautmont', dansLaFiche: '' },
  ]);
});
