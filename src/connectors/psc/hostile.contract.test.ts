import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { horlogeReglable } from '#lib/horloge.ts';
import { creerFournisseurPsc } from './fournisseur.ts';
import type { ConfigurationPsc } from './fournisseur.ts';
import { ouvrirFournisseurHostile, signatures } from './testing-hostile.ts';
import type { FournisseurHostile, Hostilite } from './testing-hostile.ts';

let hostile: FournisseurHostile;
beforeAll(async () => {
  hostile = await ouvrirFournisseurHostile();
});
beforeEach(() => {
  hostile.hostilite = {};
  hostile.recus.length = 0;
});
afterAll(async () => {
  await hostile[Symbol.asyncDispose]();
});

const maintenantS = (): number => Math.floor(Date.now() / 1000);

/** One sign-in answered by the hostile provider; `retoucher` plays what a browser or an attacker does to the return address. */
async function connecter(
  hostilite: Hostilite,
  retoucher: (p: URLSearchParams) => void = () => undefined,
  surcharge: Partial<ConfigurationPsc> = {},
) {
  hostile.hostilite = hostilite;
  const psc = creerFournisseurPsc({ ...hostile.psc, ...surcharge });
  const { attente } = await psc.demarrer();
  hostile.demande = attente;
  const retour = new URL(hostile.psc.redirectUri);
  retour.searchParams.set('code', 'un-code');
  retour.searchParams.set('state', attente.etat);
  retoucher(retour.searchParams);
  return psc.terminer(retour, attente);
}

const echanges = (): string[] => hostile.recus.map((r) => r.chemin).filter((c) => c.endsWith('/token'));

test('le fournisseur sans hostilité est accepté : les refus qui suivent ont bien une cause', async () => {
  expect((await connecter({})).idnps).toBe('899700000001');
  expect((await connecter({ profilSigne: signatures.bonne })).idnps).toBe('899700000001');
});

describe('adresse de retour', () => {
  test.each<[string, string, (p: URLSearchParams) => void]>([
    ['état absent', 'psc.etat_absent', (p) => p.delete('state')],
    ['état d’une autre demande', 'psc.etat_inconnu', (p) => p.set('state', 'x'.repeat(43))],
    ['état répété', 'psc.retour_invalide', (p) => p.append('state', p.get('state') ?? '')],
    ['code répété', 'psc.retour_invalide', (p) => p.append('code', 'autre')],
    ['code absent', 'psc.retour_invalide', (p) => p.delete('code')],
    ['code et erreur ensemble', 'psc.retour_invalide', (p) => p.set('error', 'access_denied')],
    ['émetteur d’un autre fournisseur', 'psc.emetteur_inattendu', (p) => p.set('iss', 'https://autre.invalid')],
    ['jeton glissé dans l’adresse', 'psc.retour_invalide', (p) => p.set('id_token', 'a.b.c')],
    ['réponse emballée (JARM)', 'psc.retour_invalide', (p) => p.set('response', 'a.b.c')],
  ])('%s : refusé avant tout échange', async (_cas, code, retoucher) => {
    await expect(connecter({}, retoucher)).rejects.toMatchObject({ code });
    expect(echanges()).toEqual([]);
  });

  test('émetteur absent alors que le fournisseur l’annonce : refusé', async () => {
    const decouverte = (d: object) => ({ ...d, authorization_response_iss_parameter_supported: true });
    await expect(connecter({ decouverte })).rejects.toMatchObject({ code: 'psc.emetteur_inattendu' });
  });

  test.each([
    ['access_denied', 'psc.refus_utilisateur'],
    ['temporarily_unavailable', 'psc.demande_refusee'],
  ])('erreur %s annoncée par le fournisseur', async (annonce, code) => {
    const retoucher = (p: URLSearchParams) => {
      p.delete('code');
      p.set('error', annonce);
      p.set('error_description', '<script>alert(1)</script>');
    };
    const erreur: unknown = await connecter({}, retoucher).catch((e: unknown) => e);
    expect(erreur).toMatchObject({ code });
    expect(inspect(erreur)).not.toContain('script');
  });

  test('sans demande en attente dans ce navigateur, rien n’est échangé', async () => {
    const psc = creerFournisseurPsc(hostile.psc);
    const retour = new URL(`${hostile.psc.redirectUri.href}?code=un-code&state=vole`);
    await expect(psc.terminer(retour, undefined)).rejects.toMatchObject({ code: 'psc.attente_absente' });
    expect(hostile.recus).toEqual([]);
  });

  test('une demande de plus de dix minutes est refusée', async () => {
    const horloge = horlogeReglable(new Date());
    const psc = creerFournisseurPsc({ ...hostile.psc, horloge });
    const { attente } = await psc.demarrer();
    horloge.avancer(10 * 60_000 + 1);
    const retour = new URL(`${hostile.psc.redirectUri.href}?code=un-code&state=${attente.etat}`);
    await expect(psc.terminer(retour, attente)).rejects.toMatchObject({ code: 'psc.attente_expiree' });
  });

  test('l’hôte de l’adresse de retour n’est jamais cru : l’échange annonce notre adresse enregistrée', async () => {
    const psc = creerFournisseurPsc(hostile.psc);
    const { attente } = await psc.demarrer();
    hostile.demande = attente;
    await psc.terminer(new URL(`https://pirate.invalid/voler?code=un-code&state=${attente.etat}`), attente);
    const corps = new URLSearchParams(hostile.recus.find((r) => r.chemin.endsWith('/token'))?.corps);
    expect(corps.get('redirect_uri')).toBe(hostile.psc.redirectUri.href);
    expect(corps.get('code_verifier')).toBe(attente.verifieur);
  });
});

