import { exigerElevation } from '#acces/elevation.ts';
import {
  defautDeQualite,
  PREUVES,
  SOUS_CATEGORIES,
  sousCategoriesDe,
  type CodeSousCategorie,
  type Preuve,
  type SansQualite,
} from '#acces/qualites.ts';
import { estRole, ROLES, type Role } from '#acces/roles.ts';
import type { Horloge } from '#lib/horloge.ts';
import { lireRpps } from '#lib/identifiants/index.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action, type Action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { peutInviter, rolesDonnables } from './droits.ts';
import { QualiteProuvee } from './faits.ts';
import { libelleDuRole, membresEnCours, nomDe } from './membres.ts';
import { refus } from './refus.ts';
import { tables } from './tables.ts';

/** What a screen asks about somebody: of which sub-category of R. 1110-2, and what was seen that proves it. */
export interface QualiteSaisie {
  readonly sousCategorie: string;
  readonly preuve: string;
  readonly preuveDe: string;
}

/** Sub-categories that may hold a role, with what proves each: empty for a role that reads nothing about persons. */
export const choixPour = (role: Role) =>
  sousCategoriesDe(role).map((code) => ({
    code,
    libelle: SOUS_CATEGORIES[code].libelle,
    preuves: preuvesPossibles(code).map((preuve) => ({ code: preuve, libelle: PREUVES[preuve] })),
  }));

/** « Reprise » is never given by hand. */
const preuvesPossibles = (code: CodeSousCategorie): readonly Preuve[] =>
  SOUS_CATEGORIES[code].preuves.filter((preuve) => preuve !== 'reprise');

/** Checked against the closed list; undefined for a role of no category, which needs none. */
function lireQualite(role: Role, q: QualiteSaisie) {
  if (ROLES[role].categorie === undefined) return undefined;
  const code = sousCategoriesDe(role).find((c) => c === q.sousCategorie);
  if (code === undefined)
    throw refus.qualite(undefined, { sousCategorie: 'Dites de quelle profession cette personne relève.' });
  const preuve = preuvesPossibles(code).find((p) => p === q.preuve);
  if (preuve === undefined) throw refus.qualite(undefined, { preuve: 'Dites ce que vous avez vu.' });
  if (q.preuveDe.trim() === '')
    throw refus.qualite(undefined, { preuveDe: 'Écrivez le numéro RPPS, ou l’employeur et la date de l’attestation.' });
  const rpps = preuve === 'rpps' ? lireRpps(q.preuveDe) : undefined;
  if (rpps?.ok === false) throw refus.qualite(undefined, { preuveDe: rpps.texte });
  return { sous_categorie: code, preuve, preuve_de: rpps?.valeur ?? q.preuveDe.trim() };
}

/** Writes what one’s account will be, before it opens or after. Nothing for a role of no category. */
export async function noterQualite(
  tx: Transaction,
  affectation: string,
  role: Role,
  saisie: QualiteSaisie,
  le: Date,
): Promise<void> {
  const lue = lireQualite(role, saisie);
  if (lue === undefined) return;
  const qualite = { ...lue, preuve_le: le.toISOString().slice(0, 10), preuve_par: tx.acteur.id };
  await tables(tx)
    .insertInto('qualite_du_territoire')
    .values({ affectation, territoire: tx.acteur.territoire, ...qualite })
    .onConflict((deja) => deja.columns(['affectation', 'territoire']).doUpdateSet(qualite))
    .execute();
}

/** Why each account of this territory reads nothing nominative: by practice situation, those that prove nothing only. */
export async function sansQualite(
  tx: Transaction,
  membres: readonly { readonly id: string; readonly role: string }[],
): Promise<ReadonlyMap<string, SansQualite>> {
  const lignes = await tables(tx).selectFrom('qualite_du_territoire').selectAll().execute();
  const par = new Map(lignes.map((l) => [l.affectation, l]));
  const rien = { sous_categorie: null, preuve: null, preuve_le: null, preuve_par: null };
  return new Map(
    membres.flatMap(({ id, role }) => {
      const defaut = estRole(role) ? defautDeQualite(role, par.get(id) ?? rien) : undefined;
      return defaut === undefined ? [] : [[id, defaut] as const];
    }),
  );
}

/** Whoever may invite may note the proof of a member who has none, or another one; never one’s own. */
export function prouverQualiteAvec(horlogeReelle: Horloge): Action {
  return action(contrat.prouverQualite, {
    droit: ({ acteur }) => peutInviter(acteur),
    async faire({ entree, acteur, tx, maintenant }) {
      const reel = horlogeReelle.maintenant();
      const membre = (await membresEnCours(tx, reel.toISOString().slice(0, 10))).find(
        ({ id }) => id === entree.affectation,
      );
      if (membre === undefined || !estRole(membre.role)) throw refusCommuns.introuvable();
      if (acteur.id === `compte:${membre.compte}`) throw refus.qualite_de_soi();
      if (ROLES[membre.role].categorie === undefined) throw refus.qualite_sans_objet();
      // Giving access to records: only to whom one could have brought in, or who came by the card.
      if (!membre.carte && !rolesDonnables(acteur.role).includes(membre.role)) throw refus.role_non_donnable();
      exigerElevation(acteur, maintenant);
      await noterQualite(tx, membre.id, membre.role, entree, reel);
      await tx.fait(QualiteProuvee, {
        objet: membre.structure,
        lecteurs: [acteur.structure.ref],
        donnees: { nom: nomDe(membre), role: libelleDuRole(membre.role), structure: membre.structure_nom },
      });
      return {};
    },
  });
}
