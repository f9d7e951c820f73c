import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import type { resume } from '#modules/dossier/contract.ts';
import { Contenu } from '#web/lien/PageDeLien.tsx';
import { ContexteJeton } from '#web/lien/jeton.ts';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { ouvrirEcran, refusDEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { pagesDeLienDemande, routesDemande } from './routes.tsx';

const JETON = `t0001.${'a'.repeat(43)}`;
const RECU = {
  id: 'd1',
  reference: 'DEM-7K4F2',
  dejaRecue: false,
  interlocuteur: { nom: 'Sophie Marchand (DAC Orsène)', telephone: '0199001010' },
  suivi: `https://cordee.invalid/r/${JETON}`,
};
const SUIVI = {
  reference: 'DEM-7K4F2',
  deposeeLe: '2026-11-24T08:30:00.000Z',
  terminee: false,
  rendezVous: true,
  main: {
    etat: 'tenu',
    qui: 'Sophie Marchand',
    depuis: '2026-11-24T10:00:00.000Z',
    prochaine: 'La visite',
    dueLe: '2026-12-01T09:00:00.000Z',
    rang: 0,
  },
  telephone: '0199001010',
  etapes: [
    { le: '2026-11-24T08:30:00.000Z', texte: 'Bien arrivée', faite: true },
    { le: '2026-11-25T08:30:00.000Z', texte: 'Une visite est prévue', faite: true },
  ],
};

const RESUME: z.output<typeof resume.sortie> = {
  id: 'p1',
  version: 1,
  nom: 'Mme Aubry Jeanne',
  naissance: '12/03/1942',
  sexe: 'feminin',
  statutIns: { code: 'PROV', mots: 'Identité provisoire', permet: '', marques: [], sortieMatricule: false },
  attentions: [],
  aSavoir: [],
  mains: [],
  enCeMoment: [],
  cercle: [],
  information: { etat: 'informee', phrase: 'Informée', oppositions: [] },
  proches: [],
  evenements: [],
};

const ecrire = (nom: string | RegExp, texte: string) =>
  fireEvent.change(screen.getByRole('textbox', { name: nom }), { target: { value: texte } });
const envoyer = () => fireEvent.submit(screen.getByRole('form', { name: 'Demander un appui' }));
const remplir = () => {
  ecrire('Nom de la personne', 'Aubry');
  ecrire('Date de naissance', '1942');
  ecrire('Qu’attendez-vous ?', 'Chute, fille épuisée.');
  fireEvent.click(screen.getByRole('radio', { name: /Dans la semaine/ }));
};
const parLien = () =>
  monter(
    <ContexteJeton value={JETON}>
      <Contenu pages={pagesDeLienDemande} />
    </ContexteJeton>,
  );

beforeEach(() => sessionStorage.clear());

test('quatre réponses, et l’on reçoit une référence, un nom et un numéro', async () => {
  const envois = serveurDEcran({ 'demande.deposer': RECU });
  ouvrirEcran(routesDemande, '/demandes/nouvelle');
  await screen.findByRole('form', { name: 'Demander un appui' });
  remplir();
  expect(await defautsDAcces()).toEqual([]);
  envoyer();
  expect(await screen.findByRole('heading', { name: /DEM-7K4F2/ })).toBeTruthy();
  expect(screen.getByText('Sophie Marchand (DAC Orsène)')).toBeTruthy();
  expect(screen.getByRole('link', { name: /Appeler Sophie Marchand/ }).getAttribute('href')).toBe('tel:0199001010');
  expect(screen.getByRole('link', { name: 'Suivre l’avancement' }).getAttribute('href')).toBe(`/r/${JETON}`);
  expect(envois.at(0)?.entree).toMatchObject({ personne: { nom: 'Aubry', naissance: '1942' }, urgence: 'U2' });
  expect(envois.at(0)?.entree).not.toHaveProperty('demandeur');
  expect(await defautsDAcces()).toEqual([]);
});

test('depuis le dossier d’une personne, elle n’est pas retapée', async () => {
  const envois = serveurDEcran({
    'dossier.resume': RESUME,
    'demande.deposer': RECU,
  });
  ouvrirEcran(routesDemande, '/demandes/nouvelle?patient=p1');
  expect(await screen.findByText('Mme Aubry Jeanne')).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: 'Nom de la personne' })).toBeNull();
  ecrire('Qu’attendez-vous ?', 'Un relais pour sa fille.');
  fireEvent.click(screen.getByRole('radio', { name: /Sans urgence/ }));
  envoyer();
  expect(await screen.findByRole('heading', { name: 'Demande envoyée' })).toBeTruthy();
  expect(envois.find(({ nom }) => nom === 'demande.deposer')?.entree).toMatchObject({
    patient: 'p1',
    personne: { nom: 'Mme Aubry Jeanne', naissance: '1942-03-12' },
  });
});

