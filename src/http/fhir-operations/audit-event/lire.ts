import type { AuditEvent } from '@medplum/fhirtypes';
import type { Acteur } from '#acces/acteur.ts';
import { interdit, permis, type Decision } from '#acces/decision.ts';
import { refusFhir } from '#fhir/refus.ts';
import { lireTexte } from '#fhir/store/lecture.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import type { ContexteOperation } from '../operation.ts';
import { auditEventDe, type LigneDeJournal } from './audit-event.ts';
import { lireCriteres, type CriteresDeJournal } from './criteres.ts';

type Demande = Pick<ContexteOperation, 'acteur' | 'portee' | 'interroger'>;

export interface PageDeJournal {
  readonly evenements: readonly AuditEvent[];
  /** Value of the cursor parameter for the next page; undefined on the last one. */
  readonly suite: string | undefined;
  readonly patient: string | null;
}

/**
 * Who may read the traces: a software whose permission names AuditEvent (the star does not give it), and the head of the DAC, for the
 * persons whose record that head reads.
 */
export function droitAuditEvent(acteur: Acteur, geste: 'r' | 's'): Decision {
  const permissions = acteur.client?.permissions ?? [];
  const nommes: readonly string[] = permissions
    .filter(({ niveau, gestes }) => niveau === 'system' && gestes.includes(geste))
    .map(({ type }) => type);
  if (nommes.includes('AuditEvent')) return permis(`client:${acteur.client?.id ?? ''}`);
  if (acteur.genre === 'compte' && acteur.application === undefined && acteur.role === 'responsable_dac')
    return permis(`role:${acteur.role}`);
  return interdit(
    'Les traces se lisent par la personne responsable du DAC, ou par un logiciel dont la permission nomme AuditEvent (system/AuditEvent.rs).',
  );
}

/** One page of traces, newest first, as AuditEvent. Throws `RefusFhir`: 400 for the search, 403 for the reader. */
export async function chercherAuditEvents(
  demande: Demande,
  params: readonly (readonly [string, string])[],
): Promise<PageDeJournal> {
  exiger(demande.acteur, 's');
  const criteres = lireCriteres(params);
  if (demande.acteur.genre !== 'client') await exigerPersonne(demande, criteres.patient);
  const lignes = await lireLignes(demande.interroger, { ...criteres, limite: criteres.limite + 1 });
  const page = lignes.slice(0, criteres.limite);
  return {
    evenements: page.map(auditEventDe),
    suite: lignes.length > page.length ? page.at(-1)?.seq : undefined,
    patient: criteres.patient ?? null,
  };
}

/** One trace; undefined when it does not exist or is out of the reader's reach. Throws `RefusFhir` 403. */
export async function lireAuditEvent(demande: Demande, id: string): Promise<AuditEvent | undefined> {
  exiger(demande.acteur, 'r');
  if (!/^[0-9]{1,18}$/.test(id)) return undefined;
  const [ligne] = await lireLignes(demande.interroger, { seq: id, limite: 1 });
  if (ligne === undefined) return undefined;
  if (demande.acteur.genre !== 'client' && !(await litLaPersonne(demande, ligne.patient))) return undefined;
  return auditEventDe(ligne);
}

function exiger(acteur: Acteur, geste: 'r' | 's'): void {
  const decision = droitAuditEvent(acteur, geste);
  if (!decision.permis) throw refusFhir(403, 'forbidden', decision.texte);
}

async function exigerPersonne(demande: Demande, patient: string | undefined): Promise<void> {
  if (patient === undefined)
    throw refusFhir(400, 'required', 'Dites de quelle personne vous voulez les traces (patient=Patient/…).');
  if (!(await litLaPersonne(demande, patient)))
    throw refusFhir(404, 'not-found', 'Cette personne n’existe pas, ou vous n’y avez pas accès.');
}

async function litLaPersonne({ interroger, portee }: Demande, patient: string | null): Promise<boolean> {
  return patient !== null && (await lireTexte(interroger, 'Patient', patient, portee)) !== undefined;
}

/** Conditions in the order of the criteria: the text depends on which are given, never on what they say. */
const CONDITIONS = [
  ['patient', 't.patient = '],
  ['objet', 't.objet = '],
  ['acteur', 't.acteur = '],
  ['decision', 't.decision = '],
  ['seq', 't.seq = '],
  ['depuis', 't.le >= '],
  ['jusqua', 't.le <= '],
  ['avant', 't.seq < '],
] as const satisfies readonly (readonly [keyof CriteresDeJournal, string])[];

async function lireLignes(interroger: Interroger, criteres: CriteresDeJournal): Promise<readonly LigneDeJournal[]> {
  const valeurs: unknown[] = [criteres.limite];
  const conditions = CONDITIONS.flatMap(([nom, debut]) => {
    const valeur = criteres[nom];
    return valeur === undefined ? [] : [`${debut}$${valeurs.push(valeur)}`];
  });
  return interroger<LigneDeJournal>({
    texte: `select t.seq::text as seq, t.le, t.acteur, t.role, t.structure, t.pour, t.action, t.genre, t.objet, t.patient,
        t.fondement, t.decision, t.nombre, t.requete
      from trace t where ${conditions.join(' and ')} order by t.seq desc limit $1`,
    valeurs,
  });
}
