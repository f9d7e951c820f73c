import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { Fil, Lien, Liste, Tableau, type ElementDuFil } from '../index.ts';
import { parJours } from './Fil.tsx';

const LIGNES = [
  { id: '1', nom: 'Jeanne Aubry', jours: 3 },
  { id: '2', nom: 'Ahmed Benali', jours: 1 },
];

test('un tableau a un nom, des en-têtes, un tri dit et une ligne nouvelle marquée', async () => {
  const onTri = vi.fn();
  monter(
    <Tableau
      legende="Demandes en attente"
      colonnes={[
        { cle: 'nom', titre: 'Personne', render: (ligne) => ligne.nom },
        { cle: 'jours', titre: 'Jours', render: (ligne) => ligne.jours, triable: true },
      ]}
      lignes={LIGNES}
      cle={(ligne) => ligne.id}
      vide="Les demandes arriveront ici."
      tri={{ cle: 'jours', sens: 'decroissant' }}
      onTri={onTri}
      nouvelles={new Set(['2'])}
    />,
  );
  const tableau = screen.getByRole('table', { name: 'Demandes en attente' });
  expect(within(tableau).getByRole('columnheader', { name: 'Jours' }).getAttribute('aria-sort')).toBe('descending');
  fireEvent.click(within(tableau).getByRole('button', { name: 'Jours' }));
  expect(onTri).toHaveBeenCalledExactlyOnceWith({ cle: 'jours', sens: 'croissant' });
  expect(within(tableau).getByRole('rowheader', { name: /Ahmed Benali/ }).textContent).toContain('nouveau');
  expect(await defautsDAcces()).toEqual([]);
});

test('un tableau vide dit ce qui y viendra', () => {
  monter(
    <Tableau
      legende="Orientations"
      colonnes={[]}
      lignes={[]}
      cle={() => ''}
      vide="Les orientations envoyées arriveront ici."
    />,
  );
  expect(screen.getByText('Les orientations envoyées arriveront ici.')).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
});

test('j et k parcourent les lignes d’une liste à l’autre, sauf pendant une saisie', async () => {
  const ligne = ({ id, nom }: { id: string; nom: string }) => <Lien vers={`/personnes/${id}`}>{nom}</Lien>;
  monter(
    <main>
      <Liste legende="À répondre" elements={LIGNES} cle={({ id }) => id} vide="Rien.">
        {ligne}
      </Liste>
      <Liste
        legende="À faire"
        elements={[{ id: '3', nom: 'Lucie Marchetti', jours: 0 }]}
        cle={({ id }) => id}
        vide="Rien."
      >
        {ligne}
      </Liste>
      <input aria-label="Saisie" />
    </main>,
  );
  const touche = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
  const focus = () => document.activeElement?.textContent;
  touche('j');
  expect(focus()).toBe('Jeanne Aubry');
  touche('j');
  touche('j');
  expect(focus()).toBe('Lucie Marchetti');
  touche('j');
  expect(focus()).toBe('Lucie Marchetti');
  touche('k');
  expect(focus()).toBe('Ahmed Benali');
  screen.getByRole('textbox', { name: 'Saisie' }).focus();
  touche('j');
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Saisie' }));
  expect(await defautsDAcces()).toEqual([]);
});

const FIL: readonly ElementDuFil[] = [
  { cle: 'a', le: '2026-11-25T08:00:00+01:00', genre: 'Note', titre: 'Pansement refait' },
  {
    cle: 'b',
    le: '2026-11-26T13:05:00+01:00',
    genre: 'Appel',
    titre: 'Appel à la fille',
    auteur: 'Sophie Marchand',
    detail: <p>Mardi à 10 h.</p>,
  },
  { cle: 'c', le: '2026-11-26T00:10:00+01:00', genre: 'Message', titre: 'Message de nuit' },
];

test('le fil est rangé par jours de Paris, le plus récent d’abord', async () => {
  expect(parJours(FIL).map(([jour, duJour]) => [jour, duJour.map(({ cle }) => cle)])).toEqual([
    ['2026-11-26', ['b', 'c']],
    ['2026-11-25', ['a']],
  ]);
  monter(<Fil legende="Fil de Mme Aubry" elements={FIL} vide="Le premier échange s’écrira ici." />);
  expect(screen.getAllByRole('heading').map((titre) => titre.textContent)).toEqual(['Aujourd’hui', 'Hier']);
  expect(await defautsDAcces()).toEqual([]);
});
