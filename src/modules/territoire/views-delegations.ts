import { estGeste, GESTES } from '#acces/delegation.ts';
import type { Horloge } from '#lib/horloge.ts';
import { vue, type Vue } from '#socle/action.ts';
import * as contrat from './contract-delegations.ts';
import type { LigneDelegation } from './deleguer.ts';
import { peutAgirPour, peutConfier, peutVoir, pourquoiFerme } from './droits.ts';
import { libelleDuRole, membresEnCours, nomDe, type LigneMembre } from './membres.ts';
import { tables } from './tables.ts';

export function vueDelegationsAvec(horlogeReelle: Horloge): Vue {
  return vue(contrat.vueDelegations, {
    droit: ({ acteur }) => peutVoir(acteur),
    async lire({ acteur, tx }) {
      const jour = horlogeReelle.maintenant().toISOString().slice(0, 10);
      const moi = acteur.id.replace('compte:', '');
      const lignes = await tables(tx)
        .selectFrom('delegation_du_territoire as d')
        .selectAll()
        .where('d.finie_le', 'is', null)
        .where('d.fin', '>=', jour)
        .where((ou) => ou.or([ou('d.delegant_compte', '=', moi), ou('d.delegataire_compte', '=', moi)]))
        .orderBy('d.cree_le')
        .execute();
      const membres = await membresEnCours(tx, jour);
      const confie = peutConfier(acteur);
      const demande = peutAgirPour(acteur);
      const ferme = confie.permis || demande.permis ? undefined : pourquoiFerme(confie);
      const convient = (m: LigneMembre) => (confie.permis ? peutAgirPour(m).permis : peutConfier(m).permis);
      return {
        jeConfie: presenter(lignes, membres, 'delegant', moi),
        onMeConfie: presenter(lignes, membres, 'delegataire', moi),
        personnes:
          ferme === undefined
            ? membres
                .filter((m) => m.compte !== moi && m.etat === 'actif' && convient(m))
                .map((m) => ({
                  affectation: m.id,
                  nom: nomDe(m),
                  precision: `${libelleDuRole(m.role)}, ${m.structure_nom}`,
                }))
            : [],
        gestes: Object.entries(GESTES).map(([code, { libelle, precision }]) => ({ code, libelle, precision })),
        ...(confie.permis ? { sens: 'je_confie' as const } : demande.permis ? { sens: 'je_demande' as const } : {}),
        ...(ferme === undefined ? {} : { ferme }),
      };
    },
  });
}

function presenter(
  lignes: readonly LigneDelegation[],
  membres: readonly LigneMembre[],
  jeSuis: 'delegant' | 'delegataire',
  moi: string,
) {
  const autre = jeSuis === 'delegant' ? 'delegataire' : 'delegant';
  return lignes
    .filter((d) => d[`${jeSuis}_compte`] === moi)
    .flatMap((d) => {
      const m = membres.find(({ id }) => id === d[autre]);
      // The mission of the other one is over: the delegation gives nothing any more.
      if (m === undefined) return [];
      return [
        {
          id: d.id,
          avec: nomDe(m),
          structure: m.structure_nom,
          gestes: d.gestes.filter(estGeste).map((geste) => GESTES[geste].libelle),
          fin: d.fin,
          etat: d.acceptee_le === null ? ('proposee' as const) : ('en_cours' as const),
          aRepondre: d.acceptee_le === null && jeSuis === 'delegant',
        },
      ];
    });
}
