import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  creerPersonneParEcran,
  maisonDeTest,
  mmeAubryEtSonCercle,
  nadia,
  type MaisonDeTest,
} from '#modules/dossier/testing.ts';
import { EXTENSIONS_CORDEE } from '#fhir/definitions/index.ts';
import { creerValidateur } from '#fhir/validateur/index.ts';
import type { PanneauVu } from './contract.ts';
import { unActeur } from './testing.ts';

const PAPIER = {
  designeeLe: '2026-11-20',
  portees: ['fin_de_vie', 'demarches'],
  preuve: 'lettre signée, classeur bleu du domicile',
};

describe('la personne de confiance (L. 1111-6 CSP, L. 311-5-1 CASF, SP-15)', () => {
  let maison: MaisonDeTest;
  let patient: string;
  let fille: string;
  beforeAll(async () => {
    maison = await maisonDeTest();
  });
  afterAll(() => maison.fermer());
  beforeEach(async () => {
    patient = await mmeAubryEtSonCercle(maison);
    fille = (
      await maison.faire<{ id: string }>(nadia, 'dossier.ajouterProche', {
        patient,
        nom: 'Aubry',
        prenom: 'Élise',
        lien: 'DAUC',
        roles: ['CAREGIVER'],
        telephone: '0639980144',
      })
    ).id;
  });

  const designer = (entree: object = {}, sur = patient) =>
    maison.faire<{ id: string }>(nadia, 'cercle.designerConfiance', {
      patient: sur,
      qui: { genre: 'proche', ref: `RelatedPerson/${fille}` },
      ...PAPIER,
      ...entree,
    });
  const confiance = async () =>
    (await maison.voir<PanneauVu>(nadia, 'cercle.panneau', { patient })).entourage?.confiance ?? [];

  test('désignée par écrit, puis signée à son tour, puis révoquée : chaque étape est datée et gardée', async () => {
    const { id } = await designer();
    expect(await confiance()).toEqual([
      expect.objectContaining({ nom: 'Élise Aubry', telephone: '+33639980144', etat: 'a_accepter', le: '2026-11-20' }),
    ]);
    await expect(designer()).rejects.toMatchObject({ code: 'cercle.confiance_deja' });
    await maison.faire(nadia, 'cercle.accepterConfiance', { patient, id, le: '2026-11-23' });
    expect(await confiance()).toMatchObject([{ etat: 'en_cours', accepteeLe: '2026-11-23' }]);
    await maison.faire(nadia, 'cercle.revoquerConfiance', { patient, id, le: '2026-11-24' });
    await designer({ designeeLe: '2026-11-24', accepteeLe: '2026-11-24', portees: ['social'] });
    expect(await confiance()).toMatchObject([
      { etat: 'en_cours', le: '2026-11-24', portees: [expect.stringContaining('établissement')] },
      { etat: 'revoquee', le: '2026-11-20', accepteeLe: '2026-11-23', revoqueeLe: '2026-11-24' },
    ]);
    await expect(
      maison.faire(nadia, 'cercle.accepterConfiance', { patient, id, le: '2026-11-24' }),
    ).rejects.toMatchObject({ code: 'cercle.confiance_inconnue' });
  });

  test('ce qui est écrit est du FHIR R4 valide, désignation et mandat compris', async () => {
    await designer({ accepteeLe: '2026-11-23', autorisation: 'ordonnance' });
    await designer({ qui: { genre: 'nom', nom: 'Dr Paul Martin', telephone: '0199001234', lien: 'médecin traitant' } });
    const validateur = creerValidateur({
      paquets: [],
      extensions: EXTENSIONS_CORDEE,
      extensionsInconnues: 'refuser',
    });
    const ecrits = await maison.dans(nadia, (tx) => tx.magasin.chercher('RelatedPerson', { patient }, tx.portee));
    const defauts = ecrits.flatMap(({ ressource }) =>
      validateur.valider(ressource).issues.filter(({ severity }) => severity === 'error'),
    );
    expect(ecrits).toHaveLength(2);
    expect(defauts).toEqual([]);
  });

  test('révoquée, elle reste une proche ; désignée sans être une proche, elle quitte la liste', async () => {
    const { id } = await designer({
      qui: { genre: 'nom', nom: 'Dr Paul Martin', telephone: '0199001234', lien: 'médecin traitant' },
    });
    await designer();
    const proches = async () =>
      (await maison.voir<{ proches: { id: string; roles: string[] }[] }>(nadia, 'dossier.proches', { patient }))
        .proches;
    expect((await proches()).filter(({ roles }) => roles.includes('Personne de confiance'))).toHaveLength(2);
    for (const qui of [id, fille])
      await maison.faire(nadia, 'cercle.revoquerConfiance', { patient, id: qui, le: '2026-11-24' });
    expect((await proches()).map((proche) => proche.id)).toEqual([fille]);
    expect((await confiance()).map(({ etat }) => etat)).toEqual(['revoquee', 'revoquee']);
  });

  test('par cette seule qualité, elle n’a aucun accès : ni dossier, ni copie, ni lien', async () => {
    const { id } = await designer({ accepteeLe: '2026-11-23' });
    const elle = unActeur('structure', `RelatedPerson/${id}`, { refs: [`RelatedPerson/${id}`], nom: 'Élise Aubry' });
    for (const vue of ['dossier.resume', 'cercle.panneau', 'cercle.copie'])
      await expect(maison.voir(elle, vue, { patient })).rejects.toMatchObject({ code: 'cordee.introuvable' });
    const sansMandat = { code: 'cercle.representant_inconnu' };
    await expect(maison.voir(nadia, 'cercle.copie', { patient, representant: id })).rejects.toMatchObject(sansMandat);
    await expect(maison.faire(nadia, 'cercle.donnerCopie', { patient, representant: id })).rejects.toMatchObject(
      sansMandat,
    );
  });

  test('une mineure n’en désigne pas ; une personne représentée, avec l’autorisation du juge seulement', async () => {
    const mineure = await creerPersonneParEcran(maison, nadia, {
      nom: 'Petitbois',
      naissance: '12/03/2014',
      sexe: 'female',
    });
    const qui = { genre: 'nom', nom: 'Sa tante', telephone: '0199001234', lien: 'tante' };
    await expect(designer({ qui }, mineure)).rejects.toMatchObject({ code: 'cercle.confiance_mineure' });
    await maison.faire(nadia, 'cercle.noterMesure', {
      patient,
      mesure: 'tutelle',
      etendue: 'personne',
      nom: 'Mme Garde',
      telephone: '0199001234',
      preuve: 'jugement du 3 mai 2025',
      fin: '2030-05-03',
    });
    await expect(designer()).rejects.toMatchObject({ code: 'cercle.confiance_autorisation' });
    await designer({ autorisation: 'ordonnance du juge, 2 novembre 2026' });
  });

  test('le proche d’une autre personne ne se désigne pas ici', async () => {
    const autre = await mmeAubryEtSonCercle(maison);
    await expect(designer({}, autre)).rejects.toMatchObject({ code: 'cordee.introuvable' });
    await expect(designer({ designeeLe: '2027-01-01' })).rejects.toMatchObject({ code: 'cercle.fin_a_venir' });
  });
});
