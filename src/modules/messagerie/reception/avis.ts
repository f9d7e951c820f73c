import type { NatureMessage } from '#connectors/mssante/boite.ts';
import type { Transaction } from '#socle/transaction.ts';
import { noterNonRemis, type SuitesNonRemis } from '../envoi/non-remis.ts';
import { MessageLu } from '../faits.ts';
import { sujetDesFaits } from '../fils/main.ts';
import { courrielEnvoye, lireFil, modifierCourriel, type Courriel } from '../fils/store.ts';

export type Avis = Exclude<NatureMessage, { nature: 'message' | 'reponse-automatique' }>;

/** A machine's notice about one of our messages. Returns that message; undefined when it is none of ours. */
export async function appliquerAvis(
  tx: Transaction,
  suites: SuitesNonRemis,
  boite: string,
  avis: Avis,
): Promise<Courriel | undefined> {
  const courriel = avis.original === undefined ? undefined : await courrielEnvoye(tx, boite, avis.original);
  if (courriel === undefined) return undefined;
  switch (avis.nature) {
    case 'non-remis':
      await noterNonRemis(tx, suites, courriel, { code: avis.remises[0]?.code });
      break;
    case 'accuse-remise':
      await modifierCourriel(tx, courriel.id, { remis_le: courriel.remis_le ?? tx.maintenant });
      tx.rafraichir('messagerie');
      break;
    case 'retard-remise':
      await modifierCourriel(tx, courriel.id, {
        motif: 'L’opérateur du destinataire n’a pas encore pris le message ; il réessaie.',
      });
      tx.rafraichir('messagerie');
      break;
    case 'accuse-lecture':
      await noterLecture(tx, courriel, avis);
      break;
  }
  return courriel;
}

/** Read by somebody, shown as such and nothing more: a receipt never closes a request (MSS-08); a robot's receipt proves no reading. */
async function noterLecture(
  tx: Transaction,
  courriel: Courriel,
  avis: Extract<Avis, { nature: 'accuse-lecture' }>,
): Promise<void> {
  if (avis.erreur !== undefined) {
    await modifierCourriel(tx, courriel.id, {
      motif: 'Le logiciel du destinataire n’a pas su ranger ce message. Vérifiez avec lui qu’il l’a lu.',
    });
    tx.rafraichir('messagerie');
    return;
  }
  if (!avis.gesteHumain || avis.disposition !== 'displayed' || courriel.lu_le !== null) return;
  await modifierCourriel(tx, courriel.id, { lu_le: tx.maintenant });
  const fil = courriel.fil === null ? undefined : await lireFil(tx, courriel.fil);
  if (fil === undefined || courriel.communication === null) return;
  await tx.fait(MessageLu, {
    objet: sujetDesFaits(fil),
    patient: fil.patient ?? undefined,
    lecteurs: fil.lecteurs,
    donnees: { fil: fil.id, communication: courriel.communication, par: courriel.a_nom },
  });
}
