import fc from 'fast-check';
import { expect, test } from 'vitest';
import { depuisFhir, versServiceRequest, versTask } from './fhir.ts';
import { STATUTS } from './statut.ts';
import { uneDemande } from './testing.ts';
import { ACCORDS, ATTENTES, CANAUX, MOTIFS, URGENCES } from './vocabulaire.ts';

const cle = <T extends string>(table: Readonly<Record<T, unknown>>) => fc.constantFrom(...(Object.keys(table) as T[]));
const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const texte = fc.string({ minLength: 1, maxLength: 80 });
const peutEtre = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined });

const demandes = fc
  .record({
    statut: fc.constantFrom(...STATUTS),
    canal: cle(CANAUX),
    urgence: cle(URGENCES),
    attente: cle(ATTENTES),
    accord: cle(ACCORDS),
    motifs: fc.uniqueArray(cle(MOTIFS), { maxLength: 5 }),
    texte: fc.string({ maxLength: 200 }),
    accordMotif: peutEtre(texte),
    patient: peutEtre(fc.uuid()),
    deposeeLe: instant,
    proprietaire: peutEtre(fc.record({ ref: fc.uuid().map((u) => `PractitionerRole/${u}`), nom: texte })),
    referent: peutEtre(fc.record({ ref: fc.uuid().map((u) => `PractitionerRole/${u}`), nom: texte })),
    complements: fc.array(
      fc
        .tuple(texte, instant, texte, instant)
        .map(([question, poseeLe, reponse, repondueLe]) => ({ question, poseeLe, reponse, repondueLe })),
      { maxLength: 2 },
    ),
    retours: fc.array(instant, { maxLength: 3 }),
    suspendueMs: fc.nat(1_000_000),
    suspendueDepuis: peutEtre(instant),
    qualifieeLe: peutEtre(instant),
  })
  .map((dessus) => uneDemande({ ...dessus, versions: [3, 2] }));

test('une demande écrite en FHIR puis relue est la même demande', () => {
  fc.assert(
    fc.property(demandes, (demande) => {
      const relue = depuisFhir(versTask(demande), versServiceRequest(demande), [3, 2]);
      expect(relue).toEqual(demande);
    }),
  );
});

test('un partenaire qui ne connaît que FHIR lit un statut, une priorité et un demandeur standards', () => {
  const tache = versTask(uneDemande({ statut: 'complement_demande' }));
  const requete = versServiceRequest(uneDemande({ urgence: 'U1' }));
  expect(tache.status).toBe('on-hold');
  expect(requete.priority).toBe('urgent');
  expect(requete.requester?.display).toBe('Dr Paul Martin');
  expect(requete.contained?.[0]).toMatchObject({ resourceType: 'Patient', birthDate: '1942' });
});
