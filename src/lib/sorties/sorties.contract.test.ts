import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { jugerCertificat, listeDesSorties, requeteParSortie, SortieRefusee } from './index.ts';
import { SORTIES_LOCALES } from './testing.ts';
import { ouvrirAutorite, sansOpenssl } from './testing-certificats.ts';

test('hors de la liste, rien n’est ouvert ; une redirection n’est pas suivie', async () => {
  let recus = 0;
  const serveur = createServer((_req, res) => {
    recus += 1;
    res.writeHead(302, { location: 'http://ailleurs.invalid/', 'set-cookie': ['a=1', 'b=2'] }).end();
  });
  await new Promise<void>((pret) => {
    serveur.listen(0, '127.0.0.1', pret);
  });
  const adresse = serveur.address();
  const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
  const ici = `http://127.0.0.1:${port}/`;
  await expect(requeteParSortie(listeDesSorties(['autre.fr']))(ici, {})).rejects.toBeInstanceOf(SortieRefusee);
  expect(recus).toBe(0);
  const reponse = await requeteParSortie(SORTIES_LOCALES)(ici, {});
  expect([reponse.status, reponse.headers.get('location'), reponse.headers.getSetCookie()]).toEqual([
    302,
    'http://ailleurs.invalid/',
    ['a=1', 'b=2'],
  ]);
  expect(recus).toBe(1);
  serveur.close();
  serveur.closeAllConnections();
  await expect(requeteParSortie(SORTIES_LOCALES)(ici, {})).rejects.toMatchObject({ name: 'TypeError' });
});

describe.skipIf(sansOpenssl !== undefined)(`Le certificat d’un partenaire ${sansOpenssl ?? ''}`, () => {
  const dossier = mkdtempSync(path.join(tmpdir(), 'sorties-'));
  afterAll(() => rmSync(dossier, { recursive: true }));

  test('il sert s’il se lit, s’il est en cours, et si la clé est la sienne ; sinon la phrase dit quoi faire', () => {
    const autorite = ouvrirAutorite(dossier, 'igc');
    const [bonne, autre, passee] = [autorite.signer('cordee'), autorite.signer('autre'), autorite.signer('passe', -1)];
    const maintenant = new Date();
    expect(jugerCertificat(bonne, maintenant)).toBeUndefined();
    expect(jugerCertificat({ ...bonne, cle: autre.cle }, maintenant)).toMatch(/pas celle du certificat/);
    expect(jugerCertificat({ ...bonne, certificat: undefined }, maintenant)).toMatch(/ne se lit pas/);
    expect(jugerCertificat({ ...bonne, cle: undefined }, maintenant)).toMatch(/clé du certificat ne se lit pas/);
    expect(jugerCertificat({ ...bonne, certificat: 'x' }, maintenant)).toMatch(/pas un certificat PEM/);
    expect(jugerCertificat({ ...bonne, cle: bonne.certificat }, maintenant)).toMatch(/pas une clé privée/);
    expect(jugerCertificat(passee, maintenant)).toMatch(/a expiré le/);
    expect(jugerCertificat(bonne, new Date(maintenant.getTime() + 3 * 86_400_000))).toMatch(/a expiré le/);
    expect(jugerCertificat(bonne, new Date(maintenant.getTime() - 3 * 86_400_000))).toMatch(/ne vaut qu’à partir du/);
  });

  test('une clé protégée par un mot de passe n’est pas lisible au démarrage, et la phrase ne montre rien du fichier', () => {
    const { certificat } = ouvrirAutorite(dossier, 'igc2').signer('cordee');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const cle = privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' })
      .toString();
    const phrase = jugerCertificat({ certificat, cle }, new Date());
    expect(phrase).toMatch(/sans mot de passe/);
    expect(phrase).not.toMatch(/BEGIN|[A-Za-z0-9+/]{30}/);
  });
});
