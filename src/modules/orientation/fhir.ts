import type { Extension, ServiceRequest, Task } from '@medplum/fhirtypes';
import type { Identifiee } from '#fhir/types.ts';
import { SYSTEME_CATEGORIE } from '#socle/categorie.ts';
import type { Orientation } from './orientation.ts';
import { MOTIFS_REFUS, type MotifRefus, type Statut } from './statut.ts';

const EXT = 'urn:cordee:orientation:';
const SYSTEME_STATUT = 'urn:cordee:statut-orientation';
export const CATEGORIE_ORIENTATION = 'orientation';

const STATUT_FHIR: Readonly<Record<Statut, Task['status']>> = {
  envoyee: 'requested',
  sans_reponse: 'requested',
  acceptee: 'accepted',
  rdv_fixe: 'accepted',
  commencee: 'in-progress',
  refusee: 'rejected',
  terminee: 'completed',
  interrompue: 'failed',
  annulee: 'cancelled',
};

const texteExt = (nom: string, v: string | undefined): Extension[] =>
  v === undefined ? [] : [{ url: EXT + nom, valueString: v }];
const dateExt = (nom: string, v: Date | undefined): Extension[] =>
  v === undefined ? [] : [{ url: EXT + nom, valueDateTime: v.toISOString() }];

export function versServiceRequest(o: Orientation): Identifiee<ServiceRequest> {
  return {
    resourceType: 'ServiceRequest',
    id: o.requete,
    identifier: [{ system: 'urn:cordee:reference', value: o.reference }],
    status:
      o.statut === 'terminee'
        ? 'completed'
        : ['refusee', 'interrompue', 'annulee'].includes(o.statut)
          ? 'revoked'
          : 'active',
    intent: 'order',
    category: [{ coding: [{ system: SYSTEME_CATEGORIE, code: CATEGORIE_ORIENTATION }] }],
    priority: o.urgente ? 'urgent' : 'routine',
    subject: { reference: `Patient/${o.patient}` },
    requester: { reference: o.expediteur.ref, display: o.expediteur.nom },
    performer: [
      { reference: o.destinataire.ref, display: o.destinataire.nom },
      ...(o.destinataire.structure === undefined ? [] : [{ reference: o.destinataire.structure }]),
    ],
    authoredOn: o.envoyeeLe.toISOString(),
    note: [{ text: o.besoin }],
    ...(o.requeteDemande === undefined ? {} : { basedOn: [{ reference: `ServiceRequest/${o.requeteDemande}` }] }),
    extension: [
      ...texteExt('boite', o.boite),
      ...texteExt('adresse', o.destinataire.adresse),
      ...texteExt('telephone', o.destinataire.telephone),
      ...texteExt('structure-expeditrice', o.structureExpeditrice),
    ],
  };
}

export function versTask(o: Orientation): Identifiee<Task> {
  return {
    resourceType: 'Task',
    id: o.id,
    identifier: [{ system: 'urn:cordee:reference', value: o.reference }],
    status: STATUT_FHIR[o.statut],
    businessStatus: { coding: [{ system: SYSTEME_STATUT, code: o.statut }] },
    intent: 'order',
    code: { coding: [{ system: SYSTEME_CATEGORIE, code: CATEGORIE_ORIENTATION }] },
    focus: { reference: `ServiceRequest/${o.requete}` },
    for: { reference: `Patient/${o.patient}` },
    ...(o.demande === undefined ? {} : { partOf: [{ reference: o.demande }] }),
    authoredOn: o.envoyeeLe.toISOString(),
    requester: { reference: o.expediteur.ref, display: o.expediteur.nom },
    owner: { reference: o.destinataire.ref, display: o.destinataire.nom },
    ...(o.commenceeLe === undefined && (o.rdvLe === undefined || o.fin === undefined)
      ? {}
      : {
          executionPeriod: {
            ...(o.commenceeLe === undefined ? {} : { start: o.commenceeLe.toISOString() }),
            ...(o.fin === undefined ? {} : { end: o.fin.le.toISOString() }),
          },
        }),
    ...(o.refus === undefined
      ? {}
      : {
          statusReason: {
            coding: [{ system: 'urn:cordee:refus', code: o.refus.motif, display: MOTIFS_REFUS[o.refus.motif] }],
            ...(o.refus.detail === undefined ? {} : { text: o.refus.detail }),
          },
        }),
    extension: [
      ...texteExt('precedente', o.precedente),
      ...o.relances.map((le) => ({ url: `${EXT}relance`, valueDateTime: le.toISOString() })),
      ...texteExt('repondu-par', o.reponse?.par),
      ...dateExt('repondu-le', o.reponse?.le),
      ...texteExt('repondu-commentaire', o.reponse?.commentaire),
      ...(o.preneur === undefined
        ? []
        : [{ url: `${EXT}preneur`, valueReference: { reference: o.preneur.ref, display: o.preneur.nom } }]),
      ...texteExt('alternative-nom', o.refus?.alternative?.nom),
      ...texteExt('alternative-ref', o.refus?.alternative?.ref),
      ...dateExt('rdv', o.rdvLe),
      ...dateExt('commencee', o.commenceeLe),
      ...dateExt('fin', o.fin?.le),
      ...texteExt('fin-motif', o.fin?.motif),
      { url: `${EXT}suite-donnee`, valueBoolean: o.suiteDonnee },
    ],
  };
}

