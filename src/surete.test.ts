import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lireConfig, VARIABLES, VARIABLES_CONNUES, type Config } from './config.ts';
import { jugerLaBase, type EtatDeLaBase } from './surete-base.ts';
import { jugerLaConfiguration, secretsDe, type FichierDeCle, type Terrain } from './surete-config.ts';

const boite = (secret: string, hote = 'smtp.operateur.fr', adresse = 'dac@dac.mssante.fr') =>
  JSON.stringify([
    {
      adresse,
      smtp: { hote, port: 465, securite: 'tls' },
      imap: { hote: 'imap.operateur.fr', port: 993, securite: 'tls' },
      identifiant: 'dac',
      secret,
    },
  ]);

/** A real house that may start: every case below spoils one thing in it. */
const SAINE = {
  CORDEE_PROFIL: 'territoire',
  DATABASE_URL: 'postgres://cordee:zQ8vTr2mXw5LpK9d@base.interne.fr/cordee?sslmode=verify-full',
  CORDEE_ORIGINE: 'https://cordee.pays-dorsene.fr',
  CORDEE_CLE_MAITRE: '/etc/cordee/cle-maitre',
  CORDEE_CLE_SCEAU: '/etc/cordee/sceau.pem',
  CORDEE_DESTINATAIRE: `cordee-destinataire:1:${'x'.repeat(43)}`,
  CORDEE_BOITES: boite('mP4kWq7sVb2nXz9t'),
  CORDEE_ANTIVIRUS: 'unix:/run/clamav/clamd.ctl',
};

const fichier = (variable: FichierDeCle['variable'], chemin: string | undefined, mode = 0o600): FichierDeCle => ({
  variable,
  chemin,
  mode,
});

const FICHIERS = [
  fichier('CORDEE_CLE_MAITRE', '/etc/cordee/cle-maitre'),
  fichier('CORDEE_CLE_SCEAU', '/etc/cordee/sceau.pem'),
];

const terrain = (env: Record<string, string | undefined>, autre: Partial<Terrain>): Terrain => ({
  env,
  connues: VARIABLES_CONNUES,
  fichiers: FICHIERS,
  certificats: [],
  maintenant: new Date('2026-11-28T12:00:00Z'),
  dossierDonnees: '/var/lib/cordee',
  dossierWeb: '/opt/cordee/web-construit',
  uid: 1000,
  argumentsDeNode: [],
  ...autre,
});

function juger(env: Record<string, string | undefined>, autre: Partial<Terrain> = {}): readonly string[] {
  let config: Config;
  try {
    config = lireConfig(env);
  } catch (erreur) {
    return [erreur instanceof Error ? erreur.message : ''];
  }
  return jugerLaConfiguration(config, terrain(env, autre));
}

