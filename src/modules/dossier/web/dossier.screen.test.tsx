import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { refus, serveurDEcran } from '#modules/cercle/web/testing-ecran.ts';
import { defautsDAcces, monter } from '#web/testing.tsx';
import type { ResumeVu } from '../contract-vues.ts';
import { FilDeLaPersonne } from './FilDeLaPersonne.tsx';
import { Feuille } from './FeuillePage.tsx';
import { Identite } from './IdentitePage.tsx';
import { naissanceEnMots, Personne } from './PersonnePage.tsx';
import { ChercherUnePersonne, MesPersonnes } from './PersonnesPage.tsx';
import type { SallesVoisines } from './salles-voisines.ts';
import { STATUT_PROVISOIRE, unePersonne, unResume } from './testing-dossier.ts';

const PANNEAU = { version: 0, membres: [], partis: [], information: unResume().information, jySuis: false };
const SALLES: SallesVoisines = {
  noterAppel: (patient) => `/appels/nouveau?patient=${patient}`,
  ecrire: ({ patient }) => `/messages/ecrire?patient=${patient}`,
  demander: (patient) => `/demandes/nouvelle?patient=${patient}`,
  journal: (patient) => `/personnes/${patient}/acces`,
  droits: (patient) => `/personnes/${patient}/droits`,
  ouvrir: (genre, objet) => (genre === 'demande' ? `/demandes/${objet.replace('Task/', '')}` : undefined),
  chercherContacts: () => Promise.resolve([]),
};
const ouvrirPersonne = (personne: ResumeVu = unResume(), reponses: Parameters<typeof serveurDEcran>[0] = {}) => {
  const appels = serveurDEcran({ 'cercle.panneau': PANNEAU, 'dossier.fil': { entrees: [] }, ...reponses });
  monter(<Personne personne={personne} salles={SALLES} genres={[]} onGenres={() => undefined} />);
  return appels;
};

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

test('la page dit qui, l’identité en mots, ce qu’il faut savoir, qui a la main et les proches avec leur téléphone', async () => {
  ouvrirPersonne();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Mme Aubry Jeanne');
  expect(screen.getByText('née le 12/03/1942 · 84 ans')).toBeDefined();
  expect(screen.getByText('Identité provisoire')).toBeDefined();
  expect(screen.getByText('Chute le 3 novembre')).toBeDefined();
  expect(screen.getByText(/vérifié hier par Nadia Ferrand/u)).toBeDefined();
  expect(screen.getByRole('link', { name: 'Demande d’appui DEM-7K4F2' }).getAttribute('href')).toBe('/demandes/d1');
  expect(screen.getByText('Sophie Marchand a la main')).toBeDefined();
  expect(screen.getByRole('link', { name: /appeler Élise Aubry/u }).getAttribute('href')).toBe('tel:0639985555');
  expect(screen.getByRole('link', { name: 'Noter un appel' }).getAttribute('href')).toBe('/appels/nouveau?patient=p1');
  await screen.findByText(/arriveront ici/u, { selector: 'p' });
  expect(await defautsDAcces()).toEqual([]);
});

test('dossier clos après un décès : on consulte, rien de nouveau ne commence de cette page', async () => {
  const morte = { fige: true, figeLe: '2026-10-01', corrigeable: false, complements: [] };
  ouvrirPersonne(unResume(), { 'cercle.deces': { deces: morte } });
  await screen.findByText(/il se lit, il ne s’écrit plus/u);
  expect(screen.queryByRole('link', { name: 'Noter un appel' })).toBeNull();
  expect(screen.queryByRole('link', { name: /Demander un appui/u })).toBeNull();
  expect(screen.getByRole('link', { name: /qui a consulté/iu })).toBeDefined();
});

test('aucune adresse de la page ne porte de nom', async () => {
  ouvrirPersonne();
  const adresses = screen.getAllByRole('link').map((lien) => lien.getAttribute('href') ?? '');
  expect(adresses.filter((adresse) => /aubry|jeanne|petit/iu.test(adresse))).toEqual([]);
});

test('un nom très long, sans date ni proche, tient et reste accessible', async () => {
  const {
    naissance: _naissance,
    age: _age,
    ...reste
  } = unResume({
    nom: 'Marie-Françoise de La Rochefoucauld-Montbrison',
    aSavoir: [],
    mains: [],
    enCeMoment: [],
    proches: [],
  });
  ouvrirPersonne(reste);
  expect(screen.getByText('date de naissance non connue')).toBeDefined();
  expect(screen.getByText('Rien n’est en attente pour cette personne.')).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
});

