import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import type { JournalEnMots } from '../contract.ts';
import { MonJournalPage } from './MonJournalPage.tsx';
import { routesTrace } from './routes.tsx';

afterEach(() => vi.unstubAllGlobals());

const JOURNAL: JournalEnMots = {
  pour: 'Mme Aubry Jeanne',
  depuis: '2026-08-26',
  jours: [
    {
      jour: '2026-11-24',
      acces: [
        {
          qui: 'Dr Lise Exemple',
          metier: 'Médecin',
          structure: 'Cabinet des Tilleuls',
          quand: 'de 9 h 12 à 9 h 40',
          quoi: 'A lu l’identité et les coordonnées et la santé et les soins',
          pourquoi: 'Fait partie de l’équipe qui suit la personne',
          urgence: false,
        },
        {
          qui: 'Paul Lambert',
          metier: 'Infirmier, infirmière',
          quand: 'à 23 h',
          quoi: 'A lu le résumé du dossier',
          pourquoi: 'Accès d’urgence : la raison est écrite, et quelqu’un la contrôle',
          urgence: true,
        },
      ],
    },
  ],
  suite: '2026-08-26',
};

test('la personne lit qui a consulté son dossier, en phrases, par jour, et peut remonter dans le temps', async () => {
  const envois = serveurDEcran({ 'trace.monJournal': JOURNAL });
  monter(<MonJournalPage />);
  expect(await screen.findByText('Dr Lise Exemple, de 9 h 12 à 9 h 40')).toBeDefined();
  expect(screen.getByText('Médecin, Cabinet des Tilleuls')).toBeDefined();
  expect(screen.getByText('Urgence')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Imprimer en grands caractères' })).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Voir les mois d’avant' }));
  await vi.waitFor(() => expect(envois.at(-1)?.entree).toEqual({ avant: '2026-08-26' }));
});

test('un professionnel donne à la personne une adresse qui ne dit rien d’elle, et que le serveur ne garde pas', async () => {
  const envois = serveurDEcran({
    'trace.journal': JOURNAL,
    'trace.donnerLeLien': { debut: 'https://cordee.example/r/t0001.', expireLe: '2026-12-01T09:00:00Z' },
  });
  ouvrirEcran(routesTrace, '/personnes/p1/acces');
  fireEvent.click(await screen.findByRole('button', { name: 'Donner ce journal à la personne' }));
  const dialogue = within(await screen.findByRole('dialog'));
  const adresse = dialogue.getByText(/^https:/u).textContent;
  const secret =
    JSON.stringify(envois.find(({ nom }) => nom === 'trace.donnerLeLien')).match(/"secret":"([\w-]{43})"/u)?.[1] ?? '';
  expect(secret).toHaveLength(43);
  expect(adresse).toBe(`https://cordee.example/r/t0001.${secret}`);
  expect(adresse).not.toMatch(/aubry|jeanne|p1/iu);
  expect(await defautsDAcces()).toEqual([]);
});

const CONTROLE = {
  anomalies: [
    {
      id: 'a1',
      genre: 'meme_nom',
      titre: 'Même nom de famille',
      agent: 'Paul Lambert',
      patient: { id: 'p9', nom: 'M. Lambert Guy' },
      jour: '2026-11-23',
      nombre: 2,
      phrase: 'Porte le même nom que cette personne, et a seulement regardé (2 fois).',
      qui: 'Sophie Marchand',
      dueLe: '2026-11-30T08:00:00Z',
    },
    {
      id: 'a2',
      genre: 'nuit',
      titre: 'Dossiers ouverts la nuit',
      agent: 'Sophie Marchand',
      jour: '2026-11-23',
      nombre: 4,
      phrase: 'A ouvert 4 dossiers la nuit.',
      clotureFermee: 'Une alerte qui vous concerne se regarde par quelqu’un d’autre.',
    },
  ],
  retenus: [
    {
      acteur: 'compte:paul',
      nom: 'Paul Lambert',
      etat: 'bloque',
      phrase: '401 dossiers différents ouverts en une heure',
      depuis: '2026-11-24T07:40:00Z',
    },
  ],
  mois: [{ mois: '2026-11', titre: 'Même nom de famille', trouvees: 3, closes: 2 }],
  sceau: { lignes: 12_403, le: '2026-11-24T08:59:59Z' },
};

test('la cellule de contrôle voit quoi regarder, par qui et avant quand, et ne ferme rien sans un mot', async () => {
  const envois = serveurDEcran({ 'trace.controle': CONTROLE, 'trace.clore': {}, 'trace.rouvrir': {} });
  ouvrirEcran(routesTrace, '/territoire/controle');
  expect(await screen.findByText(/Sophie Marchand regarde avant/u)).toBeDefined();
  expect(screen.getByText('Lectures arrêtées')).toBeDefined();
  expect(screen.getByRole('link', { name: 'M. Lambert Guy' }).getAttribute('href')).toBe('/personnes/p9');
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: /^Écrire ce qu’il en est : même nom/u }));
  const dialogue = within(await screen.findByRole('dialog'));
  fireEvent.change(dialogue.getByLabelText(/Ce qu’il en est/u), {
    target: { value: 'C’est son cousin, vu ensemble.' },
  });
  fireEvent.click(dialogue.getByRole('button', { name: 'Écrire ce qu’il en est' }));
  await vi.waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'trace.clore')?.entree).toEqual({
      id: 'a1',
      mot: 'C’est son cousin, vu ensemble.',
    }),
  );
});
