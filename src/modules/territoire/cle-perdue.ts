import type { ClesPerdues } from '#acces/depots/cles-perdues.ts';
import { exigerElevation } from '#acces/elevation.ts';
import { preparerInvitation } from '#acces/passkey/invitation.ts';
import type { Horloge } from '#lib/horloge.ts';
import { refusCommuns } from '#lib/refus.ts';
import { action, type Action } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { peutInviter, rolesDonnables } from './droits.ts';
import { CleRemplacee } from './faits.ts';
import { membresEnCours, nomDe } from './membres.ts';
import { refus } from './refus.ts';

/**
 * Somebody without a card lost every key. Whoever may give that role checks who asks (voice, face: not a mail), the old keys stop at
 * once, and a one-time link registers a new one. It takes a fresh proof of identity: it is a way to become somebody else.
 */
export function remplacerCleAvec(cles: ClesPerdues | undefined, horlogeReelle: Horloge): Action {
  return action(contrat.remplacerCle, {
    droit: ({ acteur }) => peutInviter(acteur),
    async faire({ entree, acteur, tx, maintenant }) {
      if (cles === undefined) throw refusCommuns.introuvable();
      const reel = horlogeReelle.maintenant();
      const membres = await membresEnCours(tx, reel.toISOString().slice(0, 10));
      const m = membres.find(({ id }) => id === entree.affectation);
      if (m === undefined || m.carte) throw refusCommuns.introuvable();
      if (acteur.id === `compte:${m.compte}`) throw refus.cle_de_soi();
      if (!rolesDonnables(acteur.role).some((role) => role === m.role)) throw refus.role_non_donnable();
      exigerElevation(acteur, maintenant);
      const parrainId = acteur.id.replace('compte:', '');
      const { prenom, nom, role, structure: structureRef, compte: compteId } = m;
      const invitation = preparerInvitation(
        { prenom, nom, role, structureRef, parrainId, compteId },
        { jeton: entree.secret, nouvelId: tx.nouvelId, maintenant: reel },
      );
      const place = {
        territoire: acteur.territoire,
        structureNom: m.structure_nom,
        telephone: m.telephone ?? undefined,
      };
      await tx.fait(CleRemplacee, { objet: m.structure, lecteurs: [acteur.structure.ref], donnees: { nom: nomDe(m) } });
      // Last: nothing of this transaction may fail once the keys are gone.
      if ((await cles.remplacer(invitation, place)) === 'ailleurs') throw refus.cle_ailleurs();
      return { expireLe: invitation.expireLe.toISOString() };
    },
  });
}
