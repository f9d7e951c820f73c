import { screen, waitFor, within } from '@testing-library/react';
import { fireEvent } from '@testing-library/dom';
import { describe, expect, test, vi } from 'vitest';
import { STATUT_PROVISOIRE } from '#modules/dossier/web/testing-dossier.ts';
import { defautsDAcces } from '#web/testing.tsx';
import { ouvrirEcran, serveurDEcran } from '#web/testing-ecran.tsx';
import type { DoublonVu, QualificationVue, TraitVu } from '../contract-vues.ts';
import { routesIdentitovigilance } from './routes.tsx';

const unTrait = (libelle: string, accord: TraitVu['accord'], ici = 'A', ailleurs = 'B'): TraitVu => ({
  libelle,
  ici,
  ailleurs,
  accord,
});

const unEtat = (partie: Partial<QualificationVue> = {}): QualificationVue => ({
  version: 3,
  statutIns: STATUT_PROVISOIRE,
  mineur: false,
  ehpadPermis: false,
  raccorde: true,
  insRetrouvee: false,
  aComparer: [{ libelle: 'Nom de naissance', valeur: 'Petit' }],
  ...partie,
});

const uneInterrogation = (partie: Partial<NonNullable<QualificationVue['interrogation']>> = {}) => ({
  etat: 'faite' as const,
  par: 'Nadia Ferrand',
  demandeeLe: '2026-11-26T14:00:00Z',
  differences: [],
  ...partie,
});

const unDossier = (patient: string, nom: string) => ({
  patient,
  nom,
  naissance: '12/03/1942',
  commune: 'Maubeuge',
  statutIns: STATUT_PROVISOIRE,
});

const unDoublon = (partie: Partial<DoublonVu> = {}): DoublonVu => ({
  id: 'd1',
  a: unDossier('p1', 'Mme Aubry Jeanne'),
  b: unDossier('p2', 'Mme Aubri Jeanne'),
  origine: 'ressemblance',
  motifs: ['même date de naissance'],
  conflits: [],
  comparaison: [unTrait('Nom de naissance', 'different', 'Petit', 'Petit-Jean'), unTrait('Sexe', 'identique')],
  collision: false,
  qui: 'Sophie Marchand',
  dueLe: '2026-12-03T16:00:00Z',
  ouvertLe: '2026-11-26T09:00:00Z',
  ...partie,
});

const appuyer = (nom: string | RegExp) => fireEvent.click(screen.getByRole('button', { name: nom }));

