import type { RefusDestinataire } from './erreurs.ts';

/** Identifiant de message (RFC 5322 `Message-ID`), chevrons compris : `<0192…@cordee.essai.invalid>`. */
export type MessageId = string;

/** `nom` est ce que l'expéditeur déclare : jamais une preuve d'identité, seule l'adresse se vérifie à l'annuaire. */
export interface Correspondant {
  readonly adresse: string;
  readonly nom: string;
}

export interface PieceJointe {
  readonly nom: string;
  /** Type MIME déclaré par l'expéditeur ; le type réel se lit dans les octets. */
  readonly type: string;
  readonly octets: Uint8Array;
}

export interface MessageAEnvoyer {
  /** Le nôtre, identique à chaque nouvelle tentative : c'est lui qui permet au destinataire de reconnaître un doublon. */
  readonly messageId: MessageId;
  /** Date inscrite dans le message. Fournie, elle rend deux envois du même message identiques à l'octet près. */
  readonly date?: Date;
  readonly de: Correspondant;
  readonly a: readonly Correspondant[];
  readonly sujet: string;
  readonly texte: string;
  readonly html?: string;
  readonly enReponseA?: MessageId;
  /** Du plus ancien au plus récent. */
  readonly references: readonly MessageId[];
  /** `X-MSS-*`, `Disposition-Notification-To`, `Reply-To`… ; les en-têtes de structure sont refusés. */
  readonly entetes: Readonly<Record<string, string>>;
  readonly piecesJointes: readonly PieceJointe[];
}

/** L'opérateur a accepté le message pour `acceptes`. Accepté n'est ni remis, ni lu, ni pris en charge. */
export interface AccuseDepot {
  readonly messageId: MessageId;
  readonly acceptes: readonly string[];
  /** Non vide quand une partie seulement des destinataires a été acceptée : à traiter un par un, sans renvoyer aux autres. */
  readonly refuses: readonly RefusDestinataire[];
  /** Réponse de l'opérateur, adresses masquées ; contient souvent son numéro de file. */
  readonly reponse: string;
}

/** Position dans la boîte. `uidvalidity` en texte : un entier de 64 bits chez certains serveurs. */
export interface Curseur {
  readonly uidvalidity: string;
  readonly uid: number;
}

export interface Releve {
  /** Du plus ancien au plus récent, 50 au plus (moins quand ils sont lourds). */
  readonly messages: readonly MessageRecu[];
  /** À enregistrer dans la même transaction que les messages, puis à rendre à la relève suivante. */
  readonly curseur: Curseur;
  /** Vrai quand il reste des messages à relever tout de suite. */
  readonly reste: boolean;
  /** Vrai quand le serveur a renuméroté la boîte : tout est relu depuis le début, au lecteur d'écarter ce qu'il a déjà. */
  readonly renumerotee: boolean;
}

export interface EchecRemise {
  readonly destinataire: string;
  /** Code étendu RFC 3463, `5.1.1`. `5.0.0` quand l'avis n'en porte pas. */
  readonly code: string;
  readonly diagnostic: string;
}

/** Ce que le message est, avec ce qui ne vaut que pour cette sorte. */
export type NatureMessage =
  | { readonly nature: 'message' }
  | { readonly nature: 'reponse-automatique' }
  | {
      /** Avis RFC 3464. `retard-remise` : l'opérateur essaie encore ; `accuse-remise` : arrivé dans la boîte, pas lu. */
      readonly nature: 'non-remis' | 'retard-remise' | 'accuse-remise';
      readonly original?: MessageId;
      readonly remises: readonly EchecRemise[];
    }
  | {
      /** Avis RFC 8098. */
      readonly nature: 'accuse-lecture';
      readonly original?: MessageId;
      readonly destinataire: string;
      /** `displayed`, `deleted`, `processed`, `dispatched`, `denied`, `failed`. */
      readonly disposition: string;
      /** Faux quand un logiciel a produit l'accusé seul : rien ne prouve alors qu'une personne a lu. */
      readonly gesteHumain: boolean;
      /** `902^Identifiant de patient inconnu` : l'intégration a échoué chez le destinataire (trans-cda-mss 1.1.3). */
      readonly erreur?: string;
    };

