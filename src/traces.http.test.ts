import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hono } from 'hono';
import type { Acteur } from '#acces/acteur.ts';
import { ouvrirReconnaissance } from '#acces/clients/reconnaissance.ts';
import { ouvrirSession } from '#acces/sessions.ts';
import { configurerPasskeys } from '#acces/passkey/modele.ts';
import { unMembre, TERRITOIRE } from '#http/connexion-testing.ts';
import { portesConnexion } from '#http/connexion.ts';
import type { Env, Maison } from '#http/contexte.ts';
import { creerDiffusion, type Diffusion } from '#http/evenements.ts';
import { ouvrirLesPortes } from '#http/serveur.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { consulter, executer, type Socle } from '#socle/executer.ts';

const ORIGINE = 'http://localhost:1';
const registre = ouvrirLesSalles({ profil: 'essai', horlogeEssai: undefined });
let bdd: BaseDeTest;
let base: Base;
let socle: Socle;
let maison: Maison;
let diffusion: Diffusion;
let app: Hono<Env>;
let secret: string;
let reperesConnus: Reperes;

beforeAll(async () => {
  reperesConnus = DEBUT;
  bdd = await baseDeTest();
  await creerTerritoire(bdd.url, { code: TERRITOIRE, nom: 'Pays d’essai', profil: 'essai', creeLe: new Date() });
  base = ouvrirBase(urlApplication(bdd.url), 4);
  socle = { base, horloge: horlogeSysteme, nouvelId, origine: ORIGINE, coffre: coffreDeTest() };
  maison = {
    socle,
    horlogeReelle: horlogeSysteme,
    registre,
    jetons: await ouvrirReconnaissance(base, horlogeSysteme),
    journal: journalMuet,
    profil: 'essai',
    origine: ORIGINE,
    version: 'test',
    territoires: new Set([TERRITOIRE]),
    dossierWeb: '/nulle-part',
    etatDesParties: () => Promise.resolve({ base: 'ok' }),
  };
  diffusion = creerDiffusion(maison);
  const connexion = portesConnexion(maison, { psc: undefined, cles: configurerPasskeys(ORIGINE, 'Cordée') });
  app = ouvrirLesPortes(maison, diffusion, (portes) => void portes.route('/', connexion));
  const compte = await unMembre(base);
  secret = await ouvrirSession(base, { compte, affectation: `${compte}-0`, moyen: 'psc' }, horlogeSysteme.maintenant());
});
afterAll(async () => {
  await diffusion.arreter();
  await maison.jetons.arreter();
  await base.fermer();
  await bdd.fermer();
});

/** Last line of the territory and of the doors: what comes after is counted by the index, however long the journal grows. */
interface Reperes {
  readonly trace: string;
  readonly porte: string;
}

const DEBUT: Reperes = { trace: '0', porte: '0' };

async function lignesApres(avant: Reperes): Promise<{ nombre: number; reperes: Reperes }> {
  const [trace] = await base.directement(TERRITOIRE)<{ n: number; fin: string }>({
    texte: 'select count(*)::int as n, coalesce(max(seq), $1::bigint)::text as fin from trace where seq > $1::bigint',
    valeurs: [avant.trace],
  });
  const porte = await base.commun<{ trace_porte: { seq: string } }, string[]>(async (sql) => {
    const lues = await sql.selectFrom('trace_porte').select('trace_porte.seq').where('seq', '>', avant.porte).execute();
    return lues.map(({ seq }) => seq);
  });
  const fin = porte.reduce((haut, seq) => (BigInt(seq) > BigInt(haut) ? seq : haut), avant.porte);
  return { nombre: (trace?.n ?? 0) + porte.length, reperes: { trace: trace?.fin ?? avant.trace, porte: fin } };
}

/** How many lines this left. */
async function lignesDe(faire: () => Promise<unknown>): Promise<number> {
  const { reperes } = await lignesApres(reperesConnus);
  await faire();
  const apres = await lignesApres(reperes);
  reperesConnus = apres.reperes;
  return apres.nombre;
}

