import type { Horodatage, Json } from '#fhir/store/tables.ts';
import type { TablesAcces } from '../tables.ts';

interface TableClient {
  id: string;
  territoire: string;
  nom: string;
  genre: 'systeme' | 'application';
  cles: Json;
  permissions: string;
  familles: string[];
  retours: string[];
  lancement: string | null;
  contact: string;
  cree_le: Horodatage;
  fin_le: Horodatage | null;
  suspendu_le: Horodatage | null;
}

interface TableAssertion {
  client: string;
  jti: string;
  expire_le: Horodatage;
}

interface TableLancement {
  empreinte: string;
  client: string;
  affectation: string;
  patient: string | null;
  expire_le: Horodatage;
  utilise_le: Horodatage | null;
}

interface TableCode extends TableLancement {
  session: string;
  retour: string;
  defi: string;
  permissions: string;
  lignee: string;
}

interface TableJeton {
  empreinte: string;
  nature: 'acces' | 'rafraichissement';
  client: string;
  affectation: string | null;
  session: string | null;
  permissions: string;
  patient: string | null;
  lignee: string;
  cree_le: Horodatage;
  expire_le: Horodatage;
  /** End of the whole authorisation, which no renewal moves. */
  fin_le: Horodatage;
  utilise_le: Horodatage | null;
  revoque_le: Horodatage | null;
}

export interface TablesClients extends TablesAcces {
  client: TableClient;
  client_assertion: TableAssertion;
  client_lancement: TableLancement;
  client_code: TableCode;
  client_jeton: TableJeton;
}
