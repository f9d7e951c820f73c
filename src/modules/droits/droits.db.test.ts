import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mettreEnArchive } from '#acces/droits/archive.ts';
import { MATRICE } from '#acces/droits/matrice.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { prouver } from '#acces/qualites.testing.ts';
import { ajouterAuCercle, noterInformation } from '#modules/cercle/index.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { creerPersonneParEcran, maisonDeTest, TERRITOIRE, type MaisonDeTest } from '#modules/dossier/testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { MatriceVue, Simulation } from './contract.ts';
import { moduleDroits } from './index.ts';

const helene = unActeur('responsable_dac', 'PractitionerRole/helene', {
  nom: 'Hélène Vidal',
  refs: ['PractitionerRole/helene', 'Organization/dac'],
});
const nadia = unActeur('infirmier', 'PractitionerRole/nadia', {
  nom: 'Nadia Ferrand',
  refs: ['PractitionerRole/nadia'],
});
const karim = unActeur('assistant_social', 'PractitionerRole/karim', {
  nom: 'Karim Benali',
  refs: ['PractitionerRole/karim', 'Organization/ccas'],
  structure: { ref: 'Organization/ccas', nom: 'CCAS' },
});

let maison: MaisonDeTest;
/** Hélène, who has just proved again who she is. */
const elevee = () => ({ ...helene, connexion: { moyen: 'psc' as const, elevee: maison.horloge.maintenant() } });
let patient: string;

beforeAll(async () => {
  maison = await maisonDeTest({ salles: [moduleDroits] });
  await unCompte('karim', 'Karim', 'Benali', 'assistant_social', 'Organization/ccas');
  await unCompte('helene', 'Hélène', 'Vidal', 'responsable_dac', 'Organization/dac');
  patient = await creerPersonneParEcran(maison, helene);
  await dansLeCercle(nadia.ref, 'infirmier', 'porte2');
  await dansLeCercle('Organization/dac', 'coordination', 'porte1');
  await dansLeCercle(karim.ref, 'assistant_social', 'hors_equipe');
  await informer({ etat: 'informee' });
  await ecrire('Observation', 'glycemie', 'MED');
  await ecrire('Flag', 'expulsion', 'SOC');
});
afterAll(() => maison.fermer());

const dansLeCercle = (membre: string, fonction: string, fondement: 'porte1' | 'porte2' | 'hors_equipe') =>
  maison.dans(helene, (tx) =>
    ajouterAuCercle(tx, patient, { membre, nom: membre, fonction, fondement, debut: maison.horloge.maintenant() }),
  );

const informer = (avis: Partial<Parameters<typeof noterInformation>[2]>) =>
  maison.dans(helene, (tx) => noterInformation(tx, patient, { etat: 'informee', par: 'Hélène Vidal', ...avis }));

const unElement = (type: 'Observation' | 'Flag', id: string, famille: string) =>
  ({
    resourceType: type,
    id,
    meta: { security: [{ system: 'urn:cordee:famille', code: famille }] },
    status: type === 'Flag' ? 'active' : 'final',
    code: { text: 'essai' },
    subject: { reference: `Patient/${patient}` },
  }) as Parameters<Transaction['ecrire']>[0];

const unRisque = (id: string) => unElement('Flag', id, 'SOC');

const ecrire = (type: 'Observation' | 'Flag', id: string, famille: string) =>
  maison.dans(nadia, (tx) => tx.ecrire(unElement(type, id, famille)));

async function unCompte(id: string, prenom: string, nom: string, role: string, structure: string): Promise<void> {
  await maison.socle.base.commun<TablesAcces, void>(async (k) => {
    const le = maison.horloge.maintenant();
    await k
      .insertInto('compte')
      .values({ id, idnps: null, prenom, nom, civilite: null, cree_le: le, vu_le: null })
      .execute();
    await sql`insert into affectation (id, compte, territoire, role, role_fhir, structure, structure_nom, debut)
      values (${`a-${id}`}, ${id}, ${TERRITOIRE}, ${role}, ${`PractitionerRole/${id}`}, ${structure}, ${structure}, '2026-01-01')`.execute(
      k,
    );
    await prouver(k, `a-${id}`, TERRITOIRE, role);
  });
}

const simuler = (qui: object = { affectation: 'a-karim' }, acteur = helene) =>
  maison.voir<Simulation>(acteur, 'droits.simuler', { patient, qui });
const famille = (simulation: Simulation, cle: string) => simulation.familles.find((f) => f.famille === cle);

