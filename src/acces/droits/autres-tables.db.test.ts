import { sql, type Kysely } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { fermeeParLaPersonne, porteeDe, recuParNom } from '../portee.ts';
import { mondesParEtat } from './etats.testing.ts';
import { acteurDe, TERRITOIRE_DES_MONDES } from './juger.testing.ts';
import { LECTEURS, type Lecteur } from './lecteurs.testing.ts';
import { MAINTENANT } from './mondes.testing.ts';
import { peutLire } from './oracle.testing.ts';
import { poserLesMondes } from './poser.testing.ts';

/** Open things, threads and attachments of the mail have no line in `resource`: the same rule, on their own columns. */
const { mondes } = mondesParEtat();
const COMPTES = LECTEURS.filter((l) => l.genre === 'compte');
const NOMMES = ['PractitionerRole/infirmier-b', 'PractitionerRole/pharmacien-b', 'PractitionerRole/lecteur_ars-b'];
/** Long before anything went to the archive. */
const VIEUX = new Date('2026-01-02T10:00:00Z');
const TENANT = 'PractitionerRole/coordinateur_appui-b';

let test1: BaseDeTest;
let base: Base;
beforeAll(async () => {
  test1 = await baseDeTest();
  const code = TERRITOIRE_DES_MONDES;
  await creerTerritoire(test1.url, { code, nom: 'Essai', profil: 'essai', creeLe: MAINTENANT });
  base = ouvrirBase(urlApplication(test1.url), 2);
  await dans(async (tx) => {
    await poserLesMondes(tx, mondes, []);
    for (const { patient } of mondes) await poserLesAutres(tx, patient);
  });
});
afterAll(async () => {
  await base.fermer();
  await test1.fermer();
});

const dans = <T>(faire: (tx: Kysely<TablesTerritoire>) => Promise<T>): Promise<T> =>
  base.territoire<TablesTerritoire, T>(TERRITOIRE_DES_MONDES, faire);

async function poserLesAutres(tx: Kysely<TablesTerritoire>, patient: string): Promise<void> {
  await sql`insert into main_ouverte (objet, genre, etat, patient, titre, qui, qui_nom, depuis, ouvert_le, prochaine, due_le, cause, lecteurs)
    values (${`Task/${patient}-main`}, 'demande', 'tenu', ${patient}, 'Titre', ${TENANT}, 'Sophie', ${MAINTENANT}, ${MAINTENANT}, 'suite',
      ${MAINTENANT}, 'demande.decision', ${NOMMES}::text[])`.execute(tx);
  await sql`insert into fil_message (id, boite, structure, genre, patient, famille, correspondant, correspondant_nom, sujet, lecteurs, ouvert_le, dernier_le)
    values (${`${patient}-fil`}, 'b', 'Organization/o0', 'message', ${patient}, 'FIL', 'x', 'X', 'sujet', ${NOMMES}::text[], ${VIEUX}, ${VIEUX}), (
      ${`${patient}-social`}, 'b', 'Organization/o0', 'message', ${patient}, 'SOC', 'x', 'X', 'sujet', ${NOMMES}::text[], ${VIEUX}, ${VIEUX})`.execute(
    tx,
  );
  await sql`insert into piece (id, empreinte, type_mime, nom, octets, patient, lecteurs, le)
    values (${`${patient}-piece`}, 'e', 'text/plain', 'note.txt', '', ${patient}, ${NOMMES}::text[], ${VIEUX})`.execute(
    tx,
  );
}

const chose = (patient: string, type: string, famille: string, destinataires: readonly string[]) => ({
  type,
  id: `${patient}-autre`,
  patient,
  famille,
  auteur: '',
  destinataires,
  le: VIEUX,
  estUnFait: true,
});

/** Named in it by the reader itself: the same judgement, the readers being whoever asks. */
const recu = (qui: Lecteur, patient: string, type: string, famille: string): boolean => {
  const monde = mondes.find((m) => m.patient === patient);
  return (
    monde !== undefined &&
    qui.genre === 'compte' &&
    peutLire(qui, chose(patient, type, famille, qui.refs), { ...monde, membres: [], elements: [], faits: [] }, [])
  );
};

test('une chose ouverte se lit comme la coordination : son cercle, ses lecteurs, celui qui la tient', async () => {
  for (const qui of COMPTES) {
    const condition = porteeDe(acteurDe(qui), MAINTENANT).condition('m', 'main');
    const { rows } = await dans((tx) =>
      sql<{ patient: string }>`select m.patient from main_ouverte m where ${condition}`.execute(tx),
    );
    const attendus = mondes.filter((monde) =>
      peutLire(qui, chose(monde.patient, 'Task', 'COO', [...NOMMES, TENANT]), monde, []),
    );
    expect([qui.id, ...rows.map((r) => r.patient).sort()]).toEqual([qui.id, ...attendus.map((m) => m.patient).sort()]);
  }
});

test('qui tient une chose la garde dans sa liste, mais fermée dès que la personne s’oppose', async () => {
  const tenant = COMPTES.find(({ id }) => id === 'compte:coordinateur_appui-b');
  if (tenant === undefined) throw new Error('le porteur manque');
  const condition = fermeeParLaPersonne(acteurDe(tenant), MAINTENANT, 'm', 'main');
  const { rows } = await dans((tx) =>
    sql<{ patient: string }>`select m.patient from main_ouverte m where ${condition}`.execute(tx),
  );
  expect(rows).toEqual([{ patient: 'etat-opposee' }]);
});

test('un fil et une pièce jointe reçus se ferment par l’opposition, et par ce que le métier ne lit jamais sans y être nommé', async () => {
  for (const qui of COMPTES) {
    const acteur = acteurDe(qui);
    const fils = await dans((tx) =>
      sql<{
        patient: string;
        famille: string;
      }>`select f.patient, f.famille from fil_message f where ${recuParNom(acteur, MAINTENANT, 'f', 'fil')}`.execute(
        tx,
      ),
    );
    for (const { patient } of mondes)
      for (const famille of ['FIL', 'SOC']) {
        const lu = fils.rows.some((r) => r.patient === patient && r.famille === famille);
        expect(lu, `${qui.id} ${famille} ${patient}`).toBe(
          recu(
            qui,
            patient,
            qui.refs.some((ref) => NOMMES.includes(ref) && ref.startsWith('Practitioner')) ? 'Communication' : 'Task',
            famille,
          ),
        );
      }
    const pieces = await dans((tx) =>
      sql<{
        patient: string;
      }>`select p.patient from piece p where ${recuParNom(acteur, MAINTENANT, 'p', 'piece')}`.execute(tx),
    );
    const attendues = mondes.map((m) => m.patient).filter((patient) => recu(qui, patient, 'Binary', 'FIL'));
    expect([qui.id, ...pieces.rows.map((r) => r.patient).sort()]).toEqual([qui.id, ...attendues.sort()]);
  }
});
