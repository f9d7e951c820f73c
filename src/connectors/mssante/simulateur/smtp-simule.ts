import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { enAscii } from './ascii.ts';
import type { Verdict } from './comportements.ts';
import type { Distribution } from './distribution.ts';

export interface ServeurSimule {
  readonly port: number;
  arreter(): Promise<void>;
}

/** Certificat présenté par le simulateur (PEM) ; sans lui, tout passe en clair sur la boucle locale. */
export interface CertificatSimule {
  readonly cle: string;
  readonly certificat: string;
}

export interface ReglagesSmtp {
  readonly distribution: Distribution;
  readonly autoriser: (identifiant: string, secret: string) => boolean;
  readonly octetsMax: number;
  readonly certificat?: CertificatSimule;
  /** TLS dès la connexion plutôt que STARTTLS ; n'a de sens qu'avec un certificat. */
  readonly tlsImmediat?: boolean;
}

type Rappel = (erreur?: Error | null) => void;

function refus(code: number, texte: string): Error {
  return Object.assign(new Error(enAscii(texte)), { responseCode: code });
}

function adresseDe(valeur: SMTPServerAddress | false): string {
  return valeur === false ? '' : valeur.address;
}

async function lireTout(flux: SMTPServerDataStream): Promise<Buffer> {
  const morceaux: Buffer[] = [];
  for await (const morceau of flux) {
    morceaux.push(morceau as Buffer);
  }
  return Buffer.concat(morceaux);
}

interface Transactions {
  destinataire(session: SMTPServerSession, adresse: string): Verdict;
  message(session: SMTPServerSession, flux: SMTPServerDataStream): Promise<'accepte' | 'couper'>;
}

function creerTransactions({ distribution, octetsMax }: ReglagesSmtp): Transactions {
  const suites = new Map<string, Map<string, Verdict>>();
  const cle = (session: SMTPServerSession) => `${session.id}/${session.transaction}`;
  return {
    destinataire(session, adresse) {
      const un = distribution.presenter(adresseDe(session.envelope.mailFrom), adresse);
      if (un.sorte !== 'refuser') {
        const connues = suites.get(cle(session)) ?? new Map<string, Verdict>();
        suites.set(cle(session), connues.set(adresse, un));
      }
      return un;
    },
    async message(session, flux) {
      const octets = await lireTout(flux);
      const destinataires = suites.get(cle(session)) ?? new Map<string, Verdict>();
      suites.delete(cle(session));
      if (flux.sizeExceeded || octets.byteLength > octetsMax) {
        throw refus(552, '5.3.4 Message trop gros');
      }
      await distribution.distribuer(adresseDe(session.envelope.mailFrom), destinataires, octets);
      return [...destinataires.values()].some((un) => un.sorte === 'remettre-puis-couper') ? 'couper' : 'accepte';
    },
  };
}

function optionsTls({ certificat, tlsImmediat }: ReglagesSmtp) {
  return certificat === undefined
    ? { disabledCommands: ['STARTTLS'], allowInsecureAuth: true }
    : { key: certificat.cle, cert: certificat.certificat, secure: tlsImmediat ?? false };
}

function creerServeur(reglages: ReglagesSmtp): SMTPServer {
  const transactions = creerTransactions(reglages);
  const serveur: SMTPServer = new SMTPServer({
    ...optionsTls(reglages),
    name: 'simulateur.invalid',
    banner: 'Messagerie d essai',
    size: reglages.octetsMax,
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 200,
    noDelay: true,
    authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    onAuth(demande, _session, rappel) {
      const permis = reglages.autoriser(demande.username ?? '', demande.accessToken ?? demande.password ?? '');
      rappel(permis ? null : refus(535, '5.7.8 Identification refusée'), permis ? { user: demande.username } : {});
    },
    onMailFrom(adresse, session, rappel) {
      // Un opérateur ne laisse écrire qu'au nom de la boîte identifiée.
      const sienne = adresse.address.toLowerCase() === String(session.user).toLowerCase();
      rappel(sienne ? null : refus(553, '5.7.1 Expéditeur différent de la boîte identifiée'));
    },
    onRcptTo(adresse, session, rappel) {
      const un = transactions.destinataire(session, adresse.address);
      rappel(un.sorte === 'refuser' ? refus(un.code, un.texte) : null);
    },
    onData(flux, session, rappel: Rappel) {
      transactions.message(session, flux).then(
        (issue) => (issue === 'couper' ? couper(serveur, session) : rappel(null)),
        (erreur: unknown) => rappel(erreur instanceof Error ? erreur : refus(451, '4.3.0 Panne du simulateur')),
      );
    },
  });
  return serveur;
}

/** Ferme sans répondre : l'expéditeur ne sait pas si son message est passé. */
function couper(serveur: SMTPServer, session: SMTPServerSession): void {
  for (const connexion of serveur.connections) {
    if (connexion.id === session.id) {
      connexion.close();
    }
  }
}

/** Démarre le serveur SMTP sur un port libre de la boucle locale. */
export async function demarrerSmtp(reglages: ReglagesSmtp): Promise<ServeurSimule> {
  const serveur = creerServeur(reglages);
  // Une connexion rompue par le client n'est pas une panne du serveur ; sans écouteur elle arrêterait le processus.
  serveur.on('error', () => undefined);
  await new Promise<void>((pret, echec) => {
    serveur.server.once('error', echec);
    serveur.listen(0, '127.0.0.1', () => pret());
  });
  return {
    port: (serveur.server.address() as AddressInfo).port,
    arreter: () => new Promise((fini) => serveur.close(() => fini())),
  };
}
