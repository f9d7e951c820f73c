import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { maisonDeTest, mmeAubryEtSonCercle, nadia, TERRITOIRE, type MaisonDeTest } from '#modules/dossier/testing.ts';
import { lireLesHorloges } from './store.ts';
import { annoncerLesDeparts, moduleDroitsPersonne, purgerLesDossiers } from '../index.ts';

const JOUR = 86_400_000;
let maison: MaisonDeTest;
let operateur: pg.Client;
let patient: string;

beforeAll(async () => {
  maison = await maisonDeTest({ salles: [moduleDroitsPersonne] });
  operateur = new pg.Client({ connectionString: maison.urlAdministrateur });
  await operateur.connect();
  patient = await mmeAubryEtSonCercle(maison);
  await flag('MotDuSocial', 'SOC');
  await flag('MotDeSante', 'MED');
  await semer('MotDuSocial', 'SOC');
  await semer('MotDeSante', 'MED');
});
afterAll(async () => {
  await operateur.end();
  await maison.fermer();
});

const flag = (texte: string, famille: string, aussi: readonly object[] = []) =>
  maison.dans(nadia, async (tx) => {
    const id = tx.nouvelId();
    const meta = { security: [{ system: 'urn:cordee:famille', code: famille }, ...aussi] };
    await tx.ecrire({
      resourceType: 'Flag',
      id,
      status: 'active',
      code: { text: texte },
      subject: { reference: `Patient/${patient}` },
      meta,
    });
    await tx.ecrire(
      {
        resourceType: 'Flag',
        id,
        status: 'active',
        code: { text: `${texte} deux` },
        subject: { reference: `Patient/${patient}` },
        meta,
      },
      1,
    );
    await tx.passerLaMain({
      objet: `Flag/${id}`,
      genre: 'tache',
      etat: 'tenu',
      titre: texte,
      patient,
      a: nadia,
      prochaine: texte,
      dueLe: new Date(tx.maintenant.getTime() + JOUR),
      cause: 'tache.faire',
      lecteurs: [],
    });
    await tx.envoyer('essai', `Flag/${id}`, { texte });
    return id;
  });

/** The same word in a mail received, its attachment, a fact and what the cell wrote. */
async function semer(mot: string, famille: string): Promise<void> {
  const cle = `${mot}-fil`;
  const le = maison.horloge.maintenant();
  const q = (texte: string, valeurs: readonly unknown[]) => operateur.query(texte, [...valeurs]);
  await q(
    `insert into t0001.fil_message (id, boite, structure, objet, genre, patient, famille, correspondant, correspondant_nom, sujet, lecteurs, ouvert_le, dernier_le)
     values ($1, 'b', 's', null, 'message', $2, $3, 'c', 'C', $4, '{}', $5, $5)`,
    [cle, patient, famille, mot, le],
  );
  await q(
    `insert into t0001.courriel (id, sens, boite, message_id, empreinte, nature, etat, fil, de, de_nom, a, a_nom, recu_le, texte, pieces, brut)
     values ($1, 'recu', 'b', $1, $1, 'message', 'classe', $1, 'd', 'D', 'a', 'A', $2, $3, $4, $5)`,
    [cle, le, mot, JSON.stringify([{ id: `${cle}-piece` }]), Buffer.from(mot)],
  );
  await q(
    `insert into t0001.piece (id, empreinte, type_mime, nom, octets, patient, lecteurs, le)
     values ($1, $1, 'text/plain', $2, $3, $4, '{}', $5)`,
    [`${cle}-piece`, mot, Buffer.from(mot), patient, le],
  );
  await q(
    `insert into t0001.fait (id, nom, survenu_le, saisi_le, auteur, auteur_nom, patient, objet, famille, lecteurs, donnees)
     values ($1, 'Essai.v1', $2, $2, 'a', 'A', $3, 'x', $4, '{}', $5)`,
    [cle, le, patient, famille, JSON.stringify({ mot })],
  );
}

/** Tables of the territory where a word can still be read, bytes included. */
async function tablesQuiDisent(mot: string): Promise<readonly string[]> {
  const { rows } = await operateur.query<{ nom: string }>(
    `select tablename as nom from pg_tables where schemaname = 't0001' order by 1`,
  );
  const dites: string[] = [];
  for (const { nom } of rows) {
    const trouve = await operateur.query(
      `select 1 from t0001."${nom}" t where t::text ilike $1 or t::text like $2 limit 1`,
      [`%${mot}%`, `%${Buffer.from(mot).toString('hex')}%`],
    );
    if (trouve.rowCount !== 0) dites.push(nom);
  }
  return dites;
}

const helene = (): Acteur =>
  unActeur('responsable_dac', 'PractitionerRole/helene', {
    nom: 'Hélène Vidal',
    refs: ['PractitionerRole/helene'],
    connexion: { moyen: 'psc', elevee: maison.horloge.maintenant() },
  });
/** In slices of one record: the bound of the real loop is only bigger. */
const annoncer = () => annoncerLesDeparts(maison.socle, TERRITOIRE, 1);
const supprimer = (essai = false) =>
  purgerLesDossiers(operateur, TERRITOIRE, maison.horloge.maintenant(), { essai, par: 'conservation' });
const anne = (): Acteur => ({ ...helene(), id: 'compte:anne', ref: 'PractitionerRole/anne', nom: 'Anne Roche' });
const proposer = (qui: Acteur) => maison.faire(qui, 'droitsPersonne.proposerDepart', { patient });
const confirmer = (qui: Acteur, accord = true) =>
  maison.faire(qui, 'droitsPersonne.confirmerDepart', { patient, accord });

