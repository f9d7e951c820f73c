import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lireAnnuaire } from '#connectors/annuaire-sante/lire-annuaire.ts';
import { echantillon } from '#connectors/annuaire-sante/testing.ts';
import { EXTENSIONS_CORDEE } from '#fhir/definitions/index.ts';
import { PIECES } from '#fhir/identite/pieces.ts';
import { patientDepuisTraits } from '#fhir/identite/patient.ts';
import { desTraits, desTraitsQualifies } from '#fhir/identite/testing.ts';
import { creerValidateur } from '#fhir/validateur/index.ts';
import { trousseAbsente, TROUSSE } from '#fhir/validateur/testing-trousse.ts';
import { consentDe } from '#modules/cercle/consentement.ts';
import { careTeamDe } from '#modules/cercle/fhir.ts';
import { unMembre } from '#modules/cercle/testing.ts';
import { CLES_FONDEMENTS, FONCTIONS } from '#modules/cercle/vocabulaire.ts';
import * as demande from '#modules/demande/fhir.ts';
import { STATUTS as STATUTS_DEMANDE } from '#modules/demande/statut.ts';
import { uneDemande } from '#modules/demande/testing.ts';
import { relatedPersonDe } from '#modules/dossier/proches.ts';
import { CLES_LIENS, CLES_ROLES_PROCHE } from '#modules/dossier/vocabulaire.ts';
import { communicationDe } from '#modules/messagerie/fhir.ts';
import * as orientation from '#modules/orientation/fhir.ts';
import { STATUTS as STATUTS_ORIENTATION } from '#modules/orientation/statut.ts';
import { uneOrientation } from '#modules/orientation/testing.ts';

/** With the French packages when they are there, by base R4 alone otherwise: a profile not held is only a warning. */
const validateur = creerValidateur({
  paquets: trousseAbsente ? [] : [TROUSSE],
  extensions: EXTENSIONS_CORDEE,
  extensionsInconnues: trousseAbsente ? 'signaler' : 'refuser',
});
const LE = new Date('2026-11-24T09:00:00.000Z');

function fautes(ressource: unknown): readonly string[] {
  const { issues } = validateur.valider(ressource);
  const erreurs = issues.filter(({ severity }) => severity === 'error');
  return erreurs.map((i) => `${i.expression[0]} : ${i.details.text} (${i.diagnostics})`);
}

const peutEtre = <T>(a: fc.Arbitrary<T>) => fc.option(a, { nil: undefined });
const instant = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
const qui = fc.uuid().map((id) => ({ ref: `PractitionerRole/${id}`, nom: 'Sophie Marchand' }));

