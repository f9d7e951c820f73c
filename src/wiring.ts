import path from 'node:path';
import type { Hono } from 'hono';
import { configurerPasskeys } from '#acces/passkey/modele.ts';
import { ouvrirReconnaissance } from '#acces/clients/reconnaissance.ts';
import { clesPerdues } from '#acces/depots/cles-perdues.ts';
import { ouvrirHorlogeEssai, type HorlogeEssaiPartagee } from '#acces/horloge-essai.ts';
import { ouvrirBoite, type BoiteMssante } from '#connectors/mssante/index.ts';
import { creerWebmailHttp } from '#connectors/mssante/simulateur/webmail-http.ts';
import { ADRESSES_PSC } from '#connectors/psc/environnements.ts';
import { creerFournisseurPsc, type FournisseurPsc } from '#connectors/psc/fournisseur.ts';
import { sceauDe } from '#fhir/identite/index.ts';
import { suivreLIndexation } from '#fhir/store/index-supplements.ts';
import { portesConnexion } from '#http/connexion.ts';
import type { Env, Maison } from '#http/contexte.ts';
import { creerDiffusion } from '#http/evenements.ts';
import { creerLimites } from '#http/limites/index.ts';
import { ouvrirLesPortes } from '#http/serveur.ts';
import type { Coffre } from '#lib/coffre/index.ts';
import { horlogeDecalee, horlogeSysteme } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import type { Journal } from '#lib/journal.ts';
import { requeteParSortie, type Sorties } from '#lib/sorties/index.ts';
import type { Base, CodeTerritoire } from '#lib/sql/connexion.ts';
import { CANAL as CANAL_ABONNEMENT, creerFlux } from '#modules/abonnement/index.ts';
import { CANAL_INSI } from '#modules/identitovigilance/index.ts';
import { carnet, ouvrirLesSalles } from '#modules/index.ts';
import { canalMssante, releverBoite } from '#modules/messagerie/index.ts';
import { lireReglage, rappelerLesRevues } from '#modules/territoire/index.ts';
import type { CleDeSceau } from '#modules/trace/index.ts';
import type { Socle } from '#socle/executer.ts';
import { faireLeTour, type Ouvrier } from '#socle/ouvrier.ts';
import type { BoiteDeReception } from '#socle/reception.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { lancerBoucle, type Boucle } from './boucle.ts';
import { bouclesAntivirus, ouvrirAntivirus } from './boucle-antivirus.ts';
import { bouclesDoublons, bouclesInsi, bouclesRecontrole, ouvrirInsi } from './boucle-identite.ts';
import { boucleAbonnements } from './boucle-abonnements.ts';
import { bouclesConservation } from './boucle-conservation.ts';
import { surveillerLaTrace } from './boucle-trace.ts';
import type { Config } from './config.ts';
import type { MondeEssai } from './essai/monde.ts';
import { lireTls, sortiesDe } from './sorties-de-la-maison.ts';

const TOUR_MS = 1_000;
/** Accesses to review are looked for every hour: it is a matter of weeks. */
const REVUES_MS = 3_600_000;
const RELEVE_MS = 20_000;

export interface Fondations {
  readonly config: Config;
  readonly base: Base;
  readonly coffre: Coffre;
  readonly origine: string;
  readonly journal: Journal;
  readonly version: string;
  readonly territoires: readonly CodeTerritoire[];
  readonly monde: MondeEssai | undefined;
  /** To erase what reached its term; none: the operator's command does. */
  readonly urlAdministrateur?: string | undefined;
  /** Signs the journal of accesses, and the folder where its anchors grow; none: the journal is not sealed. */
  readonly sceau?: { readonly cle: CleDeSceau; readonly dossier: string } | undefined;
}

export interface MaisonOuverte {
  readonly maison: Maison;
  readonly app: Hono<Env>;
  arreter(): Promise<void>;
}

