import { ajouterDelaiOuvre, type CalendrierOuvre } from '#lib/temps/index.ts';
import type { Complement, DecisionPrise, Demande, Personne } from './demande.ts';
import type { DelaisDemande } from './parametres.ts';
import { refus } from './refus.ts';
import { peutPasser, type Statut } from './statut.ts';
import type { MotifCloture } from './vocabulaire.ts';

/** Moves the request to a state, or refuses: the table of `statut.ts` is the only judge. */
export function passer(demande: Demande, vers: Statut): Demande {
  if (!peutPasser(demande.statut, vers)) throw refus.transition();
  return { ...demande, statut: vers };
}

/** A coordinator takes the request: it is being analysed, the decision clock starts (or starts again). */
export function prendre(demande: Demande, qui: Personne, maintenant: Date): Demande {
  const recue = demande.statut === 'deposee' ? passer(demande, 'recue') : demande;
  const prise = recue.statut === 'en_qualification' ? recue : passer(recue, 'en_qualification');
  if (demande.statut === 'en_qualification' && demande.proprietaire?.ref === qui.ref) throw refus.deja_prise();
  return { ...prise, proprietaire: qui, qualifieeLe: demande.qualifieeLe ?? maintenant };
}

/** How a question reaches the requester: written when a secure address is known, else by phone; undefined when nothing is. */
export function canalVersDemandeur(demande: Pick<Demande, 'demandeur' | 'boite'>): 'mssante' | 'telephone' | undefined {
  if (demande.demandeur.adresse !== undefined && demande.boite !== undefined) return 'mssante';
  return demande.demandeur.telephone === undefined ? undefined : 'telephone';
}

/**
 * One written question only, then the phone (metier.md annexe A). Written, the decision clock is suspended: the requester has
 * the hand. By phone it keeps running: calling is ours to do. A question nobody can receive is refused.
 */
export function demanderComplement(demande: Demande, question: string, maintenant: Date): Demande {
  if (demande.complements.length > 0) throw refus.un_seul_complement();
  const canal = canalVersDemandeur(demande);
  if (canal === undefined) throw refus.demandeur_injoignable();
  return {
    ...passer(demande, 'complement_demande'),
    complements: [...demande.complements, { question, poseeLe: maintenant }],
    suspendueDepuis: canal === 'mssante' ? maintenant : undefined,
  };
}

/** The answer came: the clock runs again, the time spent waiting does not count. */
export function recevoirComplement(demande: Demande, reponse: string, maintenant: Date): Demande {
  const complements = demande.complements.map((c, i): Complement =>
    i === demande.complements.length - 1
      ? { ...c, reponse: c.reponse === undefined ? reponse : `${c.reponse}\n${reponse}`, repondueLe: maintenant }
      : c,
  );
  if (demande.statut !== 'complement_demande') return { ...demande, complements };
  const attente = demande.suspendueDepuis === undefined ? 0 : maintenant.getTime() - demande.suspendueDepuis.getTime();
  return {
    ...passer(demande, 'en_qualification'),
    complements,
    suspendueDepuis: undefined,
    suspendueMs: demande.suspendueMs + attente,
  };
}

/** Takes one decision; each has its own condition (metier.md annexe A). */
export function decider(demande: Demande, decision: DecisionPrise, referent: Personne | undefined): Demande {
  if (
    decision.quoi === 'evaluation' &&
    (demande.accord === 'non_dite' || (demande.accord === 'impossible' && demande.accordMotif === undefined))
  ) {
    throw refus.accord_manquant();
  }
  if (decision.quoi === 'appui_coordination' && referent === undefined && demande.referent === undefined)
    throw refus.referent_manquant();
  if (
    ['evaluation', 'appui_coordination', 'orientation_en_cours'].includes(decision.quoi) &&
    demande.patient === undefined
  ) {
    throw refus.personne_a_confirmer();
  }
  if (decision.quoi === 'non_recevable' && decision.texte.trim() === '') throw refus.alternative_manquante();
  return {
    ...passer(demande, decision.quoi),
    decisions: [...demande.decisions, decision],
    referent: referent ?? demande.referent,
  };
}

/** Closing needs a reason, a word sent to the requester, and no orientation left open (metier.md §5, invariant 5). */
export function clore(
  demande: Demande,
  cloture: { motif: MotifCloture; synthese: string },
  contexte: { orientationsOuvertes: number; retourJoint: boolean },
  maintenant: Date,
): Demande {
  const close = passer(demande, 'cloturee');
  if (contexte.orientationsOuvertes > 0) throw refus.orientations_ouvertes();
  if (demande.retours.length === 0 && !contexte.retourJoint) throw refus.retour_manquant();
  return { ...close, cloture: { ...cloture, le: maintenant } };
}

export interface ProchaineEcheance {
  readonly dueLe: Date;
  readonly prochaine: string;
  readonly cause: string;
}

/** The next deadline of an open request: what must come, when, and what rings. Never undefined while the request is open. */
export function prochaineEcheance(
  demande: Demande,
  delais: DelaisDemande,
  calendrier: CalendrierOuvre,
  maintenant: Date,
): ProchaineEcheance {
  const dans = (delai: DelaisDemande['visite'], depuis = maintenant) => ajouterDelaiOuvre(depuis, delai, calendrier);
  const decision = demande.decisions.at(-1);
  switch (demande.statut) {
    case 'brouillon':
    case 'deposee':
    case 'recue':
      return {
        dueLe: dans(delais.premierContact[demande.urgence], demande.deposeeLe),
        prochaine: 'Premier contact',
        cause: 'demande.premier_contact',
      };
    case 'en_qualification': {
      const depart = new Date((demande.qualifieeLe ?? maintenant).getTime() + demande.suspendueMs);
      const due = dans(delais.decision[demande.urgence], depart);
      return {
        dueLe: due > maintenant ? due : dans(delais.relance[demande.urgence]),
        prochaine: 'Décision',
        cause: 'demande.decision',
      };
    }
    case 'complement_demande':
      return {
        dueLe: dans(delais.complement),
        prochaine:
          demande.suspendueDepuis === undefined
            ? `Appeler ${demande.demandeur.nom} : une question à lui poser`
            : `Réponse de ${demande.demandeur.nom}, sinon l’appeler`,
        cause: 'demande.complement',
      };
    case 'evaluation':
      return {
        dueLe: decision?.prochaineEtape?.le ?? dans(delais.visite),
        prochaine: decision?.prochaineEtape?.texte ?? 'Visite d’évaluation',
        cause: 'demande.etape',
      };
    case 'orientation_en_cours':
      return { dueLe: dans(delais.orientation), prochaine: 'Point sur les orientations', cause: 'demande.etape' };
    case 'appui_coordination':
    case 'suivi':
      return {
        dueLe:
          decision?.prochaineEtape !== undefined && decision.prochaineEtape.le > maintenant
            ? decision.prochaineEtape.le
            : dans(delais.reevaluation),
        prochaine: decision?.prochaineEtape?.texte ?? 'Réévaluation',
        cause: 'demande.etape',
      };
    case 'veille':
      return { dueLe: dans(delais.veille), prochaine: 'Fin de veille', cause: 'demande.etape' };
    default:
      return { dueLe: dans(delais.cloture), prochaine: 'Clôture', cause: 'demande.etape' };
  }
}
