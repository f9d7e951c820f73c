/**
 * Erreurs du connecteur, liste fermée. `message` est une phrase sans adresse ni contenu, donc journalisable ;
 * les adresses sont dans `refus`, à ne jamais écrire dans un journal (une adresse de patient contient son INS).
 */

export interface RefusDestinataire {
  readonly adresse: string;
  readonly nature: 'definitif' | 'temporaire' | 'domaine-hors-espace';
  /** Code SMTP, 0 quand le refus est prononcé avant tout échange. */
  readonly code: number;
  /** Code étendu RFC 3463 quand l'opérateur le donne. */
  readonly codeEtendu?: string;
  /** Texte de l'opérateur, adresses masquées. */
  readonly texte: string;
}

export type NatureErreur =
  | 'refus-definitif'
  | 'panne-temporaire'
  | 'authentification'
  | 'certificat'
  | 'domaine-hors-espace'
  | 'message-invalide'
  | 'configuration';

/** Racine commune : `nature` suffit pour décider (réessayer, abandonner, prévenir). */
export abstract class ErreurMssante extends Error {
  abstract readonly nature: NatureErreur;
  override readonly name = 'ErreurMssante';
}

/** L'opérateur ne prendra jamais ce message : l'envoi est un échec à montrer. */
export class RefusDefinitif extends ErreurMssante {
  readonly nature = 'refus-definitif';
  readonly refus: readonly RefusDestinataire[];
  readonly code: number;

  constructor(refus: readonly RefusDestinataire[], code: number) {
    super(`L’opérateur de messagerie a refusé le message (code ${code}).`);
    this.refus = refus;
    this.code = code;
  }
}

/** Réseau, serveur occupé, liste grise : réessayer plus tard avec le même Message-ID. */
export class PanneTemporaire extends ErreurMssante {
  readonly nature = 'panne-temporaire';
  readonly refus: readonly RefusDestinataire[];
  /** Code technique court (`ECONNREFUSED`, `451`), pour le journal. */
  readonly code: string;

  constructor(code: string, refus: readonly RefusDestinataire[] = [], cause?: unknown) {
    super(`La messagerie ne répond pas pour le moment (${code}).`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.refus = refus;
  }
}

/** Mot de passe ou jeton refusé : quelqu'un doit agir, réessayer ne sert à rien. */
export class EchecAuthentification extends ErreurMssante {
  readonly nature = 'authentification';

  constructor(cause?: unknown) {
    super(
      'L’opérateur de messagerie refuse l’identification de cette boîte.',
      cause === undefined ? undefined : { cause },
    );
  }
}

/** MSS-02 : le serveur n'a pas prouvé qui il est (autorité inconnue, certificat périmé ou d'un autre nom). Rien n'a été transmis. */
export class CertificatRefuse extends ErreurMssante {
  readonly nature = 'certificat';
  readonly code: string;

  constructor(code: string, cause?: unknown) {
    super(
      `Le certificat du serveur de messagerie n’est pas reconnu (${code}).`,
      cause === undefined ? undefined : { cause },
    );
    this.code = code;
  }
}

/** MSS-02 : aucun destinataire n'est dans l'espace de confiance. */
export class DomaineHorsEspace extends ErreurMssante {
  readonly nature = 'domaine-hors-espace';
  readonly refus: readonly RefusDestinataire[];

  constructor(refus: readonly RefusDestinataire[]) {
    super('Le destinataire n’est pas dans l’espace de confiance MSSanté.');
    this.refus = refus;
  }
}

export type RaisonMessageInvalide =
  | 'adresse'
  | 'aucun-destinataire'
  | 'identifiant'
  | 'injection'
  | 'entete-reserve'
  | 'piece-jointe'
  | 'trop-gros';

/** Refusé avant tout échange : notre message ne peut pas partir tel quel. */
export class MessageInvalide extends ErreurMssante {
  readonly nature = 'message-invalide';
  readonly raison: RaisonMessageInvalide;

  constructor(raison: RaisonMessageInvalide, phrase: string) {
    super(phrase);
    this.raison = raison;
  }
}

/** Réglage de la boîte refusé (connexion en clair hors de cette machine, secret absent…). */
export class ConfigurationInvalide extends ErreurMssante {
  readonly nature = 'configuration';
}

/** Remplace la partie locale de toute adresse : l'adresse d'un patient contient son matricule INS (MSS-05). */
export function masquerAdresses(texte: string): string {
  return texte.replaceAll(/[^\s<>@,;:"()]{1,256}@/g, '…@');
}
