import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EntreeDuFil, PersonneListee, ResumeVu, StatutIns } from './contract-vues.ts';
import type { TraitsEntree } from './contract.ts';
import {
  claire,
  creerPersonneParEcran,
  maisonDeTest,
  martin,
  mmeAubryEtSonCercle,
  nadia,
  type MaisonDeTest,
} from './testing.ts';

interface Identite {
  version: number;
  traits: TraitsEntree;
  statutIns: StatutIns;
  strictsFermesPourquoi?: string;
}

let maison: MaisonDeTest;
let patient: string;
const resume = (acteur: typeof nadia) => maison.voir<ResumeVu>(acteur, 'dossier.resume', { patient });
const fil = (acteur: typeof nadia, suite: object = {}) =>
  maison.voir<{ entrees: EntreeDuFil[]; suite?: string }>(acteur, 'dossier.fil', { patient, ...suite });

beforeAll(async () => {
  maison = await maisonDeTest();
  patient = await mmeAubryEtSonCercle(maison);
});
afterAll(() => maison.fermer());

describe('l’identité', () => {
  const lire = (acteur: typeof nadia) => maison.voir<Identite>(acteur, 'dossier.identite', { patient });

  test('corriger le téléphone est ouvert à tout le cercle, les traits stricts non, et la raison est dite', async () => {
    const { version, traits, strictsFermesPourquoi } = await lire(claire);
    expect(strictsFermesPourquoi).toContain('téléphone');
    await expect(
      maison.faire(claire, 'dossier.corrigerTraits', {
        patient,
        version,
        traits: { ...traits, naissance: '13/03/1942' },
      }),
    ).rejects.toMatchObject({ code: 'dossier.traits_stricts_reserves' });
    await maison.faire(claire, 'dossier.corrigerTraits', {
      patient,
      version,
      traits: { ...traits, telephone: '06 39 98 44 44' },
    });
    expect((await resume(martin)).telephone).toBe('+33639984444');
    const [dernier] = (await fil(martin, { genres: ['identite'] })).entrees;
    expect(dernier).toMatchObject({
      titre: 'Identité corrigée : téléphone',
      detail: 'téléphone : 06 39 98 01 23 → 06 39 98 44 44',
      auteur: 'Claire Dumas',
    });
  });

  test('deux corrections en même temps : une passe, l’autre est avertie sans rien écraser', async () => {
    const { version, traits } = await lire(martin);
    const issues = await Promise.allSettled([
      maison.faire(martin, 'dossier.corrigerTraits', { patient, version, traits: { ...traits, commune: 'Feignies' } }),
      maison.faire(nadia, 'dossier.corrigerTraits', { patient, version, traits: { ...traits, commune: 'Hautmont' } }),
    ]);
    expect(issues.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(issues.find((issue) => issue.status === 'rejected')?.reason).toMatchObject({
      code: 'cordee.version_perimee',
    });
  });

  test('une pièce vue valide l’identité, un permis non ; un trait strict corrigé la rend provisoire', async () => {
    const { version } = await lire(nadia);
    await expect(maison.faire(nadia, 'dossier.verifierPiece', { patient, version, piece: 'PC' })).rejects.toMatchObject(
      { code: 'dossier.piece_non_probante' },
    );
    const validee = await maison.faire<Identite>(nadia, 'dossier.verifierPiece', { patient, version, piece: 'CN' });
    expect(validee.statutIns).toMatchObject({
      code: 'VALI',
      mots: 'Identité validée, pièce vérifiée',
      sortieMatricule: false,
    });
    const { traits } = await lire(martin);
    const corrigee = await maison.faire<Identite>(martin, 'dossier.corrigerTraits', {
      patient,
      version: validee.version,
      traits: { ...traits, nomNaissance: 'Petitjean' },
    });
    expect(corrigee.statutIns.code).toBe('PROV');
    expect((await fil(martin, { genres: ['identite'] })).entrees[0]?.detail).toContain('redevient provisoire');
  });

  test('une identité douteuse ne se valide pas tant que le doute n’est pas levé', async () => {
    const { version } = await lire(nadia);
    const douteuse = await maison.faire<Identite>(nadia, 'dossier.marquerIdentite', {
      patient,
      version,
      marque: 'marquee_douteuse',
      motif: 'Carte d’une autre personne',
    });
    expect(douteuse.statutIns.marques).toEqual(['Identité douteuse']);
    await expect(
      maison.faire(nadia, 'dossier.verifierPiece', { patient, version: douteuse.version, piece: 'PA' }),
    ).rejects.toMatchObject({ code: 'dossier.identite_bloquee' });
    const levee = await maison.faire<Identite>(nadia, 'dossier.marquerIdentite', {
      patient,
      version: douteuse.version,
      marque: 'marque_levee',
      motif: 'Vérifié',
    });
    expect(
      (await maison.faire<Identite>(nadia, 'dossier.verifierPiece', { patient, version: levee.version, piece: 'PA' }))
        .statutIns.code,
    ).toBe('VALI');
  });

  test('après correction, on retrouve la personne par ses nouveaux traits et non par les anciens', async () => {
    const cherche = async (texte: string) =>
      (await maison.voir<{ personnes: PersonneListee[] }>(martin, 'dossier.rechercher', { texte })).personnes.length;
    expect(await cherche('petitjean')).toBe(1);
    expect(await cherche('06 39 98 01 23')).toBe(0);
    expect(await cherche('06 39 98 44 44')).toBe(1);
  });
});

describe('les proches', () => {
  test('la fille, aidante et personne de confiance, est dans la page avec son téléphone ; retirée, elle n’y est plus', async () => {
    const { id } = await maison.faire<{ id: string }>(nadia, 'dossier.ajouterProche', {
      patient,
      nom: 'Aubry-Lefèvre',
      prenom: 'Élise',
      lien: 'DAUC',
      roles: ['CAREGIVER', 'QUAL'],
      telephone: '06 39 98 55 55',
      preuve: 'Désignée par écrit le 2 octobre 2026',
    });
    const [fille] = (await resume(martin)).proches;
    expect(fille).toMatchObject({
      nom: 'Élise Aubry-Lefèvre',
      lien: 'Fille',
      roles: ['Aidant, aidante', 'Personne de confiance'],
      telephone: '+33639985555',
    });
    await expect(
      maison.faire(nadia, 'dossier.ajouterProche', {
        patient,
        nom: 'X',
        lien: 'SONC',
        roles: ['ECON'],
        telephone: '12',
      }),
    ).rejects.toMatchObject({ champs: { telephone: expect.any(String) as string } });
    const ajout = await maison.faire<{ ouvert: boolean; pourquoi: string }>(nadia, 'cercle.ajouter', {
      patient,
      qui: { genre: 'proche', ref: `RelatedPerson/${id}` },
      fonction: 'proche',
      fondement: 'hors_equipe',
    });
    expect(ajout).toMatchObject({ ouvert: false, pourquoi: expect.stringContaining('proche') as string });
    await maison.faire(nadia, 'dossier.retirerProche', { id, version: fille?.version });
    expect((await resume(martin)).proches).toEqual([]);
  });

  test('un mineur sans représentant légal le dit ; son représentant noté, l’alerte disparaît', async () => {
    const enfant = await creerPersonneParEcran(maison, nadia, {
      nomNaissance: 'N’Diaye',
      prenoms: 'Awa',
      naissance: '04/05/2015',
      sexe: 'female',
    });
    const voir = () => maison.voir<ResumeVu>(nadia, 'dossier.resume', { patient: enfant });
    expect((await voir()).attentions).toContain('Personne mineure : aucun représentant légal n’est noté.');
    await maison.faire(nadia, 'dossier.ajouterProche', {
      patient: enfant,
      nom: 'N’Diaye',
      prenom: 'Fatou',
      lien: 'MTH',
      roles: ['GUARD'],
      telephone: '0639986666',
    });
    expect((await voir()).attentions).not.toContain('Personne mineure : aucun représentant légal n’est noté.');
  });
});
