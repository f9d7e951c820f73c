import type {
  Annotation,
  CodeableConcept,
  Extension,
  Patient,
  ServiceRequest,
  Task,
  TaskOutput,
} from '@medplum/fhirtypes';
import type { Identifiee } from '#fhir/types.ts';
import { SYSTEME_CATEGORIE } from '#socle/categorie.ts';
import type { Candidat, Complement, DecisionPrise, Demande, Demandeur, Personne } from './demande.ts';
import { lecteursDe } from './demande.ts';
import type { Statut } from './statut.ts';
import {
  ATTENTES,
  MOTIFS,
  type Accord,
  type Attente,
  type Canal,
  type Motif,
  type MotifCloture,
  type Urgence,
} from './vocabulaire.ts';

const EXT = 'urn:cordee:demande:';
export const SYSTEME_REFERENCE = 'urn:cordee:reference';
export const SYSTEME_STATUT = 'urn:cordee:statut-demande';
export const CATEGORIE_DEMANDE = 'demande-appui';

/** Our state → FHIR Task.status: what a partner that only knows FHIR understands. */
const STATUT_FHIR: Readonly<Record<Statut, Task['status']>> = {
  brouillon: 'draft',
  deposee: 'requested',
  recue: 'received',
  en_qualification: 'accepted',
  complement_demande: 'on-hold',
  information_conseil: 'in-progress',
  reorientee: 'in-progress',
  orientation_en_cours: 'in-progress',
  evaluation: 'in-progress',
  appui_coordination: 'in-progress',
  suivi: 'in-progress',
  veille: 'on-hold',
  non_recevable: 'rejected',
  cloturee: 'completed',
  annulee: 'cancelled',
  doublon: 'cancelled',
};

const PRIORITE = { U1: 'urgent', U2: 'asap', U3: 'routine' } as const;

const texteExt = (nom: string, valeur: string | undefined): Extension[] =>
  valeur === undefined ? [] : [{ url: EXT + nom, valueString: valeur }];
const dateExt = (nom: string, valeur: Date | undefined): Extension[] =>
  valeur === undefined ? [] : [{ url: EXT + nom, valueDateTime: valeur.toISOString() }];
const refExt = (nom: string, p: Personne | undefined): Extension[] =>
  p === undefined ? [] : [{ url: EXT + nom, valueReference: { reference: p.ref, display: p.nom } }];

export function versServiceRequest(d: Demande): Identifiee<ServiceRequest> {
  return {
    resourceType: 'ServiceRequest',
    id: d.requete,
    identifier: [{ system: SYSTEME_REFERENCE, value: d.reference }],
    status:
      d.statut === 'cloturee' ? 'completed' : d.statut === 'annulee' || d.statut === 'doublon' ? 'revoked' : 'active',
    intent: 'order',
    category: [{ coding: [{ system: SYSTEME_CATEGORIE, code: CATEGORIE_DEMANDE }] }],
    priority: PRIORITE[d.urgence],
    code: { coding: [{ system: 'urn:cordee:attente', code: d.attente, display: ATTENTES[d.attente] }] },
    contained: [versCandidat(d.candidat)],
    subject: d.patient === undefined ? { reference: '#candidat' } : { reference: `Patient/${d.patient}` },
    // The person as the requester described them stays readable, and a contained resource must be pointed at.
    ...(d.patient === undefined ? {} : { supportingInfo: [{ reference: '#candidat' }] }),
    requester: versDemandeur(d.demandeur),
    performer: [{ reference: d.structure }],
    authoredOn: d.deposeeLe.toISOString(),
    ...(d.motifs.length === 0 ? {} : { reasonCode: d.motifs.map(versMotif) }),
    ...(d.texte === '' ? {} : { note: [{ text: d.texte }] }),
    extension: [
      ...texteExt('urgence', d.urgence),
      ...texteExt('canal', d.canal),
      ...texteExt('boite', d.boite),
      ...texteExt('accord', d.accord),
      ...texteExt('accord-motif', d.accordMotif),
    ],
  };
}

