import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { lirePassagers } from '#web/coquille/passagers.ts';
import { defautsDAcces, unMoi } from '#web/testing.tsx';
import { ouvrirEcran, refusDEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import type { DetailDemande } from '../contract.ts';
import { routesDemande } from './routes.tsx';
import { TOUT_FERME, uneLigne, unDetail } from './testing-demande.ts';

const SOPHIE = unMoi({
  nom: 'Sophie Marchand',
  role: 'Coordinatrice',
  codeRole: 'coordinateur_appui',
  ref: 'PractitionerRole/sophie',
});
const FAIT = { id: 'd1', reference: 'DEM-7K4F2' };
const SANS_ORIENTATION = { orientations: [], total: 0, comptes: {} };
const COMPTES = { a_prendre: 1, les_miennes: 3, en_cours: 12, retard: 0, closes: 40 };

const demande = (detail: DetailDemande, reponses: object = {}) =>
  serveurDEcran({ 'demande.detail': detail, 'orientation.liste': SANS_ORIENTATION, ...reponses });
const ouvrir = (adresse: string, moi = SOPHIE) => ouvrirEcran(routesDemande, adresse, moi);
const bouton = (nom: string | RegExp) => screen.findByRole('button', { name: nom });
const champ = (nom: string | RegExp) => screen.findByRole<HTMLInputElement>('textbox', { name: nom });
const ecrire = async (nom: string | RegExp, texte: string) =>
  fireEvent.change(await champ(nom), { target: { value: texte } });

beforeEach(() => sessionStorage.clear());

test('la file montre qui a la main, ses mots de filtre avec leur nombre, et s’ouvre au clavier', async () => {
  serveurDEcran({ 'demande.file': { demandes: [uneLigne(), uneLigne({ id: 'd2', personne: '' })], comptes: COMPTES } });
  const { adresse } = ouvrir('/demandes?filtre=a_prendre');
  const ligne = await screen.findByRole('article', { name: 'Mme Aubry Jeanne' });
  expect(within(ligne).getByRole('group', { name: 'Qui a la main' }).textContent).toContain(
    'En attente de Sophie Marchand',
  );
  expect(screen.getByRole('link', { name: /En cours 12/ }).getAttribute('href')).toBe('/demandes?filtre=en_cours');
  expect(screen.getByRole('article', { name: 'Personne à préciser · DEM-7K4F2' })).toBeTruthy();
  expect(await defautsDAcces()).toEqual([]);
  fireEvent.keyDown(document.body, { key: 'j' });
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'j' });
  expect(document.activeElement?.textContent).toBe('Personne à préciser · DEM-7K4F2');
  fireEvent.click(screen.getByRole('link', { name: 'À prendre 1 : retirer ce filtre' }));
  await waitFor(() => expect(adresse()).toBe('/demandes?filtre=en_cours'));
});

test('« Je prends » agit depuis la ligne, et un refus se dit à côté', async () => {
  const envois = serveurDEcran({
    'demande.file': { demandes: [uneLigne()], comptes: COMPTES },
    'demande.prendre': refusDEcran('demande.deja_prise', 'Cette demande est déjà prise.'),
  });
  ouvrir('/demandes');
  fireEvent.click(await bouton('Je prends la demande DEM-7K4F2'));
  expect(await screen.findByText('Cette demande est déjà prise.')).toBeTruthy();
  expect(envois.filter(({ nom }) => nom === 'demande.prendre').map(({ entree }) => entree)).toEqual([{ id: 'd1' }]);
});

test('une file vide dit ce qui viendra', async () => {
  serveurDEcran({ 'demande.file': { demandes: [], comptes: COMPTES } });
  ouvrir('/demandes?filtre=retard');
  expect(await screen.findByText('Aucune demande en retard.')).toBeTruthy();
});

test('une demande montre les mots d’origine intacts, ce qui en est compris, et se lit sans défaut d’accès', async () => {
  demande(unDetail());
  ouvrir('/demandes/d1');
  expect((await screen.findByText(/Sa fille est épuisée/)).textContent).toBe(unDetail().texte);
  expect(screen.getByText('Lu dans le message : à vérifier')).toBeTruthy();
  expect(screen.getByText(/Même année de naissance, nom voisin\. À vérifier : téléphone différent\./)).toBeTruthy();
  expect(screen.getByRole('link', { name: /^Appeler Dr Paul Martin au/ }).getAttribute('href')).toBe('tel:0199001234');
  expect(screen.getByRole('link', { name: 'Lire l’échange' }).getAttribute('href')).toBe('/messages/fil1');
  expect(await defautsDAcces()).toEqual([]);
});

