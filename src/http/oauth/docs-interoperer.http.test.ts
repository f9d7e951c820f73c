import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ouvrirReceveur, type Receveur } from '#modules/abonnement/testing.ts';
import { client } from '../../cli/commandes/client.ts';
import { unMembre, type NavigateurDeTest } from '../connexion-testing.ts';
import {
  comparer,
  lireBlocs,
  lireCommande,
  lireFormulaire,
  lireMessage,
  remplir,
  type Bloc,
  type Valeurs,
} from './testing-docs.ts';
import { navigateurDe, ouvrirMaisonEntiere } from './testing-maison-entiere.ts';
import { questionDe, unPatient } from './testing.ts';

const RACINE = path.resolve(import.meta.dirname, '../../..');
const ADRESSE = 'https://cordee.exemple.fr';
const NOTIFICATIONS = 'https://logiciel.exemple.fr/notifications';
const DOSSIER = 'dossier-ouvert';

let maison: Awaited<ReturnType<typeof ouvrirMaisonEntiere>>;
let receveur: Receveur;
let medecin: NavigateurDeTest;
let dossier: string;
let valeurs: Valeurs = new Map();
/** What the last request was, what it gave, and the last thing said by a command or shown by a browser. */
let demande: (() => Promise<Response>) | undefined;
let patience = false;
let dit = '';

beforeAll(async () => {
  maison = await ouvrirMaisonEntiere();
  receveur = await ouvrirReceveur();
  dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-docs-'));
  vi.stubEnv('DATABASE_URL', maison.urlAdministrateur);
  await unMembre(maison.base);
  await unPatient(maison, { id: DOSSIER, nom: 'Perrin', membre: 'Practitioner/compte-lise' });
  medecin = await navigateurDe(maison, 'compte-lise');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await receveur.fermer();
  await maison[Symbol.asyncDispose]();
  await rm(dossier, { recursive: true, force: true });
});

/** The addresses of the document, as they are in this test. */
const ici = (texte: string): string =>
  texte.replaceAll(ADRESSE, maison.origine).replaceAll(NOTIFICATIONS, receveur.adresse);

async function commander(texte: string): Promise<void> {
  const mots = lireCommande(remplir(ici(texte), valeurs)).map((mot) =>
    mot === 'cle.json' ? path.join(dossier, mot) : mot,
  );
  const lignes: string[] = [];
  if (mots.slice(0, 5).join(' ') === 'npm run cordee -- client') {
    await client.executer(mots.slice(5), (ligne) => void lignes.push(ligne));
    dit = lignes.join('\n');
    return;
  }
  expect(mots[0]).toBe('node');
  dit = (await promisify(execFile)(process.execPath, mots.slice(1), { cwd: RACINE })).stdout;
}

function preparer(texte: string): () => Promise<Response> {
  const { tete, entetes, corps } = lireMessage(remplir(ici(texte), valeurs));
  const [methode = '', ...reste] = tete.split(' ');
  const formulaire = entetes.some(([, valeur]) => valeur.includes('form-urlencoded'));
  const body = corps === '' ? undefined : formulaire ? lireFormulaire(corps).toString() : corps;
  const adresse = new URL(reste.join(' '), maison.origine);
  return () =>
    fetch(adresse, {
      method: methode,
      headers: entetes.map(([n, v]) => [n, v]),
      ...(body === undefined ? {} : { body }),
    });
}

/** Values known once the answer shown was received; throws with what came instead. */
async function verifierReponse(texte: string): Promise<Valeurs> {
  const { tete, entetes, corps } = lireMessage(ici(texte));
  const reponse = await demande?.();
  const recu = (await reponse?.text()) ?? '';
  const apres = comparer(
    {
      statut: Number(tete),
      ...Object.fromEntries(entetes),
      ...(corps === '' ? {} : { corps: JSON.parse(corps) as unknown }),
    },
    {
      statut: reponse?.status,
      ...Object.fromEntries(entetes.map(([nom]) => [nom, reponse?.headers.get(nom)])),
      ...(corps === '' ? {} : { corps: JSON.parse(recu) as unknown }),
    },
    valeurs,
  );
  if (apres === undefined) throw new Error(`attendu :\n${texte}\nreçu :\n${reponse?.status} ${recu}`);
  return apres;
}

