import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { hasard } from '../hasard.ts';
import { ROUTES, type BilanCanaris } from './bilan.ts';
import { jouerLesCanaris } from './index.ts';
import { idDePersonne, TERRITOIRES } from './lieux.ts';
import { peutVoir } from './juge.ts';
import { motDe, motsDans, type Canari } from './mots.ts';
import { PERSONNAGES } from './personnages.ts';

/** The whole run (200 000 in CI, a million by hand) is `npm run fautes -- canaris`: this one is long enough to show every gesture. */
const REQUETES = 6_000;
const GRAINE = 7;

describe('Trois territoires, douze personnages, tous les gestes mêlés', () => {
  let base: BaseDeTest;
  let bilan: BilanCanaris;
  beforeAll(async () => {
    base = await baseDeTest();
    bilan = await jouerLesCanaris({ requetes: REQUETES, graine: GRAINE, clients: 8 }, base.url);
  }, 240_000);
  afterAll(() => base.fermer());

  test('aucun mot n’arrive à qui ne doit pas le voir, dans aucun octet de réponse, de flux, d’export, de lettre, de lien ou de journal', () => {
    expect(bilan.fuites).toEqual([]);
  });

  test('ce qui est caché ne se distingue pas de ce qui n’existe pas', () => {
    expect(bilan.aveux).toEqual([]);
  });

  test('ceux qui y ont droit ont bien vu ce qui les regarde : l’essai n’est pas muet', () => {
    expect(bilan.vus).toBeGreaterThan(bilan.montrables * 0.3);
    expect(bilan.parGeste.size).toBeGreaterThan(80);
    expect([...bilan.parGeste.keys()]).toEqual(expect.arrayContaining(['$export', 'notification', 'flux des écrans']));
    for (const route of ROUTES) expect([route, bilan.parRoute.get(route)]).not.toContain(undefined);
    expect(bilan.parGeste.get('identité dans une lettre')).toBeGreaterThan(0);
  });
});

describe('Le juge des canaris', () => {
  const canari = (champs: Partial<Canari>): Canari => ({
    mot: motDe(1, 1),
    territoire: TERRITOIRES[0],
    type: 'Observation',
    id: `${idDePersonne(12)}-mesure`,
    patient: idDePersonne(12),
    famille: 'MED',
    lecteurs: [],
    ...champs,
  });
  const qui = (nom: string) => {
    const trouve = PERSONNAGES.find((p) => p.nom === nom);
    if (trouve === undefined) throw new Error(nom);
    return trouve;
  };

  test('reconnaît un mot écrit en clair, en majuscules, ou au fond d’un document en base64', () => {
    const h = hasard(1);
    for (let n = 0; n < 500; n += 1) {
      const mot = motDe(1 + h.entier(3), h.entier(40_000));
      const document = Buffer.from(`${'x'.repeat(h.entier(7))} Lettre ${mot}.`).toString('base64');
      for (const texte of [`<p>${mot}</p>`, mot.toUpperCase(), `{"data":"${document}"}`])
        expect([...motsDans(texte)]).toContain(mot);
    }
  });

  test.each([
    ['infirmiere (t0001)', {}, 'oui'],
    ['infirmiere (t0001)', { territoire: TERRITOIRES[1] }, 'non'],
    ['infirmiere (t0001)', { famille: 'SEN' }, 'non'],
    ['assistante-sociale (t0001)', {}, 'non'],
    ['assistante-sociale (t0001)', { famille: 'SOC' }, 'oui'],
    ['lectrice-ars (t0001)', { famille: 'ADM' }, 'non'],
    ['logiciel-coordination', { famille: 'COO' }, 'oui'],
    ['logiciel-coordination', {}, 'non'],
    ['infirmiere (t0001)', { patient: idDePersonne(2) }, 'non'],
    ['infirmiere (t0001)', { patient: idDePersonne(45) }, 'oui'],
    ['infirmiere (t0001)', { patient: idDePersonne(46) }, 'non'],
    ['personne du dehors', { patient: undefined, famille: 'ORG' }, 'non'],
  ] as const)('%s devant %j : %s', (nom, champs, attendu) => {
    expect(peutVoir(qui(nom), canari(champs))).toBe(attendu);
  });
});
