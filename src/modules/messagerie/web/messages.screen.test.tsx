import { createMemoryHistory, createRootRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { lirePassagers } from '#web/coquille/passagers.ts';
import type { RouteInterieure, routeRacine } from '#web/racine.tsx';
import { defautsDAcces, monter } from '#web/testing.tsx';
import type { destinataires, EtatEnvoi, fil, fils, LigneFil, Message, quarantaine } from '../contract.ts';
import { cheminDeLObjet, cheminEcrire, cheminFil } from './chemins.ts';
import { routesMessagerie } from './routes.tsx';

const LE = '2026-11-26T13:00:00.000Z';
const MAIN = {
  etat: 'attend',
  qui: 'Sophie Marchand',
  aMoi: false,
  depuis: LE,
  prochaine: 'répondre à Dr Paul Martin',
  dueLe: '2026-11-26T17:00:00.000Z',
  attente: 'repondre',
} as const;
const ENVOI: EtatEnvoi = {
  etat: 'parti',
  libelle: 'Parti, lecture inconnue',
  le: LE,
  motif: null,
  telephone: null,
  relayePar: null,
  relayeLe: null,
  annulableJusqua: null,
};

function uneLigne(dessus: Partial<LigneFil> = {}): LigneFil {
  return {
    id: 'f1',
    correspondant: 'Dr Paul Martin',
    personne: { id: 'p1', nom: 'Jeanne Aubry' },
    sujet: 'Une patiente',
    dernierLe: LE,
    dernierSens: 'recu',
    extrait: 'Elle a chuté.',
    nonLu: true,
    oublie: false,
    envoi: null,
    main: MAIN,
    genre: 'message',
    objet: null,
    ...dessus,
  };
}

function unMessage(dessus: Partial<Message> = {}): Message {
  return {
    communication: 'Communication/c1',
    sens: 'recu',
    de: 'Dr Paul Martin',
    a: 'DAC',
    le: LE,
    texte: 'Elle a chuté.',
    texteComplet: null,
    pieces: [],
    automatique: false,
    memeIdentifiant: false,
    envoi: null,
    ...dessus,
  };
}

const UN_FIL: z.output<typeof fil.sortie> = {
  id: 'f1',
  correspondant: { nom: 'Dr Paul Martin', ref: null, telephone: '0353010011' },
  personne: null,
  sujet: 'Une patiente',
  genre: 'message',
  objet: null,
  main: MAIN,
  messages: [unMessage()],
  nonLu: false,
  reponseFermee: null,
};

const DES_FILS: z.output<typeof fils.sortie> = {
  boite: 'a@dac.invalid',
  groupes: { repondre: [uneLigne()], faire: [], information: [] },
  quarantaine: 0,
};

const recues: { nom: string; entree: unknown }[] = [];

/** Answers each view or action by its name; keeps what was asked. */
function serveur(reponses: Readonly<Record<string, unknown>>): void {
  vi.stubGlobal('fetch', (adresse: string, requete: { readonly body: string }) => {
    const nom = adresse.replace(/^\/api\/(?:vues|actions)\//, '');
    recues.push({ nom, entree: JSON.parse(requete.body) as unknown });
    const reponse = reponses[nom];
    if (reponse instanceof Response) return Promise.resolve(reponse);
    return Promise.resolve(Response.json(reponse ?? {}));
  });
}

function ouvrir(adresse: string) {
  const racine = createRootRoute({ component: Outlet });
  // The real parent only adds the session, which `monter` gives.
  const routes = routesMessagerie(racine as unknown as RouteInterieure);
  const routeTree = racine.addChildren(routes as never) as unknown as typeof routeRacine;
  const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: [adresse] }) });
  return monter(<RouterProvider router={router as never} />);
}

const actions = (nom: string) => recues.filter((r) => r.nom === nom).map((r) => r.entree);
const champ = (nom: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name: nom });

beforeEach(() => {
  sessionStorage.clear();
  recues.length = 0;
});

test('la porte Messages montre ce qui attend une réponse, qui a la main, et se lit sans défaut d’accès', async () => {
  serveur({ 'messagerie.fils': DES_FILS });
  ouvrir('/messages');
  const ligne = await screen.findByRole('article', { name: 'Échange avec Dr Paul Martin' });
  expect(within(ligne).getByRole('link', { name: 'Jeanne Aubry · Dr Paul Martin' }).getAttribute('href')).toBe(
    '/messages/f1',
  );
  expect(within(ligne).getByRole('group', { name: 'Qui a la main' }).textContent).toContain('Sophie Marchand');
  expect(await defautsDAcces()).toEqual([]);
});

test('« Je prends » le dit au serveur', async () => {
  serveur({ 'messagerie.fils': DES_FILS, 'messagerie.prendre': { main: { ...MAIN, etat: 'tenu', aMoi: true } } });
  ouvrir('/messages');
  fireEvent.click(await screen.findByRole('button', { name: 'Je prends' }));
  await waitFor(() => expect(actions('messagerie.prendre')).toEqual([{ fil: 'f1' }]));
});

