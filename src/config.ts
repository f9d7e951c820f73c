import { readFileSync } from 'node:fs';
import type { BlockList } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { lireMandataires } from '#http/adresse.ts';
import { lireAdresseClamd, type AdresseClamd } from '#connectors/antivirus/index.ts';
import type { ConfigBoite } from '#connectors/mssante/index.ts';
import { lirePsc, type PscConfigure } from './config-psc.ts';
import { lireSorties } from './sorties-de-la-maison.ts';

/**
 * Configuration: read from the environment once, validated, frozen. It starts with none. Each variable is documented in
 * `docs/configuration.md`; a test checks that the two lists agree.
 */
const Environnement = z.object({
  PORT: z.coerce.number({ error: 'PORT est un nombre entre 0 et 65535.' }).int().min(0).max(65535).default(3000),
  CORDEE_HOTE: z.string().default('127.0.0.1'),
  CORDEE_PROFIL: z
    .enum(['essai', 'territoire', 'region'], { error: 'CORDEE_PROFIL vaut essai, territoire ou region.' })
    .default('essai'),
  CORDEE_DONNEES: z.string().optional(),
  DATABASE_URL: z.url({ error: 'DATABASE_URL est une adresse postgres://…' }).optional(),
  CORDEE_ORIGINE: z
    .url({ error: 'CORDEE_ORIGINE est l’adresse publique, par exemple https://cordee.exemple.fr' })
    .optional(),
  /** JSON list of mailbox settings (`ConfigBoite`), outside the trial. */
  CORDEE_BOITES: z.string().optional(),
  /** `prets`: the screens were built beforehand, nothing is built at start. */
  CORDEE_ECRANS: z.enum(['construire', 'prets']).default('construire'),
  /** Folder of FHIR packages (.tgz), or one package. */
  CORDEE_PAQUETS: z.string().optional(),
  /** Master key: a file, or 32 octets in base64. */
  CORDEE_CLE_MAITRE: z.string().optional(),
  /** Public key of whoever can open the backups. */
  CORDEE_DESTINATAIRE: z.string().optional(),
  /** File of the private key that signs the roots of the journal of accesses. */
  CORDEE_CLE_SCEAU: z.string().optional(),
  CORDEE_INSI: z.url({ error: 'CORDEE_INSI est l’adresse du téléservice INSi, https://…' }).optional(),
  CORDEE_INSI_CERTIFICAT: z.string().optional(),
  CORDEE_INSI_CLE: z.string().optional(),
  CORDEE_INSI_AUTORITES: z.string().optional(),
  /** Authorisation of the software, national number of the structure, UUID of this installation. */
  CORDEE_INSI_IDAM: z.string().optional(),
  CORDEE_INSI_EMETTEUR: z.string().optional(),
  CORDEE_INSI_INSTANCE: z.uuid({ error: 'CORDEE_INSI_INSTANCE est un UUID.' }).optional(),
  /** Pro Santé Connect, outside the trial. */
  CORDEE_PSC: z.enum(['bac-a-sable', 'production'], { error: 'CORDEE_PSC vaut bac-a-sable ou production.' }).optional(),
  CORDEE_PSC_CLIENT: z.string().optional(),
  CORDEE_PSC_SECRET: z.string().optional(),
  /** The service lets us ask for a confirmation on the phone (CIBA). */
  CORDEE_PSC_TELEPHONE: z.enum(['oui', 'non']).default('non'),
  /** Mutual TLS instead of the secret: PEM files of our certificate and its key, and of who may sign the service. */
  CORDEE_PSC_CERTIFICAT: z.string().optional(),
  CORDEE_PSC_CLE: z.string().optional(),
  CORDEE_PSC_AUTORITES: z.string().optional(),
  /** `confiance`: the trusted space of the ANS, where only a certificate is accepted. */
  CORDEE_PSC_ESPACE: z
    .enum(['communaute', 'confiance'], { error: 'CORDEE_PSC_ESPACE vaut communaute ou confiance.' })
    .default('communaute'),
  /** Where subscriptions may be delivered: `logiciel.exemple.fr,*.hopital.fr:8443`. */
  CORDEE_SORTIES: z.string().optional(),
  /** Addresses of our own proxies, `10.0.0.0/8,192.0.2.1`. */
  CORDEE_MANDATAIRES: z.string().optional(),
  /** Where clamd listens on this machine, or `sans`. */
  CORDEE_ANTIVIRUS: z.string().optional(),
  CORDEE_SANS_DEMO: z.enum(['oui', 'non']).default('non'),
});

