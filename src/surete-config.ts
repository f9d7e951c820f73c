import { lireClefEnBase64 } from '#lib/coffre/index.ts';
import { jugerCertificat, type PaireDeclaree } from '#lib/sorties/index.ts';
import type { Config } from './config.ts';

/**
 * What a house refuses to start with, outside the database: one sentence per fault, saying what to do. Pure: the state of the files and
 * of the process is an argument. Source: design security §8, HDS-03.
 */
export interface Terrain {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Every variable of ours that means something. */
  readonly connues: ReadonlySet<string>;
  /** Real paths (links followed) of what the configuration designates. */
  readonly fichiers: readonly FichierDeCle[];
  /** Client certificates the configuration designates, as their files were read. */
  readonly certificats: readonly (PaireDeclaree & {
    readonly variable: 'CORDEE_PSC_CERTIFICAT' | 'CORDEE_INSI_CERTIFICAT';
  })[];
  readonly maintenant: Date;
  readonly dossierDonnees: string;
  readonly dossierWeb: string;
  /** User id of this process; undefined where there is none. */
  readonly uid: number | undefined;
  readonly argumentsDeNode: readonly string[];
}

export interface FichierDeCle {
  readonly variable: 'CORDEE_CLE_MAITRE' | 'CORDEE_CLE_SCEAU' | 'CORDEE_INSI_CLE' | 'CORDEE_PSC_CLE';
  /** Undefined: the file does not exist. */
  readonly chemin: string | undefined;
  /** Permission bits. */
  readonly mode: number;
}

type Regle = (config: Config, terrain: Terrain) => readonly (string | false)[];

const LOCAUX = /^(localhost|.*\.localhost|127\..*|\[?::1\]?|0\.0\.0\.0)$/i;
const FICTIFS = /\.(invalid|test|example|local|localhost)$/i;
const FAIBLES =
  /^(postgres|cordee|admin|password|motdepasse|secret|changeme|changezmoi|azerty.*|123.*|test.*|essai.*)$/i;
/** Shorter secrets are tried one by one. */
const SECRET_MIN = 16;

const estFaible = (secret: string): boolean =>
  secret.length < SECRET_MIN || FAIBLES.test(secret) || new Set(secret).size < 8;

const estDans = (chemin: string, dossier: string): boolean =>
  chemin === dossier || chemin.startsWith(`${dossier.replace(/\/+$/, '')}/`);

/** True of every house, trial included. */
const TOUJOURS: Regle = (config, t) => [
  ...Object.keys(t.env)
    .filter((nom) => nom.startsWith('CORDEE_') && !t.connues.has(nom))
    .map((nom) => `${nom} n’est pas une variable de Cordée : corrigez son nom (docs/configuration.md) ou retirez-la.`),
  ...t.fichiers
    .filter(({ chemin, mode }) => chemin !== undefined && (mode & 0o077) !== 0)
    .map(({ variable, chemin }) => `${variable} : ${chemin} est lisible par d’autres comptes. Fermez-le : chmod 600.`),
  ...t.fichiers
    .filter(({ chemin }) => chemin !== undefined && estDans(chemin, t.dossierWeb))
    .map(
      ({ variable }) =>
        `${variable} : cette clé est dans le dossier des écrans, que tout le monde peut lire. Déplacez-la.`,
    ),
  estDans(t.dossierDonnees, t.dossierWeb) &&
    'CORDEE_DONNEES est dans le dossier des écrans, que tout le monde peut lire. Donnez un autre dossier.',
  ...origine(config.origine),
];

function origine(donnee: string | undefined): readonly (string | false)[] {
  if (donnee === undefined) return [];
  const url = new URL(donnee);
  return [
    donnee.includes('*') && 'CORDEE_ORIGINE est une seule adresse, sans étoile.',
    (url.pathname !== '/' || url.search !== '' || url.hash !== '') &&
      'CORDEE_ORIGINE est une origine, sans chemin : https://cordee.exemple.fr',
    (url.username !== '' || url.password !== '') && 'CORDEE_ORIGINE ne contient ni compte ni mot de passe.',
  ];
}