test('un message pris par un autre dit qui, à côté du bouton', async () => {
  serveur({
    'messagerie.fils': DES_FILS,
    'messagerie.prendre': Response.json(
      { refus: { code: 'messagerie.deja_pris', texte: 'Quelqu’un a déjà pris ce message. C’est Yann Le Goff.' } },
      { status: 409 },
    ),
  });
  ouvrir('/messages');
  fireEvent.click(await screen.findByRole('button', { name: 'Je prends' }));
  expect(await screen.findByText(/C’est Yann Le Goff/)).toBeTruthy();
});

test('un fil oublié et des messages illisibles se voient', async () => {
  serveur({
    'messagerie.fils': {
      ...DES_FILS,
      groupes: { ...DES_FILS.groupes, repondre: [uneLigne({ oublie: true })] },
      quarantaine: 2,
    },
  });
  ouvrir('/messages');
  expect(await screen.findByText('Non lu depuis plus de 7 jours')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Voir ces messages' }).getAttribute('href')).toBe('/messages/illisibles');
});

test('une structure sans boîte sait ce qui manque', async () => {
  serveur({ 'messagerie.fils': { ...DES_FILS, boite: null } });
  ouvrir('/messages');
  expect(await screen.findByText(/pas encore de boîte MSSanté/)).toBeTruthy();
});

test('un message non remis est rouge, dit pourquoi et propose d’appeler', async () => {
  const envoi: EtatEnvoi = {
    ...ENVOI,
    etat: 'non_remis',
    libelle: 'Non remis',
    motif: 'La boîte du destinataire est pleine.',
    telephone: '0353010013',
  };
  serveur({
    'messagerie.fil': {
      ...UN_FIL,
      messages: [unMessage({ sens: 'envoye', de: 'Sophie Marchand', a: 'Pharmacie', envoi })],
    },
    'messagerie.renvoyerAutrement': { fil: 'f1' },
  });
  ouvrir(cheminFil('f1'));
  const appeler = await screen.findByRole('link', { name: /Appeler le 03.53.01.00.13/ });
  expect(appeler.getAttribute('href')).toBe('tel:0353010013');
  expect(screen.getByText('La boîte du destinataire est pleine.')).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Je l’ai joint autrement' }));
  fireEvent.change(await champ('Ce qui a été convenu (facultatif)'), { target: { value: 'Rappellent à 15 h.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Noter que je l’ai joint' }));
  await waitFor(() =>
    expect(actions('messagerie.renvoyerAutrement')).toEqual([
      { communication: 'Communication/c1', moyen: 'telephone', note: 'Rappellent à 15 h.' },
    ]),
  );
});

test('lu n’est pas répondu, et une réponse automatique se dit', async () => {
  const lu: EtatEnvoi = { ...ENVOI, etat: 'lu', libelle: 'Lu, pas encore de réponse' };
  serveur({
    'messagerie.fil': {
      ...UN_FIL,
      messages: [
        unMessage({ sens: 'envoye', envoi: lu }),
        unMessage({ communication: 'Communication/c2', automatique: true }),
      ],
    },
  });
  ouvrir(cheminFil('f1'));
  expect(await screen.findByText(/Lu, pas encore de réponse/)).toBeTruthy();
  expect(screen.getByText(/Réponse automatique/)).toBeTruthy();
});

test('la réponse garde son brouillon, part, et peut revenir pendant dix secondes', async () => {
  serveur({
    'messagerie.fil': UN_FIL,
    'messagerie.repondre': { communication: 'Communication/c9', fil: 'f1', partLe: LE },
    'messagerie.annulerEnvoi': { texte: 'Nous passons mardi.' },
  });
  const { unmount } = ouvrir(cheminFil('f1'));
  fireEvent.change(await champ('Votre réponse'), { target: { value: 'Nous passons mardi.' } });
  unmount();
  ouvrir(cheminFil('f1'));
  expect((await champ('Votre réponse')).value).toBe('Nous passons mardi.');
  fireEvent.click(screen.getByRole('button', { name: 'Envoyer la réponse' }));
  await waitFor(() =>
    expect(actions('messagerie.repondre')).toEqual([{ fil: 'f1', texte: 'Nous passons mardi.', attendReponse: false }]),
  );
  await waitFor(async () => expect((await champ('Votre réponse')).value).toBe(''));
  lirePassagers().at(-1)?.annuler?.();
  await waitFor(async () => expect((await champ('Votre réponse')).value).toBe('Nous passons mardi.'));
  expect(actions('messagerie.annulerEnvoi')).toEqual([{ communication: 'Communication/c9' }]);
});

test('ouvrir un fil non lu le marque lu, une seule fois', async () => {
  serveur({ 'messagerie.fil': { ...UN_FIL, nonLu: true } });
  ouvrir(cheminFil('f1'));
  await champ('Votre réponse');
  await waitFor(() => expect(actions('messagerie.fil').length).toBeGreaterThan(1));
  expect(actions('messagerie.marquerLu')).toEqual([{ fil: 'f1' }]);
});

test('écrire à un membre du cercle : qui n’a pas d’adresse est fermé avec son téléphone', async () => {
  const contacts: z.output<typeof destinataires.sortie> = {
    boite: 'a@dac.invalid',
    personne: { id: 'p1', nom: 'Jeanne Aubry' },
    contacts: [
      {
        ref: 'PractitionerRole/martin',
        nom: 'Dr Paul Martin',
        precision: 'Médecin généraliste',
        ecritPossible: true,
        telephone: null,
      },
      {
        ref: 'Organization/muet',
        nom: 'Kiné sans boîte',
        precision: null,
        ecritPossible: false,
        telephone: '03 53 01 00 14',
      },
    ],
  };
  serveur({
    'messagerie.destinataires': contacts,
    'messagerie.ecrire': { communication: 'Communication/c3', fil: 'f3', partLe: LE },
    'messagerie.fil': UN_FIL,
  });
  ouvrir(cheminEcrire({ patient: 'p1' }));
  fireEvent.click(await screen.findByRole('radio', { name: /Dr Paul Martin/ }));
  expect(screen.getByText(/appelez le 03 53 01 00 14/)).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: /Une question/ }));
  fireEvent.change(await champ('Votre message'), { target: { value: 'Pouvez-vous passer ?' } });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
  await waitFor(() =>
    expect(actions('messagerie.ecrire')).toEqual([
      { destinataire: 'PractitionerRole/martin', nature: 'question', texte: 'Pouvez-vous passer ?', patient: 'p1' },
    ]),
  );
});

