import type { ProfilExecution } from '#lib/identifiants/index.ts';
import type { Module } from '#socle/module.ts';
import { actionDatamatrix } from './datamatrix.ts';
import { FAITS } from './faits.ts';
import { destinataires, leverGel, signalerUsurpation } from './destinataires.ts';
import { declarerDistincts, doublonSansSuite, signaler } from './doublons/decider.ts';
import { vueFile } from './doublons/file.ts';
import { CAUSE_DOUBLON } from './doublons/store.ts';
import { confirmerFusion, defusionner, fusionner, refuserFusion } from './fusion/fusionner.ts';
import { CAUSE_INSI } from './insi/conclure.ts';
import { insiSansSuite, traiter } from './insi/suivre.ts';
import { actionInterroger } from './insi/interroger.ts';
import { vueQualification } from './insi/qualification.ts';

export { detecterDoublons } from './doublons/detecter.ts';
export { recontroler } from './insi/recontroler.ts';
export { CANAL as CANAL_INSI, canalInsi } from './insi/canal.ts';

export interface DependancesIdentitovigilance {
  readonly profil: ProfilExecution;
  /** This house has an INSi to ask. */
  readonly raccorde: boolean;
}

/** Identities: the national service, the scan of a document, duplicates, merges and stolen identities. */
export function moduleIdentitovigilance({ profil, raccorde }: DependancesIdentitovigilance): Module {
  return {
    nom: 'identitovigilance',
    actions: [
      actionInterroger(raccorde),
      actionDatamatrix(profil, raccorde),
      traiter,
      signaler,
      declarerDistincts,
      fusionner,
      confirmerFusion,
      refuserFusion,
      defusionner,
      signalerUsurpation,
      leverGel,
    ],
    vues: [vueQualification(raccorde), vueFile, destinataires],
    sonneries: { [CAUSE_INSI]: insiSansSuite, [CAUSE_DOUBLON]: doublonSansSuite },
    faits: FAITS,
  };
}
