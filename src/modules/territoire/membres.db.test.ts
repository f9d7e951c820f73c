import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Acteur } from '#acces/acteur.ts';
import { empreinteDe } from '#acces/passkey/invitation.ts';
import { porteeDe } from '#acces/portee.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { nouveauSecret } from '#lib/ids.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import * as contrat from './contract.ts';
import { elevee, lise, MARDI, nadia, ouvrirSalle, sophie, T1, T2, type SalleDeTest } from './testing.ts';

let salle: SalleDeTest;

beforeAll(async () => {
  salle = await ouvrirSalle();
});
afterAll(async () => {
  await salle.fermer();
});
beforeEach(() => salle.remettre());

const invitation = (partie: object = {}) => ({
  prenom: 'Karim',
  nom: 'Benali',
  role: 'assistant_social',
  sousCategorie: 'assistant_service_social',
  preuve: 'attestation',
  preuveDe: 'DAC, 2 novembre 2026',
  structure: 'Organization/dac',
  secret: nouveauSecret(),
  ...partie,
});
const invitationsGardees = () =>
  salle.base.commun<TablesAcces, { empreinte: string; role: string }[]>((sql) =>
    sql.selectFrom('invitation').select(['invitation.empreinte', 'invitation.role']).execute(),
  );

test('chacun voit les membres de son territoire, jamais ceux d’un autre ; seule la coordination voit qui est passé quand', async () => {
  const vueDeSophie = await salle.lire(sophie, contrat.vueMembres);
  expect(vueDeSophie.membres.map(({ nom, moyen }) => [nom, moyen])).toEqual([
    ['Rose Diallo', 'cle'],
    ['Lise Exemple', 'carte'],
    ['Sophie Marchand', 'carte'],
    ['Nadia Perrin', 'carte'],
  ]);
  expect(vueDeSophie.membres[0]?.vuLe).toBe(MARDI.toISOString());
  const vueDeLise = await salle.lire(lise, contrat.vueMembres);
  expect(vueDeLise.membres.every(({ vuLe }) => vuLe === undefined)).toBe(true);
  expect(vueDeLise.inviterFerme).toContain('Inviter quelqu’un est réservé à');
  expect(vueDeLise.roles).toEqual([]);
});

test('une invitation garde l’empreinte du lien, jamais le lien, ni dans la réponse gardée pour les nouveaux essais', async () => {
  const demande = invitation();
  const cle = 'cle-inviter-1';
  const premier = await salle.faire(elevee(nadia), contrat.inviter, demande, cle);
  const second = await salle.faire(elevee(nadia), contrat.inviter, demande, cle);
  expect(second).toEqual(premier);
  expect(await invitationsGardees()).toEqual([{ empreinte: empreinteDe(demande.secret), role: 'assistant_social' }]);
  const gardee = await salle.base.territoire<TablesTerritoire, unknown[]>(T1, (sql) =>
    sql.selectFrom('cle_action').select('cle_action.resultat').execute(),
  );
  expect(JSON.stringify(gardee)).not.toContain(demande.secret);
  const vue = await salle.lire(sophie, contrat.vueMembres);
  expect(vue.invitations).toMatchObject([{ nom: 'Karim Benali', parrain: 'Nadia Perrin', structure: 'DAC' }]);
});

