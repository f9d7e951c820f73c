import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EtatSession } from '#acces/contrat-session.ts';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { FormulaireConnexion } from './FormulaireConnexion.tsx';
import { partirVers } from './partir.ts';
import type * as Partir from './partir.ts';
import { rechercheRefus } from './recherche.ts';
import { routesPubliquesTerritoire } from './routes.tsx';
import { texteDuMotif } from './textes-connexion.ts';

vi.mock('./partir.ts', async (original) => ({
  ...(await original<typeof Partir>()),
  partirVers: vi.fn<(a: string) => void>(),
}));

const appels: { adresse: string; corps: unknown }[] = [];
let reponses: Record<string, () => Response>;
const etat = (partie: Partial<EtatSession> = {}): EtatSession => ({
  essai: true,
  moyens: { psc: true, cle: true, telephone: false },
  ...partie,
});
const SITUATIONS = [
  { id: 's1', role: 'Infirmier, infirmière', structure: 'Cabinet des Dunes', territoire: 'Pays d’Essai' },
  { id: 's2', role: 'Coordinateur d’appui du DAC', structure: 'DAC', territoire: 'Pays d’Essai' },
];

beforeEach(() => {
  appels.length = 0;
  reponses = {};
  vi.stubGlobal('PublicKeyCredential', () => undefined);
  vi.stubGlobal('fetch', (adresse: string, init: { body: string }) => {
    appels.push({ adresse, corps: JSON.parse(init.body) });
    return Promise.resolve(reponses[adresse]?.() ?? Response.json({}, { status: 404 }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.mocked(partirVers).mockReset();
  window.history.replaceState(null, '', '/');
});

function ouvrirPage(adresse: string): void {
  const racine = createRootRoute();
  const routeur = createRouter({
    routeTree: racine.addChildren(routesPubliquesTerritoire(racine as never)),
    history: createMemoryHistory({ initialEntries: [adresse] }),
  });
  monter(<RouterProvider router={routeur as never} />);
}

test('la page de connexion propose la carte, la clé, et dit que l’essai est fictif', async () => {
  reponses['/api/session/etat'] = () => Response.json(etat());
  window.history.replaceState(null, '', '/connexion?retour=%2Fannuaire');
  monter(<FormulaireConnexion onConnecte={() => undefined} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Se connecter avec Pro Santé Connect' }));
  expect(partirVers).toHaveBeenCalledExactlyOnceWith('/connexion/psc?retour=%2Fannuaire');
  expect(screen.getByRole('button', { name: 'Utiliser ma clé d’accès' })).toBeTruthy();
  expect(
    screen.getByRole('link', { name: 'Voir les boîtes aux lettres du monde extérieur' }).getAttribute('href'),
  ).toBe('/essai/messagerie');
  expect(await defautsDAcces()).toEqual([]);
});

test('reconnecté par-dessus un écran, on revient à cet écran', async () => {
  reponses['/api/session/etat'] = () => Response.json(etat());
  window.history.replaceState(null, '', '/demandes/12?onglet=fil#note');
  monter(<FormulaireConnexion onConnecte={() => undefined} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Se connecter avec Pro Santé Connect' }));
  expect(partirVers).toHaveBeenCalledExactlyOnceWith('/connexion/psc?retour=%2Fdemandes%2F12%3Fonglet%3Dfil%23note');
});

test('hors essai, sans carte ni clé, la page dit à qui s’adresser', async () => {
  reponses['/api/session/etat'] = () =>
    Response.json(etat({ essai: false, moyens: { psc: false, cle: false, telephone: false } }));
  monter(<FormulaireConnexion onConnecte={() => undefined} />);
  expect(await screen.findByText(/Aucun moyen de connexion n’est ouvert ici/)).toBeTruthy();
  expect(screen.queryByText(/fictif/)).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
});

test('avec plusieurs activités, on dit en quelle qualité on vient, puis on entre', async () => {
  reponses['/api/session/etat'] = () =>
    Response.json(etat({ personne: { nom: 'Josiane Perrin', situations: SITUATIONS, carte: true, cles: false } }));
  reponses['/api/session/situation'] = () => Response.json({});
  const onConnecte = vi.fn<() => void>();
  monter(<FormulaireConnexion onConnecte={onConnecte} />);
  expect(await screen.findByRole('heading', { name: 'En quelle qualité venez-vous ?' })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: /Coordinateur d’appui du DAC, DAC/ }));
  await waitFor(() => expect(onConnecte).toHaveBeenCalledOnce());
  expect(appels.find(({ adresse }) => adresse === '/api/session/situation')?.corps).toEqual({ situation: 's2' });
});

test('une personne sans activité en cours sait quoi faire, et peut se déconnecter', async () => {
  reponses['/api/session/etat'] = () =>
    Response.json(etat({ personne: { nom: 'Josiane Perrin', situations: [], carte: true, cles: false } }));
  reponses['/api/session/deconnexion'] = () => Response.json({ suite: 'https://psc.invalid/logout' });
  monter(<FormulaireConnexion onConnecte={() => undefined} />);
  expect(await screen.findByText(/Vous n’avez pas d’activité en cours/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /me déconnecter/ }));
  await waitFor(() => expect(partirVers).toHaveBeenCalledExactlyOnceWith('https://psc.invalid/logout'));
});

test('une professionnelle inconnue lit que sa carte est reconnue, et à qui demander', async () => {
  ouvrirPage('/connexion/refus?motif=connexion.inconnu');
  expect(
    await screen.findByRole('heading', { level: 1, name: 'Vous n’êtes pas encore membre d’un territoire' }),
  ).toBeTruthy();
  expect(screen.getByText(/Votre carte est reconnue, mais vous n’êtes membre d’aucun territoire ici/)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Revenir à la page de connexion' })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
});

test.each([
  '',
  'x',
  'connexion.__proto__',
  'connexion.constructor',
  '__proto__.x',
  'psc.inconnu_au_bataillon',
  '<img src=x>',
  'a'.repeat(500),
])('une adresse de refus forgée ne fait rien dire à la page (%#)', (motif) => {
  const { motif: lu } = rechercheRefus.parse({ motif });
  expect(texteDuMotif(lu)).toEqual({
    titre: 'La connexion n’a pas abouti',
    texte: 'Quelque chose n’a pas marché de notre côté. Recommencez dans un instant.',
  });
});

test('une panne donne sa référence, et seulement si elle en a la forme', () => {
  expect(rechercheRefus.parse({ motif: 'panne', reference: '0123456789' }).reference).toBe('0123456789');
  expect(rechercheRefus.parse({ motif: 'panne', reference: 'appelez le 08' }).reference).toBeUndefined();
});

const JETON = 'a'.repeat(43);
const INVITATION = {
  prenom: 'Karim',
  nom: 'Benali',
  role: 'Assistant de service social',
  structure: 'CCAS',
  territoire: 'Pays d’Essai',
  parrain: 'Sophie Marchand',
  nouvelleCle: false,
  expireLe: '2026-12-01T08:00:00.000Z',
};

test('une personne invitée voit qui l’invite, où et comme quoi, et le secret du lien ne part que dans le corps', async () => {
  reponses['/api/session/invitation'] = () => Response.json(INVITATION);
  reponses['/api/session/invitation-question'] = () =>
    Response.json(
      { refus: { code: 'invitation.expiree', texte: 'Cette invitation a plus de 7 jours.' } },
      { status: 410 },
    );
  ouvrirPage(`/invitation#${JETON}`);
  expect(await screen.findByText('Sophie Marchand')).toBeTruthy();
  expect(screen.getByText('Assistant de service social, CCAS')).toBeTruthy();
  expect(screen.getByText('mardi 1er déc.')).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Créer ma clé d’accès et entrer' }));
  expect(await screen.findByText('Cette invitation a plus de 7 jours.')).toBeTruthy();
  expect(appels.map(({ adresse }) => adresse).join()).not.toContain(JETON);
  expect(appels.at(-1)).toEqual({ adresse: '/api/session/invitation-question', corps: { jeton: JETON } });
});

test('une invitation déjà utilisée le dit, sans rien proposer', async () => {
  reponses['/api/session/invitation'] = () =>
    Response.json(
      { refus: { code: 'invitation.deja_utilisee', texte: 'Cette invitation a déjà servi.' } },
      { status: 410 },
    );
  ouvrirPage(`/invitation#${JETON}`);
  expect(await screen.findByText('Cette invitation a déjà servi.')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('un navigateur sans clé d’accès oriente vers un autre appareil', async () => {
  vi.stubGlobal('PublicKeyCredential', undefined);
  reponses['/api/session/invitation'] = () => Response.json(INVITATION);
  ouvrirPage(`/invitation#${JETON}`);
  expect(await screen.findByText('Ce navigateur ne sait pas créer de clé d’accès.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /clé/ })).toBeNull();
});
