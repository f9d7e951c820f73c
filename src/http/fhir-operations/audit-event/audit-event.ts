import type { AuditEvent, AuditEventAgent, AuditEventEntity, Coding } from '@medplum/fhirtypes';
import type { LigneDeTrace } from '#fhir/store/trace.ts';
import { lireReference } from '#fhir/types.ts';

/** One line of `trace`, as it was written. */
export interface LigneDeJournal extends LigneDeTrace {
  readonly seq: string;
}

/** Systems of what only this house names. */
export const SYSTEME_ACTEUR = 'urn:cordee:acteur';
const SYSTEME_ACTION = 'urn:cordee:action';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';

const REST: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/audit-event-type',
  code: 'rest',
  display: 'RESTful Operation',
};
/** Kinds of events of DICOM PS3.15 (ATNA), for what the screens and the jobs do. */
const GENRES: Readonly<Record<LigneDeJournal['genre'], Coding>> = {
  lecture: { system: DCM, code: '110110', display: 'Patient Record' },
  recherche: { system: DCM, code: '110112', display: 'Query' },
  ecriture: { system: DCM, code: '110110', display: 'Patient Record' },
  refus: { system: DCM, code: '110113', display: 'Security Alert' },
  export: { system: DCM, code: '110106', display: 'Export' },
  connexion: { system: DCM, code: '110114', display: 'User Authentication' },
};

/** Create, read, update, delete, execute. A search executes; an action of a room changes several things at once. */
const GESTES: Readonly<Record<string, 'C' | 'R' | 'U' | 'D'>> = {
  'fhir.creer': 'C',
  'fhir.modifier': 'U',
  'fhir.corriger': 'U',
  'fhir.supprimer': 'D',
};

/** The line as an AuditEvent (R4). No name, no INS, no text: a trace holds none. */
export function auditEventDe(ligne: LigneDeJournal): AuditEvent {
  const { seq, le, action, genre, decision, fondement } = ligne;
  const permis = decision === 'permis';
  return {
    resourceType: 'AuditEvent',
    id: seq,
    meta: { versionId: '1', lastUpdated: le.toISOString() },
    type: action.startsWith('fhir.') ? REST : GENRES[genre],
    subtype: [{ system: SYSTEME_ACTION, code: action }],
    action: GESTES[action] ?? (genre === 'lecture' || genre === 'export' ? 'R' : 'E'),
    recorded: le.toISOString(),
    outcome: permis ? '0' : '8',
    ...(permis ? {} : { outcomeDesc: fondement }),
    agent: agents(ligne),
    source: { observer: { reference: 'Device/cordee', display: 'Cordée' } },
    ...liste('entity', entites(ligne)),
  };
}

function agents({ acteur, role, structure, pour, fondement, decision }: LigneDeJournal): AuditEventAgent[] {
  const autre = (reference: string): AuditEventAgent => ({ who: reference_(reference), requestor: false });
  return [
    {
      who: { identifier: { system: SYSTEME_ACTEUR, value: acteur } },
      altId: acteur,
      requestor: true,
      role: [{ coding: [{ system: 'urn:cordee:role', code: role }] }],
      // The ground of the decision: circle, exchange, permission of the software.
      ...(decision === 'permis' ? { policy: [`urn:cordee:fondement:${encodeURIComponent(fondement)}`] } : {}),
    },
    ...(structure === null ? [] : [autre(structure)]),
    ...(pour === null ? [] : [autre(pour)]),
  ];
}

function entites({ objet, patient, nombre, requete }: LigneDeJournal): AuditEventEntity[] {
  const details = [
    ...(nombre === null ? [] : [{ type: 'nombre', valueString: String(nombre) }]),
    ...(requete === null ? [] : [{ type: 'requete', valueString: requete }]),
  ];
  const personne: AuditEventEntity[] =
    patient === null
      ? []
      : [
          {
            what: { reference: `Patient/${patient}` },
            type: codage('audit-entity-type', '1', 'Person'),
            role: codage('object-role', '1', 'Patient'),
          },
        ];
  if (objet === null && details.length === 0) return personne;
  const chose: AuditEventEntity = {
    ...(objet === null ? {} : { what: reference_(objet) }),
    type: codage('audit-entity-type', '2', 'System Object'),
    ...liste('detail', details),
  };
  return [...personne, chose];
}

/** A reference when it is one, else an identifier of ours (`export:…`, a search). */
function reference_(brute: string) {
  return lireReference(brute) === undefined
    ? { identifier: { system: 'urn:cordee:objet', value: brute } }
    : { reference: brute };
}

const codage = (systeme: string, code: string, display: string): Coding => ({
  system: `http://terminology.hl7.org/CodeSystem/${systeme}`,
  code,
  display,
});

/** FHIR has no empty list. */
function liste<N extends string, V>(nom: N, valeurs: V[]): { readonly [C in N]?: V[] } {
  const vide: { [C in N]?: V[] } = {};
  return valeurs.length === 0 ? vide : { ...vide, [nom]: valeurs };
}
