import { beforeEach, describe, expect, test } from 'vitest';
import { configurerPasskeys } from './modele.ts';
import { optionsConnexion, optionsInscription, verifierConnexion, verifierInscription } from './passkey.ts';
import { unAppareil, unMonde } from './testing.ts';
import type { Appareil, Monde, Travers } from './testing.ts';

const compte = { id: '0195-compte-rose', libelle: 'Rose Exemple' };
let monde: Monde;
let appareil: Appareil;

beforeEach(() => {
  monde = unMonde();
  appareil = unAppareil();
});

async function inscrire(travers: Travers = {}, cle = appareil, pour = compte) {
  const { defiId, options } = await optionsInscription(monde, pour);
  return verifierInscription(monde, {
    defiId,
    compteId: pour.id,
    reponse: cle.inscrire(options, travers),
    nom: 'Téléphone',
  });
}

async function connecter(travers: Travers = {}, cle = appareil, compteId?: string) {
  const { defiId, options } = await optionsConnexion(monde, compteId);
  return verifierConnexion(monde, { defiId, reponse: cle.connecter(options, travers) });
}

describe('enregistrer une clé d’accès', () => {
  test('une clé enregistrée permet ensuite de se connecter sans rien saisir', async () => {
    const cle = await inscrire();
    expect(cle).toMatchObject({ compteId: compte.id, nom: 'Téléphone', transports: ['internal'], sauvegardee: false });
    const { options } = await optionsConnexion(monde);
    expect(options).toMatchObject({ rpId: 'cordee.invalid', userVerification: 'required' });
    expect(options.allowCredentials).toBeUndefined();
    expect(await connecter()).toEqual({ compteId: compte.id, credentialId: appareil.credentialId });
    expect(monde.enMemoire.cles.get(appareil.credentialId)?.utiliseeLe).toEqual(monde.horloge.maintenant());
  });

  test('la demande exige une clé gardée par l’appareil, la vérification de la personne, et exclut les clés connues', async () => {
    await inscrire();
    const { options } = await optionsInscription(monde, compte);
    expect(options).toMatchObject({
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ id: appareil.credentialId }],
    });
  });

  test.each<[string, string, Travers]>([
    ['donnée à un autre site', 'passkey.mauvais_site', { origine: 'https://cordee-securite.invalid' }],
    ['donnée à un sous-domaine', 'passkey.mauvais_site', { origine: 'https://pirate.cordee.invalid' }],
    ['destinée à un autre nom de site', 'passkey.mauvais_site', { rpId: 'autre.invalid' }],
    ['donnée dans le cadre d’un autre site', 'passkey.mauvais_site', { crossOrigin: true }],
    ['à une autre question', 'passkey.defi_different', { defi: 'YXV0cmU' }],
    ['de connexion', 'passkey.defi_different', { type: 'webauthn.get' }],
    ['sans vérification de la personne', 'passkey.personne_non_verifiee', { sansVerification: true }],
    ['avec un certificat de marque', 'passkey.attestation_refusee', { format: 'packed', certificat: true }],
    ['d’un format inconnu', 'passkey.attestation_refusee', { format: 'tpm' }],
    ['dont la preuve propre est fausse', 'passkey.reponse_illisible', { format: 'packed' }],
  ])('une réponse %s est refusée', async (_cas, code, travers) => {
    await expect(inscrire(travers)).rejects.toMatchObject({ code, name: 'Refus' });
    expect(monde.enMemoire.cles.size).toBe(0);
  });

  test.each([
    undefined,
    null,
    'x',
    {},
    { id: 'a', rawId: 'a', type: 'public-key', response: { clientDataJSON: 'e30', attestationObject: 'AA' } },
  ])('une réponse malformée est refusée (%#)', async (reponse) => {
    const { defiId } = await optionsInscription(monde, compte);
    const code = expect.stringMatching(/^passkey\.(reponse_illisible|defi_different)$/);
    await expect(verifierInscription(monde, { defiId, compteId: compte.id, reponse, nom: '' })).rejects.toMatchObject({
      code,
    });
  });

  test('une question ne sert qu’une fois, et cinq minutes au plus', async () => {
    const { defiId, options } = await optionsInscription(monde, compte);
    const reponse = appareil.inscrire(options);
    await verifierInscription(monde, { defiId, compteId: compte.id, reponse, nom: '' });
    const demande = { defiId, compteId: compte.id, reponse, nom: '' };
    await expect(verifierInscription(monde, demande)).rejects.toMatchObject({ code: 'passkey.defi_expire' });
    const tardive = await optionsInscription(monde, compte);
    monde.horloge.avancer(5 * 60_000);
    await expect(verifierInscription(monde, { ...demande, defiId: tardive.defiId })).rejects.toMatchObject({
      code: 'passkey.defi_expire',
    });
  });

  test('une clé déjà enregistrée, même par un autre, est refusée', async () => {
    await inscrire();
    const autre = { id: '0195-compte-ali', libelle: 'Ali Exemple' };
    await expect(inscrire({}, appareil, autre)).rejects.toMatchObject({ code: 'passkey.deja_enregistree' });
    expect(monde.enMemoire.cles.get(appareil.credentialId)?.compteId).toBe(compte.id);
  });

  test('la question posée à une personne ne peut pas enregistrer la clé d’une autre', async () => {
    const { defiId, options } = await optionsInscription(monde, compte);
    const demande = { defiId, compteId: '0195-compte-ali', reponse: appareil.inscrire(options), nom: '' };
    await expect(verifierInscription(monde, demande)).rejects.toMatchObject({ code: 'passkey.autre_compte' });
  });

  test('une onzième clé est refusée', async () => {
    for (let i = 0; i < 10; i += 1) await inscrire({}, unAppareil());
    await expect(inscrire({}, unAppareil())).rejects.toMatchObject({ code: 'passkey.trop_de_cles' });
  });
});

