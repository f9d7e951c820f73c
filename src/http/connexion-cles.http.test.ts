import { sql as fragment } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as contrat from '#acces/contrat-session.ts';
import { inviter, empreinteDe } from '#acces/passkey/invitation.ts';
import { depotComptesInvites, depotInvitations } from '#acces/depots/invitations.ts';
import { depotPasskeys } from '#acces/depots/passkeys.ts';
import { configurerPasskeys } from '#acces/passkey/modele.ts';
import { unAppareil, type Appareil } from '#acces/passkey/testing.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { nouveauSecret, nouvelId } from '#lib/ids.ts';
import { NavigateurDeTest, ouvrirMaisonDeTest, TERRITOIRE, unMembre, type MaisonDeTest } from './connexion-testing.ts';

const COOKIE = 'cordee_essai';
const JOUR_MS = 24 * 3_600_000;
let maison: MaisonDeTest;
let navigateur: NavigateurDeTest;
let appareil: Appareil;

beforeAll(async () => {
  maison = await ouvrirMaisonDeTest();
  await unMembre(maison.base);
});
afterAll(async () => {
  await maison[Symbol.asyncDispose]();
});
beforeEach(() => {
  navigateur = new NavigateurDeTest(maison.origine);
  appareil = unAppareil(maison.origine);
});

async function uneInvitation(prenom = 'Karim', compteId?: string): Promise<{ jeton: string; compte: string }> {
  const { jeton, invitation } = await maison.base.commun<TablesAcces, Awaited<ReturnType<typeof inviter>>>((sql) =>
    inviter(
      {
        config: configurerPasskeys(maison.origine, 'Cordée'),
        passkeys: depotPasskeys(sql),
        invitations: depotInvitations(sql, { territoire: TERRITOIRE, structureNom: 'CCAS', telephone: '+33639980003' }),
        comptes: depotComptesInvites(sql),
        defis: { poser: () => Promise.resolve(), prendre: () => Promise.resolve(undefined) },
        horloge: maison.maison.horlogeReelle,
        secret: nouveauSecret,
        nouvelId,
      },
      {
        prenom,
        nom: 'Benali',
        role: 'assistant_social',
        structureRef: 'Organization/ccas',
        parrainId: 'compte-lise',
        ...(compteId === undefined ? {} : { compteId }),
      },
    ),
  );
  return { jeton, compte: invitation.compteId };
}

type Options = { challenge: string; user: { id: string } };

async function accepter(jeton: string, qui = navigateur, cle = appareil) {
  const question = await qui.api(contrat.questionInvitation, { jeton });
  if (question.statut !== 200) return question;
  const reponse = cle.inscrire(question.corps as unknown as Options) as { id: string };
  return qui.api(contrat.accepterInvitation, { jeton, reponse, nomDeLaCle: 'Ordinateur du CCAS' });
}

async function entrer(qui = navigateur, cle = appareil) {
  const question = await qui.api(contrat.questionCle, {});
  return qui.api(contrat.connexionParCle, { reponse: cle.connecter(question.corps) as { id: string } });
}

const lignes = (table: 'compte' | 'passkey' | 'session' | 'affectation', compte: string): Promise<number> =>
  maison.base.commun<TablesAcces, number>(async (sql) => {
    const colonne = table === 'compte' ? 'id' : 'compte';
    const { rows } = await fragment<{ nombre: number }>`
      select count(*)::int as nombre from ${fragment.table(table)} where ${fragment.ref(colonne)} = ${compte}`.execute(
      sql,
    );
    return rows[0]?.nombre ?? 0;
  });

test('une assistante sociale invitée lit son invitation, crée sa clé, entre, puis revient avec sa clé seule', async () => {
  const { jeton, compte } = await uneInvitation();
  const lue = await navigateur.api(contrat.lireInvitation, { jeton });
  expect(lue.corps).toMatchObject({
    prenom: 'Karim',
    role: 'Assistant de service social',
    structure: 'CCAS',
    territoire: 'Pays d’Essai',
    parrain: 'Lise Exemple',
    nouvelleCle: false,
  });
  expect((await accepter(jeton)).statut).toBe(200);
  expect((await navigateur.api(contrat.vueMoi, {})).corps).toMatchObject({
    id: compte,
    nom: 'Karim Benali',
    role: 'Assistant de service social',
    structure: 'CCAS',
    ref: `Practitioner/${compte}`,
  });
  await navigateur.api(contrat.actionFermerSession, {});
  expect((await navigateur.api(contrat.vueMoi, {})).statut).toBe(401);
  expect((await entrer()).statut).toBe(200);
  expect((await navigateur.api(contrat.vueMoi, {})).corps.id).toBe(compte);
});

