import type { Kysely } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { ouvrirHorlogeEssai, type HorlogeEssaiPartagee } from '#acces/horloge-essai.ts';
import { empreinteDe } from '#acces/passkey/invitation.ts';
import { porteeDe } from '#acces/portee.ts';
import type { Role } from '#acces/roles.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { horlogeDecalee, horlogeReglable } from '#lib/horloge.ts';
import { nouveauSecret, nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import { consulter, executer, type Socle } from '#socle/executer.ts';
import type { Action, Vue } from '#socle/action.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import * as contrat from './contract.ts';
import { ecrireReglage, lireReglage, moduleTerritoire } from './index.ts';

const T1 = lireCodeTerritoire('t0001');
const T2 = lireCodeTerritoire('t0002');
const MARDI = new Date('2026-11-24T09:00:00+01:00');
let test1: BaseDeTest;
let base: Base;
let essai: HorlogeEssaiPartagee;
let socle: Socle;
const reelle = horlogeReglable(MARDI);
const messages: { adresse: string; texte: string; lecteurs: readonly string[] }[] = [];
const actions = new Map<string, Action>();
const vues = new Map<string, Vue>();

const MEMBRES = [
  { id: 'sophie', prenom: 'Sophie', nom: 'Marchand', role: 'responsable_dac', carte: true },
  { id: 'nadia', prenom: 'Nadia', nom: 'Perrin', role: 'coordinateur_appui', carte: true },
  { id: 'lise', prenom: 'Lise', nom: 'Exemple', role: 'medecin', carte: true, structure: 'Organization/cabinet' },
  { id: 'rose', prenom: 'Rose', nom: 'Diallo', role: 'pair_aidant', carte: false },
] as const;

beforeAll(async () => {
  test1 = await baseDeTest();
  for (const code of [T1, T2])
    await creerTerritoire(test1.url, { code, nom: `Pays ${code}`, profil: 'essai', creeLe: MARDI });
  base = ouvrirBase(urlApplication(test1.url), 4);
  essai = await ouvrirHorlogeEssai(base, journalMuet);
  socle = { base, horloge: horlogeDecalee(reelle, () => essai.decalageMs()), nouvelId, origine: 'http://localhost' };
  const module = moduleTerritoire({
    profil: 'essai',
    horlogeEssai: essai,
    horlogeReelle: reelle,
    ecrireMessage: (tx, message) => {
      messages.push({ adresse: message.a.adresse, texte: message.texte, lecteurs: message.lecteurs });
      return ecrireMessage(tx, message);
    },
  });
  for (const a of module.actions) actions.set(a.nom, a);
  for (const v of module.vues) vues.set(v.nom, v);
});
afterAll(async () => {
  essai.arreter();
  await base.fermer();
  await test1.fermer();
});

beforeEach(async () => {
  messages.length = 0;
  await essai.revenir();
  await base.commun<TablesAcces, void>(async (sql) => {
    for (const table of ['invitation', 'affectation', 'compte'] as const) await sql.deleteFrom(table).execute();
    for (const m of MEMBRES) await ajouter(sql, m, T1);
    await ajouter(sql, { id: 'ailleurs', prenom: 'Paul', nom: 'Ailleurs', role: 'medecin', carte: true }, T2);
  });
  await base.territoire<TablesTerritoire, void>(T1, async (sql) => {
    const porteurs = [
      { ref: 'PractitionerRole/nadia', nom: 'Nadia Perrin', telephone: '+33639980001' },
      { ref: 'PractitionerRole/partenaire', nom: 'Un Partenaire', telephone: '+33639980009' },
    ];
    await ecrireReglage(
      sql,
      'files',
      { dac: { nom: 'Accueil du DAC', structure: 'Organization/dac', porteurs } },
      'test',
      MARDI,
    );
    await ecrireReglage(
      sql,
      'boites',
      [{ adresse: 'dac@mss-test.invalid', structure: 'Organization/dac', nom: 'DAC', file: 'dac' }],
      'test',
      MARDI,
    );
  });
});

async function ajouter(
  sql: Kysely<TablesAcces>,
  m: { id: string; prenom: string; nom: string; role: string; carte: boolean; structure?: string },
  territoire: string,
): Promise<void> {
  const compte = { id: m.id, idnps: m.carte ? `8997-${m.id}` : null, prenom: m.prenom, nom: m.nom, civilite: null };
  await sql
    .insertInto('compte')
    .values({ ...compte, cree_le: MARDI, vu_le: MARDI })
    .execute();
  const structure = m.structure ?? 'Organization/dac';
  const lieu = {
    structure,
    structure_nom: structure === 'Organization/dac' ? 'DAC' : 'Cabinet',
    telephone: '+33639980001',
  };
  await sql
    .insertInto('affectation')
    .values({
      id: `aff-${m.id}`,
      compte: m.id,
      territoire,
      role: m.role,
      praticien: null,
      role_fhir: `PractitionerRole/${m.id}`,
      ...lieu,
      debut: '2026-01-01',
      fin: null,
    })
    .execute();
}

function acteur(id: string, role: Role, structure = 'Organization/dac'): Acteur {
  const ref = `PractitionerRole/${id}`;
  return {
    genre: 'compte',
    id: `compte:${id}`,
    nom: id,
    role,
    territoire: T1,
    refs: [ref, structure],
    ref,
    structure: { ref: structure, nom: 'DAC' },
    requete: 'test',
  };
}
const sophie = acteur('sophie', 'responsable_dac');
const nadia = acteur('nadia', 'coordinateur_appui');
const lise = acteur('lise', 'medecin', 'Organization/cabinet');

const faire = (qui: Acteur, c: { nom: string }, entree: object, cle?: string) => {
  const trouvee = actions.get(c.nom);
  if (trouvee === undefined) throw new Error(c.nom);
  return executer(socle, qui, trouvee, entree, { cle }) as Promise<Record<string, unknown>>;
};
async function lire<C extends { nom: string; sortie: { parse(v: unknown): unknown } }>(
  qui: Acteur,
  c: C,
): Promise<ReturnType<C['sortie']['parse']>> {
  const trouvee = vues.get(c.nom);
  if (trouvee === undefined) throw new Error(c.nom);
  return c.sortie.parse(await consulter(socle, qui, trouvee, {})) as ReturnType<C['sortie']['parse']>;
}
const invitation = (partie: object = {}) => ({
  prenom: 'Karim',
  nom: 'Benali',
  role: 'assistant_social',
  structure: 'Organization/dac',
  secret: nouveauSecret(),
  ...partie,
});
const invitationsGardees = () =>
  base.commun<TablesAcces, { empreinte: string; role: string }[]>((sql) =>
    sql.selectFrom('invitation').select(['invitation.empreinte', 'invitation.role']).execute(),
  );

test('chacun voit les membres de son territoire, jamais ceux d’un autre ; seule la coordination voit qui est passé quand', async () => {
  const vueDeSophie = await lire(sophie, contrat.vueMembres);
  expect(vueDeSophie.membres.map(({ nom, moyen }) => [nom, moyen])).toEqual([
    ['Rose Diallo', 'cle'],
    ['Lise Exemple', 'carte'],
    ['Sophie Marchand', 'carte'],
    ['Nadia Perrin', 'carte'],
  ]);
  expect(vueDeSophie.membres[0]?.vuLe).toBe(MARDI.toISOString());
  const vueDeLise = await lire(lise, contrat.vueMembres);
  expect(vueDeLise.membres.every(({ vuLe }) => vuLe === undefined)).toBe(true);
  expect(vueDeLise.inviterFerme).toContain('Inviter quelqu’un est réservé à');
  expect(vueDeLise.roles).toEqual([]);
});

test('une invitation garde l’empreinte du lien, jamais le lien, ni dans la réponse gardée pour les nouveaux essais', async () => {
  const demande = invitation();
  const cle = 'cle-inviter-1';
  const premier = await faire(nadia, contrat.inviter, demande, cle);
  const second = await faire(nadia, contrat.inviter, demande, cle);
  expect(second).toEqual(premier);
  expect(await invitationsGardees()).toEqual([{ empreinte: empreinteDe(demande.secret), role: 'assistant_social' }]);
  const gardee = await base.territoire<TablesTerritoire, unknown[]>(T1, (sql) =>
    sql.selectFrom('cle_action').select('cle_action.resultat').execute(),
  );
  expect(JSON.stringify(gardee)).not.toContain(demande.secret);
  const vue = await lire(sophie, contrat.vueMembres);
  expect(vue.invitations).toMatchObject([{ nom: 'Karim Benali', parrain: 'Nadia Perrin', structure: 'DAC' }]);
});

test('avec une adresse, le lien part par messagerie sécurisée et ceux qui ne lisent pas la boîte ne le voient pas', async () => {
  const demande = invitation({ adresse: 'karim.benali@mss-test.invalid' });
  expect(await faire(nadia, contrat.inviter, demande)).toMatchObject({ envoyee: true });
  expect(messages).toHaveLength(1);
  expect(messages[0]).toMatchObject({ adresse: 'karim.benali@mss-test.invalid', lecteurs: [nadia.ref] });
  expect(messages[0]?.texte).toContain(`http://localhost/invitation#${demande.secret}`);
  const lisibles = (qui: Acteur) =>
    base.territoire<TablesTerritoire, number>(T1, async (sql) => {
      const lues = await sql
        .selectFrom('resource')
        .select('resource.id')
        .where('resource.type', '=', 'Communication')
        .where(porteeDe(qui, MARDI).condition('resource'))
        .execute();
      return lues.length;
    });
  expect([await lisibles(nadia), await lisibles(lise)]).toEqual([1, 0]);
});

test.each([
  ['une adresse mal écrite', { adresse: 'karim' }, 'territoire.adresse'],
  ['un téléphone incomplet', { telephone: '06 39' }, 'territoire.telephone'],
  ['une structure inconnue', { structure: 'Organization/inconnue' }, 'territoire.structure_inconnue'],
  ['un rôle de soignant, qui demande la carte', { role: 'medecin' }, 'territoire.role_non_donnable'],
  ['un rôle plus élevé que le sien', { role: 'responsable_dac' }, 'territoire.role_non_donnable'],
  ['un rôle qui n’existe pas', { role: 'constructor' }, 'territoire.role_non_donnable'],
  ['un secret trop court', { secret: 'court' }, 'cordee.entree_invalide'],
])('%s ne crée aucune invitation', async (_cas, partie, code) => {
  await expect(faire(nadia, contrat.inviter, invitation(partie))).rejects.toMatchObject({ code });
  expect(await invitationsGardees()).toEqual([]);
});

test('un médecin n’invite pas', async () => {
  await expect(faire(lise, contrat.inviter, invitation())).rejects.toMatchObject({ code: 'cordee.interdit' });
});

test('une invitation annulée disparaît, une seule fois, et celle d’un autre territoire ne s’atteint pas', async () => {
  const { id } = await faire(nadia, contrat.inviter, invitation());
  const autre = { ...nadia, territoire: T2 };
  await expect(faire(autre, contrat.annulerInvitation, { id })).rejects.toMatchObject({
    code: 'territoire.invitation_fermee',
  });
  await faire(nadia, contrat.annulerInvitation, { id });
  expect((await lire(nadia, contrat.vueMembres)).invitations).toEqual([]);
  await expect(faire(nadia, contrat.annulerInvitation, { id })).rejects.toMatchObject({
    code: 'territoire.invitation_fermee',
  });
});

test('le rôle SQL d’un territoire ne peut inviter que chez lui, et jamais redonner une clé à un compte existant', async () => {
  const ligne = {
    empreinte: 'e',
    id: 'i',
    compte: 'sophie',
    parrain: 'sophie',
    prenom: 'x',
    nom: 'x',
    role: 'medecin',
    structure: 's',
    structure_nom: 's',
    telephone: null,
    cree_le: MARDI,
    expire_le: MARDI,
    utilisee_le: null,
    annulee_le: null,
  };
  const inserer = (partie: object) =>
    base.territoire<{ invitation_du_territoire: Record<string, unknown> }, unknown>(T1, (sql) =>
      sql
        .insertInto('invitation_du_territoire')
        .values({ ...ligne, territoire: T1, nature: 'nouveau_compte', ...partie })
        .execute(),
    );
  await expect(inserer({ territoire: T2 })).rejects.toThrow(/check option/);
  await expect(inserer({ nature: 'nouvelle_cle' })).rejects.toThrow(/check option/);
  await expect(
    base.territoire<TablesAcces, unknown>(T1, (sql) => sql.selectFrom('compte').selectAll().execute()),
  ).rejects.toThrow(/permission denied/);
});

test('retirer un membre ferme son activité aujourd’hui ; on ne se retire pas soi-même, ni qui répond d’une file, ni ailleurs', async () => {
  await faire(sophie, contrat.terminerAffectation, { affectation: 'aff-rose' });
  expect((await lire(sophie, contrat.vueMembres)).membres.map((m) => m.affectation)).not.toContain('aff-rose');
  await expect(faire(sophie, contrat.terminerAffectation, { affectation: 'aff-sophie' })).rejects.toMatchObject({
    code: 'territoire.soi_meme',
  });
  await expect(faire(sophie, contrat.terminerAffectation, { affectation: 'aff-nadia' })).rejects.toMatchObject({
    code: 'territoire.repond_d_une_file',
  });
  await expect(faire(sophie, contrat.terminerAffectation, { affectation: 'aff-ailleurs' })).rejects.toMatchObject({
    code: 'cordee.introuvable',
  });
  await expect(faire(nadia, contrat.terminerAffectation, { affectation: 'aff-lise' })).rejects.toMatchObject({
    code: 'cordee.interdit',
  });
});

test('une file se règle par l’ordre des personnes, avec des numéros relus, et le partenaire déjà là reste', async () => {
  const porteurs = [
    { ref: 'PractitionerRole/sophie', telephone: '06 39 98 00 02' },
    { ref: 'PractitionerRole/partenaire', telephone: '06 39 98 00 09' },
  ];
  await faire(nadia, contrat.reglerFile, { file: 'dac', porteurs });
  const { files } = await lire(lise, contrat.vueFiles);
  expect(files).toMatchObject([{ cle: 'dac', structure: 'DAC', enAttente: 0 }]);
  expect(files[0]?.porteurs).toEqual([
    { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand', telephone: '+33639980002' },
    { ref: 'PractitionerRole/partenaire', nom: 'Un Partenaire', telephone: '+33639980009' },
  ]);
});

test.each([
  ['vide', [], 'cordee.entree_invalide'],
  ['avec deux fois la même personne', ['nadia', 'nadia'], 'territoire.porteur_deux_fois'],
  ['avec un inconnu', ['ailleurs'], 'territoire.porteur_inconnu'],
])('une file %s est refusée et reste comme elle était', async (_cas, qui, code) => {
  const porteurs = qui.map((id) => ({ ref: `PractitionerRole/${id}`, telephone: '0639980001' }));
  await expect(faire(nadia, contrat.reglerFile, { file: 'dac', porteurs })).rejects.toMatchObject({ code });
  const gardee = await base.territoire<TablesTerritoire, unknown>(T1, (sql) => lireReglage(sql, 'files'));
  expect(gardee).toMatchObject({ dac: { porteurs: [{ nom: 'Nadia Perrin' }, { nom: 'Un Partenaire' }] } });
});

test('un numéro faux est dit à côté de la bonne ligne', async () => {
  const porteurs = [
    { ref: 'PractitionerRole/nadia', telephone: '0639980001' },
    { ref: 'PractitionerRole/sophie', telephone: '06' },
  ];
  await expect(faire(nadia, contrat.reglerFile, { file: 'dac', porteurs })).rejects.toMatchObject({
    champs: { 'porteurs.1.telephone': expect.any(String) },
  });
});

test('le temps d’essai avance par heures et par jours ouvrés, tous les processus le lisent, et revient', async () => {
  const autreProcessus = await ouvrirHorlogeEssai(base, journalMuet);
  expect(await faire(lise, contrat.avancerTemps, { de: 'heure' })).toMatchObject({
    maintenant: '2026-11-24T09:00:00.000Z',
    decalageMs: 3_600_000,
  });
  expect(await faire(lise, contrat.avancerTemps, { de: 'trois_jours_ouvres' })).toMatchObject({
    maintenant: '2026-11-27T09:00:00.000Z',
  });
  // Friday: the next worked day is Monday.
  expect(await faire(lise, contrat.avancerTemps, { de: 'jour_ouvre' })).toMatchObject({
    maintenant: '2026-11-30T09:00:00.000Z',
  });
  await autreProcessus.relire();
  expect(autreProcessus.decalageMs()).toBe(essai.decalageMs());
  autreProcessus.arreter();
  expect(await faire(lise, contrat.avancerTemps, { de: 'reel' })).toMatchObject({
    maintenant: MARDI.toISOString(),
    decalageMs: 0,
  });
});

test('deux visiteurs qui avancent le temps ensemble l’avancent deux fois', async () => {
  await Promise.all([
    faire(lise, contrat.avancerTemps, { de: 'heure' }),
    faire(nadia, contrat.avancerTemps, { de: 'heure' }),
  ]);
  expect(essai.decalageMs()).toBe(7_200_000);
});

test('hors essai, le temps ne s’avance pas', async () => {
  const reel = moduleTerritoire({ profil: 'territoire', horlogeEssai: undefined }).actions.find(
    (a) => a.nom === contrat.avancerTemps.nom,
  );
  if (reel === undefined) throw new Error('action absente');
  await expect(executer(socle, lise, reel, { de: 'heure' })).rejects.toMatchObject({ code: 'territoire.temps_reel' });
  await expect(essai.avancer(-1)).rejects.toThrow(RangeError);
});

test('la porte Territoire donne un nombre par carte', async () => {
  await faire(nadia, contrat.inviter, invitation());
  expect(await lire(lise, contrat.vueAccueil)).toEqual({
    membres: 4,
    invitations: 1,
    files: 1,
    enAttente: 0,
    essai: true,
  });
});
