import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fabriquerCertificat, sansCertificat } from '#connectors/mssante/contrat/certificat.ts';
import { SORTIES_LOCALES } from '#lib/sorties/testing.ts';
import { clientInsi } from './client.ts';
import { InsiIndisponible, InsiRefuse, type Insi } from './insi.ts';
import {
  APPELANT_DESSAI,
  type Comportement,
  demarrerSimulateurInsi,
  type SimulateurInsi,
} from './simulateur/simulateur.ts';
import { lireRecherche } from './lire-reponse.ts';
import { dominique, insDEssai, uneDate } from './testing.ts';
import { VOCABULAIRE } from './vocabulaire.ts';

/** Address of a real test platform, when the deployment has one: the same contract is then played against it. */
const REEL = process.env['CORDEE_INSI_ESSAI'];
const APPEL = { id: '00000000-0000-4000-8000-000000000001' };

interface Terrain {
  readonly nom: string;
  ouvrir(): Promise<{ insi: Insi; fermer(): Promise<void> }>;
}

const terrains: readonly Terrain[] = [
  {
    nom: 'simulateur',
    ouvrir: async () => {
      const simulateur = await demarrerSimulateurInsi({
        personnes: [
          dominique(),
          { ...dominique({ nomNaissance: 'JUMEAU' }) },
          { ...dominique({ nomNaissance: 'JUMEAU' }), ins: insDEssai('255082B03300424') },
        ],
      });
      return {
        insi: clientInsi({
          adresse: simulateur.adresse,
          profil: 'essai',
          appelant: APPELANT_DESSAI,
          sorties: SORTIES_LOCALES,
        }),
        fermer: () => simulateur.arreter(),
      };
    },
  },
  ...(REEL === undefined
    ? []
    : [
        {
          nom: 'plateforme d’essai nationale',
          ouvrir: async () => ({
            insi: clientInsi({
              adresse: new URL(REEL),
              profil: 'essai',
              appelant: APPELANT_DESSAI,
              sorties: SORTIES_LOCALES,
            }),
            fermer: async () => undefined,
          }),
        },
      ]),
];
test.skipIf(REEL !== undefined)('la plateforme d’essai nationale n’est pas jouée : CORDEE_INSI_ESSAI absent', () => {
  expect(terrains).toHaveLength(1);
});

describe.each(terrains)('le contrat d’INSi, sur $nom', (terrain) => {
  let insi: Insi;
  let ouvert: Awaited<ReturnType<Terrain['ouvrir']>>;
  beforeAll(async () => {
    ouvert = await terrain.ouvrir();
    insi = ouvert.insi;
  });
  afterAll(() => ouvert.fermer());

  test('une personne connue est retrouvée avec son matricule, son OID et tous ses prénoms', async () => {
    const { traits } = dominique();
    const reponse = await insi.rechercher({ ...traits, nomNaissance: 'Pat-Trois', prenoms: ['Dominique'] }, APPEL);
    expect(reponse).toEqual({ issue: 'trouvee', personne: dominique() });
  });

  test('une personne inconnue n’est pas retrouvée, et plusieurs qui se ressemblent ne donnent aucun matricule', async () => {
    const { traits } = dominique();
    expect(await insi.rechercher({ ...traits, nomNaissance: 'INCONNU' }, APPEL)).toEqual({ issue: 'aucune' });
    expect(await insi.rechercher({ ...traits, nomNaissance: 'JUMEAU' }, APPEL)).toEqual({ issue: 'plusieurs' });
  });

  test('un INS détenu est conforme avec ses traits, et ne l’est pas avec ceux d’un autre', async () => {
    const { traits, ins } = dominique();
    expect(await insi.verifier(ins, traits, APPEL)).toEqual({ issue: 'conforme' });
    expect(await insi.verifier(ins, { ...traits, nomNaissance: 'AUTRE' }, APPEL)).toEqual({ issue: 'non_conforme' });
    expect(await insi.verifier(insDEssai('155122A00400312'), traits, APPEL)).toEqual({ issue: 'non_conforme' });
  });
});

