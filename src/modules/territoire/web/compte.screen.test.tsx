import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ouvrirEcran, serveurDEcran, type Envoi } from '#web/testing-ecran.tsx';
import { defautsDAcces, monter } from '#web/testing.tsx';
import { FormulaireConnexion } from './FormulaireConnexion.tsx';
import { routesTerritoire } from './routes.tsx';

const GESTES = [
  { code: 'administratif', libelle: 'Tenir l’administratif', precision: 'Identité, proches.' },
  { code: 'saisir', libelle: 'Saisir et envoyer à sa place', precision: 'Demandes, messages.' },
];
const DELEGATIONS = {
  jeConfie: [
    {
      id: 'd1',
      avec: 'Malika Saïdi',
      structure: 'DAC',
      gestes: ['Saisir et envoyer à sa place'],
      fin: '2027-05-31',
      etat: 'proposee',
      aRepondre: true,
    },
  ],
  onMeConfie: [],
  personnes: [{ affectation: 'a1', nom: 'Malika Saïdi', precision: 'Secrétariat du DAC, DAC' }],
  gestes: GESTES,
  sens: 'je_confie',
};

afterEach(() => vi.unstubAllGlobals());

const envoyes = (serveur: readonly Envoi[], nom: string) => serveur.filter((e) => e.nom === nom).map((e) => e.entree);

test('confier : à qui, quels gestes, jusqu’à quand ; puis répondre à une demande', async () => {
  const serveur = serveurDEcran({
    'territoire.delegations': DELEGATIONS,
    'session/delegations': { delegations: [] },
    'territoire.deleguer': { id: 'd2' },
    'territoire.accepterDelegation': {},
  });
  ouvrirEcran(routesTerritoire, '/delegations');
  expect(await screen.findByRole('heading', { level: 1, name: 'Délégations' })).toBeTruthy();
  expect(await screen.findByText(/attend votre réponse/)).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('radio', { name: /Malika Saïdi/ }));
  fireEvent.click(screen.getByRole('checkbox', { name: /Saisir et envoyer/ }));
  fireEvent.change(screen.getByLabelText('Jour'), { target: { value: '31' } });
  fireEvent.change(screen.getByLabelText('Mois'), { target: { value: '05' } });
  fireEvent.change(screen.getByLabelText('Année'), { target: { value: '2027' } });
  fireEvent.click(screen.getByRole('button', { name: 'Confier' }));
  await waitFor(() =>
    expect(envoyes(serveur, 'territoire.deleguer')).toEqual([
      { sens: 'je_confie', avec: 'a1', gestes: ['saisir'], fin: '2027-05-31' },
    ]),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Accepter : Malika Saïdi' }));
  await waitFor(() => expect(envoyes(serveur, 'territoire.accepterDelegation')).toEqual([{ id: 'd1' }]));
});

test('mes sessions : reconnaître l’appareil, fermer celui qui n’est pas soi', async () => {
  const session = { moyen: 'psc', ouverteLe: '2026-11-24T08:00:00Z', vueLe: '2026-11-24T09:00:00Z', partage: false };
  const serveur = serveurDEcran({
    'session/sessions': {
      sessions: [
        { ...session, id: 's1', appareil: 'Chrome sur Android', adresse: '192.0.2.1', celleCi: true },
        { ...session, id: 's2', appareil: 'Firefox sur Windows', adresse: '198.51.100.7', celleCi: false },
      ],
    },
    'session/sessions-fermer': { fermees: 1 },
  });
  ouvrirEcran(routesTerritoire, '/sessions');
  expect(await screen.findByText(/celui-ci/)).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Fermer la session Firefox sur Windows' }));
  await waitFor(() => expect(envoyes(serveur, 'session/sessions-fermer')).toEqual([{ id: 's2' }]));
});

test('entrer par le téléphone : un numéro, le code à comparer, et l’appareil connu passe en premier', async () => {
  const serveur = serveurDEcran({
    'session/etat': {
      essai: false,
      moyens: { psc: true, cle: false, telephone: true },
      connu: { prenom: 'Lise', moyen: 'telephone', identifiant: '899700000001' },
    },
    'session/telephone': { code: 'KM-42', expireLe: '2026-11-24T09:02:00Z', attendreMs: 60_000 },
  });
  monter(<FormulaireConnexion onConnecte={() => undefined} />);
  expect(await screen.findByText('Lise')).toBeTruthy();
  expect(screen.getAllByRole('button').map((bouton) => bouton.textContent)[1]).toBe('Me connecter avec mon téléphone');
  fireEvent.click(screen.getByRole('button', { name: 'Me connecter avec mon téléphone' }));
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /Votre numéro RPPS/ }).value).toBe('899700000001');
  fireEvent.click(screen.getByRole('checkbox', { name: /Poste partagé/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Appeler mon téléphone' }));
  expect(await screen.findByText('KM-42')).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  expect(envoyes(serveur, 'session/telephone')).toEqual([{ identifiant: '899700000001', partage: true }]);
});

test('la carte a servi ici la dernière fois : une ligne dit comment s’en passer, rien n’entre tout seul', async () => {
  vi.stubGlobal('PublicKeyCredential', () => undefined);
  const serveur = serveurDEcran({
    'session/etat': {
      essai: false,
      moyens: { psc: true, cle: true, telephone: false },
      connu: { prenom: 'Lise', moyen: 'psc' },
    },
  });
  monter(<FormulaireConnexion onConnecte={() => undefined} />);
  expect(await screen.findByText(/Pour ne plus sortir la carte ici/)).toBeTruthy();
  expect(screen.getByText(/il faut toujours prouver qui vous êtes/)).toBeTruthy();
  expect(serveur.map(({ nom }) => nom)).toEqual(['session/etat']);
});
