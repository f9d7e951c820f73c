import type { CodeCommune, DateNaissance, MatriculeIns, OidIns } from '#lib/identifiants/index.ts';

/** The five strict traits as INSi takes and gives them; names in the lexical profile. */
export interface TraitsInsi {
  readonly nomNaissance: string;
  /** In the order of the civil record; a search needs the first one only. */
  readonly prenoms: readonly string[];
  readonly sexe: 'M' | 'F';
  readonly dateNaissance: DateNaissance;
  readonly lieuNaissance?: CodeCommune | undefined;
}

export interface InsLue {
  readonly matricule: MatriculeIns;
  readonly oid: OidIns;
}

/** A person found. `anciens`: matricules she had before (temporary number, correction), newest first. */
export interface PersonneInsi {
  readonly ins: InsLue;
  readonly traits: TraitsInsi;
  readonly anciens: readonly InsLue[];
}

/** Several persons resemble: INSi gives none of them. */
export type ReponseRecherche =
  | { readonly issue: 'trouvee'; readonly personne: PersonneInsi }
  | { readonly issue: 'aucune' }
  | { readonly issue: 'plusieurs' };

/** Does the matricule we hold belong to these traits? INSi answers yes or no, never why. */
export type ReponseVerification = { readonly issue: 'conforme' } | { readonly issue: 'non_conforme' };

/** Who asks, and under which number we can find the call again. Never the person. */
export interface AppelInsi {
  readonly id: string;
  /** Proof of who asks, as the service wants it (a signed assertion), when the deployment has one. */
  readonly preuve?: string | undefined;
}

/** The national service of identities, in our words. Throws `InsiIndisponible` or `InsiRefuse`, nothing else. */
export interface Insi {
  rechercher(traits: TraitsInsi, appel: AppelInsi): Promise<ReponseRecherche>;
  verifier(ins: InsLue, traits: TraitsInsi, appel: AppelInsi): Promise<ReponseVerification>;
}

export type RaisonIndisponible =
  | 'injoignable'
  | 'delai'
  | 'certificat'
  | 'panne_du_service'
  | 'reponse_illisible'
  | 'reponse_trop_longue'
  | 'reponse_contradictoire'
  /** Not asked: it failed several times in a row (`disjoncteur.ts`). */
  | 'au_repos';

/** The service did not answer anything we can use: nothing is concluded about the person (INS-08). Ask again later. */
export class InsiIndisponible extends Error {
  override readonly name = 'InsiIndisponible';
  readonly raison: RaisonIndisponible;

  constructor(raison: RaisonIndisponible) {
    super(`Le téléservice INSi n’a pas répondu (${raison}).`);
    this.raison = raison;
  }
}

/** The service refuses our call (habilitation, form): asking again the same way changes nothing. `code` is safe in a log. */
export class InsiRefuse extends Error {
  override readonly name = 'InsiRefuse';
  readonly code: string;

  constructor(code: string) {
    super(`Le téléservice INSi refuse cet appel (${code}).`);
    this.code = code;
  }
}
