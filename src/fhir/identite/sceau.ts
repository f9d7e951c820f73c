import type { Patient, Resource } from '@medplum/fhirtypes';
import { CoffreFerme, estScelle, type Coffre, type Domaine } from '#lib/coffre/index.ts';
import { lireMatriculeIns, lireOidIns, type ProfilExecution } from '#lib/identifiants/index.ts';
import type { Identifiee } from '../types.ts';
import { traitsDepuisPatient } from './lecture-patient.ts';
import { permission } from './statut.ts';
import { SYSTEMES_INS } from './systemes.ts';

/** What every sealed value begins with, as it stands in a stored text. */
const MARQUE = 'cordee-scelle:1:';
/** No INS is written without it: a text that does not hold it needs no look. */
const RACINE_INS = '1.2.250.1.213.1.4.';
const USAGE = 'ins';
/** A value opens in its own resource only. */
const PLACE = 'resource.contenu';

/** Context under which the matricules of one resource are sealed, its history included. */
export const placeDuMatricule = (type: string, id: string): string => `${PLACE}/${type}/${id}`;

/** Seals and opens the matricules of one territory. The place of a value is its resource: elsewhere it does not open. */
export interface Sceau {
  sceller(matricule: string, place: string): string;
  /** Undefined when it was sealed for another place or with a key that is gone. */
  ouvrir(scelle: string, place: string): string | undefined;
  /** Fingerprints under which a matricule may be filed; the one written today comes first. */
  empreintes(matricule: string): readonly string[];
  /** Why this house may not hold an identity of this system; undefined when it may (INS-03). */
  refuse(systeme: string): string | undefined;
}

/** A resource that arrives with an identity this house must never hold. `texte` says why, and nothing of the person. */
export class IdentiteInterdite extends Error {
  override readonly name = 'IdentiteInterdite';
  readonly reference: string;
  readonly texte: string;

  constructor(reference: string, texte: string) {
    super(`identité interdite dans ${reference}`);
    this.reference = reference;
    this.texte = texte;
  }
}

/** `profil`: ranges of identities this house may hold; any of them when the writer has already judged. */
export function sceauDe(coffre: Coffre, domaine: Domaine, profil?: ProfilExecution): Sceau {
  return {
    sceller: (matricule, place) => coffre.sceller(domaine, matricule, place),
    ouvrir: (scelle, place) => {
      try {
        return coffre.ouvrir(domaine, scelle, place);
      } catch (erreur) {
        if (erreur instanceof CoffreFerme) return undefined;
        throw erreur;
      }
    },
    empreintes: (matricule) => coffre.aveugles(domaine, USAGE, normal(matricule)),
    refuse: (systeme) => {
      const lu = profil === undefined ? undefined : lireOidIns(systeme, profil);
      return lu?.ok === false ? lu.texte : undefined;
    },
  };
}

/** Spaces and case do not make another number. */
function normal(matricule: string): string {
  const lu = lireMatriculeIns(matricule, 'document_recu');
  return lu.ok ? lu.valeur : matricule.trim();
}

type Valeur = { readonly system: string; readonly value: string };
type Sort = (valeur: Valeur) => string | undefined;

const estIns = (objet: object): objet is Valeur =>
  'system' in objet &&
  'value' in objet &&
  typeof objet.value === 'string' &&
  typeof objet.system === 'string' &&
  SYSTEMES_INS.includes(objet.system);

/** Copy of a resource where the value of each national identity is replaced, or the whole identifier removed (undefined). */
function changer(valeur: unknown, sort: Sort): unknown {
  if (Array.isArray(valeur)) return valeur.map((v: unknown) => changer(v, sort)).filter((v) => v !== undefined);
  if (typeof valeur !== 'object' || valeur === null) return valeur;
  if (estIns(valeur)) {
    const value = sort(valeur);
    return value === undefined ? undefined : { ...valeur, value };
  }
  const paires = Object.entries(valeur).map(([cle, v]): readonly [string, unknown] => [cle, changer(v, sort)]);
  return Object.fromEntries(paires.filter(([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0)));
}

const placeDe = ({ resourceType, id }: Resource): string => placeDuMatricule(resourceType, id ?? '');

/** Does this text hold a sealed value? */
export const mentionneUnScelle = (texte: string): boolean => texte.includes(MARQUE);

/** A resource as the base may hold it, and as the index reads it: fingerprints in place of matricules. */
export interface RessourceScellee {
  readonly stockee: Identifiee;
  readonly indexee: Resource;
}

/** Does this text hold a national identity, in clear or sealed? */
export const mentionneUnIns = (texte: string): boolean => texte.includes(RACINE_INS);

/** Throws without a seal: a matricule never enters the base in clear, whoever forgot to give one; `IdentiteInterdite` for a forbidden range. */
export function scellerRessource(ressource: Identifiee, sceau: Sceau | undefined): RessourceScellee {
  if (sceau === undefined) throw new Error('une ressource qui porte un INS ne s’écrit pas sans sceau');
  const place = placeDe(ressource);
  const scelles = changer(ressource, ({ system, value }) => {
    const refus = sceau.refuse(system);
    if (refus !== undefined) throw new IdentiteInterdite(`${ressource.resourceType}/${ressource.id}`, refus);
    return estScelle(value) ? value : sceau.sceller(normal(value), place);
  });
  const aveugles = changer(ressource, ({ value }) => {
    const clair = estScelle(value) ? sceau.ouvrir(value, place) : value;
    return clair === undefined ? undefined : sceau.empreintes(clair)[0];
  });
  return { stockee: scelles as Identifiee, indexee: aveugles as Resource };
}

/** For the house itself: every matricule that opens, in clear. A value that does not open is left out. */
export function ouvrirRessource<R extends Resource>(ressource: R, sceau: Sceau | undefined): R {
  const place = placeDe(ressource);
  return changer(ressource, ({ value }) => (estScelle(value) ? sceau?.ouvrir(value, place) : value)) as R;
}

/**
 * For whoever reads from outside: the matricules of a qualified person, and no other (INS-04). Any text without a sealed value is given back as
 * it is, unread; an identifier that may not leave, or any of them without a seal, is left out.
 */
export function ouvrirTexte(texte: string, sceau: Sceau | undefined): string {
  if (!mentionneUnScelle(texte)) return texte;
  const ressource = JSON.parse(texte) as Resource;
  const ouverte = ouvrirRessource(ressource, sceau);
  return JSON.stringify(sortieDe(ouverte));
}

function sortieDe(ressource: Resource): unknown {
  const sort =
    ressource.resourceType === 'Patient' && peutSortir(ressource) ? ({ value }: Valeur) => value : () => undefined;
  return changer(ressource, sort);
}

function peutSortir(patient: Patient): boolean {
  return permission('sortir_matricule', traitsDepuisPatient(patient).fiabilite) === 'oui';
}
