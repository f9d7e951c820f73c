import type { Kysely } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import type { BoiteMssante, MessageAEnvoyer } from '#connectors/mssante/boite.ts';
import { ecrireMessage as octetsDe } from '#connectors/mssante/ecrire-message.ts';
import { DomaineHorsEspace, PanneTemporaire, RefusDefinitif } from '#connectors/mssante/erreurs.ts';
import { lireMessage } from '#connectors/mssante/lire-message.ts';
import type { Monde } from '#connectors/mssante/simulateur/comportements.ts';
import { depotEnMemoire, type DepotSimule } from '#connectors/mssante/simulateur/depot.ts';
import { creerDistribution, type Distribution } from '#connectors/mssante/simulateur/distribution.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeReglable, type HorlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { ouvrirBase, type CodeTerritoire } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import { consulter, executer, type Socle } from '#socle/executer.ts';
import type { Module, Registre } from '#socle/module.ts';
import { rassembler } from '#socle/module.ts';
import { faireLeTour } from '#socle/ouvrier.ts';
import type { BoiteDeReception } from '#socle/reception.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import type { Contact } from '#modules/annuaire/index.ts';
import {
  creerMessagerie,
  canalMssante,
  releverBoite,
  type BilanReleve,
  type Carnet,
  type Verification,
} from './index.ts';
import type { TablesMessagerie } from './tables.ts';

export const ADRESSE_DAC = 'accueil@dac.mss-orsene.invalid';
const BOITE_DAC: BoiteDeReception = {
  adresse: ADRESSE_DAC,
  structure: 'Organization/dac',
  nom: 'DAC du Val d’Orsène',
  file: 'dac',
};
const DOMAINES = ['dac.mss-orsene.invalid', 'medecin.mss-orsene.invalid', 'ssiad.mss-orsene.invalid'];

const CONTACTS: readonly Contact[] = [
  {
    ref: 'PractitionerRole/martin',
    nom: 'Dr Paul Martin',
    genre: 'personne',
    profession: 'Médecin généraliste',
    mssante: 'paul.martin@medecin.mss-orsene.invalid',
    telephone: '03 53 01 00 11',
  },
  {
    ref: 'Organization/ssiad',
    nom: 'SSIAD d’Aurelle',
    genre: 'structure',
    mssante: 'inconnu.ssiad@ssiad.mss-orsene.invalid',
    telephone: '03 53 01 00 12',
  },
  {
    ref: 'Organization/plein',
    nom: 'Pharmacie pleine',
    genre: 'structure',
    mssante: 'plein@ssiad.mss-orsene.invalid',
    telephone: '03 53 01 00 13',
  },
  { ref: 'Organization/muet', nom: 'Kiné sans boîte', genre: 'structure', telephone: '03 53 01 00 14' },
];

export function uneCoordinatrice(dessus: Partial<Acteur> = {}): Acteur {
  return {
    genre: 'compte',
    id: 'compte:sophie',
    nom: 'Sophie Marchand',
    role: 'coordinateur_appui',
    territoire: 't0001' as CodeTerritoire,
    refs: ['PractitionerRole/sophie', 'Organization/dac'],
    ref: 'PractitionerRole/sophie',
    structure: { ref: 'Organization/dac', nom: 'DAC du Val d’Orsène' },
    telephone: '03 53 01 00 01',
    requete: 'session:essai',
    ...dessus,
  };
}

export const unCollegue = (): Acteur =>
  uneCoordinatrice({
    id: 'compte:yann',
    nom: 'Yann Le Goff',
    ref: 'PractitionerRole/yann',
    refs: ['PractitionerRole/yann', 'Organization/dac'],
  });

export const quelquUnDAilleurs = (): Acteur =>
  uneCoordinatrice({
    id: 'compte:ailleurs',
    nom: 'Autre Personne',
    ref: 'PractitionerRole/autre',
    refs: ['PractitionerRole/autre', 'Organization/autre'],
    structure: { ref: 'Organization/autre', nom: 'Autre structure' },
  });