test('« ceci est faux » dit qui sera prévenu et envoie la version lue ; un changement entre-temps garde le texte', async () => {
  const appels = ouvrirPersonne(unResume(), {
    'dossier.signalerFaux': refus('cordee.version_perimee', 'Quelqu’un a modifié.'),
  });
  fireEvent.click(screen.getByRole('button', { name: 'Ceci est faux : Chute le 3 novembre' }));
  const panneau = within(await screen.findByRole('dialog', { name: 'Ceci est faux' }));
  expect(panneau.getByText(/Nadia Ferrand sera prévenu/u)).toBeDefined();
  fireEvent.change(panneau.getByRole('textbox'), { target: { value: 'C’était le 4' } });
  fireEvent.click(panneau.getByRole('button', { name: 'Prévenir l’auteur' }));
  expect(await panneau.findByText(/Votre texte est gardé/u)).toBeDefined();
  expect(panneau.getByRole<HTMLTextAreaElement>('textbox').value).toBe('C’était le 4');
  expect(appels.find(({ nom }) => nom === 'dossier.signalerFaux')?.entree).toEqual({
    id: 'f1',
    version: 2,
    motif: 'C’était le 4',
  });
});

test('une ligne contestée le dit ; celui qui doit répondre peut corriger ou retirer, les autres non', async () => {
  const conteste = { par: 'Dr Paul Martin', le: '2026-11-26T09:00:00.000Z', motif: 'C’était le 4' };
  const [ligne] = unResume().aSavoir;
  ouvrirPersonne(unResume({ aSavoir: ligne === undefined ? [] : [{ ...ligne, conteste, aMoiDeRepondre: true }] }));
  expect(screen.getByText('Dr Paul Martin dit que c’est faux.')).toBeDefined();
  expect(screen.queryByRole('button', { name: /Ceci est faux/u })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Corriger : Chute le 3 novembre' }));
  const panneau = within(await screen.findByRole('dialog'));
  expect(panneau.getByRole('button', { name: 'Retirer cette ligne' })).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
});

test('chercher une personne : le texte part dans le corps, jamais dans l’adresse, et le choix ouvre sa page', async () => {
  const appels = serveurDEcran({ 'dossier.rechercher': { personnes: [unePersonne()], plus: false } });
  const ouverts: string[] = [];
  monter(<ChercherUnePersonne onOuvrir={(id) => ouverts.push(id)} />);
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'aubry' } });
  fireEvent.click(await screen.findByRole('option', { name: /Mme Aubry Jeanne/u }));
  expect(ouverts).toEqual(['p1']);
  expect(appels.find(({ nom }) => nom === 'dossier.rechercher')?.entree).toEqual({ texte: 'aubry' });
  expect(location.href).not.toContain('aubry');
});

test('mes personnes : celles sans nouvelles ont leur liste, et une liste vide dit ce qui viendra', async () => {
  const personnes = [
    unePersonne(),
    unePersonne({ id: 'p2', nom: 'M. Roche Émile', silencieuse: true, jaiLaMain: 0, mainsOuvertes: 0 }),
  ];
  const { rerender } = monter(
    <MesPersonnes
      donnees={{ personnes, total: 830, silenceJours: 21 }}
      liste="silencieuses"
      onListe={() => undefined}
    />,
  );
  expect(screen.getByRole('tab', { name: /Sans nouvelles/u }).textContent).toContain('1');
  expect(screen.getByRole('link', { name: 'M. Roche Émile' }).getAttribute('href')).toBe('/personnes/p2');
  expect(screen.queryByRole('link', { name: 'Mme Aubry Jeanne' })).toBeNull();
  expect(screen.getByText(/Vous suivez 830 personnes : les 2 premières/u)).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
  rerender(
    <MesPersonnes donnees={{ personnes: [], total: 0, silenceJours: 21 }} liste="cercle" onListe={() => undefined} />,
  );
  expect(screen.getByText('Les personnes dont vous êtes dans le cercle arriveront ici.')).toBeDefined();
});