describe('un service en panne ou hostile', () => {
  let simulateur: SimulateurInsi;
  let insi: Insi;
  const chercher = () => insi.rechercher(dominique().traits, APPEL);

  beforeAll(async () => {
    simulateur = await demarrerSimulateurInsi({ personnes: [dominique()] });
    insi = clientInsi({
      adresse: simulateur.adresse,
      profil: 'essai',
      appelant: APPELANT_DESSAI,
      sorties: SORTIES_LOCALES,
      delaiMs: 400,
    });
  });
  beforeEach(() => simulateur.comporter('normal'));
  afterAll(() => simulateur.arreter());

  test.each<[Comportement, string]>([
    ['lent', 'delai'],
    ['coupe', 'injoignable'],
    ['panne', 'panne_du_service'],
    ['malforme', 'reponse_illisible'],
    ['doctype', 'reponse_illisible'],
    ['enorme', 'reponse_trop_longue'],
    ['page_web', 'reponse_illisible'],
    ['autre_identite', 'reponse_contradictoire'],
  ])('« %s » ne conclut rien sur la personne (%s)', async (comportement, raison) => {
    simulateur.comporter(comportement);
    const erreur = await chercher().catch((e: unknown) => e);
    expect(erreur).toBeInstanceOf(InsiIndisponible);
    expect(erreur).toMatchObject({ raison });
    expect(String(erreur)).not.toMatch(/PAT-TROIS|279035|passwd/);
  });

  test('un refus d’habilitation et un code inconnu ne se retentent pas, et se disent par leur code seul', async () => {
    simulateur.comporter('refuse');
    await expect(chercher()).rejects.toMatchObject({ name: 'InsiRefuse', code: 'simule_habilitation' });
    simulateur.comporter('code_inconnu');
    await expect(chercher()).rejects.toBeInstanceOf(InsiRefuse);
  });

  test('un service absent est indisponible, et la recherche suivante réussit quand il revient', async () => {
    const perdu = clientInsi({
      adresse: new URL('http://127.0.0.1:9/insi'),
      profil: 'essai',
      appelant: APPELANT_DESSAI,
      sorties: SORTIES_LOCALES,
    });
    await expect(perdu.rechercher(dominique().traits, APPEL)).rejects.toMatchObject({ raison: 'injoignable' });
    expect(await chercher()).toMatchObject({ issue: 'trouvee' });
  });

  test('une plateforme réelle refuse l’identité de test que le service lui rend (INS-03)', async () => {
    const reel = clientInsi({
      adresse: simulateur.adresse,
      profil: 'production',
      appelant: APPELANT_DESSAI,
      sorties: SORTIES_LOCALES,
    });
    await expect(reel.rechercher(dominique().traits, APPEL)).rejects.toMatchObject({
      raison: 'reponse_contradictoire',
    });
  });

  test('une adresse en clair hors de cette machine est refusée avant tout appel', () => {
    expect(() =>
      clientInsi({
        adresse: new URL('http://insi.invalid/'),
        profil: 'essai',
        appelant: APPELANT_DESSAI,
        sorties: SORTIES_LOCALES,
      }),
    ).toThrow('https');
  });
});

describe('des réponses fabriquées', () => {
  let serveur: Server;
  let insi: Insi;
  let corps = '';
  beforeAll(async () => {
    serveur = createServer((_, r) => r.writeHead(200, { 'content-type': 'application/soap+xml' }).end(corps));
    await new Promise<void>((ok) => serveur.listen(0, '127.0.0.1', ok));
    const { port } = serveur.address() as AddressInfo;
    insi = clientInsi({
      adresse: new URL(`http://127.0.0.1:${port}/`),
      profil: 'essai',
      appelant: APPELANT_DESSAI,
      sorties: SORTIES_LOCALES,
    });
  });
  afterAll(() => new Promise((ok) => serveur.close(ok)));

  const enveloppe = (contenu: string) =>
    `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${contenu}</e:Body></e:Envelope>`;
  const individu = (numero: string, oid: string, suite = '') =>
    `<RESULTAT><CR><CodeCR>00</CodeCR></CR><INDIVIDU><INSACTIF><IdIndividu><NumIdentifiant>${numero.slice(0, 13)}</NumIdentifiant><Cle>${numero.slice(13)}</Cle></IdIndividu><OID>${oid}</OID></INSACTIF>${suite}<TIQ><NomNaissance>PAT-TROIS</NomNaissance><ListePrenom>DOMINIQUE</ListePrenom><Sexe>F</Sexe><DateNaissance>1979-03-28</DateNaissance></TIQ></INDIVIDU></RESULTAT>`;

  test.each([
    ['une clé fausse', individu('279035121518988', '1.2.250.1.213.1.4.10')],
    ['un OID inconnu', individu('279035121518989', '1.2.3')],
    ['un OID de personne réelle en essai', individu('279035121518989', '1.2.250.1.213.1.4.8')],
    [
      'deux matricules actifs',
      individu('279035121518989', '1.2.250.1.213.1.4.10', '<INSACTIF><OID>1</OID></INSACTIF>'),
    ],
    ['un résultat vide', '<RESULTAT><CR><CodeCR>00</CodeCR></CR></RESULTAT>'],
    ['un corps vide', ''],
    ['cent éléments l’un dans l’autre', `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`],
  ])('%s n’est jamais une personne', async (_nom, contenu) => {
    corps = enveloppe(contenu);
    await expect(insi.rechercher(dominique().traits, APPEL)).rejects.toBeInstanceOf(InsiIndisponible);
  });

  test('un ancien matricule rendu avec le nouveau est gardé (INS-10)', async () => {
    const ancien =
      '<INSHISTO><IdIndividu><NumIdentifiant>7550199100005</NumIdentifiant><Cle>23</Cle></IdIndividu><OID>1.2.250.1.213.1.4.10</OID></INSHISTO>';
    corps = enveloppe(individu('279035121518989', '1.2.250.1.213.1.4.10', ancien));
    expect(await insi.rechercher(dominique().traits, APPEL)).toMatchObject({
      personne: { anciens: [{ matricule: '755019910000523' }] },
    });
  });
});

