import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Acteur } from '#acces/acteur.ts';
import { reserveA } from '#acces/decision.ts';
import { GESTES } from '#acces/delegation.ts';
import { agirPour, delegationsOuvertes } from '#acces/depots/delegations.ts';
import { lireSession, ouvrirSession } from '#acces/sessions.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { contrat as definir } from '#lib/contrat.ts';
import { action, type Action } from '#socle/action.ts';
import { executer } from '#socle/executer.ts';
import { faireLeTour } from '#socle/ouvrier.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import * as contratMembres from './contract.ts';
import * as contrat from './contract-delegations.ts';
import { moduleTerritoire } from './index.ts';
import { ajouter, lise, MARDI, nadia, ouvrirSalle, sophie, T1, type SalleDeTest, elevee } from './testing.ts';
import { journalMuet } from '#lib/journal.ts';

let salle: SalleDeTest;
const FIN = '2027-05-31';
const ines: Acteur = {
  ...lise,
  id: 'compte:ines',
  nom: 'Inès Roux',
  role: 'secretariat_dac',
  refs: ['PractitionerRole/ines', 'Organization/cabinet'],
  ref: 'PractitionerRole/ines',
};

beforeAll(async () => {
  salle = await ouvrirSalle();
});
afterAll(async () => {
  await salle.fermer();
});
beforeEach(async () => {
  await salle.remettre();
  await salle.base.territoire<TablesTerritoire, unknown>(T1, (sql) => sql.deleteFrom('main_ouverte').execute());
  await salle.base.territoire<TablesTerritoire, unknown>(T1, (sql) => sql.deleteFrom('echeance').execute());
  const secretaire = { id: 'ines', prenom: 'Inès', nom: 'Roux', role: 'secretariat_dac', carte: true };
  await salle.base.commun<TablesAcces, void>((sql) =>
    ajouter(sql, { ...secretaire, structure: 'Organization/cabinet' }, T1),
  );
});

const confier = (qui: Acteur, partie: object = {}) =>
  salle.faire(qui, contrat.deleguer, { sens: 'je_confie', avec: 'aff-ines', gestes: ['saisir'], fin: FIN, ...partie });
const demander = (partie: object = {}) =>
  salle.faire(ines, contrat.deleguer, {
    sens: 'je_demande',
    avec: 'aff-lise',
    gestes: ['saisir'],
    fin: FIN,
    ...partie,
  });
const code = (promesse: Promise<unknown>) =>
  promesse.then(
    () => 'fait',
    (e: { code?: string }) => e.code,
  );

/** The secretary as her session makes her, acting for whoever she chose. */
async function sessionDInes(delegation: string | null): Promise<Acteur> {
  const secret = await ouvrirSession(salle.base, { compte: 'ines', affectation: 'aff-ines', moyen: 'psc' }, MARDI);
  const avant = await lireSession(salle.base, secret, MARDI);
  if (avant === undefined) throw new Error('pas de session');
  expect(await agirPour(salle.base, avant, delegation, MARDI)).toBe(true);
  const acteur = (await lireSession(salle.base, secret, MARDI))?.acteur;
  if (acteur === undefined) throw new Error('pas d’acteur');
  return acteur;
}

const ouvertesPourInes = (le = MARDI) => delegationsOuvertes(salle.base, 'ines', le);

const reserve = (nom: string): Action =>
  action(definir(nom, { entree: z.object({}), sortie: z.object({ role: z.string() }) }), {
    droit: ({ acteur }) => reserveA(['medecin'], 'Cet acte')(acteur),
    faire: ({ acteur }) => Promise.resolve({ role: acteur.role }),
  });
const jouer = (qui: Acteur, nom: string) => executer(salle.socle, qui, reserve(nom), {});

test('confier ses gestes demande une preuve récente que c’est bien soi', async () => {
  expect(await code(confier(lise))).toBe('cordee.reauthentification');
  expect(await code(confier(elevee(lise, new Date(MARDI.getTime() - 6 * 60_000))))).toBe('cordee.reauthentification');
  expect(await ouvertesPourInes()).toEqual([]);
  expect(await code(confier(elevee(lise)))).toBe('fait');
  expect(await ouvertesPourInes()).toMatchObject([{ nom: 'Lise Exemple', gestes: ['saisir'], fin: FIN }]);
});

