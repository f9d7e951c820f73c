import type { Horodatage, Json } from '#fhir/store/tables.ts';
import type { ColumnType } from 'kysely';

export interface TableCompte {
  id: string;
  idnps: string | null;
  prenom: string;
  nom: string;
  civilite: string | null;
  etat: ColumnType<'actif' | 'suspendu', 'actif' | 'suspendu' | undefined, 'actif' | 'suspendu'>;
  cree_le: Horodatage;
  vu_le: Horodatage | null;
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
}

export interface TableSession {
  empreinte: string;
  compte: string;
  affectation: string | null;
  moyen: 'psc' | 'passkey';
  cree_le: Horodatage;
  vu_le: Horodatage;
  expire_le: Horodatage;
  jeton_psc: string | null;
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
  session: TableSession;
  passkey: TablePasskey;
  defi: TableDefi;
  invitation: TableInvitation;
  horloge_essai: {
    unique_ligne: ColumnType<boolean, boolean | undefined, boolean>;
    decalage_ms: ColumnType<string, number, number>;
  };
}
