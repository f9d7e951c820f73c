import { createMemoryHistory, createRootRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import type { RouteInterieure, routeRacine } from '#web/racine.tsx';
import { defautsDAcces, monter } from '#web/testing.tsx';
import type { Carte, chercher, confirmation, fiche } from '../contract.ts';
import { ChoixDansLAnnuaire, type ContactChoisi } from './ChoixDansLAnnuaire.tsx';
import { cheminAnnuaire, cheminFiche, cheminVerification } from './chemins.ts';
import { ConfirmationPage } from './ConfirmationPage.tsx';
import { routesAnnuaire } from './routes.tsx';

const LE = '2026-11-26T13:00:00.000Z';

function uneCarte(dessus: Partial<Carte> = {}): Carte {
  return {
    ref: 'PractitionerRole/benali',
    genre: 'personne',
    nom: 'Nadia Benali',
    profession: 'Infirmière',
    structure: { ref: 'Organization/cabinet', nom: 'Cabinet de la Loive' },
    commune: 'Pont-de-Loive',
    distanceKm: 3.2,
    telephone: '0353012002',
    mssante: 'nadia.benali@infirmier.mss-orsene.invalid',
    joignable: { etat: 'joignable' },
    confiance: {
      niveau: 'sure',
      confirmeLe: LE,
      confirmePar: 'Nadia Benali',
      source: 'Annuaire national',
      echecs: 0,
      refus: 0,
    },
    pourquoi: ['Infirmier, infirmière'],
    notes: [],
    ...dessus,
  };
}

const SAD = uneCarte({
  ref: 'HealthcareService/sad',
  genre: 'offre',
  nom: 'SAD Les Tilleuls, aide à domicile',
  profession: 'Service autonomie à domicile',
  joignable: { etat: 'inconnu' },
  capacite: { connue: false },
  confiance: { niveau: 'douteuse', source: 'ROR', echecs: 1, refus: 2 },
  pourquoi: ['Aide à domicile', '2 refus en 3 mois'],
});

const REPONSE: z.output<typeof chercher.sortie> = {
  resultats: [uneCarte(), SAD],
  total: 2,
  incomplet: false,
  pages: 1,
  termes: [
    { genre: 'notion', texte: 'infirmier', libelle: 'Infirmier, infirmière' },
    { genre: 'commune', texte: 'pont de loive', libelle: 'Pont-de-Loive' },
  ],
};

const FICHE: z.output<typeof fiche.sortie> = {
  carte: uneCarte(),
  champs: {
    telephone: { valeur: '0353012002', source: 'Corrigé sur le territoire', le: LE, confirmePar: 'Sophie Marchand' },
  },
  horaires: [{ jour: 3, debut: '08:30', fin: '12:00' }],
  notes: [{ id: 'n1', texte: 'Parle portugais', par: 'Sophie Marchand', le: LE, mienne: true }],
  echecs: [{ motif: 'numero_faux', le: LE, par: 'Yann Le Goff' }],
  verification: {
    tache: 'Task/v1',
    qui: 'Sophie Marchand',
    depuis: LE,
    prochaine: 'trouver le bon numéro',
    echeance: '2026-12-03T13:00:00.000Z',
    etat: 'attend',
  },
  liens: [{ ref: 'PractitionerRole/autre', nom: 'Nadia Benali', precision: 'Infirmière · Centre de santé' }],
  peutCorriger: true,
  estMoi: false,
};

const MA_FICHE: z.output<typeof confirmation.sortie> = {
  nom: 'Nadia Benali',
  genre: 'personne',
  profession: 'Infirmière',
  telephone: '0353012002',
  mssante: 'nadia.benali@infirmier.mss-orsene.invalid',
  demandeLe: LE,
  faite: false,
};

const recues: { nom: string; entree: unknown }[] = [];

function serveur(reponses: Readonly<Record<string, unknown>>): void {
  vi.stubGlobal('fetch', (adresse: string, requete: { readonly body: string }) => {
    const nom = adresse.replace(/^\/api\/(?:vues|actions)\//, '');
    recues.push({ nom, entree: JSON.parse(requete.body) as unknown });
    return Promise.resolve(Response.json(reponses[nom] ?? {}));
  });
}

function ouvrir(adresse: string) {
  const racine = createRootRoute({ component: Outlet });
  // The real parent only adds the session, which `monter` gives.
  const routes = routesAnnuaire(racine as unknown as RouteInterieure);
  const routeTree = racine.addChildren(routes as never) as unknown as typeof routeRacine;
  const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: [adresse] }) });
  monter(<RouterProvider router={router as never} />);
  return router;
}

