import type { ParametreDeRecherche } from '../../definitions/index.ts';
import { HIERARCHIES } from '../modificateurs.ts';
import { LIMITES } from '../limites.ts';
import { unDe, type Critere, type Jeton } from '../modele.ts';
import type { ContexteDeLecture } from './contexte.ts';
import { nonServi, tropCouteux, invalide } from './faute.ts';
import { lireJeton } from './jetons.ts';
import { lireReferences } from './references.ts';

const SENS = { above: 'dessus', below: 'dessous' } as const;

/** A code and those the publisher puts above or below it: its system must be said, and held here. */
export function lireParente(
  code: string,
  valeur: string,
  modificateur: 'above' | 'below',
  { parente }: ContexteDeLecture,
): readonly Jeton[] {
  const { systeme, code: ici } = lireJeton(valeur);
  if (!systeme || ici === undefined)
    throw invalide(`« ${code}:${modificateur} » attend système|code : la hiérarchie est celle d’un système de codes.`);
  const codes = parente?.(systeme, ici, SENS[modificateur]);
  if (codes === undefined)
    throw nonServi(
      `« ${code}:${modificateur} » : ce serveur ne tient pas la hiérarchie de « ${systeme} », ou n’y connaît pas « ${ici} ».`,
    );
  if (codes.length > LIMITES.parente)
    throw tropCouteux(`« ${valeur} » désigne plus de ${LIMITES.parente} codes. Prenez un code plus précis.`);
  return codes;
}

/** References to these resources, or to those above or below them by the reference of their own type. */
export function lireHierarchie(
  parametre: ParametreDeRecherche,
  modificateur: 'above' | 'below',
  valeurs: readonly string[],
  { base }: ContexteDeLecture,
): Critere {
  const parType = new Map<string, string[]>();
  for (const valeur of valeurs)
    for (const reference of lireReferences(valeur, parametre, base, undefined)) {
      const type = /^([A-Z][A-Za-z]+)\/[^/]+$/.exec(reference)?.[1] ?? '';
      if (Object.hasOwn(HIERARCHIES, type)) parType.set(type, [...(parType.get(type) ?? []), reference]);
      else if (valeur.includes('/'))
        throw nonServi(
          `« ${parametre.code}:${modificateur} » suit ${Object.keys(HIERARCHIES).join(', ')} de ce serveur, pas « ${valeur} ».`,
        );
    }
  return unDe(
    [...parType].map(([type, references]) => ({
      genre: 'hierarchie',
      code: parametre.code,
      sens: SENS[modificateur],
      arbre: type,
      parent: HIERARCHIES[type] ?? '',
      valeurs: references,
    })),
  );
}