test('une demande du secrétariat attend la réponse du médecin, qui seul peut l’accepter, avec une preuve récente', async () => {
  const { id } = await demander();
  expect(await ouvertesPourInes()).toEqual([]);
  expect((await salle.lire(lise, contrat.vueDelegations)).jeConfie).toMatchObject([
    { avec: 'Inès Roux', aRepondre: true },
  ]);
  expect((await salle.lire(ines, contrat.vueDelegations)).onMeConfie).toMatchObject([
    { etat: 'proposee', aRepondre: false },
  ]);
  expect(await code(salle.faire(elevee(ines), contrat.accepterDelegation, { id }))).toBe('cordee.interdit');
  expect(await code(salle.faire(elevee(nadia), contrat.accepterDelegation, { id }))).toBe('cordee.introuvable');
  expect(await code(salle.faire(lise, contrat.accepterDelegation, { id }))).toBe('cordee.reauthentification');
  await salle.faire(elevee(lise), contrat.accepterDelegation, { id });
  expect(await ouvertesPourInes()).toHaveLength(1);
});

test('une demande sans réponse en sept jours est retirée : rien n’attend sans fin', async () => {
  await demander();
  const tenue = () =>
    salle.base.territoire<TablesTerritoire, { qui: string | null; etat: string }[]>(T1, (sql) =>
      sql.selectFrom('main_ouverte').select(['qui', 'etat']).where('genre', '=', 'delegation').execute(),
    );
  expect(await tenue()).toEqual([{ qui: 'PractitionerRole/lise', etat: 'attend' }]);
  await salle.essai.avancer(8 * 24 * 3_600_000);
  const { sonneries = {} } = moduleTerritoire({ profil: 'essai', horlogeEssai: salle.essai });
  await faireLeTour(
    { socle: salle.socle, sonneries: new Map(Object.entries(sonneries)), canaux: new Map(), journal: journalMuet },
    T1,
  );
  expect(await tenue()).toEqual([{ qui: 'PractitionerRole/lise', etat: 'termine' }]);
  expect((await salle.lire(ines, contrat.vueDelegations)).onMeConfie).toEqual([]);
});

test.each([
  ['un jour passé', { fin: '2026-11-23' }, 'territoire.fin_de_delegation'],
  ['plus de douze mois', { fin: '2027-11-25' }, 'territoire.fin_de_delegation'],
  ['un geste inconnu', { gestes: ['tout'] }, 'territoire.gestes'],
  ['soi-même', { avec: 'aff-lise' }, 'territoire.personne_inconnue'],
  ['quelqu’un qui n’est pas du secrétariat', { avec: 'aff-nadia' }, 'territoire.personne_inconnue'],
  ['quelqu’un d’un autre territoire', { avec: 'aff-ailleurs' }, 'territoire.personne_inconnue'],
])('on ne confie pas : %s', async (_titre, partie, attendu) => {
  expect(await code(confier(elevee(lise), partie))).toBe(attendu);
  expect(await ouvertesPourInes()).toEqual([]);
});

test('les deux, et la coordination, arrêtent la délégation aussitôt ; les autres ne savent pas qu’elle existe', async () => {
  for (const qui of [lise, ines, sophie]) {
    const { id } = await confier(elevee(lise));
    expect(await code(salle.faire(nadia, contrat.finirDelegation, { id }))).toBe('cordee.introuvable');
    const pendant = await sessionDInes(String(id));
    expect(pendant.pour?.nom).toBe('Lise Exemple');
    await salle.faire(qui.id === 'compte:ines' ? pendant : qui, contrat.finirDelegation, { id });
    expect(await ouvertesPourInes()).toEqual([]);
    expect(await code(salle.faire(lise, contrat.finirDelegation, { id }))).toBe('territoire.delegation_finie');
  }
});

