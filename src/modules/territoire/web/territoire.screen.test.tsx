import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { BandeEssai, TempsDEssai } from './BandeEssai.tsx';
import { routesTerritoire } from './routes.tsx';

const appels: { adresse: string; corps: Record<string, unknown> }[] = [];
let reponses: Record<string, () => Response>;

beforeEach(() => {
  appels.length = 0;
  reponses = {};
  sessionStorage.clear();
  vi.stubGlobal('scrollTo', () => undefined);
  vi.stubGlobal('PublicKeyCredential', () => undefined);
  vi.stubGlobal('fetch', (adresse: string, init: { body: string }) => {
    appels.push({ adresse, corps: JSON.parse(init.body) as Record<string, unknown> });
    return Promise.resolve(reponses[adresse]?.() ?? Response.json({}, { status: 404 }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function ouvrirPage(adresse: string) {
  const racine = createRootRoute({ component: Outlet });
  const interieur = createRoute({ getParentRoute: () => racine, id: 'interieur' });
  const routeur = createRouter({
    routeTree: racine.addChildren([interieur.addChildren(routesTerritoire(interieur as never))]),
    history: createMemoryHistory({ initialEntries: [adresse] }),
  });
  monter(<RouterProvider router={routeur as never} />);
  return routeur;
}
const repond = (nom: string, corps: unknown, statut = 200) => {
  reponses[nom] = () => Response.json(corps, { status: statut });
};
const dernier = (adresse: string) => appels.findLast((appel) => appel.adresse === adresse)?.corps;

const membre = (nom: string, partie: object = {}) => ({
  affectation: `aff-${nom}`,
  ref: `PractitionerRole/${nom}`,
  nom,
  role: 'Médecin',
  structure: 'Cabinet du Port',
  telephone: '+33639980001',
  moyen: 'carte',
  suspendu: false,
  vuLe: '2026-11-26T12:05:00.000Z',
  enMain: 0,
  ...partie,
});
const MEMBRES = {
  membres: [
    membre('Lise Exemple', { enMain: 3 }),
    membre('Sophie Marchand', { departFerme: 'On ne se retire pas soi-même.', telephone: undefined }),
  ],
  invitations: [
    {
      id: 'i1',
      nom: 'Karim Benali',
      role: 'Assistant de service social',
      structure: 'CCAS',
      parrain: 'Sophie Marchand',
      expireLe: '2026-12-01T08:00:00.000Z',
    },
  ],
  structures: [{ ref: 'Organization/ccas', nom: 'CCAS' }],
  roles: [
    {
      code: 'assistant_social',
      libelle: 'Assistant de service social',
      qualites: [
        {
          code: 'assistant_service_social',
          libelle: 'Diplômé d’État',
          preuves: [{ code: 'attestation', libelle: 'Attestation de l’employeur' }],
        },
      ],
    },
  ],
  avecBoite: true,
};

test('la porte Territoire donne un nombre par carte, en mots justes', async () => {
  repond('/api/vues/territoire.accueil', { membres: 42, invitations: 1, files: 2, enAttente: 0, essai: true });
  ouvrirPage('/territoire');
  const carte = within(await screen.findByRole('region', { name: 'Membres' }));
  expect(carte.getByText('42')).toBeTruthy();
  expect(carte.getByText(/^1 invitation en attente$/u)).toBeTruthy();
  expect(screen.getByText('Rien n’attend d’être pris')).toBeTruthy();
  expect(within(screen.getByRole('region', { name: 'Horloge d’essai' })).getByText(/^15.h.05$/u)).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
});

test('dans un territoire réel, aucune carte ne propose d’avancer le temps', async () => {
  repond('/api/vues/territoire.accueil', { membres: 2, invitations: 0, files: 0, enAttente: 2, essai: false });
  ouvrirPage('/territoire');
  expect(await screen.findByText(/2.choses attendent d’être prises/u)).toBeTruthy();
  expect(screen.queryByText('Horloge d’essai')).toBeNull();
});

test('la coordination retire un membre après avoir lu ce qu’il a en main', async () => {
  repond('/api/vues/territoire.membres', MEMBRES);
  repond('/api/actions/territoire.terminerAffectation', {});
  ouvrirPage('/territoire/membres');
  const tableau = await screen.findByRole('table', { name: 'Membres du territoire' });
  expect(within(tableau).getByText('On ne se retire pas soi-même.')).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(within(tableau).getByRole('button', { name: 'Retirer Lise Exemple' }));
  const dialogue = await screen.findByRole('alertdialog', { name: 'Retirer Lise Exemple du territoire ?' });
  expect(within(dialogue).getByText(/3.choses en main/u)).toBeTruthy();
  fireEvent.click(within(dialogue).getByRole('button', { name: 'Retirer du territoire' }));
  await waitFor(() =>
    expect(dernier('/api/actions/territoire.terminerAffectation')).toEqual({ affectation: 'aff-Lise Exemple' }),
  );
});

test('un membre sans droit voit les membres, sans colonne de départ, et sait qui peut inviter', async () => {
  const ferme = 'Inviter quelqu’un est réservé à : responsable du DAC.';
  repond('/api/vues/territoire.membres', {
    ...MEMBRES,
    invitations: [],
    membres: MEMBRES.membres.map((m) => ({ ...m, vuLe: undefined, departFerme: 'Réservé.' })),
    inviterFerme: ferme,
  });
  ouvrirPage('/territoire/membres');
  expect(await screen.findByText('Lise Exemple')).toBeTruthy();
  expect(screen.queryByRole('columnheader', { name: 'Départ' })).toBeNull();
  expect(screen.queryByRole('columnheader', { name: 'Vu' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Inviter quelqu’un', description: ferme })).toBeTruthy();
});

test('inviter montre une fois le lien, fait du secret que le serveur n’a jamais rendu', async () => {
  repond('/api/vues/territoire.membres', MEMBRES);
  repond('/api/actions/territoire.inviter', { id: 'i2', expireLe: '2026-12-03T08:00:00.000Z', envoyee: false });
  ouvrirPage('/territoire/inviter');
  fireEvent.change(await screen.findByRole('textbox', { name: 'Son prénom' }), { target: { value: 'Karim' } });
  fireEvent.change(screen.getByRole('textbox', { name: 'Son nom' }), { target: { value: 'Benali' } });
  fireEvent.click(screen.getByRole('radio', { name: 'Assistant de service social' }));
  fireEvent.change(screen.getByRole('combobox', { name: 'Sa structure' }), { target: { value: 'Organization/ccas' } });
  // Nothing is chosen beforehand: what was not asked is not proved.
  const profession = screen.getByRole('combobox', { name: /De quelle profession/ });
  expect((profession as HTMLSelectElement).value).toBe('');
  fireEvent.change(profession, { target: { value: 'assistant_service_social' } });
  fireEvent.click(screen.getByRole('radio', { name: 'Attestation de l’employeur' }));
  fireEvent.change(screen.getByRole('textbox', { name: /Employeur et date/ }), {
    target: { value: 'CCAS, 2 nov. 2026' },
  });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Créer l’invitation' }));
  const lien = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Lien d’invitation' });
  const envoye = dernier('/api/actions/territoire.inviter');
  expect(envoye).toMatchObject({
    prenom: 'Karim',
    nom: 'Benali',
    role: 'assistant_social',
    structure: 'Organization/ccas',
    sousCategorie: 'assistant_service_social',
    preuve: 'attestation',
    preuveDe: 'CCAS, 2 nov. 2026',
  });
  expect(envoye?.['secret']).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(lien.value).toBe(`${window.location.origin}/invitation#${String(envoye?.['secret'])}`);
  expect(JSON.stringify(Object.entries(sessionStorage))).not.toContain(String(envoye?.['secret']));
});

test('une invitation refusée garde ce qui est écrit et dit quoi corriger', async () => {
  repond('/api/vues/territoire.membres', MEMBRES);
  repond(
    '/api/actions/territoire.inviter',
    {
      refus: {
        code: 'territoire.telephone',
        texte: 'Un numéro est à corriger.',
        champs: { telephone: 'Un numéro de téléphone français compte 10 chiffres.' },
      },
    },
    400,
  );
  ouvrirPage('/territoire/inviter');
  fireEvent.change(await screen.findByRole('textbox', { name: 'Son prénom' }), { target: { value: 'Karim' } });
  fireEvent.click(screen.getByRole('button', { name: 'Créer l’invitation' }));
  expect((await screen.findAllByText('Un numéro de téléphone français compte 10 chiffres.')).length).toBeGreaterThan(0);
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Son prénom' }).value).toBe('Karim');
});

const FILES = {
  files: [
    {
      cle: 'dac',
      nom: 'Accueil du DAC',
      structure: 'DAC',
      enAttente: 1,
      porteurs: [
        { ref: 'r1', nom: 'Nadia Perrin', telephone: '+33639980001' },
        { ref: 'r9', nom: 'Un Partenaire', telephone: '+33639980009' },
      ],
    },
  ],
  membres: [
    { ref: 'r1', nom: 'Nadia Perrin', structure: 'DAC', telephone: '+33639980001' },
    { ref: 'r2', nom: 'Sophie Marchand', structure: 'DAC', telephone: '+33639980002' },
  ],
};

test('on voit qui répond d’abord, puis qui, avec leur numéro', async () => {
  repond('/api/vues/territoire.files', FILES);
  ouvrirPage('/territoire/files');
  const carte = within(await screen.findByRole('region', { name: 'Accueil du DAC' }));
  expect(carte.getAllByRole('listitem').map((li) => li.textContent.replaceAll(/\s/gu, ' '))).toEqual([
    'D’abordNadia Perrin06 39 98 00 01',
    'PuisUn Partenaire06 39 98 00 09',
  ]);
  expect(await defautsDAcces()).toEqual([]);
});

test('on change l’ordre d’une file sans souris, en gardant le partenaire qui n’est pas membre', async () => {
  repond('/api/vues/territoire.files', FILES);
  repond('/api/actions/territoire.reglerFile', {});
  const routeur = ouvrirPage('/territoire/files/dac');
  fireEvent.click(await screen.findByRole('button', { name: 'Appeler plus tôt (Puis, en 2e)' }));
  fireEvent.click(screen.getByRole('button', { name: 'Ajouter quelqu’un après' }));
  const troisieme = within(screen.getByRole('region', { name: 'Puis, en 3e' }));
  fireEvent.change(troisieme.getByRole('combobox'), { target: { value: 'r2' } });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer cet ordre' }));
  await waitFor(() =>
    expect(dernier('/api/actions/territoire.reglerFile')).toEqual({
      file: 'dac',
      porteurs: [
        { ref: 'r9', telephone: '+33639980009' },
        { ref: 'r1', telephone: '+33639980001' },
        { ref: 'r2', telephone: '+33639980002' },
      ],
    }),
  );
  await waitFor(() => expect(routeur.state.location.pathname).toBe('/territoire/files'));
});

const HORLOGE = {
  maintenant: '2026-11-27T14:05:00.000Z',
  decalageMs: 86_400_000,
  profil: 'essai',
  territoire: 'Pays d’Essai',
};

test('la bande d’essai dit que tout est fictif, à l’heure de l’essai, et l’avance en deux gestes', async () => {
  repond('/api/vues/territoire.horloge', HORLOGE);
  repond('/api/actions/territoire.avancerTemps', HORLOGE);
  monter(
    <TempsDEssai essai>
      <BandeEssai />
    </TempsDEssai>,
  );
  // The stopped clock says Thursday 26; the trial is one day ahead.
  expect(await screen.findByText(/^Territoire d’essai, personnes fictives · vendredi 27 nov. 15.h.05$/u)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Avancer le temps' }));
  const dialogue = within(await screen.findByRole('dialog', { name: 'Avancer le temps' }));
  expect(dialogue.getByRole('button', { name: 'Revenir à l’heure réelle' })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(dialogue.getByRole('button', { name: 'Trois jours ouvrés de plus' }));
  await waitFor(() => expect(dernier('/api/actions/territoire.avancerTemps')).toEqual({ de: 'trois_jours_ouvres' }));
});

test('hors essai, l’heure n’est jamais demandée', () => {
  monter(<TempsDEssai essai={false}>dedans</TempsDEssai>);
  expect(screen.getByText('dedans')).toBeTruthy();
  expect(appels).toEqual([]);
});

test('mes clés se lisent, et l’une se retire', async () => {
  repond('/api/session/cles', {
    cles: [{ id: 'k1', nom: 'Téléphone', creeLe: '2026-11-20T08:00:00.000Z', sauvegardee: true }],
  });
  repond(
    '/api/session/cles-retirer',
    { refus: { code: 'passkey.derniere_cle', texte: 'C’est votre seule façon d’entrer.' } },
    409,
  );
  ouvrirPage('/cles');
  fireEvent.click(await screen.findByRole('button', { name: 'Retirer Téléphone' }));
  expect(await screen.findByText('C’est votre seule façon d’entrer.')).toBeTruthy();
  expect(dernier('/api/session/cles-retirer')).toEqual({ id: 'k1' });
  expect(await defautsDAcces()).toEqual([]);
});