/** Builds everything once, from the ground up, and starts what works by itself: deadlines, outbox, mailboxes. */
export async function ouvrirLaMaison(f: Fondations): Promise<MaisonOuverte> {
  const horlogeEssai = f.config.profil === 'essai' ? await ouvrirHorlogeEssai(f.base, f.journal) : undefined;
  const horloge =
    horlogeEssai === undefined ? horlogeSysteme : horlogeDecalee(horlogeSysteme, () => horlogeEssai.decalageMs());
  const sansFrein = { base: f.base, horloge, nouvelId, origine: f.origine, coffre: f.coffre };
  const { territoires, journal } = f;
  const surveillance = surveillerLaTrace({ socle: sansFrein, territoires, journal, sceau: f.sceau });
  const socle: Socle = { ...sansFrein, frein: surveillance.frein };
  const sorties = sortiesDe(f.config, f.origine);
  const insi = ouvrirInsi(sorties, f.monde?.insi.adresse, f.config.insi);
  const antivirus = ouvrirAntivirus(f.config.antivirus, f.monde?.antivirus.adresse, f.journal);
  const registre = ouvrirLesSalles({
    antivirus: antivirus !== undefined,
    cles: clesPerdues(f.base),
    insiRaccorde: insi !== undefined,
    horlogeEssai,
    profil: f.config.profil,
  });
  const boites = await ouvrirLesBoites(f);
  const ouvrier: Ouvrier = {
    socle,
    sonneries: registre.sonneries,
    canaux: new Map([
      [
        'mssante',
        canalMssante({
          boites: new Map([...boites].map(([a, b]) => [a, b.client])),
          carnet,
          nonRemis: registre.nonRemis,
        }),
      ],
    ]),
    ailleurs: [CANAL_ABONNEMENT, CANAL_INSI],
    journal: f.journal,
  };
  const receveurs = { essai: f.config.profil === 'essai', sorties };
  const abonnements = boucleAbonnements(socle, f.territoires, receveurs, f.journal);
  const diffusion = creerDiffusion({ socle });
  const flux = creerFlux(socle, diffusion);
  const boucles = [
    abonnements,
    ...surveillance.lancer(),
    ...(insi === undefined ? [] : bouclesInsi(socle, f.territoires, insi, f.journal)),
    ...(insi === undefined ? [] : bouclesRecontrole(socle, f.territoires, f.journal)),
    ...bouclesDoublons(socle, f.territoires, f.journal),
    ...bouclesAntivirus(socle, f.territoires, antivirus, f.journal),
    ...f.territoires.map((t) =>
      lancerBoucle(`revues ${t}`, () => rappelerLesRevues(socle, t, horlogeSysteme), REVUES_MS, f.journal),
    ),
    ...bouclesConservation({ socle, journal: f.journal, urlAdministrateur: f.urlAdministrateur }, f.territoires),
    ...f.territoires.map((t) => lancerBoucle(`ouvrier ${t}`, () => faireLeTour(ouvrier, t), TOUR_MS, f.journal)),
    ...[...boites.values()].map((b) => surveiller(f, socle, registre, b)),
  ];
  const indexation = await suivreLIndexation(f.base, f.territoires, f.journal, (code) => sceauDe(f.coffre, code));
  const limites = creerLimites({ base: f.base, horloge: horlogeSysteme, journal: f.journal });
  const maison: Maison = {
    socle,
    horlogeReelle: horlogeSysteme,
    registre,
    jetons: await ouvrirReconnaissance(f.base, horlogeSysteme),
    journal: f.journal,
    profil: f.config.profil,
    origine: f.origine,
    version: f.version,
    territoires: new Set(f.territoires),
    dossierWeb: path.resolve(import.meta.dirname, '../web-construit'),
    paquets: f.config.paquets,
    antivirus: antivirus !== undefined,
    indexEnCours: (territoire) => indexation.enCours(territoire),
    etatDesParties: () => etatDesParties(f, boites),
    flux,
    limites,
    mandataires: f.config.mandataires,
    apresEcriture: (territoire) => abonnements.prevenir(territoire),
  };
  const connexion = portesConnexion(maison, { psc: fournisseurPsc(f, sorties), cles: cles(f) });
  const app = ouvrirLesPortes(maison, diffusion, (portes) => {
    portes.route('/', connexion);
    if (f.monde !== undefined)
      portes.route(
        '/essai/messagerie',
        creerWebmailHttp({ webmail: f.monde.messagerie.webmail }) as unknown as Hono<Env>,
      );
  });
  return {
    maison,
    app,
    arreter: async () => {
      flux.fermer();
      await indexation.arreter();
      await arreter(boucles, boites, diffusion, horlogeEssai);
      await maison.jetons.arreter();
      await limites.arreter();
    },
  };
}

interface BoiteOuverte {
  readonly territoire: CodeTerritoire;
  readonly boite: BoiteDeReception;
  readonly client: BoiteMssante;
}

