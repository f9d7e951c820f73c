import { refusFhir } from '#fhir/refus.ts';
import type { Contexte } from '../contexte.ts';
import type { Corps, RessourceLue } from '../demande.ts';
import { LIMITES } from '../limites.ts';
import type { ObjetJson } from '../lots/lire-lot.ts';
import { nonConforme } from '../validation.ts';

/** The resource a write carries: an object of the type of the address. */
export function ressourceDuCorps(corps: Corps | undefined, type: string): ObjetJson {
  const valeur = corps?.genre === 'ressource' ? corps.valeur : undefined;
  if (typeof valeur !== 'object' || valeur === null || Array.isArray(valeur))
    throw refusFhir(400, 'structure', `Une ressource ${type} est attendue dans le corps.`);
  const ressource = valeur as ObjetJson;
  if (corps?.genre === 'ressource' && corps.lourde === true) exigerTaille(ressource);
  const { resourceType } = ressource;
  if (resourceType !== type)
    throw refusFhir(
      400,
      'invalid',
      `L’adresse est celle d’un ${type}, le corps est un ${typeof resourceType === 'string' ? resourceType : 'objet sans resourceType'}.`,
      'resourceType',
    );
  return ressource;
}

/** The id of the body must be that of the address. */
export function exigerMemeId(ressource: ObjetJson, id: string): void {
  if (ressource['id'] === id) return;
  throw refusFhir(
    400,
    'invalid',
    ressource['id'] === undefined
      ? `Le corps ne porte pas d’identifiant : écrivez "id": "${id}".`
      : `L’adresse nomme « ${id} » et le corps un autre identifiant.`,
    'id',
  );
}

/**
 * The resource as it will be kept: its id, without the version and date the store writes itself. Not valid: 422 with what is
 * wrong; too long: 413.
 */
export function preparer(contexte: Contexte, brute: ObjetJson, id: string): RessourceLue {
  const { resourceType, id: _, meta, ...reste } = brute;
  const propre = sansTenueDuMagasin(meta);
  const ressource = { resourceType, id, ...(propre === undefined ? {} : { meta: propre }), ...reste };
  const bilan = contexte.porte.valider(ressource);
  if (!bilan.valide) throw nonConforme(bilan);
  return ressource as RessourceLue;
}

function sansTenueDuMagasin(meta: unknown): unknown {
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) return meta;
  const { versionId: _v, lastUpdated: _l, ...reste } = meta as ObjetJson;
  return Object.keys(reste).length === 0 ? undefined : reste;
}

function exigerTaille(ressource: ObjetJson): void {
  if (JSON.stringify(ressource).length > LIMITES.ressource)
    throw refusFhir(
      413,
      'too-long',
      'Cette ressource dépasse un million de caractères. Mettez les pièces lourdes à part.',
    );
}
