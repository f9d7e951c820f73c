import { Refus } from '#lib/refus.ts';
import type { Acteur } from './acteur.ts';

/**
 * What one may entrust to somebody who types « pour le compte de ». Each gesture is a closed list of actions; an action of no list
 * stays with the person it belongs to. Validation is apart, so that it is only ever given on purpose.
 * Source: metier.md §2, rule (b): named, bounded, revocable, every write says « saisi par X pour Y ».
 */
export const GESTES = {
  administratif: {
    libelle: 'Tenir l’administratif',
    precision: 'Lire ce qui lui est adressé ; identité, proches, coordonnées, présence à l’annuaire.',
    actions: [
      'annuaire.confirmer',
      'annuaire.direMaPresence',
      'cercle.ajouter',
      'dossier.ajouterProche',
      'dossier.corrigerTraits',
      'dossier.creer',
      'dossier.rechercherIdentite',
      'dossier.retirerProche',
    ],
  },
  saisir: {
    libelle: 'Saisir et envoyer à sa place',
    precision: 'Demandes d’appui, orientations, appels, messages et tâches.',
    actions: [
      'demande.deposer',
      'demande.noterComplement',
      'liaison.corriger',
      'liaison.donnerTache',
      'liaison.faireTache',
      'liaison.noterAppel',
      'liaison.reporterTache',
      'messagerie.annulerEnvoi',
      'messagerie.ecrire',
      'messagerie.marquerLu',
      'messagerie.rattacher',
      'messagerie.repondre',
      'orientation.envoyer',
      'orientation.fixerRdv',
      'orientation.relancer',
    ],
  },
  valider: {
    libelle: 'Décider à sa place',
    precision: 'Accepter ou refuser une orientation, la terminer, annuler une demande.',
    actions: [
      'demande.annuler',
      'orientation.accepter',
      'orientation.annuler',
      'orientation.commencer',
      'orientation.interrompre',
      'orientation.refuser',
      'orientation.terminer',
    ],
  },
} as const satisfies Readonly<
  Record<string, { readonly libelle: string; readonly precision: string; readonly actions: readonly string[] }>
>;

export type Geste = keyof typeof GESTES;

export function estGeste(texte: string): texte is Geste {
  return Object.hasOwn(GESTES, texte);
}

/** What one may always do in one’s own name, even while acting for somebody: ending it. */
const TOUJOURS_SOI = new Set(['territoire.finirDelegation']);

/** Longest delegation, in months. */
export const DUREE_MAX_MOIS = 12;

const gesteDe = (action: string): Geste | undefined =>
  Object.entries(GESTES)
    .filter((entree): entree is [Geste, (typeof GESTES)[Geste]] => estGeste(entree[0]))
    .find(([, { actions }]) => actions.some((nom) => nom === action))?.[0];

/**
 * Who runs this action, when somebody acts for somebody else: the rights are those of the represented person, and only for the
 * gestures entrusted; otherwise `refus` is to be thrown. Somebody who acts for oneself comes back as is.
 */
export function mandatPour(acteur: Acteur, action: string): { readonly acteur: Acteur; readonly refus?: Refus } {
  const { pour } = acteur;
  if (pour === undefined || TOUJOURS_SOI.has(action)) return { acteur };
  const geste = gesteDe(action);
  if (geste === undefined || !pour.gestes.includes(geste)) {
    const refus = new Refus(
      'delegation.geste_non_confie',
      403,
      geste === undefined
        ? `Cet acte reste celui de ${pour.nom} : il ne se délègue pas. Reprenez votre propre activité dans « Compte ».`
        : `${pour.nom} ne vous a pas confié ce geste (« ${GESTES[geste].libelle} »). Demandez-le dans « Délégations ».`,
    );
    return { acteur, refus };
  }
  return { acteur: { ...acteur, role: pour.role } };
}
