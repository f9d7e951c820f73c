import { createHash, randomBytes } from 'node:crypto';
import { inscrireClient } from '#acces/clients/depot-clients.ts';
import type { DemandeDInscription } from '#acces/clients/inscription.ts';
import type { Client } from '#acces/clients/modele.ts';
import { signerAssertion, unClient, unePaire, type ChampsAssertion, type PaireDeTest } from '#acces/clients/testing.ts';
import { MagasinFhir } from '#fhir/store/store.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import {
  TERRITOIRE,
  type MaisonDeTest as MaisonAvecHorloge,
  type NavigateurDeTest,
  type PageLue,
} from '../connexion-testing.ts';

/** A house on a port: the one of sign-in, or the whole. */
export type MaisonDeTest = Omit<MaisonAvecHorloge, 'avancer'>;

export interface ReponseJson {
  readonly statut: number;
  readonly corps: Record<string, unknown>;
  readonly entetes: Headers;
}

/** A registered software and its private key, as its developer holds it. */
export interface LogicielDeTest {
  readonly client: Client;
  readonly paire: PaireDeTest | undefined;
  assertion(champs?: ChampsAssertion): Promise<string>;
  /** Posts a form to a door of programs, with its proof (assertion, or its name when it has no key). */
  demander(chemin: string, champs: Record<string, string>): Promise<ReponseJson>;
  /** An access token in its own name. */
  jeton(scope?: string): Promise<string>;
}

/** Registers a software that has a key. */
export async function raccorder(
  maison: MaisonDeTest,
  demande: Partial<DemandeDInscription> & { readonly sansCle?: boolean } = {},
): Promise<LogicielDeTest> {
  const { sansCle = false, ...reste } = demande;
  const paire = sansCle ? undefined : await unePaire();
  const client = await unClient(
    TERRITOIRE,
    { ...reste, cles: paire === undefined ? undefined : { keys: [paire.publique] } },
    { maintenant: maison.maison.horlogeReelle.maintenant() },
  );
  await inscrireClient(maison.base, client);
  const assertion = (champs: ChampsAssertion = {}): Promise<string> => {
    if (paire === undefined) throw new Error('cette application n’a pas de clé');
    return signerAssertion(paire, client.id, `${maison.origine}/oauth/token`, {
      maintenant: maison.maison.horlogeReelle.maintenant(),
      ...champs,
    });
  };
  const preuve = async (): Promise<Record<string, string>> =>
    paire === undefined
      ? { client_id: client.id }
      : {
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: await assertion(),
        };
  const demander = async (chemin: string, champs: Record<string, string>): Promise<ReponseJson> =>
    poster(`${maison.origine}${chemin}`, { ...(await preuve()), ...champs });
  return {
    client,
    paire,
    assertion,
    demander,
    jeton: async (scope) => {
      const { corps } = await demander('/oauth/token', {
        grant_type: 'client_credentials',
        ...(scope === undefined ? {} : { scope }),
      });
      if (typeof corps['access_token'] !== 'string') throw new Error(JSON.stringify(corps));
      return corps['access_token'];
    },
  };
}

/** A form, as a program sends it. */
export async function poster(adresse: string, champs: Record<string, string>): Promise<ReponseJson> {
  const reponse = await fetch(adresse, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(champs).toString(),
  });
  const texte = await reponse.text();
  return {
    statut: reponse.status,
    corps: texte === '' ? {} : (JSON.parse(texte) as Record<string, unknown>),
    entetes: reponse.headers,
  };
}

export const lireFhir = (maison: MaisonDeTest, chemin: string, jeton: string | undefined): Promise<Response> =>
  fetch(`${maison.origine}/fhir/${chemin}`, {
    headers: jeton === undefined ? {} : { authorization: `Bearer ${jeton}` },
  });

/** A person of the territory, with, when `membre` is given, that member in its open circle. */
export async function unPatient(
  maison: MaisonDeTest,
  patient: { readonly id: string; readonly nom: string; readonly membre?: string },
): Promise<void> {
  const le = new Date('2026-06-01T08:00:00Z');
  await maison.base.territoire<TablesTerritoire, void>(TERRITOIRE, async (sql) => {
    await new MagasinFhir(sql).ecrire(
      {
        resourceType: 'Patient',
        id: patient.id,
        name: [{ use: 'official', family: patient.nom, given: ['Jeanne'] }],
        birthDate: '1941-04-12',
      },
      { auteur: 'systeme:essai', le },
    );
    if (patient.membre === undefined) return;
    await sql
      .insertInto('cercle_membre')
      .values({
        patient: patient.id,
        membre: patient.membre,
        rang: 1,
        fonction: 'medecin_traitant',
        debut: le,
        fin: null,
        ouvert: true,
        familles: ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'],
        fondement: 'porte2',
      })
      .execute();
  });
}

export interface Pkce {
  readonly verificateur: string;
  readonly defi: string;
}

export function unPkce(): Pkce {
  const verificateur = randomBytes(32).toString('base64url');
  return { verificateur, defi: createHash('sha256').update(verificateur).digest('base64url') };
}

/** The parameters an application sends to `/oauth/authorize`; `autres` adds, changes or (undefined) removes. */
export function demandeDAutorisation(
  maison: MaisonDeTest,
  client: Client,
  pkce: Pkce,
  autres: Readonly<Record<string, string | undefined>> = {},
): string {
  const tous: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: client.id,
    redirect_uri: client.retours[0],
    scope: 'launch/patient patient/*.rs',
    state: 'etat-de-l-application',
    code_challenge: pkce.defi,
    code_challenge_method: 'S256',
    aud: `${maison.origine}/fhir`,
    ...autres,
  };
  const parametres = new URLSearchParams(
    Object.entries(tous).flatMap(([nom, valeur]) => (valeur === undefined ? [] : [[nom, valeur]])),
  );
  return `/oauth/authorize?${parametres.toString()}`;
}

/** Number of the question a consent page carries. */
export function questionDe(page: PageLue): string {
  const trouve = /name="question" value="([^"]+)"/.exec(page.texte)?.[1];
  if (trouve === undefined)
    throw new Error(`pas de page de consentement : ${page.statut} ${page.url.href} ${page.texte}`);
  return trouve;
}

/** Answers the consent page and gives the address the browser is sent to, at the application. */
export async function repondre(
  navigateur: NavigateurDeTest,
  page: PageLue,
  champs: Record<string, string>,
  entetes: Record<string, string> = {},
): Promise<PageLue> {
  return navigateur.aller('/oauth/decision', (url) => url.hostname.endsWith('.invalid'), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...entetes },
    body: new URLSearchParams({ question: questionDe(page), choix: 'accepter', ...champs }).toString(),
  });
}
