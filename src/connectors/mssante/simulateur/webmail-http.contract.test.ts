import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ouvrirBoite } from '../client-reel.ts';
import { demarrerSimulateur, type Simulateur } from './simulateur.ts';
import { creerWebmailHttp, idDeBoite } from './webmail-http.ts';

const CELLULE = 'cellule@coordination.essai.invalid';
const PATIENT = '199017500001@patient.essai.invalid';
const BASE = '/essai/messagerie';
const DE_CHEZ_NOUS = { 'sec-fetch-site': 'same-origin', origin: 'null' };

let simulateur: Simulateur;
let app: Hono;

beforeAll(async () => {
  simulateur = await demarrerSimulateur({
    domaines: [
      { nom: 'coordination.essai.invalid', boites: 'liste' },
      { nom: 'patient.essai.invalid', boites: 'toutes' },
    ],
    boites: [
      { adresse: CELLULE, nom: 'Cellule d’appui', role: 'Coordination' },
      { adresse: PATIENT, nom: 'Jeanne Aubry', role: 'Patients' },
    ],
  });
  app = new Hono().route(BASE, creerWebmailHttp({ webmail: simulateur.webmail }));
});

afterAll(() => simulateur.arreter());

const boiteDe = (adresse: string) => `${BASE}/boites/${idDeBoite(adresse)}`;

async function page(chemin: string): Promise<{ statut: number; texte: string; entetes: Headers }> {
  const reponse = await app.request(chemin);
  return { statut: reponse.status, texte: await reponse.text(), entetes: reponse.headers };
}

function ecrire(
  adresse: string,
  champs: Record<string, string | File>,
  entetes: Record<string, string> = DE_CHEZ_NOUS,
): Promise<Response> | Response {
  const corps = new FormData();
  for (const [nom, valeur] of Object.entries({
    a: CELLULE,
    sujet: 'Demande',
    texte: 'Bonjour',
    repondre: '',
    ...champs,
  })) {
    corps.set(nom, valeur);
  }
  return app.request(`${boiteDe(adresse)}/ecrire`, { method: 'POST', body: corps, headers: entetes });
}

async function dernierRecu(adresse: string) {
  const boite = ouvrirBoite(simulateur.configPour(adresse));
  const { messages } = await boite.relever(undefined);
  await boite.fermer();
  const dernier = messages.at(-1);
  if (dernier === undefined || dernier.nature === 'illisible') {
    throw new Error('aucun message lisible');
  }
  return dernier;
}

