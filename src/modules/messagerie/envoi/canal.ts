import type { BoiteMssante } from '#connectors/mssante/boite.ts';
import {
  DomaineHorsEspace,
  ErreurMssante,
  RefusDefinitif,
  type RefusDestinataire,
} from '#connectors/mssante/erreurs.ts';
import type { Canal, ResultatEnvoi } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import { modifierCommunication } from '../fhir.ts';
import { courrielDe, lireFil, modifierCourriel } from '../fils/store.ts';
import { ChargeMssante, messageDeLaCharge } from './charge.ts';
import { motifDuCode } from './motif.ts';
import { noterNonRemis, type SuitesNonRemis } from './non-remis.ts';

export interface CanalMssante extends SuitesNonRemis {
  /** Our mailboxes by address, in lower case. */
  readonly boites: ReadonlyMap<string, Pick<BoiteMssante, 'envoyer'>>;
}

const HORS_ESPACE = 'Cette adresse n’est pas dans l’espace de confiance MSSanté.';
/** The code travels after the sentence, so that the failure written later still knows whether the address is at fault. */
const CODE = / \((5\.\d{1,3}\.\d{1,3})\)$/;

/** Channel `mssante` of the outbox: one message to one recipient, from the mailbox it names. */
export function canalMssante(dependances: CanalMssante): Canal {
  return {
    livrer: async ({ charge }) => {
      const lue = ChargeMssante.parse(charge);
      const boite = dependances.boites.get(lue.boite.toLowerCase());
      if (boite === undefined) return { etat: 'panne', motif: 'La boîte MSSanté de la structure n’est pas branchée.' };
      return livrer(boite, lue);
    },
    parti: async ({ tx, envoi }) => marquerParti(tx, envoi.objet),
    echouer: async ({ tx, envoi, motif }) => {
      const courriel = await courrielDe(tx, envoi.objet);
      if (courriel === undefined) throw new Error(`aucun courriel pour ${envoi.objet}`);
      const code = CODE.exec(motif)?.[1];
      await noterNonRemis(tx, dependances, courriel, { code, motif: motif.replace(CODE, '') });
    },
  };
}

async function livrer(boite: Pick<BoiteMssante, 'envoyer'>, charge: ChargeMssante): Promise<ResultatEnvoi> {
  try {
    const { refuses } = await boite.envoyer(messageDeLaCharge(charge));
    const refus = refuses[0];
    if (refus === undefined) return { etat: 'parti' };
    return refus.nature === 'temporaire'
      ? { etat: 'panne', motif: 'La boîte du destinataire ne répond pas.' }
      : { etat: 'echec', motif: motifDuRefus(refus) };
  } catch (erreur) {
    if (!(erreur instanceof ErreurMssante)) throw erreur;
    return resultatDeLErreur(erreur);
  }
}

/** What will never pass fails at once; what somebody must repair (certificate, password) is retried and stays visible. */
function resultatDeLErreur(erreur: ErreurMssante): ResultatEnvoi {
  const motif = erreur.message;
  switch (erreur.nature) {
    case 'refus-definitif':
    case 'domaine-hors-espace': {
      const refus =
        erreur instanceof RefusDefinitif || erreur instanceof DomaineHorsEspace ? erreur.refus[0] : undefined;
      return { etat: 'echec', motif: refus === undefined ? motif : motifDuRefus(refus) };
    }
    case 'message-invalide':
      return { etat: 'echec', motif };
    default:
      return { etat: 'panne', motif };
  }
}

function motifDuRefus(refus: RefusDestinataire): string {
  if (refus.nature === 'domaine-hors-espace') return HORS_ESPACE;
  return refus.codeEtendu === undefined
    ? motifDuCode(undefined)
    : `${motifDuCode(refus.codeEtendu)} (${refus.codeEtendu})`;
}

/** The operator took it: neither delivered, nor read. A failure notice that came first keeps the last word. */
async function marquerParti(tx: Transaction, communication: string): Promise<void> {
  const courriel = await courrielDe(tx, communication);
  if (courriel === undefined || courriel.etat !== 'attente') return;
  const fil = courriel.fil === null ? undefined : await lireFil(tx, courriel.fil);
  await modifierCourriel(tx, courriel.id, { etat: 'parti', parti_le: tx.maintenant });
  await modifierCommunication(tx, communication, fil?.lecteurs ?? [], (avant) => ({
    ...avant,
    status: 'completed',
    sent: tx.maintenant.toISOString(),
  }));
  tx.rafraichir('messagerie', 'dossier');
}
