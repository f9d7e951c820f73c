import { sql as fragment } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TablesAcces } from '#acces/tables.ts';
import { MagasinFhir } from '#fhir/store/store.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { z } from 'zod';
import type * as contrats from '../contract.ts';
import { unEssai, unMel, type Essai } from '../testing.ts';

const MARTIN = 'PractitionerRole/martin';
let essai: Essai;
beforeAll(async () => {
  essai = await unEssai();
  const le = essai.horloge.maintenant();
  await essai.socle.base.commun<TablesAcces, void>(async (sql) => {
    await sql
      .insertInto('compte')
      .values({
        id: 'martin',
        idnps: '899700000011',
        prenom: 'Paul',
        nom: 'Martin',
        civilite: 'DR',
        cree_le: le,
        vu_le: null,
      })
      .execute();
    await sql
      .insertInto('affectation')
      .values({
        id: 'martin',
        compte: 'martin',
        territoire: essai.territoire,
        role: 'medecin',
        praticien: null,
        role_fhir: MARTIN,
        structure: 'Organization/cabinet',
        structure_nom: 'Cabinet',
        telephone: null,
        debut: '2026-01-01',
        fin: null,
      })
      .execute();
  });
  await dans((sql) =>
    fragment`insert into qualite_du_territoire (affectation, territoire, sous_categorie, preuve, preuve_de, preuve_le, preuve_par)
      values ('martin', ${essai.territoire}, 'medecin', 'rpps', '899700000011', '2026-01-01', 'compte:sophie')`.execute(
      sql,
    ),
  );
  await dans((sql) =>
    new MagasinFhir(sql).ecrire(
      { resourceType: 'Patient', id: 'p9', name: [{ family: 'Aubry', given: ['Jeanne'] }] },
      { auteur: 'systeme:essai', le, lecteurs: ['Organization/dac'] },
    ),
  );
});
afterAll(() => essai.fermer());

const dans = <T>(
  faire: (sql: Parameters<Parameters<typeof essai.socle.base.territoire<TablesTerritoire, T>>[1]>[0]) => Promise<T>,
) => essai.socle.base.territoire<TablesTerritoire, T>(essai.territoire, faire);
const contact = async () => {
  const vu = (await essai.voir('messagerie.destinataires', { patient: 'p9', ref: MARTIN })) as z.output<
    typeof contrats.destinataires.sortie
  >;
  return vu.contacts[0]?.neLiraPas;
};

test('avant d’envoyer, l’écran dit qui ne pourra pas lire ; rien tant que rien ne le ferme', async () => {
  expect(await contact()).toBeNull();
  const refuser = (vise: string) =>
    dans((sql) => sql.insertInto('opposition_en_cours').values({ patient: 'p9', vise, famille: '*' }).execute());
  await refuser('PractitionerRole/une-autre');
  expect(await contact()).toBeNull();
  await refuser(MARTIN);
  expect(await contact()).toContain('Ne pourra pas lire ce message');
});

test('avant de répondre aussi : à celui qui a écrit, pour la personne du fil', async () => {
  await essai.deposer(await unMel({ texte: 'À propos d’elle.' }));
  await essai.relever();
  const { groupes } = (await essai.voir('messagerie.fils', {})) as z.output<typeof contrats.fils.sortie>;
  const id = Object.values(groupes).flat()[0]?.id;
  const reponse = async () =>
    ((await essai.voir('messagerie.fil', { id })) as z.output<typeof contrats.fil.sortie>).neLiraPas;
  expect(await reponse()).toBeNull();
  await essai.agir('messagerie.rattacher', { fil: id, patient: 'p9' });
  expect(await reponse()).toContain('Ne pourra pas lire ce message');
});
