import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ouvrirReconnaissance } from '#acces/clients/reconnaissance.ts';
import { configurerPasskeys } from '#acces/passkey/modele.ts';
import type { Role } from '#acces/roles.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { prouver } from '#acces/qualites.testing.ts';
import { creerFournisseurPsc, type FournisseurPsc } from '#connectors/psc/fournisseur.ts';
import { requeteDeTest, unPersona } from '#connectors/psc/testing.ts';
import type { CleSignature } from '#connectors/psc/simulateur/configuration.ts';
import type { Persona } from '#connectors/psc/simulateur/persona.ts';
import { creerSimulateurPsc } from '#connectors/psc/simulateur/simulateur.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeDecalee, horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import type { Journal } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { rassembler, type Module } from '#socle/module.ts';
import { portesConnexion } from './connexion.ts';
import type { Maison } from './contexte.ts';
import { creerDiffusion } from './evenements.ts';
import { ouvrirLesPortes } from './serveur.ts';

export { NavigateurDeTest, type PageLue } from './navigateur-testing.ts';

export const TERRITOIRE = lireCodeTerritoire('t0001');

export interface MaisonDeTest extends AsyncDisposable {
  readonly origine: string;
  readonly base: Base;
  readonly maison: Maison;
  readonly lignes: string[];
  /** Real time passes for the house (sessions, questions), not for the partner. */
  avancer(ms: number): void;
}

interface OptionsMaisonDeTest {
  readonly personas?: readonly Persona[];
  readonly modules?: (base: Base) => readonly Module[];
  readonly sansPsc?: boolean;
  readonly antivirus?: boolean;
  /** Instead of the lines kept by this house. */
  readonly journal?: Journal;
  readonly dossierWeb?: string;
  readonly debutsParMinute?: number;
  /** To sign, in a test, what only the service can sign. */
  readonly cleDuSimulateur?: CleSignature;
  readonly remplacerPsc?: (vrai: FournisseurPsc) => FournisseurPsc;
}

/** The whole house on a free port, with the simulator of Pro Santé Connect beside it and one empty territory. */
export async function ouvrirMaisonDeTest(options: OptionsMaisonDeTest = {}): Promise<MaisonDeTest> {
  const test = await baseDeTest();
  await creerTerritoire(test.url, {
    code: TERRITOIRE,
    nom: 'Pays d’Essai',
    profil: 'essai',
    creeLe: new Date('2026-11-23T08:00:00Z'),
  });
  const base = ouvrirBase(urlApplication(test.url), 4);
  let decalage = 0;
  const lignes: string[] = [];
  const journal: Journal =
    options.journal ??
    ((niveau, evenement, details) => void lignes.push(JSON.stringify({ niveau, evenement, ...details })));
  let repondre: Parameters<typeof createServer>[1] = (_req, res) => void res.writeHead(503).end();
  const serveur = createServer((req, res) => repondre?.(req, res as never));
  await new Promise<void>((pret) => {
    serveur.listen(0, 'localhost', pret);
  });
  const adresse = serveur.address();
  if (adresse === null || typeof adresse === 'string') throw new Error('adresse du serveur de test');
  const origine = `http://localhost:${adresse.port}`;
  const horlogeReelle = horlogeDecalee(horlogeSysteme, () => decalage);
  const maison: Maison = {
    socle: { base, horloge: horlogeReelle, nouvelId, origine, coffre: coffreDeTest() },
    horlogeReelle,
    registre: rassembler(options.modules?.(base) ?? []),
    jetons: await ouvrirReconnaissance(base, horlogeReelle),
    journal,
    profil: 'essai',
    origine,
    version: 'test',
    territoires: new Set([TERRITOIRE]),
    dossierWeb: options.dossierWeb ?? '/nulle-part',
    antivirus: options.antivirus ?? false,
    etatDesParties: () => Promise.resolve({ base: 'ok' }),
  };
  const { simulateur, psc } = await monterPsc(origine, options.personas ?? [unPersona()], options.cleDuSimulateur);
  const diffusion = creerDiffusion(maison);
  const fournisseur = options.sansPsc === true ? undefined : (options.remplacerPsc?.(psc) ?? psc);
  const portes = portesConnexion(maison, {
    psc: fournisseur,
    cles: configurerPasskeys(origine, 'Cordée'),
    debutsParMinute: options.debutsParMinute,
  });
  const ecouter = getRequestListener(ouvrirLesPortes(maison, diffusion, (app) => void app.route('/', portes)).fetch);
  repondre = (req, res) => {
    if ((req.url ?? '').startsWith('/simulateurs/psc/')) simulateur.gerer(req, res);
    else void ecouter(req, res);
  };
  return {
    origine,
    base,
    maison,
    lignes,
    avancer: (ms) => {
      decalage += ms;
    },
    [Symbol.asyncDispose]: async () => {
      serveur.closeAllConnections();
      await new Promise((fin) => serveur.close(fin));
      await diffusion.arreter();
      await maison.jetons.arreter();
      await base.fermer();
      await test.fermer();
    },
  };
}

