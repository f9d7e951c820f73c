import type { ProfilExecution } from '#lib/identifiants/index.ts';
import type { Module } from '#socle/module.ts';
import { actionDatamatrix } from './datamatrix.ts';
import { FAITS } from './faits.ts';
import { CAUSE_INSI } from './insi/conclure.ts';
import { insiSansSuite, traiter } from './insi/suivre.ts';
import { actionInterroger } from './insi/interroger.ts';
import { vueQualification } from './insi/qualification.ts';

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
    actions: [actionInterroger(raccorde), actionDatamatrix(profil, raccorde), traiter],
    vues: [vueQualification(raccorde)],
    sonneries: { [CAUSE_INSI]: insiSansSuite },
    faits: FAITS,
  };
}
