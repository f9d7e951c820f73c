import { expect, test } from 'vitest';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import { Refus } from '#lib/refus.ts';
import { acteurClient, acteurSysteme, type Acteur } from './acteur.ts';
import { CODE_REAUTHENTIFICATION, DUREE_ELEVATION_MS, exigerElevation } from './elevation.ts';

const MAINTENANT = new Date('2026-11-28T10:00:00Z');
const TERRITOIRE = lireCodeTerritoire('t0001');

function personne(elevee: Date | undefined): Acteur {
  return {
    ...acteurSysteme(TERRITOIRE, 'essai'),
    genre: 'compte',
    connexion: { moyen: 'psc', ...(elevee === undefined ? {} : { elevee }) },
  };
}

function code(faire: () => void): string | undefined {
  try {
    faire();
    return undefined;
  } catch (erreur) {
    return erreur instanceof Refus ? erreur.code : 'panne';
  }
}

test('une preuve d’identité couvre un acte sensible pendant cinq minutes, pas une milliseconde de plus', () => {
  const il_y_a = (ms: number) => new Date(MAINTENANT.getTime() - ms);
  expect(code(() => exigerElevation(personne(il_y_a(0)), MAINTENANT))).toBeUndefined();
  expect(code(() => exigerElevation(personne(il_y_a(DUREE_ELEVATION_MS - 1)), MAINTENANT))).toBeUndefined();
  expect(code(() => exigerElevation(personne(il_y_a(DUREE_ELEVATION_MS)), MAINTENANT))).toBe(CODE_REAUTHENTIFICATION);
});

test('sans preuve, par un lien ou par un logiciel, l’acte sensible est refusé ; Cordée elle-même n’est pas interrogée', () => {
  expect(code(() => exigerElevation(personne(undefined), MAINTENANT))).toBe(CODE_REAUTHENTIFICATION);
  const { connexion: _sans, ...lien } = personne(undefined);
  expect(code(() => exigerElevation({ ...lien, genre: 'lien' }, MAINTENANT))).toBe(CODE_REAUTHENTIFICATION);
  const logiciel = acteurClient(
    { id: 'l', nom: 'Logiciel', territoire: TERRITOIRE, permissions: [], familles: [] },
    'jeton',
  );
  expect(code(() => exigerElevation(logiciel, MAINTENANT))).toBe(CODE_REAUTHENTIFICATION);
  expect(code(() => exigerElevation(acteurSysteme(TERRITOIRE, 'echeance'), MAINTENANT))).toBeUndefined();
});
