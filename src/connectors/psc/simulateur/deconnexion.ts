import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import type { ClientSimulateur, Contexte } from './configuration.ts';
import { envoyerPage } from './envoi.ts';
import { pageMessage } from './pages.ts';

/** Audience of the hint, signature unchecked: it only selects a registered client, whose return addresses are then compared exactly. */
function audience(jeton: string | null): unknown {
  const corps = Buffer.from(jeton?.split('.')[1] ?? '', 'base64url').toString();
  if (!corps.startsWith('{')) return undefined;
  try {
    const claims: { aud?: unknown } = JSON.parse(corps);
    return claims.aud;
  } catch (erreur) {
    if (erreur instanceof SyntaxError) return undefined;
    throw erreur;
  }
}

function clientDe(clients: readonly ClientSimulateur[], params: URLSearchParams): ClientSimulateur | undefined {
  const id = audience(params.get('id_token_hint')) ?? params.get('client_id');
  return clients.find((c) => c.clientId === id);
}

type Avertir = (sujet: string, sid: string) => Promise<unknown>;

/** Tells each application that this session is over, as the real service would; one that does not answer stops nobody. */
async function prevenirLesClients(
  { clients, journal }: Contexte,
  provider: Provider,
  session: Awaited<ReturnType<Provider['Session']['get']>>,
): Promise<void> {
  const { accountId } = session;
  if (accountId === undefined) return;
  for (const { clientId, avisDeDeconnexion } of clients) {
    const sid = session.sidFor(clientId);
    const client = await provider.Client.find(clientId);
    if (avisDeDeconnexion === undefined || sid === undefined || client === undefined) continue;
    // The engine has this method; its published types do not say so.
    const { backchannelLogout: avertir } = client as unknown as { backchannelLogout: Avertir };
    await avertir.call(client, accountId, sid).catch(() => journal('attention', 'psc.simulateur.avis_perdu'));
  }
}

/**
 * Ends the simulator's session, then returns to the application without asking, as the real service does with a hint.
 * A hint signed by a previous run of the simulator is accepted: otherwise nobody could leave after a restart.
 */
export async function deconnecter(
  contexte: Contexte,
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
  csp: string,
): Promise<void> {
  const params = new URL(req.url ?? '/', contexte.issuer).searchParams;
  const session = await provider.Session.get(provider.createContext(req, res));
  await prevenirLesClients(contexte, provider, session);
  await session.destroy();
  const retour = params.get('post_logout_redirect_uri');
  const client = clientDe(contexte.clients, params);
  if (retour !== null && client?.retoursDeconnexion.includes(retour)) {
    const suite = new URL(retour);
    const etat = params.get('state');
    if (etat !== null) suite.searchParams.set('state', etat);
    res.writeHead(303, { location: suite.href, 'cache-control': 'no-store' });
    res.end();
    return;
  }
  const [statut, titre, message] =
    retour === null
      ? ([200, 'Vous êtes déconnecté', 'Vous pouvez fermer cette page.'] as const)
      : ([
          400,
          'Adresse de retour refusée',
          'Vous êtes déconnecté, mais l’adresse de retour n’est pas enregistrée.',
        ] as const);
  envoyerPage(res, statut, pageMessage(contexte.racine, titre, message), csp);
}