describe('jeton d’identité', () => {
  test.each<[string, string, Hostilite]>([
    ['nonce d’une autre connexion', 'psc.nonce_altere', { jeton: (c) => ({ ...c, nonce: 'autre' }) }],
    ['nonce absent', 'psc.reponse_illisible', { jeton: (c) => ({ ...c, nonce: undefined }) }],
    ['niveau absent', 'psc.niveau_insuffisant', { jeton: (c) => ({ ...c, acr: undefined }) }],
    ['niveau inférieur', 'psc.niveau_insuffisant', { jeton: (c) => ({ ...c, acr: 'eidas0' }) }],
    ['niveau en liste', 'psc.niveau_insuffisant', { jeton: (c) => ({ ...c, acr: ['eidas1'] }) }],
    ['autre émetteur', 'psc.emetteur_inattendu', { jeton: (c) => ({ ...c, iss: 'https://autre.invalid' }) }],
    ['autre destinataire', 'psc.destinataire_inattendu', { jeton: (c) => ({ ...c, aud: 'autre-logiciel' }) }],
    [
      'destinataires multiples sans azp',
      'psc.destinataire_inattendu',
      { jeton: (c) => ({ ...c, aud: ['cordee', 'autre'] }) },
    ],
    [
      'azp d’un autre',
      'psc.destinataire_inattendu',
      { jeton: (c) => ({ ...c, aud: ['cordee', 'autre'], azp: 'autre' }) },
    ],
    ['expiré depuis cinq minutes', 'psc.jeton_expire', { jeton: (c) => ({ ...c, exp: maintenantS() - 300 }) }],
    ['émis dans cinq minutes', 'psc.jeton_anticipe', { jeton: (c) => ({ ...c, iat: maintenantS() + 300 }) }],
    ['valable dans cinq minutes', 'psc.jeton_anticipe', { jeton: (c) => ({ ...c, nbf: maintenantS() + 300 }) }],
    ['sujet absent', 'psc.reponse_illisible', { jeton: (c) => ({ ...c, sub: undefined }) }],
    ['sans signature (alg none)', 'psc.algorithme_refuse', { signer: signatures.aucune }],
    ['HS256 avec la clé publique', 'psc.algorithme_refuse', { signer: signatures.hs256ClePublique }],
    ['clé étrangère', 'psc.signature_invalide', { signer: signatures.cleEtrangere }],
    ['contenu modifié après signature', 'psc.signature_invalide', { signer: signatures.alteree }],
    ['clé inconnue du trousseau', 'psc.signature_invalide', { entete: { kid: 'inconnu' } }],
    ['extension critique inconnue', 'psc.algorithme_refuse', { entete: { crit: ['b64'], b64: false } }],
    ['absent de la réponse', 'psc.reponse_illisible', { sansJeton: true }],
    ['réponse qui n’est pas du JSON', 'psc.reponse_illisible', { corpsJeton: '<html>' }],
  ])('%s : refusé', async (_cas, code, hostilite) => {
    await expect(connecter(hostilite)).rejects.toMatchObject({ code, name: 'Refus' });
    expect(hostile.recus.some((r) => r.chemin.endsWith('/userinfo'))).toBe(false);
  });

  test('un décalage d’horloge de quarante secondes est toléré', async () => {
    const jeton = (c: Record<string, unknown>) => ({ ...c, iat: maintenantS() + 40, exp: maintenantS() + 340 });
    expect((await connecter({ jeton })).acr).toBe('eidas1');
  });

  const admis = { amrAdmis: ['cps', 'ecps'] };

  test('un moyen de connexion admis est accepté', async () => {
    const jeton = (c: Record<string, unknown>) => ({ ...c, amr: ['cps'] });
    expect((await connecter({ jeton }, undefined, admis)).idnps).toBe('899700000001');
  });

  test.each([[['cps', 'sms']], [[]], [undefined], ['cps']])(
    'un moyen de connexion inconnu ou absent (%j) est refusé',
    async (amr) => {
      const issue = connecter({ jeton: (c) => ({ ...c, amr }) }, undefined, admis);
      await expect(issue).rejects.toMatchObject({ code: 'psc.moyen_inconnu' });
    },
  );

  test('une confirmation d’identité trop ancienne est refusée', async () => {
    hostile.hostilite = { jeton: (c) => ({ ...c, auth_time: maintenantS() - 3600 }) };
    const psc = creerFournisseurPsc(hostile.psc);
    const { attente } = await psc.demarrer({ reauthentifier: true });
    hostile.demande = attente;
    const retour = new URL(`${hostile.psc.redirectUri.href}?code=un-code&state=${attente.etat}`);
    await expect(psc.terminer(retour, attente)).rejects.toMatchObject({ code: 'psc.authentification_ancienne' });
  });
});