test('sans personne choisie, l’annuaire propose à qui écrire, et le brouillon survit au choix', async () => {
  const martin = {
    ref: 'PractitionerRole/martin',
    nom: 'Dr Paul Martin',
    precision: 'Médecin généraliste',
    ecritPossible: true,
    telephone: null,
  };
  serveur({
    'messagerie.destinataires': { boite: 'a@dac.invalid', personne: null, contacts: [] },
    'annuaire.suggestions': [
      {
        ref: martin.ref,
        nom: martin.nom,
        genre: 'personne',
        precision: martin.precision,
        mssante: true,
        telephone: true,
      },
    ],
  });
  ouvrir(cheminEcrire());
  const cherche = await screen.findByRole('searchbox', { name: 'À qui ?' });
  expect(await defautsDAcces()).toEqual([]);
  serveur({
    'messagerie.destinataires': { boite: 'a@dac.invalid', personne: null, contacts: [martin] },
    'annuaire.suggestions': [
      {
        ref: martin.ref,
        nom: martin.nom,
        genre: 'personne',
        precision: martin.precision,
        mssante: true,
        telephone: true,
      },
    ],
  });
  fireEvent.change(cherche, { target: { value: 'mart' } });
  fireEvent.click(await screen.findByRole('option', { name: /Dr Paul Martin/ }));
  const choisi = await screen.findByRole<HTMLInputElement>('radio', { name: /Dr Paul Martin/ });
  expect(choisi.checked).toBe(true);
  expect(actions('messagerie.destinataires').at(-1)).toEqual({ ref: 'PractitionerRole/martin' });
  fireEvent.change(await champ('Votre message'), { target: { value: 'Brouillon.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Changer de destinataire' }));
  fireEvent.change(await screen.findByRole('searchbox', { name: 'À qui ?' }), { target: { value: 'mart' } });
  fireEvent.click(await screen.findByRole('option', { name: /Dr Paul Martin/ }));
  expect((await champ('Votre message')).value).toBe('Brouillon.');
});

test('un message illisible a sa raison, quelqu’un, et un geste pour le ranger', async () => {
  const mis: z.output<typeof quarantaine.sortie> = {
    messages: [
      {
        id: 'q1',
        recuLe: LE,
        de: 'Expéditeur illisible',
        raison: 'Il contient trop de morceaux pour être lu sans risque.',
        taille: 12,
        main: MAIN,
      },
    ],
  };
  serveur({ 'messagerie.quarantaine': mis });
  ouvrir(cheminDeLObjet('message_illisible', 'Task/q1'));
  expect(await screen.findByText(/trop de morceaux/)).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'C’est réglé' }));
  fireEvent.change(await champ('Ce que vous avez fait'), { target: { value: 'Appelé.' } });
  fireEvent.click(screen.getByRole('button', { name: 'Ranger ce message' }));
  await waitFor(() => expect(actions('messagerie.ecarter')).toEqual([{ id: 'q1', motif: 'Appelé.' }]));
});