const demandees = (nom: string) => recues.filter((r) => r.nom === nom).map((r) => r.entree);

beforeEach(() => {
  recues.length = 0;
  sessionStorage.clear();
});

test('une phrase donne des cartes : appeler, écrire ou orienter en un geste', async () => {
  serveur({ 'annuaire.chercher': REPONSE });
  ouvrir(cheminAnnuaire('infirmier Pont-de-Loive'));
  const liste = await screen.findByRole('list', { name: 'Résultats de l’annuaire' });
  expect(
    within(liste)
      .getByRole('link', { name: /appeler Nadia Benali/ })
      .getAttribute('href'),
  ).toBe('tel:0353012002');
  expect(within(liste).getByRole('link', { name: 'Écrire à Nadia Benali' }).getAttribute('href')).toContain(
    'PractitionerRole%2Fbenali',
  );
  expect(
    within(liste)
      .getByRole('link', { name: /Orienter vers ce service : SAD/ })
      .getAttribute('href'),
  ).toContain('HealthcareService%2Fsad');
  expect(within(liste).queryByRole('link', { name: /Orienter vers ce service : Nadia/ })).toBeNull();
  expect(await defautsDAcces()).toEqual([]);
});

test('une capacité non publiée est dite, un échec signalé aussi', async () => {
  serveur({ 'annuaire.chercher': REPONSE });
  ouvrir(cheminAnnuaire('aide à domicile'));
  expect(await screen.findByText('Places non publiées')).toBeDefined();
  expect(screen.getByText('Un échec signalé')).toBeDefined();
  expect(screen.getByText('2 refus en 3 mois')).toBeDefined();
});

test('chaque mot compris se retire, et la question garde les autres', async () => {
  serveur({ 'annuaire.chercher': REPONSE });
  const router = ouvrir(cheminAnnuaire('infirmier Pont-de-Loive'));
  fireEvent.click(await screen.findByRole('button', { name: 'Retirer le filtre Pont-de-Loive' }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ q: 'infirmier' }));
});

test('avant toute question, la page dit ce qui viendra et n’interroge rien', async () => {
  serveur({});
  ouvrir('/annuaire');
  expect(await screen.findByText(/Écrivez ce dont la personne a besoin/)).toBeDefined();
  expect(demandees('annuaire.chercher')).toEqual([]);
  expect(await defautsDAcces()).toEqual([]);
});

test('la fiche dit qui vérifie, d’où vient chaque champ et ce que le territoire sait', async () => {
  serveur({ 'annuaire.fiche': FICHE });
  ouvrir(cheminFiche('PractitionerRole/benali'));
  expect(await screen.findByRole('heading', { level: 1, name: 'Nadia Benali' })).toBeDefined();
  expect(within(screen.getByRole('group', { name: 'Qui a la main' })).getByText(/Sophie Marchand/)).toBeDefined();
  expect(screen.getByText(/Corrigé sur le territoire, Sophie Marchand/)).toBeDefined();
  expect(screen.getByText(/Parle portugais/)).toBeDefined();
  expect(screen.getByText(/mercredi 8 h 30 à 12 h/)).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
});

test('une vérification d’Aujourd’hui ouvre la fiche à vérifier', async () => {
  serveur({ 'annuaire.fiche': FICHE });
  ouvrir(cheminVerification('Task/v1'));
  expect(await screen.findByRole('heading', { level: 1, name: 'Nadia Benali' })).toBeDefined();
  expect(demandees('annuaire.fiche')).toEqual([{ verification: 'v1' }]);
});

