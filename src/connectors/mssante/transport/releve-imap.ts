import type { ImapFlow, MailboxObject } from 'imapflow';
import type { Curseur, MessageRecu, Releve } from '../boite.ts';
import { limitesDe, type ConfigBoite, type LimitesBoite } from '../config.ts';
import { PanneTemporaire } from '../erreurs.ts';
import { lireMessage } from '../lire-message.ts';
import { fermerSession, ouvrirSession } from './session-imap.ts';
import { traduireErreurImap } from './traduire-erreur.ts';

const BOITE_DE_RECEPTION = 'INBOX';

interface Annonce {
  readonly uid: number;
  readonly taille: number;
  readonly recuLe: Date;
}

async function uidsDepuis(session: ImapFlow, depuis: number): Promise<number[]> {
  const trouves = await session.search({ uid: `${depuis + 1}:*` }, { uid: true });
  if (!Array.isArray(trouves)) {
    throw new PanneTemporaire('recherche-refusee');
  }
  // « n:* » rend toujours le dernier message, même plus ancien que n (RFC 3501 §6.4.8).
  return trouves.filter((uid) => uid > depuis).sort((a, b) => a - b);
}

async function annonces(session: ImapFlow, uids: readonly number[]): Promise<Annonce[]> {
  const lues = await session.fetchAll([...uids], { uid: true, size: true, internalDate: true }, { uid: true });
  return lues
    .map((une) => ({ uid: une.uid, taille: une.size ?? 0, recuLe: new Date(une.internalDate ?? 0) }))
    .sort((a, b) => a.uid - b.uid);
}

/** Premiers messages tenant dans le volume d'une relève, et toujours au moins un. */
export function tenantDansLeVolume(suite: readonly Annonce[], octets: number, octetsMaxUn: number): Annonce[] {
  let volume = 0;
  const fin = suite.findIndex((une, rang) => {
    volume += Math.min(une.taille, octetsMaxUn);
    return rang > 0 && volume > octets;
  });
  return fin === -1 ? [...suite] : suite.slice(0, fin);
}

async function telecharger(
  session: ImapFlow,
  annonce: Annonce,
  limites: LimitesBoite,
): Promise<MessageRecu | undefined> {
  // Lecture bornée quoi qu'annonce le serveur : un octet de plus que la limite suffit à savoir qu'elle est dépassée.
  const lu = await session.fetchOne(
    String(annonce.uid),
    { uid: true, source: { start: 0, maxLength: limites.octetsLecture + 1 } },
    { uid: true },
  );
  if (lu === false || lu.source === undefined) {
    return undefined; // effacé entre-temps par un autre logiciel : il n'y a plus rien à lire
  }
  const complet = lu.source.byteLength <= limites.octetsLecture;
  const brut = complet ? lu.source : lu.source.subarray(0, Math.min(lu.source.byteLength, 64 * 1024));
  return lireMessage({ uid: annonce.uid, brut: new Uint8Array(brut), recuLe: annonce.recuLe, complet });
}

function pointDeDepart(boite: MailboxObject, depuis: Curseur | undefined): { uid: number; renumerotee: boolean } {
  const renumerotee = depuis !== undefined && depuis.uidvalidity !== String(boite.uidValidity);
  return { uid: depuis === undefined || renumerotee ? 0 : depuis.uid, renumerotee };
}

interface Lot {
  readonly messages: readonly MessageRecu[];
  /** Dernier UID traité, lu ou disparu entre-temps. */
  readonly dernier: number | undefined;
}

async function lireLot(session: ImapFlow, limites: LimitesBoite, lot: readonly Annonce[]): Promise<Lot> {
  const debut = performance.now();
  const messages: MessageRecu[] = [];
  let dernier: number | undefined;
  for (const annonce of lot) {
    if (dernier !== undefined && performance.now() - debut > limites.dureeReleveMs) {
      break;
    }
    const message = await telecharger(session, annonce, limites);
    if (message !== undefined) {
      messages.push(message);
    }
    dernier = annonce.uid;
  }
  return { messages, dernier };
}

async function releverDans(session: ImapFlow, limites: LimitesBoite, depuis: Curseur | undefined): Promise<Releve> {
  // Rouverte à chaque relève : c'est le SELECT qui donne l'UIDVALIDITY du moment. En lecture seule : aucun drapeau ne change.
  const boite = await session.mailboxOpen(BOITE_DE_RECEPTION, { readOnly: true });
  const depart = pointDeDepart(boite, depuis);
  const uids = await uidsDepuis(session, depart.uid);
  const premiers = uids.slice(0, limites.messagesReleve);
  const annoncees = premiers.length === 0 ? [] : await annonces(session, premiers);
  const lot = await lireLot(
    session,
    limites,
    tenantDansLeVolume(annoncees, limites.octetsReleve, limites.octetsLecture),
  );
  // Tous disparus entre la recherche et la lecture : on passe après eux.
  const dernier = lot.dernier ?? premiers.at(-1) ?? depart.uid;
  return {
    messages: lot.messages,
    curseur: { uidvalidity: String(boite.uidValidity), uid: dernier },
    reste: uids.some((uid) => uid > dernier),
    renumerotee: depart.renumerotee,
  };
}

export interface Releveur {
  relever(depuis: Curseur | undefined): Promise<Releve>;
  fermer(): Promise<void>;
}

/** Relève d'une boîte sur une session gardée ouverte ; deux relèves demandées ensemble passent l'une après l'autre. */
export function creerReleveur(config: ConfigBoite): Releveur {
  const limites = limitesDe(config);
  let session: ImapFlow | undefined;
  let fileAttente: Promise<unknown> = Promise.resolve();

  async function essayer(depuis: Curseur | undefined): Promise<Releve> {
    const reprise = session !== undefined && session.usable;
    session = reprise && session !== undefined ? session : await ouvrirSession(config);
    try {
      return await releverDans(session, limites, depuis);
    } catch (erreur) {
      session.close();
      session = undefined;
      // Une session ancienne a pu être coupée par le serveur sans que nous le sachions : un essai sur une neuve.
      if (reprise) {
        return essayer(depuis);
      }
      throw traduireErreurImap(erreur);
    }
  }

  function enFile<T>(tache: () => Promise<T>): Promise<T> {
    const suite = fileAttente.then(tache, tache);
    fileAttente = suite.catch(() => undefined);
    return suite;
  }

  return {
    relever: (depuis) => enFile(() => essayer(depuis)),
    fermer: () =>
      enFile(async () => {
        const aFermer = session;
        session = undefined;
        if (aFermer !== undefined) {
          await fermerSession(aFermer);
        }
      }),
  };
}