describe('Ce que Cordée écrit respecte le profil qu’il annonce', () => {
  test('une identité, à chacun de ses statuts', () => {
    for (const statut of ['PROV', 'RECUP', 'VALI', 'QUAL'] as const)
      for (const piece of [undefined, ...Object.keys(PIECES).filter((cle) => PIECES[cle]?.probante === true)])
        if (piece !== undefined || statut === 'PROV' || statut === 'RECUP') {
          const traits =
            statut === 'VALI' || statut === 'QUAL'
              ? desTraitsQualifies({}, { statut, ...(piece === undefined ? {} : { piece }) })
              : desTraits({ fiabilite: { statut, attributs: [], methode: statut === 'PROV' ? 'SM' : 'INSI' } });
          expect(fautes(patientDepuisTraits(traits, { id: 'p1' })), `${statut} ${piece ?? 'sans pièce'}`).toEqual([]);
        }
  });

  test('une demande, à chaque étape de sa vie', () => {
    const demandes = fc.record({
      statut: fc.constantFrom(...STATUTS_DEMANDE),
      patient: peutEtre(fc.uuid()),
      proprietaire: peutEtre(qui),
      referent: peutEtre(qui),
      retours: fc.array(instant, { maxLength: 2 }),
      complements: fc.array(
        instant.map((poseeLe) => ({ question: 'Quel étage ?', poseeLe })),
        { maxLength: 2 },
      ),
      suspendueDepuis: peutEtre(instant),
      qualifieeLe: peutEtre(instant),
    });
    fc.assert(
      fc.property(demandes, (dessus) => {
        const une = uneDemande(dessus);
        expect([...fautes(demande.versTask(une)), ...fautes(demande.versServiceRequest(une))]).toEqual([]);
      }),
    );
  });

  test('une orientation, à chaque étape de sa boucle', () => {
    const orientations = fc.record({
      statut: fc.constantFrom(...STATUTS_ORIENTATION),
      relances: fc.array(instant, { maxLength: 2 }),
      reponse: peutEtre(instant.map((le) => ({ par: 'SAD Les Tilleuls', le, commentaire: undefined }))),
      rdvLe: peutEtre(instant),
      preneur: peutEtre(qui),
      precedente: peutEtre(fc.constant('Task/avant')),
    });
    fc.assert(
      fc.property(orientations, (dessus) => {
        const une = uneOrientation(dessus);
        expect([...fautes(orientation.versTask(une)), ...fautes(orientation.versServiceRequest(une))]).toEqual([]);
      }),
    );
  });

  test('un rendez-vous fixé puis une prise en charge commencée et finie', () => {
    const fin = { le: new Date('2026-12-24T09:00:00.000Z'), motif: 'objectif atteint' };
    for (const dessus of [{ rdvLe: LE }, { rdvLe: LE, fin }, { commenceeLe: LE }, { commenceeLe: LE, fin }])
      expect(fautes(orientation.versTask(uneOrientation(dessus)))).toEqual([]);
  });

  test('un cercle de soins, quels que soient ses membres', () => {
    const membres = Object.keys(FONCTIONS).flatMap((fonction, i) =>
      CLES_FONDEMENTS.map((fondement, j) =>
        unMembre({ rang: i * 10 + j, fonction, fondement, ref: j === 0 ? undefined : `PractitionerRole/${i}` }),
      ),
    );
    expect(fautes(careTeamDe('p1', membres, LE))).toEqual([]);
    expect(fautes(careTeamDe('p1', [unMembre({ structure: 'CPTS', telephone: '+33639980123', fin: LE })], LE))).toEqual(
      [],
    );
  });

  test('l’information donnée à la personne et son accord', () => {
    for (const etat of ['informee', 'opposee'] as const)
      expect(fautes(consentDe('c1', 'p1', 'Organization/dac', { etat, par: 'Sophie', le: LE, mode: 'oral' }))).toEqual(
        [],
      );
  });

  test('un proche, quels que soient son lien et ses rôles', () => {
    const proches = fc.record({
      nom: fc.constant('Aubry'),
      prenom: peutEtre(fc.constant('Claire')),
      lien: fc.constantFrom(...CLES_LIENS),
      roles: fc.subarray([...CLES_ROLES_PROCHE], { minLength: 1 }),
      telephone: fc.constant('+33639980123'),
      preuve: peutEtre(fc.constantFrom('', 'jugement vu')),
    });
    fc.assert(
      fc.property(proches, (proche) => {
        expect(fautes(relatedPersonDe('r1', 'p1', proche))).toEqual([]);
      }),
    );
  });

  test('un message sécurisé, rattaché ou non à une personne', () => {
    const partie = { adresse: 'paul.martin@medecin.mss-orsene.invalid', nom: 'Dr Paul Martin' };
    const message = {
      id: 'm1',
      messageId: '<1@mss-orsene.invalid>',
      statut: 'completed',
      de: partie,
      a: { ...partie, ref: 'PractitionerRole/martin' },
      texte: 'Bonjour',
      pieces: [],
      recuLe: LE,
      sujet: 'Demande',
    } as const;
    for (const patient of [null, 'p1'])
      for (const objet of [null, 'Task/1'])
        expect(fautes(communicationDe(message, { objet, patient, famille: 'COO' }))).toEqual([]);
  });

  test('l’annuaire tel que nous l’assemblons des fichiers nationaux', async () => {
    const noms = [
      'PS_LibreAcces_Personne_activite_exemple.txt',
      'PS_LibreAcces_SavoirFaire_exemple.txt',
      'PS_LibreAcces_Dipl_AutExerc_exemple.txt',
      'etalab-cs1100507-stock-geolocalise.csv',
      'Extraction_Correspondance_MSSante_exemple.txt',
    ];
    const lu = await lireAnnuaire(noms.map((nom) => ({ nom, ouvrir: () => echantillon(nom) })));
    const ressources = [...lu.practitioners, ...lu.practitionerRoles, ...lu.organizations];
    expect(ressources.length).toBeGreaterThan(10);
    expect(ressources.flatMap((ressource) => fautes(ressource))).toEqual([]);
  });
});
