import type { Patient } from '@medplum/fhirtypes';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  ATTRIBUTS_IDENTITE,
  METHODES_RECUEIL,
  PERMISSIONS,
  PIECES,
  PROFIL_PATIENT,
  PROFIL_PATIENT_INS,
  STATUTS_IDENTITE,
  SUITE_STATUT,
  type EvenementIdentite,
  type Fiabilite,
  type TraitsIdentite,
  type UsageIdentite,
  estProbante,
  incoherences,
  patientDepuisTraits,
  permission,
  suiteStatut,
  traitsDepuisPatient,
} from './index.ts';
import { desTraits, desTraitsQualifies, unIns } from './testing.ts';

const EVENEMENTS = Object.keys(SUITE_STATUT) as EvenementIdentite[];
const MATRICULE = unIns().matricule;

const unMot = fc.constantFrom(
  'Aubry',
  'Petit',
  'Ben Ali',
  'D’Arc',
  'Le Goff',
  'Keller-Roux',
  'ÉLÉONORE',
  'Marie-Louise',
);
/** The trait present or absent, never `undefined`. */
function optionnel(cle: string, valeurs: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.oneof(
    fc.constant({}),
    valeurs.map((valeur) => ({ [cle]: valeur })),
  );
}

function unis(morceaux: readonly object[]): object {
  return Object.assign({}, ...morceaux) as object;
}

const unProvisoire = fc
  .tuple(
    optionnel('civilite', fc.constantFrom('M', 'MME')),
    optionnel('nomNaissance', unMot),
    optionnel('nomUtilise', unMot),
    optionnel('prenomUtilise', unMot),
    optionnel('dateNaissance', fc.constantFrom('1942', '1942-03', '1942-03-12')),
    optionnel(
      'lieuNaissance',
      fc.constantFrom({ cog: '2A004' }, { libelle: 'Lille' }, { cog: '99134', libelle: 'Espagne' }),
    ),
    optionnel(
      'adresse',
      fc.constantFrom(
        { lignes: ['3 rue des Lilas'], codePostal: '59600', commune: 'Maubeuge', cog: '59392' },
        { lignes: [] },
      ),
    ),
    fc.record({
      prenomsNaissance: fc.array(fc.constantFrom('Jeanne', 'Marie-Louise', 'Zoé'), { maxLength: 3 }),
      sexe: fc.constantFrom('masculin', 'feminin', 'inconnu'),
      telephones: fc.subarray([{ numero: '+33639980123', usage: 'portable' }, { numero: '+33199001234' }]),
      courriels: fc.subarray(['jeanne@courriel.invalid']),
      fiabilite: fc.oneof(
        fc
          .tuple(
            optionnel('methode', fc.constantFrom(...METHODES_RECUEIL)),
            fc.constantFrom([], ['HOMA'], ['DOUT'], ['FICT'], ['HOMA', 'DOUT']),
          )
          .map(([methode, attributs]) => ({ statut: 'PROV', attributs, ...methode })),
        fc.constant({ statut: 'RECUP', attributs: ['HOMA'], methode: 'INSI' }),
        fc
          .constantFrom(...Object.keys(PIECES))
          .map((piece) => ({ statut: 'VALI', attributs: [], piece, dateControle: '2026-03-02' })),
      ),
    }),
  )
  .map((morceaux) => unis(morceaux) as TraitsIdentite);

