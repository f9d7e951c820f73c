import type { Acteur } from '#acces/acteur.ts';
import type { Decision as Droit } from '#acces/decision.ts';
import type { Demande } from './demande.ts';
import { peutAccueillir, peutQualifier, peutRouvrir } from './droits.ts';
import { REOUVERTURE_JOURS } from './parametres.ts';
import { refus } from './refus.ts';
import { canalVersDemandeur } from './rules.ts';
import { DECISIONS, LIBELLES, estTermine, peutPasser, type Decision, type Statut } from './statut.ts';

const JOUR_MS = 86_400_000;
const AVANT_PRISE: readonly Statut[] = ['deposee', 'recue'];

/**
 * For each gesture, why it is closed to this reader now; an open one is absent. The screen asks the same rules as the actions.
 * A decision has its own key: `decider:evaluation`.
 */
export function fermetures(acteur: Acteur, d: Demande, maintenant: Date): Record<string, string> {
  const reserve = siPasPermis(peutQualifier(acteur));
  const close = estTermine(d.statut) ? `La demande est ${LIBELLES[d.statut].equipe.toLowerCase()}.` : undefined;
  const vers = (...statuts: readonly Statut[]) => reserve ?? close ?? siAucun(d, statuts);
  const raisons: Record<string, string | undefined> = {
    prendre: reserve ?? close ?? siPasPrenable(acteur, d),
    confirmer:
      siPasPermis(peutAccueillir(acteur)) ??
      close ??
      (d.patient === undefined ? undefined : 'La personne est déjà confirmée.'),
    preciser: reserve ?? close,
    accord: reserve ?? close,
    complement: reserve ?? close ?? siPasQuestionnable(d),
    noterComplement: reserve ?? close ?? (d.complements.length === 0 ? 'Aucune question n’a été posée.' : undefined),
    decider: vers(...DECISIONS),
    ...Object.fromEntries(
      DECISIONS.map((decision) => [`decider:${decision}`, vers(decision) ?? siConditionManque(d, decision)]),
    ),
    suivre: vers('suivi'),
    veille: vers('veille'),
    reprendre: d.statut === 'complement_demande' ? 'Notez d’abord la réponse reçue.' : vers('en_qualification'),
    transmettre: reserve ?? close,
    clore: vers('cloturee'),
    annuler: vers('annulee'),
    rouvrir: siPasPermis(peutRouvrir(acteur, d)) ?? siPasRouvrable(d, maintenant),
  };
  return Object.fromEntries(Object.entries(raisons).filter((r): r is [string, string] => r[1] !== undefined));
}

const siPasPermis = (droit: Droit): string | undefined => (droit.permis ? undefined : droit.texte);

/** A question nobody receives would stop the clock for nothing. */
function siPasQuestionnable(d: Demande): string | undefined {
  if (d.complements.length > 0) return refus.un_seul_complement().texte;
  return (
    siAucun(d, ['complement_demande']) ??
    (canalVersDemandeur(d) === undefined ? refus.demandeur_injoignable().texte : undefined)
  );
}

function siPasPrenable(acteur: Acteur, d: Demande): string | undefined {
  if (d.proprietaire?.ref === acteur.ref) return 'Vous avez déjà cette demande.';
  if (d.statut === 'en_qualification' || AVANT_PRISE.includes(d.statut)) return undefined;
  return `${d.proprietaire?.nom ?? 'Quelqu’un'} a la main : demandez-lui de vous la passer.`;
}

function siAucun(d: Demande, vers: readonly Statut[]): string | undefined {
  if (vers.some((statut) => peutPasser(d.statut, statut))) return undefined;
  if (AVANT_PRISE.includes(d.statut)) return 'Prenez d’abord la demande : elle n’est encore à personne.';
  return `À cette étape (${LIBELLES[d.statut].equipe.toLowerCase()}), ce n’est pas possible.`;
}

/** Same conditions as `rules.decider`, said before the attempt. */
function siConditionManque(d: Demande, decision: Decision): string | undefined {
  const engage = decision === 'evaluation' || decision === 'appui_coordination' || decision === 'orientation_en_cours';
  if (engage && d.patient === undefined) return refus.personne_a_confirmer().texte;
  const sansAccord = d.accord === 'non_dite' || (d.accord === 'impossible' && d.accordMotif === undefined);
  return decision === 'evaluation' && sansAccord ? refus.accord_manquant().texte : undefined;
}

function siPasRouvrable(d: Demande, maintenant: Date): string | undefined {
  if (d.statut !== 'cloturee') return 'La demande n’est pas close.';
  const closeLe = d.cloture?.le.getTime() ?? 0;
  return maintenant.getTime() - closeLe > REOUVERTURE_JOURS * JOUR_MS ? refus.reouverture_trop_tard().texte : undefined;
}
