import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { defautsDAcces, MAINTENANT, unMoi } from '#web/testing.tsx';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import type { Chose } from '../contract.ts';
import { derniereParObjet, retardsDAbord } from './ordre.ts';
import { routesAujourdhui } from './routes.tsx';

function uneChose(dessus: Partial<Chose> = {}): Chose {
  return {
    objet: 'Task/d1',
    genre: 'demande',
    titre: 'Mme Aubry Jeanne · demande DEM-7K4F2, dans la semaine',
    etat: 'tenu',
    qui: 'Sophie Marchand',
    depuis: '2026-11-26T09:00:00.000Z',
    prochaine: 'Décision',
    dueLe: '2026-11-27T09:00:00.000Z',
    ...dessus,
  };
}
const NOUVELLE = {
  objet: 'Task/o1',
  genre: 'orientation',
  titre: 'Le SSIAD accepte',
  le: '2026-11-26T10:00:00.000Z',
  par: 'SSIAD d’Orsène',
};

test('trois groupes, ce qui est en retard d’abord, chaque chose ouvre sa page', async () => {
  serveurDEcran({
    'aujourdhui.liste': {
      repondre: [uneChose(), uneChose({ objet: 'Task/o2', genre: 'orientation', titre: 'SSIAD', etat: 'retard' })],
      faire: [],
      information: [NOUVELLE],
    },
  });
  ouvrirEcran(routesAujourdhui, '/', unMoi({ codeRole: 'coordinateur_appui' }));
  const liste = within(await screen.findByRole('list', { name: 'À répondre' }));
  expect(liste.getAllByRole('link').map((lien) => lien.getAttribute('href'))).toEqual([
    '/orientations/o2',
    '/demandes/d1',
  ]);
  expect(liste.getAllByRole('group', { name: 'Qui a la main' })).toHaveLength(2);
  expect(screen.getByText(/Rien à faire pour l’instant/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Le SSIAD accepte' }).getAttribute('href')).toBe('/orientations/o1');
  expect(screen.getByRole('link', { name: 'Demander un appui' }).getAttribute('href')).toBe('/demandes/nouvelle');
  expect(screen.getByRole('link', { name: 'Voir toutes les demandes' })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
});

test('une journée vide dit ce qui viendra', async () => {
  serveurDEcran({ 'aujourdhui.liste': { repondre: [], faire: [], information: [] } });
  ouvrirEcran(routesAujourdhui, '/', unMoi({ codeRole: 'medecin' }));
  expect(await screen.findByText('Rien n’attend aujourd’hui.')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'Voir toutes les demandes' })).toBeNull();
});

test('le retard passe devant, même s’il a été relancé à plus tard ; cinq nouvelles d’une chose font une ligne', () => {
  const tard = uneChose({ objet: 'Task/a', etat: 'retard', dueLe: '2026-12-30T09:00:00.000Z' });
  const proche = uneChose({ objet: 'Task/b' });
  const depassee = uneChose({ objet: 'Task/c', dueLe: '2026-11-25T09:00:00.000Z' });
  expect(retardsDAbord([proche, tard, depassee], MAINTENANT).map(({ objet }) => objet)).toEqual([
    'Task/c',
    'Task/a',
    'Task/b',
  ]);
  const avant = { ...NOUVELLE, titre: 'Envoyée', le: '2026-11-25T10:00:00.000Z' };
  expect(derniereParObjet([avant, NOUVELLE]).map(({ titre }) => titre)).toEqual(['Le SSIAD accepte']);
});

test('un compte qui ne prouve pas sa profession lit pourquoi il ne voit personne', async () => {
  const sansQualite = 'La preuve de votre profession n’est pas notée sur votre compte.';
  serveurDEcran({ 'aujourdhui.liste': { sansQualite, repondre: [], faire: [], information: [] } });
  ouvrirEcran(routesAujourdhui, '/', unMoi({ codeRole: 'coordinateur_appui' }));
  expect(await screen.findByText(sansQualite)).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
});

test('ce que je tiens et ne peux plus ouvrir ne mène nulle part, se clôt après une question, ou se passe', async () => {
  const fermee = uneChose({ titre: 'La personne s’est opposée au partage', prochaine: '', fermee: 'se_clot' });
  const appels = serveurDEcran({
    'aujourdhui.liste': {
      repondre: [],
      faire: [fermee, uneChose({ ...fermee, objet: 'Task/d2', genre: 'orientation', fermee: 'attend' })],
      information: [],
    },
    'aujourdhui.cloreFermee': {},
    'aujourdhui.passerFermee': { a: 'Hélène Vidal' },
  });
  ouvrirEcran(routesAujourdhui, '/', unMoi({ codeRole: 'coordinateur_appui' }));
  const ligne = within(
    await screen.findByRole('article', { name: 'Demande d’appui · La personne s’est opposée au partage' }),
  );
  expect(ligne.queryByRole('link')).toBeNull();
  expect(screen.getByText(/dans les mains de quelqu’un d’autre/)).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(ligne.getByRole('button', { name: 'Passer au responsable' }));
  await waitFor(() => expect(appels.some(({ nom }) => nom === 'aujourdhui.passerFermee')).toBe(true));
  fireEvent.click(ligne.getByRole('button', { name: 'Clore' }));
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Oui, clore' }));
  await waitFor(() => expect(appels.some(({ nom }) => nom === 'aujourdhui.cloreFermee')).toBe(true));
  expect(appels.filter(({ nom }) => nom.startsWith('aujourdhui.') && nom !== 'aujourdhui.liste')).toMatchObject([
    { nom: 'aujourdhui.passerFermee', entree: { objet: 'Task/d1' } },
    { nom: 'aujourdhui.cloreFermee', entree: { objet: 'Task/d1' } },
  ]);
});
