import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { creerFournisseurPsc } from './fournisseur.ts';
import type { FournisseurPsc } from './fournisseur.ts';
import { choisirAuSimulateur, creerNavigateur, monterSimulateur, unPersona, uneSituation } from './testing.ts';
import type { MontageSimulateur } from './testing.ts';

const medecin = unPersona({
  situations: [
    uneSituation(),
    uneSituation({
      id: 'hopital',
      structureRef: 'R10002',
      structureNom: 'Hôpital <des Caps>',
      secteur: 'SA01',
      role: 'ROLE1',
    }),
  ],
});
const mediatrice = unPersona({
  id: 'mediatrice',
  idnps: undefined,
  titre: undefined,
  prenom: 'Rose',
  profession: { code: 'MED-PAIR', systeme: 'essai', libelle: 'Médiatrice de santé' },
  savoirFaire: undefined,
});

let montage: MontageSimulateur;
let psc: FournisseurPsc;
const console_ = [vi.spyOn(console, 'info'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];

beforeAll(async () => {
  montage = await monterSimulateur({ personas: [medecin, mediatrice] });
  psc = creerFournisseurPsc(montage.psc);
});
afterAll(async () => {
  await montage[Symbol.asyncDispose]();
});

test('un médecin se connecte en un clic et ses deux situations d’exercice sont lues', async () => {
  const { url, attente } = await psc.demarrer();
  const retour = await choisirAuSimulateur(creerNavigateur(), url, montage.psc, { persona: 'medecin-essai' });
  const identite = await psc.terminer(retour, attente);
  expect(identite).toMatchObject({
    idnps: '899700000001',
    rpps: '99700000001',
    nom: 'EXEMPLE',
    prenom: 'Lise',
    fictive: true,
    acr: 'eidas1',
    issuer: montage.psc.issuer,
    sub: expect.stringMatching(/^f:.+:899700000001$/),
  });
  expect(identite.situations.map((s) => [s.profession, s.specialite, s.secteur, s.role, s.structure?.libelle])).toEqual(
    [
      ['10', 'SM54', 'SA07', undefined, 'Cabinet du Port'],
      ['10', 'SM54', 'SA01', 'ROLE1', 'Hôpital <des Caps>'],
    ],
  );
  expect(identite.situationSelectionnee).toBe(identite.situations[0]?.cle);
  expect(identite.authentifieLe?.getTime()).toBeGreaterThan(Date.now() - 60_000);
});

test('une médiatrice sans carte CPS se connecte à l’essai, sans numéro RPPS', async () => {
  const { url, attente } = await psc.demarrer();
  const retour = await choisirAuSimulateur(creerNavigateur(), url, montage.psc, { persona: 'mediatrice' });
  expect(await psc.terminer(retour, attente)).toMatchObject({
    idnps: 'SIMULE-mediatrice',
    rpps: undefined,
    fictive: true,
  });
});

test('la demande porte le niveau, le nonce, l’état et la preuve S256 attendus par le service national', async () => {
  const { url, attente } = await psc.demarrer();
  const p = Object.fromEntries(url.searchParams);
  expect(p).toMatchObject({
    response_type: 'code',
    scope: 'openid scope_all',
    acr_values: 'eidas1',
    code_challenge_method: 'S256',
    state: attente.etat,
    nonce: attente.nonce,
    redirect_uri: montage.psc.redirectUri.href,
  });
  expect(p['code_challenge']).not.toBe(attente.verifieur);
});

test('deux personnes se suivent sur le même poste : chacune choisit sa carte', async () => {
  const navigateur = creerNavigateur();
  const identifiants: string[] = [];
  for (const persona of ['medecin-essai', 'mediatrice', 'medecin-essai']) {
    const { url, attente } = await psc.demarrer();
    const retour = await choisirAuSimulateur(navigateur, url, montage.psc, { persona });
    identifiants.push((await psc.terminer(retour, attente)).idnps);
  }
  expect(identifiants).toEqual(['899700000001', 'SIMULE-mediatrice', '899700000001']);
});

test('deux onglets ouverts en même temps aboutissent tous les deux', async () => {
  const navigateur = creerNavigateur();
  const [un, deux] = [await psc.demarrer(), await psc.demarrer()];
  const pageUn = await navigateur.aller(un.url);
  const retourDeux = await choisirAuSimulateur(navigateur, deux.url, montage.psc, { persona: 'mediatrice' });
  const retourUn = await navigateur.poster(
    pageUn.url,
    { persona: 'medecin-essai' },
    (u) => u.pathname === '/connexion/psc/retour',
  );
  expect((await psc.terminer(retourDeux, deux.attente)).idnps).toBe('SIMULE-mediatrice');
  expect((await psc.terminer(retourUn.url, un.attente)).idnps).toBe('899700000001');
});

test('une confirmation d’identité récente est demandée et obtenue', async () => {
  const { url, attente } = await psc.demarrer({ reauthentifier: true });
  expect(url.searchParams.get('prompt')).toBe('login');
  const retour = await choisirAuSimulateur(creerNavigateur(), url, montage.psc, { persona: 'medecin-essai' });
  expect((await psc.terminer(retour, attente)).authentifieLe).toBeInstanceOf(Date);
});

test('un profil remis sous forme de jeton signé est lu comme le profil en clair', async () => {
  await using signe = await monterSimulateur({ personas: [medecin], userinfoSigne: true });
  const fournisseur = creerFournisseurPsc(signe.psc);
  const { url, attente } = await fournisseur.demarrer();
  const retour = await choisirAuSimulateur(creerNavigateur(), url, signe.psc, { persona: 'medecin-essai' });
  expect((await fournisseur.terminer(retour, attente)).situations).toHaveLength(2);
});

test('les adresses annoncées gardent le préfixe, quel que soit l’en-tête Host reçu', async () => {
  const { issuer, decouverte } = montage.psc;
  const reponse = await fetch(decouverte, {
    headers: { 'x-forwarded-host': 'pirate.invalid', 'x-forwarded-proto': 'ftp' },
  });
  expect(await reponse.json()).toMatchObject({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/protocol/openid-connect/token`,
    userinfo_endpoint: `${issuer}/protocol/openid-connect/userinfo`,
    jwks_uri: `${issuer}/protocol/openid-connect/certs`,
    end_session_endpoint: `${issuer}/protocol/openid-connect/logout`,
    acr_values_supported: ['eidas1'],
    scopes_supported: ['openid', 'scope_all'],
  });
});

test('la page de choix est en français, sans script, et tient sous une politique de contenu stricte', async () => {
  const page = await creerNavigateur().aller((await psc.demarrer()).url);
  expect(page.html).toContain('<html lang="fr">');
  expect(page.html).toContain('Pro Santé Connect — simulateur d’essai');
  expect(page.html).not.toMatch(/<script|style="|<style|onclick/);
  expect(page.html).toContain('Hôpital &lt;des Caps&gt;');
  expect(page.entetes.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'self'; form-action 'self' http:/,
  );
  const style = await fetch(`${montage.psc.issuer}/style.css`);
  expect(style.headers.get('content-type')).toContain('text/css');
});

test.each([
  ['acr_trop_faible', 'psc.niveau_insuffisant'],
  ['jeton_expire', 'psc.jeton_expire'],
  ['nonce_altere', 'psc.nonce_altere'],
  ['refus_utilisateur', 'psc.refus_utilisateur'],
])('la panne « %s » du simulateur est refusée par son nom', async (panne, code) => {
  const { url, attente } = await psc.demarrer();
  const retour = await choisirAuSimulateur(creerNavigateur(), url, montage.psc, { persona: 'medecin-essai', panne });
  await expect(psc.terminer(retour, attente)).rejects.toMatchObject({ code });
});

test('une panne ne déborde pas sur la connexion suivante', async () => {
  const navigateur = creerNavigateur();
  const { url } = await psc.demarrer();
  await choisirAuSimulateur(navigateur, url, montage.psc, { persona: 'medecin-essai', panne: 'acr_trop_faible' });
  const suivante = await psc.demarrer();
  const retour = await choisirAuSimulateur(navigateur, suivante.url, montage.psc, { persona: 'medecin-essai' });
  expect((await psc.terminer(retour, suivante.attente)).acr).toBe('eidas1');
});

test('un code déjà échangé est refusé, même avec la bonne attente', async () => {
  const { url, attente } = await psc.demarrer();
  const retour = await choisirAuSimulateur(creerNavigateur(), url, montage.psc, { persona: 'medecin-essai' });
  await psc.terminer(retour, attente);
  await expect(psc.terminer(retour, attente)).rejects.toMatchObject({ code: 'psc.code_refuse' });
});

test('le code obtenu dans un autre navigateur est refusé (preuve PKCE différente)', async () => {
  const victime = await psc.demarrer();
  const attaquant = await psc.demarrer();
  const retour = await choisirAuSimulateur(creerNavigateur(), attaquant.url, montage.psc, { persona: 'medecin-essai' });
  await expect(psc.terminer(retour, victime.attente)).rejects.toMatchObject({ code: 'psc.etat_inconnu' });
  retour.searchParams.set('state', victime.attente.etat);
  await expect(psc.terminer(retour, victime.attente)).rejects.toMatchObject({ code: 'psc.code_refuse' });
});

test('la page de choix d’un autre navigateur ne peut pas être utilisée', async () => {
  const page = await creerNavigateur().aller((await psc.demarrer()).url);
  const reponse = await creerNavigateur().poster(page.url, { persona: 'medecin-essai' });
  expect(reponse.statut).toBe(400);
  expect(reponse.html).toContain('Demande expirée');
});

test('une adresse inconnue donne une page lisible', async () => {
  for (const chemin of ['/inconnue', '/', '/..%2f..%2fetc']) {
    const reponse = await fetch(`${montage.psc.issuer}${chemin}`);
    expect([reponse.status, (await reponse.text()).includes('Page introuvable')]).toEqual([404, true]);
  }
});

test('une adresse de retour non enregistrée est refusée sans redirection', async () => {
  const { url } = await psc.demarrer();
  url.searchParams.set('redirect_uri', 'https://pirate.invalid/retour');
  const page = await creerNavigateur().aller(url);
  expect(page.statut).toBe(400);
  expect(page.html).toContain('La connexion n’a pas pu commencer');
});

test('une demande sans preuve PKCE est refusée par le simulateur', async () => {
  const { url, attente } = await psc.demarrer();
  url.searchParams.delete('code_challenge');
  url.searchParams.delete('code_challenge_method');
  const page = await creerNavigateur().aller(url, (u) => u.pathname === '/connexion/psc/retour');
  await expect(psc.terminer(page.url, attente)).rejects.toMatchObject({ code: 'psc.demande_refusee' });
});

test('la déconnexion ferme la session nationale simulée et revient dans l’application', async () => {
  const navigateur = creerNavigateur();
  const { url, attente } = await psc.demarrer();
  const retour = await choisirAuSimulateur(navigateur, url, montage.psc, { persona: 'medecin-essai' });
  const { idToken } = await psc.terminer(retour, attente);
  const sortie = await psc.deconnexion(idToken, 'etat-de-sortie');
  const page = await navigateur.aller(sortie, (u) => u.pathname === '/au-revoir');
  expect(page.url.href).toBe(`${montage.psc.retourDeconnexion.href}?state=etat-de-sortie`);
  sortie.searchParams.set('post_logout_redirect_uri', 'https://pirate.invalid/');
  const refusee = await navigateur.aller(sortie);
  expect([refusee.statut, refusee.url.origin]).toEqual([400, montage.origine]);
});

test('une déconnexion reste possible après un redémarrage du simulateur', async () => {
  const { url, attente } = await psc.demarrer();
  const retour = await choisirAuSimulateur(creerNavigateur(), url, montage.psc, { persona: 'medecin-essai' });
  const { idToken } = await psc.terminer(retour, attente);
  await using relance = await monterSimulateur();
  const sortie = await creerFournisseurPsc(relance.psc).deconnexion(idToken);
  const page = await creerNavigateur().aller(sortie, (u) => u.pathname === '/au-revoir');
  expect(page.url.pathname).toBe('/au-revoir');
});

test('le mauvais secret de la plateforme est signalé comme un défaut d’inscription', async () => {
  const autre = creerFournisseurPsc({ ...montage.psc, secret: 'mauvais' });
  const { url, attente } = await autre.demarrer();
  const retour = await choisirAuSimulateur(creerNavigateur(), url, montage.psc, { persona: 'medecin-essai' });
  await expect(autre.terminer(retour, attente)).rejects.toMatchObject({ code: 'psc.client_refuse' });
});

test('un refus ne transporte ni nom, ni identifiant, ni jeton', async () => {
  const lignes: unknown[] = [];
  const bavard = creerFournisseurPsc({ ...montage.psc, journal: (...ligne) => void lignes.push(ligne) });
  const { url, attente } = await bavard.demarrer();
  const retour = await choisirAuSimulateur(creerNavigateur(), url, montage.psc, {
    persona: 'medecin-essai',
    panne: 'nonce_altere',
  });
  const erreur: unknown = await bavard.terminer(retour, attente).catch((e: unknown) => e);
  const tout = `${inspect(erreur, { depth: 10 })} ${JSON.stringify(lignes)}`;
  expect(tout).toContain('psc.nonce_altere');
  expect(tout).not.toMatch(/899700000001|EXEMPLE|eyJ/);
});

test('le simulateur n’écrit rien sur la console', () => {
  for (const espion of console_) expect(espion).not.toHaveBeenCalled();
});