test('une date lunaire se demande et se relit, et une clé absente se calcule', async () => {
  const lunaire = { ...dominique({ nomNaissance: 'LUNAIRE', dateNaissance: uneDate('1950') }) };
  const simulateur = await demarrerSimulateurInsi({ personnes: [lunaire] });
  const config = { adresse: simulateur.adresse, profil: 'essai' as const, sorties: SORTIES_LOCALES };
  const insi = clientInsi({ ...config, appelant: APPELANT_DESSAI });
  expect(await insi.rechercher(lunaire.traits, APPEL)).toEqual({ issue: 'trouvee', personne: lunaire });
  const anonyme = clientInsi({ ...config, appelant: { ...APPELANT_DESSAI, idam: '' } });
  await expect(anonyme.rechercher(lunaire.traits, APPEL)).rejects.toMatchObject({ code: 'simule_entete' });
  await simulateur.arreter();
  const sansCle =
    '<RESULTAT><CR><CodeCR>00</CodeCR></CR><INDIVIDU><INSACTIF><IdIndividu><NumIdentifiant>2790351215189</NumIdentifiant></IdIndividu><OID>1.2.250.1.213.1.4.10</OID></INSACTIF><TIQ><NomNaissance>PAT-TROIS</NomNaissance><ListePrenom>DOMINIQUE</ListePrenom><Sexe>F</Sexe><DateNaissance>1979-03-28</DateNaissance></TIQ></INDIVIDU></RESULTAT>';
  const xml = `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>${sansCle}</e:Body></e:Envelope>`;
  const lecture = { mots: VOCABULAIRE, profil: 'essai' as const };
  expect(lireRecherche(xml, dominique().traits, lecture)).toMatchObject({ personne: { ins: dominique().ins } });
});

const sansTls = sansCertificat();
describe.skipIf(sansTls !== undefined)(`TLS mutuel ${sansTls ?? ''}`, () => {
  const dossier = mkdtempSync(path.join(tmpdir(), 'insi-'));
  afterAll(() => rmSync(dossier, { recursive: true }));

  test('le service exige notre certificat, nous exigeons le sien', async () => {
    const [service, nous] = [fabriquerCertificat(dossier, 'service'), fabriquerCertificat(dossier, 'cordee')];
    const tls = { key: service.cle, cert: service.certificat, ca: nous.certificat, requestCert: true };
    const simulateur = await demarrerSimulateurInsi({ personnes: [dominique()], tls });
    const base = {
      adresse: simulateur.adresse,
      profil: 'essai' as const,
      appelant: APPELANT_DESSAI,
      sorties: SORTIES_LOCALES,
    };
    const certificat = { certificat: nous.certificat, cle: nous.cle };
    const { traits } = dominique();
    const ouvert = clientInsi({ ...base, ...certificat, autorites: service.certificat });
    expect(await ouvert.rechercher(traits, APPEL)).toMatchObject({ issue: 'trouvee' });
    const sansNous = clientInsi({ ...base, autorites: service.certificat });
    await expect(sansNous.rechercher(traits, APPEL)).rejects.toBeInstanceOf(InsiIndisponible);
    const mefiant = clientInsi({ ...base, ...certificat });
    await expect(mefiant.rechercher(traits, APPEL)).rejects.toMatchObject({ raison: 'certificat' });
    await simulateur.arreter();
  });
});
