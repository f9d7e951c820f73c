import type { Acteur } from '#acces/acteur.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { ecrirePourConfirmer, enregistrerConfirmation } from './confirmation.ts';
import { lireFiche } from './contact.ts';
import * as contrat from './contract.ts';
import {
  estSaFiche,
  parLienDeConfirmation,
  peutConsulter,
  peutCorriger,
  peutDireSaPresence,
  peutSignaler,
} from './droits.ts';
import { PresenceDite } from './faits.ts';
import { enregistrerIncident } from './incidents.ts';
import { refus } from './refus.ts';
import type { Resume } from './resume.ts';
import { estAbsente } from './rules.ts';
import { tables } from './tables.ts';
import { ouvrirVerification, relancerLeVerificateur, verificationDe, verificationParTache } from './verification.ts';

async function exigerFiche(tx: Transaction, ref: string): Promise<Resume> {
  const trouve = await lireFiche(tx, ref);
  if (trouve === undefined) throw refus.inconnu();
  return trouve.resume;
}

async function quiVerifie(tx: Transaction, id: string): Promise<string> {
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select('main_ouverte.qui_nom')
    .where('main_ouverte.objet', '=', `Task/${id}`)
    .executeTakeFirst();
  return main?.qui_nom ?? 'l’équipe du DAC';
}

/** « Ça n’a pas marché », in one tap: the entry loses trust, somebody named checks it, and the person concerned is asked. */
export const signaler = action(contrat.signaler, {
  droit: ({ acteur }) => peutSignaler(acteur),
  async faire({ entree, tx }) {
    await exigerFiche(tx, entree.ref);
    const dejaOuverte = (await verificationDe(tx, entree.ref)) !== undefined;
    const verification = await enregistrerIncident(tx, entree.ref, entree);
    if (verification === undefined) throw new Error('un échec signalé ouvre toujours une vérification');
    // Asked once per check, and never at an address that is itself in doubt.
    const messageParti =
      !dejaOuverte && entree.motif !== 'adresse_refusee' && (await ecrirePourConfirmer(tx, verification));
    return { qui: await quiVerifie(tx, verification.id), messageParti };
  },
});

export const demanderConfirmation = action(contrat.demanderConfirmation, {
  droit: async ({ acteur, entree, tx }) =>
    peutCorriger(acteur, entree.ref, (await lireFiche(tx, entree.ref))?.resume.structure?.ref),
  async faire({ entree, tx }) {
    const fiche = await exigerFiche(tx, entree.ref);
    if (fiche.mssante === undefined) throw refus.pas_de_boite();
    const verification = await ouvrirVerification(tx, entree.ref, 'numero_faux', fiche.nom);
    const messageParti = await ecrirePourConfirmer(tx, verification);
    return { qui: await quiVerifie(tx, verification.id), messageParti };
  },
});

/** Confirms an entry, with corrections when there are some. */
export const corriger = action(contrat.corriger, {
  droit: async ({ acteur, entree, tx }) =>
    peutCorriger(acteur, entree.ref, (await lireFiche(tx, entree.ref))?.resume.structure?.ref),
  async faire({ entree, acteur, tx }) {
    const fiche = await exigerFiche(tx, entree.ref);
    const source = estSaFiche(acteur, entree.ref) ? ('compte' as const) : ('verification' as const);
    return { corriges: [...(await enregistrerConfirmation(tx, entree.ref, fiche.nom, entree, source))] };
  },
});

/** The answer of the person concerned, by the link: one use. « Plus là » is not a confirmation: whoever checks is told. */
export const confirmer = action(contrat.confirmer, {
  droit: ({ acteur }) => parLienDeConfirmation(acteur),
  async faire({ entree, acteur, tx }) {
    const verification = await verificationParTache(tx, acteur.lien?.objet ?? '');
    if (verification === undefined) throw refus.rien_a_confirmer();
    if (verification.close_le !== null) throw refus.deja_confirme();
    await tx.consommerLien();
    if (entree.plusLa) {
      await relancerLeVerificateur(
        tx,
        verification,
        `n’exerce plus là, dit le message${entree.message === undefined ? '' : ` : ${entree.message}`}`,
      );
      return { corriges: [] };
    }
    const nom = (await lireFiche(tx, verification.ref))?.resume.nom ?? acteur.nom;
    return { corriges: [...(await enregistrerConfirmation(tx, verification.ref, nom, entree, 'lien'))] };
  },
});

