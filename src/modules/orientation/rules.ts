import { ajouterDelaiOuvre, type CalendrierOuvre } from '#lib/temps/index.ts';
import type { Orientation, Partie } from './orientation.ts';
import { DELAIS_ORIENTATION } from './parametres.ts';
import { refus } from './refus.ts';
import { peutPasser, type MotifRefus, type Statut } from './statut.ts';

function passer(o: Orientation, vers: Statut): Orientation {
  if (!peutPasser(o.statut, vers))
    throw vers === 'acceptee' || vers === 'refusee' ? refus.deja_traitee() : refus.transition();
  return { ...o, statut: vers };
}

export interface Reponse {
  readonly par: string;
  readonly commentaire?: string | undefined;
  /** The member of the service who answers with an account. */
  readonly preneur?: Partie | undefined;
}

/** The service says yes, with a first date when it has one. */
export function accepter(
  o: Orientation,
  reponse: Reponse & { rdvLe?: Date | undefined },
  maintenant: Date,
): Orientation {
  const acceptee = {
    ...passer(o, 'acceptee'),
    reponse: { par: reponse.par, le: maintenant, commentaire: reponse.commentaire },
    preneur: reponse.preneur,
  };
  return reponse.rdvLe === undefined ? acceptee : fixerRdv(acceptee, reponse.rdvLe);
}

/** The service says no: always with a reason, best with somebody else to ask. */
export function refuser(
  o: Orientation,
  reponse: Reponse & { motif: MotifRefus; alternative?: { ref?: string | undefined; nom: string } | undefined },
  maintenant: Date,
): Orientation {
  return {
    ...passer(o, 'refusee'),
    reponse: { par: reponse.par, le: maintenant, commentaire: reponse.commentaire },
    refus: { motif: reponse.motif, detail: reponse.commentaire, alternative: reponse.alternative },
  };
}

/** Who follows it now: whoever said yes with an account until the service starts, otherwise its sender. */
export const quiTient = (o: Orientation): Partie =>
  o.preneur !== undefined && (o.statut === 'acceptee' || o.statut === 'rdv_fixe') ? o.preneur : o.expediteur;

export const fixerRdv = (o: Orientation, le: Date): Orientation => ({ ...passer(o, 'rdv_fixe'), rdvLe: le });

/** The service really started: the only moment that counts as served. A real date, not before the sending, not in the future. */
export function commencer(o: Orientation, le: Date, maintenant: Date): Orientation {
  if (le.getTime() > maintenant.getTime()) throw refus.date_future();
  if (le.getTime() < o.envoyeeLe.getTime() - 86_400_000) throw refus.date_avant_envoi();
  return { ...passer(o, 'commencee'), commenceeLe: le };
}

export const terminer = (o: Orientation, motif: string, le: Date): Orientation => ({
  ...passer(o, 'terminee'),
  fin: { le, motif },
});
export const interrompre = (o: Orientation, motif: string, le: Date): Orientation => ({
  ...passer(o, 'interrompue'),
  fin: { le, motif },
});
export const annuler = (o: Orientation, motif: string, le: Date): Orientation => ({
  ...passer(o, 'annulee'),
  fin: { le, motif },
  suiteDonnee: true,
});

/** Silence: one reminder leaves; the next bell goes to a human. */
export function relancer(o: Orientation, maintenant: Date): Orientation {
  const relancee = o.statut === 'sans_reponse' ? o : passer(o, 'sans_reponse');
  return { ...relancee, relances: [...o.relances, maintenant] };
}

export interface ProchaineEcheance {
  readonly dueLe: Date;
  readonly prochaine: string;
  readonly cause: 'orientation.sans_reponse' | 'orientation.suite';
  readonly attente: 'repondre' | 'faire';
}

/** Next deadline of an orientation that still needs somebody; undefined when its loop is closed. */
export function prochaineEcheance(
  o: Orientation,
  calendrier: CalendrierOuvre,
  maintenant: Date,
): ProchaineEcheance | undefined {
  const dans = (delai: Parameters<typeof ajouterDelaiOuvre>[1], depuis = maintenant) =>
    ajouterDelaiOuvre(depuis, delai, calendrier);
  const rythme = o.urgente ? 'urgente' : 'normale';
  const nom = o.destinataire.nom;
  switch (o.statut) {
    case 'envoyee':
      return {
        dueLe: dans(DELAIS_ORIENTATION.reponse[rythme], o.envoyeeLe),
        prochaine: `Réponse de ${nom}`,
        cause: 'orientation.sans_reponse',
        attente: 'faire',
      };
    case 'sans_reponse':
      return {
        dueLe: dans(DELAIS_ORIENTATION.apresRelance[rythme]),
        prochaine: `Appeler ${nom}, qui n’a pas répondu`,
        cause: 'orientation.sans_reponse',
        attente: 'repondre',
      };
    case 'acceptee':
      return {
        dueLe: dans(DELAIS_ORIENTATION.demarrage),
        prochaine: `Date de début chez ${nom}`,
        cause: 'orientation.suite',
        attente: 'faire',
      };
    case 'rdv_fixe':
      return {
        dueLe: dans(DELAIS_ORIENTATION.apresRdv, o.rdvLe !== undefined && o.rdvLe > maintenant ? o.rdvLe : maintenant),
        prochaine: `Vérifier que ${nom} a commencé`,
        cause: 'orientation.suite',
        attente: 'faire',
      };
    case 'commencee':
      return {
        dueLe: dans(DELAIS_ORIENTATION.point),
        prochaine: `Point avec ${nom}`,
        cause: 'orientation.suite',
        attente: 'faire',
      };
    case 'refusee':
      return o.suiteDonnee
        ? undefined
        : {
            dueLe: dans(DELAIS_ORIENTATION.apresRefus),
            prochaine: suiteDuRefus(o),
            cause: 'orientation.suite',
            attente: 'repondre',
          };
    default:
      return undefined;
  }
}

const suiteDuRefus = (o: Orientation): string =>
  o.refus?.alternative === undefined ? 'Chercher un autre service' : `Proposer à ${o.refus.alternative.nom}`;