export type Profil = z.output<typeof Environnement>['CORDEE_PROFIL'];

export interface Config {
  readonly port: number;
  readonly hote: string;
  readonly profil: Profil;
  /** Folder of the embedded database and of the simulators; undefined: chosen by the launcher. */
  readonly donnees: string | undefined;
  readonly urlBase: string | undefined;
  /** Public origin, without a final slash; undefined: http://localhost:<port>. */
  readonly origine: string | undefined;
  readonly demo: boolean;
  readonly construireEcrans: boolean;
  readonly boites: readonly ConfigBoite[];
  /** A file, or the 32 octets in base64; undefined: the trial makes its own in its data folder. */
  readonly cleMaitre: string | undefined;
  /** Public key for which backups are sealed. */
  readonly destinataire: string | undefined;
  /** Undefined: in the data folder, made at the first start. */
  readonly cleDeSceau: string | undefined;
  /** Address of INSi and the PEM files of its mutual TLS; undefined: not connected. The trial has its own. */
  readonly insi: InsiConfigure | undefined;
  /** Undefined: the card door is closed. The trial has its own. */
  readonly psc: PscConfigure | undefined;
  /** Where the antivirus listens; `sans`: the house does without, and says so; undefined: not decided. The trial has its own. */
  readonly antivirus: AdresseClamd | 'sans' | undefined;
  /** Hosts where subscriptions may be delivered, as they were written; each is readable by `lireMotif`. */
  readonly sorties: readonly string[];
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly mandataires: BlockList | undefined;
  /** FHIR packages by which what comes through the FHIR door is judged. */
  readonly paquets: readonly string[];
}

export interface InsiConfigure {
  readonly adresse: string;
  readonly certificat: string | undefined;
  readonly cle: string | undefined;
  readonly autorites: string | undefined;
  readonly idam: string | undefined;
  readonly emetteur: string | undefined;
  readonly instance: string | undefined;
}

export const VARIABLES: readonly string[] = Object.keys(Environnement.shape);

/** A secret may stay in a file: `DATABASE_URL_FICHIER` gives the path of what `DATABASE_URL` would hold. */
const PAR_FICHIER = ['DATABASE_URL', 'CORDEE_BOITES', 'CORDEE_PSC_SECRET'] as const;

/** Everything of ours that means something in the environment: the configuration, then what tools and tests read. */
export const VARIABLES_CONNUES: ReadonlySet<string> = new Set([
  ...VARIABLES,
  ...PAR_FICHIER.map((nom) => `${nom}_FICHIER`),
  'CORDEE_DEBOGUER',
  'CORDEE_GRAINE',
  'CORDEE_INSI_ESSAI',
  'CORDEE_TEST_PG',
  'CORDEE_TEST_PG_BIN',
  'CORDEE_E2E_ORIGINE',
  'CORDEE_E2E_CAPTURES',
]);

