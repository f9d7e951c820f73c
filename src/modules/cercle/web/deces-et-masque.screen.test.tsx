import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { DecesDeLaPersonne } from './DecesDeLaPersonne.tsx';
import { MasquerElement } from './MasquerElement.tsx';
import { serveurDEcran } from './testing-ecran.ts';

const MORTE = { le: '2026-10-20', figeLe: '2026-11-20T09:00:00Z', fige: true, corrigeable: true, complements: [] };
const MEMBRE = {
  rang: 1,
  ref: 'PractitionerRole/karim',
  nom: 'Karim Haddad',
  genre: 'professionnel',
  fonction: 'infirmier',
  libelleFonction: 'Infirmier',
  debut: '2026-01-01T00:00:00Z',
  present: true,
  fondement: 'porte1',
  ouvert: true,
  ajoutePar: 'Sophie',
};
const PANNEAU = {
  version: 1,
  membres: [MEMBRE],
  partis: [],
  information: { etat: 'informee', phrase: 'La personne est informée', oppositions: [] },
  jySuis: true,
};

test('dossier clos : la page le dit, et ajoute un complément daté, classé, motivé', async () => {
  const appels = serveurDEcran({ 'cercle.deces': { deces: MORTE }, 'cercle.ajouterComplement': { id: 'c1' } });
  monter(<DecesDeLaPersonne patient="p1" />);
  expect(await screen.findByText(/il se lit, il ne s’écrit plus/u)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Ajouter un complément après le décès' }));
  const panneau = within(await screen.findByRole('dialog'));
  expect(panneau.queryAllByRole('radio', { checked: true })).toEqual([]);
  fireEvent.click(panneau.getByRole('radio', { name: /Soin/u }));
  fireEvent.change(panneau.getByRole('textbox', { name: /Que faut-il ajouter/u }), { target: { value: 'Reçu tard.' } });
  fireEvent.change(panneau.getByRole('textbox', { name: /Pourquoi maintenant/u }), { target: { value: 'Courrier.' } });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(panneau.getByRole('button', { name: 'Ajouter ce complément' }));
  await waitFor(() =>
    expect(appels.find(({ nom }) => nom === 'cercle.ajouterComplement')?.entree).toEqual({
      patient: 'p1',
      genre: 'clinique',
      texte: 'Reçu tard.',
      motif: 'Courrier.',
    }),
  );
});

test('avant la clôture, un seul bouton clôt ; une personne vivante ne montre rien', async () => {
  const appels = serveurDEcran({
    'cercle.deces': ({ patient }: { patient: string }) =>
      patient === 'p1' ? { deces: { ...MORTE, fige: false, corrigeable: false } } : {},
    'cercle.cloreDossier': { figeLe: MORTE.figeLe },
  });
  monter(<DecesDeLaPersonne patient="p1" />);
  fireEvent.click(await screen.findByRole('button', { name: 'Clore le dossier maintenant' }));
  await waitFor(() => expect(appels.some(({ nom }) => nom === 'cercle.cloreDossier')).toBe(true));
  expect(screen.queryByRole('button', { name: /complément/u })).toBeNull();
  expect(await defautsDAcces()).toEqual([]);
});

test('masquer : à tous, aux représentants ou à quelqu’un du cercle, sans rien de choisi d’avance', async () => {
  const appels = serveurDEcran({
    'cercle.masques': { masques: [] },
    'cercle.panneau': PANNEAU,
    'annuaire.suggestions': [],
    'cercle.masquer': { objet: 'Task/d1' },
  });
  monter(<MasquerElement patient="p1" objet="Task/d1" texte="Demande A-12" />);
  fireEvent.click(await screen.findByRole('button', { name: 'Elle veut le masquer : Demande A-12' }));
  const panneau = within(await screen.findByRole('dialog'));
  fireEvent.click(await panneau.findByRole('radio', { name: /Karim Haddad/u }));
  expect(panneau.getAllByRole('radio', { checked: true })).toHaveLength(1);
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(panneau.getByRole('button', { name: 'Masquer' }));
  await waitFor(() =>
    expect(appels.find(({ nom }) => nom === 'cercle.masquer')?.entree).toEqual({
      objet: 'Task/d1',
      a: 'PractitionerRole/karim',
    }),
  );
});

test('masqué : l’étiquette le dit à qui le garde, et un geste le montre à nouveau', async () => {
  const appels = serveurDEcran({
    'cercle.masques': { masques: [{ objet: 'Task/d1', aQui: 'à tous les professionnels' }] },
    'cercle.demasquer': { objet: 'Task/d1' },
  });
  monter(<MasquerElement patient="p1" objet="Task/d1" texte="Demande A-12" />);
  expect(await screen.findByText('Masqué : à tous les professionnels')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Le montrer à nouveau : Demande A-12' }));
  await waitFor(() =>
    expect(appels.find(({ nom }) => nom === 'cercle.demasquer')?.entree).toEqual({ objet: 'Task/d1' }),
  );
});
