import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { z } from 'zod';
import { ecouter } from '#http/ecoute.ts';
import { creerTerritoire, migrer, urlApplication } from '#lib/sql/migrer.ts';
import { installerParametresDePaquets } from '#fhir/parametres-de-paquets.ts';
import { sceauDe } from '#fhir/identite/index.ts';
import { reindexer } from '#fhir/store/reindexer.ts';
import { scellerLesAnciennes } from '#fhir/store/sceller-anciennes.ts';
import { ouvrirCoffre, type Coffre } from '#lib/coffre/index.ts';
import { lireCodeTerritoire, ouvrirBase, type Base, type CodeTerritoire } from '#lib/sql/connexion.ts';
import { journalVers, type Journal } from '#lib/journal.ts';
import { demarrerPostgres, dossierParDefaut } from '#lib/postgres-embarque/index.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { cleMaitreDe } from './coffre-de-la-maison.ts';
import { ouvrirCleDeSceau } from '#modules/trace/index.ts';
import { lireConfig, type Config } from './config.ts';
import { demarrerMonde } from './essai/monde.ts';
import { preparerDemo, TERRITOIRE_ESSAI } from './essai/preparer-demo.ts';
import { exigerUneBaseSure, exigerUnReglageSur } from './surete.ts';
import { ouvrirLaMaison } from './wiring.ts';

const RACINE = path.resolve(import.meta.dirname, '..');

/** Starts Cordée: database, migrations, demonstration, worker, doors. Each thing started is noted in `aFermer`, newest last. */
async function demarrer(aFermer: (() => Promise<void>)[], journal: Journal): Promise<void> {
  const debut = performance.now();
  const config = lireConfig(process.env);
  const { version } = VersionDuPaquet.parse(JSON.parse(await readFile(path.join(RACINE, 'package.json'), 'utf8')));
  const dossier = config.donnees ?? (await dossierParDefaut(RACINE));
  await exigerUnReglageSur(config, dossier, path.join(RACINE, 'web-construit'));
  // Before anything is written: what is written must have its keys.
  const { refuses } = installerParametresDePaquets(config.paquets);
  for (const { code, url, pourquoi } of refuses) journal('info', 'recherche.parametre-refuse', { code, url, pourquoi });
  const [urlAdministrateur] = await Promise.all([
    preparerBase(config, dossier, aFermer),
    config.construireEcrans ? construireLesEcrans() : undefined,
  ]);
  await exigerUneBaseSure(config, urlAdministrateur, () => new Date());
  const base = ouvrirBase(urlApplication(urlAdministrateur));
  aFermer.push(() => base.fermer());
  const coffre = await ouvrirCoffre({
    base,
    maitre: await cleMaitreDe(config, dossier),
    territoires: await territoiresServis(config, base),
    journal,
  });
  aFermer.push(() => coffre.fermer());
  const ecoute = await ecouter(config.hote, config.port);
  aFermer.push(() => ecoute.fermer());
  const origine = config.origine ?? `http://localhost:${ecoute.port}`;
  const { territoires, suite } = await preparerTerritoires({
    config,
    base,
    coffre,
    urlAdministrateur,
    origine,
    journal,
  });
  const monde =
    config.profil === 'essai' && territoires[0] !== undefined
      ? await demarrerMonde({ base, territoire: territoires[0], dossier, origine, journal })
      : undefined;
  if (monde !== undefined) aFermer.push(() => monde.arreter());
  const fichierDuSceau = config.cleDeSceau ?? path.join(dossier, 'sceau', 'cle.pem');
  const sceau = { cle: await ouvrirCleDeSceau(fichierDuSceau), dossier: path.dirname(fichierDuSceau) };
  const servis = { territoires, monde, sceau, urlAdministrateur };
  const maison = await ouvrirLaMaison({ config, base, coffre, origine, journal, version, ...servis });
  aFermer.push(() => maison.arreter());
  const portes = getRequestListener(maison.app.fetch);
  ecoute.servir(
    (req, res) => void portes(req, res),
    monde === undefined ? undefined : (req, res) => monde.psc.gerer(req, res),
  );
  dire(`Cordée est prête : ${origine}`);
  dire(
    config.profil === 'essai'
      ? 'Territoire d’essai, personnes fictives : ne pas y mettre de vraies données.'
      : `Profil ${config.profil}.`,
  );
  if (suite !== undefined) void jouerLaSuite(suite, aFermer, journal);
  journal('info', 'pret', { ms: Math.round(performance.now() - debut), profil: config.profil, version });
}

const VersionDuPaquet = z.object({ version: z.string() });
const dire = (texte: string): void => void process.stdout.write(`${texte}\n`);

