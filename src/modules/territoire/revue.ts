import { acteurSysteme } from '#acces/acteur.ts';
import { exigerElevation } from '#acces/elevation.ts';
import { moisAvant, REVUE_MAX_MOIS } from '#acces/situations.ts';
import type { Horloge } from '#lib/horloge.ts';
import { refusCommuns } from '#lib/refus.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { action, type Action } from '#socle/action.ts';
import type { Socle } from '#socle/executer.ts';
import type { Sonnerie } from '#socle/module.ts';
import { prevenirLesEcrans } from '#socle/prevenir.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { INVITENT, peutInviter } from './droits.ts';
import { AccesEnPause, MembreRevu } from './faits.ts';
import { libelleDuRole, membresEnCours, nomDe, refDe, type LigneMembre } from './membres.ts';
import { refus } from './refus.ts';
import { tables } from './tables.ts';

/** Somebody is asked to look at it from here on; the access pauses two months later. Source: AUTH-06. */
const RAPPEL_MOIS = 11;
const SEMAINE_MS = 7 * 24 * 3_600_000;
const CAUSE = 'territoire.revue';
const GENRE = 'revue';
const objetDe = (affectation: string): string => `Membre/${affectation}`;

export type EtatDeRevue = 'a_jour' | 'a_revoir' | 'en_pause';

type Revue = Pick<LigneMembre, 'carte' | 'revue_le' | 'debut'>;

const derniereRevue = (m: Revue): Date => m.revue_le ?? new Date(`${m.debut}T00:00:00Z`);

/** Those with a card are vouched for by Pro Santé Connect at each sign-in: only the others are reviewed. */
export function etatDeRevue(m: Revue, reel: Date): EtatDeRevue {
  if (m.carte) return 'a_jour';
  const derniere = derniereRevue(m);
  if (derniere <= moisAvant(reel, REVUE_MAX_MOIS)) return 'en_pause';
  return derniere <= moisAvant(reel, RAPPEL_MOIS) ? 'a_revoir' : 'a_jour';
}

/** « Cette personne travaille toujours ici, avec ce rôle »: good for a year, and reopens an access that was paused. */
export function revoirMembreAvec(horlogeReelle: Horloge): Action {
  return action(contrat.revoirMembre, {
    droit: ({ acteur }) => peutInviter(acteur),
    async faire({ entree, acteur, tx, maintenant }) {
      const reel = horlogeReelle.maintenant();
      const membres = await membresEnCours(tx, reel.toISOString().slice(0, 10));
      const membre = membres.find(({ id }) => id === entree.affectation);
      if (membre === undefined || membre.carte) throw refusCommuns.introuvable();
      if (acteur.id === `compte:${membre.compte}`) throw refus.revue_de_soi();
      exigerElevation(acteur, maintenant);
      await tables(tx)
        .updateTable('affectation_du_territoire')
        .set({ revue_le: reel, revue_par: acteur.id })
        .where('affectation_du_territoire.id', '=', membre.id)
        .execute();
      await tx.poserLaMain(objetDe(membre.id));
      await tx.fait(MembreRevu, { objet: membre.structure, lecteurs: [acteur.structure.ref], donnees: enMots(membre) });
      return {};
    },
  });
}

/**
 * Gives each access to review to somebody: the sponsor when still there, otherwise the coordination. Run again and again: what is already
 * in somebody’s hands stays there. Returns how many were given.
 */
export async function rappelerLesRevues(
  socle: Socle,
  territoire: CodeTerritoire,
  horlogeReelle: Horloge,
): Promise<number> {
  const reel = horlogeReelle.maintenant();
  return socle.base.territoire<TablesTerritoire, number>(territoire, async (sql) => {
    const acteur = acteurSysteme(territoire, 'revue');
    const tx = new Transaction({ ...socle, sql, acteur, maintenant: socle.horloge.maintenant() });
    const membres = await membresEnCours(tx, reel.toISOString().slice(0, 10));
    const tenues = await enMain(tx);
    let donnees = 0;
    for (const m of membres.filter(
      (membre) => etatDeRevue(membre, reel) === 'a_revoir' && !tenues.has(objetDe(membre.id)),
    )) {
      const qui = await aQui(tx, m, membres);
      if (qui === undefined) continue;
      await confier(tx, m, qui, reel, 0);
      donnees += 1;
    }
    if (donnees > 0) await prevenirLesEcrans(tx);
    return donnees;
  });
}

