import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RefusFhir } from '#fhir/refus.ts';
import { lireJson, lireTexteBorne, profondeurDepasse } from './corps.ts';

const profondeurDe = (valeur: unknown): number =>
  typeof valeur !== 'object' || valeur === null ? 0 : 1 + Math.max(0, ...Object.values(valeur).map(profondeurDe));

test('la profondeur lue sur le texte est celle de la valeur, guillemets et accolades dans les textes compris', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(7), fc.boolean(), (valeur, max, aere) => {
      const texte = JSON.stringify(valeur, null, aere ? 2 : 0);
      return profondeurDepasse(texte, max) === profondeurDe(valeur) > max;
    }),
  );
  expect(profondeurDepasse(JSON.stringify({ a: '\\"{[{[' }), 1)).toBe(false);
});

test('un JSON trop imbriqué est refusé sans être lu', () => {
  const texte = '['.repeat(100_000) + ']'.repeat(100_000);
  expect(() => lireJson(texte)).toThrow(expect.objectContaining({ statut: 400 }));
});

test.each(['', '  ', '{', 'null,', '{"a":"\\u0000"}', '{"a":"\\\\\\u0000"}', '{"a":1,"a":2}'])(
  '« %s » est refusé',
  (texte) => {
    expect(() => lireJson(texte)).toThrow(RefusFhir);
  },
);

test('un texte qui parle de \\u0000 sans en contenir passe', () => {
  expect(lireJson('{"a":"\\\\u0000"}')).toEqual({ a: '\\u0000' });
});

test('un texte quelconque est lu ou refusé, jamais une panne', () => {
  fc.assert(
    fc.property(fc.string(), (texte) => {
      expect(issueDe(() => lireJson(texte))).toBe('attendue');
    }),
  );
});

function issueDe(faire: () => unknown): string {
  try {
    faire();
    return 'attendue';
  } catch (erreur) {
    return erreur instanceof RefusFhir ? 'attendue' : String(erreur);
  }
}

test('un corps plus long que permis est refusé, qu’il annonce sa longueur ou non', async () => {
  const demande = (corps: BodyInit) =>
    new Request('http://x.invalid', { method: 'POST', body: corps, duplex: 'half' } as RequestInit);
  const flux = () => new Blob(['é'.repeat(40)]).stream();
  expect(await lireTexteBorne(demande(flux()), undefined, 80)).toBe('é'.repeat(40));
  await expect(lireTexteBorne(demande(flux()), undefined, 79)).rejects.toMatchObject({ statut: 413 });
  await expect(lireTexteBorne(demande('x'), '900', 79)).rejects.toMatchObject({ statut: 413 });
});
