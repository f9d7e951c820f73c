import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/browser';

/** `texte` is ready for the screen: what happened and what to do. */
export type Issue<T> =
  | { readonly issue: 'faite'; readonly reponse: T }
  | { readonly issue: 'abandonnee' | 'deja_enregistree' | 'impossible'; readonly texte: string };

type Echec = Exclude<Issue<never>, { issue: 'faite' }>;

const ABANDONNEE: Echec = {
  issue: 'abandonnee',
  texte: 'Vous avez fermé la fenêtre, ou le délai est passé. Rien n’est enregistré : vous pouvez recommencer.',
};
const DEJA: Echec = {
  issue: 'deja_enregistree',
  texte: 'Cet appareil a déjà une clé d’accès pour votre compte. Connectez-vous avec elle.',
};
const SANS_VERIFICATION: Echec = {
  issue: 'impossible',
  texte:
    'Votre appareil n’a ni code, ni empreinte, ni reconnaissance du visage. Activez-en un dans ses réglages, puis recommencez.',
};
const IMPOSSIBLE: Echec = {
  issue: 'impossible',
  texte:
    'Votre navigateur ne peut pas utiliser de clé d’accès ici. Essayez avec votre téléphone, ou demandez de l’aide à votre référent.',
};

/** The browser's reasons, in words of ours. A cancel and a timeout look the same on purpose: sites must not guess which keys exist. */
export function expliquer(erreur: unknown): Echec {
  if (!(erreur instanceof Error)) return IMPOSSIBLE;
  const code = erreur instanceof WebAuthnError ? erreur.code : undefined;
  if (code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return DEJA;
  if (code === 'ERROR_AUTHENTICATOR_MISSING_USER_VERIFICATION_SUPPORT') return SANS_VERIFICATION;
  if (code === 'ERROR_CEREMONY_ABORTED') return ABANDONNEE;
  return erreur.name === 'NotAllowedError' || erreur.name === 'AbortError' ? ABANDONNEE : IMPOSSIBLE;
}

async function jouer<T>(ceremonie: () => Promise<T>): Promise<Issue<T>> {
  if (!clesAccesPossibles()) return IMPOSSIBLE;
  try {
    return { issue: 'faite', reponse: await ceremonie() };
  } catch (erreur) {
    return expliquer(erreur);
  }
}

/** False on an old browser or an address that is neither https nor localhost: then do not show the button. */
export function clesAccesPossibles(): boolean {
  return browserSupportsWebAuthn();
}

/** True when the browser can offer the keys inside a field marked `autocomplete="username webauthn"`. */
export function propositionAutomatiquePossible(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill();
}

/** Asks the device to make a key. To call from a click. */
export function creerCleAcces(
  options: PublicKeyCredentialCreationOptionsJSON,
): Promise<Issue<RegistrationResponseJSON>> {
  return jouer(() => startRegistration({ optionsJSON: options }));
}

/** Asks the device for a key of this site. `automatique` waits in the field instead of opening a window. */
export function utiliserCleAcces(
  options: PublicKeyCredentialRequestOptionsJSON,
  automatique = false,
): Promise<Issue<AuthenticationResponseJSON>> {
  return jouer(() => startAuthentication({ optionsJSON: options, useBrowserAutofill: automatique }));
}
