import type { ProfilExecution } from '#lib/identifiants/index.ts';
import { ouvrirAppel, type Sorties } from '#lib/sorties/index.ts';
import {
  demandeDeRecherche,
  demandeDeVerification,
  type AppelantInsi,
  type Enveloppe,
  type Expedition,
} from './enveloppe.ts';
import { type AppelInsi, InsiIndisponible, type Insi, InsiRefuse, type RaisonIndisponible } from './insi.ts';
import { lireRecherche, lireVerification } from './lire-reponse.ts';
import { VOCABULAIRE, type VocabulaireInsi } from './vocabulaire.ts';

export interface ConfigInsi {
  /** `https://…`; `http://` only on this machine (the simulator, or the establishment's own relay). */
  readonly adresse: URL;
  readonly profil: ProfilExecution;
  readonly sorties: Sorties;
  /** What the health insurance knows this software and this structure by. */
  readonly appelant: AppelantInsi;
  /** Certificate of the organisation and its key, in PEM, when the service asks for them. */
  readonly certificat?: string | undefined;
  readonly cle?: string | undefined;
  /** Authorities that may sign the service, in PEM; those of the machine otherwise. */
  readonly autorites?: string | undefined;
  /** Whole exchange, in milliseconds. */
  readonly delaiMs?: number;
  readonly maintenant?: () => Date;
  readonly vocabulaire?: VocabulaireInsi;
}

const DELAI_MS = 8_000;
/** One answer holds one person: anything longer is not an answer. */
const TAILLE_MAX = 256 * 1024;

/** SOAP 1.2 client of INSi. Throws at once when the address is not safe: a matricule never travels in clear. */
export function clientInsi(config: ConfigInsi): Insi {
  const { protocol, hostname } = config.adresse;
  if (protocol !== 'https:' && !(protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)))
    throw new Error('L’adresse d’INSi doit être en https.');
  const lecture = { mots: config.vocabulaire ?? VOCABULAIRE, profil: config.profil };
  const maintenant = config.maintenant ?? (() => new Date());
  const expedition = (appel: AppelInsi): Expedition => ({
    mots: lecture.mots,
    appelant: config.appelant,
    appel,
    le: maintenant(),
  });
  return {
    rechercher: async (traits, appel) =>
      lireRecherche(await poster(config, demandeDeRecherche(traits, expedition(appel))), traits, lecture),
    verifier: async (ins, traits, appel) =>
      lireVerification(await poster(config, demandeDeVerification(ins, traits, expedition(appel))), lecture),
  };
}

interface ReponseHttp {
  readonly statut: number;
  readonly type: string;
  readonly corps: Buffer;
}

async function poster(config: ConfigInsi, enveloppe: Enveloppe): Promise<string> {
  return lireCorps(await echanger(config, enveloppe));
}

function echanger(config: ConfigInsi, { action, texte }: Enveloppe): Promise<ReponseHttp> {
  const octets = Buffer.from(texte, 'utf8');
  const options = {
    method: 'POST',
    headers: {
      'content-type': `application/soap+xml; charset=utf-8; action="${action}"`,
      accept: 'application/soap+xml',
      'content-length': octets.length,
    },
    signal: AbortSignal.timeout(config.delaiMs ?? DELAI_MS),
  };
  return new Promise((resoudre, rejeter) => {
    const envoi = ouvrirAppel(config.sorties, config.adresse, options, config);
    envoi.on('response', (reponse) => {
      const morceaux: Buffer[] = [];
      let taille = 0;
      reponse.on('data', (morceau: Buffer) => {
        taille += morceau.length;
        if (taille > TAILLE_MAX) envoi.destroy(new InsiIndisponible('reponse_trop_longue'));
        else morceaux.push(morceau);
      });
      reponse.on('error', (erreur) => rejeter(traduire(erreur)));
      reponse.on('end', () => {
        const entete = { statut: reponse.statusCode ?? 0, type: reponse.headers['content-type'] ?? '' };
        resoudre({ ...entete, corps: Buffer.concat(morceaux) });
      });
    });
    envoi.on('error', (erreur) => rejeter(traduire(erreur)));
    envoi.end(octets);
  });
}

/** 200 carries an answer, 400 and 500 may carry a SOAP fault; a redirection is never followed. */
function lireCorps({ statut, type, corps }: ReponseHttp): string {
  const soap = /^(application\/soap\+xml|text\/xml|application\/xml)\b/i.test(type);
  if (statut === 401 || statut === 403) throw new InsiRefuse(`http_${statut}`);
  if (!soap || (statut !== 200 && statut !== 400 && statut !== 500))
    throw new InsiIndisponible(statut >= 500 || statut === 429 ? 'panne_du_service' : 'reponse_illisible');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(corps);
  } catch {
    throw new InsiIndisponible('reponse_illisible');
  }
}

function traduire(erreur: unknown): Error {
  if (erreur instanceof InsiIndisponible || erreur instanceof InsiRefuse) return erreur;
  return new InsiIndisponible(raisonDe(erreur));
}

function raisonDe(erreur: unknown): RaisonIndisponible {
  if (!(erreur instanceof Error)) return 'injoignable';
  if (erreur.name === 'AbortError' || erreur.name === 'TimeoutError') return 'delai';
  const code = 'code' in erreur ? String(erreur.code) : '';
  return /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code) ? 'certificat' : 'injoignable';
}
