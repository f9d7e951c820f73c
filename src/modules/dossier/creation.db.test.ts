import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unActeur } from '#modules/cercle/testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Candidat, PersonneListee, ResumeVu } from './contract-vues.ts';
import { creerPersonne, identiteDe, resoudreIdentite, trouverCandidats } from './index.ts';
import { creerPersonneParEcran, maisonDeTest, MME_AUBRY, TERRITOIRE, type MaisonDeTest } from './testing.ts';

const nadia = unActeur('infirmier', 'PractitionerRole/nadia', { nom: 'Nadia Ferrand' });
const karim = unActeur('assistant_social', 'PractitionerRole/karim', { refs: ['PractitionerRole/karim'] });
const sophie = unActeur('coordinateur_appui', 'PractitionerRole/sophie', {
  refs: ['PractitionerRole/sophie', 'Organization/dac'],
  nom: 'Sophie Marchand',
});
const anne = unActeur('administrateur_cpts', 'PractitionerRole/anne', { refs: ['PractitionerRole/anne'] });

interface Recherche {
  recherche: string;
  candidats: Candidat[];
  commentDemander: string;
}

describe('créer une personne', () => {
  let maison: MaisonDeTest;
  beforeAll(async () => {
    maison = await maisonDeTest();
  });
  afterAll(() => maison.fermer());

  test('personne n’est créée sans recherche préalable de la même personne', async () => {
    await expect(
      maison.faire(nadia, 'dossier.creer', { recherche: 'inventee', traits: MME_AUBRY }),
    ).rejects.toMatchObject({
      code: 'dossier.recherche_avant_creation',
    });
    const autre = await maison.voir<Recherche>(nadia, 'dossier.rechercherIdentite', {
      nom: 'Delmas',
      naissance: '1950',
    });
    await expect(
      maison.faire(nadia, 'dossier.creer', { recherche: autre.recherche, traits: MME_AUBRY }),
    ).rejects.toMatchObject({
      code: 'dossier.recherche_avant_creation',
    });
  });

  test('la recherche d’un autre compte, ou trop ancienne, ne vaut rien', async () => {
    const { recherche } = await maison.voir<Recherche>(nadia, 'dossier.rechercherIdentite', MME_AUBRY);
    await expect(maison.faire(karim, 'dossier.creer', { recherche, traits: MME_AUBRY })).rejects.toMatchObject({
      code: 'dossier.recherche_avant_creation',
    });
    maison.horloge.avancer(61 * 60_000);
    await expect(maison.faire(nadia, 'dossier.creer', { recherche, traits: MME_AUBRY })).rejects.toMatchObject({
      code: 'dossier.recherche_avant_creation',
    });
  });

  test('sans nom ou sans année de naissance, la recherche dans tout le territoire est refusée avec ce qui manque', async () => {
    await expect(maison.voir(nadia, 'dossier.rechercherIdentite', { nom: 'Aubry' })).rejects.toMatchObject({
      code: 'dossier.recherche_trop_large',
      champs: { naissance: expect.stringContaining('année') as string },
    });
    await expect(maison.voir(nadia, 'dossier.rechercherIdentite', { naissance: '1942' })).rejects.toMatchObject({
      champs: { nomNaissance: expect.stringContaining('nom') as string },
    });
  });

  test('une date impossible est refusée avec sa phrase, rien n’est créé', async () => {
    await expect(
      maison.voir(nadia, 'dossier.rechercherIdentite', { ...MME_AUBRY, naissance: '31/02/1942' }),
    ).rejects.toMatchObject({
      champs: { naissance: 'Cette date n’existe pas dans le calendrier.' },
    });
  });

  test('la fiche créée n’est lue que de son auteur, le temps que la personne soit informée', async () => {
    const id = await creerPersonneParEcran(maison, nadia);
    const resume = await maison.voir<ResumeVu>(nadia, 'dossier.resume', { patient: id });
    expect(resume.nom).toBe('Mme Aubry Jeanne');
    expect(resume.nomNaissance).toBe('Petit');
    expect(resume.age).toBe(84);
    expect(resume.statutIns.mots).toBe('Identité provisoire');
    await expect(maison.voir(karim, 'dossier.resume', { patient: id })).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
    await expect(maison.voir(sophie, 'dossier.resume', { patient: id })).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
  });

  test('un autre professionnel voit le doublon « hors de son cercle », ses raisons, des traits minimaux et comment demander', async () => {
    const vu = await maison.voir<Recherche>(karim, 'dossier.rechercherIdentite', {
      nom: 'Obry',
      prenom: 'Jeanne',
      naissance: '12/03/1942',
    });
    expect(vu.candidats).toHaveLength(1);
    const [candidat] = vu.candidats;
    expect(candidat).toMatchObject({
      nom: 'Mme Aubry Jeanne',
      naissance: '12/03/1942',
      commune: 'Maubeuge',
      aPortee: false,
      niveau: 'forte',
    });
    expect(candidat?.motifs.length).toBeGreaterThan(1);
    expect(JSON.stringify(vu)).not.toContain('Tilleuls');
    expect(JSON.stringify(vu)).not.toContain('39980123');
    expect(vu.commentDemander).toContain('Hors de votre cercle');
    expect(vu.commentDemander).toContain('Sophie Marchand');
    expect(vu.commentDemander).toContain('01 99 00 10 10');
  });

  test('une ressemblance forte doit être écartée nommément avant de créer', async () => {
    const { recherche, candidats } = await maison.voir<Recherche>(karim, 'dossier.rechercherIdentite', MME_AUBRY);
    await expect(maison.faire(karim, 'dossier.creer', { recherche, traits: MME_AUBRY })).rejects.toMatchObject({
      code: 'dossier.doublons_a_relire',
    });
    const cree = await maison.faire<{ patient: string }>(karim, 'dossier.creer', {
      recherche,
      traits: MME_AUBRY,
      ecartes: candidats.map((c) => c.patient),
    });
    expect(cree.patient).toBeTypeOf('string');
  });

  test('deux personnes qui créent la même au même moment : la seconde est renvoyée aux doublons', async () => {
    const traits = { nom: 'L’Hélénard', prenoms: 'Élise', naissance: '03/07/1938', sexe: 'female' as const };
    const [a, b] = await Promise.all([
      maison.voir<Recherche>(nadia, 'dossier.rechercherIdentite', traits),
      maison.voir<Recherche>(karim, 'dossier.rechercherIdentite', traits),
    ]);
    const issues = await Promise.allSettled([
      maison.faire(nadia, 'dossier.creer', { recherche: a.recherche, traits }),
      maison.faire(karim, 'dossier.creer', { recherche: b.recherche, traits }),
    ]);
    expect(issues.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusee = issues.find((issue) => issue.status === 'rejected');
    expect(refusee?.reason).toMatchObject({ code: 'dossier.doublons_a_relire' });
  });

  test.each([
    ["L'Helenard", '03/07/1938'],
    ['lhelenard', '03/07/1938'],
    ['Lélénar', '1938'],
    ['L Hélénard', '07/03/1938'],
  ])(
    '« %s » né %s retrouve Élise L’Hélénard malgré apostrophe, accents, oreille ou date inversée',
    async (nom, naissance) => {
      const { candidats } = await maison.voir<Recherche>(sophie, 'dossier.rechercherIdentite', {
        nom,
        prenom: 'Elise',
        naissance,
      });
      expect(candidats.map((c) => c.nom)).toContain('L’Hélénard Élise');
    },
  );

  test('un homonyme né le même jour est montré avec l’avertissement de jumeaux possibles', async () => {
    const { candidats } = await maison.voir<Recherche>(nadia, 'dossier.rechercherIdentite', {
      nom: 'L’Hélénard',
      prenoms: 'Marguerite',
      naissance: '03/07/1938',
    });
    expect(candidats[0]?.conflits).toContain('jumeaux possibles');
    expect(candidats[0]?.niveau).toBe('possible');
  });

  test('l’administration de la CPTS ne cherche ni ne crée d’identité, et apprend qui le peut', async () => {
    await expect(maison.voir(anne, 'dossier.rechercherIdentite', MME_AUBRY)).rejects.toMatchObject({
      statut: 403,
      texte: expect.stringContaining('réservé') as string,
    });
  });

  test('chaque recherche est tracée comme recherche, et le nom cherché n’est pas dans la trace', async () => {
    const traces = await maison.socle.base.territoire<TablesTerritoire, { genre: string; ligne: string }[]>(
      TERRITOIRE,
      async (sql) =>
        (
          await sql.selectFrom('trace').selectAll().where('trace.action', '=', 'dossier.rechercherIdentite').execute()
        ).map((t) => ({ genre: t.genre, ligne: JSON.stringify(t) })),
    );
    expect(traces.filter(({ genre }) => genre === 'recherche').length).toBeGreaterThan(5);
    expect(traces.some(({ ligne }) => /aubry|hélénard/i.test(ligne))).toBe(false);
  });

  test('chercher dans mes personnes par morceau de nom, oreille, année, date ou téléphone', async () => {
    const cherche = async (texte: string) =>
      (await maison.voir<{ personnes: PersonneListee[] }>(nadia, 'dossier.rechercher', { texte })).personnes.map(
        (p) => p.nom,
      );
    for (const texte of [
      'aub',
      'AUBRY jea',
      'petit',
      'obri jeanne',
      'jeanne 1942',
      '12/03/1942',
      '06 39 98 01 23',
      'marie-louise aubry',
    ]) {
      expect({ texte, trouves: await cherche(texte) }).toEqual({ texte, trouves: ['Mme Aubry Jeanne'] });
    }
    expect(await cherche('aubry 1943')).toEqual([]);
    expect(await cherche('%')).toEqual([]);
  });

  test('chercher à portée ne montre rien de ce qui est hors de portée', async () => {
    const { personnes } = await maison.voir<{ personnes: PersonneListee[] }>(sophie, 'dossier.rechercher', {
      texte: 'aubry',
    });
    expect(personnes).toEqual([]);
  });
});

describe('ce que le dossier offre aux autres pièces', () => {
  let maison: MaisonDeTest;
  beforeAll(async () => {
    maison = await maisonDeTest();
  });
  afterAll(() => maison.fermer());

  test('créer depuis un message, retrouver, nommer sans donner le téléphone à qui n’a pas accès', async () => {
    const id = await maison.dans(nadia, (tx) =>
      creerPersonne(tx, {
        nom: 'Aubry',
        prenom: 'Jeanne',
        naissance: '1942-03-12',
        sexe: 'female',
        telephone: '0639980123',
      }),
    );
    const candidats = await maison.dans(sophie, (tx) =>
      trouverCandidats(tx, { nom: 'Mme Aubry', naissance: 'vers 42', telephone: '0639980123' }),
    );
    expect(candidats.map((c) => c.patient)).toEqual([id]);
    expect(await maison.dans(sophie, (tx) => identiteDe(tx, id))).toMatchObject({
      nomAffiche: 'Aubry Jeanne',
      naissance: '12/03/1942',
      age: 84,
    });
    expect(await maison.dans(sophie, (tx) => identiteDe(tx, id))).not.toHaveProperty('telephone');
    expect(await maison.dans(nadia, (tx) => identiteDe(tx, id))).toMatchObject({ telephone: '+33639980123' });
    const noms = await maison.dans(sophie, (tx) => resoudreIdentite(tx, [id, 'inconnu', id]));
    expect([...noms.keys()]).toEqual([id]);
  });

  test('une personne inconnue est refusée', async () => {
    await expect(maison.dans(sophie, (tx) => identiteDe(tx, 'absente'))).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
  });
});
