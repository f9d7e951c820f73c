import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors } from 'oidc-provider';
import type { Provider } from 'oidc-provider';
import type { Contexte } from './configuration.ts';
import { envoyerPage } from './envoi.ts';
import { pageMessage, pagePersonas } from './pages.ts';
import { estPanne } from './pannes.ts';
import { sujetDe } from './persona.ts';

const TAILLE_MAX_OCTETS = 4096;

/** A small form of ours, read whole. */
export async function lireFormulaire(req: IncomingMessage): Promise<URLSearchParams> {
  const morceaux: Buffer[] = [];
  let taille = 0;
  for await (const morceau of req) {
    const octets = Buffer.from(morceau);
    taille += octets.length;
    if (taille > TAILLE_MAX_OCTETS) throw new RangeError('psc.simulateur.formulaire_trop_grand');
    morceaux.push(octets);
  }
  return new URLSearchParams(Buffer.concat(morceaux).toString('utf8'));
}

/** The pending request belongs to the browser that holds its cookie; `undefined` when it expired or belongs to another one. */
async function demandeEnCours(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  try {
    const { uid } = await provider.interactionDetails(req, res);
    return (req.url ?? '').split('?')[0] === `/interaction/${uid}`;
  } catch (erreur) {
    if (erreur instanceof errors.SessionNotFound) return false;
    throw erreur;
  }
}

function envoyerPerimee(racine: string, res: ServerResponse, csp: string): void {
  const message =
    'Cette demande de connexion n’existe plus. Revenez dans l’application et cliquez de nouveau sur « Se connecter ».';
  envoyerPage(res, 400, pageMessage(racine, 'Demande expirée', message), csp);
}

export async function afficherChoix(
  contexte: Contexte,
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
  csp: string,
): Promise<void> {
  const { racine, personas } = contexte;
  if (!(await demandeEnCours(provider, req, res))) return envoyerPerimee(racine, res, csp);
  envoyerPage(res, 200, pagePersonas(racine, `${racine}${req.url ?? ''}`, personas), csp);
}

export async function repondreChoix(
  contexte: Contexte,
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
  csp: string,
): Promise<void> {
  const { racine, personas } = contexte;
  const formulaire = await lireFormulaire(req);
  if (!(await demandeEnCours(provider, req, res))) return envoyerPerimee(racine, res, csp);
  const panne = formulaire.get('panne') ?? '';
  if (panne === 'refus_utilisateur') {
    const refus = { error: 'access_denied', error_description: 'refus simule' };
    return provider.interactionFinished(req, res, refus, { mergeWithLastSubmission: false });
  }
  const persona = personas.find((p) => p.id === formulaire.get('persona'));
  if (persona === undefined) {
    const message =
      'Cette personne n’existe pas dans le territoire d’essai. Revenez en arrière et choisissez une autre carte.';
    return envoyerPage(res, 400, pageMessage(racine, 'Personne inconnue', message), csp);
  }
  const resultat = { login: { accountId: sujetDe(persona), acr: 'eidas1' }, ...(estPanne(panne) ? { panne } : {}) };
  return provider.interactionFinished(req, res, resultat, { mergeWithLastSubmission: false });
}
