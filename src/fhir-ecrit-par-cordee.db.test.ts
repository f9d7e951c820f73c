import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXTENSIONS_CORDEE } from '#fhir/definitions/index.ts';
import { creerValidateur } from '#fhir/validateur/index.ts';
import { trousseAbsente, TROUSSE } from '#fhir/validateur/testing-trousse.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { nouvelId } from '#lib/ids.ts';
import { journalMuet } from '#lib/journal.ts';
import { ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { ouvrirLesSalles } from '#modules/index.ts';
import { chargerDemo } from './cli/demo/index.ts';

let essai: BaseDeTest;
let base: Base;

beforeAll(async () => {
  essai = await baseDeTest();
  base = ouvrirBase(urlApplication(essai.url));
  const bilan = await chargerDemo({
    base,
    urlAdministrateur: essai.url,
    registre: ouvrirLesSalles({ horlogeEssai: undefined, profil: 'essai' }),
    nouvelId,
    origine: 'http://localhost',
    coffre: coffreDeTest(),
    maintenant: new Date('2026-11-24T09:00:00+01:00'),
    journal: journalMuet,
  });
  await bilan.suite?.();
}, 240_000);

afterAll(async () => {
  await base?.fermer();
  await essai?.fermer();
});

async function toutCeQuiEstEcrit(): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: essai.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ contenu: Record<string, unknown> }>('select contenu from t0001.resource');
    return rows.map(({ contenu }) => contenu);
  } finally {
    await client.end();
  }
}

test('six mois de la maison d’essai : chaque ressource écrite respecte la norme, et le profil français qu’elle annonce', async () => {
  const validateur = creerValidateur({
    paquets: trousseAbsente ? [] : [TROUSSE],
    extensions: EXTENSIONS_CORDEE,
    extensionsInconnues: trousseAbsente ? 'signaler' : 'refuser',
  });
  const ecrites = await toutCeQuiEstEcrit();
  expect(ecrites.length).toBeGreaterThan(500);
  const fautes = new Map<string, number>();
  for (const ressource of ecrites)
    for (const { severity, expression, details, diagnostics } of validateur.valider(ressource).issues) {
      if (severity !== 'error') continue;
      const faute = `${expression[0].replace(/\[\d+\]/g, '')} : ${details.text} (${diagnostics})`;
      fautes.set(faute, (fautes.get(faute) ?? 0) + 1);
    }
  expect([...fautes].map(([faute, fois]) => `${fois} fois — ${faute}`)).toEqual([]);
}, 120_000);
