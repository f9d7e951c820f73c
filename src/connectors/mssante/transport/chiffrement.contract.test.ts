import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MessageAEnvoyer } from '../boite.ts';
import { ouvrirBoite } from '../client-reel.ts';
import type { ConfigBoite, Securite } from '../config.ts';
import { fabriquerCertificat, sansCertificat, type Certificat } from '../contrat/certificat.ts';
import { demarrerSimulateur, type Simulateur } from '../simulateur/simulateur.ts';

const CELLULE = 'cellule@coordination.essai.invalid';
const empechement = sansCertificat();

const MESSAGE: MessageAEnvoyer = {
  messageId: '<m1@cordee.essai.invalid>',
  de: { adresse: CELLULE, nom: '' },
  a: [{ adresse: CELLULE, nom: '' }],
  sujet: 'Demande',
  texte: 'Bonjour',
  references: [],
  entetes: {},
  piecesJointes: [],
};

async function simuler(certificat: Certificat | undefined, securite: Securite): Promise<Simulateur> {
  return demarrerSimulateur({
    domaines: [{ nom: 'coordination.essai.invalid', boites: 'liste' }],
    boites: [{ adresse: CELLULE, nom: 'Cellule', role: 'Coordination' }],
    securite,
    ...(certificat === undefined ? {} : { certificat }),
  });
}

async function essayer(config: ConfigBoite): Promise<{ envoi: unknown; releve: unknown }> {
  const boite = ouvrirBoite(config);
  const [envoi, releve] = await Promise.allSettled([boite.envoyer(MESSAGE), boite.relever(undefined)]);
  await boite.fermer();
  return {
    envoi: envoi.status === 'rejected' ? envoi.reason : 'fait',
    releve: releve.status === 'rejected' ? releve.reason : 'fait',
  };
}

describe.skipIf(empechement !== undefined)(`chiffrement, joué sauf empêchement : ${empechement ?? 'aucun'}`, () => {
  let dossier: string;
  let bon: Certificat;
  let etranger: Certificat;
  let autreNom: Certificat;

  beforeAll(() => {
    dossier = mkdtempSync(join(tmpdir(), 'cordee-tls-'));
    bon = fabriquerCertificat(dossier, 'simulateur.invalid');
    etranger = fabriquerCertificat(dossier, 'etranger.invalid');
    autreNom = fabriquerCertificat(dossier, 'autre-nom.invalid');
  });

  afterAll(() => rmSync(dossier, { recursive: true, force: true }));

  test.each(['tls', 'starttls'] as const)('en %s, le message part et la boîte se relève', async (securite) => {
    const simulateur = await simuler(bon, securite);
    expect(await essayer(simulateur.configPour(CELLULE))).toEqual({ envoi: 'fait', releve: 'fait' });
    await simulateur.arreter();
  });

  test.each(['tls', 'starttls'] as const)(
    'en %s, un certificat d’une autorité inconnue est refusé avant tout secret',
    async (securite) => {
      const simulateur = await simuler(bon, securite);
      const { envoi, releve } = await essayer({ ...simulateur.configPour(CELLULE), ca: etranger.certificat });
      expect(envoi).toMatchObject({ nature: 'certificat' });
      expect(releve).toMatchObject({ nature: 'certificat' });
      await simulateur.arreter();
    },
  );

  test('un certificat reconnu mais d’un autre nom est refusé', async () => {
    const simulateur = await simuler(autreNom, 'tls');
    const { envoi, releve } = await essayer(simulateur.configPour(CELLULE));
    expect(envoi).toMatchObject({ nature: 'certificat', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    expect(releve).toMatchObject({ nature: 'certificat', code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    await simulateur.arreter();
  });

  test('un opérateur qui ne propose pas STARTTLS ne reçoit jamais le secret en clair', async () => {
    const simulateur = await simuler(undefined, 'aucune-essai');
    const clair = simulateur.configPour(CELLULE);
    const { envoi, releve } = await essayer({
      ...clair,
      smtp: { ...clair.smtp, securite: 'starttls' },
      imap: { ...clair.imap, securite: 'starttls' },
    });
    expect(envoi).toMatchObject({ nature: 'panne-temporaire' });
    expect(releve).toMatchObject({ nature: 'panne-temporaire' });
    await simulateur.arreter();
  });
});

describe('réglages dangereux', () => {
  const sur: ConfigBoite = {
    adresse: CELLULE,
    identifiant: CELLULE,
    secret: 'x',
    smtp: { hote: 'smtp.operateur.invalid', port: 587, securite: 'starttls' },
    imap: { hote: 'imap.operateur.invalid', port: 993, securite: 'tls' },
  };

  test.each([
    ['SMTP en clair vers une autre machine', { ...sur, smtp: { ...sur.smtp, securite: 'aucune-essai' } }],
    ['IMAP en clair vers une autre machine', { ...sur, imap: { ...sur.imap, securite: 'aucune-essai' } }],
    [
      'en clair vers un nom qui commence comme une adresse locale',
      { ...sur, smtp: { hote: '127.0.0.1.hostile.invalid', port: 25, securite: 'aucune-essai' } },
    ],
    ['port absurde', { ...sur, imap: { ...sur.imap, port: 0 } }],
  ] satisfies [string, ConfigBoite][])('%s : refusé à l’ouverture', (_quoi, config) => {
    expect(() => ouvrirBoite(config)).toThrow(expect.objectContaining({ nature: 'configuration' }));
  });

  test('sans secret ni jeton : refusé à l’ouverture', () => {
    const { secret: _retire, ...sans } = sur;
    expect(() => ouvrirBoite(sans)).toThrow(expect.objectContaining({ nature: 'configuration' }));
  });
});
