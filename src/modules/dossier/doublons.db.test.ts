import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acteurSysteme } from '#acces/acteur.ts';
import { desTraits } from '#fhir/identite/testing.ts';
import { rapprocher, traitsDepuisPatient } from '#fhir/identite/index.ts';
import type { Identifiee } from '#fhir/types.ts';
import type { DateNaissance } from '#lib/identifiants/index.ts';
import type { Patient } from '@medplum/fhirtypes';
import { porteeSysteme } from '#acces/portee.ts';
import type { Transaction } from '#socle/transaction.ts';
import { semblables } from './appliquer-preuve.ts';
import { chercherCandidats, ecrirePersonne } from './identite.ts';
import { candidatDe } from './saisie.ts';
import { maisonDeTest, TERRITOIRE } from './testing.ts';

const PERSONNES = 100;
const { telephones: JOIGNABLE } = desTraits();
/** Few names and few dates, misheard, swapped or mistyped by one digit: most pairs resemble each other in some way. */
const NOMS = ['Aubry', 'Aubri', 'Obry', 'Delmas', 'Delmasse', 'Le Guen', 'Guen', 'Aubry-Delmas', "N'Diaye", 'Martin'];
const PRENOMS = ['Jeanne', 'Jane', 'Marie', 'Marie-Jeanne', 'Martin', 'Irène', 'Irénée'];
const DATES = ['1942-03-12', '1942-12-03', '1952-03-12', '1942-03-13', '1942', '1942-03', '1961-07-02'];

const uneIdentite = fc.record({
  nomNaissance: fc.constantFrom(...NOMS),
  nomUtilise: fc.option(fc.constantFrom(...NOMS), { nil: undefined }),
  prenomsNaissance: fc.array(fc.constantFrom(...PRENOMS), { maxLength: 2 }),
  prenomUtilise: fc.option(fc.constantFrom(...PRENOMS), { nil: undefined }),
  sexe: fc.constantFrom('feminin', 'inconnu'),
  dateNaissance: fc.option(fc.constantFrom(...(DATES as DateNaissance[])), { nil: undefined }),
  telephones: fc.constantFrom(JOIGNABLE, [], []),
  adresse: fc.constantFrom({ lignes: [], commune: 'Maubeuge' }, undefined),
} as const);

const fortes = (trouves: readonly { niveau: string; patient: { id: string } }[], sauf: string) =>
  trouves
    .filter(({ niveau, patient }) => niveau === 'forte' && patient.id !== sauf)
    .map(({ patient }) => patient.id)
    .toSorted();

test('aucune ressemblance forte n’échappe à la recherche de doublons', async () => {
  const maison = await maisonDeTest();
  const acteur = acteurSysteme(TERRITOIRE, 'essai');
  const identites = fc.sample(uneIdentite, { numRuns: PERSONNES, seed: 42 });
  try {
    const ids = await maison.dans(acteur, async (tx) => {
      const ecrits: string[] = [];
      for (const identite of identites) ecrits.push(await ecrirePersonne(tx, desTraits(sansVides(identite))));
      return ecrits;
    });
    expect(await maison.dans(acteur, (tx) => comparer(tx, ids))).toBeGreaterThan(PERSONNES);
  } finally {
    await maison.fermer();
  }
});

/** Every file is looked for in both ways, and compared with all the others: the same strong resemblances. Gives how many there are. */
async function comparer(tx: Transaction, ids: readonly string[]): Promise<number> {
  const lues = await tx.magasin.chercher('Patient', { ids, limite: PERSONNES }, porteeSysteme('essai'));
  const patients = lues.map(({ ressource }): Identifiee<Patient> => ressource);
  let nombre = 0;
  for (const patient of patients) {
    const candidat = candidatDe(traitsDepuisPatient(patient));
    const attendues = fortes(rapprocher(candidat, patients), patient.id);
    expect(fortes(await chercherCandidats(tx, candidat), patient.id)).toEqual(attendues);
    expect(fortes(await semblables(tx, patient), patient.id)).toEqual(attendues);
    nombre += attendues.length;
  }
  return nombre;
}

type SansVide<T> = { [C in keyof T]?: Exclude<T[C], undefined> };
const sansVides = <T extends object>(objet: T): SansVide<T> =>
  Object.fromEntries(Object.entries(objet).filter(([, valeur]) => valeur !== undefined)) as SansVide<T>;
