import type { Kysely } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { contexteDeTrace } from '#acces/contexte-trace.ts';
import { parametresTraces } from '#acces/empreinte-recherche.ts';
import { porteeDe } from '#acces/portee.ts';
import { droitFhir } from '#acces/clients/droit-fhir.ts';
import type { Geste } from '#acces/clients/permissions.ts';
import type { Catalogue, OptionsDeLecture } from '#fhir/recherche/index.ts';
import { refusFhir } from '#fhir/refus.ts';
import type { EcrituresGroupees } from '#fhir/store/ecritures-groupees.ts';
import { sceauDe, type Sceau } from '#fhir/identite/index.ts';
import { ouvrirEnLisant } from '#fhir/store/ouvrir.ts';
import type { Portee } from '#fhir/store/portee.ts';
import { estTenu, TYPES_TENUS } from '#fhir/types-tenus.ts';
import type { Interroger } from '#lib/sql/requete.ts';
import type { LigneDeTrace } from '#fhir/store/trace.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { TraceGroupee } from '#socle/trace-groupee.ts';
import type { Maison } from '../contexte.ts';
import type { Operation } from '../fhir-operations/operation.ts';
import { LIMITES } from './limites.ts';
import type { Valider } from './validation.ts';

/** What the door is made of, built once. */
export interface Porte {
  readonly maison: Maison;
  /** Address of the door, without a final slash: `https://…/fhir`. */
  readonly base: string;
  /** Headers of every answer. */
  readonly entetes: Readonly<Record<string, string>>;
  readonly traces: TraceGroupee;
  readonly ecritures: EcrituresGroupees;
  readonly valider: Valider;
  /** Codes of a value set, for the searches `:in` and `:not-in`. */
  readonly etendre: NonNullable<OptionsDeLecture['etendre']>;
  /** Codes above and below one, for `:above` and `:below`. */
  readonly parente: NonNullable<OptionsDeLecture['parente']>;
  /** Search parameters served: those of R4, ours, and those of the packages. */
  readonly catalogue: Catalogue;
  readonly operations: readonly Operation[];
}

/** One request being served: who asks, when, with which rights, on which connection. */
export interface Contexte {
  readonly porte: Porte;
  readonly acteur: Acteur;
  readonly portee: Portee;
  readonly maintenant: Date;
  /** One statement on the actor's territory: by itself, or inside the transaction of a Bundle. */
  readonly interroger: Interroger;
  /** The same as `interroger` outside any transaction: a write may then leave with others. */
  readonly directement: Interroger;
  /** Seals what is written and opens what may leave. */
  readonly sceau: Sceau;
  /** The transaction rooms may act in, when this one was opened for them. */
  readonly sql?: Kysely<TablesTerritoire>;
}

export function ouvrirContexte(porte: Porte, acteur: Acteur): Contexte {
  const maintenant = porte.maison.socle.horloge.maintenant();
  const { socle, profil } = porte.maison;
  const sceau = sceauDe(socle.coffre, acteur.territoire, profil === 'essai' ? 'essai' : 'production');
  const directement = ouvrirEnLisant(socle.base.directement(acteur.territoire), sceau);
  return {
    porte,
    acteur,
    maintenant,
    portee: porteeDe(acteur, maintenant),
    interroger: directement,
    directement,
    sceau,
  };
}

/** What reads a search for this actor: the parameters served, the terminology, and whether the index of the territory is whole. */
export function optionsDeLecture({ porte, acteur, sceau }: Contexte): Omit<OptionsDeLecture, 'strict'> {
  return {
    limiteMax: LIMITES.page,
    base: porte.base,
    catalogue: porte.catalogue,
    etendre: porte.etendre,
    parente: porte.parente,
    empreintes: (matricule) => sceau.empreintes(matricule),
    indexEnCours: porte.maison.indexEnCours?.(acteur.territoire) ?? false,
  };
}

/** The type must be one we hold (404) and the gesture one the actor may make (403). */
export function exigerDroit(acteur: Acteur, geste: Geste, type: string): void {
  if (!estTenu(type)) throw typeInconnu(type);
  const decision = droitFhir(acteur, geste, type);
  if (!decision.permis) throw refusFhir(403, 'forbidden', decision.texte);
}

/** At system level the gesture must be allowed on some type; what is then seen is the business of the reach. */
export function exigerDroitPartout(acteur: Acteur, geste: Geste): void {
  const decisions = Object.keys(TYPES_TENUS).map((type) => droitFhir(acteur, geste, type));
  const refus = decisions.find((d) => !d.permis);
  if (refus !== undefined && decisions.every((d) => !d.permis)) throw refusFhir(403, 'forbidden', refus.texte);
}

export function typeInconnu(type: string) {
  return refusFhir(
    404,
    'not-supported',
    `Le type « ${type} » n’est pas tenu par ce serveur. Les types tenus sont dans /fhir/metadata.`,
  );
}

export type Trace = Pick<LigneDeTrace, 'action' | 'genre'> &
  Partial<Pick<LigneDeTrace, 'objet' | 'patient' | 'nombre' | 'fondement' | 'decision' | 'version' | 'parametres'>>;

/** The line of a gesture, signed by the actor of the request. */
export function ligneDeTrace({ acteur, maintenant, portee }: Contexte, trace: Trace): LigneDeTrace {
  return {
    le: maintenant,
    acteur: acteur.id,
    role: acteur.role,
    structure: acteur.structure.ref,
    pour: acteur.pour?.ref ?? null,
    objet: null,
    patient: null,
    nombre: null,
    fondement: portee.fondement,
    decision: 'permis',
    requete: acteur.requete,
    contexte: contexteDeTrace(acteur).id,
    ...trace,
  };
}

/** What was searched, for the trace: names, and fingerprints of the values. */
export function parametresDeLaTrace(
  { porte, acteur }: Contexte,
  params: readonly (readonly [string, string])[],
): string | null {
  return parametresTraces(porte.maison.socle.coffre, acteur.territoire, params) ?? null;
}

/** Writes the line with those of other requests; done once it is committed. No trace, no answer. */
export async function tracer(contexte: Contexte, trace: Trace): Promise<void> {
  const { acteur, porte } = contexte;
  const ligne = ligneDeTrace(contexte, trace);
  await porte.traces.ecrire(acteur.territoire, ligne);
  if (ligne.decision === 'permis') porte.maison.socle.frein?.noter(acteur, ligne);
}
