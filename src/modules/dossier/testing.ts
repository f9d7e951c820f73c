import type { Acteur } from '#acces/acteur.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeReglable, type HorlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { lireCodeTerritoire, ouvrirBase } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { ajouterAuCercle, moduleCercle } from '#modules/cercle/index.ts';
import { unActeur } from '#modules/cercle/testing.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import { consulter, executer, type Socle } from '#socle/executer.ts';
import { rassembler, type Canal, type Module, type Registre } from '#socle/module.ts';
import { livrer, sonner, type Ouvrier } from '#socle/ouvrier.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { Transaction } from '#socle/transaction.ts';
import { moduleDossier } from './index.ts';
import type { TraitsEntree } from './contract.ts';

const ORIGINE = 'https://cordee.invalid';
export const TERRITOIRE = lireCodeTerritoire('t0001');

/** A house with these two rooms only, on a real database of its own. */
export interface MaisonDeTest {
  readonly socle: Socle;
  readonly horloge: HorlogeReglable;
  readonly registre: Registre;
  /** For what only the operator may do. */
  readonly urlAdministrateur: string;
  faire<T>(acteur: Acteur, nom: string, entree: unknown): Promise<T>;
  voir<T>(acteur: Acteur, nom: string, entree: unknown): Promise<T>;
  /** Runs a narrow function of a room, as another room's action would. */
  dans<T>(acteur: Acteur, faire: (tx: Transaction) => Promise<T>): Promise<T>;
  sonner(): Promise<number>;
  /** One round of the outbox. */
  livrer(): Promise<number>;
  fermer(): Promise<void>;
}

export interface AutresSalles {
  readonly salles?: readonly Module[];
  readonly canaux?: (socle: Socle) => ReadonlyMap<string, Canal>;
}

export async function maisonDeTest({ salles = [], canaux }: AutresSalles = {}): Promise<MaisonDeTest> {
  const clone = await baseDeTest();
  const { url } = clone;
  const horloge = horlogeReglable(new Date('2026-11-24T09:00:00+01:00'));
  await creerTerritoire(url, { code: 't0001', nom: 'Pays de test', profil: 'essai', creeLe: horloge.maintenant() });
  const base = ouvrirBase(urlApplication(url), 4);
  const socle: Socle = { base, horloge, nouvelId, origine: ORIGINE, coffre: coffreDeTest() };
  let registre: Registre | undefined;
  const phrases = (nom: string, donnees: unknown) => registre?.faits.get(nom)?.phrase(donnees);
  registre = rassembler([
    moduleCercle({ contactDe: async (_tx, ref) => CONTACTS[ref] }),
    moduleDossier({ phrases }),
    ...salles,
  ]);
  const pret = registre;
  const trouver = <V>(table: ReadonlyMap<string, V>, nom: string): V => {
    const chose = table.get(nom);
    if (chose === undefined) throw new Error(`${nom} n’existe pas`);
    return chose;
  };
  const ouvrier: Ouvrier = {
    socle,
    sonneries: pret.sonneries,
    canaux: canaux?.(socle) ?? new Map(),
    journal: (niveau, evenement, details) => signaler(niveau, evenement, details),
  };
  const maison: MaisonDeTest = {
    socle,
    horloge,
    registre: pret,
    urlAdministrateur: url,
    faire: async <T>(acteur: Acteur, nom: string, entree: unknown) =>
      (await executer(socle, acteur, trouver(pret.actions, nom), entree)) as T,
    voir: async <T>(acteur: Acteur, nom: string, entree: unknown) =>
      (await consulter(socle, acteur, trouver(pret.vues, nom), entree)) as T,
    dans: (acteur, faire) =>
      base.territoire<TablesTerritoire, never>(
        TERRITOIRE,
        (sql) => faire(new Transaction({ ...socle, sql, acteur, maintenant: horloge.maintenant() })) as Promise<never>,
      ),
    sonner: () => sonner(ouvrier, TERRITOIRE),
    livrer: () => livrer(ouvrier, TERRITOIRE),
    fermer: async () => {
      await base.fermer();
      await clone.fermer();
    },
  };
  await reglerLaFile(maison);
  return maison;
}

