import type { Hono } from 'hono';
import { acteurClient, type Acteur } from '#acces/acteur.ts';
import { inscrireClient } from '#acces/clients/depot-clients.ts';
import { lirePermissions } from '#acces/clients/permissions.ts';
import { FAMILLES, type Famille } from '#fhir/types.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import type { Journal } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { accorderLExport } from '#modules/trace/accord/testing.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { creerFlux } from '#modules/abonnement/index.ts';
import { rassembler, type Module } from '#socle/module.ts';
import type { Env, Maison } from '../contexte.ts';
import { creerDiffusion } from '../evenements.ts';
import { ouvrirLesPortes } from '../serveur.ts';

export const TERRITOIRE = lireCodeTerritoire('t0001');

export interface ReponseDeTest {
  readonly statut: number;
  readonly entetes: Headers;
  readonly texte: string;
  /** The body as JSON; tests say what they expect of it. */
  readonly corps: Corps;
}

export interface Corps {
  readonly resourceType?: string;
  readonly id?: string;
  readonly type?: string;
  readonly total?: number;
  readonly meta?: { readonly versionId?: string; readonly lastUpdated?: string };
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly Entree[];
  readonly issue?: readonly { readonly code: string; readonly details: { readonly text: string } }[];
  readonly [cle: string]: unknown;
}

interface Entree {
  readonly fullUrl?: string;
  readonly resource?: Corps;
  readonly search?: { readonly mode: string };
  readonly request?: { readonly method: string };
  readonly response?: {
    readonly status: string;
    readonly location?: string;
    readonly etag?: string;
    readonly outcome?: Corps;
  };
}

export interface Envoi {
  readonly corps?: unknown;
  readonly entetes?: Readonly<Record<string, string>>;
  /** Who asks; by default a software that may do everything. `null`: nobody. */
  readonly par?: Acteur | null;
}

export interface PorteDeTest extends AsyncDisposable {
  readonly base: Base;
  /** Address of the base, for another process. */
  readonly adresseDeLaBase: string;
  readonly maison: Maison;
  /** What the house logged. */
  readonly lignes: string[];
  demander(methode: string, chemin: string, envoi?: Envoi): Promise<ReponseDeTest>;
  /** The same house, its doors opened again, as after a restart. */
  rouvrir(): Pick<PorteDeTest, 'demander'>;
}

/** A registered software with these permissions and families. */
export function unLogiciel(
  permissions = 'system/*.cruds',
  familles: readonly Famille[] = FAMILLES,
  id = 'logiciel-test',
): Acteur {
  const lues = lirePermissions(permissions);
  if (!('lues' in lues)) throw new Error(lues.illisible);
  return acteurClient(
    { id, nom: 'Logiciel d’essai', territoire: TERRITOIRE, permissions: lues.lues.permissions, familles },
    'jeton:test',
  );
}