export function versTask(d: Demande): Identifiee<Task> {
  return {
    resourceType: 'Task',
    id: d.id,
    identifier: [{ system: SYSTEME_REFERENCE, value: d.reference }],
    status: STATUT_FHIR[d.statut],
    businessStatus: { coding: [{ system: SYSTEME_STATUT, code: d.statut }] },
    intent: 'order',
    code: { coding: [{ system: SYSTEME_CATEGORIE, code: CATEGORIE_DEMANDE }] },
    focus: { reference: `ServiceRequest/${d.requete}` },
    ...(d.patient === undefined ? {} : { for: { reference: `Patient/${d.patient}` } }),
    authoredOn: d.deposeeLe.toISOString(),
    requester: { ...versDemandeur(d.demandeur) },
    ...(d.proprietaire === undefined ? {} : { owner: { reference: d.proprietaire.ref, display: d.proprietaire.nom } }),
    ...(d.cloture === undefined
      ? {}
      : {
          statusReason: { coding: [{ system: 'urn:cordee:cloture', code: d.cloture.motif }], text: d.cloture.synthese },
        }),
    ...(d.complements.length === 0 ? {} : { note: d.complements.flatMap(versNotes) }),
    ...(d.decisions.length === 0 ? {} : { output: d.decisions.map(versOutput) }),
    extension: [
      { url: `${EXT}structure`, valueReference: { reference: d.structure } },
      ...refExt('referent', d.referent),
      ...dateExt('qualifiee-le', d.qualifieeLe),
      ...dateExt('suspendue-depuis', d.suspendueDepuis),
      { url: `${EXT}suspendue-ms`, valueDecimal: d.suspendueMs },
      ...d.retours.map((le) => ({ url: `${EXT}retour`, valueDateTime: le.toISOString() })),
      ...dateExt('cloturee-le', d.cloture?.le),
    ],
  };
}

export function depuisFhir(
  task: Identifiee<Task>,
  requete: Identifiee<ServiceRequest>,
  versions: readonly [number, number],
): Demande {
  const texte = (r: ServiceRequest | Task, nom: string) => r.extension?.find((e) => e.url === EXT + nom)?.valueString;
  const date = (nom: string) => instant(task.extension?.find((e) => e.url === EXT + nom)?.valueDateTime);
  const ref = (nom: string) => task.extension?.find((e) => e.url === EXT + nom)?.valueReference;
  const referent = ref('referent');
  const closLe = date('cloturee-le');
  return {
    id: task.id,
    requete: requete.id,
    reference: task.identifier?.[0]?.value ?? '',
    statut: (task.businessStatus?.coding?.[0]?.code ?? 'deposee') as Statut,
    canal: (texte(requete, 'canal') ?? 'formulaire') as Canal,
    structure: ref('structure')?.reference ?? requete.performer?.[0]?.reference ?? '',
    boite: texte(requete, 'boite'),
    demandeur: depuisDemandeur(requete),
    patient: task.for?.reference?.replace('Patient/', ''),
    candidat: depuisCandidat(requete.contained?.find((r): r is Patient => r.resourceType === 'Patient')),
    attente: (requete.code?.coding?.[0]?.code ?? 'coordination') as Attente,
    urgence: (texte(requete, 'urgence') ?? 'U3') as Urgence,
    motifs: (requete.reasonCode ?? []).flatMap((c) => c.coding?.[0]?.code ?? []) as Motif[],
    texte: requete.note?.[0]?.text ?? '',
    accord: (texte(requete, 'accord') ?? 'non_dite') as Accord,
    accordMotif: texte(requete, 'accord-motif'),
    deposeeLe: instant(requete.authoredOn) ?? new Date(0),
    proprietaire: personne(task.owner),
    referent: personne(referent),
    complements: depuisNotes(task.note ?? []),
    decisions: (task.output ?? []).map(depuisOutput),
    retours: (task.extension ?? [])
      .filter((e) => e.url === `${EXT}retour`)
      .flatMap((e) => instant(e.valueDateTime) ?? []),
    qualifieeLe: date('qualifiee-le'),
    suspendueDepuis: date('suspendue-depuis'),
    suspendueMs: task.extension?.find((e) => e.url === `${EXT}suspendue-ms`)?.valueDecimal ?? 0,
    cloture:
      closLe === undefined
        ? undefined
        : {
            motif: (task.statusReason?.coding?.[0]?.code ?? 'hors_champ') as MotifCloture,
            le: closLe,
            synthese: task.statusReason?.text ?? '',
          },
    versions,
  };
}

