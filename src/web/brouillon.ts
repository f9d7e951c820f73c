import { useState } from 'react';

const PREFIXE = 'cordee.brouillon.';
const PROPRIETAIRE = 'cordee.brouillons-de';

type Saisie = Readonly<Record<string, unknown>>;

/** Keeps of the stored text only the keys the form knows, with the type the form expects: a draft may come from an older screen. */
export function relire<T extends Saisie>(stocke: string | null, initial: T): T {
  if (stocke === null) return initial;
  let lu: unknown;
  try {
    lu = JSON.parse(stocke);
  } catch {
    return initial;
  }
  if (typeof lu !== 'object' || lu === null) return initial;
  const gardes = Object.entries(lu).filter(
    ([cle, valeur]) => cle in initial && (initial[cle] === undefined || memeForme(initial[cle], valeur)),
  );
  return { ...initial, ...Object.fromEntries(gardes) };
}

function memeForme(a: unknown, b: unknown): boolean {
  return typeof a === typeof b && Array.isArray(a) === Array.isArray(b) && (a === null) === (b === null);
}

export interface Brouillon<T> {
  readonly saisie: T;
  /** Changes some fields and keeps the draft. */
  readonly modifier: (partie: Partial<T>) => void;
  /** Once sent, or abandoned. */
  readonly effacer: () => void;
  /** True when the form opened on a kept draft: say it. */
  readonly repris: boolean;
}

/**
 * The fields of a form, kept in sessionStorage (this tab only, gone with it) through errors, reloads, loss of network or of session.
 * `cle` names the form and what it is about: `demande.nouvelle`, `note:<id>`.
 */
export function useBrouillon<T extends Saisie>(cle: string, initial: T): Brouillon<T> {
  const [etat, setEtat] = useState(() => {
    const stocke = sessionStorage.getItem(PREFIXE + cle);
    return { saisie: relire(stocke, initial), repris: stocke !== null };
  });
  return {
    saisie: etat.saisie,
    repris: etat.repris,
    modifier: (partie) =>
      setEtat((avant) => {
        const saisie = { ...avant.saisie, ...partie };
        ecrire(PREFIXE + cle, JSON.stringify(saisie));
        return { ...avant, saisie };
      }),
    effacer: () => {
      sessionStorage.removeItem(PREFIXE + cle);
      setEtat({ saisie: initial, repris: false });
    },
  };
}

/** A full store loses the draft at reload, never the form on screen. */
function ecrire(cle: string, texte: string): void {
  try {
    sessionStorage.setItem(cle, texte);
  } catch (erreur) {
    if (!(erreur instanceof DOMException)) throw erreur;
  }
}

/** At sign-out, and when another person signs in on this tab. */
export function effacerBrouillons(): void {
  const cles = Array.from({ length: sessionStorage.length }, (_, rang) => sessionStorage.key(rang));
  for (const cle of cles) if (cle?.startsWith(PREFIXE) === true) sessionStorage.removeItem(cle);
}

/** Drafts belong to one person: another one never finds them. */
export function reserverBrouillonsA(idPersonne: string): void {
  const proprietaire = sessionStorage.getItem(PROPRIETAIRE);
  if (proprietaire !== null && proprietaire !== idPersonne) effacerBrouillons();
  ecrire(PROPRIETAIRE, idPersonne);
}