function signaler(niveau: string, evenement: string, details: unknown): void {
  if (niveau === 'erreur') throw new Error(`${evenement} ${JSON.stringify(details)}`);
}

const CONTACTS: Readonly<Record<string, { nom: string; telephone?: string; structure?: { nom: string } }>> = {
  'PractitionerRole/martin': { nom: 'Dr Paul Martin', telephone: '+33199001234', structure: { nom: 'Cabinet Martin' } },
};

const FILE_DAC = {
  nom: 'Accueil du DAC',
  structure: 'Organization/dac',
  porteurs: [
    { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand', telephone: '0199001010' },
    { ref: 'PractitionerRole/helene', nom: 'Hélène Vidal', telephone: '0199001011' },
  ],
};

async function reglerLaFile({ socle, horloge }: MaisonDeTest): Promise<void> {
  await socle.base.territoire<TablesTerritoire, void>(TERRITOIRE, (sql) =>
    ecrireReglage(sql, 'files', { dac: FILE_DAC }, 'test', horloge.maintenant()),
  );
}

export const MME_AUBRY: TraitsEntree = {
  civilite: 'MME',
  nomNaissance: 'Petit',
  nom: 'Aubry',
  prenoms: 'Jeanne Marie-Louise',
  naissance: '12/03/1942',
  sexe: 'female',
  telephone: '06 39 98 01 23',
  adresse: '4 rue des Tilleuls',
  codePostal: '59600',
  commune: 'Maubeuge',
};

/** Searches then creates, as the screen does; gives the person's id. */
export async function creerPersonneParEcran(
  maison: MaisonDeTest,
  acteur: Acteur,
  traits: TraitsEntree = MME_AUBRY,
  suite: object = {},
): Promise<string> {
  const { recherche, candidats } = await maison.voir<{ recherche: string; candidats: { patient: string }[] }>(
    acteur,
    'dossier.rechercherIdentite',
    traits,
  );
  const cree = await maison.faire<{ patient: string }>(acteur, 'dossier.creer', {
    recherche,
    traits,
    ecartes: candidats.map((c) => c.patient),
    ...suite,
  });
  return cree.patient;
}

const seul = (ref: string, nom: string) => ({ nom, refs: [ref] });
export const nadia = unActeur('infirmier', 'PractitionerRole/nadia', seul('PractitionerRole/nadia', 'Nadia Ferrand'));
export const martin = unActeur('medecin', 'PractitionerRole/martin', seul('PractitionerRole/martin', 'Dr Paul Martin'));
export const claire = unActeur(
  'pharmacien',
  'PractitionerRole/claire',
  seul('PractitionerRole/claire', 'Claire Dumas'),
);
export const karim = unActeur(
  'assistant_social',
  'PractitionerRole/karim',
  seul('PractitionerRole/karim', 'Karim Benali'),
);
export const sophie = unActeur(
  'coordinateur_appui',
  'PractitionerRole/sophie',
  seul('PractitionerRole/sophie', 'Sophie Marchand'),
);

/** Mme Aubry, informed, with Nadia, her doctor, her pharmacist and Karim around her. */
export async function mmeAubryEtSonCercle(maison: MaisonDeTest): Promise<string> {
  const patient = await creerPersonneParEcran(maison, nadia, MME_AUBRY, {
    monRole: { fonction: 'infirmier', fondement: 'porte2' },
    informee: 'oral',
  });
  const autres = [
    [martin, 'medecin_traitant'],
    [claire, 'pharmacien'],
    [karim, 'assistant_social'],
  ] as const;
  for (const [{ ref, nom }, fonction] of autres) {
    const debut = maison.horloge.maintenant();
    const membre = { membre: ref, nom, fonction, fondement: 'porte2', debut, telephone: '0199001234' } as const;
    await maison.dans(nadia, (tx) => ajouterAuCercle(tx, patient, membre));
  }
  return patient;
}