/** Lines of both journals that hold this text somewhere. */
async function ecrites(texte: string): Promise<number> {
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: bdd.url });
  await admin.connect();
  const { rows } = await admin.query<{ n: number }>(
    `select (select count(*) from ${TERRITOIRE}.trace t where t::text like $1)::int
          + (select count(*) from shared.trace_porte p where p::text like $1)::int as n`,
    [`%${texte}%`],
  );
  await admin.end();
  return rows[0]?.n ?? 0;
}

const quelquun = (role: Acteur['role']): Acteur => ({
  genre: 'compte',
  id: 'compte:quelquun',
  nom: 'Quelqu’un Exemple',
  role,
  territoire: TERRITOIRE,
  refs: ['PractitionerRole/quelquun', 'Organization/dac'],
  ref: 'PractitionerRole/quelquun',
  structure: { ref: 'Organization/dac', nom: 'DAC' },
  requete: 'session:essai',
});

/** Something that looks like what a form sends, so that more than the reading of the input is tried. */
const ENTREES: readonly unknown[] = [{}, { id: 'x', patient: 'x', objet: 'Task/x', texte: 'x' }, null];

describe.each(['responsable_dac', 'lecteur_ars'] as const)('pour un compte %s', (role) => {
  test.each([...registre.actions.keys()])('l’action %s laisse exactement une ligne, quoi qu’il arrive', async (nom) => {
    const action = registre.actions.get(nom);
    if (action === undefined) throw new Error(nom);
    for (const entree of ENTREES)
      expect(await lignesDe(() => executer(socle, quelquun(role), action, entree).catch(() => undefined))).toBe(1);
  });

  test.each([...registre.vues.keys()])('la vue %s laisse exactement une ligne, quoi qu’il arrive', async (nom) => {
    const vue = registre.vues.get(nom);
    if (vue === undefined) throw new Error(nom);
    for (const entree of ENTREES)
      expect(await lignesDe(() => consulter(socle, quelquun(role), vue, entree).catch(() => undefined))).toBe(1);
  });
});

/** Addresses that show nobody's data and let nobody in; each with its reason. Any other route must leave its line. */
const SANS_TRACE: Readonly<Record<string, string>> = {
  '/sante': 'dit seulement si la maison est debout',
  '/api/session/etat': 'sa propre session',
  '/api/session/moi': 'sa propre session',
  '/fhir/.well-known/smart-configuration': 'description publique du serveur',
  '/oauth/page.css': 'feuille de style',
};
const ECRANS = /^\/(\*|assets|:fichier)/;

function routes(): readonly { methode: string; chemin: string }[] {
  const toutes = app.routes
    .filter(({ method, path }) => !(method === 'ALL' && path.endsWith('*') && !['/fhir/*', '/oauth/*'].includes(path)))
    .map(({ method, path }) => ({ methode: method === 'ALL' ? 'GET' : method, chemin: path }))
    .filter(({ chemin }) => !ECRANS.test(chemin) && !(chemin in SANS_TRACE));
  return [...new Map(toutes.map((r) => [`${r.methode} ${r.chemin}`, r])).values()];
}

const demander = async (
  methode: string,
  chemin: string,
  entetes: Record<string, string>,
  body: string | Uint8Array<ArrayBuffer> = '{}',
): Promise<Response> => {
  const adresse = chemin.replaceAll(/:[a-z]+(\{[^}]*\})?/g, 'inconnu').replace('/*', '/Patient/inconnu');
  const reponse = await app.request(`${ORIGINE}${adresse}`, {
    method: methode,
    headers: { 'x-cordee': '1', ...entetes },
    ...(methode === 'GET' || methode === 'HEAD' ? {} : { body }),
  });
  await reponse.body?.cancel();
  return reponse;
};

const QUI: readonly (readonly [string, () => Record<string, string>])[] = [
  ['sans session', () => ({})],
  ['avec une session', () => ({ cookie: `cordee_essai=${secret}` })],
  ['avec un lien mort', () => ({ 'x-cordee-lien': `t0001.${'a'.repeat(43)}` })],
  ['depuis une page étrangère', () => ({ cookie: `cordee_essai=${secret}`, origin: 'https://ailleurs.example' })],
  ['avec un jeton inconnu', () => ({ authorization: `Bearer ${'a'.repeat(43)}` })],
  ['avec une clé d’unicité mal formée', () => ({ cookie: `cordee_essai=${secret}`, 'idempotency-key': '?' })],
];