test('annoncé un mois avant à quelqu’un, le volet social part, le volet santé reste', async () => {
  expect(await annoncer()).toBe(0);
  maison.horloge.avancer(2 * 365 * JOUR - 20 * JOUR);
  expect(await annoncer()).toBe(1);
  expect(await annoncer()).toBe(0);
  const { rows } = await operateur.query('select qui_nom, etat from t0001.main_ouverte where genre = $1', ['depart']);
  expect(rows).toEqual([{ qui_nom: 'Sophie Marchand', etat: 'attend' }]);
  expect(await supprimer()).toEqual([]);
  maison.horloge.avancer(31 * JOUR);
  expect(await tablesQuiDisent('MotDuSocial')).toEqual(
    expect.arrayContaining([
      'courriel',
      'envoi',
      'fait',
      'fil_message',
      'main_ouverte',
      'piece',
      'resource',
      'resource_history',
    ]),
  );
  expect(await supprimer()).toEqual([]);
  await expect(proposer(nadia)).rejects.toMatchObject({ code: 'cordee.interdit' });
  await expect(confirmer(anne())).rejects.toMatchObject({ code: 'droits_personne.rien_a_confirmer' });
  await proposer(helene());
  await expect(confirmer(helene())).rejects.toMatchObject({ code: 'droits_personne.seconde_personne' });
  expect(await supprimer()).toEqual([]);
  await confirmer(anne(), false);
  expect(await supprimer()).toEqual([]);
  await proposer(helene());
  await confirmer(anne());
  const attendue = [{ patient, categories: ['social'], elements: 1 }];
  expect(await supprimer(true)).toEqual(attendue);
  expect(await tablesQuiDisent('MotDuSocial')).not.toEqual([]);
  expect(await supprimer()).toEqual(attendue);
  expect(await tablesQuiDisent('MotDuSocial')).toEqual([]);
  expect(await tablesQuiDisent('MotDeSante')).toEqual(
    expect.arrayContaining(['courriel', 'piece', 'resource', 'resource_history']),
  );
  expect(await supprimer()).toEqual([]);
});

test('un recours suspend tout ; levé, le reste part, et plus rien ne dit son nom', async () => {
  maison.horloge.avancer(18 * 365 * JOUR);
  await maison.faire(helene(), 'droitsPersonne.geler', { patient, motif: 'Recours devant le tribunal' });
  maison.horloge.avancer(20 * JOUR);
  expect(await annoncer()).toBe(0);
  await expect(maison.faire(nadia, 'droitsPersonne.lever', { patient, motif: 'x' })).rejects.toMatchObject({
    code: 'cordee.interdit',
  });
  await maison.faire(helene(), 'droitsPersonne.lever', { patient, motif: 'Jugement rendu' });
  expect(await annoncer()).toBe(2);
  maison.horloge.avancer(31 * JOUR);
  await maison.faire(helene(), 'droitsPersonne.geler', { patient, motif: 'Appel' });
  expect(await supprimer()).toEqual([]);
  await expect(proposer(helene())).rejects.toMatchObject({ code: 'droits_personne.gele' });
  await maison.faire(helene(), 'droitsPersonne.lever', { patient, motif: 'Désistement' });
  await proposer(helene());
  await confirmer(anne());
  expect(await supprimer()).toMatchObject([{ patient, categories: ['identite', 'sante'] }]);
  expect(await tablesQuiDisent('MotDeSante')).toEqual([]);
  expect(await tablesQuiDisent('Aubry')).toEqual([]);
  expect(await tablesQuiDisent('Tilleuls')).toEqual(['trace_contexte']);
  const { rows } = await operateur.query(
    'select fondement from t0001.trace where patient = $1 and action = $2 order by seq',
    [patient, 'conservation.supprimer'],
  );
  expect(rows).toEqual([{ fondement: 'duree:social' }, { fondement: 'duree:identite+sante' }]);
});

test('l’étiquette de transfusion donne sa propre durée à l’élément, à côté de la santé', async () => {
  patient = await mmeAubryEtSonCercle(maison);
  await flag('Globules', 'MED', [{ system: 'urn:cordee:conservation', code: 'transfusion' }]);
  const [horloges] = await lireLesHorloges(maison.socle.base.directement(TERRITOIRE), { patient });
  expect(Object.keys(horloges?.derniers ?? {}).sort()).toEqual(['identite', 'transfusion']);
});

test('passé cinq ans sans contact la santé passe en archive, et en revient quand quelqu’un écrit', async () => {
  const archivees = async () =>
    (
      await operateur.query<{ famille: string }>('select famille from t0001.archive_intermediaire where patient = $1', [
        patient,
      ])
    ).rows.map(({ famille }) => famille);
  patient = await mmeAubryEtSonCercle(maison);
  await flag('MotArchive', 'MED');
  const fermer = () => operateur.query("update t0001.main_ouverte set etat = 'termine' where patient = $1", [patient]);
  maison.horloge.avancer(5 * 366 * JOUR);
  await annoncer();
  expect(await archivees()).toEqual([]);
  await fermer();
  await annoncer();
  expect((await archivees()).toSorted()).toEqual(['MED', 'PLN', 'SEN']);
  const { rows } = await operateur.query(
    'select count(*)::int as n from t0001.trace where patient = $1 and action = $2',
    [patient, 'conservation.archiver'],
  );
  expect(rows).toEqual([{ n: 1 }]);
  await flag('MotNouveau', 'MED');
  await fermer();
  await annoncer();
  expect(await archivees()).toEqual([]);
});
