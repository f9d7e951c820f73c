import { expect, test } from 'vitest';
import { unMembre } from '#modules/cercle/testing.ts';
import { uneDemande } from '../testing.ts';
import { suiteDuMedecinTraitant } from './regle.ts';

const LE = new Date('2026-11-24T09:00:00+01:00');
const ROY = unMembre({ ref: 'PractitionerRole/roy', nom: 'Dr Roy', fonction: 'medecin_traitant' });
const cercle = (information: object = {}, membres = [ROY]) => ({
  membres,
  information: { etat: 'informee' as const, oppositions: [], ...information },
});
const suite = (demande: object = {}, c: ReturnType<typeof cercle> | undefined = cercle()) =>
  suiteDuMedecinTraitant(uneDemande({ accord: 'non_dite', ...demande }), c, LE).etat;
const opposition = (vise: 'tous' | string[]) => ({ oppositions: [{ id: 'o1', vise, le: LE, notePar: 'Sophie' }] });

test('le médecin traitant du cercle est prévenu dès que la personne est informée', () => {
  expect(suite()).toBe('a_prevenir');
  expect(suite({ accord: 'accord' }, cercle({ etat: 'non_dite' }))).toBe('a_prevenir');
  expect(suite({}, cercle({ etat: 'non_dite' }))).toBe('non_informee');
});

test('un accord impossible à recueillir n’empêche pas de le prévenir s’il dit pourquoi', () => {
  const nonDite = cercle({ etat: 'non_dite' });
  expect(suite({ accord: 'impossible', accordMotif: 'Troubles cognitifs' }, nonDite)).toBe('a_prevenir');
  expect(suite({ accord: 'impossible' }, nonDite)).toBe('non_informee');
});

test('la personne s’y oppose, en général ou pour lui : il n’est pas prévenu', () => {
  expect(suite({ accord: 'accord' }, cercle(opposition('tous')))).toBe('oppose');
  expect(suite({ accord: 'accord' }, cercle(opposition(['PractitionerRole/roy'])))).toBe('oppose');
  expect(suite({ accord: 'accord' }, cercle(opposition(['PractitionerRole/autre'])))).toBe('a_prevenir');
  expect(suite({}, cercle({ etat: 'opposee' }))).toBe('oppose');
});

test('le demandeur l’apprend déjà ; un médecin parti du cercle ou absent est dit inconnu', () => {
  expect(suite({ demandeur: { nom: 'Dr Roy', ref: 'PractitionerRole/roy' } })).toBe('demandeur');
  expect(suite({}, cercle({}, [{ ...ROY, fin: LE }]))).toBe('inconnu');
  expect(suite({}, cercle({}, [unMembre()]))).toBe('inconnu');
  expect(suiteDuMedecinTraitant(uneDemande(), undefined, LE).etat).toBe('inconnu');
});
