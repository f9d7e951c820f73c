import { z } from 'zod';
import type { MessageAEnvoyer } from '#connectors/mssante/boite.ts';

const Correspondant = z.object({ adresse: z.string(), nom: z.string() });

/** What the outbox keeps of a message: enough to send the same bytes again after a cut. */
export const ChargeMssante = z.object({
  courriel: z.string(),
  boite: z.string(),
  messageId: z.string(),
  date: z.iso.datetime(),
  de: Correspondant,
  a: Correspondant,
  sujet: z.string(),
  texte: z.string(),
  enReponseA: z.string().optional(),
  references: z.array(z.string()),
  entetes: z.record(z.string(), z.string()),
});
export type ChargeMssante = z.output<typeof ChargeMssante>;

export function messageDeLaCharge(charge: ChargeMssante): MessageAEnvoyer {
  const { messageId, date, de, a, sujet, texte, enReponseA, references, entetes } = charge;
  return {
    messageId,
    date: new Date(date),
    de,
    a: [a],
    sujet,
    texte,
    references,
    entetes,
    piecesJointes: [],
    ...(enReponseA === undefined ? {} : { enReponseA }),
  };
}
