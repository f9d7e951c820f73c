import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { permis } from '#acces/decision.ts';
import { ouvrirSession } from '#acces/sessions.ts';
import { ouvrirMaisonDeTest, unMembre, type MaisonDeTest } from '#http/connexion-testing.ts';
import { contrat } from '#lib/contrat.ts';
import { journalVers, type Journal } from '#lib/journal.ts';
import { vue } from '#socle/action.ts';

/** What must be in no technical log: a name, an INS of the test range, a birth date, a free text, a session. */
const CANARIS = ['Zorgulon', '180999999999907', '1931-02-27', '27/02/1931', 'confidence-intime'];

const lignes: string[] = [];
const journal: Journal = journalVers(
  (ligne) => void lignes.push(ligne),
  () => new Date('2026-11-24T09:00:00Z'),
);
const muette = contrat('essai.panne', { entree: z.object({ texte: z.string() }), sortie: z.object({}) });
/** A fault whose message repeats what it was given, as those of databases and libraries do. */
const enPanne = vue(muette, {
  droit: () => permis('essai'),
  lire: async ({ entree }) => {
    throw new Error(`invalid input syntax for type date: "${entree.texte}"`);
  },
});

let maison: MaisonDeTest;
let secret: string;

beforeAll(async () => {
  maison = await ouvrirMaisonDeTest({
    modules: () => [{ nom: 'essai', actions: [], vues: [enPanne], faits: [] }],
    journal,
  });
  const compte = await unMembre(maison.base);
  secret = await ouvrirSession(maison.base, { compte, affectation: `${compte}-0`, moyen: 'psc' }, new Date());
});
afterAll(() => maison[Symbol.asyncDispose]());

test('aucun journal technique ne contient de nom, d’INS, de date de naissance, de texte ni de session', async () => {
  const entetes = { 'x-cordee': '1', 'content-type': 'application/json', cookie: `cordee_essai=${secret}` };
  for (const canari of CANARIS) {
    const q = encodeURIComponent(canari);
    for (const [methode, chemin] of [
      ['GET', `/fhir/Patient?name=${q}&birthdate=${q}&identifier=${q}`],
      ['GET', `/fhir/${q}`],
      ['GET', `/fhir/Patient/${q}`],
      ['POST', `/api/actions/${q}`],
      ['POST', '/api/vues/essai.panne'],
      ['GET', `/connexion/psc?retour=${q}`],
      ['GET', `/connexion/psc/retour?code=${q}&state=${q}`],
      ['GET', `/r/t0001.${q}`],
    ] as const)
      await fetch(`${maison.origine}${chemin}`, {
        method: methode,
        headers: entetes,
        redirect: 'manual',
        ...(methode === 'POST' ? { body: JSON.stringify({ texte: canari }) } : {}),
      }).then((r) => r.text());
  }
  expect(lignes.some((l) => l.includes('panne'))).toBe(true);
  const sale = lignes.filter((l) =>
    [...CANARIS, secret].some((c) => l.includes(c) || l.includes(encodeURIComponent(c))),
  );
  expect(sale).toEqual([]);
});
