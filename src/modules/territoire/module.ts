import type { ClesPerdues } from '#acces/depots/cles-perdues.ts';
import type { HorlogeEssai } from '#acces/horloge-essai.ts';
import { horlogeSysteme, type Horloge } from '#lib/horloge.ts';
import type { Module } from '#socle/module.ts';
import { accepterDelegationAvec, deleguerAvec, finirDelegationAvec, sonneriesDesDelegations } from './deleguer.ts';
import { remplacerCleAvec } from './cle-perdue.ts';
import { FAITS } from './faits.ts';
import { annulerInvitationAvec, inviterAvec, type EcrireMessage } from './inviter.ts';
import { prouverQualiteAvec } from './qualite.ts';
import { reglerFileAvec } from './regler-file.ts';
import { revoirMembreAvec, sonneriesDesRevues } from './revue.ts';
import { avancerTempsAvec, vueHorlogeAvec, type ProfilMaison } from './temps.ts';
import { terminerAffectationAvec } from './terminer-affectation.ts';
import { vueDelegationsAvec } from './views-delegations.ts';
import { vueAccueilAvec, vueFilesAvec, vueMembresAvec } from './views.ts';

export interface DependancesTerritoire {
  readonly profil: ProfilMaison;
  /** Undefined outside the trial: time is not moved. */
  readonly horlogeEssai: HorlogeEssai | undefined;
  /** Real time, by which people come and go. */
  readonly horlogeReelle?: Horloge | undefined;
  /** Called once trial time has moved. */
  readonly reveiller?: (() => void) | undefined;
  readonly ecrireMessage?: EcrireMessage | undefined;
  /** Replacing the lost keys of somebody without a card; undefined where nobody has keys. */
  readonly cles?: ClesPerdues | undefined;
}

export function moduleTerritoire(dependances: DependancesTerritoire): Module {
  const {
    profil,
    horlogeEssai,
    ecrireMessage,
    horlogeReelle = horlogeSysteme,
    reveiller = () => undefined,
  } = dependances;
  const temps = { profil, horlogeEssai, reveiller };
  const outils = { profil, horlogeReelle };
  return {
    nom: 'territoire',
    actions: [
      inviterAvec({ horlogeReelle, ecrireMessage }),
      annulerInvitationAvec(horlogeReelle),
      terminerAffectationAvec(horlogeReelle),
      reglerFileAvec(horlogeReelle),
      avancerTempsAvec(temps),
      revoirMembreAvec(horlogeReelle),
      prouverQualiteAvec(horlogeReelle),
      remplacerCleAvec(dependances.cles, horlogeReelle),
      deleguerAvec(horlogeReelle),
      accepterDelegationAvec(horlogeReelle),
      finirDelegationAvec(horlogeReelle),
    ],
    vues: [
      vueAccueilAvec(outils),
      vueMembresAvec(outils),
      vueFilesAvec(outils),
      vueHorlogeAvec(temps),
      vueDelegationsAvec(horlogeReelle),
    ],
    sonneries: { ...sonneriesDesDelegations(horlogeReelle), ...sonneriesDesRevues(horlogeReelle) },
    faits: FAITS,
  };
}