describe('pages du webmail d’essai', () => {
  test('l’accueil groupe les personnes par rôle et dit que rien n’est réel', async () => {
    const { statut, texte } = await page(BASE);
    expect(statut).toBe(200);
    expect(texte).toContain('Messagerie sécurisée d’essai');
    expect(texte).toContain('le monde extérieur');
    expect(texte).toMatch(/Coordination[\s\S]*Cellule d’appui[\s\S]*Patients[\s\S]*Jeanne Aubry/);
  });

  test('aucune adresse n’est dans une adresse de page : celle d’un patient contient son INS', async () => {
    const { texte } = await page(BASE);
    const liens = [...texte.matchAll(/href="([^"]*)"/g)].map((un) => un[1]);
    expect(liens).toContain(boiteDe(PATIENT));
    expect(liens.filter((lien) => lien?.includes('@') || lien?.includes('199017500001'))).toEqual([]);
  });

  test('écrire, puis lire chez l’autre, puis répondre : le fil et l’historique suivent', async () => {
    const envoi = await ecrire(PATIENT, { texte: 'Je suis tombée.\nVoir https://cordee.invalid/l/abc' });
    expect([envoi.status, envoi.headers.get('location')]).toEqual([303, `${boiteDe(PATIENT)}?fait=envoye`]);
    expect((await page(`${boiteDe(PATIENT)}?fait=envoye`)).texte).toContain('Message envoyé.');

    const lecture = await page(`${boiteDe(CELLULE)}/messages/1`);
    expect(lecture.texte).toContain('<a href="https://cordee.invalid/l/abc" rel="noreferrer">');
    const formulaire = await page(`${boiteDe(CELLULE)}/ecrire?repondre=1`);
    expect(formulaire.texte).toContain(`value="${PATIENT}"`);
    expect(formulaire.texte).toContain('value="RE : Demande"');

    await ecrire(CELLULE, {
      a: PATIENT,
      sujet: 'RE : Demande',
      texte: 'Nous venons mardi.',
      repondre: '1',
      citer: 'oui',
    });
    const recu = await dernierRecu(PATIENT);
    expect(recu.texteNouveau).toBe('Nous venons mardi.');
    expect(recu.texte).toContain('> Je suis tombée.');
    expect(recu.enReponseA).toBe(recu.references.at(-1));
  });

  test('un document joint arrive à l’octet près et se télécharge sans jamais s’ouvrir dans la page', async () => {
    const octets = Uint8Array.from({ length: 3000 }, (_, rang) => rang % 256);
    await ecrire(PATIENT, { piece: new File([octets], '../ordonnance été.html', { type: 'text/html' }) });
    const recu = await dernierRecu(CELLULE);
    expect(recu.piecesJointes).toEqual([{ nom: 'ordonnance été.html', type: 'text/html', octets }]);
    const reponse = await app.request(`${boiteDe(CELLULE)}/messages/${recu.uid}/pieces/0`);
    expect(new Uint8Array(await reponse.arrayBuffer())).toEqual(octets);
    expect(reponse.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(reponse.headers.get('content-type')).toBe('application/octet-stream');
    expect(reponse.headers.get('content-security-policy')).toContain('sandbox');
  });

  test('un refus de l’opérateur se dit, et rien de ce qui a été écrit n’est perdu', async () => {
    const reponse = await ecrire(PATIENT, {
      a: 'plein@coordination.essai.invalid',
      texte: 'Texte <à> garder',
      sujet: 'Sujet "gardé"',
    });
    const texte = await reponse.text();
    expect(reponse.status).toBe(422);
    expect(texte).toContain('role="alert"');
    expect(texte).toContain('Boite pleine');
    expect(texte).toContain('Texte &lt;à&gt; garder');
    expect(texte).toContain('Sujet &quot;gardé&quot;');
  });

  test('ce qui vient d’un message est échappé, et seul http(s) devient un lien', async () => {
    await ecrire(PATIENT, {
      sujet: '<script>alert(1)</script>',
      texte: '<img src=x onerror=alert(1)> javascript:alert(1) https://a.invalid/"onmouseover="x',
    });
    const { uid } = await dernierRecu(CELLULE);
    const { texte } = await page(`${boiteDe(CELLULE)}/messages/${uid}`);
    expect(texte).not.toMatch(/<script|<img|href="javascript|onmouseover="/);
    expect(texte).toContain('&lt;script&gt;');
  });

  test.each([
    ['un autre site', { 'sec-fetch-site': 'cross-site', origin: 'https://hostile.invalid' }],
    ['un cadre isolé d’un autre site', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
    ['un sous-domaine voisin', { 'sec-fetch-site': 'same-site', origin: 'https://voisin.localhost' }],
    ['un ancien navigateur sur un autre site', { origin: 'https://hostile.invalid' }],
    ['personne (ni origine ni site)', {}],
    ['une origine illisible', { origin: 'null' }],
  ] satisfies [string, Record<string, string>][])('un formulaire envoyé par %s est refusé', async (_qui, entetes) => {
    const avant = await simulateur.webmail.listerMessages(CELLULE);
    expect((await ecrire(PATIENT, {}, entetes)).status).toBe(403);
    expect(await simulateur.webmail.listerMessages(CELLULE)).toEqual(avant);
  });

  test('un ancien navigateur depuis nos pages est accepté', async () => {
    expect((await ecrire(PATIENT, {}, { origin: 'http://localhost', host: 'localhost' })).status).toBe(303);
  });

  test('supprimer enlève le message et le dit', async () => {
    const { uid } = await dernierRecu(CELLULE);
    const reponse = await app.request(`${boiteDe(CELLULE)}/messages/${uid}/supprimer`, {
      method: 'POST',
      headers: DE_CHEZ_NOUS,
    });
    expect(reponse.headers.get('location')).toBe(`${boiteDe(CELLULE)}?fait=supprime`);
    expect((await page(`${boiteDe(CELLULE)}/messages/${uid}`)).statut).toBe(404);
  });

  test.each([
    '/boites/inconnue',
    '/boites/inconnue/ecrire',
    '/boites/inconnue/messages/1',
    `/boites/${idDeBoite(CELLULE)}/messages/999`,
    `/boites/${idDeBoite(CELLULE)}/messages/abc`,
  ])('%s répond par une page qui dit quoi faire', async (chemin) => {
    const { statut, texte } = await page(`${BASE}${chemin}`);
    expect(statut).toBe(404);
    expect(texte).toContain('Choisir une boîte');
  });

  test('chaque page interdit les scripts, les cadres et la mise en cache', async () => {
    const { entetes, texte } = await page(boiteDe(CELLULE));
    expect(entetes.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(entetes.get('cache-control')).toBe('no-store');
    expect(texte).not.toMatch(/<script|style="|onclick/);
    expect((await page(`${BASE}/style.css`)).entetes.get('content-type')).toContain('text/css');
  });
});
