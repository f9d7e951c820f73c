import type { Horodatage, Json } from '#fhir/store/tables.ts';
import type { ColumnType, Generated } from 'kysely';

/** An instant that may be left out of an insert. */
type DateFacultative = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface TableCompte {
  id: string;
  idnps: string | null;
  prenom: string;
  nom: string;
  civilite: string | null;
  etat: ColumnType<'actif' | 'suspendu', 'actif' | 'suspendu' | undefined, 'actif' | 'suspendu'>;
  cree_le: Horodatage;
  vu_le: Horodatage | null;
  /** Last time Pro Santé Connect described the activities of this person. */
  psc_lu_le: DateFacultative;
}

export interface TableAffectation {
  id: string;
  compte: string;
  territoire: string;
  role: string;
  praticien: string | null;
  role_fhir: string | null;
  structure: string;
  structure_nom: string;
  telephone: string | null;
  debut: string;
  fin: string | null;
  /** Last sign-in at which Pro Santé Connect announced this activity, and the one at which it no longer did. */
  psc_vue_le: DateFacultative;
  psc_finie_le: DateFacultative;
  /** Yearly review of somebody without a card: when, and by which account. */
  revue_le: DateFacultative;
  revue_par: ColumnType<string | null, string | null | undefined, string | null>;
}

/** What a practice situation is in R. 1110-2, and what proves it. */
export interface TableQualite {
  affectation: string;
  territoire: string;
  sous_categorie: string;
  preuve: string;
  /** Number, or employer and date of what was shown. */
  preuve_de: string;
  preuve_le: string;
  preuve_par: string;
}

export interface TableSession {
  /** SHA-256 of the secret in the cookie; changes at each re-authentication. */
  empreinte: string;
  /** What stays: names the session in the trace, on « Mes sessions », in open streams. */
  id: Generated<string>;
  compte: string;
  affectation: string | null;
  /** For whom this session acts, when it is not for oneself. */
  delegation: ColumnType<string | null, string | null | undefined, string | null>;
  moyen: 'psc' | 'passkey';
  cree_le: Horodatage;
  vu_le: Horodatage;
  expire_le: Horodatage;
  elevee_le: DateFacultative;
  /** Assurance level announced by the provider. */
  niveau: ColumnType<string | null, string | null | undefined, string | null>;
  /** On a computer several people use: closes twice as fast, nothing is remembered there. */
  partage: Generated<boolean>;
  appareil: Generated<string>;
  adresse: Generated<string>;
  jeton_psc: string | null;
  psc_sujet: ColumnType<string | null, string | null | undefined, string | null>;
  psc_sid: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface TableDemandeTelephone {
  id: string;
  requete: string;
  usage: 'connexion' | 'elevation';
  session: string | null;
  partage: boolean;
  intervalle_s: number;
  prochaine_le: Horodatage;
  expire_le: Horodatage;
  finie_le: DateFacultative;
}

export interface TableDelegation {
  id: string;
  territoire: string;
  delegant: string;
  delegant_compte: string;
  delegataire: string;
  delegataire_compte: string;
  gestes: string[];
  /** Last day, included. */
  fin: string;
  proposee_par: string;
  cree_le: Horodatage;
  acceptee_le: DateFacultative;
  finie_le: DateFacultative;
  finie_par: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface TablePasskey {
  id: string;
  compte: string;
  cle_publique: ColumnType<Buffer, Uint8Array, Uint8Array>;
  compteur: ColumnType<string, number, number>;
  transports: string[];
  /** Kept in a cloud account: survives the loss of the device. */
  sauvegardee: boolean;
  nom: string;
  cree_le: Horodatage;
  utilisee_le: Horodatage | null;
}

export interface TableDefi {
  id: string;
  usage: string;
  contenu: Json;
  expire_le: Horodatage;
}

export interface TableInvitation {
  empreinte: string;
  id: string;
  territoire: string;
  /** Account the key will belong to, known from the start. */
  compte: string;
  nature: 'nouveau_compte' | 'nouvelle_cle';
  parrain: string;
  prenom: string;
  nom: string;
  role: string;
  structure: string;
  structure_nom: string;
  telephone: string | null;
  cree_le: Horodatage;
  expire_le: Horodatage;
  utilisee_le: Horodatage | null;
  annulee_le: Horodatage | null;
}

export interface TablesAcces {
  territoire: { code: string; nom: string; profil: 'essai' | 'reel'; cree_le: Horodatage; reglages: Json };
  compte: TableCompte;
  affectation: TableAffectation;
  qualite: TableQualite;
  session: TableSession;
  passkey: TablePasskey;
  defi: TableDefi;
  invitation: TableInvitation;
  delegation: TableDelegation;
  demande_telephone: TableDemandeTelephone;
  jeton_deconnexion: { emetteur: string; jti: string; expire_le: Horodatage };
  horloge_essai: {
    unique_ligne: ColumnType<boolean, boolean | undefined, boolean>;
    decalage_ms: ColumnType<string, number, number>;
  };
}
