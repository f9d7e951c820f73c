import { DUREE_MAX_MOIS, estGeste, GESTES } from '#acces/delegation.ts';
import { exigerElevation } from '#acces/elevation.ts';
import type { Horloge } from '#lib/horloge.ts';
import { refusCommuns } from '#lib/refus.ts';
import { formaterJour } from '#lib/temps-en-mots.ts';
import { action, type Action } from '#socle/action.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract-delegations.ts';
import { peutGererLesMembres, peutConfier, peutAgirPour } from './droits.ts';
import { DelegationAcceptee, DelegationFinie, DelegationProposee } from './faits.ts';
import { membreDe, membresEnCours, nomDe, refDe, type LigneMembre } from './membres.ts';
import { refus } from './refus.ts';
import { tables, type VueDelegation } from './tables.ts';
import type { Selectable } from 'kysely';

export type LigneDelegation = Selectable<VueDelegation>;

/** A proposal nobody answers is withdrawn after that long: nothing waits for ever. */
const REPONSE_MS = 7 * 24 * 3_600_000;
const CAUSE = 'territoire.delegation_sans_reponse';
const objetDe = (id: string): string => `Delegation/${id}`;

/**
 * « Pour le compte de »: I entrust gestures to somebody, which takes a fresh proof that it is me; or I ask somebody to entrust them to
 * me, and that person answers. Named, bounded by a list of gestures and a last day, twelve months at most.
 */
export function deleguerAvec(horlogeReelle: Horloge): Action {
  return action(contrat.deleguer, {
    droit: ({ acteur, entree }) => (entree.sens === 'je_confie' ? peutConfier(acteur) : peutAgirPour(acteur)),
    async faire({ entree, acteur, tx, maintenant }) {
      const reel = horlogeReelle.maintenant();
      const gestes = [...new Set(entree.gestes)].filter(estGeste);
      if (gestes.length === 0) throw refus.gestes(undefined, { gestes: 'Cochez au moins un geste.' });
      verifierFin(entree.fin, reel);
      const membres = await membresEnCours(tx, reel.toISOString().slice(0, 10));
      const moi = membreDe(acteur, membres);
      const autre = membres.find((m) => m.id === entree.avec && m.compte !== moi.compte && m.etat === 'actif');
      if (autre === undefined)
        throw refus.personne_inconnue(undefined, { avec: 'Choisissez une personne de la liste.' });
      const [delegant, delegataire] = entree.sens === 'je_confie' ? [moi, autre] : [autre, moi];
      if (!peutConfier(delegant).permis || !peutAgirPour(delegataire).permis)
        throw refus.personne_inconnue(undefined, { avec: 'Cette personne ne peut pas recevoir cette délégation.' });
      if (entree.sens === 'je_confie') exigerElevation(acteur, maintenant);
      const ligne = await poser(tx, { delegant, delegataire, gestes, fin: entree.fin, reel, par: moi.compte });
      if (entree.sens === 'je_confie') await accepter(tx, ligne, membres, reel);
      else await attendreLaReponse(tx, ligne, delegant, delegataire);
      return { id: ligne.id };
    },
  });
}

function verifierFin(fin: string, reel: Date): void {
  const jour = reel.toISOString().slice(0, 10);
  const limite = new Date(reel);
  limite.setUTCMonth(limite.getUTCMonth() + DUREE_MAX_MOIS);
  if (fin < jour) throw refus.fin_de_delegation(undefined, { fin: 'Ce jour est déjà passé.' });
  if (fin > limite.toISOString().slice(0, 10))
    throw refus.fin_de_delegation(undefined, {
      fin: `Une délégation dure douze mois au plus : jusqu’au ${formaterJour(limite)}.`,
    });
}

async function poser(
  tx: Transaction,
  d: {
    readonly delegant: LigneMembre;
    readonly delegataire: LigneMembre;
    readonly gestes: readonly string[];
    readonly fin: string;
    readonly reel: Date;
    readonly par: string;
  },
): Promise<LigneDelegation> {
  const ligne = {
    id: tx.nouvelId(),
    territoire: tx.acteur.territoire,
    delegant: d.delegant.id,
    delegant_compte: d.delegant.compte,
    delegataire: d.delegataire.id,
    delegataire_compte: d.delegataire.compte,
    gestes: [...d.gestes],
    fin: d.fin,
    proposee_par: d.par,
    cree_le: d.reel,
    acceptee_le: null,
    finie_le: null,
    finie_par: null,
  };
  await tables(tx).insertInto('delegation_du_territoire').values(ligne).execute();
  return ligne;
}

async function attendreLaReponse(
  tx: Transaction,
  ligne: LigneDelegation,
  delegant: LigneMembre,
  delegataire: LigneMembre,
): Promise<void> {
  const lecteurs = [refDe(delegant), refDe(delegataire)];
  await tx.passerLaMain({
    objet: objetDe(ligne.id),
    genre: 'delegation',
    etat: 'attend',
    titre: `${nomDe(delegataire)} demande à agir pour vous`,
    a: { ref: refDe(delegant), nom: nomDe(delegant) },
    prochaine: 'dire oui ou non',
    dueLe: new Date(tx.maintenant.getTime() + REPONSE_MS),
    cause: CAUSE,
    attente: 'repondre',
    lecteurs,
  });
  await tx.fait(DelegationProposee, {
    objet: refDe(delegant),
    lecteurs,
    donnees: {
      delegant: nomDe(delegant),
      delegataire: nomDe(delegataire),
      gestes: enMots(ligne.gestes),
      fin: ligne.fin,
    },
  });
}

