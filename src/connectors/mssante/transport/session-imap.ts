import { ImapFlow } from 'imapflow';
import { identification, limitesDe, optionsTls, type ConfigBoite } from '../config.ts';
import { traduireErreurImap } from './traduire-erreur.ts';

/** Marge au-dessus du plus gros message lu : la réponse IMAP porte aussi ses marqueurs. */
const MARGE_REPONSE = 1024 * 1024;

/** Délai après lequel une écoute IDLE est relancée : sous les 10 minutes d'inactivité des pare-feu courants. */
const RELANCE_IDLE_MS = 9 * 60 * 1000;

function options(config: ConfigBoite, qui: Awaited<ReturnType<typeof identification>>) {
  const limites = limitesDe(config);
  const { hote, port, securite } = config.imap;
  return {
    host: hote,
    port,
    secure: securite === 'tls',
    ...(securite === 'tls' ? {} : { doSTARTTLS: securite === 'starttls' }),
    tls: optionsTls(config),
    ...(config.nomServeur === undefined ? {} : { servername: config.nomServeur }),
    auth:
      qui.sorte === 'jeton'
        ? { user: config.identifiant, accessToken: qui.valeur }
        : { user: config.identifiant, pass: qui.valeur },
    logger: false as const,
    disableAutoIdle: true,
    maxIdleTime: RELANCE_IDLE_MS,
    connectionTimeout: limites.attenteConnexionMs,
    greetingTimeout: limites.attenteConnexionMs,
    socketTimeout: limites.attenteReponseMs,
    maxLiteralSize: limites.octetsLecture + MARGE_REPONSE,
    maxResponseSize: limites.octetsLecture + 2 * MARGE_REPONSE,
    clientInfo: { name: 'Cordée' },
  };
}

/** Ouvre une session IMAP identifiée. Lève une `ErreurMssante` ; en cas d'échec rien ne reste ouvert. */
export async function ouvrirSession(config: ConfigBoite): Promise<ImapFlow> {
  const session = new ImapFlow(options(config, await identification(config)));
  // Sans écouteur, un événement « error » arrêterait le processus ; la commande en cours porte déjà l'erreur.
  session.on('error', () => undefined);
  try {
    await session.connect();
    return session;
  } catch (erreur) {
    session.close();
    throw traduireErreurImap(erreur);
  }
}

/** Ferme poliment, puis sans attendre si le serveur ne répond plus. */
export async function fermerSession(session: ImapFlow): Promise<void> {
  if (!session.usable) {
    session.close();
    return;
  }
  // logout() ferme la connexion même quand le serveur refuse ou se tait : il n'y a rien d'autre à faire de l'erreur.
  await session.logout().catch(() => session.close());
}
