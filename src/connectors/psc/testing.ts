import { createServer } from 'node:http';
import { createServer as createServerTls, type ServerOptions } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { horlogeSysteme } from '#lib/horloge.ts';
import { requeteParSortie, type Requete } from '#lib/sorties/index.ts';
import { SORTIES_LOCALES } from '#lib/sorties/testing.ts';
import type { ConfigurationPsc } from './fournisseur.ts';
import type { OptionsSimulateurPsc, SimulateurPsc } from './simulateur/simulateur.ts';
import { creerSimulateurPsc } from './simulateur/simulateur.ts';
import type { Persona } from './simulateur/persona.ts';

export function unPersona(surcharge: Partial<Persona> = {}): Persona {
  return {
    id: 'medecin-essai',
    idnps: '899700000001',
    prenom: 'Lise',
    nom: 'Exemple',
    titre: 'Dr',
    profession: { code: '10', systeme: '1.2.250.1.213.1.1.5.5', libelle: 'Médecin' },
    savoirFaire: { type: 'S', code: 'SM54' },
    situations: [uneSituation()],
    ...surcharge,
  };
}

export function uneSituation(surcharge: Partial<Persona['situations'][number]> = {}): Persona['situations'][number] {
  return {
    id: 'cabinet',
    structureRef: 'R95141',
    structureNom: 'Cabinet du Port',
    finess: '990000001',
    secteur: 'SA07',
    role: '',
    ...surcharge,
  };
}

export interface ServeurDeTest extends AsyncDisposable {
  readonly origine: string;
}

/** Towards this machine, as the tests and the trial have it. */
export const requeteDeTest = requeteParSortie(SORTIES_LOCALES);

/** A real HTTP server on a free port, or HTTPS when it has what it takes. */
export async function ouvrirServeur(
  traiter: (origine: string) => Promise<(req: IncomingMessage, res: ServerResponse) => void>,
  tls?: ServerOptions,
): Promise<ServeurDeTest> {
  let gerer: (req: IncomingMessage, res: ServerResponse) => void = (_req, res) => void res.writeHead(503).end();
  const repondre = (req: IncomingMessage, res: ServerResponse): void => gerer(req, res);
  const serveur = tls === undefined ? createServer(repondre) : createServerTls(tls, repondre);
  await new Promise<void>((pret) => {
    serveur.listen(0, '127.0.0.1', pret);
  });
  const adresse = serveur.address();
  if (adresse === null || typeof adresse === 'string') throw new Error('adresse du serveur de test');
  const origine = `http${tls === undefined ? '' : 's'}://127.0.0.1:${adresse.port}`;
  gerer = await traiter(origine);
  return {
    origine,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((fin) => {
        serveur.close(() => fin());
        serveur.closeAllConnections();
      }),
  };
}

export interface MontageSimulateur extends ServeurDeTest {
  readonly simulateur: SimulateurPsc;
  readonly psc: ConfigurationPsc;
}

/** Mutual TLS: what the server shows and believes, the subject it expects of us, what we show and believe. */
export interface TlsDuMontage {
  readonly serveur: ServerOptions;
  readonly sujet: string;
  readonly requete: Requete;
}

/** The simulator as the platform mounts it: under `/simulateurs/psc` of a server that has other addresses. */
export async function monterSimulateur(
  options: Partial<OptionsSimulateurPsc> & { readonly userinfoSigne?: boolean; readonly tls?: TlsDuMontage } = {},
): Promise<MontageSimulateur> {
  let simulateur: SimulateurPsc | undefined;
  const serveur = await ouvrirServeur(async (origine) => {
    const client = {
      clientId: 'cordee-essai',
      ...(options.tls === undefined ? { secret: 'secret-de-test' } : { sujetDuCertificat: options.tls.sujet }),
      redirectUris: [`${origine}/connexion/psc/retour`],
      retoursDeconnexion: [`${origine}/au-revoir`],
      userinfoSigne: options.userinfoSigne ?? false,
    };
    const monte = await creerSimulateurPsc({
      issuer: `${origine}/simulateurs/psc`,
      personas: [unPersona()],
      clients: [client],
      ...options,
    });
    simulateur = monte;
    return (req, res) => {
      if ((req.url ?? '').startsWith('/simulateurs/psc/')) monte.gerer(req, res);
      else res.writeHead(200, { 'content-type': 'text/plain' }).end('application');
    };
  }, options.tls?.serveur);
  if (simulateur === undefined) throw new Error('simulateur non monté');
  const psc: ConfigurationPsc = {
    ...simulateur.config,
    clientId: 'cordee-essai',
    secret: options.tls === undefined ? 'secret-de-test' : undefined,
    requete: options.tls?.requete ?? requeteDeTest,
    redirectUri: new URL(`${serveur.origine}/connexion/psc/retour`),
    retourDeconnexion: new URL(`${serveur.origine}/au-revoir`),
    horloge: horlogeSysteme,
  };
  return { ...serveur, simulateur, psc };
}

