import type { QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';

const evenement = z.object({ vues: z.array(z.string()) });
const REPRISE_MIN_MS = 2_000;
const REPRISE_MAX_MS = 60_000;
const DOIGT_MS = 400;

/** Prefixes of the views that changed (`demande`, `dossier.fil`), from one event; empty when the event is not ours. */
export function vuesChangees(donnees: string): readonly string[] {
  try {
    return evenement.parse(JSON.parse(donnees)).vues;
  } catch {
    return [];
  }
}

/** True when `prefixe` is the view or the room it belongs to: « demande » is `demande.file`, never `demandeur.liste`. */
export function estSousPrefixe(vue: string, prefixe: string): boolean {
  return vue === prefixe || vue.startsWith(`${prefixe}.`);
}

/**
 * One stream for the whole tab. After a cut everything on screen is asked again, since events were missed.
 * Refreshes wait while a finger is down: nothing moves under it.
 */
export function ouvrirDirect(client: QueryClient): () => void {
  let source: EventSource | undefined;
  let minuterie: ReturnType<typeof setTimeout> | undefined;
  let attenteMs = REPRISE_MIN_MS;
  let coupe = false;
  let ferme = false;
  const doigt = suivreLeDoigt();

  const rafraichir = (vues?: readonly string[]) =>
    doigt.quandLeve(() => {
      const concerne = (cle: unknown) =>
        vues === undefined || vues.some((prefixe) => estSousPrefixe(String(cle), prefixe));
      void client.invalidateQueries({ predicate: ({ queryKey }) => concerne(queryKey[0]) });
    });
  const connecter = () => {
    source = new EventSource('/evenements');
    source.addEventListener('open', () => {
      attenteMs = REPRISE_MIN_MS;
      if (coupe) rafraichir();
      coupe = false;
    });
    source.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const vues = typeof data === 'string' ? vuesChangees(data) : [];
      if (vues.length > 0) rafraichir(vues);
    });
    // The session closed, or is no longer the same: asking who one is brings the dialog, over what is being written.
    source.addEventListener('fin', () => rafraichir(['session.moi']));
    // Something changed about this account, and one stays: it may be open elsewhere too.
    source.addEventListener('session', () => rafraichir(['session.moi']));
    source.addEventListener('error', () => {
      coupe = true;
      if (source?.readyState !== EventSource.CLOSED || ferme) return;
      minuterie = setTimeout(connecter, attenteMs);
      attenteMs = Math.min(attenteMs * 2, REPRISE_MAX_MS);
    });
  };
  connecter();
  return () => {
    ferme = true;
    clearTimeout(minuterie);
    source?.close();
    doigt.arreter();
  };
}

function suivreLeDoigt() {
  let pose = false;
  const enAttente: (() => void)[] = [];
  const poser = () => {
    pose = true;
  };
  const lever = () => {
    pose = false;
    setTimeout(() => {
      for (const faire of enAttente.splice(0)) faire();
    }, DOIGT_MS);
  };
  window.addEventListener('pointerdown', poser);
  window.addEventListener('pointerup', lever);
  window.addEventListener('pointercancel', lever);
  return {
    quandLeve: (faire: () => void) => {
      if (pose) enAttente.push(faire);
      else faire();
    },
    arreter: () => {
      window.removeEventListener('pointerdown', poser);
      window.removeEventListener('pointerup', lever);
      window.removeEventListener('pointercancel', lever);
    },
  };
}

/** Keys that were not there at first sight of the list: the rows to mark « nouveau ». `cles` is undefined while loading. */
export function useNouveaux(cles: readonly string[] | undefined): ReadonlySet<string> {
  const [connues, setConnues] = useState<ReadonlySet<string>>();
  if (connues === undefined && cles !== undefined) setConnues(new Set(cles));
  if (connues === undefined || cles === undefined) return new Set();
  return new Set(cles.filter((cle) => !connues.has(cle)));
}