describe('se connecter avec une clé d’accès', () => {
  beforeEach(() => inscrire());

  test.each<[string, string, Travers]>([
    ['donnée à un site imitateur', 'passkey.mauvais_site', { origine: 'https://c0rdee.invalid' }],
    ['destinée à un autre nom de site', 'passkey.mauvais_site', { rpId: 'autre.invalid' }],
    ['à une autre question', 'passkey.defi_different', { defi: 'YXV0cmU' }],
    ['d’enregistrement', 'passkey.defi_different', { type: 'webauthn.create' }],
    ['sans vérification de la personne', 'passkey.personne_non_verifiee', { sansVerification: true }],
    ['à la signature fausse', 'passkey.signature_invalide', { signatureFausse: true }],
    [
      'au nom d’un autre compte',
      'passkey.autre_compte',
      { userHandle: Buffer.from('0195-compte-ali').toString('base64url') },
    ],
    ['qui ne dit pas quel compte', 'passkey.autre_compte', { userHandle: null }],
    ['dont le compteur stagne', 'passkey.compteur_recule', { compteur: 1 }],
    ['dont le compteur revient à zéro', 'passkey.compteur_recule', { compteur: 0 }],
  ])('une réponse %s est refusée', async (_cas, code, travers) => {
    await expect(connecter(travers)).rejects.toMatchObject({ code, name: 'Refus' });
    expect(monde.enMemoire.cles.get(appareil.credentialId)).toMatchObject({ compteur: 1, utiliseeLe: undefined });
  });

  test('une clé copiée se trahit : après l’originale, la copie au compteur en retard est refusée', async () => {
    await connecter({ compteur: 50 });
    await expect(connecter({ compteur: 20 })).rejects.toMatchObject({ code: 'passkey.compteur_recule' });
    expect(await connecter({ compteur: 51 })).toMatchObject({ compteId: compte.id });
  });

  test('une clé gardée dans un compte en ligne, au compteur toujours nul, reste acceptée', async () => {
    const telephone = unAppareil(undefined, true);
    await inscrire({}, telephone);
    for (let i = 0; i < 3; i += 1) expect(await connecter({}, telephone)).toMatchObject({ compteId: compte.id });
  });

  test('deux connexions simultanées avec le même compteur : une seule passe', async () => {
    const questions = [await optionsConnexion(monde), await optionsConnexion(monde)];
    const issues = await Promise.allSettled(
      questions.map(({ defiId, options }) =>
        verifierConnexion(monde, { defiId, reponse: appareil.connecter(options, { compteur: 9 }) }),
      ),
    );
    expect(issues.map((i) => i.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('une réponse rejouée est refusée', async () => {
    const { defiId, options } = await optionsConnexion(monde);
    const reponse = appareil.connecter(options);
    await verifierConnexion(monde, { defiId, reponse });
    await expect(verifierConnexion(monde, { defiId, reponse })).rejects.toMatchObject({ code: 'passkey.defi_expire' });
  });

  test('une mauvaise réponse consomme la question : pas de seconde tentative', async () => {
    const { defiId, options } = await optionsConnexion(monde);
    await expect(verifierConnexion(monde, { defiId, reponse: {} })).rejects.toMatchObject({
      code: 'passkey.reponse_illisible',
    });
    await expect(verifierConnexion(monde, { defiId, reponse: appareil.connecter(options) })).rejects.toMatchObject({
      code: 'passkey.defi_expire',
    });
  });

  test('une clé jamais enregistrée ici est refusée', async () => {
    const etranger = unAppareil();
    etranger.inscrire({ challenge: 'AA', user: { id: Buffer.from(compte.id).toString('base64url') } });
    await expect(connecter({}, etranger)).rejects.toMatchObject({ code: 'passkey.cle_inconnue' });
  });

  test('une question d’enregistrement ne sert pas à se connecter', async () => {
    const { defiId, options } = await optionsInscription(monde, compte);
    await expect(verifierConnexion(monde, { defiId, reponse: appareil.connecter(options) })).rejects.toMatchObject({
      code: 'passkey.defi_different',
    });
  });

  test('avant un acte sensible, seule une clé du compte confirme', async () => {
    const autre = unAppareil();
    await inscrire({}, autre, { id: '0195-compte-ali', libelle: 'Ali Exemple' });
    const { options } = await optionsConnexion(monde, compte.id);
    expect(options.allowCredentials?.map((c) => c.id)).toEqual([appareil.credentialId]);
    expect(await connecter({ userHandle: null }, appareil, compte.id)).toMatchObject({ compteId: compte.id });
    await expect(connecter({}, autre, compte.id)).rejects.toMatchObject({ code: 'passkey.autre_compte' });
    await expect(optionsConnexion(monde, 'sans-cle')).rejects.toMatchObject({ code: 'passkey.cle_inconnue' });
  });
});

describe('adresse publique du site', () => {
  test.each([
    ['https://cordee.invalid', 'cordee.invalid'],
    ['https://cordee.invalid:8443', 'cordee.invalid'],
    ['http://localhost:3000', 'localhost'],
  ])('%s convient', (origine, rpId) => {
    expect(configurerPasskeys(origine, 'Cordée')).toEqual({ rpId, nomDuSite: 'Cordée', origines: [origine] });
  });

  test.each(['http://127.0.0.1:3000', 'https://192.0.2.1', 'http://[::1]:3000', 'http://cordee.invalid'])(
    '%s ne convient pas',
    (origine) => {
      expect(() => configurerPasskeys(origine, 'Cordée')).toThrow(RangeError);
    },
  );
});
