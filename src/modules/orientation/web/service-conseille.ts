import { useEffect } from 'react';
import type { z } from 'zod';
import { normaliser } from '#lib/texte/normaliser.ts';
import { suggestions } from '#modules/annuaire/contract.ts';
import { useAdresse } from '#web/adresse.ts';
import { useVue } from '#web/requetes.ts';
import { rechercheNouvelle } from './adresse.ts';

type Suggestion = z.output<typeof suggestions.sortie>[number];

/** The one entry of the directory that a name typed by somebody else designates; undefined when several may. */
export function reconnaitre(nom: string, trouves: readonly Suggestion[]): string | undefined {
  const memeNom = trouves.filter((contact) => normaliser(contact.nom) === normaliser(nom));
  if (memeNom.length > 0) return memeNom.length === 1 ? memeNom[0]?.ref : undefined;
  return trouves.length === 1 ? trouves[0]?.ref : undefined;
}

/**
 * The service advised by a refusal: chosen for the user when the directory knows it without doubt, otherwise the entries it may be.
 * A service taken off by the user does not come back.
 */
export function useServiceConseille(
  alternative: { readonly ref?: string | undefined; readonly nom: string } | undefined,
): readonly Suggestion[] {
  const { recherche, changer } = useAdresse(rechercheNouvelle);
  const aChercher = alternative !== undefined && alternative.ref === undefined;
  const vue = useVue(suggestions, { texte: (alternative?.nom ?? '').slice(0, 100) }, { actif: aChercher });
  const trouves = vue.data ?? [];
  const reconnu = alternative === undefined ? undefined : (alternative.ref ?? reconnaitre(alternative.nom, trouves));
  const libre = recherche.ressource === undefined;
  useEffect(() => {
    if (libre && reconnu !== undefined) changer({ ressource: reconnu }, true);
    // When it becomes known, and only then: « changer » empties the address.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [reconnu]);
  return trouves;
}
