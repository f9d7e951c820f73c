import { droitSurPersonnes } from '#acces/clients/droit-fhir.ts';
import type { Geste } from '#acces/clients/permissions.ts';
import { refusFhir } from '#fhir/refus.ts';
import type { Contexte } from '../contexte.ts';
import type { RessourceLue } from '../demande.ts';

/** An application opened on one person writes about that person only: every person the resource names must be that one. */
export function exigerDossierOuvert({ acteur }: Contexte, geste: Geste, ressource: RessourceLue): void {
  if (acteur.application === undefined) return;
  const type = ressource.resourceType;
  const nommees = new Set(personnesNommees(ressource));
  if (type === 'Patient' && ressource.id !== undefined) nommees.add(ressource.id);
  const decision = droitSurPersonnes(acteur, geste, type, [...nommees]);
  if (!decision.permis) throw refusFhir(403, 'forbidden', decision.texte);
}

/** Ids of Patient in every reference, at any depth, relative or absolute. */
function personnesNommees(valeur: unknown): readonly string[] {
  if (Array.isArray(valeur)) return valeur.flatMap(personnesNommees);
  if (typeof valeur !== 'object' || valeur === null) return [];
  return Object.entries(valeur).flatMap(([cle, dedans]) => {
    if (cle !== 'reference' || typeof dedans !== 'string') return personnesNommees(dedans);
    const id = /(?:^|\/)Patient\/([A-Za-z0-9\-.]{1,64})(?:\/|$)/.exec(dedans)?.[1];
    return id === undefined ? [] : [id];
  });
}
