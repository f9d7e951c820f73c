import type { ApprendreNonRemis } from '#socle/reception.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Carnet } from '../carnet.ts';
import { MessageNonRemis } from '../faits.ts';
import { modifierCommunication } from '../fhir.ts';
import { donnerLaMain, sujetDesFaits, tenantNaturel } from '../fils/main.ts';
import { lireFil, modifierCourriel, type Courriel, type Fil } from '../fils/store.ts';
import { DELAIS } from '../parametres.ts';
import { adresseEnCause, motifDuCode } from './motif.ts';

export interface SuitesNonRemis {
  readonly carnet: Pick<Carnet, 'contactDe' | 'noterIncident'>;
  readonly nonRemis: ReadonlyMap<string, ApprendreNonRemis>;
}

export interface Echec {
  /** Extended status of the partner, when it gave one. */
  readonly code?: string | undefined;
  /** Sentence already made, when there is no code. */
  readonly motif?: string | undefined;
}

/**
 * A message will never be delivered, whether refused at once or by a notice hours later: it turns red, another channel is
 * proposed, and somebody has the hand. Said once: a notice that follows a refusal changes nothing.
 */
export async function noterNonRemis(
  tx: Transaction,
  suites: SuitesNonRemis,
  courriel: Courriel,
  echec: Echec,
): Promise<void> {
  const { communication, etat } = courriel;
  if (etat === 'non_remis' || etat === 'annule' || communication === null || courriel.fil === null) return;
  const fil = await lireFil(tx, courriel.fil);
  if (fil === undefined) return;
  const motif = echec.motif ?? motifDuCode(echec.code);
  const contact = courriel.a_ref === null ? undefined : await suites.carnet.contactDe(tx, courriel.a_ref);
  const telephone = contact?.telephone;
  const suite = { etat: 'non_remis', non_remis_le: tx.maintenant, motif, autre_canal: telephone ?? null } as const;
  await modifierCourriel(tx, courriel.id, suite);
  const arret = { status: 'stopped', statusReason: { text: motif } } as const;
  await modifierCommunication(tx, communication, fil.lecteurs, (avant) => ({ ...avant, ...arret }));
  const donnees = { fil: fil.id, communication, a: courriel.a_nom, motif };
  await tx.fait(MessageNonRemis, {
    objet: sujetDesFaits(fil),
    patient: fil.patient ?? undefined,
    lecteurs: fil.lecteurs,
    donnees: telephone === undefined ? donnees : { ...donnees, telephone },
  });
  if (contact !== undefined && adresseEnCause(echec.code)) {
    await suites.carnet.noterIncident(tx, contact.ref, { motif: 'adresse_refusee', detail: motif });
  }
  await faireJoindreAutrement(tx, suites, fil, courriel, motif, telephone);
}

/** The room the message was about decides what next; otherwise whoever wrote it is asked to use another channel. */
async function faireJoindreAutrement(
  tx: Transaction,
  suites: SuitesNonRemis,
  fil: Fil,
  courriel: Courriel,
  motif: string,
  telephone: string | undefined,
): Promise<void> {
  const salle = suites.nonRemis.get(fil.genre);
  if (fil.objet !== null && salle !== undefined) {
    await salle({ tx, objet: fil.objet, destinataire: courriel.a_nom, motif });
    return;
  }
  const auteur =
    courriel.auteur === null || courriel.auteur_nom === null
      ? undefined
      : { ref: courriel.auteur, nom: courriel.auteur_nom };
  await donnerLaMain(tx, fil, {
    qui: auteur ?? (await tenantNaturel(tx, fil)),
    etat: 'tenu',
    attente: 'faire',
    prochaine:
      telephone === undefined ? `joindre ${courriel.a_nom} autrement` : `appeler ${courriel.a_nom} au ${telephone}`,
    cause: 'message.non_remis',
    delai: DELAIS.nonRemis,
  });
}