export { lecteursDe };

function versCandidat(c: Candidat): Patient {
  return {
    resourceType: 'Patient',
    id: 'candidat',
    name: [{ use: 'official', family: c.nom, ...(c.prenom === undefined ? {} : { given: [c.prenom] }) }],
    ...(c.sexe === undefined ? {} : { gender: c.sexe }),
    ...(c.naissance === undefined ? {} : { birthDate: c.naissance }),
    ...(c.telephone === undefined ? {} : { telecom: [{ system: 'phone', value: c.telephone }] }),
    ...(c.commune === undefined ? {} : { address: [{ city: c.commune }] }),
  };
}

function depuisCandidat(p: Patient | undefined): Candidat {
  const gender = p?.gender;
  return {
    nom: p?.name?.[0]?.family ?? '',
    prenom: p?.name?.[0]?.given?.[0],
    naissance: p?.birthDate,
    sexe: gender === 'female' || gender === 'male' ? gender : undefined,
    telephone: p?.telecom?.[0]?.value,
    commune: p?.address?.[0]?.city,
  };
}

function versDemandeur(d: Demandeur) {
  return {
    display: d.nom,
    ...(d.ref === undefined ? {} : { reference: d.ref }),
    ...(d.adresse === undefined ? {} : { identifier: { system: 'urn:cordee:mssante', value: d.adresse } }),
    ...(d.telephone === undefined ? {} : { extension: texteExt('telephone', d.telephone) }),
  };
}

function depuisDemandeur(r: ServiceRequest): Demandeur {
  return {
    nom: r.requester?.display ?? '',
    ref: r.requester?.reference,
    adresse: r.requester?.identifier?.value,
    telephone: r.requester?.extension?.find((e) => e.url === `${EXT}telephone`)?.valueString,
  };
}

function versNotes(c: Complement): Annotation[] {
  const question: Annotation = { authorString: 'question', time: c.poseeLe.toISOString(), text: c.question };
  if (c.reponse === undefined || c.repondueLe === undefined) return [question];
  return [question, { authorString: 'reponse', time: c.repondueLe.toISOString(), text: c.reponse }];
}

function depuisNotes(notes: readonly Annotation[]): Complement[] {
  const complements: Complement[] = [];
  for (const note of notes) {
    const le = instant(note.time) ?? new Date(0);
    if (note.authorString === 'question') complements.push({ question: note.text ?? '', poseeLe: le });
    const dernier = complements.at(-1);
    if (note.authorString === 'reponse' && dernier !== undefined) {
      complements[complements.length - 1] = { ...dernier, reponse: note.text, repondueLe: le };
    }
  }
  return complements;
}

function versMotif(code: Motif): CodeableConcept {
  return { coding: [{ system: 'urn:cordee:motif-demande', code, display: MOTIFS[code] }] };
}

function versOutput(x: DecisionPrise): TaskOutput {
  return {
    type: { coding: [{ system: SYSTEME_STATUT, code: x.quoi }] },
    valueString: x.texte,
    extension: [
      ...dateExt('decidee-le', x.le),
      ...texteExt('prochaine', x.prochaineEtape?.texte),
      ...dateExt('prochaine-le', x.prochaineEtape?.le),
    ],
  };
}

function depuisOutput(o: NonNullable<Task['output']>[number]): DecisionPrise {
  const date = (nom: string) => instant(o.extension?.find((e) => e.url === EXT + nom)?.valueDateTime);
  const prochaine = o.extension?.find((e) => e.url === `${EXT}prochaine`)?.valueString;
  const prochaineLe = date('prochaine-le');
  return {
    quoi: (o.type.coding?.[0]?.code ?? 'information_conseil') as DecisionPrise['quoi'],
    texte: o.valueString ?? '',
    le: date('decidee-le') ?? new Date(0),
    ...(prochaine === undefined || prochaineLe === undefined
      ? {}
      : { prochaineEtape: { texte: prochaine, le: prochaineLe } }),
  };
}

function personne(reference: { reference?: string; display?: string } | undefined): Personne | undefined {
  return reference?.reference === undefined ? undefined : { ref: reference.reference, nom: reference.display ?? '' };
}

function instant(texte: string | undefined): Date | undefined {
  if (texte === undefined) return undefined;
  const date = new Date(texte);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
