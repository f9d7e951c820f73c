import type { Horloge } from '#lib/horloge.ts';
import type { NouvelId } from '#lib/ids.ts';
import type { MessageId, MessageRecu, MessageRecuLu, NatureMessage, PieceJointe } from '../boite.ts';
import type { ConfigBoite } from '../config.ts';
import { domaineDe, messageIdDe } from '../ecrire-message.ts';
import { deposer } from '../transport/envoi-smtp.ts';
import { MessageInvalide } from '../erreurs.ts';
import { lireMessage } from '../lire-message.ts';
import type { Lecture } from './avis.ts';
import { existe, type BoiteSimulee, type Monde } from './comportements.ts';
import type { DepotSimule, EntreeDepot } from './depot.ts';

/** Ce que font les personnes du monde extérieur : lire leur boîte et écrire, par les mêmes protocoles que de vrais logiciels. */

export interface BoiteListee extends BoiteSimulee {
  readonly nonLus: number;
  readonly total: number;
}

export interface MessageListe {
  readonly uid: number;
  readonly de: string;
  readonly sujet: string;
  readonly le: Date;
  readonly lu: boolean;
  readonly nature: MessageRecu['nature'];
}

export interface LienDuMessage {
  readonly adresse: string;
  /** Ce que le texte en dit juste avant (« Accepter l'orientation »), vide quand il n'en dit rien. */
  readonly libelle: string;
}

export interface MessageDuWebmail {
  readonly message: MessageRecu;
  /** Adresses http(s) trouvées dans le texte, dans l'ordre, sans doublon. */
  readonly liens: readonly LienDuMessage[];
}

export interface EcritDepuis {
  readonly a: string;
  readonly sujet: string;
  readonly texte: string;
  readonly enReponseA?: MessageId;
  readonly piecesJointes?: readonly PieceJointe[];
  readonly entetes?: Readonly<Record<string, string>>;
}

export interface Webmail {
  listerBoites(): Promise<readonly BoiteListee[]>;
  /** Du plus récent au plus ancien. */
  listerMessages(adresse: string): Promise<readonly MessageListe[]>;
  /** Marque le message comme lu et accuse lecture une fois si l'expéditeur l'a demandé. */
  lireMessage(adresse: string, uid: number): Promise<MessageDuWebmail | undefined>;
  /** Passe par le SMTP du simulateur. Rend le Message-ID. Lève une `ErreurMssante`. */
  ecrireDepuis(adresse: string, ecrit: EcritDepuis): Promise<MessageId>;
  supprimer(adresse: string, uid: number): Promise<void>;
}

export interface ReglagesWebmail {
  readonly monde: Monde;
  readonly depot: DepotSimule;
  readonly configPour: (adresse: string) => ConfigBoite;
  readonly accuser: (lecture: Lecture) => Promise<void>;
  readonly horloge: Horloge;
  readonly nouvelId: NouvelId;
}

const VU = String.raw`\Seen`;

const LIEN = /https?:\/\/[^\s<>"'«»]{1,2000}/g;

/** Liens http(s) d'un texte, ponctuation finale exclue, avec la phrase qui les annonce (même ligne, ou ligne d'avant). */
export function liensDuTexte(texte: string): LienDuMessage[] {
  const liens = new Map<string, LienDuMessage>();
  let annonce = '';
  for (const ligne of texte.split('\n')) {
    let fin = 0;
    for (const trouve of ligne.matchAll(LIEN)) {
      const adresse = trouve[0].replace(/[.,;:!?)\]]+$/, '');
      const avant = ligne.slice(fin, trouve.index).trim() || annonce;
      fin = trouve.index + adresse.length;
      annonce = '';
      if (!liens.has(adresse)) {
        liens.set(adresse, { adresse, libelle: avant.replace(/^[>\-*•.,\s]+|\s*[:(<]+\s*$/g, '').slice(0, 120) });
      }
    }
    annonce = fin === 0 && ligne.trim() !== '' ? ligne.trim() : fin === 0 ? annonce : '';
  }
  return [...liens.values()];
}

function resume(entree: EntreeDepot, message: MessageRecu): MessageListe {
  const lisible = message.nature !== 'illisible';
  return {
    uid: entree.uid,
    de: lisible ? message.de.nom || message.de.adresse : message.expediteurDeclare,
    sujet: lisible ? message.sujet : message.sujetDeclare,
    le: lisible ? message.date : message.recuLe,
    lu: entree.drapeaux.includes(VU),
    nature: message.nature,
  };
}

type Lisible = MessageRecuLu & NatureMessage;

