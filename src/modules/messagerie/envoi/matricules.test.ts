import { describe, expect, test } from 'vitest';
import { matriculesEcrits } from './matricules.ts';

describe('un matricule écrit dans un texte', () => {
  test.each([
    '279035121518989',
    '2 79 03 51 215 189 89',
    '2.79.03.51.215.189.89',
    '2 79 03 51 215 189',
    '255082B03300424',
  ])('« %s » est reconnu', (ecrit) => {
    expect(matriculesEcrits(`Son numéro : ${ecrit}, merci.`)).toEqual([ecrit]);
  });

  test.each(['03 53 01 00 11', '279035121518988', 'FINESS 590000001', 'RPPS 10101010101', '28/03/1979 à 14 h 30'])(
    '« %s » n’en est pas un',
    (ecrit) => {
      expect(matriculesEcrits(`Voir ${ecrit}.`)).toEqual([]);
    },
  );
});