interface Provenance {
  readonly uid: number;
  /** Celui du message, ou `<sha256-…@sans-identifiant.invalid>` tiré des octets quand il n'en a pas. */
  readonly messageId: MessageId;
  /** SHA-256 hexadécimal des octets reçus, en-têtes de transport compris : change d'une remise à l'autre. */
  readonly empreinte: string;
  /** SHA-256 hexadécimal de ce qui suit les en-têtes : le même pour deux remises du même envoi. */
  readonly empreinteCorps: string;
  /** Heure d'arrivée selon le serveur. */
  readonly recuLe: Date;
  readonly brut: Uint8Array;
}

/** Message lu en entier. */
export interface MessageRecuLu extends Provenance {
  readonly de: Correspondant;
  readonly a: readonly Correspondant[];
  readonly cc: readonly Correspondant[];
  readonly repondreA?: Correspondant;
  /** Sujet brut : `XDM/1.0/DDM+` n'est pas retiré. */
  readonly sujet: string;
  /** Date déclarée par l'expéditeur ; à défaut l'heure d'arrivée. */
  readonly date: Date;
  readonly texte: string;
  /** `texte` sans l'historique cité. */
  readonly texteNouveau: string;
  readonly enReponseA?: MessageId;
  readonly references: readonly MessageId[];
  readonly piecesJointes: readonly PieceJointe[];
  /** En-têtes `x-…` (noms en minuscules), dont `x-mss-ins` et `x-mss-codecda`. */
  readonly entetes: Readonly<Record<string, string>>;
  /** Adresse à qui l'expéditeur demande d'accuser lecture. */
  readonly accuseDemandePar?: string;
  /** Écrit par un logiciel (RFC 3834, avis, accusés) : ne jamais y répondre automatiquement, sous peine de boucle. */
  readonly automatique: boolean;
}

export type RaisonIllisible =
  | 'trop-gros'
  | 'trop-de-parties'
  | 'imbrication'
  | 'entetes-demesures'
  | 'expediteur-ambigu'
  | 'texte-indechiffrable'
  | 'format-invalide';

/** Message mis en quarantaine : rien n'est perdu, rien ne bloque, un humain regarde `brut`. */
export interface MessageIllisible extends Provenance {
  readonly nature: 'illisible';
  readonly raison: RaisonIllisible;
  /** Faux quand le message dépasse la taille lue : `brut` n'en est que le début. */
  readonly brutComplet: boolean;
  /** Au mieux, pour que la personne qui trie sache de quoi il s'agit. */
  readonly expediteurDeclare: string;
  readonly sujetDeclare: string;
}

export type MessageRecu = (MessageRecuLu & NatureMessage) | MessageIllisible;

export interface Surveillance {
  arreter(): Promise<void>;
}

/** Une boîte MSSanté. Toute erreur est une `ErreurMssante` (voir erreurs.ts). */
export interface BoiteMssante {
  readonly adresse: string;
  /** Se résout quand l'opérateur a accepté le message, pas quand il est lu. */
  envoyer(message: MessageAEnvoyer): Promise<AccuseDepot>;
  /** Messages arrivés depuis le curseur (tous si absent). Ne change aucun drapeau dans la boîte. */
  relever(depuis: Curseur | undefined): Promise<Releve>;
  /**
   * Appelle `reveil` dès la mise en écoute puis à chaque arrivée possible ; se reconnecte seule.
   * `reveil` peut être appelé pour rien, jamais oublié. Les pannes en cours d'écoute vont à `surPanne`.
   */
  surveiller(reveil: () => void, surPanne?: (erreur: Error) => void): Promise<Surveillance>;
  fermer(): Promise<void>;
}
