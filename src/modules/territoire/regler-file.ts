import type { Horloge } from '#lib/horloge.ts';
import { action, type Action } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { peutReglerLesFiles } from './droits.ts';
import { FileReglee } from './faits.ts';
import { membresEnCours, nomDe, refDe, telephoneDe } from './membres.ts';
import { refus } from './refus.ts';
import { ecrireReglage, lireReglage } from './reglages.ts';

/** Who is on duty for a queue, and who is called next. What already waits keeps its deadline and its next rung. */
export function reglerFileAvec(horlogeReelle: Horloge): Action {
  return action(contrat.reglerFile, {
    droit: ({ acteur }) => peutReglerLesFiles(acteur),
    async faire({ entree, acteur, tx, maintenant }) {
      const files = (await lireReglage(tx.sql, 'files')) ?? {};
      const file = Object.hasOwn(files, entree.file) ? files[entree.file] : undefined;
      if (file === undefined) throw refus.file_inconnue();
      if (new Set(entree.porteurs.map(({ ref }) => ref)).size < entree.porteurs.length) throw refus.porteur_deux_fois();
      const membres = await membresEnCours(tx, horlogeReelle.maintenant().toISOString().slice(0, 10));
      // Somebody already in the ladder may be outside the members (a reachable human of a partner): kept, never added.
      const connus = new Map([
        ...file.porteurs.map((p) => [p.ref, p.nom] as const),
        ...membres.map((m) => [refDe(m), nomDe(m)] as const),
      ]);
      const porteurs = entree.porteurs.map(({ ref, telephone }, rang) => {
        const nom = connus.get(ref);
        if (nom === undefined) throw refus.porteur_inconnu();
        return { ref, nom, telephone: telephoneDe(telephone, `porteurs.${rang}.telephone`) };
      });
      await ecrireReglage(tx.sql, 'files', { ...files, [entree.file]: { ...file, porteurs } }, acteur.id, maintenant);
      await tx.fait(FileReglee, {
        objet: file.structure,
        lecteurs: [file.structure, ...porteurs.map(({ ref }) => ref)],
        donnees: { file: file.nom, porteurs: porteurs.map(({ nom }) => nom) },
      });
      return {};
    },
  });
}