describe('identité en FHIR', () => {
  test('une identité non qualifiée, même partielle, se relit telle qu’elle a été écrite', () => {
    fc.assert(
      fc.property(unProvisoire, (traits) => {
        expect(traitsDepuisPatient(patientDepuisTraits(traits, { id: 'p1' }))).toEqual(traits);
      }),
      { numRuns: 300 },
    );
  });

  test('une identité qualifiée se relit avec son INS', () => {
    fc.assert(
      fc.property(fc.constantFrom('CN', 'PA', 'CS', 'AN'), fc.constantFrom(...METHODES_RECUEIL), (piece, methode) => {
        const traits = desTraitsQualifies({}, { piece, methode });
        expect(traitsDepuisPatient(patientDepuisTraits(traits, { id: 'p1' }))).toEqual(traits);
      }),
    );
  });

  test('une identité qualifiée s’écrit VALI avec son matricule, son OID et le profil INS', () => {
    const patient = patientDepuisTraits(desTraitsQualifies(), { id: 'p1' });
    expect(patient.meta?.profile).toEqual([PROFIL_PATIENT_INS]);
    expect(patient.identifier).toEqual([
      {
        use: 'official',
        type: {
          coding: [{ system: 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203', code: 'INS-NIR-TEST' }],
        },
        system: 'urn:oid:1.2.250.1.213.1.4.10',
        value: MATRICULE,
      },
    ]);
    expect(JSON.stringify(patient.extension)).toContain('"code":"VALI"');
    expect(JSON.stringify(patient)).not.toContain('QUAL');
    expect(patient.name?.[0]).toMatchObject({ use: 'official', family: 'PAT-TROIS', given: ['DOMINIQUE'] });
  });

  test('un titre de séjour qualifie, mais sous le profil général, seul à savoir le dire', () => {
    const patient = patientDepuisTraits(desTraitsQualifies({}, { piece: 'CS' }), { id: 'p1' });
    expect(patient.meta?.profile).toEqual([PROFIL_PATIENT]);
  });

  test('le matricule ne sort jamais d’une identité qui n’est pas qualifiée', () => {
    for (const statut of ['PROV', 'RECUP', 'VALI'] as const) {
      const traits = desTraitsQualifies({}, { statut });
      const patient = patientDepuisTraits(traits, { id: 'p1' });
      expect(JSON.stringify(patient)).not.toContain(MATRICULE);
      expect(traitsDepuisPatient(patient).fiabilite.statut).toBe(statut);
    }
  });

  test('une identité qualifiée incomplète ou douteuse ne peut pas s’écrire', () => {
    const { ins: _ins, ...sansIns } = desTraitsQualifies();
    expect(incoherences(sansIns)).toEqual(['qualifiee_sans_ins']);
    expect(incoherences(desTraitsQualifies({ sexe: 'inconnu' }))).toEqual(['qualifiee_sans_traits_stricts']);
    expect(incoherences(desTraitsQualifies({}, { attributs: ['DOUT'] }))).toEqual(['marque_et_statut']);
    expect(incoherences(desTraits({ fiabilite: { statut: 'PROV', attributs: ['DOUT', 'FICT'] } }))).toEqual([
      'marques_exclusives',
    ]);
    expect(() => patientDepuisTraits(sansIns, { id: 'p1' })).toThrow('identité incohérente');
    expect(incoherences(desTraitsQualifies())).toEqual([]);
  });

  test('les identifiants locaux restent à côté de l’INS et ne le remplacent pas', () => {
    const local = { use: 'usual', system: 'urn:oid:1.2.3.4', value: '42' } as const;
    const patient = patientDepuisTraits(desTraits(), { id: 'p1', identifiants: [local], actif: false });
    expect(patient).toMatchObject({ identifier: [local], active: false });
    expect(traitsDepuisPatient(patient).ins).toBeUndefined();
  });

  test('un patient venu d’ailleurs se lit : statut de la génération suivante, ancien matricule, nom sans usage', () => {
    const ext = 'https://hl7.fr/ig/fhir/core';
    const patient: Patient = {
      resourceType: 'Patient',
      extension: [
        {
          url: `${ext}/StructureDefinition/fr-core-identity-reliability`,
          extension: [
            {
              url: 'identityStatus',
              valueCoding: { system: `${ext}/CodeSystem/fr-core-cs-identity-status`, code: 'PROV' },
            },
            {
              url: 'comment',
              valueCodeableConcept: {
                coding: [{ system: `${ext}/CodeSystem/fr-core-cs-identity-status-comment`, code: 'DOUT' }],
              },
            },
          ],
        },
      ],
      identifier: [
        {
          use: 'old',
          system: 'urn:oid:1.2.250.1.213.1.4.10',
          value: MATRICULE,
          type: { coding: [{ system: `${ext}/CodeSystem/fr-core-cs-v2-0203`, code: 'INS-NIR-TEST' }] },
        },
        {
          system: 'urn:oid:1.2.250.1.213.1.4.8',
          value: MATRICULE,
          type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'NH' }] },
        },
      ],
      name: [{ family: 'Aubry', given: ['Jeanne'], prefix: ['Mme'] }],
      birthDate: '1942-02-31',
      gender: 'other',
      telecom: [{ system: 'phone', value: '+32 2 000 00 00' }],
    };
    expect(traitsDepuisPatient(patient)).toEqual({
      prenomsNaissance: [],
      nomUtilise: 'Aubry',
      prenomUtilise: 'Jeanne',
      civilite: 'MME',
      sexe: 'inconnu',
      telephones: [],
      courriels: [],
      fiabilite: { statut: 'PROV', attributs: ['DOUT'] },
    });
  });
});