export function accepterDelegationAvec(horlogeReelle: Horloge): Action {
  return action(contrat.accepterDelegation, {
    droit: ({ acteur }) => peutConfier(acteur),
    async faire({ entree, acteur, tx, maintenant }) {
      const reel = horlogeReelle.maintenant();
      const ligne = await enCours(tx, entree.id);
      if (acteur.id !== `compte:${ligne.delegant_compte}` || ligne.acceptee_le !== null)
        throw refusCommuns.introuvable();
      exigerElevation(acteur, maintenant);
      const membres = await membresEnCours(tx, reel.toISOString().slice(0, 10));
      await accepter(tx, ligne, membres, reel);
      return {};
    },
  });
}

async function accepter(
  tx: Transaction,
  ligne: LigneDelegation,
  membres: readonly LigneMembre[],
  reel: Date,
): Promise<void> {
  await tables(tx)
    .updateTable('delegation_du_territoire')
    .set({ acceptee_le: reel })
    .where('delegation_du_territoire.id', '=', ligne.id)
    .execute();
  await tx.poserLaMain(objetDe(ligne.id));
  const delegant = membres.find((m) => m.id === ligne.delegant);
  const delegataire = membres.find((m) => m.id === ligne.delegataire);
  if (delegant === undefined || delegataire === undefined) throw refus.delegation_finie();
  await tx.fait(DelegationAcceptee, {
    objet: refDe(delegant),
    lecteurs: [refDe(delegant), refDe(delegataire)],
    donnees: {
      delegant: nomDe(delegant),
      delegataire: nomDe(delegataire),
      gestes: enMots(ligne.gestes),
      fin: ligne.fin,
    },
  });
}

/** Either of the two ends it at once, without a reason to give; so do those who look after the members. */
export function finirDelegationAvec(horlogeReelle: Horloge): Action {
  return action(contrat.finirDelegation, {
    droit: ({ acteur }) =>
      acteur.genre === 'compte' ? { permis: true, fondement: 'role' } : peutGererLesMembres(acteur),
    async faire({ entree, acteur, tx }) {
      const ligne = await enCours(tx, entree.id);
      const desDeux = [ligne.delegant_compte, ligne.delegataire_compte].some((c) => acteur.id === `compte:${c}`);
      if (!desDeux && !peutGererLesMembres(acteur).permis) throw refusCommuns.introuvable();
      await finir(tx, ligne, horlogeReelle.maintenant(), acteur.id);
      return {};
    },
  });
}

/** Seven days without an answer: the proposal is withdrawn, and the one who asked reads so. */
export function sonneriesDesDelegations(horlogeReelle: Horloge): Readonly<Record<string, Sonnerie>> {
  return {
    [CAUSE]: async ({ tx, objet }) => {
      const ligne = await lireDelegation(tx, objet.replace('Delegation/', ''));
      if (ligne === undefined || ligne.finie_le !== null) await tx.poserLaMain(objet);
      else await finir(tx, ligne, horlogeReelle.maintenant(), tx.acteur.id);
    },
  };
}

async function finir(tx: Transaction, ligne: LigneDelegation, reel: Date, par: string): Promise<void> {
  await tables(tx)
    .updateTable('delegation_du_territoire')
    .set({ finie_le: reel, finie_par: par })
    .where('delegation_du_territoire.id', '=', ligne.id)
    .execute();
  await tx.poserLaMain(objetDe(ligne.id));
  const deux = await tables(tx)
    .selectFrom('membre')
    .selectAll()
    .where('membre.id', 'in', [ligne.delegant, ligne.delegataire])
    .execute();
  const [delegant, delegataire] = [ligne.delegant, ligne.delegataire].map((id) => deux.find((m) => m.id === id));
  if (delegant === undefined || delegataire === undefined) return;
  await tx.fait(DelegationFinie, {
    objet: refDe(delegant),
    lecteurs: [refDe(delegant), refDe(delegataire)],
    donnees: { delegant: nomDe(delegant), delegataire: nomDe(delegataire), acceptee: ligne.acceptee_le !== null },
  });
}

async function enCours(tx: Transaction, id: string): Promise<LigneDelegation> {
  const ligne = await lireDelegation(tx, id);
  if (ligne === undefined) throw refusCommuns.introuvable();
  if (ligne.finie_le !== null) throw refus.delegation_finie();
  return ligne;
}

function lireDelegation(tx: Transaction, id: string): Promise<LigneDelegation | undefined> {
  return tables(tx)
    .selectFrom('delegation_du_territoire')
    .selectAll()
    .where('delegation_du_territoire.id', '=', id)
    .executeTakeFirst();
}

const enMots = (gestes: readonly string[]): string[] => gestes.filter(estGeste).map((geste) => GESTES[geste].libelle);