/** Local knowledge: « parle portugais », « 4e étage sans ascenseur ». */
export const noter = action(contrat.noter, {
  droit: ({ acteur }) => peutConsulter(acteur),
  async faire({ entree, acteur, tx }) {
    await exigerFiche(tx, entree.ref);
    const id = tx.nouvelId();
    await tables(tx)
      .insertInto('annuaire_note')
      .values({
        id,
        ref: entree.ref,
        texte: entree.texte,
        par: acteur.id,
        par_nom: acteur.nom,
        le: tx.maintenant,
        retiree_le: null,
      })
      .execute();
    tx.rafraichir('annuaire');
    return { id };
  },
});

export const retirerNote = action(contrat.retirerNote, {
  droit: ({ acteur }) => peutConsulter(acteur),
  async faire({ entree, acteur, tx }) {
    const note = await tables(tx)
      .selectFrom('annuaire_note')
      .select(['annuaire_note.par', 'annuaire_note.ref'])
      .where('annuaire_note.id', '=', entree.id)
      .executeTakeFirst();
    if (note === undefined) throw refusCommuns.introuvable();
    if (note.par !== acteur.id && !peutCorriger(acteur, note.ref, undefined).permis)
      throw refusCommuns.interdit('Seule la personne qui l’a écrite peut retirer cette note.');
    await tables(tx)
      .updateTable('annuaire_note')
      .set({ retiree_le: tx.maintenant })
      .where('annuaire_note.id', '=', entree.id)
      .execute();
    tx.rafraichir('annuaire');
    return {};
  },
});

/** Hours, preferred channel, absence and who replaces: said by the person, used by everybody who looks for it. */
export const direMaPresence = action(contrat.direMaPresence, {
  droit: ({ acteur }) => peutDireSaPresence(acteur),
  async faire({ entree, acteur, tx }) {
    const ligne = versLigne(entree, tx.maintenant);
    await tables(tx)
      .insertInto('annuaire_presence')
      .values({ ref: acteur.ref, ...ligne })
      .onConflict((conflit) => conflit.column('ref').doUpdateSet(ligne))
      .execute();
    const absente = estAbsente(
      { horaires: [], absenteDu: ligne.absente_du ?? undefined, absenteJusqu: ligne.absente_jusqu ?? undefined },
      tx.maintenant,
    );
    await tx.fait(PresenceDite, {
      objet: acteur.ref,
      lecteurs: [acteur.structure.ref, acteur.ref],
      donnees: { ref: acteur.ref, nom: acteur.nom, absente, remplacant: entree.remplacant?.nom },
    });
    await confirmerSoiMeme(tx, acteur);
    return { absente };
  },
});

type Presence = (typeof contrat.direMaPresence.entree)['_zod']['output'];

function versLigne(p: Presence, le: Date) {
  return {
    absente_du: p.absenteDu === undefined ? null : new Date(p.absenteDu),
    absente_jusqu: p.absenteJusqu === undefined ? null : new Date(p.absenteJusqu),
    remplacant: p.remplacant?.ref ?? null,
    remplacant_nom: p.remplacant?.nom ?? null,
    remplacant_telephone: p.remplacant?.telephone ?? null,
    canal: p.canal ?? null,
    consigne: p.consigne ?? null,
    horaires: JSON.stringify(p.horaires),
    le,
  };
}

/** Saying one's hours says that the entry is still one's own. */
async function confirmerSoiMeme(tx: Transaction, acteur: Acteur): Promise<void> {
  const dit = {
    valeur: null,
    source: 'compte' as const,
    par: acteur.id,
    par_nom: acteur.nom,
    confirme_le: tx.maintenant,
  };
  await tables(tx)
    .insertInto('annuaire_local')
    .values({ ref: acteur.ref, champ: 'fiche', ...dit })
    .onConflict((conflit) => conflit.columns(['ref', 'champ']).doUpdateSet(dit))
    .execute();
}