describe('statut de l’identité', () => {
  const avec = (statut: Fiabilite['statut'], attributs: Fiabilite['attributs'] = []): Fiabilite => ({
    statut,
    attributs,
  });

  test('retrouvée dans INSi puis contrôlée sur pièce, dans un sens ou dans l’autre, elle devient qualifiée', () => {
    for (const ordre of [
      ['insi_retrouvee', 'piece_controlee'],
      ['piece_controlee', 'insi_retrouvee'],
    ] as const) {
      let fiabilite = avec('PROV');
      for (const evenement of ordre) {
        const suite = suiteStatut(fiabilite, evenement);
        if ('refus' in suite) throw new Error(suite.refus);
        fiabilite = suite;
      }
      expect(fiabilite.statut).toBe('QUAL');
    }
  });

  test('INSi en panne ou sans réponse ne promeut ni ne dégrade personne', () => {
    for (const statut of STATUTS_IDENTITE) {
      expect(suiteStatut(avec(statut), 'insi_indisponible')).toEqual(avec(statut));
      expect(suiteStatut(avec(statut), 'insi_non_retrouvee')).toEqual(avec(statut));
    }
  });

  test('poser « douteuse » sur une qualifiée la rétrograde, retire sa preuve et arrête tout envoi', () => {
    const suite = suiteStatut(
      { statut: 'QUAL', attributs: ['HOMA'], piece: 'CN', dateControle: '2026-03-02', methode: 'INSI' },
      'marquee_douteuse',
    );
    expect(suite).toEqual({ statut: 'PROV', attributs: ['HOMA', 'DOUT'], methode: 'INSI' });
    expect(permission('sortir_matricule', suite as Fiabilite)).toBe('non');
    expect(permission('appeler_insi', suite as Fiabilite)).toBe('non');
    expect(permission('creer_soigner_orienter', suite as Fiabilite)).toBe('oui');
  });

  test('une identité marquée ne se récupère ni ne se valide, et ne porte pas les deux marques', () => {
    expect(suiteStatut(avec('PROV', ['FICT']), 'piece_controlee')).toEqual({ refus: 'marque_bloquante' });
    expect(suiteStatut(avec('PROV', ['DOUT']), 'insi_retrouvee')).toEqual({ refus: 'marque_bloquante' });
    expect(suiteStatut(avec('PROV', ['DOUT']), 'marquee_fictive')).toEqual({ refus: 'marques_exclusives' });
    expect(suiteStatut(avec('PROV', ['FICT']), 'marquee_douteuse')).toEqual({ refus: 'marques_exclusives' });
    expect(suiteStatut(avec('PROV', ['HOMA', 'DOUT']), 'marque_levee')).toEqual(avec('PROV', ['HOMA']));
  });

  test('aucun chemin n’amène une identité douteuse ou fictive au-delà de provisoire', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENEMENTS), { maxLength: 12 }), (chemin) => {
        let fiabilite = avec('PROV');
        for (const evenement of chemin) {
          const suite = suiteStatut(fiabilite, evenement);
          fiabilite = 'refus' in suite ? fiabilite : suite;
        }
        const marquee = fiabilite.attributs.some((attribut) => attribut !== 'HOMA');
        expect(marquee && fiabilite.statut !== 'PROV').toBe(false);
        expect(fiabilite.attributs.length).toBeLessThan(ATTRIBUTS_IDENTITE.length);
      }),
    );
  });

  const TABLE: readonly (readonly [UsageIdentite, string])[] = [
    ['creer_soigner_orienter', 'oui oui oui oui'],
    ['appeler_insi', 'oui oui oui oui'],
    ['afficher_matricule', 'non identitovigilance non oui'],
    ['sortir_matricule', 'non non non oui'],
    ['deposer_dmp', 'non non non oui'],
    ['ecrire_messagerie_citoyenne', 'non non non oui'],
    ['rapprocher_automatiquement', 'non non non oui'],
  ];
  test.each(TABLE)('%s : provisoire, récupérée, validée, qualifiée → %s', (usage, attendu) => {
    expect(STATUTS_IDENTITE.map((statut) => permission(usage, avec(statut))).join(' ')).toBe(attendu);
  });

  test('la table des permissions est jouée en entier', () => {
    expect(TABLE.map(([usage]) => usage)).toEqual(Object.keys(PERMISSIONS));
  });

  test('un permis de conduire ne prouve pas une identité', () => {
    expect(estProbante('PC')).toBe(false);
    expect(estProbante('inconnu')).toBe(false);
    expect(estProbante('CN')).toBe(true);
  });
});
