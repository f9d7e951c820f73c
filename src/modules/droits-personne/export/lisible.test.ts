import { expect, test } from 'vitest';
import { lisible } from './lisible.ts';
import { pageDuDossier } from './page.ts';

test('une mesure se lit avec ses mots et ses unités, jamais avec ses codes', () => {
  const { sorte, texte, par } = lisible(
    {
      resourceType: 'Observation',
      id: 'o1',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '85354-9', display: 'Tension' }] },
      component: [
        { code: { text: 'Systolique' }, valueQuantity: { value: 12.5, unit: 'cmHg', code: 'cm[Hg]' } },
        { code: { coding: [{ code: '8462-4', display: 'Diastolique' }] }, valueQuantity: { value: 8, unit: 'cmHg' } },
      ],
      performer: [{ reference: 'PractitionerRole/x', display: 'Nadia Ferrand' }],
    },
    'MED',
  );
  expect(sorte).toBe('Mesure ou évaluation');
  expect(texte).toEqual(['Tension', 'Systolique', '12,5 cmHg', 'Diastolique', '8 cmHg']);
  expect(par).toBe('Nadia Ferrand');
});

test('ce qu’une personne a écrit ne devient jamais du code dans la page', () => {
  const lignes = [{ famille: 'MED' as const, sorte: 'À savoir', texte: ['<script>alert(1)</script>'] }];
  const html = pageDuDossier({ nom: '"><b>', le: new Date('2026-11-24'), lignes, sansTiers: false });
  expect(html).not.toMatch(/<script|<b>/u);
  expect(html).toContain('&lt;script&gt;');
});