interface Cookie {
  readonly nom: string;
  readonly valeur: string;
  readonly chemin: string;
}

function lireCookie(entete: string): Cookie | undefined {
  const [paire = '', ...attributs] = entete.split(';').map((p) => p.trim());
  const egal = paire.indexOf('=');
  if (egal < 1) return undefined;
  const chemin = attributs.find((a) => a.toLowerCase().startsWith('path='))?.slice(5) ?? '/';
  return { nom: paire.slice(0, egal), valeur: paire.slice(egal + 1), chemin };
}

export interface Page {
  readonly url: URL;
  readonly statut: number;
  readonly entetes: Headers;
  readonly html: string;
}

export interface Navigateur {
  /** Follows redirections as a browser does, until a page or until an address accepted by `arret`. */
  aller(url: URL | string, arret?: (url: URL) => boolean): Promise<Page>;
  /** Posts a form of the current page. */
  poster(url: URL | string, champs: Record<string, string>, arret?: (url: URL) => boolean): Promise<Page>;
}

/** A browser without screen: cookies by path, redirections, nothing else. */
export function creerNavigateur(requeteDuNavigateur: Requete = requeteDeTest): Navigateur {
  const bocal = new Map<string, Cookie>();
  const cookiesPour = (url: URL): string =>
    [...bocal.values()]
      .filter(
        (c) => url.pathname === c.chemin || url.pathname.startsWith(c.chemin.endsWith('/') ? c.chemin : `${c.chemin}/`),
      )
      .map((c) => `${c.nom}=${c.valeur}`)
      .join('; ');
  const naviguer = async (depart: URL, init: RequestInit, arret: (url: URL) => boolean): Promise<Page> => {
    let url = depart;
    let requete = init;
    for (let saut = 0; saut < 10; saut += 1) {
      if (arret(url)) return { url, statut: 0, entetes: new Headers(), html: '' };
      const headers = {
        accept: 'text/html',
        cookie: cookiesPour(url),
        ...(requete.body ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      };
      const reponse = await requeteDuNavigateur(url.href, { ...requete, headers });
      for (const entete of reponse.headers.getSetCookie()) {
        const cookie = lireCookie(entete);
        if (cookie !== undefined) bocal.set(`${cookie.chemin} ${cookie.nom}`, cookie);
      }
      const suite = reponse.headers.get('location');
      if (suite === null) return { url, statut: reponse.status, entetes: reponse.headers, html: await reponse.text() };
      await reponse.body?.cancel();
      url = new URL(suite, url);
      requete = {};
    }
    throw new Error('trop de redirections');
  };
  return {
    aller: (url, arret = () => false) => naviguer(new URL(url), {}, arret),
    poster: (url, champs, arret = () => false) =>
      naviguer(new URL(url), { method: 'POST', body: new URLSearchParams(champs).toString() }, arret),
  };
}

/** From the address given by `demarrer` to the return address, choosing a person (and possibly a fault). */
export async function choisirAuSimulateur(
  navigateur: Navigateur,
  url: URL,
  psc: ConfigurationPsc,
  champs: Record<string, string>,
): Promise<URL> {
  const page = await navigateur.aller(url);
  const retour = await navigateur.poster(page.url, champs, (u) => u.href.startsWith(psc.redirectUri.href));
  return retour.url;
}
