import { sql } from 'kysely';
import pg from 'pg';
import type { Patient, Subscription } from '@medplum/fhirtypes';
import { acteurClient, type Acteur } from '#acces/acteur.ts';
import { changerSuspension, inscrireClient } from '#acces/clients/depot-clients.ts';
import { lirePermissions } from '#acces/clients/permissions.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { ecrireLot } from '#fhir/store/ecriture.ts';
import { sceauDe } from '#fhir/identite/index.ts';
import { MagasinFhir } from '#fhir/store/store.ts';
import { FAMILLES, type Famille, type Identifiee } from '#fhir/types.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeReglable, type HorlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import { consulter, executer, type Socle } from '#socle/executer.ts';
import { lancer, type Ouvrier } from '#socle/ouvrier.ts';
import { SORTIES_LOCALES } from '#lib/sorties/testing.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { distribuer, CANAL, canalAbonnement, entretenir, moduleAbonnement } from './index.ts';
import { tables } from './tables.ts';
import { ORIGINE } from './testing-receveur.ts';

export { ouvrirReceveur, type Receveur } from './testing-receveur.ts';
export { unAbonnement, unPatient, uneTache } from './testing-ressources.ts';

export const T = lireCodeTerritoire('t0001');
export const MARDI = new Date('2026-11-24T08:00:00Z');

export interface SalleDeTest {
  readonly base: Base;
  readonly socle: Socle;
  readonly horloge: HorlogeReglable;
  readonly ouvrier: Ouvrier;
  faire(acteur: Acteur, nom: string, entree: unknown): Promise<{ readonly id: string }>;
  voir(acteur: Acteur, nom: string): Promise<unknown>;
  ecrire(ressource: Identifiee, attendue?: number, lecteurs?: readonly string[]): Promise<void>;
  supprimer(type: 'Task' | 'DocumentReference', id: string): Promise<void>;
  /** Reads the history to its end, then delivers until nothing is ready to leave. */
  tour(): Promise<void>;
  distribuer(): Promise<void>;
  livrer(): Promise<void>;
  /** Registers a software and gives its actor. */
  logiciel(id: string, permissions: string, familles?: readonly Famille[]): Promise<Acteur>;
  traces(fondement: string): Promise<readonly object[]>;
  suspendre(id: string): Promise<void>;
  /** One of the columns this room keeps of a subscription. */
  colonne(id: string, nom: 'etat' | 'erreur' | 'dernier' | 'livre' | 'entetes'): Promise<string | null>;
  main(
    id: string,
  ): Promise<{ readonly qui: string | null; readonly etat: string; readonly due_le: Date | null } | undefined>;
  lireAbonnement(id: string): Promise<Subscription | undefined>;
  changerPatient(id: string, meta: Patient['meta']): Promise<void>;
  statutDe(id: string): Promise<Subscription['status'] | undefined>;
  /** A statement no role of the application may run. */
  administrer(instruction: string): Promise<void>;
  fermer(): Promise<void>;
}

export async function ouvrirSalle(): Promise<SalleDeTest> {
  const test = await baseDeTest();
  await creerTerritoire(test.url, { code: T, nom: 'Essai', profil: 'essai', creeLe: MARDI });
  const base = ouvrirBase(urlApplication(test.url), 8);
  const horloge = horlogeReglable(MARDI);
  const socle: Socle = { base, horloge, nouvelId, origine: ORIGINE, coffre: coffreDeTest() };
  const module = moduleAbonnement({ essai: true });
  const canal = canalAbonnement({ ...socle, essai: true, sorties: SORTIES_LOCALES });
  const ouvrier: Ouvrier = {
    socle,
    sonneries: new Map(Object.entries(module.sonneries ?? {})),
    canaux: new Map([[CANAL, canal]]),
    journal: journalMuet,
  };
  await base.territoire<TablesTerritoire, void>(T, (sql) => ecrireReglage(sql, 'files', FILES, 'essai', MARDI));
  const tout: Pick<SalleDeTest, 'distribuer' | 'livrer'> = {
    distribuer: () => toutLire(socle),
    async livrer() {
      const enVol = new Set<Promise<void>>();
      while ((await lancer(ouvrier, T, CANAL, enVol)) > 0) await Promise.all(enVol);
    },
  };
  return {
    base,
    socle,
    horloge,
    ouvrier,
    ...tout,
    async faire(acteur, nom, entree) {
      const action = module.actions.find((a) => a.nom === nom);
      if (action === undefined) throw new Error(`action inconnue : ${nom}`);
      return (await executer(socle, acteur, action, entree)) as { id: string };
    },
    async tour() {
      await tout.distribuer();
      await entretenir(socle, T);
      await tout.livrer();
    },
    voir(acteur, nom) {
      const vue = module.vues.find((v) => v.nom === nom);
      if (vue === undefined) throw new Error(`vue inconnue : ${nom}`);
      return consulter(socle, acteur, vue, {});
    },
    ...regards(base, horloge),
    async administrer(instruction) {
      const client = new pg.Client({ connectionString: test.url });
      await client.connect();
      try {
        await client.query(instruction);
      } finally {
        await client.end();
      }
    },
    async fermer() {
      await base.fermer();
      await test.fermer();
    },
  };
}

type Regards = Omit<
  SalleDeTest,
  | 'base'
  | 'socle'
  | 'horloge'
  | 'ouvrier'
  | 'faire'
  | 'voir'
  | 'tour'
  | 'distribuer'
  | 'livrer'
  | 'administrer'
  | 'fermer'
>;

