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
import type { PanneDeJeton } from './pannes.ts';
import type { Persona } from './persona.ts';

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

/** Pro Santé Connect for the trial profile, in our process. Limits and faults: README.md beside. */
export async function creerSimulateurPsc(options: OptionsSimulateurPsc): Promise<SimulateurPsc> {
  const issuer = new URL(options.issuer);
  const racine = issuer.pathname.replace(/\/$/, '');
  const pannes = new Map<string, PanneDeJeton>();
  const contexte: Contexte = { ...options, racine, pannes, cle: options.cle ?? (await creerCle()) };
  const journal = options.journal ?? journalMuet;
  const provider = new Provider(options.issuer, configurationOidc(contexte));
  provider.proxy = true;
  provider.silent = true;
  provider.on('server_error', () => journal('erreur', 'psc.simulateur.erreur'));
  brancherPannes(provider, contexte);
  const moteur = provider.callback();
  const csp = politiqueDeContenu(options.clients);

  const traiter = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const url = new URL(req.url ?? '/', 'http://interne.invalid');
    if (url.pathname !== racine && !url.pathname.startsWith(`${racine}/`))
      throw new Error('psc.simulateur.hors_prefixe');
    const chemin = url.pathname.slice(racine.length);
    if (chemin === '/style.css') return envoyerStyle(res);
    const decouverte = chemin === '/.well-known/wallet-openid-configuration';
    preparer(req, issuer, racine, `${decouverte ? '/.well-known/openid-configuration' : chemin || '/'}${url.search}`);
    if (chemin.startsWith('/interaction/')) {
      if (req.method === 'POST') return repondreChoix(contexte, provider, req, res, csp);
      return afficherChoix(contexte, provider, req, res, csp);
    }
    if (chemin === ROUTE_DECONNEXION) return deconnecter(contexte, provider, req, res, csp);
    await moteur(req, res);
  };

  const avouer = (res: ServerResponse): void => {
    journal('erreur', 'psc.simulateur.erreur');
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const message = 'Le simulateur a rencontré une erreur. Revenez dans l’application et recommencez.';
    envoyerPage(res, 500, pageMessage(racine, 'Erreur du simulateur', message), csp);
  };

  return {
    gerer: (req, res) => void traiter(req, res).catch(() => avouer(res)),
    config: {
      environnement: 'essai',
      issuer: options.issuer,
      decouverte: new URL(`${options.issuer}/.well-known/wallet-openid-configuration`),
    },
  };
}