test('« ça n’a pas marché » part avec son motif', async () => {
  serveur({ 'annuaire.fiche': FICHE, 'annuaire.signaler': { qui: 'Sophie Marchand', messageParti: true } });
  ouvrir(cheminFiche('PractitionerRole/benali', 'signaler'));
  const panneau = await screen.findByRole('dialog', { name: 'Ça n’a pas marché' });
  expect(await defautsDAcces(panneau)).toEqual([]);
  fireEvent.click(within(panneau).getByRole('radio', { name: /Le numéro ne répond pas/ }));
  fireEvent.click(within(panneau).getByRole('button', { name: 'Le signaler' }));
  await waitFor(() =>
    expect(demandees('annuaire.signaler')).toEqual([{ ref: 'PractitionerRole/benali', motif: 'numero_faux' }]),
  );
});

test('corriger n’envoie que ce qui a changé', async () => {
  serveur({ 'annuaire.fiche': FICHE, 'annuaire.corriger': { corriges: ['téléphone'] } });
  ouvrir(cheminFiche('PractitionerRole/benali', 'corriger'));
  const panneau = await screen.findByRole('dialog', { name: 'Confirmer ou corriger' });
  fireEvent.change(within(panneau).getByLabelText(/Téléphone/), { target: { value: '03 53 01 99 99' } });
  fireEvent.click(within(panneau).getByRole('button', { name: 'Enregistrer la fiche' }));
  await waitFor(() =>
    expect(demandees('annuaire.corriger')).toEqual([{ ref: 'PractitionerRole/benali', telephone: '0353019999' }]),
  );
});

test('sans compte, « oui, tout est juste » suffit', async () => {
  serveur({ 'annuaire.confirmation': MA_FICHE, 'annuaire.confirmer': { corriges: [] } });
  monter(<ConfirmationPage />);
  const oui = await screen.findByRole('button', { name: 'Oui, tout est juste' });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(oui);
  expect(await screen.findByText(/Votre fiche est à jour/)).toBeDefined();
  expect(demandees('annuaire.confirmer')).toEqual([{}]);
});

test('sans compte, « je ne travaille plus là » se dit aussi, et une fiche déjà confirmée ne redemande rien', async () => {
  serveur({ 'annuaire.confirmation': MA_FICHE, 'annuaire.confirmer': { corriges: [] } });
  monter(<ConfirmationPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'Je ne travaille plus là' }));
  fireEvent.click(screen.getByRole('button', { name: 'Envoyer' }));
  await waitFor(() => expect(demandees('annuaire.confirmer')).toEqual([{ plusLa: true }]));
});

test('dire son absence envoie les dates, et la page se lit sans défaut', async () => {
  serveur({
    'annuaire.maPresence': { ref: 'PractitionerRole/moi', horaires: [] },
    'annuaire.direMaPresence': { absente: true },
  });
  ouvrir('/annuaire/ma-presence');
  fireEvent.click(await screen.findByRole('radio', { name: 'Je suis absent, absente' }));
  const depart = screen.getByRole('group', { name: /Absence à partir du/ });
  fireEvent.change(within(depart).getByLabelText('Jour'), { target: { value: '01' } });
  fireEvent.change(within(depart).getByLabelText('Mois'), { target: { value: '12' } });
  fireEvent.change(within(depart).getByLabelText('Année'), { target: { value: '2026' } });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer ma présence' }));
  await waitFor(() =>
    expect(demandees('annuaire.direMaPresence')).toEqual([{ absenteDu: '2026-11-30T23:00:00.000Z', horaires: [] }]),
  );
});

test('le choix dans l’annuaire cherche, choisit et se change', async () => {
  serveur({
    'annuaire.suggestions': [
      {
        ref: 'PractitionerRole/benali',
        nom: 'Nadia Benali',
        genre: 'personne',
        precision: 'Infirmière',
        mssante: true,
        telephone: true,
      },
    ],
  });
  function Essai() {
    const [choisi, setChoisi] = useState<ContactChoisi>();
    return (
      <ChoixDansLAnnuaire
        nom="qui"
        libelle="Qui vous remplace"
        genre="personne"
        choisi={choisi}
        onChoisir={setChoisi}
      />
    );
  }
  monter(<Essai />);
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'bena' } });
  const reponse = await screen.findByRole('option', { name: /Nadia Benali/ });
  expect(demandees('annuaire.suggestions')).toEqual([{ texte: 'bena', genre: 'personne' }]);
  fireEvent.click(reponse);
  fireEvent.click(await screen.findByRole('button', { name: /Changer/ }));
  expect(await screen.findByRole('searchbox')).toBeDefined();
});