describe('qualifier sans secrétaire', () => {
  test('chercher, choisir la pièce, dire qu’on l’a vue : trois gestes', async () => {
    let etat = unEtat();
    const envois = serveurDEcran({
      'identitovigilance.qualification': () => etat,
      'identitovigilance.interroger': () => {
        etat = unEtat({ interrogation: uneInterrogation({ etat: 'attente' }) });
        return { interrogation: 'i1' };
      },
      'dossier.verifierPiece': () => {
        etat = unEtat({ statutIns: { ...STATUT_PROVISOIRE, code: 'QUAL', mots: 'Identité qualifiée' } });
        return { version: 5, statutIns: etat.statutIns };
      },
    });
    ouvrirEcran(routesIdentitovigilance, '/personnes/p1/qualifier');
    await screen.findByRole('button', { name: 'Chercher dans le téléservice national' });
    expect(await defautsDAcces()).toEqual([]);
    appuyer('Chercher dans le téléservice national');
    await screen.findByText('Recherche en cours');
    fireEvent.click(screen.getByRole('radio', { name: 'Carte nationale d’identité' }));
    appuyer('J’ai vu cette pièce');
    await screen.findByText('Identité qualifiée');
    expect(envois.find(({ nom }) => nom === 'dossier.verifierPiece')?.entree).toMatchObject({
      patient: 'p1',
      version: 3,
      piece: 'CN',
    });
    expect(screen.queryByText('Permis de conduire')).toBeNull();
  });

  test('service en panne : l’heure du prochain essai, et ce qu’on peut faire en attendant', async () => {
    const interrogation = uneInterrogation({ etat: 'attente', prochainEssai: '2026-11-26T14:10:00+01:00' });
    serveurDEcran({ 'identitovigilance.qualification': unEtat({ interrogation }) });
    ouvrirEcran(routesIdentitovigilance, '/personnes/p1/qualifier');
    await screen.findByText(/redemande seule à 14/);
    expect(screen.queryByRole('button', { name: /Chercher/ })).toBeNull();
    expect(await defautsDAcces()).toEqual([]);
  });

  test('non raccordé : le bouton dit pourquoi il est fermé, la pièce reste possible', async () => {
    serveurDEcran({
      'identitovigilance.qualification': unEtat({
        raccorde: false,
        fermeePourquoi: 'Le téléservice n’est pas raccordé ici.',
      }),
    });
    ouvrirEcran(routesIdentitovigilance, '/personnes/p1/qualifier');
    const bouton = await screen.findByRole('button', { name: 'Chercher dans le téléservice national' });
    expect(bouton.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('Le téléservice n’est pas raccordé ici.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'J’ai vu cette pièce' })).toBeTruthy();
  });

  test('une lecture différente montre les traits côte à côte et dit que rien n’a changé ; la douchette envoie seule', async () => {
    const envois = serveurDEcran({
      'identitovigilance.qualification': unEtat(),
      'identitovigilance.lireDatamatrix': {
        issue: 'differente',
        comparaison: [unTrait('Nom de naissance', 'different', 'Petit', 'AUTRE')],
        interrogation: false,
      },
    });
    ouvrirEcran(routesIdentitovigilance, '/personnes/p1/qualifier');
    const champ = await screen.findByLabelText<HTMLInputElement>(/Passez la douchette/);
    fireEvent.change(champ, { target: { value: 'IS01' } });
    fireEvent.keyDown(champ, { key: ']', ctrlKey: true });
    expect(champ.value).toBe('IS01␝');
    fireEvent.submit(champ);
    await screen.findByText(/Rien n’a été changé/);
    expect(within(screen.getByRole('table')).getByText('AUTRE')).toBeTruthy();
    expect(envois.find(({ nom }) => nom === 'identitovigilance.lireDatamatrix')?.entree).toEqual({
      patient: 'p1',
      lecture: 'IS01␝',
    });
    expect(await defautsDAcces()).toEqual([]);
  });

  test('la photo n’est proposée que si le navigateur sait lire un code', async () => {
    serveurDEcran({ 'identitovigilance.qualification': unEtat() });
    ouvrirEcran(routesIdentitovigilance, '/personnes/p1/qualifier');
    await screen.findByLabelText(/Passez la douchette/);
    expect(screen.queryByRole('button', { name: /photo/ })).toBeNull();
    vi.stubGlobal('BarcodeDetector', function lecteur() {});
    serveurDEcran({ 'identitovigilance.qualification': unEtat() });
    ouvrirEcran(routesIdentitovigilance, '/personnes/p2/qualifier');
    expect(await screen.findByRole('button', { name: 'Prendre le code en photo' })).toBeTruthy();
    vi.unstubAllGlobals();
  });
});

describe('la file des identités', () => {
  test('deux dossiers côte à côte, qui tranche et avant quand ; réunir garde le plus sûr et dit pourquoi', async () => {
    const b = {
      ...unDossier('p2', 'Mme Aubri Jeanne'),
      statutIns: { ...STATUT_PROVISOIRE, code: 'QUAL' as const, mots: 'Identité qualifiée' },
    };
    const envois = serveurDEcran({
      'identitovigilance.file': { doublons: [unDoublon({ b })], aVerifier: [], fusions: [] },
      'identitovigilance.fusionner': { fusion: 'f1', etat: 'faite' },
    });
    ouvrirEcran(routesIdentitovigilance, '/identites');
    await screen.findByText(/Sophie Marchand doit trancher avant le/);
    expect(screen.getByText('Différent')).toBeTruthy();
    appuyer('C’est la même personne');
    fireEvent.change(screen.getByLabelText('Pourquoi ?'), { target: { value: 'Même carte' } });
    expect(await defautsDAcces()).toEqual([]);
    appuyer('Réunir les deux dossiers');
    await waitFor(() =>
      expect(envois.find(({ nom }) => nom === 'identitovigilance.fusionner')?.entree).toEqual({
        doublon: 'd1',
        garde: 'p2',
        motif: 'Même carte',
      }),
    );
  });

  test('une collision proposée par moi attend une autre personne', async () => {
    const proposition = { id: 'f1', par: 'Sophie Marchand', motif: 'Date fausse', aMoiDeConfirmer: false };
    serveurDEcran({
      'identitovigilance.file': { doublons: [unDoublon({ collision: true, proposition })], aVerifier: [], fusions: [] },
    });
    ouvrirEcran(routesIdentitovigilance, '/identites');
    await screen.findByText('Sophie Marchand propose de les réunir : Date fausse');
    expect(screen.getByText(/une autre personne doit la confirmer/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'C’est la même personne' })).toBeNull();
    expect(await defautsDAcces()).toEqual([]);
  });

  test('file vide, réponse à regarder, réunion à défaire : chacune a son geste', async () => {
    serveurDEcran({
      'identitovigilance.file': {
        doublons: [],
        aVerifier: [
          {
            objet: 'identite/i1',
            patient: 'p1',
            nom: 'Mme Aubry Jeanne',
            prochaine: 'Relisez les traits.',
            qui: 'Sophie Marchand',
            dueLe: '2026-12-03T16:00:00Z',
          },
        ],
        fusions: [
          {
            id: 'f1',
            garde: 'p1',
            absorbe: 'p2',
            nomGarde: 'Mme Aubry Jeanne',
            nomAbsorbe: 'Mme Aubri Jeanne',
            le: '2026-11-20T10:00:00Z',
            par: 'Sophie Marchand',
            motif: 'Même carte',
            annulableJusqua: '2026-12-20T10:00:00Z',
          },
        ],
      },
    });
    ouvrirEcran(routesIdentitovigilance, '/identites');
    await screen.findByText(/Aucun doublon possible/);
    appuyer('Séparer ces dossiers');
    expect(screen.getAllByRole('button', { name: 'Séparer ces dossiers' })).toHaveLength(2);
    expect(await defautsDAcces()).toEqual([]);
  });

  test('qui a reçu des documents, et geler une identité usurpée', async () => {
    const envois = serveurDEcran({
      'identitovigilance.destinataires': {
        nom: 'Mme Aubry Jeanne',
        gelee: false,
        retenus: 0,
        destinataires: [
          { cle: 'c1', nom: 'Dr X', adresse: 'x@mss.invalid', quoi: 'Compte rendu', le: '2026-11-20T10:00:00Z' },
        ],
      },
      'identitovigilance.signalerUsurpation': { arretes: 2 },
    });
    ouvrirEcran(routesIdentitovigilance, '/personnes/p1/destinataires');
    await screen.findByText('Dr X');
    fireEvent.change(screen.getByLabelText('Que s’est-il passé ?'), { target: { value: 'Carte volée' } });
    appuyer('Geler cette identité');
    await waitFor(() =>
      expect(envois.find(({ nom }) => nom === 'identitovigilance.signalerUsurpation')?.entree).toEqual({
        patient: 'p1',
        motif: 'Carte volée',
      }),
    );
    expect(await defautsDAcces()).toEqual([]);
  });

  test('lever un gel demande ce que deviennent les messages retenus', async () => {
    const envois = serveurDEcran({
      'identitovigilance.destinataires': { nom: 'Mme Aubry Jeanne', gelee: true, retenus: 2, destinataires: [] },
      'identitovigilance.leverGel': { retenus: 2 },
    });
    ouvrirEcran(routesIdentitovigilance, '/personnes/p1/destinataires');
    await screen.findByText('Les 2 messages retenus');
    fireEvent.change(screen.getByLabelText('Que s’est-il passé ?'), { target: { value: 'Tiré au clair' } });
    fireEvent.click(screen.getByRole('radio', { name: /Abandonner/ }));
    appuyer('Lever le gel');
    await waitFor(() =>
      expect(envois.find(({ nom }) => nom === 'identitovigilance.leverGel')?.entree).toEqual({
        patient: 'p1',
        motif: 'Tiré au clair',
        retenus: 'abandonner',
      }),
    );
    expect(await defautsDAcces()).toEqual([]);
  });
});
