import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listeDesSorties, requeteParSortie, type TlsDeSortie } from '#lib/sorties/index.ts';
import { SORTIES_LOCALES } from '#lib/sorties/testing.ts';
import { creerFournisseurPsc } from './fournisseur.ts';
import {
  choisirAuSimulateur,
  creerNavigateur,
  monterSimulateur,
  unPersona,
  type MontageSimulateur,
} from './testing.ts';
import { ouvrirAutorite, sansOpenssl, type PaireDeTest } from '#lib/sorties/testing-certificats.ts';

describe.skipIf(sansOpenssl !== undefined)(`Pro Santé Connect par certificat ${sansOpenssl ?? ''}`, () => {
  const dossier = mkdtempSync(path.join(tmpdir(), 'psc-tls-'));
  let serveur: ReturnType<typeof ouvrirAutorite>;
  let nous: ReturnType<typeof ouvrirAutorite>;
  let cordee: PaireDeTest;
  let montage: MontageSimulateur;

  beforeAll(async () => {
    [serveur, nous] = [ouvrirAutorite(dossier, 'service'), ouvrirAutorite(dossier, 'igc')];
    cordee = nous.signer('cordee');
    montage = await monter(true);
  });
  afterAll(async () => {
    await montage[Symbol.asyncDispose]();
    rmSync(dossier, { recursive: true });
  });

  const requete = (tls: TlsDeSortie) => requeteParSortie(SORTIES_LOCALES, { autorites: serveur.certificat, ...tls });
  const navigateur = () => creerNavigateur(requete(cordee));

  /** `tolerant`: the connection is made whatever the certificate, and the service judges it; else the connection itself refuses. */
  function monter(tolerant: boolean, presente = serveur.signer('psc')): Promise<MontageSimulateur> {
    const demande = { ca: nous.certificat, requestCert: true, rejectUnauthorized: !tolerant };
    return monterSimulateur({
      personas: [unPersona()],
      tls: {
        serveur: { cert: presente.certificat, key: presente.cle, ...demande },
        sujet: 'CN=cordee',
        requete: requete(cordee),
      },
    });
  }

  async function entrer(m: MontageSimulateur, tls?: TlsDeSortie) {
    const psc = creerFournisseurPsc(tls === undefined ? m.psc : { ...m.psc, requete: requete(tls) });
    const { url, attente } = await psc.demarrer();
    const retour = await choisirAuSimulateur(navigateur(), url, m.psc, { persona: 'medecin-essai' });
    return psc.terminer(retour, attente);
  }

  test('avec notre certificat et sans aucun secret, un médecin entre', async () => {
    expect(montage.psc.secret).toBeUndefined();
    expect(await entrer(montage)).toMatchObject({ idnps: '899700000001', acr: 'eidas1' });
  });

  test('la confirmation par le téléphone présente aussi le certificat', async () => {
    const { telephone } = creerFournisseurPsc({ ...montage.psc, telephone: true });
    const demande = await telephone?.demander('899700000001', 'AB-12');
    expect(demande?.requete).toBeDefined();
    expect(await telephone?.interroger(demande?.requete ?? '')).toBe('attente');
    const { telephone: sans } = creerFournisseurPsc({ ...montage.psc, telephone: true, requete: requete({}) });
    await expect(sans?.demander('899700000001', 'AB-12')).rejects.toMatchObject({ code: 'psc.client_refuse' });
  });

  test.each([
    ['sans certificat', () => ({})],
    ['avec un certificat d’une autre autorité', () => serveur.signer('cordee')],
    ['avec un certificat expiré', () => nous.signer('cordee', -1)],
    ['avec le certificat de quelqu’un d’autre, de la bonne autorité', () => nous.signer('voisin')],
  ])('%s, le service ne nous reconnaît pas', async (_cas, tls) => {
    await expect(entrer(montage, tls())).rejects.toMatchObject({ code: 'psc.client_refuse' });
  });

  test('un service qui coupe la connexion sans certificat est « injoignable », et la connexion se propose plus tard', async () => {
    await using strict = await monter(false);
    expect(await entrer(strict)).toMatchObject({ idnps: '899700000001' });
    for (const tls of [{}, nous.signer('cordee', -1), serveur.signer('cordee')]) {
      const psc = creerFournisseurPsc({ ...strict.psc, requete: requete(tls) });
      await expect(psc.demarrer()).rejects.toMatchObject({ code: 'psc.service_injoignable', statut: 503 });
    }
  });

  test('nous ne parlons pas à un service dont le certificat est d’une autorité inconnue, ou expiré', async () => {
    const inconnu = { autorites: nous.certificat };
    const mefiant = creerFournisseurPsc({ ...montage.psc, requete: requete({ ...cordee, ...inconnu }) });
    await expect(mefiant.demarrer()).rejects.toMatchObject({ code: 'psc.service_injoignable' });
    await using perime = await monter(true, serveur.signer('psc', -1));
    await expect(creerFournisseurPsc(perime.psc).demarrer()).rejects.toMatchObject({
      code: 'psc.service_injoignable',
    });
  });

  test('une adresse annoncée hors de la liste des sorties n’est jamais appelée', async () => {
    const ailleurs = listeDesSorties(['127.0.0.1:1']);
    const psc = creerFournisseurPsc({ ...montage.psc, requete: requeteParSortie(ailleurs, cordee) });
    await expect(psc.demarrer()).rejects.toMatchObject({ code: 'psc.decouverte_invalide' });
  });
});
