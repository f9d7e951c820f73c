import type { ColumnType, Generated } from 'kysely';
import type { Horodatage, Json, TablesFhir } from '#fhir/store/tables.ts';

export interface TableFait {
  seq: Generated<string>;
  id: string;
  nom: string;
  survenu_le: Horodatage;
  saisi_le: Horodatage;
  auteur: string;
  auteur_nom: string;
  pour: string | null;
  /** Account of the represented person, when the fact was typed for somebody. */
  pour_compte: ColumnType<string | null, string | null | undefined, string | null>;
  patient: string | null;
  objet: string;
  famille: string;
  lecteurs: string[];
  donnees: Json;
}

export type EtatMain = 'attend' | 'tenu' | 'retard' | 'termine';
export type AttenteMain = 'repondre' | 'faire' | 'information';

export interface TableMain {
  objet: string;
  genre: string;
  etat: EtatMain;
  patient: string | null;
  titre: string;
  qui: string | null;
  qui_nom: string | null;
  file: string | null;
  depuis: Horodatage;
  ouvert_le: Horodatage;
  prochaine: string | null;
  due_le: Horodatage | null;
  cause: string | null;
  rang: number;
  attente: AttenteMain;
  lecteurs: string[];
  clos_le: Horodatage | null;
}

export interface TableEcheance {
  id: string;
  objet: string;
  cause: string;
  posee_le: Horodatage;
  due_le: Horodatage;
  levee_le: Horodatage | null;
  sonnee_le: Horodatage | null;
}

export interface TableEnvoi {
  id: string;
  canal: string;
  objet: string;
  charge: Json;
  cree_le: Horodatage;
  a_partir_de: Horodatage;
  essais: ColumnType<number, number | undefined, number>;
  verrou_jusqua: Horodatage | null;
  etat: ColumnType<
    'attente' | 'suspendu' | 'parti' | 'remis' | 'echec',
    'attente' | 'suspendu' | undefined,
    'attente' | 'suspendu' | 'parti' | 'remis' | 'echec'
  >;
  parti_le: Horodatage | null;
  erreur: string | null;
  /** Given up by a decision, and why: told to its channel, never sent. */
  abandon: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface TableRetenue {
  patient: string;
  raison: 'doute' | 'gel';
  depuis: Horodatage;
}

export interface TableLien {
  empreinte: string;
  usage: string;
  objet: string;
  destinataire: string;
  destinataire_nom: string;
  structure: string | null;
  cree_le: Horodatage;
  expire_le: Horodatage;
  utilise_le: Horodatage | null;
}

export interface TableCleAction {
  cle: string;
  action: string;
  auteur: string;
  resultat: Json;
  le: Horodatage;
}

export interface TableTrace {
  seq: Generated<string>;
  le: Horodatage;
  acteur: string;
  role: string;
  structure: string | null;
  pour: string | null;
  action: string;
  genre: 'lecture' | 'recherche' | 'ecriture' | 'refus' | 'export' | 'connexion';
  objet: string | null;
  patient: string | null;
  fondement: string;
  decision: 'permis' | 'refuse';
  nombre: number | null;
  requete: string | null;
  version: ColumnType<number | null, number | null | undefined, never>;
  parametres: ColumnType<string | null, string | null | undefined, never>;
  contexte: ColumnType<string | null, string | null | undefined, never>;
  /** Written by the database: ground of the access, salt of the leaf, transaction of the line. */
  titre: ColumnType<string | null, undefined, never>;
  sel: ColumnType<string, undefined, never>;
  xid: ColumnType<string, undefined, never>;
}

export interface TablePiece {
  id: string;
  empreinte: string;
  type_mime: string;
  nom: string;
  octets: ColumnType<Buffer, Uint8Array, Uint8Array>;
  patient: string | null;
  lecteurs: string[];
  le: Horodatage;
  /** What its bytes say it is; null before anybody looked. */
  nature: ColumnType<string | null, string | undefined, string>;
  etat: ColumnType<EtatPiece, undefined, EtatPiece>;
  /** Name the antivirus gives to what it found. */
  menace: ColumnType<string | null, undefined, string | null>;
  /** Date of the signatures that judged it. */
  signatures_du: ColumnType<Date | null, undefined, Date | null>;
  verifiee_le: ColumnType<Date | null, undefined, Date | null>;
  essais: ColumnType<number, undefined, number>;
  a_verifier_le: ColumnType<Date, Date | undefined, Date>;
}

export type EtatPiece = 'a_verifier' | 'saine' | 'dangereuse' | 'non_verifiable';

/** Whose death is known, and since when the record is only read. Written by the base from the person's file. */
export interface TableDeces {
  patient: string;
  connu_le: Horodatage;
  fige_le: Horodatage;
  clos_par: string | null;
}

export interface TableReglage {
  cle: string;
  valeur: Json;
  source: string;
  le: Horodatage;
}

/** Directory in the shared schema, visible read-only from every territory. */
export interface TableAnnuaire {
  type: string;
  id: string;
  version: number;
  le: Horodatage;
  source: string;
  actif: boolean;
  contenu: Json;
  toks: string[];
  refs: string[];
  nom_tri: string;
  commune: string | null;
  latitude: number | null;
  longitude: number | null;
}

/** What a transaction inside one territory sees. Rooms that own a table of their own extend it in their `tables.ts`. */
export interface TablesTerritoire extends TablesFhir {
  fait: TableFait;
  main_ouverte: TableMain;
  echeance: TableEcheance;
  envoi: TableEnvoi;
  retenue_identite: TableRetenue;
  lien: TableLien;
  cle_action: TableCleAction;
  trace: TableTrace;
  piece: TablePiece;
  reglage: TableReglage;
  deces_connu: TableDeces;
  annuaire: TableAnnuaire;
}
