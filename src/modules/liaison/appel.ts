import type { Annotation, Communication } from '@medplum/fhirtypes';
import type { Portee } from '#fhir/store/portee.ts';
import type { Identifiee } from '#fhir/types.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { ChampCorrigeable, MotifAppel } from './vocabulaire.ts';

export interface Correction {
  readonly champ: ChampCorrigeable;
  readonly avant?: string | undefined;
  readonly apres: string;
  readonly par: string;
  readonly le: Date;
}

/** A phone call as both parties agreed it. The author's words are never overwritten: a correction stands beside them. */
export interface Appel {
  readonly id: string;
  readonly avec: {
    readonly nom: string;
    readonly ref?: string | undefined;
    readonly adresse?: string | undefined;
    readonly telephone?: string | undefined;
  };
  readonly par: { readonly ref: string; readonly nom: string };
  readonly structure: string;
  readonly sens: 'recu' | 'emis';
  readonly motif: MotifAppel;
  readonly decision: string;
  /** Number to use afterwards, said during the call. */
  readonly telephone: string | undefined;
  readonly patient: string | undefined;
  readonly objet: string | undefined;
  readonly le: Date;
  readonly confirme: boolean;
  readonly corrections: readonly Correction[];
  readonly version: number | undefined;
}

const EXT = 'urn:cordee:appel:';

export const lecteursDeAppel = (a: Appel): readonly string[] => [
  a.structure,
  a.par.ref,
  ...(a.avec.ref === undefined ? [] : [a.avec.ref]),
];

function versCommunication(a: Appel): Identifiee<Communication> {
  const partie = {
    display: a.avec.nom,
    ...(a.avec.ref === undefined ? {} : { reference: a.avec.ref }),
    ...(a.avec.adresse === undefined ? {} : { identifier: { system: 'urn:cordee:mssante', value: a.avec.adresse } }),
  };
  const moi = { reference: a.par.ref, display: a.par.nom };
  return {
    resourceType: 'Communication',
    id: a.id,
    status: 'completed',
    medium: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode', code: 'PHONE' }] }],
    reasonCode: [{ coding: [{ system: 'urn:cordee:motif-appel', code: a.motif }] }],
    ...(a.patient === undefined ? {} : { subject: { reference: `Patient/${a.patient}` } }),
    ...(a.objet === undefined ? {} : { about: [{ reference: a.objet }] }),
    sender: a.sens === 'recu' ? partie : moi,
    recipient: [a.sens === 'recu' ? moi : partie],
    sent: a.le.toISOString(),
    payload: [{ contentString: a.decision }],
    ...(a.corrections.length === 0 ? {} : { note: a.corrections.map(versNote) }),
    extension: [
      { url: `${EXT}sens`, valueString: a.sens },
      { url: `${EXT}structure`, valueReference: { reference: a.structure } },
      { url: `${EXT}confirme`, valueBoolean: a.confirme },
      ...(a.telephone === undefined ? [] : [{ url: `${EXT}telephone`, valueString: a.telephone }]),
      ...(a.avec.telephone === undefined ? [] : [{ url: `${EXT}telephone-autre`, valueString: a.avec.telephone }]),
    ],
  };
}

function versNote(c: Correction): Annotation {
  return {
    authorString: c.par,
    time: c.le.toISOString(),
    text: c.apres,
    extension: [
      { url: `${EXT}champ`, valueString: c.champ },
      ...(c.avant === undefined ? [] : [{ url: `${EXT}avant`, valueString: c.avant }]),
    ],
  };
}

export async function chargerAppel(tx: Transaction, id: string, portee: Portee = tx.portee): Promise<Appel> {
  const { ressource: r, version } = await tx.lire('Communication', id.replace('Communication/', ''), portee);
  const ext = (nom: string) => r.extension?.find((e) => e.url === EXT + nom);
  const sens = ext('sens')?.valueString === 'emis' ? 'emis' : 'recu';
  const autre = sens === 'recu' ? r.sender : r.recipient?.[0];
  const moi = sens === 'recu' ? r.recipient?.[0] : r.sender;
  const patient = r.subject?.reference?.replace('Patient/', '');
  tx.concerne(patient);
  return {
    id: r.id,
    avec: {
      nom: autre?.display ?? '',
      ref: autre?.reference,
      adresse: autre?.identifier?.value,
      telephone: ext('telephone-autre')?.valueString,
    },
    par: { ref: moi?.reference ?? '', nom: moi?.display ?? '' },
    structure: ext('structure')?.valueReference?.reference ?? '',
    sens,
    motif: (r.reasonCode?.[0]?.coding?.[0]?.code ?? 'autre') as MotifAppel,
    decision: r.payload?.[0]?.contentString ?? '',
    telephone: ext('telephone')?.valueString,
    patient,
    objet: r.about?.[0]?.reference,
    le: new Date(r.sent ?? 0),
    confirme: ext('confirme')?.valueBoolean ?? false,
    corrections: (r.note ?? []).map((n) => ({
      champ: (n.extension?.find((e) => e.url === `${EXT}champ`)?.valueString ?? 'autre') as ChampCorrigeable,
      avant: n.extension?.find((e) => e.url === `${EXT}avant`)?.valueString,
      apres: n.text ?? '',
      par: n.authorString ?? '',
      le: new Date(n.time ?? 0),
    })),
    version,
  };
}

export async function enregistrerAppel(tx: Transaction, a: Appel): Promise<void> {
  await tx.ecrire(versCommunication(a), a.version, lecteursDeAppel(a));
}
