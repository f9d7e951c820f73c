import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
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
} from '#modules/dossier/testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { PanneauVu } from './contract.ts';
import { ajouterAuCercle } from './index.ts';
import { unActeur } from './testing.ts';

const JOUR = 24 * 3_600_000;
const lea = unActeur('educateur', 'PractitionerRole/lea', { nom: 'Léa Morin', refs: ['PractitionerRole/lea'] });
const sad = unActeur('assistant_social', 'PractitionerRole/sad', {
  nom: 'Inès Roy',
  refs: ['PractitionerRole/sad', 'Organization/sad'],
});

describe('partager une partie, avec certains, et le retirer', () => {
  let maison: MaisonDeTest;
  let patient: string;
  beforeAll(async () => {
    maison = await maisonDeTest();
  });
  afterAll(() => maison.fermer());
  beforeEach(async () => {
    patient = await mmeAubryEtSonCercle(maison);
    await horsEquipe(lea, 'assistant_social');
    await horsEquipe(sad, 'service');
  });

  const horsEquipe = ({ ref, nom }: Acteur, fonction: string) =>
    maison.dans(nadia, (tx) =>
      ajouterAuCercle(tx, patient, {
        membre: ref,
        nom,
        fonction,
        fondement: 'hors_equipe',
        debut: maison.horloge.maintenant(),
      }),
    );
  const noter = (entree: object, par = nadia) => maison.faire(par, 'cercle.noterInformation', { patient, ...entree });
  const partager = (entree: object) =>
    maison.faire(nadia, 'cercle.partager', { patient, mode: 'oral', noticeRemise: true, ...entree });
  const accord = (perimetre: object) =>
    noter({
      etat: 'accord',
      mode: 'telephone',
      preuve: 'lu au téléphone le matin',
      perimetre: { noticeRemise: true, ...perimetre },
    });
  const ouvertes = (qui: Acteur) =>
    maison.socle.base.territoire<TablesTerritoire, readonly string[]>(TERRITOIRE, async (sql) => {
      const { familles } = await sql
        .selectFrom('cercle_membre as m')
        .select('m.familles')
        .where('m.patient', '=', patient)
        .where('m.membre', '=', qui.ref)
        .executeTakeFirstOrThrow();
      return familles;
    });
  const panneau = (qui = nadia) => maison.voir<PanneauVu>(qui, 'cercle.panneau', { patient });
  const faits = (qui: Acteur) =>
    maison.dans(qui, async (tx) =>
      (
        await tx.sql
          .selectFrom('fait')
          .select(['fait.nom', 'fait.patient'])
          .where(tx.portee.condition('fait', 'fait'))
          .execute()
      ).map(({ nom, patient: sur }) => [nom, sur === patient] as const),
    );
  const fermes = async (qui: Acteur) => (await faits(qui)).filter(([nom]) => nom === 'CercleAccesFerme.v1').length;
  const mains = (cause: string) =>
    maison.socle.base.territoire<TablesTerritoire, { etat: string; qui_nom: string | null; due_le: Date | null }[]>(
      TERRITOIRE,
      (sql) =>
        sql
          .selectFrom('main_ouverte as m')
          .innerJoin('echeance as e', 'e.objet', 'm.objet')
          .select(['m.etat', 'm.qui_nom', 'm.due_le'])
          .where('m.patient', '=', patient)
          .where('e.cause', '=', cause)
          .execute(),
    );

  test('un accord par catégorie n’ouvre qu’elle ; une fonction sans catégorie attend un accord complet', async () => {
    await accord({ familles: ['ADM', 'COO'], membres: 'cercle', categories: ['social'] });
    expect(await ouvertes(lea)).toEqual(['ADM', 'COO']);
    expect(await ouvertes(sad)).toEqual([]);
    const { information } = await panneau();
    expect(information).toMatchObject({
      couvre: expect.stringContaining('le social') as string,
      mode: 'Lu au téléphone',
      preuve: 'lu au téléphone le matin',
    });
  });

  test('l’accord se revoit dans les douze mois, par quelqu’un de nommé, puis remonte au DAC', async () => {
    const dans2Ans = new Date(maison.horloge.maintenant().getTime() + 730 * JOUR);
    await noter({
      etat: 'accord',
      mode: 'ecrit',
      revoirLe: dans2Ans.toISOString(),
      perimetre: { familles: ['ADM'], membres: [lea.ref], noticeRemise: true },
    });
    const [revue] = await mains('cercle.accord_a_revoir');
    expect(revue).toMatchObject({ etat: 'tenu', qui_nom: 'Nadia Ferrand' });
    expect((revue?.due_le?.getTime() ?? 0) - maison.horloge.maintenant().getTime()).toBeLessThanOrEqual(366 * JOUR);
    await maison.faire(nadia, 'cercle.terminerSituation', { patient, motif: 'Retour à domicile réussi' });
    expect(await mains('cercle.accord_a_revoir')).toMatchObject([{ etat: 'termine' }]);
    expect(await ouvertes(lea)).toEqual([]);
  });

  test('le sensible ne s’ouvre que nommé, à côté de l’accord général, et la suite de celui-ci ne l’efface pas', async () => {
    await partager({ membres: [martin.ref], familles: ['SEN'] });
    expect(await ouvertes(martin)).toContain('SEN');
    expect(await ouvertes(claire)).not.toContain('SEN');
    await accord({ familles: ['ADM'], membres: 'cercle', categories: ['sante', 'social', 'appui'] });
    expect(await ouvertes(martin)).toContain('SEN');
    expect(await faits(claire)).toContainEqual(['CerclePartageNote.v1', true]);
    expect(JSON.stringify((await panneau(claire)).information.partages)).not.toMatch(/sensible/u);
    await maison.faire(karim, 'cercle.retirerAccord', { patient, mode: 'oral' });
    expect(await ouvertes(martin)).not.toContain('SEN');
  });

  test('« elle ne veut plus partager avec lui » : nommé, le partage tombe ; de l’équipe, c’est une opposition ; les autres gardent', async () => {
    await partager({ membres: [lea.ref, sad.ref], familles: ['ADM', 'COO'] });
    await maison.faire(claire, 'cercle.retirerPour', { patient, membre: lea.ref, mode: 'oral' });
    expect(await ouvertes(lea)).toEqual([]);
    expect(await ouvertes(sad)).toEqual(['ADM', 'COO']);
    expect((await panneau(sophie).catch(() => undefined))?.information.oppositions ?? []).toEqual([]);
    await maison.faire(claire, 'cercle.retirerPour', { patient, membre: karim.ref, mode: 'oral' });
    expect(await ouvertes(karim)).toEqual([]);
    expect(await ouvertes(claire)).toContain('MED');
    await expect(
      maison.faire(claire, 'cercle.retirerPour', { patient, membre: lea.ref, mode: 'oral' }),
    ).rejects.toMatchObject({ code: 'cercle.pas_d_accord' });
  });

  test('qui perd son accès l’apprend, sans le nom de la personne ni la raison', async () => {
    await partager({ membres: [lea.ref], familles: ['ADM', 'COO'] });
    const avant = [await fermes(lea), await fermes(sad)];
    await maison.faire(claire, 'cercle.retirerPour', { patient, membre: lea.ref, mode: 'oral' });
    expect([await fermes(lea), await fermes(sad)]).toEqual([(avant[0] ?? 0) + 1, avant[1]]);
    expect((await faits(lea)).filter(([, surElle]) => surElle)).toEqual([]);
  });

  test('une opposition par métier, par structure, par famille ; aucun accord plus large ne l’efface', async () => {
    await noter({ etat: 'opposee', mode: 'oral', vise: ['role:pharmacien'] });
    await noter({ etat: 'opposee', mode: 'oral', vise: 'tous', familles: ['SOC'] });
    await noter({ etat: 'opposee', mode: 'oral', vise: ['Organization/sad'] });
    const tout = { familles: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'], membres: 'cercle' };
    await accord({ ...tout, categories: ['sante', 'social', 'appui'] });
    const lit = (qui: Acteur) =>
      maison.dans(qui, async (tx) => (await tx.magasin.lire('CareTeam', patient, tx.portee)) !== undefined);
    expect(await lit(claire)).toBe(false);
    expect(await lit(sad)).toBe(false);
    expect(await lit(martin)).toBe(true);
    expect(await ouvertes(karim)).not.toContain('SOC');
    expect(await ouvertes(karim)).toContain('FIL');
  });

  test('une opposition ciblée n’est connue que de qui en a besoin, par l’écran, le fil et la porte FHIR', async () => {
    await noter({ etat: 'opposee', mode: 'oral', vise: [karim.ref] });
    const dite = async (qui: Acteur) => (await panneau(qui)).information.oppositions.length > 0;
    const lue = (qui: Acteur) =>
      maison.dans(qui, async (tx) =>
        (await tx.magasin.chercher('Consent', { patient }, tx.portee)).some(
          ({ ressource }) => ressource.provision?.type === 'deny',
        ),
      );
    const nouvelle = async (qui: Acteur) =>
      (await faits(qui)).filter(([nom, surElle]) => nom === 'CercleInformationNotee.v1' && surElle).length;
    expect([await dite(nadia), await dite(martin), await dite(claire)]).toEqual([true, true, false]);
    expect([await lue(martin), await lue(claire)]).toEqual([true, false]);
    expect(await nouvelle(martin)).toBe((await nouvelle(claire)) + 1);
  });
});
