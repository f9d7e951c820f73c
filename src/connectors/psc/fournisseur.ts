import * as oidc from 'openid-client';
import { z } from 'zod';
import type { Horloge } from '#lib/horloge.ts';
import type { Journal } from '#lib/journal.ts';
import { journalMuet } from '#lib/journal.ts';
import { Refus } from '#lib/refus.ts';
import type { Requete } from '#lib/sorties/index.ts';
import { creerDecouverte } from './decouverte.ts';
import type { EnvironnementPsc } from './environnements.ts';
import { lireProfil } from './identite.ts';
import type { ProfilPsc } from './identite.ts';
import { refus } from './refus.ts';
import { enTraduisant } from './traduction.ts';
import { clesDuService, lireAvis, type AvisDeDeconnexion } from './avis-de-deconnexion.ts';
import { demanderAuTelephone, interrogerLeTelephone, type TelephonePsc } from './telephone.ts';
import { ACR_ATTENDU, sidDe, verifierAttente, verifierJeton, verifierRetour } from './verifications.ts';

export interface ConfigurationPsc {
  readonly environnement: EnvironnementPsc;
  readonly issuer: string;
  readonly decouverte: URL;
  readonly clientId: string;
  /** Absent with mutual TLS (`tls_client_auth`): then `requete` shows the client certificate, and the addresses kept for it are used. */
  readonly secret: string | undefined;
  /** Both registered exactly at the provider. */
  readonly redirectUri: URL;
  readonly retourDeconnexion: URL;
  readonly horloge: Horloge;
  readonly journal?: Journal;
  /** AMR values accepted; absent = not checked. An unknown value is refused. */
  readonly amrAdmis?: readonly string[];
  /** True when the service lets us ask for a confirmation on the phone (CIBA). */
  readonly telephone?: boolean;
  /** Signature of ID tokens and of signed userinfo. Default RS256. */
  readonly algorithme?: string;
  /** Seconds before an exchange is abandoned. Default 10. */
  readonly delaiSecondes?: number;
  /** Every call to the service goes through it: the list of outgoing addresses, and our certificate. */
  readonly requete: Requete;
}

/** To keep on our side, tied to the browser by a cookie, and delete at the first use whatever the result. */
export const AttenteConnexionSchema = z.object({
  etat: z.string().min(20),
  nonce: z.string().min(20),
  verifieur: z.string().min(43),
  emiseLe: z.iso.datetime(),
  reauthentifier: z.boolean(),
});
export type AttenteConnexion = z.infer<typeof AttenteConnexionSchema>;

export interface IdentitePsc extends ProfilPsc {
  readonly issuer: string;
  readonly acr: string;
  /** When the person proved who they are; undefined when the provider does not say. */
  readonly authentifieLe: Date | undefined;
  /** Only for `deconnexion`. Server side, never sent to the browser except inside that address. */
  readonly idToken: string;
  /** Name of their session at the provider, when it gives one: its logout notice says it. */
  readonly sid: string | undefined;
}

export interface FournisseurPsc {
  /** `reauthentifier` asks for a fresh proof (urgent access, merge, export). */
  demarrer(options?: { readonly reauthentifier?: boolean }): Promise<{ url: URL; attente: AttenteConnexion }>;
  /** Throws one of the refusals of `refus.ts`; only the query of `urlRetour` is believed, never its host. */
  terminer(urlRetour: URL, attente: AttenteConnexion | undefined): Promise<IdentitePsc>;
  deconnexion(idToken: string, etat?: string): Promise<URL>;
  /** Undefined where the service does not offer it to us. */
  readonly telephone?: TelephonePsc | undefined;
  /** Checks a notice of logout sent by the service itself, server to server; see `avis-de-deconnexion.ts`. */
  lireAvisDeDeconnexion(jeton: string): Promise<AvisDeDeconnexion>;
}

