import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { ecouter } from '#http/ecoute.ts';
import { creerTerritoire, migrer, urlApplication } from '#lib/sql/migrer.ts';
import { ouvrirBase, type Base, type CodeTerritoire } from '#lib/sql/connexion.ts';
import { journalVers, type Journal } from '#lib/journal.ts';
import { demarrerPostgres, dossierParDefaut } from '#lib/postgres-embarque/index.ts';
import type { TablesAcces } from '#acces/tables.ts';
import { lireConfig, type Config } from './config.ts';
import { demarrerMonde } from './essai/monde.ts';
import { preparerDemo, TERRITOIRE_ESSAI } from './essai/preparer-demo.ts';
import { ouvrirLaMaison } from './wiring.ts';

const RACINE = path.resolve(import.meta.dirname, '..');

/** Starts Cordée: database, migrations, demonstration, worker, doors. Stops it all on SIGTERM or SIGINT. */
async function demarrer(): Promise<void> {
  const debut = performance.now();
  const config = lireConfig(process.env);
  const journal = journalVers(
    (ligne) => process.stderr.write(`${ligne}\n`),
    () => new Date(),
  );
  const version = (JSON.parse(await readFile(path.join(RACINE, 'package.json'), 'utf8')) as { version: string })
    .version;
  const dossier = config.donnees ?? (await dossierParDefaut(RACINE));
  const [{ urlAdministrateur, arreterBase }] = await Promise.all([
    preparerBase(config, dossier),
    construireLesEcrans(),
  ]);
  const base = ouvrirBase(urlApplication(urlAdministrateur));
  const ecoute = await ecouter(config.hote, config.port);
  const origine = config.origine ?? `http://localhost:${ecoute.port}`;
  const territoires = await preparerTerritoires({ config, base, urlAdministrateur, origine, journal });
  const monde =
    config.profil === 'essai' && territoires[0] !== undefined
      ? await demarrerMonde({ base, territoire: territoires[0], dossier, origine, journal })
      : undefined;
  const maison = await ouvrirLaMaison({ config, base, origine, journal, version, territoires, monde });
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
  journal('info', 'pret', { ms: Math.round(performance.now() - debut), profil: config.profil, version });
  arreterAuSignal(async () => {
    dire('Arrêt en cours…');
    await ecoute.fermer();
    await maison.arreter();
    await monde?.arreter();
    await base.fermer();
    await arreterBase();
    dire('Cordée est arrêtée.');
  }, journal);
}

const dire = (texte: string): void => void process.stdout.write(`${texte}\n`);

async function preparerBase(
  config: Config,
  dossier: string,
): Promise<{ urlAdministrateur: string; arreterBase: () => Promise<void> }> {
  if (config.urlBase !== undefined) {
    await migrer(config.urlBase);
    return { urlAdministrateur: config.urlBase, arreterBase: async () => undefined };
  }
  const postgres = await demarrerPostgres({ dossier, journal: dire });
  await migrer(postgres.url);
  return { urlAdministrateur: postgres.url, arreterBase: () => postgres.arreter() };
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

async function preparerTerritoires(outils: {
  config: Config;
  base: Base;
  urlAdministrateur: string;
  origine: string;
  journal: Journal;
}): Promise<readonly CodeTerritoire[]> {
  const lister = () =>
    outils.base.commun<TablesAcces, { code: string; profil: string }[]>((sql) =>
      sql
        .selectFrom('territoire')
        .select(['territoire.code', 'territoire.profil'])
        .orderBy('territoire.code')
        .execute(),
    );
  const attendu = outils.config.profil === 'essai' ? 'essai' : 'reel';
  const avant = await lister();
  const intrus = avant.find((t) => t.profil !== attendu);
  if (intrus !== undefined) {
    throw new Error(
      attendu === 'reel'
        ? `Le territoire ${intrus.code} est un territoire d’essai : une base d’essai ne peut pas servir à de vrais patients. Donnez une autre base.`
        : `Le territoire ${intrus.code} contient de vraies données : démarrez avec CORDEE_PROFIL=territoire.`,
    );
  }
  if (outils.config.profil === 'essai' && outils.config.demo) await preparerDemo(outils);
  else if (outils.config.profil === 'essai') {
    await creerTerritoire(outils.urlAdministrateur, {
      code: TERRITOIRE_ESSAI,
      nom: 'Territoire d’essai',
      profil: 'essai',
      creeLe: new Date(),
    });
  }
  return (await lister()).map((t) => t.code as CodeTerritoire);
}

function arreterAuSignal(arreter: () => Promise<void>, journal: Journal): void {
  let enCours = false;
  const stopper = (): void => {
    if (enCours) return;
    enCours = true;
    arreter().then(
      () => process.exit(0),
      (erreur: unknown) => {
        journal('erreur', 'arret.echec', { motif: erreur instanceof Error ? erreur.message : 'inconnu' });
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stopper);
  process.once('SIGINT', stopper);
}

try {
  await demarrer();
} catch (erreur) {
  process.stderr.write(`${erreur instanceof Error ? erreur.message : String(erreur)}\n`);
  if (process.env['CORDEE_DEBOGUER'] === 'oui' && erreur instanceof Error)
    process.stderr.write(`${erreur.stack ?? ''}\n`);
  process.exit(1);
}