test('une invitation ne sert qu’une fois, et la seconde personne ne laisse aucune trace', async () => {
  const { jeton, compte } = await uneInvitation();
  await accepter(jeton);
  const second = new NavigateurDeTest(maison.origine);
  expect(await accepter(jeton, second, unAppareil(maison.origine))).toMatchObject({
    statut: 410,
    corps: { refus: { code: 'invitation.deja_utilisee' } },
  });
  expect(second.cookie(COOKIE)).toBeUndefined();
  expect(await lignes('passkey', compte)).toBe(1);
});

test('deux acceptations en même temps : un compte, une clé, une session', async () => {
  const { jeton, compte } = await uneInvitation();
  const autres = [0, 1, 2].map(() => new NavigateurDeTest(maison.origine));
  const issues = await Promise.all(autres.map((n) => accepter(jeton, n, unAppareil(maison.origine))));
  expect(issues.map(({ statut }) => statut).toSorted((a, b) => a - b)).toEqual([200, 410, 410]);
  expect([await lignes('compte', compte), await lignes('passkey', compte), await lignes('session', compte)]).toEqual([
    1, 1, 1,
  ]);
});

test('une invitation de plus de sept jours ne s’ouvre plus, et le dit', async () => {
  const { jeton, compte } = await uneInvitation();
  maison.avancer(7 * JOUR_MS + 1);
  expect(await navigateur.api(contrat.lireInvitation, { jeton })).toMatchObject({
    statut: 410,
    corps: { refus: { code: 'invitation.expiree' } },
  });
  expect((await accepter(jeton)).statut).toBe(410);
  expect(await lignes('compte', compte)).toBe(0);
});

test.each(['', 'court', 'x'.repeat(43), '../../etc/passwd'])(
  'un lien d’invitation inventé ne s’ouvre pas (%#)',
  async (jeton) => {
    expect((await navigateur.api(contrat.lireInvitation, { jeton })).statut).toBe(404);
  },
);

test('si la clé est refusée au dernier moment, rien n’est écrit et l’invitation sert encore', async () => {
  const [une, autre] = [await uneInvitation('Rose'), await uneInvitation('Paul')];
  await accepter(une.jeton);
  // The same key again: refused by the very last write, after the account was opened.
  const refusee = await accepter(autre.jeton, new NavigateurDeTest(maison.origine));
  expect(refusee).toMatchObject({ statut: 409, corps: { refus: { code: 'passkey.deja_enregistree' } } });
  expect(await lignes('compte', autre.compte)).toBe(0);
  expect((await accepter(autre.jeton, new NavigateurDeTest(maison.origine), unAppareil(maison.origine))).statut).toBe(
    200,
  );
});

test('une personne qui a perdu sa clé en reçoit une autre pour le même compte', async () => {
  const { jeton, compte } = await uneInvitation();
  await accepter(jeton);
  const nouvelle = await uneInvitation('Karim', compte);
  const telephone = unAppareil(maison.origine);
  expect((await accepter(nouvelle.jeton, new NavigateurDeTest(maison.origine), telephone)).statut).toBe(200);
  expect([
    await lignes('compte', compte),
    await lignes('affectation', compte),
    await lignes('passkey', compte),
  ]).toEqual([1, 1, 2]);
});

test('la question est liée au navigateur, sert une fois, et meurt en cinq minutes', async () => {
  await accepter((await uneInvitation()).jeton);
  const question = await navigateur.api(contrat.questionCle, {});
  const cookie = navigateur.cookie(`${COOKIE}_defi`) ?? '';
  const reponse = appareil.connecter(question.corps) as { id: string };
  const autre = new NavigateurDeTest(maison.origine);
  expect(await autre.api(contrat.connexionParCle, { reponse })).toMatchObject({
    statut: 400,
    corps: { refus: { code: 'passkey.defi_expire' } },
  });
  expect((await navigateur.api(contrat.connexionParCle, { reponse })).statut).toBe(200);
  navigateur.poserCookie(`${COOKIE}_defi`, cookie);
  expect((await navigateur.api(contrat.connexionParCle, { reponse })).corps.refus?.code).toBe('passkey.defi_expire');
  const lente = await navigateur.api(contrat.questionCle, {});
  maison.avancer(5 * 60_000 + 1);
  const enRetard = await navigateur.api(contrat.connexionParCle, {
    reponse: appareil.connecter(lente.corps) as { id: string },
  });
  expect(enRetard.corps.refus?.code).toBe('passkey.defi_expire');
});

