import type { Hasard } from '../hasard.ts';
import type { RequeteCanari } from './requetes.ts';

const JSON_SEUL = { 'content-type': 'application/json', 'x-cordee': '1' };

/** Doors that are not features: the state of the house, its shell, what it answers to what it does not understand. */
export function pageAuHasard(h: Hasard, references: readonly string[]): RequeteCanari {
  const ref = h.parmi(references);
  const id = ref.split('/')[1] ?? ref;
  const [quoi, methode, chemin, corps] = h.parmi([
    ['santé', 'GET', '/sante'],
    ['mesures', 'GET', '/metrics'],
    ['capacités', 'GET', '/fhir/metadata'],
    ['découverte', 'GET', '/fhir/.well-known/smart-configuration'],
    ['écran', 'GET', `/dossiers/${id}`],
    ['écran d’un lien', 'GET', `/r/t0001.${id.padEnd(43, 'x').slice(0, 43)}`],
    ['fichier absent', 'GET', `/${ref}.json`],
    ['porte absente', 'GET', `/api/${ref}`],
    ['vue absente', 'POST', `/api/vues/${id}`, '{}'],
    ['JSON coupé', 'POST', '/api/vues/dossier.resume', `{"patient":"${id}`],
    ['FHIR coupé', 'POST', '/fhir/Patient', `{"resourceType":"Patient","id":"${id}"`],
    ['méthode refusée', 'DELETE', `/api/vues/${id}`],
    ['opération absente', 'GET', `/fhir/${ref}/$${id}`],
    ['session', 'GET', '/connexion/session'],
    ['jeton', 'POST', '/oauth/token', `grant_type=client_credentials&client_assertion=${id}`],
  ] as const);
  return {
    quoi: `page ${quoi}`,
    methode,
    chemin,
    ...(corps === undefined ? {} : { corps, entetes: JSON_SEUL }),
  };
}

/** The run does not need the screens: a house whose screens are not built says so at their addresses, and that is no fault. */
export const estUnePanne = (statut: number, texte: string): boolean =>
  statut >= 500 && !texte.startsWith('Les écrans ne sont pas encore construits.');