async function demarrer(config: oidc.Configuration, psc: ConfigurationPsc, reauthentifier: boolean) {
  const attente: AttenteConnexion = {
    etat: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifieur: oidc.randomPKCECodeVerifier(),
    emiseLe: psc.horloge.maintenant().toISOString(),
    reauthentifier,
  };
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: psc.redirectUri.href,
    scope: 'openid scope_all',
    acr_values: ACR_ATTENDU,
    state: attente.etat,
    nonce: attente.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(attente.verifieur),
    code_challenge_method: 'S256',
    ...(reauthentifier ? { prompt: 'login', max_age: '0' } : {}),
  });
  return { url, attente };
}

async function terminer(
  config: oidc.Configuration,
  psc: ConfigurationPsc,
  urlRetour: URL,
  attente: AttenteConnexion,
): Promise<IdentitePsc> {
  const metadonnees = config.serverMetadata();
  const emetteurExige = metadonnees.authorization_response_iss_parameter_supported === true;
  verifierRetour(urlRetour.searchParams, attente.etat, { issuer: psc.issuer, emetteurExige });
  const retour = new URL(psc.redirectUri);
  retour.search = urlRetour.search;
  const jetons = await oidc.authorizationCodeGrant(config, retour, {
    expectedState: attente.etat,
    expectedNonce: attente.nonce,
    pkceCodeVerifier: attente.verifieur,
    idTokenExpected: true,
    ...(attente.reauthentifier ? { maxAge: 0 } : {}),
  });
  const claims = jetons.claims();
  if (claims === undefined || jetons.id_token === undefined) throw refus.jeton_absent();
  const { acr, authentifieLe } = verifierJeton(claims, psc.amrAdmis, psc.horloge.maintenant());
  const profil = lireProfil(await oidc.fetchUserInfo(config, jetons.access_token, claims.sub), psc.environnement);
  return { ...profil, issuer: psc.issuer, acr, authentifieLe, idToken: jetons.id_token, sid: sidDe(claims) };
}

/** Pro Santé Connect, real or simulated. Discovery is lazy: an unreachable provider never prevents the platform from starting. */
export function creerFournisseurPsc(psc: ConfigurationPsc): FournisseurPsc {
  const journal = psc.journal ?? journalMuet;
  const decouvrir = creerDecouverte(psc);
  const tracer = async <T>(etape: string, faire: () => Promise<T>): Promise<T> => {
    try {
      return await enTraduisant(faire);
    } catch (erreur) {
      if (erreur instanceof Refus) journal('attention', 'psc.refus', { etape, code: erreur.code });
      throw erreur;
    }
  };
  const telephone: TelephonePsc = {
    demander: (identifiant, message) =>
      tracer('telephone', async () => demanderAuTelephone(await decouvrir(), identifiant, message)),
    interroger: (requete) => tracer('telephone', async () => interrogerLeTelephone(await decouvrir(), psc, requete)),
  };
  let cles: ReturnType<typeof clesDuService> | undefined;
  return {
    ...(psc.telephone === true ? { telephone } : {}),
    lireAvisDeDeconnexion: (jeton) =>
      tracer('avis', async () => {
        const config = await decouvrir();
        cles ??= clesDuService(config, psc);
        return lireAvis(config, psc, jeton, cles);
      }),
    demarrer: (options) =>
      tracer('demarrer', async () => demarrer(await decouvrir(), psc, options?.reauthentifier === true)),
    terminer: (urlRetour, attente) =>
      tracer('terminer', async () => {
        const valide = verifierAttente(attente, psc.horloge.maintenant());
        return terminer(await decouvrir(), psc, urlRetour, valide);
      }),
    deconnexion: (idToken, etat) =>
      tracer('deconnexion', async () =>
        oidc.buildEndSessionUrl(await decouvrir(), {
          id_token_hint: idToken,
          post_logout_redirect_uri: psc.retourDeconnexion.href,
          ...(etat === undefined ? {} : { state: etat }),
        }),
      ),
  };
}
