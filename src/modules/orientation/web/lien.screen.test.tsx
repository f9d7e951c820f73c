import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { ContexteJeton } from '#web/lien/jeton.ts';
import { ContexteLien } from '#web/lien/page-ouverte.ts';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { refusDEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { PageRepondreOrientation } from './PageRepondreOrientation.tsx';
import { uneReponse } from './testing-orientation.ts';

const JETON = 't0001.essai';
const FAIT = { id: 'o1', reference: 'ORI-4T8XA', statut: 'acceptee' };

function ouvrir(reponses: object, utilise = false) {
  const envois = serveurDEcran({ ...reponses });
  monter(
    <ContexteJeton value={JETON}>
      <ContexteLien value={{ pour: 'SAD Les Tilleuls', utilise }}>
        <PageRepondreOrientation />
      </ContexteLien>
    </ContexteJeton>,
  );
  return (nom: string) => envois.filter((envoi) => envoi.nom === nom);
}
const bouton = (nom: string | RegExp) => screen.findByRole('button', { name: nom });
const ecrire = (nom: string | RegExp, texte: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: nom }), { target: { value: texte } });

/** The server once the answer was given. */
function apres(suite: ReturnType<typeof uneReponse>, action: unknown) {
  let repondu = false;
  return {
    'orientation.reponse': () => (repondu ? suite : uneReponse()),
    reponse: () => {
      repondu = true;
      return action;
    },
  };
}

beforeEach(() => sessionStorage.clear());

test('la page offre deux grandes réponses, le téléphone, et ne dit ni qui ni pourquoi', async () => {
  ouvrir({ 'orientation.reponse': uneReponse() });
  await bouton('Accepter');
  await bouton('Refuser');
  expect(screen.getByRole('link', { name: /Appeler Sophie Marchand/ }).getAttribute('href')).toBe('tel:0353010011');
  expect(screen.getByText(/Cette page ne dit ni pour qui/)).toBeTruthy();
  expect(screen.getByRole('group', { name: 'Qui a la main' }).textContent).toContain('En attente de SAD Les Tilleuls');
  expect(await defautsDAcces()).toEqual([]);
});

test('refuser demande une raison, garde ce qui est écrit, et part avec le service conseillé', async () => {
  const refuse = apres(uneReponse({ statut: 'refusee', libelle: 'Refusée', peut: [] }), FAIT);
  const envois = ouvrir({
    'orientation.reponse': refuse['orientation.reponse'],
    'orientation.refuser': (entree: { motif?: string }) =>
      entree.motif === undefined
        ? refusDEcran('cordee.entree_invalide', 'Des réponses sont à corriger.', { motif: 'Choisissez une raison.' })
        : refuse.reponse(),
  });
  fireEvent.click(await bouton('Refuser'));
  ecrire(/Un autre service/, 'SAD Bel Automne');
  fireEvent.click(await bouton('Envoyer le refus'));
  expect(await screen.findByRole('link', { name: 'Choisissez une raison.' })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('radio', { name: 'Hors de notre zone' }));
  fireEvent.click(await bouton('Envoyer le refus'));
  expect(await screen.findByText('Vous avez répondu que vous ne pouvez pas.')).toBeTruthy();
  expect(envois('orientation.refuser').at(-1)).toEqual({
    nom: 'orientation.refuser',
    entree: { id: 'o1', motif: 'zone', alternative: { nom: 'SAD Bel Automne' } },
    jeton: JETON,
  });
  expect(screen.getByRole('group', { name: 'Qui a la main' }).textContent).toContain('Sophie Marchand a la main');
});

test('accepter sans date mène, sur la même page, à donner la date puis dire que c’est commencé', async () => {
  const accepte = apres(
    uneReponse({ statut: 'acceptee', libelle: 'Acceptée', peut: ['fixerRdv', 'commencer', 'interrompre'] }),
    FAIT,
  );
  const envois = ouvrir({
    'orientation.reponse': accepte['orientation.reponse'],
    'orientation.accepter': accepte.reponse,
    'orientation.fixerRdv': FAIT,
    'orientation.commencer': FAIT,
  });
  fireEvent.click(await bouton('Accepter'));
  fireEvent.click(await bouton('Accepter l’orientation'));
  expect(await screen.findByText('Vous avez accepté. Merci.')).toBeTruthy();
  expect(screen.queryByText(/déjà répondu/)).toBeNull();
  expect(envois('orientation.accepter').map(({ entree }) => entree)).toEqual([{ id: 'o1' }]);
  ecrire('Jour', '26');
  ecrire('Mois', '11');
  ecrire('Année', '2026');
  fireEvent.click(await bouton('Fixer cette date'));
  await waitFor(() =>
    expect(envois('orientation.fixerRdv').map(({ entree }) => entree)).toEqual([
      { id: 'o1', le: '2026-11-25T23:00:00.000Z' },
    ]),
  );
  fireEvent.click(await bouton('Noter que c’est commencé'));
  await waitFor(() => expect(envois('orientation.commencer').map(({ entree }) => entree)).toEqual([{ id: 'o1' }]));
  expect(await defautsDAcces()).toEqual([]);
});

test('un lien déjà utilisé dit que le service a répondu et où cela en est', async () => {
  ouvrir(
    {
      'orientation.reponse': uneReponse({
        statut: 'rdv_fixe',
        rdvLe: '2026-11-25T23:00:00.000Z',
        peut: ['fixerRdv', 'commencer'],
      }),
    },
    true,
  );
  expect(await screen.findByText('Votre service a déjà répondu : voici où cela en est.')).toBeTruthy();
  expect(screen.getByText('Rendez-vous noté : jeudi 26 nov.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Accepter' })).toBeNull();
});

test('un collègue a répondu pendant ce temps : la page le montre au lieu d’insister', async () => {
  const deja = apres(
    uneReponse({ statut: 'acceptee', libelle: 'Acceptée', peut: ['fixerRdv', 'commencer'] }),
    refusDEcran('orientation.deja_traitee', 'Cette orientation a déjà reçu une réponse.'),
  );
  ouvrir({ 'orientation.reponse': deja['orientation.reponse'], 'orientation.refuser': deja.reponse });
  fireEvent.click(await bouton('Refuser'));
  fireEvent.click(screen.getByRole('radio', { name: 'Autre raison' }));
  fireEvent.click(await bouton('Envoyer le refus'));
  expect(await screen.findByText('Vous avez accepté. Merci.')).toBeTruthy();
});

test.each([
  ['annulee', 'Cette orientation a été annulée : vous n’avez plus rien à faire.'],
  ['terminee', 'Tout est terminé : vous n’avez plus rien à faire.'],
  ['interrompue', 'L’arrêt est noté : vous n’avez plus rien à faire.'],
] as const)('une orientation %s le dit sans rien demander', async (statut, phrase) => {
  ouvrir({ 'orientation.reponse': uneReponse({ statut, peut: [] }) });
  expect(await screen.findByText(phrase)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Accepter' })).toBeNull();
  expect(await defautsDAcces()).toEqual([]);
});