/** Hundreds of requests: long, not stuck. */
const TOUTES_LES_PORTES_MS = 120_000;

/** What a body may be, whatever the door expects. */
const CORPS: readonly (readonly [string, string | Uint8Array<ArrayBuffer>, Record<string, string>])[] = [
  ['objet vide', '{}', {}],
  ['illisible', '{"a":', {}],
  ['rien', '', {}],
  ['octets', new Uint8Array([255, 0, 254]), {}],
  ['formulaire', 'grant_type=x&client_id=y', { 'content-type': 'application/x-www-form-urlencoded' }],
];

/** Closed by the door of leaving: opened again for the next ones. */
async function rouvrir(): Promise<void> {
  secret = await ouvrirSession(
    base,
    { compte: 'compte-lise', affectation: 'compte-lise-0', moyen: 'psc' },
    horlogeSysteme.maintenant(),
  );
}

/** Every body, without and with a session, to what takes one; the first only to the others. */
const corpsPour = (methode: string, rang: number) =>
  methode === 'GET' || methode === 'HEAD' || rang > 1 ? CORPS.slice(0, 1) : CORPS;

test(
  'chaque porte laisse exactement une ligne, qui que l’on soit et quoi que l’on envoie',
  async () => {
    const fautives: string[] = [];
    const chemins = routes();
    expect(chemins.length).toBeGreaterThan(40);
    for (const { methode, chemin } of chemins)
      for (const [rang, [qui, entetes]] of QUI.entries())
        for (const [quoi, corps, type] of corpsPour(methode, rang)) {
          const nombre = await lignesDe(() => demander(methode, chemin, { ...entetes(), ...type }, corps));
          if (nombre !== 1) fautives.push(`${methode} ${chemin} ${qui}, ${quoi} : ${nombre}`);
          if (chemin.startsWith('/api/session')) await rouvrir();
        }
    expect(fautives).toEqual([]);
  },
  TOUTES_LES_PORTES_MS,
);

test(
  'chaque action et chaque vue, par la porte, laisse exactement une ligne à chaque refus ; un nom inventé n’est pas gardé',
  async () => {
    await rouvrir();
    const fautives: string[] = [];
    const noms = [
      ...[...registre.actions.keys()].map((nom) => `/api/actions/${nom}`),
      ...[...registre.vues.keys()].map((nom) => `/api/vues/${nom}`),
    ];
    expect(noms.length).toBeGreaterThan(100);
    for (const chemin of noms)
      for (const [qui, entetes] of QUI) {
        const nombre = await lignesDe(() => demander('POST', chemin, entetes(), '{"a":'));
        if (nombre !== 1) fautives.push(`${chemin} ${qui} : ${nombre}`);
      }
    expect(fautives).toEqual([]);
    for (const chemin of ['/api/actions/dupont', '/api/vues/dupont', '/oauth/dupont', '/oauth/token/dupont'])
      expect(await lignesDe(() => demander('POST', chemin, { cookie: `cordee_essai=${secret}` }))).toBe(1);
    expect(await ecrites('dupont')).toBe(0);
  },
  TOUTES_LES_PORTES_MS,
);

test('sans trace, pas de réponse : la base qui refuse d’écrire la ligne referme la porte', async () => {
  const vue = registre.vues.get('territoire.accueil');
  if (vue === undefined) throw new Error('vue');
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: bdd.url });
  await admin.connect();
  const consigne = `revoke insert on ${TERRITOIRE}.trace from terr_${TERRITOIRE}`;
  try {
    await admin.query(consigne);
    await expect(consulter(socle, quelquun('responsable_dac'), vue, {})).rejects.toThrow(
      /permission denied|droit refusé/,
    );
    const entetes = { cookie: `cordee_essai=${secret}` };
    expect((await demander('POST', '/api/vues/territoire.accueil', entetes)).status).toBe(500);
    expect((await demander('GET', '/fhir/Patient', entetes)).status).toBe(500);
    expect((await demander('POST', '/api/session/fermer', entetes)).status).toBe(500);
  } finally {
    await admin.query(consigne.replace('revoke', 'grant').replace(' from ', ' to '));
    await admin.end();
  }
});
