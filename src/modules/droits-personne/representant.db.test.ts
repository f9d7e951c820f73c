import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { creerPersonneParEcran, maisonDeTest, nadia, TERRITOIRE, type MaisonDeTest } from '#modules/dossier/testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { moduleDroitsPersonne } from './index.ts';

const JOUR = 24 * 3_600_000;

describe('le dossier demandé par un représentant (SP-14, L. 1111-7)', () => {
  let maison: MaisonDeTest;
  let mineure: string;
  let mere: string;
  beforeAll(async () => {
    maison = await maisonDeTest({ salles: [moduleDroitsPersonne] });
  });
  afterAll(() => maison.fermer());
  beforeEach(async () => {
    mineure = await creerPersonneParEcran(maison, nadia, {
      nom: 'Petitbois',
      naissance: '12/03/2011',
      sexe: 'female',
    });
    mere = (
      await maison.faire<{ id: string }>(nadia, 'cercle.noterTitulaire', {
        patient: mineure,
        lien: 'mere',
        nom: 'Mme Petitbois',
        telephone: '0199001234',
        preuve: 'livret de famille vu',
      })
    ).id;
  });

  const helene = (): Acteur =>
    unActeur('responsable_dac', 'PractitionerRole/helene', {
      nom: 'Hélène Vidal',
      refs: ['PractitionerRole/helene'],
      connexion: { moyen: 'psc', elevee: maison.horloge.maintenant() },
    });
  const noter = (entree: object = {}) =>
    maison.faire<{ id: string }>(nadia, 'droitsPersonne.noter', {
      patient: mineure,
      genre: 'acces',
      qualite: 'representant',
      preuve: 'piece_et_qualite',
      representant: mere,
      ...entree,
    });
  const voir = <T>(nom: string, id: string) => maison.voir<T>(helene(), `droitsPersonne.${nom}`, { id });
  const delai = async (id: string) => {
    const { recueLe, auPlusTard } = await voir<{ recueLe: string; auPlusTard: string }>('detail', id);
    return (new Date(auPlusTard).getTime() - new Date(recueLe).getTime()) / JOUR;
  };
  const ecrire = (ressource: object) =>
    maison.dans(nadia, (tx) =>
      tx.ecrire({ subject: { reference: `Patient/${mineure}` }, id: tx.nouvelId(), ...ressource } as never),
    );
  const contraception = () =>
    ecrire({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Contraception : pilule prescrite' },
      // Older than five years: the longer delay would tell that something is there.
      effectiveDateTime: '2020-01-01',
      encounter: { reference: 'Encounter/planification' },
    });

  test('quinze ans : la contraception n’est dans aucune sortie du parent, aucun compte, aucune date, aucun délai', async () => {
    const { id: avant } = await noter();
    const sorties = async (id: string) => {
      const { html, fhir, ...comptes } = await voir<{ html: string; fhir: string }>('exporter', id);
      const { elements, reste } = await voir<{ elements: object[]; reste: number }>('relire', id);
      return { html, fhir, comptes, elements, reste };
    };
    const temoin = await sorties(avant);
    expect(await delai(avant)).toBe(8);
    await ecrire({
      resourceType: 'Encounter',
      id: 'planification',
      status: 'finished',
      class: { code: 'AMB' },
      period: { start: '2020-01-01' },
    });
    await contraception();
    const objet = await maison.socle.base.territoire<TablesTerritoire, string>(TERRITOIRE, async (sql) => {
      const { id } = await sql
        .selectFrom('resource')
        .select('resource.id')
        .where('resource.type', '=', 'Observation')
        .where('resource.patient', '=', mineure)
        .executeTakeFirstOrThrow();
      return `Observation/${id}`;
    });
    await maison.faire(nadia, 'cercle.masquer', { objet, a: 'representants' });
    const { id: apres } = await noter();
    expect(await delai(apres)).toBe(8);
    expect(await sorties(apres)).toEqual(temoin);
    const { id: sienne } = await noter({ qualite: 'personne', demandeur: 'Lou Petitbois', preuve: 'piece' });
    expect(await delai(sienne)).toBeGreaterThan(50);
    expect(JSON.stringify(await voir('relire', sienne))).toContain('pilule');
    const { faits } = await maison.dans(nadia, async (tx) => ({
      faits: await tx.sql
        .selectFrom('fait')
        .select(['fait.nom', 'fait.lecteurs'])
        .where('fait.patient', '=', mineure)
        .where(tx.portee.condition('fait', 'fait'))
        .execute(),
    }));
    expect(faits.map(({ nom }) => nom)).toContain('CercleElementMasque.v1');
    expect(JSON.stringify(faits)).not.toContain(mere);
  });

  test('le nom et la qualité viennent du mandat ; sans mandat noté, la demande ne se reçoit pas', async () => {
    const { id } = await noter();
    expect(await voir('detail', id)).toMatchObject({
      demandeur: 'Mme Petitbois, titulaire de l’autorité parentale',
      qualite: 'Son représentant légal',
    });
    await expect(noter({ representant: undefined })).rejects.toMatchObject({
      code: 'droits_personne.quel_representant',
    });
    await expect(noter({ representant: 'inconnu' })).rejects.toMatchObject({ code: 'cercle.representant_inconnu' });
  });

  test('l’autorité retirée entre la demande et la remise : plus rien ne se prépare ni ne se remet', async () => {
    const { id } = await noter();
    maison.horloge.avancer(3 * JOUR);
    await maison.faire(nadia, 'cercle.finirMandat', {
      patient: mineure,
      id: mere,
      le: maison.horloge.maintenant().toISOString().slice(0, 10),
      preuve: 'jugement du tribunal',
    });
    const fini = { code: 'cercle.mandat_fini' };
    await expect(voir('exporter', id)).rejects.toMatchObject(fini);
    await expect(voir('relire', id)).rejects.toMatchObject(fini);
    await expect(
      maison.faire(helene(), 'droitsPersonne.remettre', { id, comment: 'main_propre' }),
    ).rejects.toMatchObject(fini);
    await maison.faire(helene(), 'droitsPersonne.decider', { id, accord: false, texte: 'L’autorité a été retirée.' });
  });
});