async function monterPsc(origine: string, personas: readonly Persona[], cle: CleSignature | undefined) {
  const client = {
    clientId: 'cordee-essai',
    secret: 'secret-de-test',
    redirectUris: [`${origine}/connexion/psc/retour`],
    retoursDeconnexion: [`${origine}/connexion`],
    avisDeDeconnexion: `${origine}/connexion/psc/avis-de-deconnexion`,
  };
  const simulateur = await creerSimulateurPsc({
    issuer: `${origine}/simulateurs/psc`,
    personas,
    clients: [client],
    ...(cle === undefined ? {} : { cle }),
  });
  const psc = creerFournisseurPsc({
    ...simulateur.config,
    clientId: client.clientId,
    secret: client.secret,
    redirectUri: new URL(`${origine}/connexion/psc/retour`),
    retourDeconnexion: new URL(`${origine}/connexion`),
    horloge: horlogeSysteme,
    requete: requeteDeTest,
    telephone: true,
  });
  return { simulateur, psc };
}

export interface MembreDeTest {
  readonly id?: string;
  readonly idnps?: string | null;
  readonly prenom?: string;
  readonly nom?: string;
  readonly etat?: 'actif' | 'suspendu';
  readonly affectations?: readonly {
    readonly role: Role;
    readonly structure?: string;
    readonly nom?: string;
    readonly telephone?: string;
    readonly fin?: string;
  }[];
}

/** An account and its practice situations; by default the doctor the simulator offers first. */
export async function unMembre(base: Base, membre: MembreDeTest = {}): Promise<string> {
  const { id = 'compte-lise', idnps = '899700000001', prenom = 'Lise', nom = 'Exemple', etat = 'actif' } = membre;
  const affectations = membre.affectations ?? [{ role: 'medecin' }];
  await base.commun<TablesAcces, void>(async (sql) => {
    await sql
      .insertInto('compte')
      .values({ id, idnps, prenom, nom, civilite: null, etat, cree_le: new Date('2026-01-01'), vu_le: null })
      .execute();
    for (const [rang, a] of affectations.entries()) {
      await sql
        .insertInto('affectation')
        .values({
          id: `${id}-${rang}`,
          compte: id,
          territoire: TERRITOIRE,
          role: a.role,
          praticien: `Practitioner/${id}`,
          role_fhir: `PractitionerRole/${id}-${rang}`,
          structure: a.structure ?? 'Organization/cabinet',
          structure_nom: a.nom ?? 'Cabinet du Port',
          telephone: a.telephone ?? null,
          debut: '2026-01-01',
          fin: a.fin ?? null,
        })
        .execute();
      await prouver(sql, `${id}-${rang}`, TERRITOIRE, a.role);
    }
  });
  return id;
}