export function sonneriesDesRevues(horlogeReelle: Horloge): Readonly<Record<string, Sonnerie>> {
  return {
    [CAUSE]: async ({ tx, objet }) => {
      const reel = horlogeReelle.maintenant();
      const membres = await membresEnCours(tx, reel.toISOString().slice(0, 10));
      const m = membres.find(({ id }) => objetDe(id) === objet);
      const etat = m === undefined ? 'a_jour' : etatDeRevue(m, reel);
      if (m === undefined || etat === 'a_jour') return tx.poserLaMain(objet);
      if (etat === 'en_pause') {
        await tx.poserLaMain(objet);
        await tx.fait(AccesEnPause, { objet: m.structure, lecteurs: [m.structure], donnees: enMots(m) });
        return undefined;
      }
      const main = await tx.sql
        .selectFrom('main_ouverte')
        .select(['main_ouverte.qui', 'main_ouverte.rang'])
        .where('main_ouverte.objet', '=', objet)
        .executeTakeFirst();
      const suivant = await aQui(tx, m, membres, main?.qui ?? undefined);
      if (suivant === undefined) return tx.poserLaMain(objet);
      return confier(tx, m, suivant, reel, (main?.rang ?? 0) + 1);
    },
  };
}

async function confier(tx: Transaction, m: LigneMembre, qui: LigneMembre, reel: Date, rang: number): Promise<void> {
  const pause = new Date(derniereRevue(m));
  pause.setUTCMonth(pause.getUTCMonth() + REVUE_MAX_MOIS);
  // Half of what is left before the pause, a week at least: time for a second person when the first does not answer.
  const resteMs = Math.max(pause.getTime() - reel.getTime(), 0);
  const dansMs = rang === 0 ? Math.max(resteMs / 2, SEMAINE_MS) : Math.max(resteMs, SEMAINE_MS);
  await tx.passerLaMain({
    objet: objetDe(m.id),
    genre: GENRE,
    etat: rang === 0 ? 'attend' : 'retard',
    titre: `Revoir l’accès de ${nomDe(m)}`,
    a: { ref: refDe(qui), nom: nomDe(qui) },
    prochaine: `dire si cette personne travaille toujours ici (${libelleDuRole(m.role)}, ${m.structure_nom})`,
    dueLe: new Date(tx.maintenant.getTime() + dansMs),
    cause: CAUSE,
    rang,
    lecteurs: [refDe(qui)],
  });
}

/** The sponsor first; then whoever may invite; never the person itself, nor the one who did not answer. */
async function aQui(
  tx: Transaction,
  m: LigneMembre,
  membres: readonly LigneMembre[],
  sauf?: string,
): Promise<LigneMembre | undefined> {
  const invitation = await tables(tx)
    .selectFrom('invitation_du_territoire')
    .select('invitation_du_territoire.parrain')
    .where('invitation_du_territoire.compte', '=', m.compte)
    .executeTakeFirst();
  const capables = membres.filter(
    (autre) =>
      autre.compte !== m.compte &&
      autre.etat === 'actif' &&
      refDe(autre) !== sauf &&
      INVITENT.some((role) => role === autre.role),
  );
  return capables.find((autre) => autre.compte === invitation?.parrain) ?? capables[0];
}

async function enMain(tx: Transaction): Promise<ReadonlySet<string>> {
  const lignes = await tx.sql
    .selectFrom('main_ouverte')
    .select('main_ouverte.objet')
    .where('main_ouverte.genre', '=', GENRE)
    .where('main_ouverte.etat', '<>', 'termine')
    .execute();
  return new Set(lignes.map(({ objet }) => objet));
}

const enMots = (m: LigneMembre) => ({ nom: nomDe(m), role: libelleDuRole(m.role), structure: m.structure_nom });