describe('profil', () => {
  test('un profil signé est lu même si la découverte n’annonce pas sa signature', async () => {
    const decouverte = (d: object) => ({ ...d, userinfo_signing_alg_values_supported: undefined });
    expect((await connecter({ decouverte, profilSigne: signatures.bonne })).idnps).toBe('899700000001');
  });

  test.each<[string, string, Hostilite]>([
    ['d’une autre personne', 'psc.sujet_different', { profil: (p) => ({ ...p, sub: 'f:autre:899700000002' }) }],
    [
      'aux deux clés différentes',
      'psc.identite_incoherente',
      { profil: (p) => ({ ...p, preferred_username: '899700000002' }) },
    ],
    [
      'au RPPS d’un autre',
      'psc.identite_incoherente',
      { profil: (p) => ({ ...p, otherIds: [{ identifiant: '899700000002', origine: 'RPPS' }] }) },
    ],
    ['sans clé', 'psc.identite_illisible', { profil: (p) => ({ ...p, SubjectNameID: '', preferred_username: '' }) }],
    ['refusé par le fournisseur', 'psc.profil_refuse', { statutProfil: 401 }],
    ['indisponible', 'psc.reponse_illisible', { statutProfil: 500 }],
    ['signé par une clé étrangère', 'psc.signature_invalide', { profilSigne: signatures.cleEtrangere }],
    ['signé sans signature', 'psc.algorithme_refuse', { profilSigne: signatures.aucune }],
    ['signé en HS256 avec la clé publique', 'psc.algorithme_refuse', { profilSigne: signatures.hs256ClePublique }],
    [
      'signé pour un autre logiciel',
      'psc.destinataire_inattendu',
      { profilSigne: signatures.bonne, profil: (p) => ({ ...p, aud: 'autre' }) },
    ],
  ])('%s : refusé', async (_cas, code, hostilite) => {
    await expect(connecter(hostilite)).rejects.toMatchObject({ code, name: 'Refus' });
  });
});

describe('découverte', () => {
  test.each<[string, (d: Record<string, unknown>) => Record<string, unknown>]>([
    ['autre émetteur', (d) => ({ ...d, issuer: 'https://autre.invalid' })],
    ['échange détourné', (d) => ({ ...d, token_endpoint: 'https://pirate.invalid/token' })],
    ['clés détournées', (d) => ({ ...d, jwks_uri: 'https://pirate.invalid/certs' })],
    ['profil détourné', (d) => ({ ...d, userinfo_endpoint: 'https://pirate.invalid/userinfo' })],
    ['page de connexion en javascript', (d) => ({ ...d, authorization_endpoint: 'javascript:alert(1)' })],
  ])('%s : aucune connexion n’est proposée', async (_cas, decouverte) => {
    await expect(connecter({ decouverte })).rejects.toMatchObject({ code: 'psc.decouverte_invalide' });
  });

  test('en production, une adresse sans chiffrement est refusée', async () => {
    const psc = creerFournisseurPsc({ ...hostile.psc, environnement: 'production' });
    await expect(psc.demarrer()).rejects.toMatchObject({ code: 'psc.decouverte_invalide' });
    expect(hostile.recus).toEqual([]);
  });

  test('un fournisseur muet ne bloque pas la plateforme, et la tentative suivante réussit', async () => {
    const psc = creerFournisseurPsc({
      ...hostile.psc,
      requete: (url, init) =>
        muet
          ? Promise.reject(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }))
          : hostile.psc.requete(url, init),
    });
    let muet = true;
    await expect(psc.demarrer()).rejects.toMatchObject({ code: 'psc.service_injoignable', statut: 503 });
    muet = false;
    expect((await psc.demarrer()).url.pathname).toBe('/auth/realms/essai/auth');
  });
});
