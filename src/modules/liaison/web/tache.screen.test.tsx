import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { ContexteJeton } from '#web/lien/jeton.ts';
import { defautsDAcces, monter, unMoi } from '#web/testing.tsx';
import { ouvrirEcran, refusDEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import { CarteDesCanaux } from './CarteDesCanaux.tsx';
import { PageCorrigerAppel } from './PageCorrigerAppel.tsx';
import { routesLiaison } from './routes.tsx';
import { unePage, uneTache } from './testing-liaison.ts';

const ouvrir = (adresse: string) => ouvrirEcran(routesLiaison, adresse, unMoi({ nom: 'Sophie Marchand' }));
const envoyees = (envois: ReturnType<typeof serveurDEcran>, nom: string) =>
  envois.filter((envoi) => envoi.nom === nom).map(({ entree }) => entree);
const bouton = (nom: string | RegExp) => screen.findByRole('button', { name: nom });
const ecrire = async (nom: string | RegExp, texte: string) =>
  fireEvent.change(await screen.findByRole('textbox', { name: nom }), { target: { value: texte } });

beforeEach(() => sessionStorage.clear());

test('une tâche dit qui l’a et pour quand, et se dit faite en deux gestes', async () => {
  const envois = serveurDEcran({ 'liaison.tache': uneTache({ appel: 'c1' }), 'liaison.faireTache': { id: 't1' } });
  ouvrir('/taches/t1');
  const bande = await screen.findByRole('group', { name: 'Qui a la main' });
  expect(bande.textContent).toContain('Sophie Marchand a la main');
  expect(screen.queryByRole('button', { name: 'Je prends' })).toBeNull();
  expect(screen.getByRole('link', { name: 'Lire l’appel' }).getAttribute('href')).toBe('/appels/c1');
  fireEvent.click(await bouton('C’est fait'));
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(await bouton('Dire que c’est fait'));
  await waitFor(() => expect(envoyees(envois, 'liaison.faireTache')).toEqual([{ id: 't1' }]));
});

test('reporter demande jusqu’à quand et pourquoi', async () => {
  const envois = serveurDEcran({ 'liaison.tache': uneTache(), 'liaison.reporterTache': { id: 't1' } });
  ouvrir('/taches/t1?geste=reporter');
  await ecrire('Pourquoi ?', 'La pharmacie est fermée.');
  fireEvent.click(await screen.findByRole('radio', { name: 'Dans une semaine' }));
  fireEvent.click(await bouton('Reporter la tâche'));
  await waitFor(() =>
    expect(envoyees(envois, 'liaison.reporterTache')).toEqual([
      { id: 't1', le: '2026-12-03T17:00:00.000Z', motif: 'La pharmacie est fermée.' },
    ]),
  );
});

test('une tâche en retard chez une autre se prend ; un refus se dit à côté', async () => {
  const envois = serveurDEcran({
    'liaison.tache': uneTache({ etat: 'retard', qui: 'Hélène Vidal', aMoi: false }),
    'liaison.prendreTache': refusDEcran('liaison.tache_finie', 'Cette tâche est déjà faite.'),
  });
  ouvrir('/taches/t1');
  expect((await screen.findByRole('group', { name: 'Qui a la main' })).textContent).toContain(
    'En retard, remonte à Hélène Vidal',
  );
  fireEvent.click(await bouton('Je prends'));
  expect(await screen.findByText('Cette tâche est déjà faite.')).toBeTruthy();
  expect(envoyees(envois, 'liaison.prendreTache')).toEqual([{ id: 't1' }]);
});

test('une tâche d’autrui explique pourquoi on ne peut pas agir', async () => {
  const ferme = 'Hélène Vidal a cette tâche. Demandez-lui, ou à Sophie Marchand.';
  serveurDEcran({ 'liaison.tache': uneTache({ aMoi: false, ferme }) });
  ouvrir('/taches/t1');
  const fait = await bouton('C’est fait');
  expect(fait.getAttribute('aria-disabled')).toBe('true');
  expect(screen.getByText(ferme)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Reporter' })).toBeNull();
  expect(await defautsDAcces()).toEqual([]);
});

function ouvrirLien(reponses: object) {
  const envois = serveurDEcran({ ...reponses });
  monter(
    <ContexteJeton value="t0001.essai">
      <PageCorrigerAppel />
    </ContexteJeton>,
  );
  return envois;
}

test('par le lien, on dit ce qui est faux et la bonne valeur ; rien de la note ne se montre', async () => {
  const envois = ouvrirLien({ 'liaison.corrigerPage': unePage(), 'liaison.corriger': { id: 'c1' } });
  expect(await screen.findByText(/Vous pouvez corriger jusqu’à samedi 28 nov/)).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: 'Un numéro de téléphone' }));
  await ecrire(/La bonne information/, '06 39 98 01 03');
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(await bouton('Envoyer la correction'));
  expect(await screen.findByText('Merci. Sophie Marchand va la lire : les deux versions sont visibles.')).toBeTruthy();
  expect(envois.find(({ nom }) => nom === 'liaison.corriger')).toEqual({
    nom: 'liaison.corriger',
    entree: { champ: 'telephone', valeur: '0639980103' },
    jeton: 't0001.essai',
  });
});

test('après le délai, la page dit quoi faire', async () => {
  ouvrirLien({ 'liaison.corrigerPage': unePage({ ouverte: false }) });
  expect(await screen.findByText('Le délai pour corriger est passé.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Envoyer la correction' })).toBeNull();
});

test('la part du téléphone se lit en grand, en barres, et en tableau', async () => {
  serveurDEcran({
    'liaison.canaux': {
      total: 10,
      parCanal: [
        { canal: 'telephone', nombre: 4 },
        { canal: 'mssante', nombre: 6 },
      ],
      parMotif: [
        { motif: 'demande', libelle: 'Demander un appui', nombre: 3 },
        { motif: 'autre', libelle: 'Autre', nombre: 1 },
      ],
    },
  });
  monter(<CarteDesCanaux />);
  const barres = await screen.findByRole('list', { name: 'Par quel canal' });
  expect(barres.textContent).toMatch(/Téléphone40.%Messagerie sécurisée60.%/);
  expect(screen.getByRole('list', { name: 'Pourquoi on appelle' }).textContent).toMatch(/Demander un appui75.%/);
  fireEvent.click(screen.getByText('Les mêmes nombres en tableau'));
  expect(screen.getByRole('table', { name: 'Par quel canal' }).textContent).toMatch(/Téléphone.*4.*40.%/);
  expect(await defautsDAcces()).toEqual([]);
});

test('sans échange encore, la carte dit ce qui viendra', async () => {
  serveurDEcran({ 'liaison.canaux': { total: 0, parCanal: [], parMotif: [] } });
  monter(<CarteDesCanaux />);
  expect(await screen.findByText(/Aucun échange encore/)).toBeTruthy();
});
