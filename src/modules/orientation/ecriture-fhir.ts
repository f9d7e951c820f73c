import type { ServiceRequest, Task } from '@medplum/fhirtypes';
import { patientDe, referenceDeLaSortie, type EcritureFhir, type Traduction } from '#socle/ecriture-fhir.ts';
import { categorieDe } from '#socle/categorie.ts';
import { CATEGORIE_ORIENTATION } from './fhir.ts';
import { MOTIFS_REFUS, type MotifRefus } from './statut.ts';

const POSSIBLES = 'accepted, rejected, in-progress, completed, failed, cancelled';

/** A partner that only knows FHIR moves the Task: each move is the action a person would have done (metier.md §5). */
const GESTES: Partial<Record<Task['status'], (apres: Task) => { action: string; entree: object }>> = {
  accepted: (t) => ({ action: 'orientation.accepter', entree: { commentaire: derniereNote(t) } }),
  rejected: (t) => ({
    action: 'orientation.refuser',
    entree: { motif: motifDe(t), commentaire: t.statusReason?.text },
  }),
  'in-progress': (t) => ({ action: 'orientation.commencer', entree: { le: t.executionPeriod?.start } }),
  completed: (t) => ({ action: 'orientation.terminer', entree: { motif: raisonDe(t) } }),
  failed: (t) => ({ action: 'orientation.interrompre', entree: { motif: raisonDe(t) } }),
  cancelled: (t) => ({ action: 'orientation.annuler', entree: { motif: raisonDe(t) } }),
};

const tache: EcritureFhir = {
  type: 'Task',
  traduire({ avant, apres }) {
    if (apres?.resourceType === 'Task' && avant === undefined && categorieDe(apres) === CATEGORIE_ORIENTATION)
      return {
        refus: 'Une orientation naît d’une ServiceRequest : envoyez-la, la Task suit.',
        operation: 'orientation.envoyer',
      };
    if (avant?.resourceType !== 'Task' || categorieDe(avant) !== CATEGORIE_ORIENTATION) return undefined;
    if (apres === undefined)
      return { refus: 'Une orientation ne s’efface pas : elle s’annule.', operation: 'orientation.annuler' };
    return apres.resourceType === 'Task' ? conduire(avant, apres) : undefined;
  },
};

function conduire(avant: Task, apres: Task): Traduction {
  const geste = avant.status === apres.status ? undefined : GESTES[apres.status];
  if (geste === undefined)
    return { refus: `Seul le statut d’une orientation se change ici. Statuts possibles : ${POSSIBLES}.` };
  const { action, entree } = geste(apres);
  return { action, entree: { id: avant.id, ...entree } };
}

const requete: EcritureFhir = {
  type: 'ServiceRequest',
  traduire({ avant, apres }) {
    if (categorieDe(avant ?? apres) !== CATEGORIE_ORIENTATION) return undefined;
    if (avant !== undefined || apres?.resourceType !== 'ServiceRequest')
      return { refus: 'Une orientation envoyée ne se réécrit pas : changez le statut de sa Task.' };
    return { action: 'orientation.envoyer', entree: envoiDe(apres), reference: referenceDeLaSortie('Task') };
  },
};

const envoiDe = (r: ServiceRequest) => ({
  patient: patientDe(r.subject.reference),
  ressource: r.performer?.[0]?.reference,
  besoin: r.note?.[0]?.text,
  urgente: r.priority === 'urgent' || r.priority === 'stat',
});

const derniereNote = (t: Task): string | undefined => t.note?.at(-1)?.text;
const raisonDe = (t: Task): string | undefined => t.statusReason?.text ?? derniereNote(t);

/** A reason we do not know is « autre », its words kept as the comment. */
function motifDe(t: Task): MotifRefus {
  const codes = (t.statusReason?.coding ?? []).map((c) => c.code ?? '');
  return codes.find((c): c is MotifRefus => Object.hasOwn(MOTIFS_REFUS, c)) ?? 'autre';
}

export const ecrituresFhir: readonly EcritureFhir[] = [tache, requete];