test('en session, la secrétaire choisit pour qui : elle signe, les écrits disent pour qui, et ses lectures restent celles de son rôle', async () => {
  const { id } = await confier(elevee(lise));
  const acteur = await sessionDInes(String(id));
  expect(acteur).toMatchObject({
    id: 'compte:ines',
    nom: 'Inès Roux pour Lise Exemple',
    role: 'secretariat_dac',
    ref: 'PractitionerRole/lise',
    structure: { ref: 'Organization/cabinet' },
    pour: { compte: 'lise', ref: 'PractitionerRole/lise', nom: 'Lise Exemple', role: 'medecin', gestes: ['saisir'] },
  });
  expect((await sessionDInes(null)).pour).toBeUndefined();
});

test('chaque geste confié s’exerce avec les droits du médecin ; les autres restent les siens, et le refus le dit', async () => {
  const { id } = await confier(elevee(lise), { gestes: ['saisir'] });
  const acteur = await sessionDInes(String(id));
  for (const nom of GESTES.saisir.actions) expect(await jouer(acteur, nom)).toEqual({ role: 'medecin' });
  for (const nom of [
    ...GESTES.valider.actions,
    ...GESTES.administratif.actions,
    'urgence.ouvrir',
    'territoire.inviter',
  ])
    expect(await code(jouer(acteur, nom))).toBe('delegation.geste_non_confie');
  const seule = await sessionDInes(null);
  expect(await code(jouer(seule, 'orientation.envoyer'))).toBe('cordee.interdit');
});

test('la trace et les faits disent qui a saisi et pour qui, refus compris', async () => {
  const { id } = await confier(elevee(lise));
  const acteur = await sessionDInes(String(id));
  await jouer(acteur, 'orientation.envoyer');
  await code(jouer(acteur, 'orientation.accepter'));
  const lignes = await salle.base.territoire<
    TablesTerritoire,
    { acteur: string; pour: string | null; decision: string }[]
  >(T1, (sql) =>
    sql
      .selectFrom('trace')
      .select(['acteur', 'pour', 'decision'])
      .where('action', 'in', ['orientation.envoyer', 'orientation.accepter'])
      .where('acteur', '=', 'compte:ines')
      .where('pour', 'is not', null)
      .orderBy('seq')
      .execute(),
  );
  expect(lignes.slice(-2)).toEqual([
    { acteur: 'compte:ines', pour: 'PractitionerRole/lise', decision: 'permis' },
    { acteur: 'compte:ines', pour: 'PractitionerRole/lise', decision: 'refuse' },
  ]);
});

test('la fin de mission du médecin, ou le dernier jour, arrête la délégation d’elle-même', async () => {
  const { id } = await confier(elevee(lise));
  expect(await ouvertesPourInes(new Date('2027-05-31T23:00:00Z'))).toHaveLength(1);
  expect(await ouvertesPourInes(new Date('2027-06-01T00:00:00Z'))).toEqual([]);
  const secret = await ouvrirSession(salle.base, { compte: 'ines', affectation: 'aff-ines', moyen: 'psc' }, MARDI);
  const session = await lireSession(salle.base, secret, MARDI);
  if (session === undefined) throw new Error('pas de session');
  await agirPour(salle.base, session, String(id), MARDI);
  await salle.faire(elevee(sophie), contratMembres.terminerAffectation, { affectation: 'aff-lise' });
  const apres = await lireSession(salle.base, secret, MARDI);
  expect(apres?.acteur).toMatchObject({ id: 'compte:ines', ref: 'PractitionerRole/ines' });
  expect(apres?.acteur?.pour).toBeUndefined();
  expect(await ouvertesPourInes()).toEqual([]);
});

test('une délégation ne se prend ni avant d’être acceptée, ni par quelqu’un d’autre', async () => {
  const { id } = await demander();
  const secret = await ouvrirSession(salle.base, { compte: 'ines', affectation: 'aff-ines', moyen: 'psc' }, MARDI);
  const session = await lireSession(salle.base, secret, MARDI);
  if (session === undefined) throw new Error('pas de session');
  expect(await agirPour(salle.base, session, String(id), MARDI)).toBe(false);
  await salle.faire(elevee(lise), contrat.accepterDelegation, { id });
  const voleur = await ouvrirSession(salle.base, { compte: 'nadia', affectation: 'aff-nadia', moyen: 'psc' }, MARDI);
  const autre = await lireSession(salle.base, voleur, MARDI);
  expect(autre === undefined ? true : await agirPour(salle.base, autre, String(id), MARDI)).toBe(false);
});
