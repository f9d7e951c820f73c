import type { IncomingMessage, ServerResponse } from 'node:http';
import { errors, type Provider } from 'oidc-provider';
import { lireFormulaire } from './choix.ts';
import type { Contexte } from './configuration.ts';
import { envoyerPage } from './envoi.ts';
import { pageMessage, pageTelephones } from './pages.ts';
import { sujetDe, type Persona } from './persona.ts';

const PLAFOND = 200;
const INTERVALLE_MS = 1_000;

export interface AttenteTelephone {
  readonly requete: string;
  readonly sujet: string;
  readonly message: string;
}

/** Requests that wait on the phones, and how often each is asked for. */
export class Telephones {
  readonly #attentes = new Map<string, AttenteTelephone>();
  readonly #demandees = new Map<string, number>();

  poser(requete: string, sujet: string, message: string): void {
    this.#attentes.set(requete, { requete, sujet, message });
    for (const ancienne of this.#attentes.keys()) {
      if (this.#attentes.size <= PLAFOND) break;
      this.#attentes.delete(ancienne);
    }
  }

  lister(): readonly AttenteTelephone[] {
    return [...this.#attentes.values()];
  }

  prendre(requete: string): AttenteTelephone | undefined {
    const attente = this.#attentes.get(requete);
    this.#attentes.delete(requete);
    return attente;
  }

  /** True when the same request is asked for again before its interval: the service then answers `slow_down`. */
  tropTot(requete: string, maintenantMs: number): boolean {
    const avant = this.#demandees.get(requete);
    this.#demandees.set(requete, maintenantMs);
    if (this.#demandees.size > PLAFOND) this.#demandees.delete(this.#demandees.keys().next().value ?? '');
    return avant !== undefined && maintenantMs - avant < INTERVALLE_MS;
  }
}

export const ROUTE_TELEPHONE = '/telephone';

/** What the phones show: one card per request, with the word to compare, and two buttons. */
export async function repondreAuTelephone(
  contexte: Contexte,
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
  csp: string,
): Promise<void> {
  const { racine, telephones, personas } = contexte;
  if (req.method === 'POST') {
    const formulaire = await lireFormulaire(req);
    const attente = telephones.prendre(formulaire.get('requete') ?? '');
    const persona = personas.find((p) => sujetDe(p) === attente?.sujet);
    if (attente === undefined || persona === undefined)
      return envoyerPage(res, 404, pageMessage(racine, 'Rien à confirmer', 'Cette demande n’attend plus.'), csp);
    const accepte = formulaire.get('reponse') === 'oui';
    await conclure(provider, attente, accepte);
    const message = accepte
      ? 'C’est confirmé : l’écran où vous avez commencé continue tout seul.'
      : 'Vous avez refusé : l’autre écran le dit, personne n’est entré.';
    return envoyerPage(res, 200, pageMessage(racine, 'Téléphone', message), csp);
  }
  const attentes = telephones.lister().flatMap((attente) => {
    const persona = personas.find((p) => sujetDe(p) === attente.sujet);
    return persona === undefined ? [] : [{ ...attente, persona }];
  });
  envoyerPage(res, 200, pageTelephones(racine, `${racine}${ROUTE_TELEPHONE}`, attentes), csp);
}

async function conclure(provider: Provider, attente: AttenteTelephone, accepte: boolean): Promise<void> {
  if (!accepte) return provider.backchannelResult(attente.requete, new errors.AccessDenied('refus simule'));
  const demande = await provider.BackchannelAuthenticationRequest.find(attente.requete);
  if (demande === undefined) return;
  const accord = new provider.Grant({ clientId: demande.clientId ?? '', accountId: attente.sujet });
  accord.addOIDCScope('openid scope_all');
  const id = await accord.save();
  await provider.backchannelResult(attente.requete, id, { acr: 'eidas1', authTime: Math.floor(Date.now() / 1000) });
}

export interface CarteTelephone extends AttenteTelephone {
  readonly persona: Persona;
}