/** The whole house in memory, with one empty territory; tokens are recognised without being issued. */
export async function ouvrirPorteDeTest(
  options: { readonly modules?: readonly Module[] } & Pick<Maison, 'paquets' | 'indexEnCours'> = {},
): Promise<PorteDeTest> {
  const test = await baseDeTest();
  await creerTerritoire(test.url, { code: TERRITOIRE, nom: 'Pays d’Essai', profil: 'essai', creeLe: new Date() });
  const base = ouvrirBase(urlApplication(test.url), 4);
  await accorderLExport(base.directement(TERRITOIRE), 'logiciel-test');
  const lignes: string[] = [];
  const journal: Journal = (niveau, evenement, details) =>
    void lignes.push(JSON.stringify({ niveau, evenement, ...details }));
  const jetons = new Map<string, Acteur>();
  const socle = { base, horloge: horlogeSysteme, nouvelId, origine: 'http://localhost', coffre: coffreDeTest() };
  const diffusion = creerDiffusion({ socle });
  const flux = creerFlux(socle, diffusion);
  const maison: Maison = {
    socle,
    flux,
    horlogeReelle: horlogeSysteme,
    registre: rassembler(options.modules ?? []),
    jetons: { reconnaitre: (jeton) => Promise.resolve(jetons.get(jeton)), arreter: () => Promise.resolve() },
    journal,
    profil: 'essai',
    origine: 'http://localhost',
    version: 'test',
    territoires: new Set([TERRITOIRE]),
    dossierWeb: '/nulle-part',
    paquets: options.paquets ?? [],
    ...(options.indexEnCours === undefined ? {} : { indexEnCours: options.indexEnCours }),
    etatDesParties: () => Promise.resolve({ base: 'ok' }),
  };
  const parDefaut = unLogiciel();
  const demanderA =
    (app: Hono<Env>): PorteDeTest['demander'] =>
    async (methode, chemin, envoi = {}) => {
      const par = envoi.par === undefined ? parDefaut : envoi.par;
      const jeton = par === null ? undefined : `jeton-de-${par.id}-${par.requete}`.replaceAll(/[^A-Za-z0-9-]/g, '-');
      if (jeton !== undefined && par !== null) jetons.set(jeton, par);
      return lireReponse(await app.request(`http://localhost/fhir${chemin}`, requete(methode, envoi, jeton)));
    };
  const ouvrir = (): PorteDeTest['demander'] => demanderA(ouvrirLesPortes(maison, diffusion, () => undefined));
  return {
    base,
    adresseDeLaBase: urlApplication(test.url),
    maison,
    lignes,
    demander: ouvrir(),
    rouvrir: () => ({ demander: ouvrir() }),
    [Symbol.asyncDispose]: async () => {
      flux.fermer();
      await diffusion.arreter();
      await base.fermer();
      await test.fermer();
    },
  };
}

function requete(method: string, { corps, entetes }: Envoi, jeton: string | undefined): RequestInit {
  return {
    method,
    headers: {
      ...(jeton === undefined ? {} : { authorization: `Bearer ${jeton}` }),
      ...(corps === undefined ? {} : { 'content-type': 'application/fhir+json' }),
      ...entetes,
    },
    ...(corps === undefined ? {} : { body: typeof corps === 'string' ? corps : JSON.stringify(corps) }),
  };
}

async function lireReponse(reponse: Response): Promise<ReponseDeTest> {
  const texte = await reponse.text();
  const estJson = /[/+]json/u.test(reponse.headers.get('content-type') ?? '');
  return {
    statut: reponse.status,
    entetes: reponse.headers,
    texte,
    corps: texte === '' || !estJson ? {} : (JSON.parse(texte) as Corps),
  };
}

/** An invented person. */
export function unPatient(changements: Readonly<Record<string, unknown>> = {}) {
  return {
    resourceType: 'Patient',
    identifier: [{ system: 'https://essai.invalid/patient', value: nouvelId() }],
    active: true,
    name: [{ family: 'Hélénard', given: ['Zoé'] }],
    gender: 'female',
    birthDate: '1950-04-02',
    ...changements,
  };
}

/** Creates it through the door, as everybody would. */
export async function creer(
  porte: PorteDeTest,
  ressource: { readonly resourceType: string; readonly [element: string]: unknown } = unPatient(),
): Promise<ReponseDeTest & { readonly id: string }> {
  const reponse = await porte.demander('POST', `/${ressource.resourceType}`, { corps: ressource });
  if (reponse.statut !== 201) throw new Error([reponse.texte, ...porte.lignes].join('\n'));
  return { ...reponse, id: reponse.corps.id ?? '' };
}

/** Registers the software of this id, so that what is sent to it finds it; by default the one every request is made by. */
export async function inscrireLogiciel({ base }: Pick<PorteDeTest, 'base'>, id = 'logiciel-test'): Promise<void> {
  await inscrireClient(base, {
    id,
    territoire: TERRITOIRE,
    nom: 'Logiciel d’essai',
    genre: 'systeme',
    cles: [{ kid: 'k', kty: 'EC' }],
    permises: { permissions: unLogiciel().client?.permissions ?? [], contextes: [] },
    familles: FAMILLES,
    retours: [],
    lancement: undefined,
    contact: 'x@y.invalid',
    creeLe: new Date(),
    finLe: undefined,
    suspenduLe: undefined,
  });
}
