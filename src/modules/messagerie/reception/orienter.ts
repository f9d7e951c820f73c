import type { BoiteDeReception, MessageEntrant } from '#socle/reception.ts';
import type { Transaction } from '#socle/transaction.ts';
import { offrir } from '../envoi/offre.ts';
import { faireRepondre } from '../fils/main.ts';
import { lireFil, type Fil } from '../fils/store.ts';
import { sujetMontre, texteNouveau, type Expediteur, type MessageLisible } from './courriel-recu.ts';
import type { Rangement, Salles } from './rangement.ts';

interface AOrienter {
  readonly communication: string;
  readonly fil: string;
  readonly premier: boolean;
  readonly de: Expediteur;
}

/** Offers the message to its room; what no room takes waits for a named person. A robot's message is never an answer. */
export async function orienter(
  tx: Transaction,
  { boite, salles }: Pick<Rangement, 'boite' | 'salles'>,
  message: MessageLisible,
  aOrienter: AOrienter,
): Promise<void> {
  const fil = await lireFil(tx, aOrienter.fil);
  if (fil === undefined || message.nature === 'reponse-automatique') return;
  const automatique = message.automatique || message.nature !== 'message';
  offrir(tx, { communication: aOrienter.communication, adresse: aOrienter.de.adresse });
  if (
    !automatique &&
    (await prisParUneSalle(tx, salles, boite, fil, {
      premier: aOrienter.premier,
      message: entrant(message, aOrienter),
    }))
  )
    return;
  const actuel = await lireFil(tx, fil.id);
  await faireRepondre(tx, actuel ?? fil, { automatique });
}

function entrant(message: MessageLisible, { communication, fil, de }: AOrienter): MessageEntrant {
  return {
    communication,
    fil,
    de,
    sujet: sujetMontre(message.sujet),
    texte: texteNouveau(message),
    le: message.recuLe,
  };
}

async function prisParUneSalle(
  tx: Transaction,
  salles: Salles,
  boite: BoiteDeReception,
  fil: Fil,
  { premier, message }: { premier: boolean; message: MessageEntrant },
): Promise<boolean> {
  if (fil.objet !== null && fil.genre !== 'message')
    return (await salles.reponses.get(fil.genre)?.({ tx, message, objet: fil.objet, boite })) ?? false;
  if (!premier) return false;
  return (await salles.nouveaux.get(boite.file)?.({ tx, message, boite })) ?? false;
}
