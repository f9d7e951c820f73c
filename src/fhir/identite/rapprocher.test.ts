import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { type DateNaissance, lireCodeCommune, lireCodePostal, lireTelephone } from '#lib/identifiants/index.ts';
import {
  type CandidatIdentite,
  type Rapprochement,
  type TraitsIdentite,
  patientDepuisTraits,
  rapprochementAutomatique,
  rapprocher,
} from './index.ts';
import { desTraits, desTraitsQualifies, unIns } from './testing.ts';

const date = (texte: string) => texte as DateNaissance;

function telephones(texte: string): TraitsIdentite['telephones'] {
  const lu = lireTelephone(texte);
  return lu.ok ? [{ numero: lu.valeur }] : [];
}

function dossier(id: string, changements: Partial<TraitsIdentite> = {}): Patient {
  return patientDepuisTraits(desTraits(changements), { id });
}

/** The file of the tests: Jeanne Aubry, born Petit on 12/03/1942. */
const JEANNE = dossier('jeanne');

function seul(candidat: CandidatIdentite, patient: Patient = JEANNE): Rapprochement | undefined {
  return rapprocher(candidat, [patient])[0];
}

describe('doublons proposés', () => {
  test('« Mme Aubry, née en 1942 » et son téléphone suffisent à proposer son dossier', () => {
    const trouve = seul({ nomUtilise: 'AUBRY', dateNaissance: date('1942'), telephones: telephones('06 39 98 01 23') });
    expect(trouve?.motifs).toEqual(['même année de naissance', 'même nom (Aubry)', 'même téléphone (06 39 98 01 23)']);
    expect(trouve?.conflits).toEqual([]);
    expect(trouve?.score).toBe(65);
  });

  test('une faute dans le nom se voit : même date de naissance, nom voisin (Aubri / Aubry)', () => {
    const trouve = seul({ nomUtilise: 'Aubri', prenomUtilise: 'Jeanne', dateNaissance: date('1942-03-12') });
    expect(trouve?.motifs).toEqual(['même date de naissance', 'nom voisin (Aubri / Aubry)', 'même prénom (Jeanne)']);
    expect(trouve?.niveau).toBe('forte');
  });

  test('une femme connue sous son nom de naissance est retrouvée sous son nom d’usage', () => {
    const trouve = seul({ nomUtilise: 'Petit', prenomUtilise: 'Jeanne', dateNaissance: date('1942-03-12') });
    expect(trouve?.motifs).toContain('Petit est le nom de naissance du dossier');
    expect(trouve?.niveau).toBe('forte');
    const inverse = seul({ nomNaissance: 'Aubry', dateNaissance: date('1942-03-12') });
    expect(inverse?.motifs).toContain('Aubry est le nom utilisé du dossier');
  });

  test.each([
    ['Aubry-Petit', 'un des deux noms contient l’autre (Aubry-Petit / Petit)'],
    ['aubry', 'même nom (Aubry)'],
    ['Obry', 'nom voisin (Obry / Aubry)'],
  ])('le nom écrit « %s » est reconnu : %s', (nomUtilise, motif) => {
    expect(seul({ nomUtilise, dateNaissance: date('1942-03-12') })?.motifs).toContain(motif);
  });

  test.each([
    ['D’Arc', 'Darc'],
    ['Ben Ali', 'BENALI'],
    ['Saint-Léger', 'Saint Leger'],
  ])('tirets, apostrophes et espaces ne séparent pas %s de %s', (connu, saisi) => {
    const patient = dossier('p', { nomNaissance: connu, nomUtilise: connu });
    expect(seul({ nomUtilise: saisi, dateNaissance: date('1942-03-12') }, patient)?.motifs[1]).toBe(
      `même nom (${connu})`,
    );
  });

  test('nom et prénom inversés dans le formulaire sont reconnus', () => {
    const trouve = seul({ nomUtilise: 'Jeanne', prenomUtilise: 'Aubry', dateNaissance: date('1942-03-12') });
    expect(trouve?.motifs).toEqual(['même date de naissance', 'nom et prénom inversés']);
    expect(trouve?.conflits).toEqual([]);
  });

  test('jour et mois inversés, ou un chiffre faux, n’effacent pas la ressemblance', () => {
    const identite = { nomUtilise: 'Aubry', prenomUtilise: 'Jeanne' };
    expect(seul({ ...identite, dateNaissance: date('1942-12-03') })?.motifs[0]).toBe(
      'jour et mois de naissance inversés (03/12/1942 / 12/03/1942)',
    );
    expect(seul({ ...identite, dateNaissance: date('1943-03-12') })?.motifs[0]).toBe(
      'date de naissance à un chiffre près (12/03/1943 / 12/03/1942)',
    );
    expect(seul({ ...identite, dateNaissance: date('1942-03') })?.motifs[0]).toBe(
      'même mois et même année de naissance',
    );
  });

  test('un âge annoncé vaut moins qu’une date, et un âge impossible alerte', () => {
    const identite = { nomUtilise: 'Aubry', prenomUtilise: 'Jeanne' };
    expect(seul({ ...identite, anneeNaissanceApprochee: 1941 })?.motifs[0]).toBe(
      'âge compatible avec la date de naissance',
    );
    expect(seul({ ...identite, anneeNaissanceApprochee: 1960 })?.conflits).toEqual([
      'homonyme possible',
      'âge incompatible avec la date de naissance (12/03/1942)',
    ]);
  });

  test('la commune départage sans suffire', () => {
    const [cog, codePostal] = [lireCodeCommune('59392'), lireCodePostal('59600')];
    if (!cog.ok || !codePostal.ok) throw new Error('vecteur faux');
    const adresse = { lignes: [], cog: cog.valeur, codePostal: codePostal.valeur, commune: 'Maubeuge' };
    const patient = dossier('p', { adresse });
    expect(seul({ nomUtilise: 'Aubry', adresse: { lignes: [], commune: 'MAUBEUGE' } }, patient)?.motifs).toContain(
      'même commune (Maubeuge)',
    );
    expect(seul({ adresse: { lignes: [], cog: cog.valeur }, dateNaissance: date('1942') }, patient)).toBeUndefined();
  });
});