test('avec une adresse, le lien part par messagerie sécurisée et ceux qui ne lisent pas la boîte ne le voient pas', async () => {
  const demande = invitation({ adresse: 'karim.benali@mss-test.invalid' });
  expect(await salle.faire(elevee(nadia), contrat.inviter, demande)).toMatchObject({ envoyee: true });
  expect(salle.messages).toHaveLength(1);
  expect(salle.messages[0]).toMatchObject({ adresse: 'karim.benali@mss-test.invalid', lecteurs: [nadia.ref] });
  expect(salle.messages[0]?.texte).toContain(`http://localhost/invitation#${demande.secret}`);
  const lisibles = (qui: Acteur) =>
    salle.base.territoire<TablesTerritoire, number>(T1, async (sql) => {
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
  await expect(salle.faire(elevee(nadia), contrat.inviter, invitation(partie))).rejects.toMatchObject({ code });
  expect(await invitationsGardees()).toEqual([]);
});

test('inviter, retirer ou revoir quelqu’un demande de confirmer qui on est, et rien n’est fait avant', async () => {
  const ancienne = elevee(sophie, new Date(MARDI.getTime() - 5 * 60_000));
  for (const qui of [sophie, ancienne]) {
    const refusee = { code: 'cordee.reauthentification', statut: 401 };
    await expect(salle.faire(qui, contrat.inviter, invitation())).rejects.toMatchObject(refusee);
    const rose = { affectation: 'aff-rose' };
    await expect(salle.faire(qui, contrat.terminerAffectation, rose)).rejects.toMatchObject(refusee);
    await expect(salle.faire(qui, contrat.revoirMembre, rose)).rejects.toMatchObject(refusee);
  }
  expect(await invitationsGardees()).toEqual([]);
  expect((await salle.lire(sophie, contrat.vueMembres)).membres.map((m) => m.affectation)).toContain('aff-rose');
});

test('un médecin n’invite pas', async () => {
  await expect(salle.faire(elevee(lise), contrat.inviter, invitation())).rejects.toMatchObject({
    code: 'cordee.interdit',
  });
});

test('une invitation annulée disparaît, une seule fois, et celle d’un autre territoire ne s’atteint pas', async () => {
  const { id } = await salle.faire(elevee(nadia), contrat.inviter, invitation());
  const autre = { ...nadia, territoire: T2 };
  await expect(salle.faire(autre, contrat.annulerInvitation, { id })).rejects.toMatchObject({
    code: 'territoire.invitation_fermee',
  });
  await salle.faire(nadia, contrat.annulerInvitation, { id });
  expect((await salle.lire(nadia, contrat.vueMembres)).invitations).toEqual([]);
  await expect(salle.faire(nadia, contrat.annulerInvitation, { id })).rejects.toMatchObject({
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
    salle.base.territoire<{ invitation_du_territoire: Record<string, unknown> }, unknown>(T1, (sql) =>
      sql
        .insertInto('invitation_du_territoire')
        .values({ ...ligne, territoire: T1, nature: 'nouveau_compte', ...partie })
        .execute(),
    );
  await expect(inserer({ territoire: T2 })).rejects.toThrow(/check option/);
  await expect(inserer({ nature: 'nouvelle_cle' })).rejects.toThrow(/check option/);
  await expect(
    salle.base.territoire<TablesAcces, unknown>(T1, (sql) => sql.selectFrom('compte').selectAll().execute()),
  ).rejects.toThrow(/permission denied/);
});

test('retirer un membre ferme son activité aujourd’hui ; on ne se retire pas soi-même, ni qui répond d’une file, ni ailleurs', async () => {
  await salle.faire(elevee(sophie), contrat.terminerAffectation, { affectation: 'aff-rose' });
  expect((await salle.lire(sophie, contrat.vueMembres)).membres.map((m) => m.affectation)).not.toContain('aff-rose');
  await expect(
    salle.faire(elevee(sophie), contrat.terminerAffectation, { affectation: 'aff-sophie' }),
  ).rejects.toMatchObject({
    code: 'territoire.soi_meme',
  });
  await expect(
    salle.faire(elevee(sophie), contrat.terminerAffectation, { affectation: 'aff-nadia' }),
  ).rejects.toMatchObject({
    code: 'territoire.repond_d_une_file',
  });
  await expect(
    salle.faire(elevee(sophie), contrat.terminerAffectation, { affectation: 'aff-ailleurs' }),
  ).rejects.toMatchObject({
    code: 'cordee.introuvable',
  });
  await expect(salle.faire(nadia, contrat.terminerAffectation, { affectation: 'aff-lise' })).rejects.toMatchObject({
    code: 'cordee.interdit',
  });
});

test('la porte Territoire donne un nombre par carte', async () => {
  await salle.faire(elevee(nadia), contrat.inviter, invitation());
  expect(await salle.lire(lise, contrat.vueAccueil)).toEqual({
    membres: 4,
    invitations: 1,
    files: 1,
    enAttente: 0,
    essai: true,
  });
});
