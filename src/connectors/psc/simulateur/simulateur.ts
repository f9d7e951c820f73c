import { generateKeyPair } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { Provider } from 'oidc-provider';
import type { Journal } from '#lib/journal.ts';
import { journalMuet } from '#lib/journal.ts';
import { configurationOidc, COOKIE_SESSION, politiqueDeContenu, ROUTE_DECONNEXION, ROUTES } from './configuration.ts';
import type { CleSignature, ClientSimulateur, Contexte } from './configuration.ts';
import { afficherChoix, repondreChoix } from './choix.ts';
import { deconnecter } from './deconnexion.ts';
import { envoyerPage, envoyerStyle } from './envoi.ts';
import { pageMessage } from './pages.ts';
import { jetonEnPanne } from './pannes.ts';
import type { Persona } from './persona.ts';
import { repondreAuTelephone, ROUTE_TELEPHONE, Telephones } from './telephones.ts';

export interface OptionsSimulateurPsc {
  /** Public address, prefix included: `${origine}/simulateurs/psc`. */
  readonly issuer: string;
  readonly personas: readonly Persona[];
  readonly clients: readonly ClientSimulateur[];
  /** RSA private key with its `kid`; made at start when absent, so that tokens die with the process. */
  readonly cle?: CleSignature;
  readonly journal?: Journal;
}

export interface SimulateurPsc {
  /** To mount on the HTTP server for every path that starts with the prefix of the issuer, the prefix left in place. */
  gerer(req: IncomingMessage, res: ServerResponse): void;
  /** What the client side needs, ready for `creerFournisseurPsc`. */
  readonly config: { readonly environnement: 'essai'; readonly issuer: string; readonly decouverte: URL };
}

export async function creerCle(): Promise<CleSignature> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'simulateur' };
}

const DECOUVERTE = '/.well-known/wallet-openid-configuration';
const cookieDeSession = new RegExp(`^\\s*${COOKIE_SESSION}(\\.sig)?=`);

/**
 * The engine believes the address written in the issuer, never the headers of the caller; and it never reuses a session,
 * so that each sign-in offers the choice of a person.
 */
function preparer(req: IncomingMessage & { originalUrl?: string }, issuer: URL, racine: string, chemin: string): void {
  req.url = chemin;
  req.originalUrl = `${racine}${chemin}`;
  req.headers.host = issuer.host;
  req.headers['x-forwarded-proto'] = issuer.protocol.slice(0, -1);
  delete req.headers['x-forwarded-host'];
  if (!chemin.startsWith(ROUTES.authorization)) return;
  const cookies = (req.headers.cookie ?? '').split(';').filter((c) => !cookieDeSession.test(c));
  req.headers.cookie = cookies.join(';');
}

function brancherPannes(provider: Provider, contexte: Contexte): void {
  provider.use(async (ctx, suite) => {
    await suite();
    if (ctx.path !== ROUTES.token) return;
    const accord = ctx.oidc.entities.AuthorizationCode?.grantId;
    const panne = accord === undefined ? undefined : contexte.pannes.get(accord);
    const corps: unknown = ctx.body;
    if (accord === undefined || panne === undefined || typeof corps !== 'object' || corps === null) return;
    contexte.pannes.delete(accord);
    if (!('id_token' in corps) || typeof corps.id_token !== 'string') return;
    const jeton = jetonEnPanne(corps.id_token, panne, contexte.cle, Math.floor(Date.now() / 1000));
    ctx.body = { ...corps, id_token: jeton };
  });
}

/** The engine does not count: asking twice within a second gets `slow_down`, as the standard allows. */
function brancherCadence(provider: Provider, { telephones }: Contexte): void {
  provider.use(async (ctx, suite) => {
    await suite();
    const corps: unknown = ctx.body;
    const requete: unknown = ctx.oidc?.params?.['auth_req_id'];
    if (ctx.path !== ROUTES.token || typeof requete !== 'string' || typeof corps !== 'object' || corps === null) return;
    const attente = 'error' in corps && corps.error === 'authorization_pending';
    if (telephones.tropTot(requete, Date.now()) && attente) ctx.body = { ...corps, error: 'slow_down' };
  });
}

function creerMoteur(contexte: Contexte, journal: Journal): Provider {
  const provider = new Provider(contexte.issuer, configurationOidc(contexte));
  provider.proxy = true;
  provider.silent = true;
  provider.on('server_error', () => journal('erreur', 'psc.simulateur.erreur'));
  brancherPannes(provider, contexte);
  brancherCadence(provider, contexte);
  return provider;
}

const estConnu = (chemin: string): boolean =>
  ['/style.css', ROUTE_DECONNEXION, ROUTE_TELEPHONE, ...Object.values(ROUTES)].includes(chemin) ||
  ['/.well-known/', '/interaction/', `${ROUTES.authorization}/`].some((debut) => chemin.startsWith(debut));

/** One request, by its path after the prefix. */
function creerAiguillage(contexte: Contexte, provider: Provider) {
  const { racine } = contexte;
  const issuer = new URL(contexte.issuer);
  const csp = politiqueDeContenu(contexte.clients);
  const moteur = provider.callback();
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const url = new URL(req.url ?? '/', issuer.origin);
    const chemin = url.pathname.startsWith(`${racine}/`) ? url.pathname.slice(racine.length) : undefined;
    if (chemin === undefined || !estConnu(chemin)) {
      const message = 'Cette adresse n’existe pas dans le simulateur. Revenez dans l’application.';
      return envoyerPage(res, 404, pageMessage(racine, 'Page introuvable', message), csp);
    }
    if (chemin === '/style.css') return envoyerStyle(res);
    const interne = chemin === DECOUVERTE ? '/.well-known/openid-configuration' : chemin;
    preparer(req, issuer, racine, `${interne}${url.search}`);
    if (chemin.startsWith('/interaction/')) {
      const repondre = req.method === 'POST' ? repondreChoix : afficherChoix;
      return repondre(contexte, provider, req, res, csp);
    }
    if (chemin === ROUTE_TELEPHONE) return repondreAuTelephone(contexte, provider, req, res, csp);
    if (chemin === ROUTE_DECONNEXION) return deconnecter(contexte, provider, req, res, csp);
    await moteur(req, res);
  };
}

function avouer(contexte: Contexte, res: ServerResponse): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const message = 'Le simulateur a rencontré une erreur. Revenez dans l’application et recommencez.';
  const page = pageMessage(contexte.racine, 'Erreur du simulateur', message);
  envoyerPage(res, 500, page, politiqueDeContenu(contexte.clients));
}

/** Pro Santé Connect for the trial profile, in our process. Limits and faults: README.md beside. */
export async function creerSimulateurPsc(options: OptionsSimulateurPsc): Promise<SimulateurPsc> {
  const { issuer, personas, clients, journal = journalMuet } = options;
  const racine = new URL(issuer).pathname.replace(/\/$/, '');
  const cle = options.cle ?? (await creerCle());
  const contexte: Contexte = {
    issuer,
    racine,
    personas,
    clients,
    cle,
    pannes: new Map(),
    telephones: new Telephones(),
    journal,
  };
  const traiter = creerAiguillage(contexte, creerMoteur(contexte, journal));
  return {
    gerer: (req, res) => {
      traiter(req, res).catch(() => {
        journal('erreur', 'psc.simulateur.erreur');
        avouer(contexte, res);
      });
    },
    config: { environnement: 'essai', issuer, decouverte: new URL(`${issuer}${DECOUVERTE}`) },
  };
}