describe('personnes à ne pas confondre', () => {
  test('des jumeaux sont montrés ensemble, avec l’avertissement', () => {
    const paul = dossier('paul', {
      nomNaissance: 'Keller',
      nomUtilise: 'Keller',
      prenomsNaissance: ['Paul'],
      prenomUtilise: 'Paul',
      sexe: 'masculin',
    });
    const trouve = seul(
      {
        nomUtilise: 'Keller',
        nomNaissance: 'Keller',
        prenomUtilise: 'Pierre',
        sexe: 'masculin',
        dateNaissance: date('1942-03-12'),
      },
      paul,
    );
    expect(trouve?.conflits).toEqual(['jumeaux possibles', 'prénom différent (Pierre / Paul)']);
    expect(trouve?.niveau).toBe('possible');
  });

  test('un homonyme né un autre jour est montré, et signalé comme homonyme possible', () => {
    const trouve = seul({ nomUtilise: 'Aubry', prenomUtilise: 'Jeanne', dateNaissance: date('1957-08-30') });
    expect(trouve?.conflits).toEqual(['homonyme possible', 'date de naissance différente (30/08/1957 / 12/03/1942)']);
    expect(trouve?.niveau).toBe('possible');
  });

  test('une date de naissance seule, ou un nom seul, ne propose personne', () => {
    expect(seul({ dateNaissance: date('1942-03-12') })).toBeUndefined();
    expect(seul({ nomUtilise: 'Aubry' })).toBeUndefined();
    expect(seul({ nomUtilise: 'Keller', dateNaissance: date('1942-03-12') })).toBeUndefined();
  });

  test('le frère au même nom et au même téléphone reste distinct : prénom et sexe diffèrent', () => {
    const trouve = seul({
      nomNaissance: 'Petit',
      prenomUtilise: 'Louis',
      sexe: 'masculin',
      telephones: telephones('0639980123'),
    });
    expect(trouve).toBeUndefined();
  });

  test('un même matricule ne suffit jamais : des traits différents alertent', () => {
    const qualifie = patientDepuisTraits(desTraitsQualifies(), { id: 'q' });
    const seulMatricule = seul({ ins: unIns() }, qualifie);
    expect(seulMatricule).toMatchObject({ score: 40, niveau: 'possible', motifs: ['même matricule INS'] });
    const contredit = seul(
      { ins: unIns(), nomNaissance: 'Diallo', prenomsNaissance: ['Amadou'], dateNaissance: date('1968-01-01') },
      qualifie,
    );
    expect(contredit?.niveau).toBe('possible');
    expect(contredit?.conflits[0]).toBe(
      'même matricule mais traits différents : erreur de saisie ou collision, à vérifier',
    );
  });

  test('le meilleur dossier vient en premier', () => {
    const autres = [
      dossier('homonyme', { dateNaissance: date('1957-08-30') }),
      JEANNE,
      dossier('voisine', { nomUtilise: 'Aubri', nomNaissance: 'Roux' }),
    ];
    const ordre = rapprocher(
      { nomUtilise: 'Aubry', prenomUtilise: 'Jeanne', dateNaissance: date('1942-03-12') },
      autres,
    );
    expect(ordre.map(({ patient }) => patient.id)).toEqual(['jeanne', 'voisine', 'homonyme']);
  });

  test('seules deux identités qualifiées aux traits stricts identiques se rapprochent sans regard humain', () => {
    const a = desTraitsQualifies();
    expect(rapprochementAutomatique(a, desTraitsQualifies({ nomNaissance: 'Pat Trois' }))).toBe(true);
    expect(rapprochementAutomatique(a, desTraitsQualifies({ dateNaissance: date('1979-03-29') }))).toBe(false);
    expect(rapprochementAutomatique(a, desTraitsQualifies({}, { statut: 'RECUP' }))).toBe(false);
    expect(rapprochementAutomatique(a, desTraitsQualifies({ ins: unIns('142035939200109') }))).toBe(false);
  });
});
