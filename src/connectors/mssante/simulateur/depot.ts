/** Ce que le simulateur garde : des boîtes numérotées comme l'exige IMAP (UID croissants, UIDVALIDITY). */
export interface EntreeDepot {
  readonly uid: number;
  readonly taille: number;
  readonly recuLe: Date;
  /** Drapeaux IMAP : `\Seen`, `\Answered`… */
  readonly drapeaux: readonly string[];
}

export interface EtatBoite {
  readonly uidvalidity: number;
  /** UID que prendra le prochain message. */
  readonly uidSuivant: number;
  /** Par UID croissant. */
  readonly entrees: readonly EntreeDepot[];
}

export interface DepotSimule {
  /** Boîtes qui existent déjà. */
  adresses(): Promise<readonly string[]>;
  /** Crée la boîte si elle n'existe pas. */
  etat(adresse: string): Promise<EtatBoite>;
  /** Rend l'UID une fois le message durable. */
  deposer(adresse: string, octets: Uint8Array, recuLe: Date): Promise<number>;
  lire(adresse: string, uid: number): Promise<Uint8Array | undefined>;
  marquer(adresse: string, uid: number, drapeaux: readonly string[]): Promise<void>;
  supprimer(adresse: string, uid: number): Promise<void>;
  /** Panne à la demande : nouvelle UIDVALIDITY, messages renumérotés à partir de 1. */
  renumeroter(adresse: string): Promise<void>;
  fermer(): Promise<void>;
}

interface MessageGarde extends EntreeDepot {
  readonly octets: Uint8Array;
}

interface BoiteGardee {
  uidvalidity: number;
  uidSuivant: number;
  messages: MessageGarde[];
}

/** Dépôt en mémoire, pour les tests. Perdu à l'arrêt. */
export function depotEnMemoire(): DepotSimule {
  const boites = new Map<string, BoiteGardee>();

  function boite(adresse: string): BoiteGardee {
    const connue = boites.get(adresse) ?? { uidvalidity: 1, uidSuivant: 1, messages: [] };
    boites.set(adresse, connue);
    return connue;
  }

  function remplacer(adresse: string, uid: number, par: (message: MessageGarde) => MessageGarde[]): void {
    const la = boite(adresse);
    la.messages = la.messages.flatMap((message) => (message.uid === uid ? par(message) : [message]));
  }

  return {
    async adresses() {
      return [...boites.keys()];
    },
    async etat(adresse) {
      const { uidvalidity, uidSuivant, messages } = boite(adresse);
      return { uidvalidity, uidSuivant, entrees: messages };
    },
    async deposer(adresse, octets, recuLe) {
      const la = boite(adresse);
      const uid = la.uidSuivant;
      la.uidSuivant += 1;
      la.messages = [...la.messages, { uid, taille: octets.byteLength, recuLe, drapeaux: [], octets }];
      return uid;
    },
    async lire(adresse, uid) {
      return boite(adresse).messages.find((message) => message.uid === uid)?.octets;
    },
    async marquer(adresse, uid, drapeaux) {
      remplacer(adresse, uid, (message) => [{ ...message, drapeaux }]);
    },
    async supprimer(adresse, uid) {
      remplacer(adresse, uid, () => []);
    },
    async renumeroter(adresse) {
      const la = boite(adresse);
      la.uidvalidity += 1;
      la.messages = la.messages.map((message, rang) => ({ ...message, uid: rang + 1 }));
      la.uidSuivant = la.messages.length + 1;
    },
    async fermer() {
      boites.clear();
    },
  };
}
