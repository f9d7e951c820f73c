import type { ImapFlow } from 'imapflow';
import { setTimeout as attendre } from 'node:timers/promises';
import type { Surveillance } from '../boite.ts';
import { limitesDe, type ConfigBoite } from '../config.ts';
import { EchecAuthentification, PanneTemporaire, type ErreurMssante } from '../erreurs.ts';
import { fermerSession, ouvrirSession } from './session-imap.ts';
import { traduireErreurImap } from './traduire-erreur.ts';

interface Ecoute {
  readonly config: ConfigBoite;
  readonly reveil: () => void;
  readonly surPanne: (erreur: ErreurMssante) => void;
  /** Appelé quand la première tentative a abouti ou échoué. */
  readonly surPremiere: (erreur: ErreurMssante | undefined) => void;
  readonly arret: AbortSignal;
}

/** Écoute jusqu'à ce que la session tombe. IDLE rend la main à chaque relance ; deux refus de suite du serveur : on rouvre. */
async function ecouterSession(session: ImapFlow, arret: AbortSignal): Promise<void> {
  let refus = 0;
  while (session.usable && !arret.aborted && refus < 2) {
    refus = (await session.idle()) === false ? refus + 1 : 0;
  }
}

/** Une écoute, de l'ouverture à sa fin, toujours par une panne (ou par l'arrêt demandé) : celle-ci est rendue. */
async function uneEcoute(ecoute: Ecoute): Promise<ErreurMssante> {
  try {
    await ecouterDans(await ouvrirSession(ecoute.config), ecoute);
    return new PanneTemporaire('ecoute-interrompue');
  } catch (erreur) {
    return traduireErreurImap(erreur);
  }
}

async function ecouterDans(session: ImapFlow, ecoute: Ecoute): Promise<void> {
  const couper = () => session.close();
  ecoute.arret.addEventListener('abort', couper);
  try {
    session.on('exists', ecoute.reveil);
    await session.mailboxOpen('INBOX', { readOnly: true });
    ecoute.surPremiere(undefined);
    // Ce qui est arrivé avant cette ouverture (démarrage, coupure) n'aura pas d'autre annonce.
    ecoute.reveil();
    await ecouterSession(session, ecoute.arret);
  } finally {
    ecoute.arret.removeEventListener('abort', couper);
    await fermerSession(session);
  }
}

async function pause(ms: number, arret: AbortSignal): Promise<void> {
  // L'arrêt interrompt l'attente : c'est la seule erreur possible, et la boucle appelante la voit par `aborted`.
  await attendre(ms, undefined, { signal: arret }).catch(() => undefined);
}

async function ecouterSansFin(ecoute: Ecoute): Promise<void> {
  const { reconnexionMs, reconnexionMaxMs } = limitesDe(ecoute.config);
  let attente = reconnexionMs;
  while (!ecoute.arret.aborted) {
    const debut = performance.now();
    const erreur = await uneEcoute(ecoute);
    if (!ecoute.arret.aborted) {
      ecoute.surPanne(erreur);
    }
    ecoute.surPremiere(erreur);
    // Une écoute qui a tenu longtemps remet l'attente à zéro ; un serveur qui accepte puis coupe aussitôt, non.
    attente = performance.now() - debut > reconnexionMaxMs ? reconnexionMs : attente;
    await pause(attente, ecoute.arret);
    attente = Math.min(attente * 2, reconnexionMaxMs);
  }
}

/**
 * Écoute une boîte (IDLE) sur sa propre connexion. Une panne au démarrage n'empêche pas l'écoute : elle reprendra seule.
 * Seul un refus d'identification au démarrage est levé, parce que réessayer n'y changera rien.
 */
export async function ecouter(
  config: ConfigBoite,
  reveil: () => void,
  surPanne: (erreur: ErreurMssante) => void,
): Promise<Surveillance> {
  const arret = new AbortController();
  const premiere = Promise.withResolvers<ErreurMssante | undefined>();
  const fin = ecouterSansFin({ config, reveil, surPanne, surPremiere: premiere.resolve, arret: arret.signal });
  const erreur = await premiere.promise;
  if (erreur instanceof EchecAuthentification) {
    arret.abort();
    await fin;
    throw erreur;
  }
  return {
    async arreter() {
      arret.abort();
      await fin;
    },
  };
}
