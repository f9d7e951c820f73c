import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { echelonSuivant, fileDe } from '#modules/territoire/index.ts';
import { SYSTEME_CATEGORIE } from '#socle/categorie.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import { lireFiche } from './contact.ts';
import { VerificationRemontee } from './faits.ts';
import { A_VERIFIER, type MotifEchec } from './motifs.ts';
import { DELAIS_VERIFICATION } from './parametres.ts';
import { tables, type TableVerification } from './tables.ts';

export const CAUSE = 'annuaire.verification';

/** A check of one entry, while it is open. */
export type Verification = Pick<TableVerification, 'id' | 'ref'> & { readonly motif: MotifEchec };

export async function verificationDe(tx: Transaction, ref: string): Promise<Verification | undefined> {
  const ligne = await tables(tx)
    .selectFrom('annuaire_verification')
    .select(['annuaire_verification.id', 'annuaire_verification.ref', 'annuaire_verification.motif'])
    .where('annuaire_verification.ref', '=', ref)
    .where('annuaire_verification.close_le', 'is', null)
    .executeTakeFirst();
  return ligne as Verification | undefined;
}

/** The check behind a `Task/…`, open or closed. */
export async function verificationParTache(
  tx: Transaction,
  tache: string,
): Promise<(Verification & { close_le: Date | null }) | undefined> {
  const ligne = await tables(tx)
    .selectFrom('annuaire_verification')
    .select([
      'annuaire_verification.id',
      'annuaire_verification.ref',
      'annuaire_verification.motif',
      'annuaire_verification.close_le',
    ])
    .where('annuaire_verification.id', '=', tache.replace('Task/', ''))
    .executeTakeFirst();
  return ligne as (Verification & { close_le: Date | null }) | undefined;
}

/** One check per entry: a second failure joins the open one. Somebody named holds it until the entry is right. */
export async function ouvrirVerification(
  tx: Transaction,
  ref: string,
  motif: MotifEchec,
  nom: string,
): Promise<Verification> {
  const ouverte = await verificationDe(tx, ref);
  if (ouverte !== undefined) return ouverte;
  const id = tx.nouvelId();
  const file = await fileDe(tx.sql, 'dac');
  const porteur = file.porteurs[0];
  if (porteur === undefined) throw new Error('la file du DAC n’a pas de responsable');
  await tables(tx)
    .insertInto('annuaire_verification')
    .values({ id, ref, motif, ouverte_le: tx.maintenant, close_le: null, issue: null })
    .execute();
  await tx.ecrire({
    resourceType: 'Task',
    id,
    status: 'requested',
    intent: 'order',
    code: { coding: [{ system: SYSTEME_CATEGORIE, code: 'verification-annuaire' }], text: `Vérifier ${nom}` },
    focus: { reference: ref },
    owner: { reference: porteur.ref, display: porteur.nom },
    authoredOn: tx.maintenant.toISOString(),
  });
  const verification: Verification = { id, ref, motif };
  await confier(tx, verification, { nom, a: { ...porteur, file: file.nom }, structure: file.structure });
  return verification;
}

async function confier(
  tx: Transaction,
  v: Verification,
  main: { nom: string; a: Porteur; structure: string; rang?: number; retard?: boolean; prochaine?: string },
): Promise<void> {
  const delai = main.retard === true ? DELAIS_VERIFICATION.relance : DELAIS_VERIFICATION.premiere;
  await tx.passerLaMain({
    objet: `Task/${v.id}`,
    genre: 'verification',
    etat: main.retard === true ? 'retard' : 'attend',
    titre: `Vérifier dans l’annuaire : ${main.nom}`,
    a: main.a,
    prochaine: main.prochaine ?? A_VERIFIER[v.motif],
    dueLe: ajouterDelaiOuvre(tx.maintenant, delai, CALENDRIER_PAR_DEFAUT),
    cause: CAUSE,
    rang: main.rang ?? 0,
    attente: 'faire',
    lecteurs: [main.structure, main.a.ref],
  });
}

/** Something came about an open check (an answer, a mail that did not arrive): its holder is told what comes next. */
export async function relancerLeVerificateur(tx: Transaction, v: Verification, prochaine: string): Promise<void> {
  const nom = (await lireFiche(tx, v.ref))?.resume.nom ?? 'une fiche';
  const file = await fileDe(tx.sql, 'dac');
  const main = await mainDe(tx, v.id);
  const porteur = file.porteurs.find((p) => p.ref === main?.qui) ?? file.porteurs[0];
  if (porteur === undefined) throw new Error('la file du DAC n’a pas de responsable');
  await confier(tx, v, {
    nom,
    a: { ...porteur, file: file.nom },
    structure: file.structure,
    rang: main?.rang ?? 0,
    prochaine,
  });
}

export async function clore(tx: Transaction, ref: string, issue: string): Promise<void> {
  const v = await verificationDe(tx, ref);
  if (v === undefined) return;
  await tables(tx)
    .updateTable('annuaire_verification')
    .set({ close_le: tx.maintenant, issue })
    .where('annuaire_verification.id', '=', v.id)
    .execute();
  await tx.poserLaMain(`Task/${v.id}`);
  await tx.fermerLiens('annuaire.confirmer', `Task/${v.id}`);
}

async function mainDe(tx: Transaction, id: string): Promise<{ qui: string | null; rang: number } | undefined> {
  return tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', `Task/${id}`)
    .executeTakeFirst();
}

/** Nobody checked in time: a different person of the queue is called, and so on to the last rung, who keeps it. */
const remonter: Sonnerie = async ({ tx, objet }) => {
  const v = await verificationParTache(tx, objet);
  if (v === undefined || v.close_le !== null) return tx.poserLaMain(objet);
  const file = await fileDe(tx.sql, 'dac');
  const main = await mainDe(tx, v.id);
  const suivant = echelonSuivant(file.porteurs, main?.qui ?? '', main?.rang ?? 0);
  const nom = (await lireFiche(tx, v.ref))?.resume.nom ?? 'une fiche disparue de l’annuaire';
  await confier(tx, v, {
    nom,
    a: { ...suivant.porteur, file: file.nom },
    structure: file.structure,
    rang: suivant.rang,
    retard: true,
  });
  await tx.fait(VerificationRemontee, {
    objet,
    lecteurs: [file.structure, suivant.porteur.ref],
    donnees: { ref: v.ref, nom, a: suivant.porteur.nom, rang: suivant.rang },
  });
};

export const sonneries = { [CAUSE]: remonter } as const satisfies Readonly<Record<string, Sonnerie>>;