const PSC = { CORDEE_PSC: 'production', CORDEE_PSC_CLIENT: 'c', CORDEE_PSC_SECRET: 'kR7pTq2wZm9xVb4n' };
const PAR_CERTIFICAT = { CORDEE_PSC_CERTIFICAT: '/etc/cordee/psc.pem', CORDEE_PSC_CLE: '/etc/cordee/psc.cle.pem' };
const base = (partie: string): string => `postgres://cordee:${partie}`;
const CAS: readonly (readonly [string, Record<string, string | undefined>, RegExp, Partial<Terrain>?])[] = [
  ['base embarquée hors essai', { DATABASE_URL: undefined }, /seul à embarquer sa base/],
  ['base sans mot de passe', { DATABASE_URL: 'postgres://cordee@localhost/c' }, /n’a pas de mot de passe/],
  ['mot de passe d’usine', { DATABASE_URL: base('postgres@localhost/c') }, /faible ou d’usine/],
  ['mot de passe répété', { DATABASE_URL: base('aaaaaaaaaaaaaaaaaaaa@localhost/c') }, /faible ou d’usine/],
  ['base distante en clair', { DATABASE_URL: base('zQ8vTr2mXw5LpK9d@base.fr/c') }, /sslmode=verify-full/],
  [
    'base distante sans vérifier',
    { DATABASE_URL: base('zQ8vTr2mXw5LpK9d@base.fr/c?sslmode=no-verify') },
    /verify-full/,
  ],
  [
    'base distante, chiffrement « si possible »',
    { DATABASE_URL: base('zQ8vTr2mXw5LpK9d@b.fr/c?sslmode=prefer') },
    /verify-full/,
  ],
  ['antivirus oublié', { CORDEE_ANTIVIRUS: undefined }, /CORDEE_ANTIVIRUS manque/],
  ['antivirus sur une autre machine', { CORDEE_ANTIVIRUS: 'tcp://clamav.interne.fr:3310' }, /parle en clair/],
  ['pas d’origine', { CORDEE_ORIGINE: undefined }, /CORDEE_ORIGINE manque/],
  ['origine en clair', { CORDEE_ORIGINE: 'http://cordee.pays-dorsene.fr' }, /adresse https/],
  ['origine avec chemin', { CORDEE_ORIGINE: 'https://pays-dorsene.fr/cordee' }, /sans chemin/],
  ['origine avec étoile', { CORDEE_ORIGINE: 'https://*.pays-dorsene.fr' }, /sans étoile/],
  ['origine avec compte', { CORDEE_ORIGINE: 'https://moi:secret@pays-dorsene.fr' }, /ni compte ni mot de passe/],
  ['origine de cette machine', { CORDEE_ORIGINE: 'https://localhost' }, /cette machine/],
  ['origine fictive', { CORDEE_ORIGINE: 'https://cordee.invalid' }, /nom fictif/],
  ['origine en chiffres', { CORDEE_ORIGINE: 'https://192.0.2.7' }, /adresse chiffrée/],
  ['pas de clé maître', { CORDEE_CLE_MAITRE: undefined }, /CORDEE_CLE_MAITRE manque/],
  [
    'clé maître illisible',
    { CORDEE_CLE_MAITRE: 'secret' },
    /ni un fichier/,
    { fichiers: [fichier('CORDEE_CLE_MAITRE', undefined)] },
  ],
  ['clé maître sans hasard', { CORDEE_CLE_MAITRE: Buffer.alloc(32, 7).toString('base64') }, /tirée au hasard/],
  [
    'clé maître lisible par d’autres',
    {},
    /lisible par d’autres comptes/,
    { fichiers: [fichier('CORDEE_CLE_MAITRE', '/etc/cordee/cle-maitre', 0o644)] },
  ],
  [
    'clé maître dans les données',
    {},
    /dans le dossier de données/,
    { fichiers: [fichier('CORDEE_CLE_MAITRE', '/var/lib/cordee/cle-maitre')] },
  ],
  [
    'clé dans le dossier des écrans',
    {},
    /dossier des écrans/,
    { fichiers: [fichier('CORDEE_CLE_SCEAU', '/opt/cordee/web-construit/cle')] },
  ],
  [
    'données dans le dossier des écrans',
    {},
    /CORDEE_DONNEES est dans/,
    { dossierDonnees: '/opt/cordee/web-construit/donnees' },
  ],
  ['pas de clé de sceau', { CORDEE_CLE_SCEAU: undefined }, /CORDEE_CLE_SCEAU manque/],
  [
    'une clé pour deux usages',
    {},
    /deux usages/,
    { fichiers: [fichier('CORDEE_CLE_MAITRE', '/k'), fichier('CORDEE_CLE_SCEAU', '/k')] },
  ],
  ['sauvegardes sans destinataire', { CORDEE_DESTINATAIRE: undefined }, /CORDEE_DESTINATAIRE manque/],
  ['destinataire mal écrit', { CORDEE_DESTINATAIRE: 'moi' }, /n’est pas une clé publique/],
  ['variable mal écrite', { CORDEE_ORIGIN: 'https://x.fr' }, /CORDEE_ORIGIN n’est pas une variable/],
  ['secret de boîte vide', { CORDEE_BOITES: boite('') }, /secret de dac@dac.mssante.fr est vide/],
  ['boîte d’un simulateur', { CORDEE_BOITES: boite('mP4kWq7sVb2nXz9t', 'localhost') }, /désigne un simulateur/],
  ['boîte fictive', { CORDEE_BOITES: boite('mP4kWq7sVb2nXz9t', 'a.fr', 'dac@essai.invalid') }, /adresse fictive/],
  [
    'boîte sans chiffrement',
    { CORDEE_BOITES: boite('mP4kWq7sVb2nXz9t').replace('"tls"', '"aucune"') },
    /CORDEE_BOITES/,
  ],
  ['INSi en clair', { CORDEE_INSI: 'http://insi.fr' }, /CORDEE_INSI est une adresse https/],
  ['INSi simulé', { CORDEE_INSI: 'https://localhost:8443' }, /CORDEE_INSI désigne un simulateur/],
  ['INSi sans certificat', { CORDEE_INSI: 'https://insi.fr' }, /demande son certificat/],
  ['INSi sans autorisation de logiciel', { CORDEE_INSI: 'https://insi.fr' }, /CORDEE_INSI_IDAM, CORDEE_INSI_EMETTEUR/],
  [
    'secret Pro Santé Connect d’usine',
    { CORDEE_PSC: 'production', CORDEE_PSC_CLIENT: 'c', CORDEE_PSC_SECRET: 'secret' },
    /CORDEE_PSC_SECRET est vide/,
  ],
  ['secret dans l’espace de confiance', { ...PSC, CORDEE_PSC_ESPACE: 'confiance' }, /demande un certificat/],
  ['secret et certificat ensemble', { ...PSC, ...PAR_CERTIFICAT }, /retirez l’un des deux/],
  ['certificat sans sa clé', { ...PSC, CORDEE_PSC_CERTIFICAT: '/etc/cordee/psc.pem' }, /se donnent ensemble/],
  [
    'certificat illisible',
    {},
    /CORDEE_PSC_CERTIFICAT : le certificat ne se lit pas/,
    { certificats: [{ variable: 'CORDEE_PSC_CERTIFICAT', certificat: undefined, cle: 'x' }] },
  ],
  ['sorties vers tout le monde', { CORDEE_SORTIES: '*' }, /CORDEE_SORTIES/],
  ['sorties vers tout un pays', { CORDEE_SORTIES: 'a.fr,*.fr' }, /jamais tout le monde/],
  ['certificats jamais vérifiés', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, /NODE_TLS_REJECT_UNAUTHORIZED/],
  ['pannes montrées', { CORDEE_DEBOGUER: 'oui' }, /CORDEE_DEBOGUER/],
  ['débogueur ouvert', {}, /--inspect/, { argumentsDeNode: ['--inspect=0.0.0.0'] }],
  ['lancée par root', {}, /par root/, { uid: 0 }],
  ['même secret deux fois', { CORDEE_BOITES: boite('zQ8vTr2mXw5LpK9d') }, /même secret sert deux fois/],
];