function historique(messages: readonly MessageRecu[], repondA: MessageId): MessageId[] {
  const parent = messages.find((un): un is Lisible => un.nature !== 'illisible' && un.messageId === repondA);
  return parent === undefined ? [repondA] : [...parent.references.filter((un) => un !== repondA), repondA];
}

class WebmailSimule implements Webmail {
  readonly #reglages: ReglagesWebmail;

  constructor(reglages: ReglagesWebmail) {
    this.#reglages = reglages;
  }

  async #lire(adresse: string, entree: EntreeDepot): Promise<MessageRecu | undefined> {
    const brut = await this.#reglages.depot.lire(adresse, entree.uid);
    return brut === undefined
      ? undefined
      : lireMessage({ uid: entree.uid, brut, recuLe: entree.recuLe, complet: true });
  }

  async #entrees(adresse: string): Promise<readonly EntreeDepot[]> {
    // Consulter une adresse inconnue ne doit pas créer de boîte.
    return existe(this.#reglages.monde, adresse) ? (await this.#reglages.depot.etat(adresse)).entrees : [];
  }

  async listerBoites(): Promise<BoiteListee[]> {
    const boites = [...this.#reglages.monde.boites.values()];
    return Promise.all(
      boites.map(async (boite) => {
        const entrees = await this.#entrees(boite.adresse.toLowerCase());
        return { ...boite, total: entrees.length, nonLus: entrees.filter((une) => !une.drapeaux.includes(VU)).length };
      }),
    );
  }

  async listerMessages(adresse: string): Promise<MessageListe[]> {
    const lignes: MessageListe[] = [];
    for (const entree of (await this.#entrees(adresse.toLowerCase())).toReversed()) {
      const message = await this.#lire(adresse.toLowerCase(), entree);
      if (message !== undefined) {
        lignes.push(resume(entree, message));
      }
    }
    return lignes;
  }

  async lireMessage(adresse: string, uid: number): Promise<MessageDuWebmail | undefined> {
    const boite = adresse.toLowerCase();
    const entree = (await this.#entrees(boite)).find((une) => une.uid === uid);
    const message = entree === undefined ? undefined : await this.#lire(boite, entree);
    if (entree === undefined || message === undefined) {
      return undefined;
    }
    if (!entree.drapeaux.includes(VU)) {
      await this.#reglages.depot.marquer(boite, uid, [...entree.drapeaux, VU]);
      await this.#accuser(adresse, message);
    }
    return { message, liens: message.nature === 'illisible' ? [] : liensDuTexte(message.texte) };
  }

  async #accuser(adresse: string, message: MessageRecu): Promise<void> {
    if (message.nature !== 'message' || message.accuseDemandePar === undefined || message.automatique) {
      return;
    }
    const nom = this.#reglages.monde.boites.get(adresse.toLowerCase())?.nom ?? adresse;
    await this.#reglages.accuser({
      lecteur: { adresse, nom },
      demandePar: message.accuseDemandePar,
      original: message.messageId,
      sujet: message.sujet,
    });
  }

  async ecrireDepuis(adresse: string, ecrit: EcritDepuis): Promise<MessageId> {
    const { configPour, depot, horloge, monde, nouvelId } = this.#reglages;
    const boite = adresse.toLowerCase();
    if (!existe(monde, boite)) {
      throw new MessageInvalide('adresse', 'Cette boîte n’existe pas dans la messagerie d’essai.');
    }
    const messageId = messageIdDe(nouvelId(), domaineDe(boite));
    const repond = ecrit.enReponseA;
    const recus =
      repond === undefined
        ? []
        : await Promise.all((await depot.etat(boite)).entrees.map((une) => this.#lire(boite, une)));
    await deposer(configPour(boite), {
      messageId,
      date: horloge.maintenant(),
      de: { adresse: boite, nom: monde.boites.get(boite)?.nom ?? '' },
      a: [{ adresse: ecrit.a.trim(), nom: monde.boites.get(ecrit.a.trim().toLowerCase())?.nom ?? '' }],
      sujet: ecrit.sujet,
      texte: ecrit.texte,
      entetes: ecrit.entetes ?? {},
      piecesJointes: ecrit.piecesJointes ?? [],
      references:
        repond === undefined
          ? []
          : historique(
              recus.filter((un) => un !== undefined),
              repond,
            ),
      ...(repond === undefined ? {} : { enReponseA: repond }),
    });
    return messageId;
  }

  async supprimer(adresse: string, uid: number): Promise<void> {
    await this.#reglages.depot.supprimer(adresse.toLowerCase(), uid);
  }
}

/** Webmail du monde extérieur sur le dépôt du simulateur. */
export function creerWebmail(reglages: ReglagesWebmail): Webmail {
  return new WebmailSimule(reglages);
}
