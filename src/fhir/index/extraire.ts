import type { Resource } from '@medplum/fhirtypes';
import { normaliser } from '#lib/texte/index.ts';
import { compartimentPatient } from '../definitions/index.ts';
import { clesDIdentite, estIdentifiantIns, traitsDepuisPatient } from '../identite/index.ts';
import { estTenu, TYPES_TENUS } from '../types-tenus.ts';
import { FAMILLES, lireReference, type Famille } from '../types.ts';
import { extracteurDe, Index, type Cle } from './extracteur.ts';
import { estObjet, textes, type Objet } from './formes.ts';
import { ecrireListe } from './listes.ts';

/** Changes when the same resource gives other keys: what was written before is then indexed again. */
export const VERSION_INDEX = 4;

/** What the index keeps of a resource: everything searchable, computed in TypeScript so that every engine agrees. */
export interface Extrait {
  readonly patient: string | null;
  readonly famille: Famille;
  readonly lecteurs: readonly string[];
  readonly toks: readonly string[];
  readonly refs: readonly string[];
  readonly cles: readonly Cle[];
  /** `param=cle` of each key: what `resource.cles` keeps. */
  readonly nomsDeCles: readonly string[];
  readonly nomTri: string;
  readonly d: Date | null;
  readonly dFin: Date | null;
}

/** Elements that name who a resource is addressed to, who wrote it and who holds it: the readers of an exchange (SP-02). */
const CHEMINS_LECTEURS = ['requester', 'performer', 'owner', 'sender', 'recipient', 'author', 'recorder'];
/** Elements that say who a resource is about; then the parameters of the Patient compartment of R4. */
const CHEMINS_PERSONNE = ['subject', 'patient', 'for', 'beneficiary', 'individual', 'securityContext'];
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
/** Keys by which an identity is looked for, misheard or mistyped (param of `recherche`, type Patient). */
export const PARAM_IDENTITE = '_identite';

export function extraire(ressource: Resource): Extrait {
  const objet = ressource as unknown as Objet;
  const index = new Index();
  extracteurDe(ressource.resourceType)(ressource, index);
  if (ressource.resourceType === 'Patient') {
    for (const cle of clesDIdentite(traitsDepuisPatient(ressource))) index.cle(PARAM_IDENTITE, cle, null, 'ordre');
    // The write gives fingerprints in place of matricules, old ones included: a document that bears them still finds its person.
    for (const { value } of (ressource.identifier ?? []).filter(estIdentifiantIns))
      if (value !== undefined) index.cle(PARAM_IDENTITE, `ins:${value}`, null, 'ordre');
  }
  ecrireListe(ressource.resourceType, index);
  return {
    patient: compartiment(ressource, index),
    famille: familleDe(ressource),
    lecteurs: [...new Set(CHEMINS_LECTEURS.flatMap((chemin) => referencesDe(objet[chemin])))],
    toks: [...index.toks],
    refs: [...index.refs],
    cles: index.cles,
    nomsDeCles: index.noms,
    nomTri: nomDeTri(objet),
    d: premiereDate(objet),
    dFin: finDe(objet),
  };
}

/** Family of information of a resource: the one its security label says, else that of its type. */
export function familleDe(ressource: Resource): Famille {
  const etiquette = ressource.meta?.security?.find((s) => s.system === SYSTEME_FAMILLE)?.code;
  const dite = FAMILLES.find((famille) => famille === etiquette);
  return dite ?? (estTenu(ressource.resourceType) ? TYPES_TENUS[ressource.resourceType] : 'ORG');
}

function compartiment(ressource: Resource, index: Index): string | null {
  if (ressource.resourceType === 'Patient') return ressource.id ?? null;
  const objet = ressource as unknown as Objet;
  for (const chemin of CHEMINS_PERSONNE) {
    for (const reference of referencesDe(objet[chemin])) {
      const lue = lireReference(reference);
      if (lue?.type === 'Patient') return lue.id;
    }
  }
  for (const code of compartimentPatient().get(ressource.resourceType) ?? []) {
    const debut = `${code}=Patient/`;
    for (const reference of index.refs) if (reference.startsWith(debut)) return reference.slice(debut.length);
  }
  return null;
}

function referencesDe(valeur: unknown): string[] {
  if (Array.isArray(valeur)) return valeur.flatMap(referencesDe);
  if (!estObjet(valeur)) return [];
  const { reference } = valeur;
  if (typeof reference !== 'string') return referencesDe(valeur['actor']);
  const lue = lireReference(reference);
  return lue === undefined ? [] : [`${lue.type}/${lue.id}`];
}

function nomDeTri(objet: Objet): string {
  const nom = objet['name'];
  if (typeof nom === 'string') return normaliser(nom);
  if (!Array.isArray(nom)) return '';
  const premier: unknown = nom[0];
  if (!estObjet(premier)) return '';
  const [famille = ''] = [...textes(premier['family']), ...textes(premier['text'])];
  return normaliser([famille, ...textes(premier['given'])].join(' '));
}

function premiereDate(objet: Objet): Date | null {
  for (const chemin of CHEMINS_DATE) {
    const valeur = objet[chemin];
    if (typeof valeur === 'string') return instant(valeur);
  }
  return estObjet(objet['period']) ? instant(objet['period']['start']) : null;
}

function finDe(objet: Objet): Date | null {
  return estObjet(objet['period']) ? instant(objet['period']['end']) : null;
}

function instant(texte: unknown): Date | null {
  if (typeof texte !== 'string') return null;
  const date = new Date(texte);
  return Number.isNaN(date.getTime()) ? null : date;
}
