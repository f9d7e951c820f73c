import { ROLES } from '#acces/roles.ts';
import { contactDe } from '#modules/annuaire/index.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { APrevenir } from './prevenir.ts';
import type { AccesSuivi } from './store.ts';
import { MOTIFS } from './vocabulaire.ts';

/**
 * The doctor who follows the person may have no account: the DAC writes to their secure mailbox, when the directory knows one. The text
 * names nobody but whoever opened the record. Source: DMP-06, the holder and her doctor are told afterwards.
 */
export async function ecrireAuxMedecins(tx: Transaction, acces: AccesSuivi, { medecins }: APrevenir): Promise<void> {
  const { boite, structure } = await fileDe(tx.sql, 'dac');
  if (boite === undefined) return;
  for (const { ref } of medecins) {
    const contact = ref === undefined || ref === acces.par.ref ? undefined : await contactDe(tx, ref);
    if (contact?.mssante === undefined) continue;
    await ecrireMessage(tx, {
      boite,
      a: { adresse: contact.mssante, nom: contact.nom, ref: contact.ref },
      objet: `Task/${acces.id}`,
      genre: 'urgence',
      patient: acces.patient,
      sujet: 'Un dossier a été ouvert en urgence',
      texte: texteDe(acces),
      lecteurs: [structure],
      famille: 'COO',
    });
  }
}

const texteDe = ({ par, motif }: AccesSuivi): string =>
  [
    `${par.nom} (${ROLES[par.role].libelle}) a ouvert en urgence le dossier partagé d’une personne que vous suivez comme médecin traitant.`,
    `Motif : ${MOTIFS[motif].libelle}.`,
    'L’accès dure quatre heures au plus. La personne doit en être informée demain au plus tard.',
  ].join('\n');