test('ce qui manque se dit en une fois, au bon champ, sans rien envoyer', async () => {
  const envois = serveurDEcran({});
  ouvrirEcran(routesDemande, '/demandes/nouvelle');
  await screen.findByRole('form', { name: 'Demander un appui' });
  ecrire('Date de naissance', '31/02/1942');
  envoyer();
  const resume = await screen.findByRole('heading', { name: '4 réponses sont à corriger' });
  expect(document.activeElement?.contains(resume)).toBe(true);
  fireEvent.click(screen.getByRole('link', { name: /au moins l’année/ }));
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Date de naissance' }));
  expect(envois).toEqual([]);
});

test('danger vital : le 15 d’abord, et rien ne part', async () => {
  const envois = serveurDEcran({ 'demande.deposer': RECU });
  ouvrirEcran(routesDemande, '/demandes/nouvelle');
  await screen.findByRole('form', { name: 'Demander un appui' });
  remplir();
  fireEvent.click(screen.getByRole('radio', { name: /Danger vital/ }));
  expect(screen.getByRole('link', { name: 'Appeler le 15' }).getAttribute('href')).toBe('tel:15');
  expect(screen.getByRole('button', { name: 'Envoyer la demande' }).getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByText(/Appelez d’abord le 15/)).toBeTruthy();
  envoyer();
  fireEvent.click(screen.getByRole('button', { name: 'Envoyer la demande' }));
  expect(envois).toEqual([]);
});

test('ce qui est écrit survit à une panne et à la fermeture de la page', async () => {
  serveurDEcran({ 'demande.deposer': refusDEcran('demande.x', 'La file n’a personne de garde. Appelez le DAC.') });
  ouvrirEcran(routesDemande, '/demandes/nouvelle');
  await screen.findByRole('form', { name: 'Demander un appui' });
  remplir();
  envoyer();
  expect(await screen.findByRole('heading', { name: /La file n’a personne de garde/ })).toBeTruthy();
  document.body.innerHTML = '';
  ouvrirEcran(routesDemande, '/demandes/nouvelle');
  expect(await screen.findByText('Nous avons gardé ce que vous aviez commencé.')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Nom de la personne' }).value).toBe('Aubry');
});

test('derrière un lien, quatre réponses seulement, au nom de qui l’a reçu, et chaque envoi porte le jeton', async () => {
  const envois = serveurDEcran({
    lien: { usage: 'demande.deposer', utilise: false, pour: 'Dr Paul Martin' },
    'demande.deposer': RECU,
  });
  parLien();
  expect(await screen.findByText('Dr Paul Martin')).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: /Votre/ })).toBeNull();
  remplir();
  envoyer();
  expect(await screen.findByRole('heading', { name: 'Demande envoyée' })).toBeTruthy();
  expect(envois.every(({ jeton }) => jeton === JETON)).toBe(true);
  expect(envois.find(({ nom: n }) => n === 'demande.deposer')?.entree).not.toHaveProperty('demandeur');
});

test('une demande déjà reçue le dit, avec la même référence', async () => {
  serveurDEcran({
    lien: { usage: 'demande.deposer', utilise: false, pour: 'Dr Paul Martin' },
    'demande.deposer': { ...RECU, dejaRecue: true },
  });
  parLien();
  await screen.findByRole('form', { name: 'Demander un appui' });
  remplir();
  envoyer();
  expect(await screen.findByRole('heading', { name: 'Nous avions déjà cette demande' })).toBeTruthy();
  expect(screen.getByRole('heading', { name: /DEM-7K4F2/ })).toBeTruthy();
});

test('le suivi dit qui a la main, les étapes datées et un numéro, sans donnée de santé', async () => {
  serveurDEcran({ lien: { usage: 'demande.suivi', utilise: false, pour: 'Dr Paul Martin' }, 'demande.suivi': SUIVI });
  parLien();
  expect(await screen.findByRole('heading', { name: 'Votre demande DEM-7K4F2' })).toBeTruthy();
  expect(screen.getByRole('group', { name: 'Qui a la main' }).textContent).toMatch(
    /Prochaine étape : La visite mardi 1er déc\. 10\sh/,
  );
  expect(screen.getAllByRole('listitem').map((etape) => etape.textContent)).toEqual([
    expect.stringContaining('Bien arrivée'),
    expect.stringContaining('Une visite est prévue'),
    expect.stringContaining('Ensuite : La visite'),
  ]);
  expect(screen.getByRole('link', { name: /Appeler Sophie Marchand/ }).getAttribute('href')).toBe('tel:0199001010');
  expect(await defautsDAcces()).toEqual([]);
});

test('un lien fermé le dit, et dit quoi faire', async () => {
  serveurDEcran({
    lien: refusDEcran('cordee.lien_ferme', 'Ce lien n’est plus valable. Répondez au message sécurisé.'),
  });
  parLien();
  await waitFor(() => expect(screen.getByText(/Ce lien n’est plus valable/)).toBeTruthy());
});

test('un lien d’une page qui n’existe pas encore ne laisse pas une page blanche', async () => {
  serveurDEcran({ lien: { usage: 'autre.chose', utilise: false, pour: 'Dr Paul Martin' } });
  parLien();
  expect(await screen.findByText(/Répondez au message que vous avez reçu/)).toBeTruthy();
});
