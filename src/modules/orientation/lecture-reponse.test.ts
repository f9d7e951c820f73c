import { describe, expect, test } from 'vitest';
import { lireReponse } from './lecture-reponse.ts';

describe('Une réponse écrite simplement', () => {
  test.each([
    'J’accepte.',
    'Nous acceptons la prise en charge de Mme A.',
    'Bonjour, c’est bon pour nous, début lundi. Cordialement',
    'ok pour nous',
    'D’accord, nous prenons.',
    'OUI',
    'Je prends cette situation dès jeudi.',
  ])('« %s » est un oui', (texte) => {
    expect(lireReponse(texte)).toEqual({ sens: 'accepte' });
  });

  test.each([
    ['Nous refusons : hors de notre zone.', 'zone'],
    ['Impossible, trop loin pour nos aides à domicile.', 'zone'],
    ['Je refuse, plus de place avant janvier.', 'attente'],
    ['Nous ne pouvons pas, liste d’attente de 3 mois', 'attente'],
    ['Ce n’est pas possible, effectif insuffisant', 'attente'],
    ['Refus : ce public n’est pas le nôtre.', 'public'],
    ['Nous n’acceptons plus de nouvelles personnes, nous sommes complets', 'attente'],
    ['Impossible, reste à charge trop élevé pour la famille', 'cout'],
    ['Je refuse.', 'autre'],
  ] as const)('« %s » est un non, avec sa raison', (texte, motif) => {
    expect(lireReponse(texte)).toEqual({ sens: 'refuse', motif });
  });

  test.each([
    'Pouvez-vous m’appeler ?',
    'J’accepte sous réserve d’une visite.',
    'Oui mais pas avant le mois prochain',
    'Est-ce que la personne a un chien ?',
    'Bien reçu, nous regardons.',
    'Je suis absente jusqu’à lundi.',
    'Nous acceptons en principe, mais impossible cette semaine.',
    'D’accord mais seulement le matin',
    '',
    'Avant d’accepter, il faudrait l’ordonnance.',
  ])('« %s » n’est ni oui ni non : une personne la lit', (texte) => {
    expect(lireReponse(texte)).toEqual({ sens: 'inconnue' });
  });
});
