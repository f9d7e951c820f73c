import type { Resource } from '@medplum/fhirtypes';
import { normaliser } from '#lib/texte/index.ts';
import { lireReference, type Famille } from '../types.ts';

/** What the index keeps of a resource: everything searchable, computed in TypeScript so that every engine agrees. */
export interface Extrait {
  readonly patient: string | null;
  readonly famille: Famille;
  readonly lecteurs: readonly string[];
  readonly toks: readonly string[];
  readonly refs: readonly string[];
  readonly nomTri: string;
  readonly d: Date | null;
  readonly dFin: Date | null;
}

type Objet = { readonly [cle: string]: unknown };

/** Family of each governed type when its author did not say otherwise by a security label. Source: matrix of metier.md §2. */
const FAMILLE_PAR_TYPE: Readonly<Record<string, Famille>> = {
  Patient: 'ADM',
  RelatedPerson: 'ADM',
  CareTeam: 'COO',
  Consent: 'COO',
  Task: 'COO',
  Appointment: 'COO',
  ServiceRequest: 'FIL',
  Communication: 'FIL',
  DocumentReference: 'FIL',
  Flag: 'MED',
  Observation: 'MED',
  Condition: 'MED',
  CarePlan: 'PLN',
  Goal: 'PLN',
};

/** Elements that name who a resource is addressed to, who wrote it and who holds it: the readers of an exchange (SP-02). */
const CHEMINS_LECTEURS = ['requester', 'performer', 'owner', 'sender', 'recipient', 'author', 'recorder'];
const CHEMINS_DATE = [
  'authoredOn',
  'sent',
  'received',
  'date',
  'dateTime',
  'recordedDate',
  'created',
  'effectiveDateTime',
  'birthDate',
];

export const SYSTEME_FAMILLE = 'urn:cordee:famille';

export function extraire(ressource: Resource): Extrait {
  const objet = ressource as unknown as Objet;
  const refs = new Set<string>();
  const toks = new Set<string>();
  parcourir(objet, '', refs, toks);
  const lecteurs = new Set(CHEMINS_LECTEURS.flatMap((chemin) => referencesDe(objet[chemin])));
  return {
    patient: compartiment(ressource),
    famille: familleDe(ressource),
    lecteurs: [...lecteurs],
    toks: [...toks],
    refs: [...refs],
    nomTri: nomDeTri(objet),
    d: premiereDate(objet),
    dFin: finDe(objet),
  };
}

function familleDe(ressource: Resource): Famille {
  const etiquette = ressource.meta?.security?.find((s) => s.system === SYSTEME_FAMILLE)?.code;
  return (etiquette as Famille | undefined) ?? FAMILLE_PAR_TYPE[ressource.resourceType] ?? 'ORG';
}

function compartiment(ressource: Resource): string | null {
  if (ressource.resourceType === 'Patient') return ressource.id ?? null;
  const objet = ressource as unknown as Objet;
  for (const chemin of ['subject', 'patient', 'for', 'beneficiary', 'individual']) {
    for (const reference of referencesDe(objet[chemin])) {
      const lue = lireReference(reference);
      if (lue?.type === 'Patient') return lue.id;
    }
  }
  return null;
}

function referencesDe(valeur: unknown): string[] {
  if (Array.isArray(valeur)) return valeur.flatMap(referencesDe);
  if (typeof valeur !== 'object' || valeur === null) return [];
  const reference = (valeur as Objet)['reference'];
  if (typeof reference !== 'string') return referencesDe((valeur as Objet)['actor']);
  const lue = lireReference(reference);
  return lue === undefined ? [] : [`${lue.type}/${lue.id}`];
}

/** Walks the resource once: `subject=Patient/x` for references, `status=active`, `identifier=system|value`, `code=system|code` for tokens. */
function parcourir(valeur: unknown, chemin: string, refs: Set<string>, toks: Set<string>): void {
  if (Array.isArray(valeur)) {
    for (const element of valeur) parcourir(element, chemin, refs, toks);
    return;
  }
  if (typeof valeur !== 'object' || valeur === null) {
    if (chemin === 'status' || chemin === 'intent' || chemin === 'gender' || chemin === 'active')
      toks.add(`${chemin}=${String(valeur)}`);
    return;
  }
  const objet = valeur as Objet;
  for (const reference of typeof objet['reference'] === 'string' ? referencesDe(objet) : [])
    refs.add(`${chemin}=${reference}`);
  const code = objet['code'] ?? objet['value'];
  if (typeof code === 'string' && chemin !== '' && typeof objet['unit'] !== 'string') {
    toks.add(`${chemin}=${typeof objet['system'] === 'string' ? objet['system'] : ''}|${code}`);
  }
  for (const [cle, enfant] of Object.entries(objet)) {
    if (cle === 'contained' || cle === 'extension' || cle === 'meta' || cle === 'text') continue;
    parcourir(enfant, cle === 'coding' ? chemin : cle, refs, toks);
  }
}

function nomDeTri(objet: Objet): string {
  const nom = objet['name'];
  if (typeof nom === 'string') return normaliser(nom);
  if (!Array.isArray(nom)) return '';
  const morceaux = nom.map((n) => {
    const humain = n as { family?: string; given?: readonly string[]; text?: string };
    return [humain.family ?? humain.text ?? '', ...(humain.given ?? [])].join(' ');
  });
  return normaliser(morceaux[0] ?? '');
}

function premiereDate(objet: Objet): Date | null {
  for (const chemin of CHEMINS_DATE) {
    const valeur = objet[chemin];
    if (typeof valeur === 'string') return instant(valeur);
  }
  return instant((objet['period'] as { start?: string } | undefined)?.start);
}

function finDe(objet: Objet): Date | null {
  return instant((objet['period'] as { end?: string } | undefined)?.end);
}

function instant(texte: string | undefined): Date | null {
  if (texte === undefined) return null;
  const date = new Date(texte);
  return Number.isNaN(date.getTime()) ? null : date;
}