test('le délai arrêté par une question se voit, avec la question', async () => {
  demande(
    unDetail({
      statut: 'complement_demande',
      suspendue: true,
      complements: [{ question: 'Est-elle d’accord ?', poseeLe: '2026-11-26T11:00:00.000Z' }],
    }),
  );
  ouvrir('/demandes/d1');
  expect(await screen.findByText('Délai arrêté : en attente de la réponse de Dr Paul Martin')).toBeTruthy();
  expect(screen.getByText(/Est-elle d’accord/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Noter sa réponse' })).toBeTruthy();
});

test('sans adresse sécurisée, la question se note pour un appel, et le dit', async () => {
  demande(unDetail({ statut: 'en_qualification', demandeur: { nom: 'Mme Petit', telephone: '0639980102' } }), {
    'demande.demanderComplement': { ...FAIT, canal: 'telephone', telephone: '0639980102' },
  });
  ouvrir('/demandes/d1?geste=complement');
  expect(await screen.findByText(/vous appellerez Mme Petit/)).toBeTruthy();
  fireEvent.change(await champ('Votre question'), { target: { value: 'Vit-elle seule ?' } });
  fireEvent.click(await bouton('Noter la question à poser au téléphone'));
  await waitFor(() =>
    expect(lirePassagers().map(({ texte }) => texte)).toContain(
      'Question gardée. Appelez Mme Petit, puis notez sa réponse.',
    ),
  );
});

test('la personne se choisit parmi celles qui lui ressemblent, rien ne se rapproche tout seul', async () => {
  const envois = demande(unDetail(), { 'demande.confirmerPersonne': { ...FAIT, patient: 'p1' } });
  ouvrir('/demandes/d1?geste=confirmer');
  fireEvent.click(await bouton('Rattacher à ce dossier'));
  expect(await screen.findByRole('link', { name: 'Choisissez une personne, ou créez son dossier.' })).toBeTruthy();
  expect(envois.some(({ nom }) => nom === 'demande.confirmerPersonne')).toBe(false);
  fireEvent.click(screen.getByRole('radio', { name: /Aubri Jeanne · né\(e\) le 12\/03\/1942 · Maubeuge/ }));
  fireEvent.click(await bouton('Rattacher à ce dossier'));
  await waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'demande.confirmerPersonne')?.entree).toEqual({ id: 'd1', patient: 'p1' }),
  );
});

test('créer son dossier part de ce qui a été écrit et demande le sexe', async () => {
  const envois = demande(unDetail(), { 'demande.confirmerPersonne': { ...FAIT, patient: 'p9' } });
  ouvrir('/demandes/d1?geste=confirmer');
  fireEvent.click(await screen.findByRole('radio', { name: 'Aucune : créer son dossier' }));
  expect((await champ('Nom de la personne')).value).toBe('Aubry');
  fireEvent.click(await bouton('Créer son dossier'));
  expect((await screen.findAllByText(/Dites si c’est une femme ou un homme/)).length).toBeGreaterThan(0);
  fireEvent.click(screen.getByRole('radio', { name: 'Femme' }));
  fireEvent.click(await bouton('Créer son dossier'));
  await waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'demande.confirmerPersonne')?.entree).toMatchObject({
      id: 'd1',
      creer: { nom: 'Aubry', prenom: 'Jeanne', naissance: '1942', sexe: 'female' },
    }),
  );
});

test('une décision fermée dit pourquoi ; une décision ouverte propose le mot, compté, avec le jour', async () => {
  const envois = demande(unDetail({ patient: { id: 'p1', nom: 'Mme Aubry Jeanne' } }), { 'demande.decider': FAIT });
  const { adresse } = ouvrir('/demandes/d1?geste=decider');
  expect(await screen.findByText('Confirmez d’abord de qui il s’agit.')).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: /Chercher un service/ }));
  const mot = await champ('Le mot au demandeur');
  expect(mot.value).toContain('Mme Aubry Jeanne');
  expect(screen.getByText(/^2 lignes sur 5\./)).toBeTruthy();
  await ecrire('Le mot au demandeur', 'a\nb\nc\nd\ne\nf');
  fireEvent.click(await bouton('Décider et prévenir le demandeur'));
  expect((await screen.findAllByText(/Cinq lignes au plus/)).length).toBeGreaterThan(0);
  expect(await defautsDAcces(screen.getByRole('dialog'))).toEqual([]);
  await ecrire('Le mot au demandeur', 'Nous cherchons.');
  await ecrire(/^Prochaine étape/, 'Réponse du service');
  await ecrire('Jour', '01');
  await ecrire('Mois', '12');
  await ecrire('Année', '2026');
  await ecrire(/À quelle heure/, '10 h');
  fireEvent.click(await bouton('Décider et prévenir le demandeur'));
  await waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'demande.decider')?.entree).toEqual({
      id: 'd1',
      decision: 'orientation_en_cours',
      retour: 'Nous cherchons.',
      prevenuParTelephone: false,
      prochaineEtape: { texte: 'Réponse du service', le: '2026-12-01T09:00:00.000Z' },
    }),
  );
  await waitFor(() => expect(adresse()).toBe('/demandes/d1'));
  expect(lirePassagers().at(-1)?.texte).toBe('Décision prise, le demandeur est prévenu.');
});

