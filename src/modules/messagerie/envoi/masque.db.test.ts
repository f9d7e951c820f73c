import { afterAll, beforeAll, expect, test } from 'vitest';
import { porteeDe } from '#acces/portee.ts';
import { MagasinFhir } from '#fhir/store/store.ts';
import { moduleCercle } from '#modules/cercle/index.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { unCollegue, uneCoordinatrice, unEssai, unMel, type Essai } from '../testing.ts';

/** A whole thread, hidden as the person wishes: what was written, what is attached to it, and what comes later (DMP-08). */
let essai: Essai;
let ecrit: { communication: string; fil: string };
beforeAll(async () => {
  essai = await unEssai([moduleCercle({ contactDe: () => Promise.resolve(undefined) })]);
  await essai.socle.base.territoire<TablesTerritoire, unknown>(essai.territoire, (sql) =>
    new MagasinFhir(sql).ecrire(
      { resourceType: 'Patient', id: 'p9', name: [{ family: 'Aubry', given: ['Jeanne'] }] },
      { auteur: 'systeme:essai', le: essai.horloge.maintenant(), lecteurs: ['Organization/dac'] },
    ),
  );
  ecrit = (await essai.agir('messagerie.ecrire', {
    destinataire: 'PractitionerRole/martin',
    nature: 'question',
    texte: 'Elle ne veut pas que sa fille le sache.',
    patient: 'p9',
  })) as typeof ecrit;
});
afterAll(() => essai.fermer());

const sophie = uneCoordinatrice();
const yann = unCollegue();
const communications = (qui: typeof sophie) =>
  essai.socle.base.territoire<TablesTerritoire, number>(essai.territoire, async (sql) => {
    const portee = porteeDe(qui, essai.horloge.maintenant());
    return (await new MagasinFhir(sql).chercher('Communication', { patient: 'p9' }, portee)).length;
  });
const dansLaListe = async (qui: typeof sophie) => JSON.stringify(await essai.voir('messagerie.fils', {}, qui));

test('le fil entier se ferme à tous sauf à qui l’a écrit, ce qui arrive ensuite aussi, et se rouvre', async () => {
  expect([await communications(sophie), await communications(yann)]).toEqual([1, 1]);
  await essai.agir('cercle.masquer', { objet: ecrit.communication, a: 'tous' }, sophie);
  expect([await communications(sophie), await communications(yann)]).toEqual([1, 0]);
  await expect(essai.voir('messagerie.fil', { id: ecrit.fil }, yann)).rejects.toMatchObject({
    code: 'cordee.introuvable',
  });
  expect(await dansLaListe(yann)).not.toContain(ecrit.fil);
  expect(await dansLaListe(sophie)).toContain(ecrit.fil);
  const [parti] = await essai.lire((sql) =>
    sql.selectFrom('courriel as c').select('c.message_id').where('c.fil', '=', ecrit.fil).execute(),
  );
  await essai.deposer(await unMel({ enReponseA: parti?.message_id ?? '', texte: 'Bien reçu, je garde cela.' }));
  await essai.relever();
  expect(await communications(yann)).toBe(0);
  expect(JSON.stringify(await essai.voir('messagerie.fil', { id: ecrit.fil }, sophie))).toContain('Bien reçu');
  await essai.agir('cercle.demasquer', { objet: ecrit.communication }, sophie);
  expect(await communications(yann)).toBe(2);
  expect(await dansLaListe(yann)).toContain(ecrit.fil);
});
