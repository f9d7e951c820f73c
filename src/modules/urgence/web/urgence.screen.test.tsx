import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { defautsDAcces, unMoi } from '#web/testing.tsx';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { cheminAcces } from './chemins.ts';
import { routesUrgence } from './routes.tsx';

const RENE = unMoi({ nom: 'Dr René Caron', codeRole: 'urgences' });
const ouvrir = (adresse: string) => ouvrirEcran(routesUrgence, adresse, RENE);
const MOTIFS = [{ valeur: 'risque_immediat', libelle: 'Risque immédiat pour sa santé' }];
const AUBRY = { patient: 'p1', nom: 'Mme Aubry Jeanne', naissance: '12/03/1942', age: 84, commune: 'Maubeuge' };
const ACCES = {
  id: 'u1',
  patient: 'p1',
  personne: 'Mme Aubry Jeanne',
  par: 'Dr René Caron',
  role: 'Urgences, SAMU, régulation',
  motif: 'Risque immédiat pour sa santé',
  texte: 'Chute, confuse.',
  ouvertLe: '2026-11-26T13:00:00.000Z',
  fin: '2026-11-26T17:00:00.000Z',
  ouvert: true,
  leMien: true,
  informerAvant: '2026-11-27T13:00:00.000Z',
  peutInformer: true,
  peutControler: false,
};

beforeEach(() => sessionStorage.clear());

test('dit ce qui suivra, puis qui, pourquoi, et ouvre en un envoi', async () => {
  const envois = serveurDEcran({
    'urgence.preparer': { motifs: MOTIFS },
    'urgence.chercher': { candidats: [AUBRY] },
    'urgence.ouvrir': { id: 'u1', patient: 'p1', fin: ACCES.fin },
  });
  const { adresse } = ouvrir('/urgence');
  expect(await screen.findByText(/médecin traitant et le DAC sont prévenus/u)).toBeDefined();
  fireEvent.change(screen.getByRole('textbox', { name: /Nom de naissance/u }), { target: { value: 'Petit' } });
  fireEvent.change(screen.getByRole('textbox', { name: /Date de naissance/u }), { target: { value: '1942' } });
  fireEvent.click(screen.getByRole('button', { name: 'Chercher cette personne' }));
  const motif = await screen.findByRole<HTMLInputElement>('radio', { name: /Risque immédiat/u });
  expect(motif.checked).toBe(false);
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(motif);
  fireEvent.change(screen.getByRole('textbox', { name: /Que se passe-t-il/u }), {
    target: { value: 'Chute, confuse.' },
  });
  fireEvent.click(screen.getByRole('button', { name: /Ouvrir son dossier/u }));
  await waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'urgence.ouvrir')?.entree).toEqual({
      patient: 'p1',
      motif: 'risque_immediat',
      texte: 'Chute, confuse.',
    }),
  );
  await waitFor(() => expect(adresse()).toBe('/personnes/p1'));
});

test('qui n’est pas professionnel de santé lit pourquoi, et qui appeler', async () => {
  serveurDEcran({
    'urgence.preparer': { motifs: [], fermePourquoi: 'L’accès d’urgence est réservé aux professionnels de santé.' },
  });
  ouvrir('/urgence');
  expect(await screen.findByText(/réservé aux professionnels de santé/u)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Appeler le 15' }).getAttribute('href')).toBe('tel:15');
  expect(screen.queryByRole('button', { name: 'Chercher cette personne' })).toBeNull();
  expect(await defautsDAcces()).toEqual([]);
});

test('la page d’un accès montre la fin, ce qu’il reste à faire, et note qui a été informé', async () => {
  const envois = serveurDEcran({
    'urgence.detail': ACCES,
    'urgence.bandeau': { acces: { id: 'u1', motif: ACCES.motif, fin: ACCES.fin } },
    'urgence.informer': { id: 'u1' },
  });
  ouvrir(cheminAcces('Task/u1-controle'));
  expect(await screen.findByText('Vous lisez ce dossier en urgence')).toBeDefined();
  expect(screen.getByText(/Jusqu’à 18/u)).toBeDefined();
  expect(screen.queryAllByRole('radio', { checked: true })).toEqual([]);
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('radio', { name: 'La personne elle-même' }));
  fireEvent.change(screen.getByRole('textbox', { name: /Comment/u }), { target: { value: 'Dit à son réveil.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Noter l’information' }));
  await waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'urgence.informer')?.entree).toEqual({
      id: 'u1',
      aQui: 'personne',
      comment: 'Dit à son réveil.',
    }),
  );
});
