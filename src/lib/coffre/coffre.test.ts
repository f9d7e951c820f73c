import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import { CoffreFerme } from './chiffrement.ts';
import { coffreDeTest } from './testing.ts';
import { cleMaitre, lireClefEnBase64 } from './maitre.ts';

const T1 = lireCodeTerritoire('t0001');
const T2 = lireCodeTerritoire('t0002');
const coffre = coffreDeTest();
const texte = fc.string({ unit: 'binary', maxLength: 300 }).filter((s) => s.isWellFormed());

describe('Le coffre', () => {
  test('ce qui est scellé s’ouvre, au même endroit, et ne se lit pas dans le texte scellé', () => {
    fc.assert(
      fc.property(texte, fc.string(), (clair, contexte) => {
        const scelle = coffre.sceller(T1, clair, contexte);
        expect(scelle).toMatch(/^cordee-scelle:1:[0-9a-f]{12}:/);
        expect(coffre.ouvrir(T1, scelle, contexte)).toBe(clair);
        if (clair.length > 8) expect(scelle).not.toContain(clair);
      }),
    );
  });

  test('deux fois le même secret : deux textes différents, que rien ne rapproche', () => {
    expect(coffre.sceller(T1, 'secret', 'a')).not.toBe(coffre.sceller(T1, 'secret', 'a'));
  });

  test('un seul bit changé, n’importe où, et rien ne s’ouvre', () => {
    fc.assert(
      fc.property(texte, fc.nat(), fc.integer({ min: 0, max: 7 }), (clair, place, bit) => {
        const scelle = coffre.sceller(T1, clair, 'ici');
        const debut = scelle.lastIndexOf(':') + 1;
        const octets = Buffer.from(scelle.slice(debut), 'base64url');
        const rang = place % octets.length;
        octets[rang] = (octets[rang] ?? 0) ^ (1 << bit);
        const altere = scelle.slice(0, debut) + octets.toString('base64url');
        expect(() => coffre.ouvrir(T1, altere, 'ici')).toThrow(CoffreFerme);
      }),
    );
  });

  test('un caractère changé ou de trop dans le texte scellé, et rien ne s’ouvre', () => {
    const scelle = coffre.sceller(T1, 'secret', 'ici');
    for (let i = 0; i < scelle.length; i += 1) {
      const autre = scelle[i] === 'A' ? 'B' : 'A';
      expect(() => coffre.ouvrir(T1, scelle.slice(0, i) + autre + scelle.slice(i + 1), 'ici')).toThrow(CoffreFerme);
    }
    for (const faux of [`${scelle}A`, `${scelle}=`, scelle.slice(0, -1), '', 'cordee-scelle:1::', 'secret'])
      expect(() => coffre.ouvrir(T1, faux, 'ici')).toThrow(CoffreFerme);
  });

  test('déplacé ailleurs, ou porté dans un autre territoire, rien ne s’ouvre', () => {
    fc.assert(
      fc.property(texte, fc.string(), fc.string(), (clair, ici, ailleurs) => {
        fc.pre(ici !== ailleurs);
        const scelle = coffre.sceller(T1, clair, ici);
        expect(() => coffre.ouvrir(T1, scelle, ailleurs)).toThrow(CoffreFerme);
        expect(() => coffre.ouvrir(T2, scelle, ici)).toThrow(CoffreFerme);
        expect(() => coffreDeTest('autre').ouvrir(T1, scelle, ici)).toThrow(CoffreFerme);
      }),
    );
  });

  test('l’empreinte retrouve la même valeur, et sépare usages, territoires et clés', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (usage, a, b) => {
        expect(coffre.aveugle(T1, usage, a)).toBe(coffre.aveugle(T1, usage, a));
        expect(coffre.aveugle(T1, usage, a) === coffre.aveugle(T1, usage, b)).toBe(a === b);
        expect(coffre.aveugle(T1, usage, a)).not.toBe(coffre.aveugle(T2, usage, a));
        expect(coffre.aveugle(T1, `${usage}x`, a)).not.toBe(coffre.aveugle(T1, usage, `x${a}`));
        expect(coffre.aveugles(T1, usage, a)[0]).toBe(coffre.aveugle(T1, usage, a));
      }),
    );
  });
});

describe('La clé maître', () => {
  const octets = Buffer.alloc(32, 7);
  const maitre = cleMaitre(octets);

  test('enveloppe une clé pour une place, et pour elle seule', () => {
    const cle = Buffer.alloc(32, 9);
    const enveloppe = maitre.envelopper(cle, 't0001/abc');
    expect(maitre.developper(enveloppe, 't0001/abc')).toEqual(cle);
    expect(() => maitre.developper(enveloppe, 't0002/abc')).toThrow(CoffreFerme);
    expect(() => cleMaitre(Buffer.alloc(32, 8)).developper(enveloppe, 't0001/abc')).toThrow(CoffreFerme);
  });

  test('se lit en base64, avec ou sans habillage d’adresse, et rien d’autre', () => {
    expect(lireClefEnBase64(octets.toString('base64'))).toEqual(octets);
    expect(lireClefEnBase64(`${octets.toString('base64url')}\n`)).toEqual(octets);
    for (const faux of ['', 'motdepasse', 'A'.repeat(42), 'A'.repeat(60), octets.toString('hex')])
      expect(lireClefEnBase64(faux)).toBeUndefined();
  });
});
