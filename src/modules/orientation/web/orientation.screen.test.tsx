import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { lirePassagers } from '#web/coquille/passagers.ts';
import { defautsDAcces, unMoi } from '#web/testing.tsx';
import { ouvrirEcran, refusDEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { routesOrientation } from './routes.tsx';
import { COMPTES, UNE_BOUCLE, UN_SERVICE, uneLigne, unDetail, UNE_ORIGINE } from './testing-orientation.ts';

const SOPHIE = unMoi({ nom: 'Sophie Marchand', codeRole: 'coordinateur_appui', ref: 'PractitionerRole/sophie' });
const BEL_AUTOMNE = {
  ref: 'HealthcareService/bel-automne',
  nom: 'SAD Bel Automne',
  genre: 'offre',
  precision: 'Aide à domicile · Orsène',
  mssante: true,
  telephone: true,
};
const FAIT = { id: 'o1', reference: 'ORI-4T8XA', statut: 'acceptee' };

const ouvrir = (adresse: string) => ouvrirEcran(routesOrientation, adresse, SOPHIE);
const serveur = (reponses: object) => serveurDEcran({ 'orientation.boucle': UNE_BOUCLE, ...reponses });
const envoyees = (envois: ReturnType<typeof serveurDEcran>, nom: string) =>
  envois.filter((envoi) => envoi.nom === nom).map(({ entree }) => entree);
const bouton = (nom: string | RegExp) => screen.findByRole('button', { name: nom });
const champ = (nom: string | RegExp) => screen.findByRole<HTMLInputElement>('textbox', { name: nom });
const ecrire = async (nom: string | RegExp, texte: string) =>
  fireEvent.change(await champ(nom), { target: { value: texte } });

beforeEach(() => sessionStorage.clear());

test('la liste montre pour qui, vers qui, où cela en est et qui a la main, avec le nombre de chaque filtre', async () => {
  serveur({ 'orientation.liste': { orientations: [uneLigne()], total: 1, comptes: COMPTES } });
  const { adresse } = ouvrir('/orientations?filtre=refusees');
  const ligne = await screen.findByRole('article', { name: 'Mme Aubry Jeanne · SAD Les Tilleuls' });
  expect(within(ligne).getByRole('group', { name: 'Qui a la main' }).textContent).toContain(
    'Sophie Marchand a la main',
  );
  expect(screen.getByRole('link', { name: /Sans réponse 3/ }).getAttribute('href')).toBe(
    '/orientations?filtre=sans_reponse',
  );
  expect(await screen.findByRole('list', { name: /1.envoyée · 1.refusée · 1.commencée/ })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('link', { name: 'Refusées 2 : retirer ce filtre' }));
  await waitFor(() => expect(adresse()).toBe('/orientations?filtre=ouvertes'));
});

test('la liste d’une demande se dit, et son filtre se retire', async () => {
  const envois = serveur({ 'orientation.liste': { orientations: [], total: 0, comptes: COMPTES } });
  ouvrir('/orientations?demande=d1');
  expect(await screen.findByText(/Les orientations que vous suivez arriveront ici/)).toBeTruthy();
  expect(envoyees(envois, 'orientation.liste')[0]).toMatchObject({ demande: 'd1', filtre: 'ouvertes' });
  fireEvent.click(await bouton('Retirer le filtre Pour une seule demande'));
  await waitFor(() => expect(envoyees(envois, 'orientation.liste').at(-1)).not.toHaveProperty('demande'));
});

test('au-delà de cent lignes la suite est un lien, Retour revient', async () => {
  serveur({
    'orientation.liste': { orientations: [uneLigne()], total: 240, comptes: COMPTES, suite: '2026-11-27|Task/x' },
  });
  ouvrir('/orientations');
  const suite = await screen.findByRole('link', { name: 'Voir les 100 suivantes' });
  expect(suite.getAttribute('href')).toContain('apres=2026-11-27%7CTask%2Fx');
});

test('un refus donne le motif et propose le service conseillé en un geste', async () => {
  serveur({
    'orientation.detail': unDetail({
      statut: 'refusee',
      libelle: 'Refusée',
      refus: { motif: 'zone', libelle: 'Hors de notre zone', alternative: { nom: 'SAD Bel Automne' } },
      reponse: { par: 'SAD Les Tilleuls', le: '2026-11-24T10:00:00.000Z' },
      ferme: { accepter: 'À cette étape (refusée), ce n’est pas possible.' },
    }),
  });
  ouvrir('/orientations/o1');
  expect(await screen.findByText('SAD Les Tilleuls ne peut pas : hors de notre zone')).toBeTruthy();
  const proposer = screen.getByRole('link', { name: 'Proposer à SAD Bel Automne' });
  expect(proposer.getAttribute('href')).toBe('/orientations/nouvelle?demande=d1&patient=p1&precedente=o1');
  expect(screen.queryByRole('button', { name: 'Noter la réponse' })).toBeNull();
  expect(screen.getByText(/À cette étape \(refusée\)/)).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
});

test('après un refus, le service conseillé est reconnu, le besoin déjà écrit : il reste à envoyer', async () => {
  const envois = serveur({
    'orientation.nouvelle': UNE_ORIGINE,
    'annuaire.suggestions': [
      { ...BEL_AUTOMNE, nom: 'SAD Bel Automne, nuit', ref: 'HealthcareService/nuit' },
      BEL_AUTOMNE,
    ],
    'orientation.preparer': { ...UN_SERVICE, service: 'SAD Bel Automne' },
    'orientation.envoyer': { ...FAIT, statut: 'envoyee', canal: 'mssante' },
    'orientation.detail': unDetail(),
  });
  const { adresse } = ouvrir('/orientations/nouvelle?demande=d1&precedente=o0');
  fireEvent.click(await bouton('Envoyer l’orientation à SAD Bel Automne'));
  await waitFor(() =>
    expect(envoyees(envois, 'orientation.envoyer')).toEqual([
      {
        besoin: 'Aide au lever.',
        urgente: true,
        ressource: BEL_AUTOMNE.ref,
        patient: 'p1',
        demande: 'd1',
        precedente: 'o0',
      },
    ]),
  );
  await waitFor(() => expect(adresse()).toBe('/orientations/o1'));
  expect(lirePassagers().at(-1)?.texte).toBe('Orientation envoyée à SAD Bel Automne.');
});

test('plusieurs services portent le nom conseillé : on choisit lequel', async () => {
  serveur({
    'orientation.nouvelle': UNE_ORIGINE,
    'annuaire.suggestions': [
      { ...BEL_AUTOMNE, nom: 'SAD Bel Automne, jour', ref: 'HealthcareService/jour' },
      { ...BEL_AUTOMNE, nom: 'SAD Bel Automne, nuit', ref: 'HealthcareService/nuit' },
    ],
    'orientation.preparer': { ...UN_SERVICE, service: 'SAD Bel Automne, nuit' },
  });
  const { adresse } = ouvrir('/orientations/nouvelle?precedente=o0');
  fireEvent.click(await screen.findByRole('radio', { name: /SAD Bel Automne, nuit/ }));
  await bouton('Envoyer l’orientation à SAD Bel Automne, nuit');
  expect(adresse()).toContain('ressource=HealthcareService%2Fnuit');
  expect(await defautsDAcces()).toEqual([]);
});

test('des places inconnues avertissent sans bloquer ; sans adresse sécurisée, on appelle', async () => {
  serveur({
    'orientation.nouvelle': { ...UNE_ORIGINE, precedente: undefined },
    'orientation.preparer': {
      service: 'SAD Les Tilleuls',
      telephone: '0353010210',
      capacite: { connue: false },
      refusRecents: 2,
      avertissements: ['Ce service ne publie pas ses places : il répondra lui-même.'],
    },
  });
  ouvrir('/orientations/nouvelle?demande=d1&ressource=HealthcareService%2Ftilleuls');
  expect(await screen.findByText('Non publiées')).toBeTruthy();
  expect(screen.getByText(/rien ne partira par écrit/)).toBeTruthy();
  expect(screen.getByRole('link', { name: /Appeler SAD Les Tilleuls/ }).getAttribute('href')).toBe('tel:0353010210');
  expect((await bouton('Noter l’orientation et appeler SAD Les Tilleuls')).getAttribute('aria-disabled')).toBeNull();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(await bouton('Reprendre le texte de la demande'));
  expect((await champ(/Ce dont la personne a besoin/)).value).toBe('Elle a chuté, sa fille est épuisée.');
});

test('sans personne confirmée, l’écran mène à la demande', async () => {
  serveur({ 'orientation.nouvelle': { demande: { id: 'd1', reference: 'DEM-7K4F2', texte: '' } } });
  ouvrir('/orientations/nouvelle?demande=d1');
  expect((await screen.findByRole('link', { name: 'Ouvrir la demande' })).getAttribute('href')).toBe('/demandes/d1');
});

test('la réponse donnée au téléphone se note avec qui a répondu, la date et l’heure', async () => {
  const envois = serveur({ 'orientation.detail': unDetail(), 'orientation.accepter': FAIT });
  const { adresse } = ouvrir('/orientations/o1');
  fireEvent.click(await bouton('Noter la réponse'));
  expect(adresse()).toContain('geste=repondre');
  fireEvent.click(await bouton('Noter l’accord'));
  expect(await screen.findByRole('link', { name: 'Dites d’abord si c’est oui ou non.' })).toBeTruthy();
  fireEvent.click(await screen.findByRole('radio', { name: 'Il accepte' }));
  await ecrire(/Qui vous a répondu/, 'Mme Leroy');
  await ecrire('Jour', '26');
  await ecrire('Mois', '11');
  await ecrire('Année', '2026');
  await ecrire(/Heure/, '14h30');
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(await bouton('Noter l’accord'));
  await waitFor(() =>
    expect(envoyees(envois, 'orientation.accepter')).toEqual([
      { id: 'o1', rdvLe: '2026-11-26T13:30:00.000Z', par: 'Mme Leroy' },
    ]),
  );
  await waitFor(() => expect(adresse()).not.toContain('geste='));
});

test('une heure illisible n’envoie rien et se dit à côté du champ', async () => {
  const envois = serveur({ 'orientation.detail': unDetail({ ferme: {} }) });
  ouvrir('/orientations/o1?geste=rdv');
  await ecrire('Jour', '26');
  await ecrire('Mois', '11');
  await ecrire('Année', '2026');
  await ecrire(/Heure/, 'midi');
  fireEvent.click(await bouton('Fixer cette date'));
  expect(await screen.findByText('Écrivez l’heure ainsi : 14 h 30.')).toBeTruthy();
  expect(envoyees(envois, 'orientation.fixerRdv')).toEqual([]);
});

test('« C’est commencé » aujourd’hui laisse la date au serveur, un refus se dit dans le panneau', async () => {
  const envois = serveur({
    'orientation.detail': unDetail({ statut: 'acceptee', libelle: 'Acceptée', ferme: {} }),
    'orientation.commencer': refusDEcran('orientation.transition', 'Cette orientation a déjà changé d’étape.'),
  });
  ouvrir('/orientations/o1?geste=commencer');
  fireEvent.click(await bouton('Noter que c’est commencé'));
  expect(await screen.findByText('Cette orientation a déjà changé d’étape.')).toBeTruthy();
  expect(envoyees(envois, 'orientation.commencer')).toEqual([{ id: 'o1' }]);
  expect(await defautsDAcces()).toEqual([]);
});

test('rien n’est parti par écrit : le téléphone est le premier geste', async () => {
  serveur({ 'orientation.detail': unDetail({ adresse: undefined }) });
  ouvrir('/orientations/o1');
  expect(await screen.findByText(/Rien n’est parti par écrit/)).toBeTruthy();
  expect(screen.getAllByRole('link', { name: /Appeler SAD Les Tilleuls/ })[0]?.getAttribute('href')).toBe(
    'tel:0353010210',
  );
});

test('venu de l’annuaire, on choisit la personne et le service reste choisi', async () => {
  const envois = serveur({
    'orientation.nouvelle': (entree: { patient?: string }) => (entree.patient === undefined ? {} : UNE_ORIGINE),
    'dossier.rechercher': {
      personnes: [
        {
          id: 'p1',
          nom: 'Mme Aubry Jeanne',
          naissance: '12/03/1942',
          silencieuse: false,
          mainsOuvertes: 0,
          jaiLaMain: 0,
        },
      ],
      plus: false,
    },
    'annuaire.suggestions': [],
    'orientation.preparer': UN_SERVICE,
  });
  const { adresse } = ouvrir('/orientations/nouvelle?ressource=HealthcareService%2Ftilleuls');
  fireEvent.change(await screen.findByRole('searchbox', { name: 'Pour quelle personne ?' }), {
    target: { value: 'Aubry' },
  });
  fireEvent.click(await screen.findByRole('option', { name: /Aubry/ }));
  await bouton('Envoyer l’orientation à SAD Les Tilleuls');
  expect(adresse()).toContain('patient=p1');
  expect(envoyees(envois, 'orientation.preparer')[0]).toMatchObject({ ressource: 'HealthcareService/tilleuls' });
});
