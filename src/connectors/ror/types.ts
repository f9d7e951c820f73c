import type { HealthcareService, Location, Organization, PractitionerRole, Resource } from '@medplum/fhirtypes';
import type { CodeLibelle } from '#connectors/annuaire-sante/index.ts';

export type { CodeLibelle } from '#connectors/annuaire-sante/index.ts';

/** Restriction put by the ROR on a way to reach a service: only `libre` may be shown to everybody. */
export type Confidentialite = 'libre' | 'restreint' | 'tres_restreint';

export interface Joindre {
  /** Channel code of TRE_R200 (2 fixed phone, 3 e-mail…) or MSSANTE (TRE_R256). */
  readonly canal: string;
  readonly adresse: string;
  readonly usage?: string;
  readonly confidentialite: Confidentialite;
}

export interface ContactOffre {
  readonly nom?: string;
  /** TRE_R287: 02 Prise de rendez-vous, 03 Admission, 06 Standard, 07 Secrétariat… */
  readonly nature?: CodeLibelle;
  readonly description?: string;
  /** Of the contact itself; each of its channels has its own. */
  readonly confidentialite: Confidentialite;
  readonly canaux: readonly Joindre[];
}

export interface HoraireOffre {
  /** 1 Monday … 7 Sunday. */
  readonly jour: number;
  readonly debut?: string;
  readonly fin?: string;
  readonly touteLaJournee: boolean;
  readonly type?: CodeLibelle;
}

export interface CapaciteOffre {
  readonly lieu: string;
  readonly nature: CodeLibelle;
  readonly statut: CodeLibelle;
  readonly temporalite: CodeLibelle;
  readonly nombre: number;
  readonly genre?: CodeLibelle;
  readonly source?: CodeLibelle;
  readonly miseAJourLe: string;
}

export interface LieuOffre {
  readonly id: string;
  readonly nom?: string;
  readonly commune?: CodeLibelle;
  readonly codePostal?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

export interface ZoneOffre {
  /** TRE_R201: 1 Région, 2 Département, 3 Commune, 4 Territoire de santé. */
  readonly type: CodeLibelle;
  readonly code: CodeLibelle;
}

/** An operational offer: what someone asks for, where, for whom, and how to ask. */
export interface Offre {
  readonly id: string;
  readonly identifiant: string;
  readonly nom: string;
  /** Date of the last change in the ROR. */
  readonly miseAJourLe?: string;
  readonly typeOffre?: CodeLibelle;
  readonly champActivite?: CodeLibelle;
  readonly activites: readonly CodeLibelle[];
  readonly modePriseEnCharge?: CodeLibelle;
  readonly modalitesAccueil: readonly CodeLibelle[];
  readonly publics: readonly CodeLibelle[];
  readonly ageMin?: number;
  readonly ageMax?: number;
  readonly zones: readonly ZoneOffre[];
  readonly structure?: { readonly id: string; readonly nom?: string; readonly finess?: string };
  readonly lieux: readonly LieuOffre[];
  readonly horaires: readonly HoraireOffre[];
  readonly fermeture?: { readonly du?: string; readonly au?: string };
  readonly contacts: readonly ContactOffre[];
  readonly canaux: readonly Joindre[];
  /** Roles of the professionals who take part, by resource id. */
  readonly situations: readonly string[];
  readonly capacites: readonly CapaciteOffre[];
  /** Places or beds available now. Undefined when nothing is published: unknown is never zero. */
  readonly placesDisponibles?: number;
  /** Oldest update among the figures summed in `placesDisponibles`. */
  readonly capaciteMiseAJourLe?: string;
  /** The whole description is confidential: never shown without a right of its own. */
  readonly uniteSensible: boolean;
}

export interface AnomalieRor {
  /** Position in `Bundle.entry`, from 0; -1 for the bundle itself. */
  readonly rang: number;
  readonly reference?: string;
  readonly motif: string;
  /** `rejet`: the entry is not imported. `reserve`: imported, but read with caution. */
  readonly gravite: 'rejet' | 'reserve';
}

export interface RorLu {
  readonly offres: readonly Offre[];
  /** Every sound resource of the bundle, as received, to be stored. */
  readonly ressources: readonly Resource[];
  readonly anomalies: readonly AnomalieRor[];
}

export interface EntreesRor {
  readonly services: ReadonlyMap<string, HealthcareService>;
  readonly lieux: ReadonlyMap<string, Location>;
  readonly structures: ReadonlyMap<string, Organization>;
  readonly situations: readonly PractitionerRole[];
}