/** What a test writes and looks at, straight in the base. */
function regards(base: Base, horloge: HorlogeReglable): Regards {
  const magasin = <R>(faire: (m: MagasinFhir<TablesTerritoire>) => Promise<R>): Promise<R> =>
    base.territoire<TablesTerritoire, R>(T, (sql) => faire(new MagasinFhir(sql, sceauDe(coffreDeTest(), T))));
  return {
    ecrire: (ressource, attendue, lecteurs = []) =>
      magasin(async (m) => {
        await m.ecrire(ressource, { auteur: 'essai', le: horloge.maintenant(), attendue, lecteurs });
      }),
    supprimer: (type, id) =>
      base.territoire<TablesTerritoire, void>(T, async (sql) => {
        const contexte = { auteur: 'essai', le: horloge.maintenant(), traces: [] };
        await ecrireLot(interrogerAvec(sql), [{ geste: 'supprimer', type, id }], contexte, porteeSysteme('essai'));
      }),
    logiciel: (id, permissions, familles = FAMILLES.filter((f) => f !== 'SEN')) =>
      inscrire(base, id, permissions, familles),
    colonne: (id, nom) =>
      base.territoire<TablesTerritoire, string | null>(T, async (brut) => {
        const ligne = await tables(brut)
          .selectFrom('abonnement')
          .select([
            'abonnement.etat',
            'abonnement.erreur',
            'abonnement.dernier',
            'abonnement.livre',
            'abonnement.entetes',
          ])
          .where('abonnement.id', '=', id)
          .executeTakeFirstOrThrow();
        const valeur = ligne[nom];
        return typeof valeur === 'string' || valeur === null ? valeur : JSON.stringify(valeur);
      }),
    main: (id) =>
      base.territoire<TablesTerritoire, Awaited<ReturnType<SalleDeTest['main']>>>(T, (brut) =>
        brut
          .selectFrom('main_ouverte')
          .select(['main_ouverte.qui', 'main_ouverte.etat', 'main_ouverte.due_le'])
          .where('main_ouverte.objet', '=', `Subscription/${id}`)
          .executeTakeFirst(),
      ),
    traces: (fondement) =>
      base.territoire<TablesTerritoire, readonly object[]>(T, (brut) =>
        brut
          .selectFrom('trace')
          .select(['trace.acteur', 'trace.action', 'trace.objet', 'trace.patient', 'trace.genre'])
          .where('trace.fondement', '=', fondement)
          .execute(),
      ),
    suspendre: (id) => changerSuspension(base, id, horloge.maintenant()),
    lireAbonnement: (id) => magasin(async (m) => (await m.lire('Subscription', id, porteeSysteme('essai')))?.ressource),
    changerPatient: (id, meta) =>
      magasin(async (m) => {
        const lue = await m.lire('Patient', id, porteeSysteme('essai'));
        if (lue === undefined) throw new Error(`Patient/${id} absent`);
        const { meta: avant, ...reste } = lue.ressource;
        const profils = avant?.profile === undefined ? {} : { profile: avant.profile };
        const ecriture = { auteur: 'essai', le: horloge.maintenant(), attendue: lue.version };
        await m.ecrire({ ...reste, meta: { ...profils, ...meta } }, ecriture);
      }),
    statutDe: (id) =>
      magasin(async (m) => (await m.lire('Subscription', id, porteeSysteme('essai')))?.ressource.status),
  };
}

/**
 * Reads all that is committed now. Another database of the server may have a transaction under way, which holds the horizon back:
 * it is waited for, as the loop of the house does.
 */
async function toutLire(socle: Socle): Promise<void> {
  const aLire = await derniereTransaction(socle.base);
  for (let reste = true; reste;) {
    reste = !(await horizonPasse(socle.base, aLire));
    while ((await distribuer(socle, T)) > 0);
  }
}

const derniereTransaction = (base: Base): Promise<string> =>
  base.territoire<TablesTerritoire, string>(T, async (brut) => {
    const { rows } = await sql<{ xid: string }>`
      select coalesce(max(h.xid), '0'::xid8)::text as xid from resource_history h
      where h.xid < pg_snapshot_xmax(pg_current_snapshot())`.execute(brut);
    return rows[0]?.xid ?? '0';
  });

const horizonPasse = (base: Base, xid: string): Promise<boolean> =>
  base.territoire<TablesTerritoire, boolean>(T, async (brut) => {
    const { rows } = await sql<{ passe: boolean }>`
      select pg_snapshot_xmin(pg_current_snapshot()) > ${xid}::xid8 as passe`.execute(brut);
    return rows[0]?.passe === true;
  });

const FILES = {
  dac: {
    nom: 'Accueil du DAC',
    structure: 'Organization/dac',
    porteurs: [
      { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand', telephone: '+33639980001' },
      { ref: 'PractitionerRole/thomas', nom: 'Thomas Lefèvre', telephone: '+33639980002' },
    ],
  },
};

async function inscrire(base: Base, id: string, texte: string, familles: readonly Famille[]): Promise<Acteur> {
  const lues = lirePermissions(texte);
  if (!('lues' in lues)) throw new Error(lues.illisible);
  await inscrireClient(base, {
    id,
    territoire: T,
    nom: `Logiciel ${id}`,
    genre: 'systeme',
    cles: [{ kid: 'k1', kty: 'EC' }],
    permises: lues.lues,
    familles,
    retours: [],
    lancement: undefined,
    contact: 'contact@logiciel.invalid',
    creeLe: MARDI,
    finLe: undefined,
    suspenduLe: undefined,
  });
  return acteurClient(
    { id, nom: `Logiciel ${id}`, territoire: T, permissions: lues.lues.permissions, familles },
    'essai',
  );
}