describe('que verrait Karim ?', () => {
  test('sans accord : rien, et ce qui l’ouvrirait ; aucune ligne médicale', async () => {
    const vu = await simuler();
    expect(vu).toMatchObject({ qui: 'Karim Benali, assistant de service social', total: 0 });
    expect(vu.familles.every((f) => f.visible === 'non' && f.ouvrirait !== undefined)).toBe(true);
    expect(famille(vu, 'SOC')?.pourquoi).toContain('la personne ne lui a pas ouvert');
  });

  test('avec l’accord de la personne pour le social : un élément social, et toujours aucune ligne médicale', async () => {
    await informer({ etat: 'accord', perimetre: { familles: ['ADM', 'SOC', 'MED'], membres: 'cercle' } });
    const vu = await simuler();
    expect(famille(vu, 'SOC')).toMatchObject({ visible: 'oui', nombre: 1 });
    expect(famille(vu, 'MED')).toMatchObject({ visible: 'non', nombre: 0 });
    expect(famille(vu, 'MED')?.ouvrirait).toContain('nomme');
    expect(vu.phrase).toContain('Ne lit pas : ');
  });

  test('ce que dit le simulateur est ce que lit Karim', async () => {
    const lit = (type: 'Observation' | 'Flag', id: string) =>
      maison.dans(karim, async (tx) => (await tx.magasin.lire(type, id, tx.portee)) !== undefined);
    expect([await lit('Flag', 'expulsion'), await lit('Observation', 'glycemie')]).toEqual([true, false]);
  });

  test('un accord qui le nomme pour le médical l’ouvre à lui', async () => {
    await informer({ etat: 'accord', perimetre: { familles: ['ADM', 'SOC', 'MED'], membres: [karim.ref] } });
    expect(famille(await simuler(), 'MED')).toMatchObject({ visible: 'oui', nombre: 1 });
  });

  test('un métier hors du cercle, ou hors des deux catégories, ne lit rien', async () => {
    expect((await simuler({ role: 'medecin' })).total).toBe(0);
    const admin = await simuler({ role: 'administrateur_cpts' });
    expect(admin.familles.every((f) => f.ouvrirait?.startsWith('Rien ne peut l’ouvrir'))).toBe(true);
  });

  test('simuler est réservé à la personne responsable, et laisse une trace sur la personne', async () => {
    await expect(simuler({ role: 'medecin' }, nadia)).rejects.toMatchObject({ code: 'cordee.interdit' });
    const traces = await maison.socle.base.territoire<TablesTerritoire, { nombre: number }>(TERRITOIRE, (k) =>
      k
        .selectFrom('trace')
        .select(sql<number>`count(*)::int`.as('nombre'))
        .where('trace.action', '=', 'droits.simuler')
        .where('trace.patient', '=', patient)
        .where('trace.decision', '=', 'permis')
        .executeTakeFirstOrThrow(),
    );
    expect(traces.nombre).toBeGreaterThan(3);
  });
});

describe('ce qui est en archive intermédiaire', () => {
  const mettre = (familles: readonly ('SOC' | 'MED')[]) =>
    maison.dans(helene, (tx) => mettreEnArchive(tx.sql, patient, familles, maison.horloge.maintenant()));
  const lit = (qui: typeof nadia, id: string) =>
    maison.dans(qui, async (tx) => (await tx.magasin.lire('Flag', id, tx.portee)) !== undefined);

  test('se ferme à tous, auteur compris ; le redire ne change rien ; ce qui s’écrit depuis se lit', async () => {
    expect(await mettre(['SOC'])).toEqual({ entrees: ['SOC'], sorties: [] });
    expect(await mettre(['SOC'])).toEqual({ entrees: [], sorties: [] });
    expect([await lit(nadia, 'expulsion'), await lit(karim, 'expulsion')]).toEqual([false, false]);
    const vu = famille(await simuler(), 'SOC');
    expect(vu).toMatchObject({ visible: 'non', nombre: 0, pourquoi: expect.stringContaining('archive') as string });
    expect(vu?.ouvrirait).toContain('rejoint le cercle');
    maison.horloge.avancer(60_000);
    await ecrire('Flag', 'depuis', 'SOC');
    expect([await lit(karim, 'depuis'), await lit(karim, 'expulsion')]).toEqual([true, false]);
    expect(famille(await simuler(), 'SOC')).toMatchObject({ visible: 'en_partie', nombre: 1 });
  });

  test('revient quand quelqu’un rejoint le cercle, ou quand les horloges la sortent', async () => {
    await dansLeCercle('PractitionerRole/relais', 'infirmier', 'porte2');
    expect([await lit(nadia, 'expulsion'), await lit(karim, 'expulsion')]).toEqual([true, true]);
    maison.horloge.avancer(60_000);
    expect(await mettre([])).toEqual({ entrees: [], sorties: ['SOC'] });
    expect(await mettre(['SOC'])).toEqual({ entrees: ['SOC'], sorties: [] });
    expect(await lit(karim, 'expulsion')).toBe(false);
    await mettre([]);
    expect(await lit(karim, 'expulsion')).toBe(true);
  });
});

