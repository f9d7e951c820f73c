import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TYPES_TENUS, type TypeTenu } from '#fhir/types-tenus.ts';
import { ecrirePermissions, enTrop, GESTES, lirePermissions, NIVEAUX, permet, type Permission } from './permissions.ts';

const lues = (texte: string) => {
  const lecture = lirePermissions(texte);
  if ('illisible' in lecture) throw new Error(lecture.illisible);
  return lecture.lues;
};
const refusee = (texte: string) => {
  const lecture = lirePermissions(texte);
  return 'illisible' in lecture ? lecture.illisible : undefined;
};

const unePermission: fc.Arbitrary<Permission> = fc.record({
  niveau: fc.constantFrom(...NIVEAUX),
  type: fc.constantFrom('*' as const, ...(Object.keys(TYPES_TENUS) as TypeTenu[])),
  gestes: fc.subarray([...GESTES], { minLength: 1 }),
});

describe('Les permissions d’un logiciel', () => {
  test('le journal des accès se demande par son nom : « tout lire » ne le donne pas', () => {
    const tout = lues('system/*.cruds').permissions;
    const journal = lues('system/AuditEvent.rs').permissions;
    expect(permet(tout, 'r', 'AuditEvent')).toBe(false);
    expect(enTrop(journal, tout)).toEqual(journal);
    expect(permet(journal, 'r', 'AuditEvent')).toBe(true);
    expect(enTrop(journal, journal)).toEqual([]);
  });

  test('les lettres des deux versions de SMART se lisent, et se réécrivent dans la seconde', () => {
    expect(ecrirePermissions(lues('launch/patient  system/Patient.read user/*.* patient/Task.write'))).toBe(
      'launch/patient system/Patient.rs user/*.cruds patient/Task.cud',
    );
    expect(ecrirePermissions(lues('offline_access system/Observation.cruds'))).toBe(
      'offline_access system/Observation.cruds',
    );
  });

  test('ce qui est écrit se relit pareil', () => {
    fc.assert(
      fc.property(fc.array(unePermission), (permissions) => {
        expect(lues(ecrirePermissions({ permissions, contextes: ['launch'] }))).toEqual({
          permissions,
          contextes: ['launch'],
        });
      }),
    );
  });

  test.each([
    ['system/Patient.sr', /c, r, u, d, s, dans cet ordre/],
    ['system/Patient.', /ne se lit pas/],
    ['system/Patient.rr', /c, r, u, d, s/],
    ['system/Licorne.rs', /type que ce serveur ne tient pas/],
    ['admin/Patient.rs', /ne se lit pas/],
    ['system/Observation.rs?category=laboratory', /restreinte par un paramètre/],
    ['tout', /ne se lit pas/],
    ['system/constructor.rs', /type que ce serveur ne tient pas/],
    ['system/Patient.constructor', /c, r, u, d, s/],
  ])('« %s » est refusée avec sa raison', (texte, raison) => {
    expect(refusee(texte)).toMatch(raison);
  });

  test('une demande n’est couverte que par ce qui a été accordé, au même niveau', () => {
    const permises = lues('system/Patient.rs system/Patient.c user/*.r').permissions;
    const trop = (texte: string) => enTrop(lues(texte).permissions, permises).length;
    expect(trop('system/Patient.crs')).toBe(0);
    expect(trop('user/Task.r')).toBe(0);
    expect(trop('system/Patient.u')).toBe(1);
    expect(trop('system/Task.r')).toBe(1);
    expect(trop('system/*.r')).toBe(1);
    expect(trop('patient/Task.r')).toBe(1);
  });

  test('ce qui n’est pas en trop ne permet rien de plus que ce qui est accordé', () => {
    const types = Object.keys(TYPES_TENUS);
    fc.assert(
      fc.property(fc.array(unePermission), fc.array(unePermission), (demandees, permises) => {
        const trop = enTrop(demandees, permises);
        const gardees = demandees.filter((d) => !trop.includes(d));
        for (const niveau of NIVEAUX)
          for (const geste of GESTES)
            for (const type of types) {
              const a = permet(
                gardees.filter((p) => p.niveau === niveau),
                geste,
                type,
              );
              const b = permet(
                permises.filter((p) => p.niveau === niveau),
                geste,
                type,
              );
              expect(!a || b).toBe(true);
            }
      }),
      { numRuns: 30 },
    );
  });
});
