import { expect, test } from 'vitest';
import { RefusFhir } from '#fhir/refus.ts';
import { Refus } from '#lib/refus.ts';
import { avecDelai } from './delai.ts';
import { commeRefusFhir } from './sortie/pannes.ts';

test('une demande qui dépasse son temps est abandonnée avec une phrase', async () => {
  const jamais = new Promise<never>(() => undefined);
  await expect(avecDelai(1, jamais)).rejects.toMatchObject({ statut: 503, issues: [{ code: 'timeout' }] });
});

test('une demande qui tient son temps rend sa réponse, ou son refus', async () => {
  expect(await avecDelai(10_000, Promise.resolve('faite'))).toBe('faite');
  await expect(avecDelai(10_000, Promise.reject(new Error('panne')))).rejects.toThrow('panne');
});

test.each([
  ['57014', 503],
  ['54000', 422],
  ['22021', 400],
  ['22P05', 400],
  ['53300', 503],
])('l’erreur %s de la base est dite au demandeur (%i)', (code, statut) => {
  const refus = commeRefusFhir(Object.assign(new Error('base'), { code }));
  expect(refus).toBeInstanceOf(RefusFhir);
  expect(refus?.statut).toBe(statut);
});

test('le refus d’une salle garde sa phrase et ses champs ; une panne reste une panne', () => {
  const refus = commeRefusFhir(new Refus('demande.motif', 400, 'À corriger.', { motif: 'Dites pourquoi.' }));
  expect(refus?.issues).toEqual([
    { severity: 'error', code: 'invalid', texte: 'Dites pourquoi.', expression: 'motif' },
  ]);
  for (const erreur of [new Error('x'), Object.assign(new Error('x'), { code: '42P01' }), 'texte', null])
    expect(commeRefusFhir(erreur)).toBeUndefined();
});