test('sans adresse sécurisée, décider demande d’avoir prévenu par téléphone', async () => {
  const envois = demande(unDetail({ demandeur: { nom: 'Aïcha Vignal', telephone: '0199002035' } }), {
    'demande.decider': FAIT,
  });
  ouvrir('/demandes/d1?geste=decider');
  fireEvent.click(await screen.findByRole('radio', { name: /appui à la coordination/ }));
  fireEvent.click(await bouton('Décider et prévenir le demandeur'));
  expect((await screen.findAllByText(/Appelez le demandeur, puis cochez/)).length).toBeGreaterThan(0);
  fireEvent.click(screen.getByRole('checkbox', { name: /Je l’ai prévenu par téléphone/ }));
  fireEvent.click(await bouton('Décider et prévenir le demandeur'));
  await waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'demande.decider')?.entree).toMatchObject({ prevenuParTelephone: true }),
  );
});

test('clore sans retour au demandeur est refusé dès l’écran', async () => {
  const envois = demande(unDetail({ statut: 'suivi', retours: 0 }), { 'demande.clore': FAIT });
  ouvrir('/demandes/d1?geste=clore');
  fireEvent.change(await screen.findByRole('combobox', { name: 'Raison de la clôture' }), {
    target: { value: 'relais_pris' },
  });
  await ecrire('Synthèse', 'Le SSIAD passe chaque jour.');
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Clore la demande' }));
  expect((await screen.findAllByText('Écrivez le mot qui part au demandeur.')).length).toBeGreaterThan(0);
  expect(envois.some(({ nom }) => nom === 'demande.clore')).toBe(false);
});

test('la main se passe à un collègue, jamais à soi-même', async () => {
  const envois = demande(unDetail(), { 'demande.transmettre': FAIT });
  ouvrir('/demandes/d1?geste=transmettre');
  const dialogue = within(await screen.findByRole('dialog'));
  expect(dialogue.getAllByRole('radio')).toHaveLength(1);
  fireEvent.click(dialogue.getByRole('radio', { name: 'Hélène Vidal' }));
  await ecrire('Pourquoi', 'Congés.');
  fireEvent.click(dialogue.getByRole('button', { name: 'Passer la main' }));
  await waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'demande.transmettre')?.entree).toEqual({
      id: 'd1',
      a: 'PractitionerRole/helene',
      motif: 'Congés.',
    }),
  );
});

test('qui ne peut rien faire lit pourquoi, et n’a pas de bouton qui mente', async () => {
  demande(unDetail({ ferme: TOUT_FERME, rapprochements: [] }));
  ouvrir('/demandes/d1', unMoi({ codeRole: 'medecin' }));
  expect(await screen.findByText(/réservé à : coordinateur d’appui du DAC/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Décider' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Confirmer la personne' })).toBeNull();
});

test('l’adresse d’un geste fermé donne la raison à la place du formulaire', async () => {
  demande(unDetail());
  ouvrir('/demandes/d1?geste=rouvrir');
  const dialogue = within(await screen.findByRole('dialog'));
  expect(dialogue.getByText('La demande n’est pas close.')).toBeTruthy();
  expect(dialogue.queryByRole('textbox')).toBeNull();
});

test('ce qui est compris se confirme ou se corrige, le motif principal en tête', async () => {
  const envois = demande(unDetail(), { 'demande.preciser': FAIT });
  ouvrir('/demandes/d1?geste=preciser');
  fireEvent.click(await screen.findByRole('radio', { name: /Dans les 48 heures/ }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Isolement' }));
  fireEvent.click(await bouton('Confirmer'));
  await waitFor(() =>
    expect(envois.find(({ nom }) => nom === 'demande.preciser')?.entree).toEqual({
      id: 'd1',
      urgence: 'U1',
      attente: 'coordination',
      motifs: ['MAD', 'AID', 'ISOL'],
    }),
  );
});
