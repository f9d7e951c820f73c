import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { lirePassagers } from '#web/coquille/passagers.ts';
import { defautsDAcces, unMoi } from '#web/testing.tsx';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { cheminNouvelAppel } from './chemins.ts';
import { routesLiaison } from './routes.tsx';
import { MARTIN, unAppel } from './testing-liaison.ts';

const SOPHIE = unMoi({ nom: 'Sophie Marchand', codeRole: 'coordinateur_appui', ref: 'PractitionerRole/sophie' });
const ouvrir = (adresse: string) => ouvrirEcran(routesLiaison, adresse, SOPHIE);
const envoyees = (envois: ReturnType<typeof serveurDEcran>, nom: string) =>
  envois.filter((envoi) => envoi.nom === nom).map(({ entree }) => entree);
const bouton = (nom: string | RegExp) => screen.findByRole('button', { name: nom });
const champ = (nom: string | RegExp) => screen.findByRole<HTMLInputElement>('textbox', { name: nom });
const ecrire = async (nom: string | RegExp, texte: string) =>
  fireEvent.change(await champ(nom), { target: { value: texte } });
const choisir = async (nom: string | RegExp) => fireEvent.click(await screen.findByRole('radio', { name: nom }));

beforeEach(() => sessionStorage.clear());

test('avant l’appel : un geste compose le numéro, le nom est déjà là, et l’on sait ce qui partira', async () => {
  serveurDEcran({
    'liaison.preparer': { boite: true, autre: MARTIN, personne: { id: 'p1', nom: 'Mme Aubry Jeanne' } },
  });
  ouvrir(cheminNouvelAppel({ avec: MARTIN.ref, patient: 'p1' }));
  const appeler = await screen.findByRole('link', { name: /Appeler Dr Paul Martin/ });
  expect(appeler.getAttribute('href')).toBe('tel:0199001234');
  expect(screen.getByRole('link', { name: 'Mme Aubry Jeanne' })).toBeTruthy();
  expect(await screen.findByText(/Dr Paul Martin recevra « ce dont nous avons convenu »/)).toBeTruthy();
  expect((await screen.findByRole<HTMLInputElement>('radio', { name: 'J’ai appelé' })).checked).toBe(true);
  expect(await defautsDAcces()).toEqual([]);
});

test('la note part en un envoi, avec qui fait quoi pour quand', async () => {
  const envois = serveurDEcran({
    'liaison.preparer': { boite: true, autre: MARTIN },
    'liaison.noterAppel': { id: 'c1', confirme: true, taches: ['t1'] },
    'liaison.appel': unAppel(),
  });
  const { adresse } = ouvrir(cheminNouvelAppel({ avec: MARTIN.ref, objet: 'Task/o1' }));
  await choisir('Organiser (rendez-vous, passage, aide)');
  await ecrire(/Ce qui est décidé/, 'Passage mardi.');
  fireEvent.click(await bouton('Ajouter une chose à faire'));
  await ecrire('Quoi ?', 'Appeler la fille');
  await choisir('Dans une semaine');
  fireEvent.click(await bouton('Ajouter une autre chose à faire'));
  const seconde = within(screen.getByRole('group', { name: 'Chose à faire 2' }));
  fireEvent.change(seconde.getByRole('textbox', { name: 'Quoi ?' }), { target: { value: 'Envoie le courrier' } });
  fireEvent.click(seconde.getByRole('radio', { name: 'Dr Paul Martin' }));
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(await bouton('Noter l’appel'));
  await waitFor(() =>
    expect(envoyees(envois, 'liaison.noterAppel')).toEqual([
      {
        autre: { nom: 'Dr Paul Martin', ref: MARTIN.ref },
        sens: 'emis',
        motif: 'organisation',
        objet: 'Task/o1',
        decision: 'Passage mardi.',
        quiFaitQuoi: [
          { qui: 'moi', quoi: 'Appeler la fille', pourLe: '2026-12-03T17:00:00.000Z' },
          { qui: 'autre', quoi: 'Envoie le courrier', pourLe: '2026-11-27T17:00:00.000Z' },
        ],
      },
    ]),
  );
  await waitFor(() => expect(adresse()).toBe('/appels/c1'));
});

