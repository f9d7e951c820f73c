import { toutCompte } from '#acces/decision.ts';
import type { HorlogeEssai } from '#acces/horloge-essai.ts';
import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT, type Delai } from '#lib/temps/index.ts';
import { action, vue, type Action, type Vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { refus } from './refus.ts';
import { lireReglage } from './reglages.ts';
import { tables } from './tables.ts';

export type ProfilMaison = 'essai' | 'territoire' | 'region';

export interface OutilsTemps {
  readonly profil: ProfilMaison;
  readonly horlogeEssai: HorlogeEssai | undefined;
  /** Wakes the worker: what became due rings now. */
  readonly reveiller: () => void;
}

const DELAIS: Readonly<Record<contrat.PasDeTemps, Delai>> = {
  heure: { heures: 1 },
  jour_ouvre: { joursOuvres: 1 },
  trois_jours_ouvres: { joursOuvres: 3 },
};

/** How far a step goes from that instant, in the calendar of the territory. */
function dureeDuPas(pas: contrat.PasDeTemps, maintenant: Date, alsaceMoselle: boolean): number {
  const arrivee = ajouterDelaiOuvre(maintenant, DELAIS[pas], { ...CALENDRIER_PAR_DEFAUT, alsaceMoselle });
  return arrivee.getTime() - maintenant.getTime();
}

export function vueHorlogeAvec(outils: OutilsTemps): Vue {
  return vue(contrat.vueHorloge, {
    droit: ({ acteur }) => toutCompte(acteur),
    lire: ({ tx, maintenant }) => etatDeLHorloge(tx, outils, maintenant),
  });
}

/** Lets trial time go by: deadlines ring, reminders leave. Sessions and sign-in stay in real time. */
export function avancerTempsAvec(outils: OutilsTemps): Action {
  return action(contrat.avancerTemps, {
    droit: ({ acteur }) => toutCompte(acteur),
    async faire({ entree, tx, maintenant }) {
      const { horlogeEssai, profil } = outils;
      if (horlogeEssai === undefined || profil !== 'essai') throw refus.temps_reel();
      const avant = horlogeEssai.decalageMs();
      if (entree.de === 'reel') await horlogeEssai.revenir();
      else {
        const alsaceMoselle = (await lireReglage(tx.sql, 'calendrier'))?.alsaceMoselle ?? false;
        await horlogeEssai.avancer(dureeDuPas(entree.de, maintenant, alsaceMoselle));
      }
      outils.reveiller();
      tx.rafraichir('territoire', 'aujourdhui', 'demande', 'orientation', 'messagerie', 'dossier');
      return etatDeLHorloge(tx, outils, new Date(maintenant.getTime() + horlogeEssai.decalageMs() - avant));
    },
  });
}

async function etatDeLHorloge(tx: Transaction, { profil, horlogeEssai }: OutilsTemps, maintenant: Date) {
  const territoire = await tables(tx)
    .selectFrom('territoire')
    .select('territoire.nom')
    .where('territoire.code', '=', tx.acteur.territoire)
    .executeTakeFirst();
  return {
    maintenant: maintenant.toISOString(),
    decalageMs: horlogeEssai?.decalageMs() ?? 0,
    profil,
    territoire: territoire?.nom ?? tx.acteur.territoire,
  };
}
