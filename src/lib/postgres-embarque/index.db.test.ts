import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import {
  autreProcessus,
  contenu,
  lire,
  pidDuServeur,
  toutRanger,
  SUIS_ROOT,
  terminer,
  tuer,
  tuerLeServeur,
  unDossier,
  unVoisin,
} from './atelier-de-test.ts';
import { attendre } from './attente.ts';
import { demarrerPostgres, EchecPostgres, type OptionsPostgres, type PostgresEmbarque } from './index.ts';
import { portLibre } from './serveur.ts';

const enMarche: PostgresEmbarque[] = [];

async function demarrer(dossier: string, options: Partial<OptionsPostgres> = {}): Promise<PostgresEmbarque> {
  const postgres = await demarrerPostgres({ dossier, journal: () => undefined, ...options });
  enMarche.push(postgres);
  return postgres;
}

afterEach(async () => {
  await Promise.all(enMarche.splice(0).map((postgres) => postgres.arreter()));
});
afterAll(toutRanger);

describe('une base déjà créée', () => {
  const dossier = unDossier();

  test('la première mise en route crée une base sûre : contrôles d’intégrité, disque, boucle locale, mot de passe', async () => {
    const { url, adopte } = await demarrer(dossier);
    expect(adopte).toBe(false);
    const reglage = (nom: string): Promise<unknown> => lire(url, `select current_setting('${nom}')`);
    expect(await reglage('data_checksums')).toBe('on');
    expect(await reglage('fsync')).toBe('on');
    expect(await reglage('synchronous_commit')).toBe('on');
    expect(await reglage('server_encoding')).toBe('UTF8');
    expect(await reglage('listen_addresses')).toBe('127.0.0.1');
    expect(await reglage('unix_socket_directories')).toBe('');
    const motDePasseFaux = url.replace(/:[^:@]+@/, ':faux@');
    await expect(lire(motDePasseFaux, 'select 1')).rejects.toMatchObject({ code: '28P01' });
  });

  test('le mot de passe reste hors des données, lisible par son seul propriétaire, et nulle part ailleurs', () => {
    expect(contenu(dossier)).toEqual(['pg18']);
    expect(contenu(join(dossier, 'pg18'))).toEqual(['donnees', 'journal', 'mot-de-passe']);
    expect(statSync(join(dossier, 'pg18', 'mot-de-passe')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dossier, 'pg18')).mode & 0o777).toBe(0o700);
    expect(statSync(join(dossier, 'pg18', 'donnees')).mode & 0o777).toBe(0o700);
  });

  test('arrêtée puis relancée, elle retrouve ce qui était enregistré', async () => {
    const avant = await demarrer(dossier);
    await lire(avant.url, `create table registre (id int primary key)`);
    await lire(avant.url, 'insert into registre values (1)');
    await avant.arreter();
    const apres = await demarrer(dossier);
    expect(apres.adopte).toBe(false);
    expect(await lire(apres.url, 'select count(*)::int from registre')).toBe(1);
  });

  test('arrêter deux fois n’est arrêter qu’une fois', async () => {
    const postgres = await demarrer(dossier);
    await Promise.all([postgres.arreter(), postgres.arreter()]);
    expect(existsSync(join(dossier, 'pg18', 'donnees', 'postmaster.pid'))).toBe(false);
  });

  test('après la mort brutale de Cordée, la base restée en marche est reprise avec tout ce qu’elle avait confirmé', async () => {
    const { enfant, annonce } = await autreProcessus({ dossier });
    await lire(annonce.url, 'insert into registre values (2)');
    await tuer(enfant);
    const reprise = await demarrer(dossier);
    expect(reprise.adopte).toBe(true);
    expect(reprise.url).toBe(annonce.url);
    expect(await lire(reprise.url, 'select count(*)::int from registre')).toBe(2);
    await reprise.arreter();
    await expect(lire(reprise.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('deux Cordée ne peuvent pas se partager les mêmes données : la seconde explique pourquoi elle renonce', async () => {
    const { enfant, annonce } = await autreProcessus({ dossier });
    const refus = demarrer(dossier);
    await expect(refus).rejects.toThrow(EchecPostgres);
    await expect(refus).rejects.toThrow(new RegExp(`utilise déjà ce dossier.*processus ${enfant.pid}`));
    expect(await lire(annonce.url, 'select 1')).toBe(1);
    await terminer(enfant);
  });

  test('après la mort brutale de tout, la base repart sans rien perdre de ce qu’elle avait confirmé', async () => {
    const { enfant, annonce } = await autreProcessus({ dossier });
    await lire(annonce.url, 'insert into registre values (3)');
    await Promise.all([tuer(enfant), tuerLeServeur(dossier)]);
    const apres = await demarrer(dossier);
    expect(apres.adopte).toBe(false);
    expect(await lire(apres.url, 'select count(*)::int from registre')).toBe(3);
  });

  test('le numéro d’un serveur mort, repris par un autre programme, n’empêche ni de démarrer ni ce programme de vivre', async () => {
    const { uid, gid } = statSync(join(dossier, 'pg18', 'donnees'));
    // Same account as the server: the only case where PostgreSQL itself would refuse to start.
    const autre = await unVoisin(SUIS_ROOT ? { uid, gid } : undefined);
    const fiche = [autre.pid, join(dossier, 'pg18', 'donnees'), 1, 5432, '', '127.0.0.1', '', 'ready   ', ''];
    const ancienne = join(dossier, 'pg18', 'donnees', 'postmaster.pid');
    writeFileSync(ancienne, fiche.join('\n'), { mode: 0o600 });
    chownSync(ancienne, uid, gid);
    const postgres = await demarrer(dossier);
    expect(postgres.adopte).toBe(false);
    expect(autre.exitCode).toBeNull();
  });

  test('un port pris au dernier moment fait seulement essayer un autre', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const adresse = occupant.address();
    const pris = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
    const propositions = [pris, pris, await portLibre()];
    const { url } = await demarrer(dossier, { choisirPort: () => Promise.resolve(propositions.shift() ?? 0) });
    expect(propositions).toEqual([]);
    expect(new URL(url).port).not.toBe(String(pris));
    occupant.close();
  });

  test('un mot de passe perdu est dit, sans toucher aux données', async () => {
    const secret = join(dossier, 'pg18', 'mot-de-passe');
    const garde = readFileSync(secret, 'utf8');
    writeFileSync(secret, 'un autre');
    await expect(demarrer(dossier)).rejects.toThrow(/refuse le mot de passe/);
    expect(existsSync(join(dossier, 'pg18', 'donnees', 'postmaster.pid'))).toBe(false);
    writeFileSync(secret, garde);
    const postgres = await demarrer(dossier);
    expect(await lire(postgres.url, 'select count(*)::int from registre')).toBe(3);
  });

  test.runIf(SUIS_ROOT)(
    'lancée par root, la base tourne sous un compte sans pouvoir, propriétaire des données',
    async () => {
      await demarrer(dossier);
      const { uid } = statSync(`/proc/${pidDuServeur(dossier)}`);
      expect(uid).not.toBe(0);
      expect(statSync(join(dossier, 'pg18', 'donnees')).uid).toBe(uid);
    },
  );
});

describe('une création interrompue', () => {
  test('ne laisse rien à moitié fait : le démarrage suivant recommence et nettoie', async () => {
    const dossier = unDossier();
    const depart = spawn(process.execPath, [
      join(import.meta.dirname, 'processus-de-test.ts'),
      JSON.stringify({ dossier }),
    ]);
    const commence = await attendre(20_000, () => contenu(dossier).some((nom) => nom.includes('.init-')) || undefined);
    expect(commence).toBe(true);
    await tuer(depart);
    expect(existsSync(join(dossier, 'pg18'))).toBe(false);
    const { url } = await demarrer(dossier, { jetable: true });
    expect(await lire(url, 'select 1')).toBe(1);
    expect(contenu(dossier)).toEqual(['pg18']);
  });

  test('les restes d’un processus qui n’existe plus disparaissent, ceux d’un autre démarrage en cours restent', async () => {
    const dossier = unDossier();
    const voisin = await unVoisin(undefined);
    mkdirSync(join(dossier, 'pg18.init-4194305')); // above the largest process number of Linux
    mkdirSync(join(dossier, `pg18.init-${voisin.pid}`));
    await demarrer(dossier, { jetable: true });
    expect(contenu(dossier)).toEqual(['pg18', `pg18.init-${voisin.pid}`]);
  });
});

test('deux premiers démarrages au même instant : un seul tient la base, l’autre renonce avec une explication', async () => {
  const dossier = unDossier();
  const candidats = await Promise.all([autreProcessus({ dossier }), autreProcessus({ dossier })]);
  const [gagnant, ...aussiGagnants] = candidats.filter(({ annonce }) => annonce.echec === undefined);
  const perdant = candidats.find(({ annonce }) => annonce.echec !== undefined);
  expect(aussiGagnants).toEqual([]);
  expect(perdant?.annonce.echec).toMatch(/utilise déjà ce dossier/);
  expect(await lire(gagnant?.annonce.url ?? '', 'select 1')).toBe(1);
  expect(contenu(dossier)).toEqual(['pg18']);
  if (gagnant !== undefined) await terminer(gagnant.enfant);
});

test('une base jetable meurt avec le processus qui la tenait', async () => {
  const dossier = unDossier();
  const { enfant, annonce } = await autreProcessus({ dossier, jetable: true });
  await tuer(enfant);
  const fini = await attendre(20_000, () =>
    lire(annonce.url, 'select 1').then(
      () => undefined,
      () => true,
    ),
  );
  expect(fini).toBe(true);
});
