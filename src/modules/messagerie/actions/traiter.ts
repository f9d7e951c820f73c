import { refusCommuns } from '#lib/refus.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrats from '../contract.ts';
import { peutTraiter } from '../droits.ts';
import { MessageClasse, MessagePris, MessageRattache, MessageRelaye } from '../faits.ts';
import { donnerLaMain, objetDuFil, poserLaMainDuFil, sujetDesFaits } from '../fils/main.ts';
import { rattacherFil } from '../fils/rattacher-fil.ts';
import { chargerFil, courrielDe, modifierCourriel, modifierFil, type Fil } from '../fils/store.ts';
import { DELAIS } from '../parametres.ts';
import { refus } from '../refus.ts';
import { presenterMain } from '../vues/presenter.ts';

/** « Je prends »: the second of two people at once is told who was first. */
export const prendre = action(contrats.prendre, {
  apresDeces: 'cloture',
  droit: peutTraiter,
  async faire({ entree, acteur, tx }) {
    const fil = await chargerFil(tx, entree.fil);
    const main = await mainVerrouillee(tx, fil);
    if (main === undefined) throw refus.rien_a_prendre();
    if (main.etat === 'tenu' && main.qui !== acteur.ref && main.cause !== 'message.sans_reponse')
      throw refus.deja_pris(`C’est ${main.qui_nom ?? 'un collègue'}.`);
    await donnerLaMain(tx, fil, {
      qui: { ref: acteur.ref, nom: acteur.nom },
      etat: 'tenu',
      attente: main.attente === 'information' ? 'faire' : main.attente,
      prochaine: main.prochaine ?? `répondre à ${fil.correspondant_nom}`,
      cause: 'message.a_repondre',
      delai: DELAIS.tenu,
    });
    await modifierFil(tx, fil.id, { porteur: acteur.ref, porteur_nom: acteur.nom, lu_le: tx.maintenant });
    await tx.fait(MessagePris, {
      ...surLeFil(fil),
      donnees: { fil: fil.id, qui: acteur.nom, de: fil.correspondant_nom },
    });
    const apres = presenterMain(await mainVerrouillee(tx, fil), acteur);
    if (apres === null) throw refus.rien_a_prendre();
    return { main: apres };
  },
});

/** Nothing more is expected of anybody on this thread. */
export const classer = action(contrats.classer, {
  apresDeces: 'cloture',
  droit: peutTraiter,
  async faire({ entree, acteur, tx }) {
    const fil = await chargerFil(tx, entree.fil);
    await poserLaMainDuFil(tx, fil);
    await modifierFil(tx, fil.id, { lu_le: tx.maintenant });
    await tx.fait(MessageClasse, {
      ...surLeFil(fil),
      donnees: { fil: fil.id, qui: acteur.nom, de: fil.correspondant_nom, motif: entree.motif },
    });
    return {};
  },
});

/** Says who or what a thread is about; its messages follow to the person's page and to the request. */
export const rattacher = action(contrats.rattacher, {
  droit: peutTraiter,
  async faire({ entree, acteur, tx }) {
    const fil = await chargerFil(tx, entree.fil);
    if (entree.patient === undefined && entree.objet === undefined) throw refus.rattachement_vide();
    if (entree.objet !== undefined && fil.objet !== null && fil.objet !== entree.objet) throw refus.autre_objet();
    if (entree.patient !== undefined) await tx.lire('Patient', entree.patient);
    const cible = entree.objet === undefined ? undefined : await choseOuverte(tx, entree.objet);
    const patient = entree.patient ?? cible?.patient ?? undefined;
    if (fil.patient !== null && patient !== undefined && fil.patient !== patient) throw refus.autre_objet();
    const rattache = await rattacherFil(tx, fil.id, {
      objet: entree.objet,
      genre: cible?.genre,
      patient,
      lecteurs: cible?.lecteurs,
    });
    await redireLaMain(tx, rattache);
    await tx.fait(MessageRattache, {
      ...surLeFil(rattache),
      donnees: { fil: fil.id, qui: acteur.nom, de: fil.correspondant_nom },
    });
    return {};
  },
});

/** The message did not arrive and the person was reached by another channel; the call itself is noted in the room liaison. */
export const renvoyerAutrement = action(contrats.renvoyerAutrement, {
  droit: peutTraiter,
  async faire({ entree, acteur, tx }) {
    const courriel = await courrielDe(tx, entree.communication);
    if (courriel?.fil == null) throw refusCommuns.introuvable();
    const fil = await chargerFil(tx, courriel.fil);
    if (courriel.etat !== 'non_remis') throw refus.pas_en_echec();
    await modifierCourriel(tx, courriel.id, { relaye_le: tx.maintenant, relaye_par: acteur.nom });
    await poserLaMainDuFil(tx, fil);
    await tx.fait(MessageRelaye, {
      ...surLeFil(fil),
      donnees: { fil: fil.id, qui: acteur.nom, a: courriel.a_nom, moyen: entree.moyen, note: entree.note },
    });
    return { fil: fil.id };
  },
});

export const marquerLu = action(contrats.marquerLu, {
  apresDeces: 'cloture',
  droit: peutTraiter,
  async faire({ entree, tx }) {
    const fil = await chargerFil(tx, entree.fil);
    await modifierFil(tx, fil.id, { lu_le: tx.maintenant });
    tx.rafraichir('messagerie');
    return {};
  },
});

function surLeFil(fil: Fil) {
  return { objet: sujetDesFaits(fil), patient: fil.patient ?? undefined, lecteurs: fil.lecteurs };
}

async function mainVerrouillee(tx: Transaction, fil: Fil) {
  return tx.sql
    .selectFrom('main_ouverte as m')
    .select([
      'm.etat',
      'm.qui',
      'm.qui_nom',
      'm.depuis',
      'm.prochaine',
      'm.due_le',
      'm.attente',
      'm.cause',
      'm.titre',
      'm.file',
      'm.rang',
    ])
    .where('m.objet', '=', objetDuFil(fil))
    .where('m.etat', '<>', 'termine')
    .forUpdate()
    .executeTakeFirst();
}

/** The hand stays where it is, and now says whom it is about: it shows on the person’s page. */
async function redireLaMain(tx: Transaction, fil: Fil): Promise<void> {
  const main = await mainVerrouillee(tx, fil);
  if (main?.qui == null || main.qui_nom === null || main.due_le === null || main.cause === null) return;
  await tx.passerLaMain({
    objet: objetDuFil(fil),
    genre: 'message',
    etat: main.etat === 'termine' ? 'tenu' : main.etat,
    titre: main.titre,
    patient: fil.patient ?? undefined,
    a: { ref: main.qui, nom: main.qui_nom, file: main.file ?? undefined },
    prochaine: main.prochaine ?? '',
    dueLe: main.due_le,
    cause: main.cause,
    attente: main.attente,
    rang: main.rang,
    lecteurs: fil.lecteurs,
  });
}

/** An open thing of another room that the actor is a named reader of. */
async function choseOuverte(tx: Transaction, objet: string) {
  const chose = await tx.sql
    .selectFrom('main_ouverte as m')
    .select(['m.genre', 'm.patient', 'm.lecteurs'])
    .where('m.objet', '=', objet)
    .executeTakeFirst();
  if (chose === undefined || !chose.lecteurs.some((ref) => tx.acteur.refs.includes(ref)))
    throw refusCommuns.introuvable();
  return chose;
}