test('« Demander un appui » déplie la demande : elle part avec la note, rien n’est tapé deux fois', async () => {
  const envois = serveurDEcran({
    'liaison.preparer': { boite: true, autre: MARTIN },
    'liaison.noterAppel': { id: 'c1', confirme: true, taches: [], demande: { id: 'd1', reference: 'DEM-7K4F2' } },
    'liaison.appel': unAppel({ objet: { id: 'Task/d1', genre: 'demande', titre: 'Demande DEM-7K4F2' } }),
  });
  ouvrir(cheminNouvelAppel({ avec: MARTIN.ref }));
  await choisir('Demander un appui');
  await ecrire(/Ce qui est décidé/, 'Évaluation à domicile.');
  await ecrire('Nom de la personne', 'Aubry');
  await ecrire(/Date de naissance/, '1942');
  expect(await screen.findByText('1942, environ 84 ans')).toBeTruthy();
  await choisir('Dans les 48 heures');
  await ecrire(/Numéro utile/, '06 39 98 01 02');
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(await bouton('Noter l’appel'));
  await waitFor(() => expect(envoyees(envois, 'liaison.noterAppel')).toHaveLength(1));
  expect(envoyees(envois, 'liaison.noterAppel')[0]).toMatchObject({
    telephone: '0639980102',
    demande: { nom: 'Aubry', naissance: '1942', urgence: 'U1', accord: 'non_dite' },
  });
  expect(lirePassagers().at(-1)?.texte).toBe('Appel noté, demande DEM-7K4F2 déposée.');
  expect((await screen.findByRole('link', { name: 'Ouvrir la demande' })).getAttribute('href')).toBe('/demandes/d1');
});

test('quelqu’un hors de l’annuaire se note par son nom ; le brouillon revient après un départ', async () => {
  serveurDEcran({ 'liaison.preparer': { boite: true } });
  const premiere = ouvrir('/appels/nouveau');
  fireEvent.click(await bouton('Pas dans l’annuaire'));
  await ecrire(/Avec qui avez-vous parlé/, 'Mme Leroy, fille');
  expect(await screen.findByText(/Aucune adresse sécurisée connue/)).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  expect(premiere.adresse()).toBe('/appels/nouveau');
  cleanup();
  ouvrir('/appels/nouveau');
  expect((await champ(/Avec qui avez-vous parlé/)).value).toBe('Mme Leroy, fille');
  expect(screen.getByText('Votre note commencée est revenue.')).toBeTruthy();
});

test('un homonyme sans adresse se voit avant d’envoyer', async () => {
  serveurDEcran({
    'liaison.preparer': {
      boite: true,
      autre: { ...MARTIN, ecritPossible: false, precision: 'Masseur-Kinésithérapeute · Orsène' },
    },
  });
  ouvrir(cheminNouvelAppel({ avec: MARTIN.ref }));
  expect(await screen.findByText('Masseur-Kinésithérapeute · Orsène')).toBeTruthy();
  expect(screen.getByText(/redites au téléphone/)).toBeTruthy();
});

test('une correction se lit à côté de ce qui était noté', async () => {
  serveurDEcran({
    'liaison.appel': unAppel({
      corrections: [
        {
          champ: 'telephone',
          libelle: 'Un numéro de téléphone',
          avant: '0639980102',
          apres: '0639980103',
          par: 'Dr Paul Martin',
          le: '2026-11-26T13:30:00.000Z',
        },
      ],
      taches: [
        {
          id: 't1',
          quoi: 'Lire la correction de Dr Paul Martin',
          qui: 'Sophie Marchand',
          etat: 'tenu',
          dueLe: '2026-11-30T13:30:00.000Z',
        },
      ],
    }),
  });
  ouvrir('/appels/c1');
  const correction = await screen.findByRole('region', { name: 'Un numéro de téléphone' });
  expect(within(correction).getByText('Vous aviez noté').nextSibling?.textContent).toMatch(/^06.39.98.01.02$/);
  expect(within(correction).getByText('Dr Paul Martin corrige').nextSibling?.textContent).toMatch(/^06.39.98.01.03$/);
  expect(screen.getByRole('link', { name: 'Lire la correction de Dr Paul Martin' }).getAttribute('href')).toBe(
    '/taches/t1',
  );
  expect(screen.getByText('Ce dont vous avez convenu est envoyé à Dr Paul Martin.')).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
});

test('rien n’est parti : la note le dit et propose de rappeler', async () => {
  serveurDEcran({ 'liaison.appel': unAppel({ confirmation: 'impossible' }) });
  ouvrir('/appels/c1');
  expect(await screen.findByText(/Rien n’est parti par écrit/)).toBeTruthy();
  expect(screen.getByRole('link', { name: /Appeler Dr Paul Martin/ }).getAttribute('href')).toBe('tel:0199001234');
});
