import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { defautsDAcces, monter } from '#web/testing.tsx';
import type { EntourageVu } from '../contract-protection.ts';
import { Entourage } from './Entourage.tsx';
import { serveurDEcran } from './testing-ecran.ts';

const ELISE: EntourageVu['confiance'][number] = {
  id: 'elise',
  nom: 'Élise Aubry',
  telephone: '+33639980144',
  etat: 'a_accepter',
  etatEnMots: 'Désignée par écrit, n’a pas encore signé',
  le: '2026-11-20',
  portees: ['Dire ce qu’elle voudrait si elle ne peut plus s’exprimer'],
  preuve: 'classeur bleu',
};
const GARDE: EntourageVu['representants'][number] = {
  id: 'garde',
  nom: 'Mme Garde',
  telephone: '0199001234',
  qualite: 'Tutelle',
  couvre: 'Sa personne et ses biens',
  jusque: '2030-05-03T00:00:00Z',
  fini: false,
  repondPourElle: true,
};
const PROCHES = [{ ref: 'RelatedPerson/elise', nom: 'Élise Aubry', precision: 'Fille' }];

const montrer = (entourage: Partial<EntourageVu>) =>
  monter(
    <Entourage
      patient="p1"
      proches={PROCHES}
      entourage={{ mineure: false, confiance: [], representants: [], ...entourage }}
    />,
  );

test('qui appeler se voit d’abord, en un toucher ; la désignation se signe, et se révoque', async () => {
  const appels = serveurDEcran({
    'cercle.accepterConfiance': { id: 'elise' },
    'cercle.revoquerConfiance': { id: 'elise' },
  });
  const revoquee = {
    ...ELISE,
    id: 'luc',
    nom: 'Luc',
    etat: 'revoquee' as const,
    revoqueeLe: '2026-11-01',
  } satisfies typeof ELISE;
  montrer({ confiance: [ELISE, revoquee], representants: [GARDE] });
  expect(screen.getByRole('link', { name: /appeler Élise Aubry/u }).getAttribute('href')).toBe('tel:0639980144');
  expect(screen.getByRole('link', { name: /appeler Mme Garde/u })).toBeDefined();
  expect(screen.getByText('Avant (1)')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Préparer sa copie : Mme Garde' }).getAttribute('href')).toBe(
    '/personnes/p1/copie?representant=garde',
  );
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Élise Aubry : A signé aujourd’hui' }));
  await waitFor(() =>
    expect(appels.find(({ nom }) => nom === 'cercle.accepterConfiance')?.entree).toMatchObject({
      patient: 'p1',
      id: 'elise',
    }),
  );
  fireEvent.click(screen.getByRole('button', { name: 'La personne la révoque : Élise Aubry' }));
  await waitFor(() => expect(appels.some(({ nom }) => nom === 'cercle.revoquerConfiance')).toBe(true));
});

test('noter une désignation : rien de coché, le papier part en un envoi', async () => {
  const appels = serveurDEcran({ 'cercle.designerConfiance': { id: 'elise' } });
  montrer({});
  expect(screen.getByText('Aucune personne de confiance désignée par écrit.')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Noter une désignation' }));
  const panneau = within(await screen.findByRole('dialog'));
  expect(panneau.queryAllByRole('radio', { checked: true })).toEqual([]);
  fireEvent.click(panneau.getByRole('radio', { name: 'L’un de ses proches' }));
  fireEvent.click(panneau.getByRole('radio', { name: /Élise Aubry/u }));
  fireEvent.click(panneau.getByRole('checkbox', { name: /Dire ce qu’elle voudrait/u }));
  const signature = within(panneau.getByRole('group', { name: /la personne a-t-elle signé/u }));
  for (const [nom, valeur] of [
    [/Jour/u, '20'],
    [/Mois/u, '11'],
    [/Année/u, '2026'],
  ] as const)
    fireEvent.change(signature.getByRole('textbox', { name: nom }), { target: { value: valeur } });
  fireEvent.change(panneau.getByRole('textbox', { name: /Où est le papier/u }), { target: { value: 'classeur bleu' } });
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(panneau.getByRole('button', { name: 'Noter cette désignation' }));
  await waitFor(() =>
    expect(appels.find(({ nom }) => nom === 'cercle.designerConfiance')?.entree).toEqual({
      patient: 'p1',
      qui: { genre: 'proche', ref: 'RelatedPerson/elise' },
      portees: ['fin_de_vie'],
      designeeLe: '2026-11-20',
      preuve: 'classeur bleu',
    }),
  );
});

test('une mineure : ses titulaires, chacun sa fin ; pas de personne de confiance', async () => {
  serveurDEcran({});
  const pere = {
    ...GARDE,
    id: 'pere',
    nom: 'M. Petitbois',
    qualite: 'Autorité parentale',
    fini: true,
    pasRecevoir: 'Son mandat a pris fin',
  };
  montrer({ mineure: true, representants: [{ ...GARDE, qualite: 'Autorité parentale' }, pere] });
  expect(screen.queryByText(/confiance/u)).toBeNull();
  expect(screen.getByRole('button', { name: 'Noter un titulaire de l’autorité parentale' })).toBeDefined();
  expect(screen.queryByRole('link', { name: /Préparer sa copie : M\. Petitbois/u })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Son mandat prend fin : Mme Garde' }));
  expect(await screen.findByRole('dialog', { name: 'Son mandat prend fin : Mme Garde' })).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
});