test('une réponse fausse consomme la question : on ne la rejoue pas jusqu’à tomber juste', async () => {
  await accepter((await uneInvitation()).jeton);
  const question = await navigateur.api(contrat.questionCle, {});
  const cookie = navigateur.cookie(`${COOKIE}_defi`) ?? '';
  const fausse = appareil.connecter(question.corps, { signatureFausse: true }) as { id: string };
  expect((await navigateur.api(contrat.connexionParCle, { reponse: fausse })).corps.refus?.code).toBe(
    'passkey.signature_invalide',
  );
  navigateur.poserCookie(`${COOKIE}_defi`, cookie);
  const juste = appareil.connecter(question.corps) as { id: string };
  expect((await navigateur.api(contrat.connexionParCle, { reponse: juste })).corps.refus?.code).toBe(
    'passkey.defi_expire',
  );
});

test('la question posée pour la carte ne répond pas à une clé, ni l’inverse', async () => {
  await accepter((await uneInvitation()).jeton);
  await navigateur.aller('/connexion/psc', (url) => url.pathname.startsWith('/simulateurs'));
  navigateur.poserCookie(`${COOKIE}_defi`, navigateur.cookie(`${COOKIE}_psc`) ?? '');
  const reponse = appareil.connecter({ challenge: nouveauSecret() }) as { id: string };
  expect((await navigateur.api(contrat.connexionParCle, { reponse })).corps.refus?.code).toBe('passkey.defi_expire');
});

test('une clé copiée, dont le compteur recule, est refusée sans ouvrir de session', async () => {
  const { jeton, compte } = await uneInvitation();
  await accepter(jeton);
  await entrer();
  const avant = await lignes('session', compte);
  const copie = new NavigateurDeTest(maison.origine);
  const question = await copie.api(contrat.questionCle, {});
  const reponse = appareil.connecter(question.corps, { compteur: 1 }) as { id: string };
  expect((await copie.api(contrat.connexionParCle, { reponse })).corps.refus?.code).toBe('passkey.compteur_recule');
  expect(await lignes('session', compte)).toBe(avant);
});

test('un compte suspendu n’entre pas non plus avec sa clé', async () => {
  const { jeton, compte } = await uneInvitation();
  await accepter(jeton);
  await maison.base.commun<TablesAcces, unknown>((sql) =>
    sql.updateTable('compte').set({ etat: 'suspendu' }).where('compte.id', '=', compte).execute(),
  );
  expect((await entrer(new NavigateurDeTest(maison.origine))).corps.refus?.code).toBe('connexion.suspendu');
});

test('un médecin enregistre son téléphone après sa carte, revient avec lui, puis le retire', async () => {
  await navigateur.seConnecter();
  const question = await navigateur.api(contrat.questionNouvelleCle, {});
  const reponse = appareil.inscrire(question.corps as unknown as Options) as { id: string };
  expect((await navigateur.api(contrat.ajouterCle, { reponse, nomDeLaCle: 'Téléphone' })).statut).toBe(200);
  const ailleurs = new NavigateurDeTest(maison.origine);
  expect((await entrer(ailleurs)).statut).toBe(200);
  const { cles } = (await ailleurs.api(contrat.mesCles, {})).corps;
  expect(cles).toMatchObject([{ id: appareil.credentialId, nom: 'Téléphone', utiliseeLe: expect.any(String) }]);
  expect((await ailleurs.api(contrat.retirerCle, { id: appareil.credentialId })).statut).toBe(200);
  expect((await entrer(new NavigateurDeTest(maison.origine))).corps.refus?.code).toBe('passkey.cle_inconnue');
});

test('une personne sans carte garde sa dernière clé ; on ne retire pas la clé d’un autre', async () => {
  const { jeton } = await uneInvitation();
  await accepter(jeton);
  const derniere = await navigateur.api(contrat.retirerCle, { id: appareil.credentialId });
  expect(derniere).toMatchObject({ statut: 409, corps: { refus: { code: 'passkey.derniere_cle' } } });
  const medecin = new NavigateurDeTest(maison.origine);
  await medecin.seConnecter();
  expect((await medecin.api(contrat.retirerCle, { id: appareil.credentialId })).statut).toBe(404);
  expect((await entrer(new NavigateurDeTest(maison.origine))).statut).toBe(200);
});

test('le secret d’une invitation n’est ni dans la base ni dans le journal', async () => {
  const { jeton } = await uneInvitation();
  await navigateur.api(contrat.lireInvitation, { jeton });
  await accepter(jeton);
  const gardees = await maison.base.commun<TablesAcces, unknown[]>((sql) =>
    sql.selectFrom('invitation').selectAll().execute(),
  );
  expect(JSON.stringify(gardees)).toContain(empreinteDe(jeton));
  expect(JSON.stringify(gardees)).not.toContain(jeton);
  expect(maison.lignes.join()).not.toContain(jeton);
});
