import { isIP } from 'node:net';
import { ConfigurationInvalide } from './erreurs.ts';

/** `aucune-essai` : en clair, accepté seulement vers cette machine (simulateur). */
export type Securite = 'tls' | 'starttls' | 'aucune-essai';

export interface Acces {
  readonly hote: string;
  readonly port: number;
  readonly securite: Securite;
}

/** Toutes les durées en millisecondes, toutes les tailles en octets. */
export interface LimitesBoite {
  /** Message entier, encodage compris, au départ. Mon espace santé accepte 25 Mo. */
  readonly octetsEnvoi: number;
  /** Au-delà, un message reçu est mis en quarantaine et seul son début est gardé. */
  readonly octetsLecture: number;
  /** Une relève s'arrête après ce volume (et au moins un message), pour borner la mémoire. */
  readonly octetsReleve: number;
  readonly messagesReleve: number;
  /** Une relève s'arrête après cette durée de lecture (et au moins un message) : un lot piégé ne retient pas la file. */
  readonly dureeReleveMs: number;
  readonly attenteConnexionMs: number;
  readonly attenteReponseMs: number;
  /** Première attente avant de se reconnecter en surveillance ; double à chaque échec jusqu'à `reconnexionMaxMs`. */
  readonly reconnexionMs: number;
  readonly reconnexionMaxMs: number;
}

const MEGA = 1024 * 1024;

/** 25 Mo : ENS Mon espace santé Messagerie v1.3 (CNAM). 40 Mo en lecture : 25 Mo de contenu codé en base64, et de la marge. */
export const LIMITES_PAR_DEFAUT: LimitesBoite = {
  octetsEnvoi: 25 * MEGA,
  octetsLecture: 40 * MEGA,
  octetsReleve: 60 * MEGA,
  messagesReleve: 50,
  dureeReleveMs: 2000,
  attenteConnexionMs: 15_000,
  attenteReponseMs: 60_000,
  reconnexionMs: 1000,
  reconnexionMaxMs: 60_000,
};

export interface ConfigBoite {
  readonly adresse: string;
  readonly smtp: Acces;
  readonly imap: Acces;
  readonly identifiant: string;
  readonly secret?: string;
  /** Jeton Pro Santé Connect, demandé à chaque connexion et jamais gardé. */
  readonly jetonXoauth2?: string | (() => Promise<string>);
  /** Autorités acceptées (PEM), IGC-Santé en production ; à défaut celles du système. */
  readonly ca?: string;
  /** Certificat client des boîtes applicatives (gamme Élémentaire, ORGANISATION), PEM. */
  readonly certificatClient?: { readonly certificat: string; readonly cle: string };
  /** Nom attendu dans le certificat quand `hote` est une adresse IP. */
  readonly nomServeur?: string;
  /** MSS-02 : vrai pour un domaine de la liste blanche. Absent : seul l'opérateur juge. */
  readonly domaineDeConfiance?: (domaine: string) => boolean;
  readonly limites?: Partial<LimitesBoite>;
}

/** Limites effectives d'une boîte. */
export function limitesDe(config: ConfigBoite): LimitesBoite {
  return { ...LIMITES_PAR_DEFAUT, ...config.limites };
}

function estCetteMachine(hote: string): boolean {
  return hote === 'localhost' || hote === '::1' || (isIP(hote) === 4 && hote.startsWith('127.'));
}

function verifierAcces(nom: string, acces: Acces): void {
  if (acces.securite === 'aucune-essai' && !estCetteMachine(acces.hote)) {
    throw new ConfigurationInvalide(`Accès ${nom} : la connexion en clair n’est permise que vers cette machine.`);
  }
  if (!Number.isInteger(acces.port) || acces.port < 1 || acces.port > 65_535) {
    throw new ConfigurationInvalide(`Accès ${nom} : le port doit être un entier de 1 à 65535.`);
  }
}

/** Refuse un réglage qui enverrait un secret en clair ou n'en a pas. Lève `ConfigurationInvalide`. */
export function verifierConfig(config: ConfigBoite): void {
  verifierAcces('SMTP', config.smtp);
  verifierAcces('IMAP', config.imap);
  if (config.secret === undefined && config.jetonXoauth2 === undefined) {
    throw new ConfigurationInvalide('Il manque le secret ou le jeton d’identification de la boîte.');
  }
}

/** Options TLS communes à SMTP et IMAP. TLS 1.2 au moins (référentiel #2). */
export function optionsTls(config: ConfigBoite): {
  minVersion: 'TLSv1.2';
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
} {
  return {
    minVersion: 'TLSv1.2',
    ...(config.ca === undefined ? {} : { ca: config.ca }),
    ...(config.certificatClient === undefined
      ? {}
      : { cert: config.certificatClient.certificat, key: config.certificatClient.cle }),
    ...(config.nomServeur === undefined ? {} : { servername: config.nomServeur }),
  };
}

/** Secret ou jeton du moment. */
export async function identification(
  config: ConfigBoite,
): Promise<{ readonly sorte: 'secret' | 'jeton'; readonly valeur: string }> {
  if (config.jetonXoauth2 !== undefined) {
    const valeur = typeof config.jetonXoauth2 === 'string' ? config.jetonXoauth2 : await config.jetonXoauth2();
    return { sorte: 'jeton', valeur };
  }
  return { sorte: 'secret', valeur: config.secret ?? '' };
}
