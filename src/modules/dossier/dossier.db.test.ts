import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passerLaMain } from '#socle/qui-a-la-main.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { EntreeDuFil, PersonneListee, ResumeVu } from './contract-vues.ts';
import {
  claire,
  karim,
  maisonDeTest,
  martin,
  mmeAubryEtSonCercle,
  nadia,
  sophie,
  TERRITOIRE,
  type MaisonDeTest,
} from './testing.ts';

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

describe('la page d’une personne', () => {
  test('dit qui, le cercle avec ses téléphones, l’avis de la personne et les derniers événements', async () => {
    const page = await resume(martin);
    expect(page).toMatchObject({
      nom: 'Mme Aubry Jeanne',
      naissance: '12/03/1942',
      age: 84,
      telephone: '+33639980123',
      adresse: '4 rue des Tilleuls, 59600 Maubeuge',
    });
    expect(page.reference).toMatch(/^PER-/);
    expect(page.cercle.map(({ nom, telephone }) => [nom, telephone ?? ''])).toContainEqual([
      'Claire Dumas',
      '0199001234',
    ]);
    expect(page.information.etat).toBe('informee');
    expect(page.evenements.length).toBeLessThanOrEqual(5);
    expect(page.evenements.map(({ titre }) => titre)).toContain('Karim Benali entre dans le cercle');
    expect(page.attentions).toEqual([]);
  });

  test('toutes les mains ouvertes de la personne y sont, ce qui casse d’abord en tête, et rien de terminé', async () => {
    const ouvrir = (objet: string, genre: string, heures: number) =>
      maison.socle.base.territoire<TablesTerritoire, void>(TERRITOIRE, (sql) =>
        passerLaMain(
          sql,
          {
            objet,
            genre,
            etat: 'attend',
            titre: `Chose ${objet}`,
            patient,
            a: { ref: sophie.ref, nom: sophie.nom },
            prochaine: 'rappeler',
            dueLe: new Date(maison.horloge.maintenant().getTime() + heures * 3_600_000),
            cause: 'demande.decision',
            lecteurs: [],
          },
          maison.horloge.maintenant(),
          `e-${objet}`,
        ),
      );
    await ouvrir('Task/a', 'demande', 4800);
    await ouvrir('Task/b', 'orientation', 4000);
    const page = await resume(martin);
    expect(page.mains.map(({ objet, qui, cestMoi }) => [objet, qui, cestMoi])).toEqual([
      ['Task/b', 'Sophie Marchand', false],
      ['Task/a', 'Sophie Marchand', false],
    ]);
    expect(page.enCeMoment.map(({ phrase }) => phrase)).toEqual(['1 orientation', '1 demande d’appui']);
  });

  test('une ligne médicale n’est vue ni de l’assistant social ni de la pharmacienne ; une ligne sociale n’est pas vue de la pharmacienne', async () => {
    await maison.faire(nadia, 'dossier.ajouterASavoir', { patient, texte: 'Chute le 3 novembre', type: 'MED' });
    await maison.faire(karim, 'dossier.ajouterASavoir', { patient, texte: 'Vit seule, deuxième étage', type: 'SOC' });
    await maison.faire(claire, 'dossier.ajouterASavoir', { patient, texte: 'Sonner deux fois', type: 'COO' });
    const textes = async (acteur: typeof nadia) => (await resume(acteur)).aSavoir.map(({ texte }) => texte).toSorted();
    expect(await textes(martin)).toEqual(['Chute le 3 novembre', 'Sonner deux fois', 'Vit seule, deuxième étage']);
    expect(await textes(karim)).toEqual(['Sonner deux fois', 'Vit seule, deuxième étage']);
    expect(await textes(claire)).toEqual(['Sonner deux fois']);
    await expect(
      maison.faire(claire, 'dossier.ajouterASavoir', { patient, texte: 'Dettes', type: 'SOC' }),
    ).rejects.toMatchObject({ code: 'dossier.famille_fermee' });
    await expect(
      maison.faire(karim, 'dossier.ajouterASavoir', { patient, texte: 'Diabète', type: 'MED' }),
    ).rejects.toMatchObject({ code: 'dossier.famille_fermee' });
  });
});

describe('le fil', () => {
  test('le plus récent d’abord, par pages qui ne perdent ni ne répètent rien', async () => {
    const tout = (await fil(nadia, { nombre: 200 })).entrees;
    const pages: EntreeDuFil[] = [];
    let avant: string | undefined;
    do {
      const page = await fil(nadia, { nombre: 4, avant });
      pages.push(...page.entrees);
      avant = page.suite;
    } while (avant !== undefined);
    expect(pages.map(({ id }) => id)).toEqual(tout.map(({ id }) => id));
    expect(tout.map(({ le }) => le)).toEqual(
      tout
        .map(({ le }) => le)
        .toSorted()
        .toReversed(),
    );
    expect(tout.length).toBeGreaterThan(8);
  });

  test('un genre filtré ne montre que lui ; le fil de l’assistant social n’a pas les lignes médicales', async () => {
    expect(new Set((await fil(nadia, { genres: ['cercle'] })).entrees.map(({ genre }) => genre))).toEqual(
      new Set(['cercle']),
    );
    const details = (await fil(karim, { nombre: 200 })).entrees.map(({ detail }) => detail);
    expect(details).not.toContain('Chute le 3 novembre');
    expect(details).toContain('Sonner deux fois');
  });
});

describe('mes personnes', () => {
  test('celles dont le cercle me compte, et celles où il ne se passe plus rien sont dites silencieuses', async () => {
    const lister = async () =>
      (await maison.voir<{ personnes: PersonneListee[] }>(martin, 'dossier.mesPersonnes', {})).personnes;
    expect(
      (await lister()).map(({ nom, silencieuse, mainsOuvertes, jaiLaMain }) => ({
        nom,
        silencieuse,
        mainsOuvertes,
        jaiLaMain,
      })),
    ).toEqual([{ nom: 'Mme Aubry Jeanne', silencieuse: false, mainsOuvertes: 2, jaiLaMain: 0 }]);
    maison.horloge.avancer(22 * 24 * 3_600_000);
    expect((await lister())[0]?.silencieuse).toBe(true);
    expect((await maison.voir<{ personnes: PersonneListee[] }>(sophie, 'dossier.mesPersonnes', {})).personnes).toEqual(
      [],
    );
  });
});
