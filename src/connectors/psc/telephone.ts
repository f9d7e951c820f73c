import * as oidc from 'openid-client';
import type { ConfigurationPsc, IdentitePsc } from './fournisseur.ts';
import { lireProfil } from './identite.ts';
import { refus } from './refus.ts';
import { ACR_ATTENDU, sidDe, verifierJeton } from './verifications.ts';

/** A sign-in the person confirms on their phone, without leaving this screen (CIBA, poll mode). Source: domain/interop.md §9. */
export interface TelephonePsc {
  /**
   * Asks the phone of the person known by `identifiant` (IDNPS). `message` is shown on both sides: the person compares.
   * Fails like any exchange with the service; an unknown person is `utilisateur_inconnu`.
   */
  demander(identifiant: string, message: string): Promise<DemandeTelephone>;
  /** Asks once whether it was confirmed. `attente`: not yet. `ralentir`: not yet, and ask less often (5 s more). */
  interroger(requete: string): Promise<'attente' | 'ralentir' | IdentitePsc>;
}

export interface DemandeTelephone {
  /** Secret of the exchange: stays on the server. */
  readonly requete: string;
  readonly dureeS: number;
  readonly intervalleS: number;
}

const TYPE = 'urn:openid:params:grant-type:ciba';
/** What the standard says when the service gives no pace. */
const INTERVALLE_S = 5;
const DUREE_MAX_S = 300;

export async function demanderAuTelephone(
  config: oidc.Configuration,
  identifiant: string,
  message: string,
): Promise<DemandeTelephone> {
  if (config.serverMetadata().backchannel_authentication_endpoint === undefined) throw refus.telephone_absent();
  const reponse = await oidc.initiateBackchannelAuthentication(config, {
    scope: 'openid scope_all',
    acr_values: ACR_ATTENDU,
    login_hint: identifiant,
    binding_message: message,
  });
  return {
    requete: reponse.auth_req_id,
    dureeS: Math.min(reponse.expires_in, DUREE_MAX_S),
    intervalleS: reponse.interval ?? INTERVALLE_S,
  };
}

export async function interrogerLeTelephone(
  config: oidc.Configuration,
  psc: ConfigurationPsc,
  requete: string,
): Promise<'attente' | 'ralentir' | IdentitePsc> {
  let jetons: Awaited<ReturnType<typeof oidc.genericGrantRequest>>;
  try {
    jetons = await oidc.genericGrantRequest(config, TYPE, { auth_req_id: requete });
  } catch (erreur) {
    if (erreur instanceof oidc.ResponseBodyError) {
      if (erreur.error === 'authorization_pending') return 'attente';
      if (erreur.error === 'slow_down') return 'ralentir';
      if (erreur.error === 'access_denied') throw refus.refus_utilisateur();
      if (erreur.error === 'expired_token') throw refus.telephone_sans_reponse();
    }
    throw erreur;
  }
  const claims = jetons.claims();
  if (claims === undefined || jetons.id_token === undefined) throw refus.jeton_absent();
  const { acr, authentifieLe } = verifierJeton(claims, psc.amrAdmis, psc.horloge.maintenant());
  const profil = lireProfil(await oidc.fetchUserInfo(config, jetons.access_token, claims.sub), psc.environnement);
  return { ...profil, issuer: psc.issuer, acr, authentifieLe, idToken: jetons.id_token, sid: sidDe(claims) };
}