/** Directory of the test; `incidents` collects what the room reports. */
export function unCarnet(): Carnet & { readonly incidents: string[] } {
  const incidents: string[] = [];
  return {
    incidents,
    trouverParAdresse: (_tx, adresse) => Promise.resolve(CONTACTS.find((c) => c.mssante === adresse.toLowerCase())),
    contactDe: (_tx, ref) => Promise.resolve(CONTACTS.find((c) => c.ref === ref)),
    // This directory says nobody's profession.
    categorieDuContact: () => Promise.resolve(undefined),
    noterIncident: (_tx, ref) => {
      incidents.push(ref);
      return Promise.resolve();
    },
  };
}

/** A mail as another system writes it; override what the test is about. */
export function unMel(dessus: Partial<MessageAEnvoyer> & { readonly entete?: string } = {}): Promise<Buffer> {
  const { entete, ...message } = dessus;
  return octetsDe(
    {
      messageId: `<${nouvelId()}@medecin.mss-orsene.invalid>`,
      date: new Date('2026-11-24T08:30:00Z'),
      de: { adresse: 'paul.martin@medecin.mss-orsene.invalid', nom: 'Dr Paul Martin' },
      a: [{ adresse: ADRESSE_DAC, nom: 'DAC' }],
      sujet: 'Une patiente',
      texte: 'Bonjour, pouvez-vous m’aider ?',
      references: [],
      entetes: entete === undefined ? {} : { 'Auto-Submitted': entete },
      piecesJointes: [],
      ...message,
    },
    60 * 1024 * 1024,
  ).then((octets) => octets);
}

function unMonde(): Monde {
  return {
    domaines: DOMAINES.map((nom) => ({ nom, boites: 'toutes' as const })),
    domainesHorsEspace: ['ailleurs.invalid'],
    boites: new Map(),
  };
}

/** One of our mailboxes over the deposit of the simulator, without any network. */
export function boiteEnMemoire(
  adresse: string,
  depot: DepotSimule,
  distribution: Distribution,
): Pick<BoiteMssante, 'envoyer' | 'relever'> {
  return {
    async envoyer(message) {
      const octets = await octetsDe(message, 30 * 1024 * 1024);
      const destinataire = message.a[0]?.adresse ?? '';
      const verdict = distribution.presenter(adresse, destinataire);
      if (verdict.sorte === 'refuser') {
        const codeEtendu = /^5\.\d+\.\d+/.exec(verdict.texte)?.[0];
        const refus = [
          {
            adresse: destinataire,
            nature: 'definitif' as const,
            code: verdict.code,
            texte: verdict.texte,
            ...(codeEtendu === undefined ? {} : { codeEtendu }),
          },
        ];
        if (verdict.code < 500) throw new PanneTemporaire(String(verdict.code), refus);
        throw verdict.code === 554
          ? new DomaineHorsEspace(refus.map((un) => ({ ...un, nature: 'domaine-hors-espace' as const })))
          : new RefusDefinitif(refus, verdict.code);
      }
      await distribution.distribuer(adresse, new Map([[destinataire, verdict]]), octets);
      await distribution.auRepos();
      return { messageId: message.messageId, acceptes: [destinataire], refuses: [], reponse: '250 2.0.0 Ok' };
    },
    async relever(depuis) {
      const { uidvalidity, entrees } = await depot.etat(adresse);
      const renumerotee = depuis !== undefined && depuis.uidvalidity !== String(uidvalidity);
      const apres = depuis === undefined || renumerotee ? 0 : depuis.uid;
      const nouvelles = entrees.filter((entree) => entree.uid > apres);
      const lot = nouvelles.slice(0, 50);
      const messages = [];
      for (const { uid, recuLe } of lot) {
        const brut = await depot.lire(adresse, uid);
        if (brut !== undefined) messages.push(await lireMessage({ uid, brut, recuLe, complet: true }));
      }
      return {
        messages,
        curseur: { uidvalidity: String(uidvalidity), uid: lot.at(-1)?.uid ?? apres },
        reste: nouvelles.length > lot.length,
        renumerotee,
      };
    },
  };
}