describe('Le démarrage hors essai', () => {
  test('accepte une configuration saine', () => {
    expect(juger(SAINE)).toEqual([]);
  });

  for (const [nom, ecart, phrase, autre] of CAS)
    test(`refuse : ${nom}`, () => {
      const phrases = juger({ ...SAINE, ...ecart }, autre);
      expect(phrases.join('\n')).toMatch(phrase);
    });

  test('chaque cas casse une chose, et aucune phrase ne contient un secret', () => {
    expect(CAS.length).toBeGreaterThanOrEqual(30);
    for (const [nom, ecart, , autre] of CAS) {
      const env = { ...SAINE, ...ecart };
      const phrases = juger(env, autre).join('\n');
      for (const secret of ['zQ8vTr2mXw5LpK9d', 'mP4kWq7sVb2nXz9t', 'moi:secret'])
        expect(`${nom} : ${phrases}`).not.toContain(secret);
    }
    expect(secretsDe(lireConfig(SAINE), {})).toEqual(['zQ8vTr2mXw5LpK9d', 'mP4kWq7sVb2nXz9t']);
  });
});

describe('L’essai', () => {
  test('démarre sans rien, et n’a jamais de vrai partenaire', () => {
    expect(juger({}, { fichiers: [] })).toEqual([]);
    expect(juger({ CORDEE_BOITES: SAINE.CORDEE_BOITES }).join()).toMatch(/un essai n’ouvre pas de vraie messagerie/);
    expect(juger({ CORDEE_INSI: 'https://insi.fr' }).join()).toMatch(/n’interroge pas le vrai téléservice/);
    expect(juger({ CORDEE_PSC: 'production', CORDEE_PSC_CLIENT: 'c', CORDEE_PSC_SECRET: 's' }).join()).toMatch(
      /simulé, jamais le vrai/,
    );
    expect(juger({ CORDEE_TYPO: 'x' }).join()).toMatch(/CORDEE_TYPO/);
  });
});

