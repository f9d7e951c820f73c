import type { Patient, ServiceRequest, Task } from '@medplum/fhirtypes';
import { patientDe, referenceDeLaSortie, type EcritureFhir, type Traduction } from '#socle/ecriture-fhir.ts';
import { categorieDe } from '#socle/categorie.ts';
import { CATEGORIE_DEMANDE } from './fhir.ts';
import { MOTIFS, type Motif } from './vocabulaire.ts';

const URGENCE_DE: Partial<Record<NonNullable<ServiceRequest['priority']>, string>> = {
  stat: 'U1',
  urgent: 'U1',
  asap: 'U2',
  routine: 'U3',
};

/** What a request needs beyond a status cannot be guessed from a Task: the screen or the action asks for it. */
const SUITES: Partial<Record<Task['status'], { readonly operation: string; readonly dire: string }>> = {
  rejected: { operation: 'demande.decider', dire: 'Une décision part avec un mot au demandeur' },
  'in-progress': { operation: 'demande.decider', dire: 'Une décision part avec un mot au demandeur' },
  'on-hold': { operation: 'demande.demanderComplement', dire: 'Un complément se demande avec une question' },
  completed: { operation: 'demande.clore', dire: 'Une clôture a un motif, une synthèse et un retour au demandeur' },
};

const tache: EcritureFhir = {
  type: 'Task',
  traduire({ avant, apres }) {
    if (categorieDe(avant ?? apres) !== CATEGORIE_DEMANDE) return undefined;
    if (avant?.resourceType !== 'Task')
      return {
        refus: 'Une demande d’appui naît d’une ServiceRequest : envoyez-la, la Task suit.',
        operation: 'demande.deposer',
      };
    if (apres?.resourceType !== 'Task')
      return { refus: 'Une demande d’appui ne s’efface pas : elle s’annule.', operation: 'demande.annuler' };
    return conduire(avant, apres);
  },
};

function conduire(avant: Task, apres: Task): Traduction {
  if (avant.status === apres.status)
    return { refus: 'Le contenu d’une demande d’appui ne se réécrit pas : utilisez les actions de la demande.' };
  if (apres.status === 'accepted' || apres.status === 'received')
    return { action: 'demande.prendre', entree: { id: avant.id } };
  if (apres.status === 'cancelled')
    return { action: 'demande.annuler', entree: { id: avant.id, raison: 'annulee', motif: apres.statusReason?.text } };
  const suite = SUITES[apres.status];
  if (suite === undefined) return { refus: `Une demande d’appui ne passe pas à « ${apres.status} » par cette porte.` };
  return { refus: `${suite.dire} : passez par l’action ${suite.operation}.`, operation: suite.operation };
}

const requete: EcritureFhir = {
  type: 'ServiceRequest',
  traduire({ avant, apres }) {
    if (categorieDe(avant ?? apres) !== CATEGORIE_DEMANDE) return undefined;
    if (avant !== undefined || apres?.resourceType !== 'ServiceRequest')
      return { refus: 'Une demande déposée ne se réécrit pas : changez le statut de sa Task.' };
    return {
      action: 'demande.deposer',
      entree: depotDe(apres),
      reference: referenceDeLaSortie('Task'),
    };
  },
};

/** The person travels as a contained Patient (name, birth date): a requester's software knows her, our file not always. */
function depotDe(r: ServiceRequest) {
  const contenu = r.contained?.find((c): c is Patient => c.resourceType === 'Patient');
  const motifs = (r.reasonCode ?? []).flatMap((c) => c.coding ?? []).map((c) => c.code ?? '');
  return {
    patient: patientDe(r.subject.reference),
    personne: contenu === undefined ? {} : personneDe(contenu),
    texte: (r.note ?? []).map((n) => n.text).join('\n'),
    urgence: URGENCE_DE[r.priority ?? 'routine'],
    motifs: motifs.filter((code): code is Motif => Object.hasOwn(MOTIFS, code)),
  };
}

function personneDe(p: Patient) {
  const nom = p.name?.find((n) => n.use === 'official') ?? p.name?.[0];
  return {
    nom: nom?.family ?? nom?.text,
    prenom: nom?.given?.[0],
    naissance: p.birthDate,
    ...(p.gender === 'female' || p.gender === 'male' ? { sexe: p.gender } : {}),
    telephone: p.telecom?.find((t) => t.system === 'phone')?.value,
    commune: p.address?.[0]?.city,
  };
}

export const ecrituresFhir: readonly EcritureFhir[] = [tache, requete];
