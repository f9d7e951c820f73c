import type { Acteur } from '#acces/acteur.ts';
import { porteeDe } from '#acces/portee.ts';
import type { ContexteOperation, Operation, ReponseOperation } from '../operation.ts';
import { MARDI, ouvrirTerritoireDeTest, type TerritoireDeTest, type VersionPosee } from '../testing-base.ts';
import { corpsDe, uneDemande } from '../testing.ts';
import { operationsDExport } from './export.ts';

export const instant = (minutes: number): Date => new Date(MARDI.getTime() + minutes * 60_000);

export type Params = readonly (readonly [string, string])[];
export const parametresDe = (adresse: string): Params => [...new URL(adresse).searchParams];

/** What a finished export says of its files. */
export interface Manifeste {
  readonly transactionTime: string;
  readonly request: string;
  readonly output: readonly { readonly type: string; readonly url: string; readonly count: number }[];
  readonly deleted?: Manifeste['output'];
}

export const patient = (id: string, autre: Partial<VersionPosee> = {}): VersionPosee => ({
  type: 'Patient',
  id,
  version: 1,
  le: instant(0),
  ...autre,
});

interface Exporte {
  readonly manifeste: Manifeste;
  readonly fichiers: Readonly<Record<string, readonly { readonly id: string }[]>>;
  /** What asks about this export again. */
  readonly suite: Params;
  readonly etat: ReponseOperation;
}

export interface ExportsDeTest {
  readonly territoire: TerritoireDeTest;
  /** Says, from now on, whether the software may still be served. */
  laisserOuvert(ouvert: boolean): void;
  /** Back to an empty territory, without any export. */
  vider(): Promise<void>;
  /** Asked at minute 10, unless said otherwise. */
  demander(
    acteur: Acteur,
    nom: string,
    autre?: Partial<ContexteOperation>,
    table?: readonly Operation[],
  ): Promise<ReponseOperation>;
  /** Asks for the state until it is no longer « under way »: other writes of the same server may not be over. */
  attendre(acteur: Acteur, params: Params): Promise<ReponseOperation>;
  /** A whole export, down to the last file. */
  exporter(acteur: Acteur, params?: Params, autre?: Partial<ContexteOperation>): Promise<Exporte>;
  telecharger(acteur: Acteur, adresse: string): Promise<readonly { readonly id: string }[]>;
}

/** A territory, and the doors of the bulk export over it. */
export async function ouvrirExportsDeTest(): Promise<ExportsDeTest> {
  const territoire = await ouvrirTerritoireDeTest();
  let ids = 0;
  let ouvert = true;
  const operations = operationsDExport({
    nouvelId: () => `export-${(ids += 1)}`,
    encoreOuvert: () => Promise.resolve(ouvert),
  });
  const demander: ExportsDeTest['demander'] = async (acteur, nom, autre = {}, table = operations) => {
    const niveau = autre.id === undefined ? (autre.type === undefined ? 'systeme' : 'type') : 'instance';
    const operation = table.find((o) => o.nom === nom && o.niveau === niveau);
    if (operation === undefined) throw new Error(`${nom} manque`);
    const maintenant = autre.maintenant ?? instant(10);
    const entetes = new Headers({ prefer: 'respond-async' });
    const { interroger } = territoire;
    const contexte = { acteur, maintenant, entetes, interroger, portee: porteeDe(acteur, maintenant) };
    return operation.executer(uneDemande({ ...contexte, ...autre }));
  };
  return {
    territoire,
    laisserOuvert: (valeur) => void (ouvert = valeur),
    vider: async () => {
      ouvert = true;
      await territoire.vider();
      await territoire.interroger({ texte: 'delete from export_fhir', valeurs: [] });
    },
    demander,
    ...suivreAvec(demander),
  };
}

function suivreAvec(demander: ExportsDeTest['demander']): Pick<ExportsDeTest, 'attendre' | 'exporter' | 'telecharger'> {
  const attendre: ExportsDeTest['attendre'] = async (acteur, params) => {
    for (;;) {
      const etat = await demander(acteur, '$export-etat', { params, maintenant: instant(11) });
      if (etat.statut !== 202) return etat;
    }
  };
  const telecharger: ExportsDeTest['telecharger'] = async (acteur, adresse) => {
    const demande = { params: parametresDe(adresse), maintenant: instant(12) };
    const { corps } = await demander(acteur, '$export-fichier', demande);
    if (corps?.genre !== 'flux') throw new Error('un fichier était attendu');
    const texte = await new Response(corps.flux).text();
    return texte.split('\n').flatMap((ligne) => (ligne === '' ? [] : [JSON.parse(ligne) as { id: string }]));
  };
  return {
    attendre,
    telecharger,
    exporter: async (acteur, params = [], autre = {}) => {
      const debut = await demander(acteur, '$export', { params, ...autre });
      const suite = parametresDe(debut.entetes?.['content-location'] ?? '');
      const etat = await attendre(acteur, suite);
      const manifeste = corpsDe(etat) as Manifeste;
      const fichiers: Record<string, readonly { readonly id: string }[]> = {};
      for (const { type, url } of manifeste.output) fichiers[type] = await telecharger(acteur, url);
      return { manifeste, fichiers, suite, etat };
    },
  };
}
