import type { Journal } from '#lib/journal.ts';
import { carnet } from '#modules/index.ts';
import { canalMssante } from '#modules/messagerie/index.ts';
import { livrer, type Ouvrier } from '#socle/ouvrier.ts';
import type { Contexte } from './rejeu.ts';

/**
 * Mail of the past: each message takes the road of the outbox and is marked gone, but nothing leaves the house. Its readers
 * had it months ago; a start must not send hundreds of messages.
 */
export function posteMuette(ctx: Contexte, journal: Journal): Ouvrier {
  const muette = {
    envoyer: async (message: { messageId: string; a: readonly { adresse: string }[] }) => ({
      messageId: message.messageId,
      acceptes: message.a.map((a) => a.adresse),
      refuses: [],
      reponse: '250 démonstration',
    }),
  };
  const boites = new Map([[ctx.dac.boite.toLowerCase(), muette]]);
  return {
    socle: ctx.socle,
    sonneries: ctx.registre.sonneries,
    canaux: new Map([['mssante', canalMssante({ boites, carnet, nonRemis: ctx.registre.nonRemis })]]),
    journal,
  };
}

/** Everything the last gesture wrote has left, at the time of that gesture. */
export async function poster(ctx: Contexte, ouvrier: Ouvrier): Promise<void> {
  if (ctx.courrierEnAttente()) await livrer(ouvrier, ctx.territoire);
}
