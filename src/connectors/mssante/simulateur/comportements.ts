import { domaineDe } from '../ecrire-message.ts';

/** Ce que le monde extérieur fait d'un message selon l'adresse. Liste décrite dans README.md : toute modification s'y écrit aussi. */

export interface BoiteSimulee {
  readonly adresse: string;
  readonly nom: string;
  /** Métier ou fonction, pour grouper les boîtes : « Médecins généralistes », « Pharmacies »… */
  readonly role: string;
}

export interface DomaineSimule {
  readonly nom: string;
  /** `liste` : seules les boîtes déclarées existent ; `toutes` : toute adresse du domaine existe (patients). */
  readonly boites: 'liste' | 'toutes';
}

export interface Monde {
  readonly domaines: readonly DomaineSimule[];
  readonly domainesHorsEspace: readonly string[];
  /** Par adresse en minuscules. */
  readonly boites: ReadonlyMap<string, BoiteSimulee>;
}

export type Verdict =
  | { readonly sorte: 'remettre' }
  | { readonly sorte: 'remettre-et-repondre-absent' }
  | { readonly sorte: 'remettre-deux-fois' }
  | { readonly sorte: 'remettre-puis-couper' }
  | { readonly sorte: 'accepter-puis-avis'; readonly code: string; readonly texte: string }
  | { readonly sorte: 'refuser'; readonly code: number; readonly texte: string };

const REMETTRE: Verdict = { sorte: 'remettre' };

// `plein@…`, `plein.service@…` et `plein+2@…` ont tous le comportement « plein ».
function aLeMot(adresse: string, mot: string): boolean {
  return new RegExp(`^${mot}(?:[.+-][^@]*)?@`, 'i').test(adresse);
}

type Regle = (passage: number) => Verdict;

const PAR_MOT: readonly (readonly [string, Regle])[] = [
  ['plein', () => ({ sorte: 'refuser', code: 552, texte: '5.2.2 Boîte pleine' })],
  ['panne', () => ({ sorte: 'refuser', code: 451, texte: '4.3.0 Service indisponible, réessayez plus tard' })],
  [
    'lent',
    (passage) =>
      passage === 1 ? { sorte: 'refuser', code: 451, texte: '4.7.1 Liste grise, réessayez dans un instant' } : REMETTRE,
  ],
  ['absent', () => ({ sorte: 'remettre-et-repondre-absent' })],
  ['double', () => ({ sorte: 'remettre-deux-fois' })],
  ['coupure', (passage) => (passage === 1 ? { sorte: 'remettre-puis-couper' } : REMETTRE)],
];

/** Vrai quand la boîte peut recevoir et être relevée. */
export function existe(monde: Monde, adresse: string): boolean {
  const minuscules = adresse.toLowerCase();
  const domaine = monde.domaines.find((un) => un.nom === domaineDe(minuscules));
  if (domaine === undefined) {
    return false;
  }
  const speciale = PAR_MOT.some(([mot]) => aLeMot(minuscules, mot));
  return monde.boites.has(minuscules) || speciale || (domaine.boites === 'toutes' && !aLeMot(minuscules, 'inconnu'));
}

/** Verdict pour un destinataire. `passage` : combien de fois cet expéditeur s'est présenté pour lui, celle-ci comprise. */
export function verdict(monde: Monde, destinataire: string, passage: number): Verdict {
  const adresse = destinataire.toLowerCase();
  const domaine = domaineDe(adresse);
  if (monde.domainesHorsEspace.includes(domaine)) {
    return { sorte: 'refuser', code: 554, texte: '5.7.1 Domaine hors de l’espace de confiance MSSanté' };
  }
  if (!monde.domaines.some((un) => un.nom === domaine)) {
    return { sorte: 'refuser', code: 550, texte: '5.1.2 Domaine inconnu' };
  }
  const regle = PAR_MOT.find(([mot]) => aLeMot(adresse, mot))?.[1];
  if (regle !== undefined) {
    return regle(passage);
  }
  return existe(monde, adresse)
    ? REMETTRE
    : { sorte: 'accepter-puis-avis', code: '5.1.1', texte: '550 5.1.1 Boîte inconnue dans ce domaine' };
}