export interface Essai {
  readonly socle: Socle;
  readonly horloge: HorlogeReglable;
  readonly territoire: CodeTerritoire;
  readonly depot: DepotSimule;
  readonly carnet: ReturnType<typeof unCarnet>;
  readonly client: { -readonly [C in 'envoyer' | 'relever']: BoiteMssante[C] };
  deposer(octets: Buffer): Promise<void>;
  relever(dessus?: Partial<Parameters<typeof releverBoite>[0]>): Promise<BilanReleve>;
  /** One round of the worker: bells and outbox. */
  tour(): Promise<void>;
  agir(nom: string, entree: unknown, acteur?: Acteur): Promise<unknown>;
  voir(nom: string, entree: unknown, acteur?: Acteur): Promise<unknown>;
  lire<T>(requete: (sql: Kysely<TablesMessagerie>) => Promise<T>): Promise<T>;
  fermer(): Promise<void>;
}

/** A migrated territory with one mailbox, its queue of two people, and the world outside in memory. */
export async function unEssai(
  autresSalles: readonly Partial<Module>[] = [],
  verification?: Verification,
): Promise<Essai> {
  const base = await baseDeTest();
  const horloge = horlogeReglable(new Date('2026-11-24T09:00:00+01:00'));
  const territoire = await creerTerritoire(base.url, {
    code: 't0001',
    nom: 'Essai',
    profil: 'essai',
    creeLe: horloge.maintenant(),
  });
  const app = ouvrirBase(urlApplication(base.url));
  const socle: Socle = { base: app, horloge, nouvelId, origine: 'http://essai.invalid', coffre: coffreDeTest() };
  await app.territoire<TablesTerritoire, void>(territoire, async (sql) => {
    const porteurs = [
      { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand', telephone: '03 53 01 00 01' },
      { ref: 'PractitionerRole/yann', nom: 'Yann Le Goff', telephone: '03 53 01 00 02' },
    ];
    await ecrireReglage(
      sql,
      'files',
      { dac: { nom: 'Accueil du DAC', structure: 'Organization/dac', porteurs } },
      'essai',
      horloge.maintenant(),
    );
    await ecrireReglage(sql, 'boites', [BOITE_DAC], 'essai', horloge.maintenant());
  });
  const carnet = unCarnet();
  const registre: Registre = rassembler([
    creerMessagerie(carnet, () => registre, verification),
    ...autresSalles.map((salle, rang) => ({ nom: `salle${rang}`, actions: [], vues: [], faits: [], ...salle })),
  ]);
  const depot = depotEnMemoire();
  const distribution = creerDistribution({
    monde: unMonde(),
    depot,
    horloge: () => horloge.maintenant(),
    nouvelId,
    surDepot: () => undefined,
  });
  const client = boiteEnMemoire(ADRESSE_DAC, depot, distribution);
  const canaux = new Map([
    ['mssante', canalMssante({ boites: new Map([[ADRESSE_DAC, client]]), carnet, nonRemis: registre.nonRemis })],
  ]);
  const chose = (nom: string) => registre.actions.get(nom) ?? echouer(nom);
  const vue = (nom: string) => registre.vues.get(nom) ?? echouer(nom);
  return {
    socle,
    horloge,
    territoire,
    depot,
    carnet,
    client,
    deposer: async (octets) => {
      await depot.deposer(ADRESSE_DAC, octets, horloge.maintenant());
    },
    relever: (dessus = {}) =>
      releverBoite({
        socle,
        territoire,
        boite: BOITE_DAC,
        client,
        carnet,
        salles: registre,
        journal: journalMuet,
        ...dessus,
      }),
    tour: async () => {
      await faireLeTour({ socle, sonneries: registre.sonneries, canaux, journal: journalMuet }, territoire);
    },
    agir: (nom, entree, acteur = uneCoordinatrice()) => executer(socle, acteur, chose(nom), entree),
    voir: (nom, entree, acteur = uneCoordinatrice()) => consulter(socle, acteur, vue(nom), entree),
    lire: (requete) => app.territoire<TablesMessagerie, never>(territoire, requete as never),
    fermer: async () => {
      await app.fermer();
      await base.fermer();
    },
  };
}

function echouer(nom: string): never {
  throw new Error(`${nom} n’est déclaré par aucune salle de l’essai`);
}
