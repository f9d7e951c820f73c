import type { Acteur } from '#acces/acteur.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { maisonDeTest, mmeAubryEtSonCercle, TERRITOIRE, type MaisonDeTest } from '#modules/dossier/testing.ts';
import { consulter, executer } from '#socle/executer.ts';
import { moduleTrace } from './index.ts';

/** Who looks into the accesses of the territory of tests. */
export const sophie = unActeur('responsable_dac', 'PractitionerRole/sophie', {
  nom: 'Sophie Marchand',
  refs: ['PractitionerRole/sophie'],
  connexion: { moyen: 'psc' },
});

/** A house, one person and her circle, and the doors of this room. */
export interface TraceDeTest {
  readonly maison: MaisonDeTest;
  readonly patient: string;
  voir<T>(acteur: Acteur, nom: string, entree: unknown): Promise<T>;
  faire<T>(acteur: Acteur, nom: string, entree: unknown): Promise<T>;
  readonly interroger: <L>(texte: string, valeurs?: readonly unknown[]) => Promise<readonly L[]>;
}

export async function ouvrirTraceDeTest(): Promise<TraceDeTest> {
  const maison = await maisonDeTest();
  const patient = await mmeAubryEtSonCercle(maison);
  return {
    maison,
    patient,
    voir: async <T>(acteur: Acteur, nom: string, entree: unknown) => {
      const vue = moduleTrace.vues.find((v) => v.nom === nom);
      if (vue === undefined) throw new Error(nom);
      return (await consulter(maison.socle, acteur, vue, entree)) as T;
    },
    faire: async <T>(acteur: Acteur, nom: string, entree: unknown) => {
      const action = moduleTrace.actions.find((a) => a.nom === nom);
      if (action === undefined) throw new Error(nom);
      return (await executer(maison.socle, acteur, action, entree)) as T;
    },
    interroger: <L>(texte: string, valeurs: readonly unknown[] = []) =>
      maison.socle.base.directement(TERRITOIRE)<L>({ texte, valeurs }),
  };
}
