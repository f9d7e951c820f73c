import { fileDe } from '#modules/territoire/index.ts';
import { ecrireMessage } from '#modules/messagerie/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { contactDe } from './contact.ts';
import { ConfirmationDemandee, FicheConfirmee } from './faits.ts';
import { lettreDeConfirmation } from './lettres.ts';
import { DUREE_LIEN_CONFIRMATION_JOURS } from './parametres.ts';
import { tables, type ChampLocal, type SourceLocale } from './tables.ts';
import { clore, type Verification } from './verification.ts';

/** Writes to the person or the service the entry is about, with a link to say « still true » or correct. False without mailbox. */
export async function ecrirePourConfirmer(tx: Transaction, verification: Verification): Promise<boolean> {
  const contact = await contactDe(tx, verification.ref);
  const file = await fileDe(tx.sql, 'dac');
  if (contact?.mssante === undefined || file.boite === undefined) return false;
  const objet = `Task/${verification.id}`;
  const secret = await tx.creerLien({
    usage: 'annuaire.confirmer',
    objet,
    destinataire: verification.ref,
    destinataireNom: contact.nom,
    structure: contact.structure?.ref ?? verification.ref,
    expireLe: new Date(tx.maintenant.getTime() + DUREE_LIEN_CONFIRMATION_JOURS * 86_400_000),
  });
  const lettre = lettreDeConfirmation(contact, file.nom, tx.adresseDuLien(secret));
  await ecrireMessage(tx, {
    boite: file.boite,
    a: { adresse: contact.mssante, nom: contact.nom, ref: contact.ref },
    objet,
    genre: 'verification',
    sujet: lettre.sujet,
    texte: lettre.texte,
    lecteurs: [file.structure],
  });
  await tx.fait(ConfirmationDemandee, {
    objet,
    lecteurs: [file.structure],
    donnees: { ref: verification.ref, nom: contact.nom },
  });
  return true;
}

export interface Confirmation {
  readonly telephone?: string | undefined;
  readonly mssante?: string | undefined;
  readonly places?: number | undefined;
}

const MOTS: Readonly<Record<Exclude<ChampLocal, 'fiche'>, string>> = {
  telephone: 'téléphone',
  mssante: 'adresse sécurisée',
  places: 'places',
};

/**
 * What somebody just said of an entry becomes what the territory knows of it: the whole entry is confirmed now, what was
 * corrected wins over the national file, earlier failures no longer weigh, the check is closed.
 */
export async function enregistrerConfirmation(
  tx: Transaction,
  ref: string,
  nom: string,
  dit: Confirmation,
  source: SourceLocale,
): Promise<readonly string[]> {
  const champs: [Exclude<ChampLocal, 'fiche'>, string][] = [];
  if (dit.telephone !== undefined) champs.push(['telephone', dit.telephone]);
  if (dit.mssante !== undefined) champs.push(['mssante', dit.mssante.toLowerCase()]);
  if (dit.places !== undefined) champs.push(['places', String(dit.places)]);
  await ecrireLocal(tx, ref, 'fiche', null, source);
  for (const [champ, valeur] of champs) await ecrireLocal(tx, ref, champ, valeur, source);
  await tables(tx)
    .updateTable('annuaire_incident')
    .set({ leve_le: tx.maintenant })
    .where('annuaire_incident.ref', '=', ref)
    .where('annuaire_incident.motif', '<>', 'refus')
    .where('annuaire_incident.leve_le', 'is', null)
    .execute();
  const corriges = champs.map(([champ]) => MOTS[champ]);
  await tx.fait(FicheConfirmee, {
    objet: ref,
    lecteurs: [tx.acteur.structure.ref],
    donnees: { ref, nom, source, corriges },
  });
  await clore(tx, ref, corriges.length === 0 ? 'confirmee' : 'corrigee');
  return corriges;
}

async function ecrireLocal(
  tx: Transaction,
  ref: string,
  champ: ChampLocal,
  valeur: string | null,
  source: SourceLocale,
): Promise<void> {
  const dit = { valeur, source, par: tx.acteur.id, par_nom: tx.acteur.nom, confirme_le: tx.maintenant };
  await tables(tx)
    .insertInto('annuaire_local')
    .values({ ref, champ, ...dit })
    .onConflict((conflit) => conflit.columns(['ref', 'champ']).doUpdateSet(dit))
    .execute();
}
