import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { journalMuet } from '#lib/journal.ts';
import { avecOperateur } from '#lib/sql/operateur.ts';
import { maisonDeTest, TERRITOIRE, type MaisonDeTest } from '#modules/dossier/testing.ts';
import { moduleDroitsPersonne } from '#modules/droits-personne/index.ts';
import { exporterLeJournal, ouvrirCleDeSceau, sceller, type CleDeSceau } from '#modules/trace/index.ts';
import { lireCle, verifierLignes } from '../scripts/verifier-audit.mjs';
import { bouclesConservation, tourDeConservation } from './boucle-conservation.ts';

let maison: MaisonDeTest;
let dossier: string;
let cle: CleDeSceau;

beforeAll(async () => {
  dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-conservation-'));
  cle = await ouvrirCleDeSceau(path.join(dossier, 'cle.pem'));
  maison = await maisonDeTest({ salles: [moduleDroitsPersonne] });
});
afterAll(async () => {
  await maison.fermer();
  await rm(dossier, { recursive: true, force: true });
});

const outils = () => ({ socle: maison.socle, journal: journalMuet, urlAdministrateur: maison.urlAdministrateur });
const enAdministrateur = <L extends object>(texte: string): Promise<readonly L[] | undefined> =>
  avecOperateur(maison.urlAdministrateur, 'essai', async (client) => (await client.query<L>(texte)).rows);
const ilYA = (mois: number): Date => {
  const le = maison.horloge.maintenant();
  le.setUTCMonth(le.getUTCMonth() - mois);
  return le;
};
const tracer = (le: Date, genre: string, patient: string | null) =>
  maison.socle.base.directement(TERRITOIRE)({
    texte: `insert into trace (le, acteur, role, action, genre, patient, fondement, decision, nombre)
      values ($1, 'compte:lise', 'medecin', 'dossier.lire', $2, $3, 'essai', 'permis', 1)`,
    valeurs: [le, genre, patient],
  });
/** Transactions of other databases of the same server hold the seal back: it comes when they are over. */
async function toutSceller(): Promise<void> {
  await vi.waitFor(async () => {
    await sceller(maison.socle.base, TERRITOIRE, cle, () => maison.horloge.maintenant());
    expect(
      await enAdministrateur(
        'select 1 from t0001.trace t where t.seq not in (select unnest(s.seqs) from t0001.trace_sceau s)',
      ),
    ).toEqual([]);
  }, 20_000);
}
async function verifier() {
  const journal: string[] = [];
  for await (const ligne of exporterLeJournal(maison.socle.base, TERRITOIRE, cle.id)) journal.push(ligne);
  return verifierLignes(journal, lireCle(cle.publique));
}
const restent = () =>
  enAdministrateur("select genre, patient from t0001.trace where action = 'dossier.lire' order by seq");

test('les lignes au terme partent seules, l’attribution des écritures reste, et la purge se trace', async () => {
  await tracer(ilYA(13), 'lecture', null);
  await tracer(ilYA(13), 'lecture', 'p1');
  await tracer(ilYA(37), 'lecture', 'p2');
  await tracer(ilYA(37), 'ecriture', 'p2');
  await enAdministrateur(
    `insert into shared.trace_porte (le, evenement, motif) values ('${ilYA(13).toISOString()}', 'connexion', 'ancien'), ('${ilYA(1).toISOString()}', 'connexion', 'recent')`,
  );
  await toutSceller();
  await Promise.all(bouclesConservation(outils(), [TERRITOIRE]).map((boucle) => boucle.arreter()));
  expect(await restent()).toEqual([
    { genre: 'lecture', patient: 'p1' },
    { genre: 'ecriture', patient: 'p2' },
  ]);
  expect(await enAdministrateur("select acteur, nombre from t0001.trace where action = 'audit.purger'")).toEqual([
    { acteur: 'systeme:conservation', nombre: 2 },
  ]);
  expect(await enAdministrateur('select motif from shared.trace_porte order by seq')).toEqual([
    { motif: 'recent' },
    { motif: 'duree:12 lignes:1' },
  ]);
  await toutSceller();
  expect(await verifier()).toMatchObject({ intact: true, effacees: 2 });
});

test('un seul à la fois parmi les processus : celui qui trouve la place prise attend son tour suivant', async () => {
  await tracer(ilYA(13), 'lecture', null);
  await toutSceller();
  const dedans = await avecOperateur(maison.urlAdministrateur, `conservation.${TERRITOIRE}`, () =>
    tourDeConservation(outils(), TERRITOIRE, { horloges: true }),
  );
  expect(dedans).toBe(false);
  expect(await restent()).toHaveLength(3);
  expect(await tourDeConservation(outils(), TERRITOIRE, { horloges: true })).toBe(true);
  expect(await restent()).toHaveLength(2);
});