/** A trial never meets a real partner, nor a real secret. */
const ESSAI: Regle = (config) => [
  config.boites.length > 0 &&
    'CORDEE_BOITES : un essai n’ouvre pas de vraie messagerie. Retirez-la, ou prenez CORDEE_PROFIL=territoire.',
  config.psc !== undefined &&
    'CORDEE_PSC : un essai a son Pro Santé Connect simulé, jamais le vrai. Retirez-la, ou prenez CORDEE_PROFIL=territoire.',
  config.insi !== undefined &&
    'CORDEE_INSI : un essai n’interroge pas le vrai téléservice INSi. Retirez-la, ou prenez CORDEE_PROFIL=territoire.',
];

const ORIGINE_REELLE: Regle = ({ origine: donnee }) => {
  if (donnee === undefined) return ['CORDEE_ORIGINE manque : donnez l’adresse publique, en https.'];
  const { protocol, hostname } = new URL(donnee);
  return [
    protocol !== 'https:' && 'Hors essai, CORDEE_ORIGINE est une adresse https.',
    (LOCAUX.test(hostname) || FICTIFS.test(hostname)) &&
      `CORDEE_ORIGINE désigne cette machine ou un nom fictif (${hostname}) : donnez le nom public.`,
    /^\d+(\.\d+){3}$|^\[/.test(hostname) &&
      'CORDEE_ORIGINE est une adresse chiffrée, pas un nom : ni certificat ni clé d’accès ne tiendraient.',
  ];
};

const BASE_REELLE: Regle = ({ urlBase }) => {
  if (urlBase === undefined) return ['Le profil essai est le seul à embarquer sa base : donnez DATABASE_URL.'];
  const url = new URL(urlBase);
  const motDePasse = decodeURIComponent(url.password);
  const chiffrement = url.searchParams.get('sslmode');
  return [
    motDePasse === '' && 'DATABASE_URL n’a pas de mot de passe.',
    motDePasse !== '' &&
      (estFaible(motDePasse) || motDePasse === url.username) &&
      `Le mot de passe de DATABASE_URL est faible ou d’usine : ${SECRET_MIN} caractères au hasard au moins.`,
    !LOCAUX.test(url.hostname) &&
      !['require', 'verify-ca', 'verify-full'].includes(chiffrement ?? '') &&
      'La base est sur une autre machine : ajoutez sslmode=verify-full à DATABASE_URL.',
    LOCAUX.test(url.hostname) &&
      chiffrement === 'no-verify' &&
      'sslmode=no-verify accepte n’importe quel certificat : prenez verify-full.',
  ];
};

const CLES_REELLES: Regle = (config, t) => {
  const maitre = t.fichiers.find(({ variable }) => variable === 'CORDEE_CLE_MAITRE');
  const octets = config.cleMaitre === undefined ? undefined : lireClefEnBase64(config.cleMaitre);
  const chemins = t.fichiers.flatMap(({ chemin }) => chemin ?? []);
  return [
    config.cleMaitre === undefined &&
      'CORDEE_CLE_MAITRE manque : sans clé maître hors de la base, rien ne peut être scellé (npm run cordee -- cles maitre FICHIER).',
    config.cleMaitre !== undefined &&
      octets === undefined &&
      maitre?.chemin === undefined &&
      'CORDEE_CLE_MAITRE n’est ni un fichier qui existe ni 32 octets en base64.',
    octets !== undefined &&
      new Set(octets).size < 16 &&
      'CORDEE_CLE_MAITRE n’a pas été tirée au hasard : faites-en une (npm run cordee -- cles maitre FICHIER).',
    config.cleDeSceau === undefined &&
      'CORDEE_CLE_SCEAU manque : donnez la clé qui signe le journal des accès, hors du dossier de données.',
    ...t.fichiers
      .filter(({ chemin }) => chemin !== undefined && estDans(chemin, t.dossierDonnees))
      .map(({ variable }) => `${variable} est dans le dossier de données : une copie du dossier emporterait la clé.`),
    new Set(chemins).size < chemins.length &&
      'Une même clé sert à deux usages (CORDEE_CLE_MAITRE, CORDEE_CLE_SCEAU, CORDEE_INSI_CLE, CORDEE_PSC_CLE) : une clé par usage.',
    config.destinataire === undefined &&
      'CORDEE_DESTINATAIRE manque : les sauvegardes seraient en clair (npm run cordee -- cles destinataire FICHIER).',
    config.destinataire !== undefined &&
      !/^cordee-destinataire:1:[A-Za-z0-9_-]{43}$/.test(config.destinataire) &&
      'CORDEE_DESTINATAIRE n’est pas une clé publique de Cordée (cordee-destinataire:1:…).',
  ];
};

const PARTENAIRES_REELS: Regle = (config, t) => [
  ...config.boites.flatMap((boite) => [
    estFaible(boite.secret ?? '') && `CORDEE_BOITES : le secret de ${boite.adresse} est vide, d’usine ou trop court.`,
    [boite.smtp.hote, boite.imap.hote].some((hote) => LOCAUX.test(hote) || FICTIFS.test(hote)) &&
      `CORDEE_BOITES : ${boite.adresse} désigne un simulateur ou cette machine. Donnez l’opérateur MSSanté.`,
    FICTIFS.test(boite.adresse) && `CORDEE_BOITES : ${boite.adresse} est une adresse fictive.`,
  ]),
  config.psc?.secret !== undefined &&
    estFaible(config.psc.secret) &&
    'CORDEE_PSC_SECRET est vide, d’usine ou trop court : prenez celui donné par l’ANS.',
  ...t.certificats.map((paire) => {
    const faute = jugerCertificat(paire, t.maintenant);
    return faute !== undefined && `${paire.variable} : ${faute}.`;
  }),
  ...(config.insi === undefined
    ? []
    : [
        !config.insi.adresse.startsWith('https://') && 'CORDEE_INSI est une adresse https.',
        (LOCAUX.test(new URL(config.insi.adresse).hostname) || FICTIFS.test(new URL(config.insi.adresse).hostname)) &&
          'CORDEE_INSI désigne un simulateur ou cette machine : donnez le téléservice.',
        (config.insi.certificat === undefined || config.insi.cle === undefined) &&
          'CORDEE_INSI demande son certificat et sa clé (CORDEE_INSI_CERTIFICAT, CORDEE_INSI_CLE).',
        (config.insi.idam === undefined || config.insi.emetteur === undefined) &&
          'CORDEE_INSI demande qui appelle : l’autorisation du logiciel et le numéro de la structure (CORDEE_INSI_IDAM, CORDEE_INSI_EMETTEUR).',
      ]),
];

/** What arrives by mail is opened by people: doing without an antivirus is a decision, never an oversight (ASVS 5.4.3). */
const ANTIVIRUS_REEL: Regle = (config) => [
  config.antivirus === undefined &&
    'CORDEE_ANTIVIRUS manque : donnez clamd (unix:/run/clamav/clamd.ctl), ou écrivez « sans » si un autre antivirus vérifie déjà vos boîtes.',
];

const PROCESSUS_REEL: Regle = (config, t) => {
  const secrets = secretsDe(config, t.env);
  return [
    t.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0' &&
      'NODE_TLS_REJECT_UNAUTHORIZED=0 accepte n’importe quel certificat : retirez-la.',
    t.env['CORDEE_DEBOGUER'] === 'oui' && 'CORDEE_DEBOGUER=oui montre l’intérieur des pannes : pas hors essai.',
    t.argumentsDeNode.some((a) => a.startsWith('--inspect')) &&
      'Node est lancé avec --inspect : n’importe quel compte de la machine lirait la mémoire.',
    t.uid === 0 && 'Cordée est lancée par root : prenez un compte qui ne possède que ses dossiers.',
    new Set(secrets).size < secrets.length && 'Le même secret sert deux fois : un secret par usage.',
  ];
};

/** Every secret this configuration holds: none may ever be in a log. */
export function secretsDe(
  config: Pick<Config, 'urlBase' | 'cleMaitre' | 'boites' | 'psc'>,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const base = config.urlBase === undefined ? '' : decodeURIComponent(new URL(config.urlBase).password);
  const maitre =
    config.cleMaitre !== undefined && lireClefEnBase64(config.cleMaitre) !== undefined ? config.cleMaitre : '';
  return [
    base,
    maitre,
    ...config.boites.map(({ secret }) => secret ?? ''),
    config.psc?.secret ?? '',
    env['PGPASSWORD'] ?? '',
  ].filter((s) => s !== '');
}

const REEL: readonly Regle[] = [
  ORIGINE_REELLE,
  BASE_REELLE,
  CLES_REELLES,
  PARTENAIRES_REELS,
  ANTIVIRUS_REEL,
  PROCESSUS_REEL,
];

/** Everything to correct, at once; empty: the house may start. */
export function jugerLaConfiguration(config: Config, terrain: Terrain): readonly string[] {
  const regles = [TOUJOURS, ...(config.profil === 'essai' ? [ESSAI] : REEL)];
  return regles.flatMap((regle) => regle(config, terrain)).filter((phrase) => phrase !== false);
}