async function preparerBase(config: Config, dossier: string, aFermer: (() => Promise<void>)[]): Promise<string> {
  if (config.urlBase !== undefined) {
    await migrer(config.urlBase);
    return config.urlBase;
  }
  const postgres = await demarrerPostgres({ dossier, journal: dire });
  aFermer.push(() => postgres.arreter());
  await migrer(postgres.url);
  return postgres.url;
}

/** Builds the screens when their sources changed; a copy shipped already built has nothing to do here. */
async function construireLesEcrans(): Promise<void> {
  await new Promise<void>((resoudre, rejeter) => {
    const enfant = spawn(process.execPath, [path.join(RACINE, 'scripts/construire-web.mjs')], {
      cwd: RACINE,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    enfant.on('error', rejeter);
    enfant.on('exit', (code) =>
      code === 0 ? resoudre() : rejeter(new Error('La construction des écrans a échoué : voir ci-dessus.')),
    );
  });
}

/** Those the base has, and the one the trial is about to make. */
async function territoiresServis(config: Config, base: Base): Promise<readonly CodeTerritoire[]> {
  const codes = await base.commun<TablesAcces, { code: string }[]>((sql) =>
    sql.selectFrom('territoire').select('territoire.code').execute(),
  );
  return [...codes.map(({ code }) => code), ...(config.profil === 'essai' ? [TERRITOIRE_ESSAI] : [])].map(
    lireCodeTerritoire,
  );
}

async function preparerTerritoires(outils: {
  config: Config;
  base: Base;
  coffre: Coffre;
  urlAdministrateur: string;
  origine: string;
  journal: Journal;
}): Promise<{ readonly territoires: readonly CodeTerritoire[]; readonly suite: (() => Promise<void>) | undefined }> {
  const lister = () =>
    outils.base.commun<TablesAcces, { code: string; profil: string }[]>((sql) =>
      sql
        .selectFrom('territoire')
        .select(['territoire.code', 'territoire.profil'])
        .orderBy('territoire.code')
        .execute(),
    );
  const suite = outils.config.profil === 'essai' && outils.config.demo ? await preparerDemo(outils) : undefined;
  if (outils.config.profil === 'essai' && !outils.config.demo) {
    await creerTerritoire(outils.urlAdministrateur, {
      code: TERRITOIRE_ESSAI,
      nom: 'Territoire d’essai',
      profil: 'essai',
      creeLe: new Date(),
    });
  }
  const territoires = (await lister()).map((t) => lireCodeTerritoire(t.code));
  for (const territoire of territoires) {
    const sceau = sceauDe(outils.coffre, territoire);
    await scellerLesAnciennes(outils, territoire, sceau);
    const ressources = await reindexer(outils.base, territoire, sceau);
    if (ressources > 0) outils.journal('info', 'index.refait', { territoire, ressources });
  }
  return { territoires, suite };
}

/** The older stories come behind the open house; a stop waits for the part being written, so that nothing is half told. */
async function jouerLaSuite(
  suite: () => Promise<void>,
  aFermer: (() => Promise<void>)[],
  journal: Journal,
): Promise<void> {
  const jeu = suite().catch((erreur: unknown) => {
    journal('attention', 'demo.suite_interrompue', { motif: erreur instanceof Error ? erreur.name : 'inconnu' });
  });
  aFermer.push(() => jeu);
  await jeu;
}

/** Newest first: doors, then what works by itself, then the database. */
async function fermer(aFermer: readonly (() => Promise<void>)[]): Promise<void> {
  for (const arreter of aFermer.toReversed()) await arreter();
}

const aFermer: (() => Promise<void>)[] = [];
const journal = journalVers(
  (ligne) => process.stderr.write(`${ligne}\n`),
  () => new Date(),
);
let arretDemande = false;
const stopper = (): void => {
  if (arretDemande) return;
  arretDemande = true;
  dire('Arrêt en cours…');
  fermer(aFermer).then(
    () => {
      dire('Cordée est arrêtée.');
      process.exit(0);
    },
    (erreur: unknown) => {
      journal('erreur', 'arret.echec', { motif: erreur instanceof Error ? erreur.message : 'inconnu' });
      process.exit(1);
    },
  );
};
process.once('SIGTERM', stopper);
process.once('SIGINT', stopper);

try {
  await demarrer(aFermer, journal);
} catch (erreur) {
  if (!arretDemande) {
    process.stderr.write(`${erreur instanceof Error ? erreur.message : String(erreur)}\n`);
    if (process.env['CORDEE_DEBOGUER'] === 'oui' && erreur instanceof Error)
      process.stderr.write(`${erreur.stack ?? ''}\n`);
    await fermer(aFermer);
    process.exit(1);
  }
}
