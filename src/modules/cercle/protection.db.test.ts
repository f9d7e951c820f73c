import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  creerPersonneParEcran,
  karim,
  maisonDeTest,
  mmeAubryEtSonCercle,
  nadia,
  TERRITOIRE,
  type MaisonDeTest,
} from '#modules/dossier/testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { PanneauVu } from './contract.ts';
import { ajouterAuCercle } from './index.ts';
import { unActeur } from './testing.ts';

const JOUR = 86_400_000;
const lea = unActeur('educateur', 'PractitionerRole/lea', { nom: 'Léa Morin', refs: ['PractitionerRole/lea'] });
const PERIMETRE = { familles: ['ADM', 'COO'], membres: [lea.ref], noticeRemise: true };
const MESURE = {
  mesure: 'tutelle',
  etendue: 'personne_et_biens',
  nom: 'Mme Garde, mandataire',
  telephone: '0199001234',
  preuve: 'jugement du 3 mai 2025',
};

describe('mineurs, mesures de protection, décès', () => {
  let maison: MaisonDeTest;
  let patient: string;
  beforeAll(async () => {
    maison = await maisonDeTest();
  });
  afterAll(() => maison.fermer());
  beforeEach(async () => {
    patient = await mmeAubryEtSonCercle(maison);
  });

  const accord = (sur: string, entree: object = {}) =>
    maison.faire(nadia, 'cercle.noterInformation', {
      patient: sur,
      etat: 'accord',
      mode: 'oral',
      perimetre: PERIMETRE,
      ...entree,
    });
  const due = () =>
    maison.socle.base.territoire<TablesTerritoire, Date | null | undefined>(TERRITOIRE, async (sql) => {
      const ligne = await sql
        .selectFrom('main_ouverte')
        .select('main_ouverte.due_le')
        .where('main_ouverte.patient', '=', patient)
        .where('main_ouverte.cause', '=', 'cercle.mesure_a_revoir')
        .executeTakeFirst();
      return ligne?.due_le;
    });

  test('pour un mineur, l’accord dit quel titulaire de l’autorité parentale l’a donné', async () => {
    const mineur = await creerPersonneParEcran(maison, nadia, {
      nom: 'Petitbois',
      naissance: '12/03/2014',
      sexe: 'male',
    });
    await expect(accord(mineur)).rejects.toMatchObject({
      code: 'cercle.aupres_de_qui',
      champs: { aupresDe: expect.stringContaining('autorité parentale') as string },
    });
    await accord(mineur, { aupresDe: 'sa mère, titulaire de l’autorité parentale' });
  });

  test('une tutelle à la personne : l’accord dit qui, la fin est tenue deux mois avant ; elle n’ouvre rien à qui l’exerce', async () => {
    const fin = new Date(maison.horloge.maintenant().getTime() + 400 * JOUR).toISOString().slice(0, 10);
    await accord(patient);
    await maison.faire(nadia, 'cercle.noterMesure', { patient, ...MESURE, fin });
    await expect(accord(patient)).rejects.toMatchObject({ code: 'cercle.aupres_de_qui' });
    await accord(patient, { aupresDe: 'Mme Garde, tutrice, avec elle' });
    expect((await due())?.toISOString()).toBe(new Date(new Date(fin).getTime() - 60 * JOUR).toISOString());
    const garde = unActeur('assistant_social', 'PractitionerRole/garde', { refs: ['PractitionerRole/garde'] });
    await expect(maison.voir(garde, 'dossier.resume', { patient })).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
    await expect(
      maison.faire(nadia, 'cercle.noterMesure', { patient, ...MESURE, fin: '2020-01-01' }),
    ).rejects.toMatchObject({ code: 'cercle.mesure_finie' });
  });

  test('l’accord donné par un représentant dit qui et à quel titre ; refusé si le mandat est fini, ou ne couvre que les biens', async () => {
    const fin = new Date(maison.horloge.maintenant().getTime() + 400 * JOUR).toISOString().slice(0, 10);
    const mesure = (entree: object = {}) =>
      maison.faire<{ id: string }>(nadia, 'cercle.noterMesure', { patient, ...MESURE, fin, ...entree });
    const biens = await mesure({ etendue: 'biens' });
    const { id } = await mesure();
    await expect(accord(patient, { representant: biens.id })).rejects.toMatchObject({ code: 'cercle.mandat_biens' });
    await accord(patient, { representant: id });
    const { information } = await maison.voir<PanneauVu>(nadia, 'cercle.panneau', { patient });
    expect(information.aupresDe).toBe('Mme Garde, mandataire, tuteur ou tutrice');
    const paroles = await maison.dans(nadia, (tx) =>
      tx.magasin.chercher('Consent', { patient, toks: ['status=active'] }, tx.portee),
    );
    expect(paroles.map(({ ressource }) => ressource.performer)).toContainEqual([{ reference: `RelatedPerson/${id}` }]);
    await maison.faire(nadia, 'cercle.finirMandat', { patient, id, le: '2026-11-24', preuve: 'mainlevée' });
    await expect(accord(patient, { representant: id })).rejects.toMatchObject({ code: 'cercle.mandat_fini' });
    await expect(accord(patient)).resolves.toBeDefined();
  });

  test('une curatelle, ou une mesure sur les biens seuls, laisse la personne répondre', async () => {
    const fin = new Date(maison.horloge.maintenant().getTime() + 400 * JOUR).toISOString().slice(0, 10);
    await maison.faire(nadia, 'cercle.noterMesure', { patient, ...MESURE, mesure: 'curatelle', fin });
    await maison.faire(nadia, 'cercle.noterMesure', { patient, ...MESURE, etendue: 'biens', fin });
    await expect(accord(patient)).resolves.toMatchObject({ ouverts: expect.any(Number) as number });
  });

  test('au décès, ce qui tenait à l’accord s’arrête, l’équipe garde ce qu’elle lit', async () => {
    await maison.dans(nadia, (tx) =>
      ajouterAuCercle(tx, patient, {
        membre: lea.ref,
        nom: lea.nom,
        fonction: 'assistant_social',
        fondement: 'hors_equipe',
        debut: maison.horloge.maintenant(),
      }),
    );
    await accord(patient);
    const lit = (qui: typeof nadia) =>
      maison.dans(qui, async (tx) => (await tx.magasin.lire('CareTeam', patient, tx.portee)) !== undefined);
    expect(await lit(lea)).toBe(true);
    const deces = { patient, le: '2026-11-23', source: 'sa fille' };
    await maison.faire(nadia, 'cercle.noterDeces', deces);
    expect([await lit(lea), await lit(karim)]).toEqual([false, true]);
    await expect(maison.faire(nadia, 'cercle.noterDeces', deces)).rejects.toMatchObject({
      code: 'cercle.deces_deja_note',
    });
  });
});