/** Mailboxes each territory declares. In the trial their operator is the simulator; elsewhere the configuration names it. */
async function ouvrirLesBoites(f: Fondations): Promise<ReadonlyMap<string, BoiteOuverte>> {
  const ouvertes = new Map<string, BoiteOuverte>();
  for (const territoire of f.territoires) {
    const declarees =
      (await f.base.territoire<TablesTerritoire, readonly BoiteDeReception[] | undefined>(territoire, (sql) =>
        lireReglage(sql, 'boites'),
      )) ?? [];
    for (const boite of declarees) {
      const config =
        f.monde?.messagerie.configPour(boite.adresse) ??
        f.config.boites.find((b) => b.adresse.toLowerCase() === boite.adresse.toLowerCase());
      if (config === undefined) f.journal('attention', 'boite.sans_operateur', { territoire });
      else ouvertes.set(boite.adresse.toLowerCase(), { territoire, boite, client: ouvrirBoite(config) });
    }
  }
  return ouvertes;
}

/** Reads a mailbox at each arrival, and every 20 seconds whatever happens. An operator that is down disturbs nothing else. */
function surveiller(f: Fondations, socle: Socle, salles: ReturnType<typeof ouvrirLesSalles>, b: BoiteOuverte): Boucle {
  const releve = () =>
    releverBoite({
      socle,
      territoire: b.territoire,
      client: b.client,
      boite: b.boite,
      carnet,
      salles,
      journal: f.journal,
    });
  const boucle = lancerBoucle(`boite ${b.territoire}`, releve, RELEVE_MS, f.journal);
  let veille: { arreter(): Promise<void> } | undefined;
  const ecoute = lancerBoucle(
    `ecoute ${b.territoire}`,
    async () => {
      veille ??= await b.client.surveiller(
        () => boucle.reveiller(),
        () => f.journal('attention', 'boite.muette', { territoire: b.territoire }),
      );
    },
    RELEVE_MS,
    f.journal,
  );
  return {
    reveiller: () => boucle.reveiller(),
    arreter: async () => {
      await ecoute.arreter();
      await veille?.arreter();
      await boucle.arreter();
    },
  };
}

/** The simulator in the trial, the real service where the configuration names it, no card door otherwise. */
function fournisseurPsc(f: Fondations, sorties: Sorties): FournisseurPsc | undefined {
  const commun = {
    requete: requeteParSortie(sorties, lireTls(f.config.psc?.tls)),
    redirectUri: new URL(`${f.origine}/connexion/psc/retour`),
    retourDeconnexion: new URL(`${f.origine}/connexion`),
    horloge: horlogeSysteme,
    journal: f.journal,
  };
  if (f.monde !== undefined)
    return creerFournisseurPsc({ ...f.monde.psc.config, ...f.monde.clientPsc, ...commun, telephone: true });
  const { psc } = f.config;
  return psc === undefined ? undefined : creerFournisseurPsc({ ...psc, ...ADRESSES_PSC[psc.environnement], ...commun });
}

/** Passkeys need a name, not an IP address: without one the screens do not offer them. */
function cles(f: Fondations) {
  return /^\d+\.\d+\.\d+\.\d+$|^\[/.test(new URL(f.origine).hostname)
    ? undefined
    : configurerPasskeys(f.origine, 'Cordée');
}

async function etatDesParties(f: Fondations, boites: ReadonlyMap<string, BoiteOuverte>) {
  const base = await f.base
    .commun<Record<string, never>, 'ok' | 'panne'>(async () => 'ok' as const)
    .catch(() => 'panne' as const);
  return {
    base,
    messagerie: boites.size > 0 ? ('ok' as const) : ('absent' as const),
    insi: (f.monde?.insi ?? f.config.insi) === undefined ? ('absent' as const) : ('ok' as const),
    'pro-sante-connect': (f.monde ?? f.config.psc) === undefined ? ('absent' as const) : ('ok' as const),
  };
}

async function arreter(
  boucles: readonly Pick<Boucle, 'arreter'>[],
  boites: ReadonlyMap<string, BoiteOuverte>,
  diffusion: { arreter(): Promise<void> },
  horlogeEssai: HorlogeEssaiPartagee | undefined,
): Promise<void> {
  await Promise.all(boucles.map((b) => b.arreter()));
  await Promise.all([...boites.values()].map((b) => b.client.fermer()));
  await diffusion.arreter();
  horlogeEssai?.arreter();
}