/** Replaces `…_FICHIER` by what the file holds. */
function avecFichiers(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> {
  const lus = PAR_FICHIER.flatMap((nom) => {
    const fichier = env[`${nom}_FICHIER`];
    return fichier === undefined || fichier === '' ? [] : [[nom, readFileSync(fichier, 'utf8').trim()] as const];
  });
  return { ...env, ...Object.fromEntries(lus) };
}

/** Reads and judges the environment. Throws one error that lists everything to correct, in French. */
export function lireConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const lu = Environnement.safeParse(
    Object.fromEntries(Object.entries(avecFichiers(env)).filter(([nom, v]) => VARIABLES.includes(nom) && v !== '')),
  );
  if (!lu.success)
    throw new Error(
      `Configuration à corriger :\n${lu.error.issues.map((i) => `  - ${i.path.join('.')} : ${i.message}`).join('\n')}`,
    );
  const e = lu.data;
  // Whatever the command, a real profile never opens the embedded base.
  if (e.CORDEE_PROFIL !== 'essai' && e.DATABASE_URL === undefined)
    throw new Error(
      'Configuration à corriger :\n  - Le profil essai est le seul à embarquer sa base : donnez DATABASE_URL.',
    );
  return Object.freeze({
    port: e.PORT,
    hote: e.CORDEE_HOTE,
    profil: e.CORDEE_PROFIL,
    donnees: e.CORDEE_DONNEES === undefined ? undefined : path.resolve(e.CORDEE_DONNEES),
    urlBase: e.DATABASE_URL,
    origine: e.CORDEE_ORIGINE?.replace(/\/+$/, ''),
    demo: e.CORDEE_SANS_DEMO === 'non',
    construireEcrans: e.CORDEE_ECRANS === 'construire',
    psc: lirePsc(e),
    cleMaitre: e.CORDEE_CLE_MAITRE,
    destinataire: e.CORDEE_DESTINATAIRE,
    cleDeSceau: e.CORDEE_CLE_SCEAU === undefined ? undefined : path.resolve(e.CORDEE_CLE_SCEAU),
    insi:
      e.CORDEE_INSI === undefined
        ? undefined
        : {
            adresse: e.CORDEE_INSI,
            certificat: e.CORDEE_INSI_CERTIFICAT,
            cle: e.CORDEE_INSI_CLE,
            autorites: e.CORDEE_INSI_AUTORITES,
            idam: e.CORDEE_INSI_IDAM,
            emetteur: e.CORDEE_INSI_EMETTEUR,
            instance: e.CORDEE_INSI_INSTANCE,
          },
    antivirus: antivirusDe(e.CORDEE_ANTIVIRUS),
    sorties: lireSorties(e.CORDEE_SORTIES),
    mandataires: mandatairesDe(e.CORDEE_MANDATAIRES),
    boites: lireBoites(e.CORDEE_BOITES),
    paquets: e.CORDEE_PAQUETS === undefined ? [] : [path.resolve(e.CORDEE_PAQUETS)],
  });
}

function antivirusDe(texte: string | undefined): Config['antivirus'] {
  if (texte === undefined || texte === 'sans') return texte;
  const adresse = lireAdresseClamd(texte);
  if (adresse === undefined)
    throw new Error(
      'Configuration à corriger :\n  - CORDEE_ANTIVIRUS : clamd sur cette machine (unix:/run/clamav/clamd.ctl ou tcp://127.0.0.1:3310), car il parle en clair ; ou « sans ».',
    );
  return adresse;
}

function mandatairesDe(texte: string | undefined): BlockList | undefined {
  if (texte === undefined) return undefined;
  const lus = lireMandataires(texte);
  if (lus === undefined)
    throw new Error(
      'Configuration à corriger :\n  - CORDEE_MANDATAIRES : des adresses ou des réseaux, séparés par des virgules (10.0.0.0/8) ; jamais tout le monde.',
    );
  return lus;
}

const Acces = z.object({ hote: z.string(), port: z.number().int(), securite: z.enum(['tls', 'starttls']) });
const Boite = z.object({ adresse: z.email(), smtp: Acces, imap: Acces, identifiant: z.string(), secret: z.string() });

/** A parser quotes what it could not read: here that would be a secret. */
function jsonDe(texte: string): unknown {
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}

function lireBoites(texte: string | undefined): readonly ConfigBoite[] {
  if (texte === undefined) return [];
  const lu = z.array(Boite).safeParse(jsonDe(texte));
  if (!lu.success)
    throw new Error(
      `Configuration à corriger :\n  - CORDEE_BOITES : ${lu.error.issues[0]?.path.join('.') || 'liste illisible'}`,
    );
  return lu.data;
}