test('le fil se filtre par mots que l’on retire, et une chose notée après coup le dit', async () => {
  serveurDEcran({
    'dossier.fil': {
      entrees: [
        {
          id: 'e1',
          le: '2026-11-26T09:00:00.000Z',
          saisiLe: '2026-11-26T12:00:00.000Z',
          genre: 'appel',
          titre: 'Appel avec Dr Martin',
          detail: 'Visite mardi',
          auteur: 'Sophie Marchand',
          objet: 'Task/a1',
        },
      ],
      suite: '12',
    },
  });
  const demandes: (readonly string[])[] = [];
  monter(<FilDeLaPersonne patient="p1" genres={['appel', 'note']} onGenres={(genres) => demandes.push(genres)} />);
  expect(await screen.findByText('Appel avec Dr Martin')).toBeDefined();
  expect(screen.getByText(/Noté après coup/u)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Retirer le filtre Notes' }));
  fireEvent.change(screen.getByRole('combobox'), { target: { value: 'document' } });
  expect(demandes).toEqual([['appel'], ['appel', 'note', 'document']]);
  expect(screen.getByRole('button', { name: 'Voir plus ancien' })).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
});

test('deux personnes corrigent la même fiche : la saisie reste, les différences sont montrées, garder renvoie sur la nouvelle version', async () => {
  const versions: number[] = [];
  let enBase = { version: 3, traits: { nomNaissance: 'Petit', commune: 'Maubeuge' } };
  serveurDEcran({
    'dossier.identite': () => ({ ...enBase, statutIns: STATUT_PROVISOIRE }),
    'dossier.corrigerTraits': (entree: { version: number }) => {
      versions.push(entree.version);
      if (entree.version !== enBase.version) return refus('cordee.version_perimee', 'Quelqu’un a modifié.');
      return { version: 5, statutIns: STATUT_PROVISOIRE };
    },
  });
  monter(<Identite patient="p1" />);
  fireEvent.change(await screen.findByRole('textbox', { name: /^Commune \(/u }), { target: { value: 'Hautmont' } });
  enBase = { version: 4, traits: { nomNaissance: 'Petit', commune: 'Feignies' } };
  fireEvent.click(screen.getByRole('button', { name: 'Enregistrer la correction' }));
  const ligne = within(await screen.findByRole('row', { name: /Commune Hautmont Feignies/u }));
  expect(ligne.getByRole('cell', { name: 'Hautmont' })).toBeDefined();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^Commune \(/u }).value).toBe('Hautmont');
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Garder ma saisie' }));
  await vi.waitFor(() => expect(versions).toEqual([3, 4]));
});

test('qui ne corrige pas les traits stricts garde les coordonnées et lit pourquoi', async () => {
  serveurDEcran({
    'dossier.identite': {
      version: 1,
      traits: { telephone: '06 39 98 01 23' },
      statutIns: STATUT_PROVISOIRE,
      strictsFermesPourquoi: 'Réservé au médecin et au DAC.',
    },
  });
  monter(<Identite patient="p1" />);
  expect(await screen.findByText('Réservé au médecin et au DAC.')).toBeDefined();
  expect(screen.queryByRole('textbox', { name: /Nom de naissance/u })).toBeNull();
  expect(screen.getByRole('textbox', { name: /Téléphone/u })).toBeDefined();
});

test('la feuille imprimée porte le résumé, sa date et qui l’imprime', async () => {
  serveurDEcran({ 'dossier.resume': unResume() });
  monter(<Feuille patient="p1" />);
  const feuille = within(await screen.findByRole('article', { name: 'Dossier de Mme Aubry Jeanne' }));
  expect(feuille.getByText(/par Josiane Perrin/u)).toBeDefined();
  expect(feuille.getByText(/Chute le 3 novembre \(Nadia Ferrand/u)).toBeDefined();
  expect(feuille.getByText(/Élise Aubry · Fille · Personne de confiance/u)).toBeDefined();
  expect(await defautsDAcces()).toEqual([]);
});

test('la naissance se dit selon ce que l’on sait', () => {
  expect(naissanceEnMots({ naissance: '1942', age: 84, sexe: 'masculin' })).toBe('né en 1942 · 84 ans environ');
  expect(naissanceEnMots({ naissance: '12/03/1942', age: 84, sexe: 'inconnu' })).toBe(
    'naissance : 12/03/1942 · 84 ans',
  );
});
