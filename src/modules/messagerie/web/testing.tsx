import { createMemoryHistory, createRootRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { screen } from '@testing-library/react';
import { vi } from 'vitest';
import type { z } from 'zod';
import type { RouteInterieure, routeRacine } from '#web/racine.tsx';
import { monter } from '#web/testing.tsx';
import type { EtatEnvoi, fil, fils, LigneFil, Message } from '../contract.ts';
import { routesMessagerie } from './routes.tsx';

export const LE = '2026-11-26T13:00:00.000Z';
export const MAIN = {
  etat: 'attend',
  qui: 'Sophie Marchand',
  aMoi: false,
  depuis: LE,
  prochaine: 'répondre à Dr Paul Martin',
  dueLe: '2026-11-26T17:00:00.000Z',
  attente: 'repondre',
} as const;
export const ENVOI: EtatEnvoi = {
  etat: 'parti',
  libelle: 'Parti, lecture inconnue',
  le: LE,
  motif: null,
  telephone: null,
  relayePar: null,
  relayeLe: null,
  annulableJusqua: null,
};

export function uneLigne(dessus: Partial<LigneFil> = {}): LigneFil {
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

export function unMessage(dessus: Partial<Message> = {}): Message {
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

export const UN_FIL: z.output<typeof fil.sortie> = {
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
  neLiraPas: null,
};

export const DES_FILS: z.output<typeof fils.sortie> = {
  boite: 'a@dac.invalid',
  groupes: { repondre: [uneLigne()], faire: [], information: [] },
  quarantaine: 0,
};

const recues: { nom: string; entree: unknown }[] = [];

/** Answers each view or action by its name; keeps what was asked. */
export function serveur(reponses: Readonly<Record<string, unknown>>): void {
  vi.stubGlobal('fetch', (adresse: string, requete: { readonly body: string }) => {
    const nom = adresse.replace(/^\/api\/(?:vues|actions)\//, '');
    recues.push({ nom, entree: JSON.parse(requete.body) as unknown });
    const reponse = reponses[nom];
    if (reponse instanceof Response) return Promise.resolve(reponse);
    return Promise.resolve(Response.json(reponse ?? {}));
  });
}

export function ouvrir(adresse: string) {
  const racine = createRootRoute({ component: Outlet });
  // The real parent only adds the session, which `monter` gives.
  const routes = routesMessagerie(racine as unknown as RouteInterieure);
  const routeTree = racine.addChildren(routes as never) as unknown as typeof routeRacine;
  const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: [adresse] }) });
  return monter(<RouterProvider router={router as never} />);
}

export const actions = (nom: string) => recues.filter((r) => r.nom === nom).map((r) => r.entree);
export const champ = (nom: string) => screen.findByRole<HTMLTextAreaElement>('textbox', { name: nom });

/** Nothing asked yet, no draft kept. */
export function oublier(): void {
  sessionStorage.clear();
  recues.length = 0;
}
