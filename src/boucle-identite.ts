import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { avecDisjoncteur, clientInsi, type Insi } from '#connectors/insi/index.ts';
import { APPELANT_DESSAI } from '#connectors/insi/simulateur/simulateur.ts';
import type { Journal } from '#lib/journal.ts';
import type { Sorties } from '#lib/sorties/index.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { CANAL_INSI, canalInsi, detecterDoublons, recontroler } from '#modules/identitovigilance/index.ts';
import type { Socle } from '#socle/executer.ts';
import { lancer, type Ouvrier } from '#socle/ouvrier.ts';
import { lancerBoucle, type Boucle } from './boucle.ts';
import type { InsiConfigure } from './config.ts';

/** Named in the authorisation of the software. */
const VERSION_AUTORISEE = '0.1.0';
const TOUR_MS = 1_000;
const DOUBLONS_MS = 20_000;
const RECONTROLE_MS = 60_000;
/** Rest after each round of duplicates, in times its length: a whole import to look at takes one twentieth of a core from the people. */
const REPOS = 19;

/** INSi of this house: the simulator of the trial, the configured one elsewhere; undefined: not connected. */
export function ouvrirInsi(
  sorties: Sorties,
  simule: URL | undefined,
  configure: InsiConfigure | undefined,
): Insi | undefined {
  if (simule !== undefined)
    return avecDisjoncteur(clientInsi({ adresse: simule, profil: 'essai', appelant: APPELANT_DESSAI, sorties }));
  if (configure === undefined) return undefined;
  const lire = (chemin: string | undefined): string | undefined =>
    chemin === undefined ? undefined : readFileSync(chemin, 'utf8');
  return avecDisjoncteur(
    clientInsi({
      adresse: new URL(configure.adresse),
      profil: 'production',
      appelant: {
        idam: configure.idam ?? '',
        emetteur: configure.emetteur ?? '',
        nom: 'cordee',
        version: VERSION_AUTORISEE,
        instance: configure.instance ?? randomUUID(),
      },
      sorties,
      certificat: lire(configure.certificat),
      cle: lire(configure.cle),
      autorites: lire(configure.autorites),
    }),
  );
}

/** Questions to INSi of every territory, apart from the other work: a service that does not answer delays no mail. */
export function bouclesInsi(
  socle: Socle,
  territoires: readonly CodeTerritoire[],
  insi: Insi,
  journal: Journal,
): readonly Boucle[] {
  const canaux = new Map([[CANAL_INSI, canalInsi(socle, insi)]]);
  const ouvrier: Ouvrier = { socle, sonneries: new Map(), canaux, journal };
  return territoires.map((territoire) => {
    const enVol = new Set<Promise<void>>();
    const boucle = lancerBoucle(
      `insi ${territoire}`,
      () => lancer(ouvrier, territoire, CANAL_INSI, enVol),
      TOUR_MS,
      journal,
    );
    return {
      reveiller: () => boucle.reveiller(),
      arreter: async () => {
        await boucle.arreter();
        await Promise.all(enVol);
      },
    };
  });
}

/** Identities asked about again when their time has come, a few at each round: the service is not ours alone. */
export function bouclesRecontrole(
  socle: Socle,
  territoires: readonly CodeTerritoire[],
  journal: Journal,
): readonly Boucle[] {
  return territoires.map((territoire) =>
    lancerBoucle(`recontrole ${territoire}`, () => recontroler(socle, territoire), RECONTROLE_MS, journal),
  );
}

/** Duplicates among the files written since the last look, of every territory. A round that found files is followed by another, after a rest. */
export function bouclesDoublons(
  socle: Socle,
  territoires: readonly CodeTerritoire[],
  journal: Journal,
): readonly Boucle[] {
  return territoires.map((territoire) => {
    const vus = new Set<string>();
    const boucle: Boucle = lancerBoucle(
      `doublons ${territoire}`,
      async () => {
        const debut = performance.now();
        if ((await detecterDoublons(socle, territoire, vus)) === 0) return;
        setTimeout(() => boucle.reveiller(), (performance.now() - debut) * REPOS).unref();
      },
      DOUBLONS_MS,
      journal,
    );
    return boucle;
  });
}