function verifierDit(texte: string): Valeurs {
  const lignes = dit.trim().split('\n');
  let connues = valeurs;
  for (const montree of ici(texte).split('\n')) {
    const apres = lignes.map((ligne) => comparer(montree.trim(), ligne.trim(), connues)).find((v) => v !== undefined);
    if (apres === undefined) throw new Error(`attendu : ${montree}\nreçu :\n${dit}`);
    connues = apres;
  }
  return connues;
}

/** The doctor opens the application from a record; the browser goes to the address Cordée gives. */
async function ouvrirDepuisLeDossier(texte: string): Promise<Valeurs> {
  const reponse = await medecin.demander(new URL('/oauth/lancement', maison.origine), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-cordee': '1', origin: maison.origine },
    body: JSON.stringify({ application: valeurs.get('application'), patient: DOSSIER }),
  });
  dit = decodeURIComponent(((await reponse.json()) as { adresse: string }).adresse);
  return verifierDit(texte);
}

/** The doctor reads the page and accepts; the browser comes back to the application. */
async function autoriser(texte: string): Promise<void> {
  const [adresse = '', ...parametres] = remplir(ici(texte), valeurs).split('\n');
  const page = await medecin.aller(`${adresse}?${lireFormulaire(parametres.join('\n')).toString()}`);
  const retour = await medecin.aller('/oauth/decision', (url) => url.hostname === 'appli.exemple.fr', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ question: questionDe(page), choix: 'accepter' }).toString(),
  });
  dit = retour.url.href;
}

async function notificationRecue(texte: string): Promise<Valeurs> {
  const montre: unknown = JSON.parse(ici(texte));
  const trouver = () =>
    receveur.recus.map(({ corps }) => comparer(montre, JSON.parse(corps), valeurs)).find((v) => v !== undefined);
  await expect.poll(() => trouver() !== undefined, { timeout: 15_000 }).toBe(true);
  return trouver() ?? valeurs;
}

async function jouer({ langue, geste, texte }: Bloc): Promise<void> {
  if (langue === 'sh') return commander(texte);
  if (langue === 'json' && geste === 'recu') {
    valeurs = await notificationRecue(texte);
  } else if (langue === 'text') {
    if (geste === 'envoyer') return autoriser(texte);
    valeurs = geste === 'arrive' ? await ouvrirDepuisLeDossier(texte) : verifierDit(texte);
  } else if (/^\d{3}$/.test(lireMessage(texte).tete)) {
    if (patience)
      await expect
        .poll(
          () =>
            verifierReponse(texte).then(
              () => true,
              () => false,
            ),
          { timeout: 15_000 },
        )
        .toBe(true);
    valeurs = await verifierReponse(texte);
  } else {
    demande = preparer(texte);
    patience = geste === 'attendre';
  }
}

test('tout ce que docs/interoperer.md montre marche, dans l’ordre', async () => {
  const blocs = lireBlocs(await readFile(path.join(RACINE, 'docs/interoperer.md'), 'utf8'));
  expect(blocs.length).toBeGreaterThan(40);
  for (const bloc of blocs)
    await jouer(bloc).catch((erreur: unknown) => {
      throw new Error(`docs/interoperer.md, ligne ${bloc.ligne} : ${erreur instanceof Error ? erreur.message : ''}`, {
        cause: erreur,
      });
    });
  expect([...valeurs.keys()]).toEqual(expect.arrayContaining(['jeton', 'abonnement', 'jetonDuMedecin', 'suivant']));
}, 60_000);

test('le test lui-même échoue quand ce qui est montré n’est pas ce qui est reçu', () => {
  const rien: Valeurs = new Map();
  expect(comparer({ a: '1' }, { a: '2' }, rien)).toBeUndefined();
  expect(comparer({ a: ['x', 'y'] }, { a: ['x'] }, rien)).toBeUndefined();
  expect(comparer({ a: { b: true } }, { a: {} }, rien)).toBeUndefined();
  expect(comparer('{{un}} et {{un}}', 'x et y', new Map([['un', 'x']]))).toBeUndefined();
  expect(comparer('Task/{{id}}', 'Task/12', rien)?.get('id')).toBe('12');
  expect(() => remplir('{{absent}}', rien)).toThrow('n’a pas encore été reçu');
});
