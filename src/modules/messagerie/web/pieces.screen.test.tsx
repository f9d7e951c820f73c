import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import { defautsDAcces } from '#web/testing.tsx';
import type { LignePiece, ouvrirPiece } from '../contract.ts';
import { actions, oublier, ouvrir, serveur, unMessage, UN_FIL } from './testing.tsx';

beforeEach(oublier);

const PIECE: LignePiece = {
  id: 'x1',
  nom: 'lettre.pdf',
  quoi: 'Document PDF',
  taille: 120_000,
  etat: 'saine',
  dit: null,
  ouvrable: true,
};
const OUVERTE: z.output<typeof ouvrirPiece.sortie> = {
  nom: 'lettre.pdf',
  quoi: 'Document PDF',
  taille: 120_000,
  affichage: 'pdf',
  avis: null,
  texte: null,
  contenus: [],
};

async function ouvrirLaPiece(ouverte: Partial<typeof OUVERTE>) {
  serveur({
    'messagerie.fil': { ...UN_FIL, messages: [unMessage({ pieces: [PIECE] })] },
    'messagerie.piece': { ...OUVERTE, ...ouverte },
  });
  ouvrir('/messages/f1');
  fireEvent.click(await screen.findByRole('button', { name: /lettre\.pdf\s*Document PDF · 120 ko/ }));
  return within(await screen.findByRole('dialog', { name: 'lettre.pdf' }));
}

test('un PDF s’ouvre dans un panneau, avec de quoi le voir en grand et le prendre', async () => {
  const panneau = await ouvrirLaPiece({});
  expect(await panneau.findByRole('button', { name: 'Ouvrir en grand' })).toBeTruthy();
  expect(panneau.getByRole('button', { name: 'Télécharger lettre.pdf' })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
});

test('une image vient de la porte des pièces, sous un identifiant qui ne nomme personne', async () => {
  const panneau = await ouvrirLaPiece({ affichage: 'image', quoi: 'Photo' });
  const image = await panneau.findByRole('img', { name: 'Contenu de lettre.pdf' });
  expect(image.getAttribute('src')).toBe('/api/pieces/x1');
});

test('un texte reçu reste un texte, même s’il ressemble à une page', async () => {
  const panneau = await ouvrirLaPiece({ affichage: 'texte', texte: '<img src=x onerror=alert(1)>' });
  expect(await panneau.findByText('<img src=x onerror=alert(1)>')).toBeTruthy();
  expect(panneau.queryByRole('img')).toBeNull();
});

test('ce qui ment sur son type n’est pas montré : on dit pourquoi, on peut encore le prendre', async () => {
  const panneau = await ouvrirLaPiece({ affichage: 'aucun', avis: 'Son nom annonce autre chose.' });
  expect(await panneau.findByText('Son nom annonce autre chose.')).toBeTruthy();
  expect(panneau.queryByRole('button', { name: 'Ouvrir en grand' })).toBeNull();
  expect(panneau.getByRole('button', { name: /Télécharger/ })).toBeTruthy();
});

test('une archive montre ce qu’elle contient, et chaque document s’ouvre dans le même panneau', async () => {
  const panneau = await ouvrirLaPiece({
    affichage: 'liste',
    contenus: [
      { rang: 0, nom: 'cr.xml', taille: 3000, ouvrable: true },
      { rang: 1, nom: 'secret.pdf', taille: 3000, ouvrable: false },
    ],
  });
  expect(await panneau.findByText(/Protégé par un mot de passe/)).toBeTruthy();
  fireEvent.click(panneau.getByRole('button', { name: 'Ouvrir cr.xml (3 ko)' }));
  expect(await panneau.findByRole('button', { name: 'Revenir à lettre.pdf' })).toBeTruthy();
  expect(actions('messagerie.piece')).toEqual([{ piece: 'x1' }, { piece: 'x1', contenu: 0 }]);
  expect(await defautsDAcces()).toEqual([]);
});

test.each([
  ['dangereuse', 'Dangereuse : un virus a été trouvé.'],
  ['a_verifier', 'Pas encore vérifiée par l’antivirus.'],
] as const)('une pièce %s se dit sur sa ligne et n’a pas de bouton', async (etat, dit) => {
  const pieces = [{ ...PIECE, etat, dit, ouvrable: false }];
  serveur({ 'messagerie.fil': { ...UN_FIL, messages: [unMessage({ pieces })] } });
  ouvrir('/messages/f1');
  expect(await screen.findByText(dit)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /lettre\.pdf/ })).toBeNull();
  expect(await defautsDAcces()).toEqual([]);
});