const BASE: EtatDeLaBase = {
  mode: 'reel',
  territoires: [{ code: 't0001', profil: 'reel' }],
  versionMajeure: 17,
  codage: 'UTF8',
  ecartMs: 40,
  compte: { superutilisateur: false, passeLesMurs: false, possede: 0 },
  identites: { reelles: 12, deTest: 0 },
  unSeulFacteur: 0,
};
const compte = BASE.compte;
const maison = (profil: Config['profil'], environnement?: 'bac-a-sable' | 'production') => ({
  profil,
  psc:
    environnement === undefined
      ? undefined
      : { environnement, clientId: 'c', secret: 's', tls: undefined, espace: 'communaute' as const, telephone: false },
});

describe('La base', () => {
  test('avec des identités réelles, le bac à sable de Pro Santé Connect est refusé ; sans elles, une recette peut se faire', () => {
    expect(jugerLaBase(maison('territoire', 'bac-a-sable'), BASE).join()).toMatch(/bac-a-sable/);
    expect(jugerLaBase(maison('territoire', 'production'), BASE)).toEqual([]);
    const recette = { ...BASE, identites: { reelles: 0, deTest: 0 } };
    expect(jugerLaBase(maison('territoire', 'bac-a-sable'), recette)).toEqual([]);
  });

  test('saine, elle est acceptée ; neuve aussi, dans les deux profils', () => {
    expect(jugerLaBase(maison('territoire'), BASE)).toEqual([]);
    const neuve = { ...BASE, mode: undefined, territoires: [], identites: { reelles: 0, deTest: 0 } };
    expect(jugerLaBase(maison('essai'), neuve)).toEqual([]);
    expect(jugerLaBase(maison('region'), neuve)).toEqual([]);
  });

  test.each<[string, 'essai' | 'territoire', Partial<EtatDeLaBase>, RegExp]>([
    ['d’essai, ouverte en réel', 'territoire', { mode: 'essai', territoires: [] }, /base d’essai ne peut pas/],
    [
      'au territoire d’essai, en réel',
      'territoire',
      { territoires: [{ code: 't0001', profil: 'essai' }] },
      /t0001 est un territoire d’essai/,
    ],
    ['réelle, ouverte en essai', 'essai', { identites: { reelles: 0, deTest: 0 } }, /contient de vraies données/],
    [
      'avec des identités de test, en réel',
      'territoire',
      { identites: { reelles: 1, deTest: 1 } },
      /identités nationales de test/,
    ],
    [
      'avec des identités réelles, en essai',
      'essai',
      { mode: 'essai', territoires: [] },
      /identités nationales réelles/,
    ],
    [
      'servie par un superutilisateur',
      'territoire',
      { compte: { ...compte, superutilisateur: true } },
      /superutilisateur/,
    ],
    [
      'servie par un compte qui passe les murs',
      'territoire',
      { compte: { ...compte, passeLesMurs: true } },
      /passe les murs/,
    ],
    ['servie par son propriétaire', 'territoire', { compte: { ...compte, possede: 3 } }, /possède des tables/],
    ['trop ancienne', 'territoire', { versionMajeure: 13 }, /trop ancien/],
    ['mal codée', 'territoire', { codage: 'LATIN1' }, /LATIN1/],
    ['à une autre heure', 'territoire', { ecartMs: -300_000 }, /horloge.*300 s/],
    ['où l’on entre avec une seule preuve', 'territoire', { unSeulFacteur: 2 }, /une seule preuve/],
  ])('%s : refusée', (_nom, profil, ecart, phrase) => {
    expect(jugerLaBase(maison(profil), { ...BASE, ...ecart }).join('\n')).toMatch(phrase);
  });
});

test('la page de configuration et le code disent les mêmes variables', () => {
  const page = readFileSync(path.resolve(import.meta.dirname, '../docs/configuration.md'), 'utf8');
  const dites = [...page.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap((m) =>
    [...(m[1] ?? '').matchAll(/[A-Z][A-Z_]+/g)].map(([nom]) => nom),
  );
  expect(dites.filter((nom) => !VARIABLES_CONNUES.has(nom))).toEqual([]);
  expect(VARIABLES.filter((nom) => !dites.includes(nom))).toEqual([]);
});