describe('la matrice', () => {
  test('chacun la lit ; une personne qui ne peut pas la changer lit pourquoi', async () => {
    const vue = await maison.voir<MatriceVue>(karim, 'droits.matrice', {});
    expect(vue.lignes.map(({ role }) => role)).toEqual(
      Object.keys(MATRICE).filter((role) => role !== 'logiciel' && role !== 'systeme'),
    );
    expect(vue.reglerFerme).toContain('réservé');
  });

  test('un droit retiré ferme dès la lecture suivante, se lit, se rétablit, et se retrouve au journal', async () => {
    const lit = () =>
      maison.dans(nadia, async (tx) => (await tx.magasin.lire('Flag', 'expulsion', tx.portee)) !== undefined);
    const quoi = { role: 'assistant_social', famille: 'SOC', motif: 'Convention en attente' };
    await expect(maison.faire(helene, 'droits.retirer', quoi)).rejects.toMatchObject({
      code: 'cordee.reauthentification',
    });
    await maison.faire(elevee(), 'droits.retirer', quoi);
    expect(famille(await simuler(), 'SOC')).toMatchObject({ visible: 'non', nombre: 0 });
    // The author of the line keeps it, whatever her role loses.
    await maison.faire(elevee(), 'droits.retirer', { ...quoi, role: 'infirmier' });
    expect(await lit()).toBe(true);
    await expect(maison.faire(elevee(), 'droits.retirer', quoi)).rejects.toMatchObject({
      code: 'droits.rien_a_retirer',
    });
    await maison.faire(elevee(), 'droits.retablir', quoi);
    expect(famille(await simuler(), 'SOC')).toMatchObject({ visible: 'oui' });
    await expect(maison.faire(elevee(), 'droits.retablir', quoi)).rejects.toMatchObject({
      code: 'droits.rien_a_retablir',
    });
    const { changements } = await maison.voir<MatriceVue>(helene, 'droits.matrice', {});
    expect(changements.map(({ phrase }) => phrase)).toEqual([
      expect.stringContaining('lit de nouveau'),
      expect.stringContaining('Infirmier, infirmière ne lit plus'),
      expect.stringContaining('Convention en attente'),
    ]);
  });

  test('une matrice locale plus permissive que la nationale est refusée, et rien n’en est pris', async () => {
    const cellules = [
      { role: 'pair_aidant', famille: 'FIL', code: 'N' },
      { role: 'secretariat_dac', famille: 'MED', code: 'L' },
    ];
    await expect(maison.faire(elevee(), 'droits.adopter', { cellules, motif: 'Essai' })).rejects.toMatchObject({
      code: 'droits.plus_large',
      texte: expect.stringContaining('Secrétariat du DAC × Informations médicales') as string,
    });
    expect(await maison.faire(elevee(), 'droits.adopter', { cellules: [cellules[0]], motif: 'Essai' })).toEqual({
      retraits: 1,
    });
    await expect(maison.faire(nadia, 'droits.adopter', { cellules: [], motif: 'Essai' })).rejects.toMatchObject({
      code: 'cordee.interdit',
    });
  });
});

describe('ce qu’une secrétaire saisit pour le compte de quelqu’un', () => {
  const pour = {
    compte: 'PractitionerRole/nadia',
    ref: nadia.ref,
    nom: nadia.nom,
    role: 'infirmier',
    gestes: ['saisir'],
  } as const;
  const seule = unActeur('secretariat_dac', 'PractitionerRole/ines', { refs: ['PractitionerRole/ines'] });
  const pourNadia = { ...seule, ref: nadia.ref, refs: nadia.refs, pour };
  const lit = (qui: typeof nadia, id: string) =>
    maison.dans(qui, async (tx) => (await tx.magasin.lire('Flag', id, tx.portee)) !== undefined);

  test('est à cette personne : elle le garde malgré l’opposition ; la secrétaire seule ne le lit plus', async () => {
    await maison.dans({ ...pourNadia, role: 'infirmier' }, (tx) => tx.ecrire(unRisque('saisi-pour')));
    // She reads nothing of this person by herself: she writes what a room admits, and nothing else.
    await expect(maison.dans(seule, (tx) => tx.ecrire(unRisque('saisi-seule')))).rejects.toMatchObject({
      code: 'cordee.introuvable',
    });
    await maison.dans(seule, (tx) => {
      tx.admettre(patient);
      return tx.ecrire(unRisque('saisi-par-elle'));
    });
    await maison.dans(helene, (tx) =>
      tx.sql.insertInto('opposition_en_cours').values({ patient, vise: '*', famille: '*' }).execute(),
    );
    expect([await lit(nadia, 'saisi-pour'), await lit(seule, 'saisi-pour')]).toEqual([true, false]);
    expect([await lit(nadia, 'saisi-par-elle'), await lit(seule, 'saisi-par-elle')]).toEqual([false, true]);
    // While she acts for her, she reads it as far as her own role may know: social, by exchange.
    expect(await lit(pourNadia, 'saisi-pour')).toBe(true);
    const [version] = await maison.dans(nadia, (tx) => tx.magasin.historique('Flag', 'saisi-pour', tx.portee));
    expect(version?.auteur).toBe('compte:PractitionerRole/ines');
  });
});