export function depuisFhir(
  task: Identifiee<Task>,
  requete: Identifiee<ServiceRequest>,
  versions: readonly [number, number],
): Orientation {
  const lire = (r: ServiceRequest | Task) => (nom: string) => r.extension?.find((e) => e.url === EXT + nom);
  const t = lire(task);
  const s = lire(requete);
  const date = (nom: string) => instant(t(nom)?.valueDateTime);
  const reponduLe = date('repondu-le');
  const finLe = date('fin');
  const motif = task.statusReason?.coding?.[0]?.code;
  const alternative = t('alternative-nom')?.valueString;
  const preneur = t('preneur')?.valueReference;
  return {
    id: task.id,
    requete: requete.id,
    reference: task.identifier?.[0]?.value ?? '',
    statut: (task.businessStatus?.coding?.[0]?.code ?? 'envoyee') as Statut,
    patient: task.for?.reference?.replace('Patient/', '') ?? '',
    demande: task.partOf?.[0]?.reference,
    requeteDemande: requete.basedOn?.[0]?.reference?.replace('ServiceRequest/', ''),
    precedente: t('precedente')?.valueString,
    expediteur: { ref: task.requester?.reference ?? '', nom: task.requester?.display ?? '' },
    structureExpeditrice: s('structure-expeditrice')?.valueString ?? '',
    boite: s('boite')?.valueString,
    destinataire: {
      ref: task.owner?.reference ?? '',
      nom: task.owner?.display ?? '',
      structure: requete.performer?.[1]?.reference,
      adresse: s('adresse')?.valueString,
      telephone: s('telephone')?.valueString,
    },
    besoin: requete.note?.[0]?.text ?? '',
    urgente: requete.priority === 'urgent',
    envoyeeLe: instant(task.authoredOn) ?? new Date(0),
    relances: (task.extension ?? [])
      .filter((e) => e.url === `${EXT}relance`)
      .flatMap((e) => instant(e.valueDateTime) ?? []),
    reponse:
      reponduLe === undefined
        ? undefined
        : {
            par: t('repondu-par')?.valueString ?? '',
            le: reponduLe,
            commentaire: t('repondu-commentaire')?.valueString,
          },
    preneur: preneur?.reference === undefined ? undefined : { ref: preneur.reference, nom: preneur.display ?? '' },
    refus:
      motif === undefined
        ? undefined
        : {
            motif: motif as MotifRefus,
            detail: task.statusReason?.text,
            alternative:
              alternative === undefined ? undefined : { nom: alternative, ref: t('alternative-ref')?.valueString },
          },
    rdvLe: date('rdv'),
    commenceeLe: date('commencee'),
    fin: finLe === undefined ? undefined : { le: finLe, motif: t('fin-motif')?.valueString ?? '' },
    suiteDonnee: t('suite-donnee')?.valueBoolean ?? false,
    versions,
  };
}

function instant(texte: string | undefined): Date | undefined {
  if (texte === undefined) return undefined;
  const date = new Date(texte);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
