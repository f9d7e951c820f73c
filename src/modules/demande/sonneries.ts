import { CALENDRIER_PAR_DEFAUT, ajouterDelaiOuvre } from '#lib/temps/index.ts';
import { echelonSuivant, fileDe } from '#modules/territoire/index.ts';
import type { Sonnerie } from '#socle/module.ts';
import { lecteursDe, objetDe } from './demande.ts';
import { DemandeEscaladee } from './faits.ts';
import { DELAIS_PAR_DEFAUT } from './parametres.ts';
import { prochaineEcheance } from './rules.ts';
import { charger, enregistrer } from './store.ts';
import { estTermine } from './statut.ts';

/**
 * What was expected did not come: the request goes up to a different human, who has a short time to react, and so on to the
 * last rung, who keeps it and is called again. The requester sees it on the follow-up page.
 */
const remonter: Sonnerie = async ({ tx, objet, maintenant }) => {
  const demande = await charger(tx, objet);
  if (estTermine(demande.statut)) return tx.poserLaMain(objet);
  const ligne = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', 'main_ouverte.qui_nom', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', objet)
    .executeTakeFirst();
  const file = await fileDe(tx.sql, 'dac');
  const suivant = echelonSuivant(file.porteurs, ligne?.qui ?? '', ligne?.rang ?? 0);
  const { prochaine } = prochaineEcheance(demande, DELAIS_PAR_DEFAUT, CALENDRIER_PAR_DEFAUT, maintenant);
  await enregistrer(tx, demande, {
    a: {
      ref: suivant.porteur.ref,
      nom: suivant.porteur.nom,
      file: demande.proprietaire === undefined ? file.nom : undefined,
    },
    retard: true,
    rang: suivant.rang,
    dueLe: ajouterDelaiOuvre(maintenant, DELAIS_PAR_DEFAUT.relance[demande.urgence], CALENDRIER_PAR_DEFAUT),
  });
  await tx.fait(DemandeEscaladee, {
    objet: objetDe(demande),
    patient: demande.patient,
    lecteurs: [...lecteursDe(demande), suivant.porteur.ref],
    donnees: {
      reference: demande.reference,
      de: ligne?.qui_nom ?? file.nom,
      a: suivant.porteur.nom,
      attendu: prochaine,
      rang: suivant.rang,
    },
  });
};

export const sonneries = {
  'demande.premier_contact': remonter,
  'demande.decision': remonter,
  'demande.complement': remonter,
  'demande.etape': remonter,
} as const satisfies Readonly<Record<string, Sonnerie>>;
