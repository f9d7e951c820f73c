import { describe, expect, test } from 'vitest';
import { avertissementsDe, erreursDe, unProfil, validateurAvec } from './testing-paquet.ts';
import { creerValidateur } from './index.ts';

const URL = 'https://exemple.invalid/StructureDefinition/profil';
const base = creerValidateur({ paquets: [] });
const erreurs = (ressource: unknown) => erreursDe(base.valider(ressource));
const patient = (dessus: object = {}) => ({ resourceType: 'Patient', ...dessus });
/** Errors of a Patient judged by base Patient with these elements changed. */
const selon = (changes: Parameters<typeof unProfil>[2], dessus: object, type = 'Patient') =>
  erreursDe(
    validateurAvec(unProfil(URL, type, changes)).valider({ resourceType: type, ...dessus }, { profils: [URL] }),
  );

describe('La forme d’une ressource', () => {
  test('une personne simple est conforme, sans remarque', () => {
    expect(base.valider(patient({ id: 'a', name: [{ family: 'Petit' }], deceasedBoolean: false }))).toEqual({
      issues: [],
      valide: true,
    });
  });

  test('ce qui n’est pas une ressource est dit, sans panne', () => {
    for (const valeur of [null, 1, 'x', [], {}, { resourceType: 'Rien' }, { resourceType: ['Patient'] }])
      expect(erreurs(valeur)).toHaveLength(1);
  });

  test('une propriété inconnue, une valeur nulle, une liste vide, un objet vide', () => {
    expect(erreurs(patient({ nom: 1 }))).toEqual(['Patient.nom propriete']);
    expect(erreurs(patient({ gender: null }))).toEqual(['Patient.gender null']);
    expect(erreurs(patient({ name: [] }))).toEqual(['Patient.name Patient.name.vide']);
    expect(erreurs(patient({ name: [{}] }))).toEqual(['Patient.name[0] ele-1']);
    expect(erreurs(patient({ name: [null] }))).toEqual(['Patient.name[0] null']);
  });

  test('une liste où il n’en faut pas, pas de liste où il en faut', () => {
    expect(erreurs(patient({ gender: ['male'] }))).toEqual(['Patient.gender Patient.gender.liste']);
    expect(erreurs(patient({ name: { family: 'Petit' } }))).toEqual(['Patient.name Patient.name.liste']);
    expect(erreurs(patient({ name: ['Petit'] }))).toEqual(['Patient.name[0] Patient.name.forme']);
  });

  test('un choix : un type, un seul, et permis', () => {
    expect(erreurs(patient({ deceasedBoolean: true, deceasedDateTime: '2026' }))).toEqual([
      'Patient.deceasedDateTime choix',
    ]);
    expect(erreurs(patient({ deceasedString: 'oui' }))).toEqual(['Patient.deceasedString type']);
  });

  test('un élément obligatoire manque : dit sur celui qui devrait le porter', () => {
    expect(erreurs({ resourceType: 'Task', intent: 'order' })).toEqual(['Task Task.status.min']);
  });

  test('les extensions d’une valeur simple sont jugées, avec ou sans la valeur', () => {
    const absente = {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
    };
    expect(erreurs(patient({ _birthDate: absente }))).toEqual([]);
    expect(erreurs(patient({ name: [{ given: ['Jeanne', null], _given: [null, absente] }] }))).toEqual([]);
    expect(erreurs(patient({ _birthDate: { extension: [{ url: 'urn:inconnue', valueCode: 'x' }] } }))).toEqual([
      'Patient.birthDate.extension[0] extension',
    ]);
    expect(erreurs(patient({ _birthDate: {} }))).toEqual(['Patient.birthDate ele-1']);
  });

  test('un contenu qui se répète est jugé à chaque étage', () => {
    const questionnaire = {
      resourceType: 'Questionnaire',
      status: 'active',
      item: [{ linkId: '1', type: 'group', item: [{ type: 'display' }] }],
    };
    expect(erreurs(questionnaire)).toEqual(['Questionnaire.item[0].item[0] Questionnaire.item.linkId.min']);
  });

  test('un emboîtement sans fin est refusé avant d’être lu', () => {
    let extension: object = { url: 'a', valueString: 'b' };
    for (let i = 0; i < 20_000; i += 1) extension = { url: 'a', extension: [extension] };
    expect(erreurs(patient({ extension: [extension] }))).toEqual(['Patient profondeur']);
  });
});

describe('Les références', () => {
  const tache = (reference: object, dessus: object = {}) => ({
    resourceType: 'Task',
    status: 'requested',
    intent: 'order',
    ...dessus,
    requester: reference,
  });

  test('mènent à un type permis, que l’adresse soit courte, longue ou contenue', () => {
    expect(erreurs(tache({ reference: 'Practitioner/1' }))).toEqual([]);
    expect(erreurs(tache({ reference: 'https://exemple.invalid/fhir/Practitioner/1/_history/2' }))).toEqual([]);
    expect(erreurs(tache({ reference: 'Location/1' }))).toEqual(['Task.requester reference']);
    expect(erreurs(tache({ reference: '#l' }, { contained: [{ resourceType: 'Location', id: 'l' }] }))).toEqual([
      'Task.requester reference',
    ]);
    expect(erreurs(tache({ type: 'Location', display: 'Salle 3' }))).toEqual(['Task.requester reference']);
    expect(erreurs(tache({ reference: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520' }))).toEqual([]);
  });

  test('vers une ressource contenue : elle existe, et chacune est visée', () => {
    expect(erreurs(tache({ reference: '#absent' }))).toEqual(['Task.requester ref-1']);
    expect(erreurs({ ...tache({ display: 'x' }), contained: [{ resourceType: 'Patient', id: 'seul' }] })).toEqual([
      'Task dom-3',
    ]);
  });

  test('dans un lot, l’adresse d’une entrée mène à sa ressource', () => {
    const lot = (cible: object) => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { fullUrl: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520', resource: cible },
        {
          fullUrl: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239521',
          resource: tache({ reference: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520' }),
        },
      ],
    });
    expect(erreurs(lot({ resourceType: 'Practitioner' }))).toEqual([]);
    // The same object, changed between two judgements, is judged as it is now.
    const change = lot({ resourceType: 'Practitioner' });
    expect(erreurs(change)).toEqual([]);
    change.entry[0] = {
      fullUrl: 'urn:uuid:c757873d-ec9a-4326-a141-556f43239520',
      resource: { resourceType: 'Location' },
    };
    expect(erreurs(change)).toEqual(['Bundle.entry[1].resource.requester reference']);
    expect(erreurs(lot({ resourceType: 'Location' }))).toEqual(['Bundle.entry[1].resource.requester reference']);
  });
});

describe('Les profils', () => {
  test('une valeur fixée est exacte, un modèle peut être dépassé', () => {
    const fixe = {
      'Patient.gender': { fixedCode: 'female' },
      'Patient.maritalStatus': { patternCodeableConcept: { coding: [{ code: 'M' }] } },
    };
    expect(selon(fixe, { gender: 'male' })).toEqual(['Patient.gender Patient.gender.fixed']);
    expect(selon(fixe, { maritalStatus: { coding: [{ code: 'S' }] } })).toEqual([
      'Patient.maritalStatus Patient.maritalStatus.pattern',
    ]);
    expect(
      selon(fixe, {
        gender: 'female',
        maritalStatus: { text: 'mariée', coding: [{ code: 'X' }, { code: 'M', display: 'Mariée' }] },
      }),
    ).toEqual([]);
  });

  test('un élément interdit, trop de valeurs, un texte trop long, une valeur hors bornes', () => {
    expect(selon({ 'Patient.photo': { max: '0' } }, { photo: [{ title: 'x' }] })).toEqual([
      'Patient.photo Patient.photo.max',
    ]);
    expect(
      selon({ 'Patient.name': { max: '1', base: { max: '*' } } }, { name: [{ text: 'a' }, { text: 'b' }] }),
    ).toEqual(['Patient.name Patient.name.max']);
    expect(selon({ 'Patient.language': { maxLength: 2 } }, { language: 'fr-FR' })).toEqual([
      'Patient.language Patient.language.maxLength',
    ]);
    expect(selon({ 'Patient.birthDate': { minValueDate: '1900-01-01' } }, { birthDate: '1850-01-01' })).toEqual([
      'Patient.birthDate Patient.birthDate.minValue',
    ]);
  });

  test('une règle en FHIRPath est jouée, une règle illisible n’accuse personne', () => {
    const regle = (expression: string) => ({
      Patient: { constraint: [{ key: 'essai-1', severity: 'error', expression }] },
    });
    expect(selon(regle("name.where(use = 'official').exists()"), { name: [{ use: 'usual', text: 'a' }] })).toEqual([
      'Patient essai-1',
    ]);
    expect(selon(regle("name.where(use = 'official').exists()"), { name: [{ use: 'official', text: 'a' }] })).toEqual(
      [],
    );
    expect(selon(regle('name.where('), {})).toEqual([]);
  });

  test('un profil annoncé que personne ne tient est signalé, et la norme de base jugée', () => {
    const bilan = base.valider(patient({ meta: { profile: ['https://exemple.invalid/inconnu'] }, nom: 1 }));
    expect(avertissementsDe(bilan)).toEqual(['Patient.meta profil']);
    expect(erreursDe(bilan)).toEqual(['Patient.nom propriete']);
  });

  test('un profil exigé que personne ne tient est une erreur ; un profil d’un autre type aussi', () => {
    expect(erreursDe(base.valider(patient(), { profils: ['https://exemple.invalid/inconnu'] }))).toEqual([
      'Patient profil',
    ]);
    const validateur = validateurAvec(unProfil(URL, 'Practitioner', {}));
    expect(erreursDe(validateur.valider(patient({ meta: { profile: [URL] } })))).toEqual(['Patient profil']);
  });

  test('jugé par une autre version que celle annoncée, rien n’est une erreur que la norme de base ne refuse', () => {
    const validateur = validateurAvec(unProfil(URL, 'Patient', { 'Patient.gender': { min: 1 } }));
    const bilan = validateur.valider(patient({ meta: { profile: [`${URL}|9.9.9`] }, nom: 1 }));
    expect(avertissementsDe(bilan)).toContain('Patient Patient.gender.min');
    expect(erreursDe(bilan)).toEqual(['Patient.nom propriete']);
  });

  test('un profil publié sans texte complet est signalé, et le type jugé par la norme', () => {
    const { snapshot: _, ...sansTexte } = unProfil(URL, 'Patient', {});
    const bilan = validateurAvec(sansTexte).valider(patient({ meta: { profile: [URL] }, nom: 1 }));
    expect(avertissementsDe(bilan)).toEqual(['Patient profil']);
    expect(erreursDe(bilan)).toEqual(['Patient.nom propriete']);
  });

  test('le profil d’un type de donnée est suivi', () => {
    const nom = unProfil('https://exemple.invalid/nom', 'HumanName', { 'HumanName.family': { min: 1 } });
    const profil = unProfil(URL, 'Patient', { 'Patient.name': { type: [{ code: 'HumanName', profile: [nom.url] }] } });
    const bilan = validateurAvec(nom, profil).valider(patient({ name: [{ text: 'a' }] }), { profils: [URL] });
    expect(erreursDe(bilan)).toEqual(['Patient.name[0] HumanName.family.min']);
    expect(bilan.issues[0]?.diagnostics).toBe('https://exemple.invalid/nom#HumanName.family.min');
  });
});

describe('Les extensions', () => {
  const canal = 'urn:exemple:canal';
  const validateur = creerValidateur({
    paquets: [],
    extensions: { [canal]: ['string'], 'urn:exemple:vu': { par: ['string'], le: ['dateTime'] } },
  });
  const avec = (...extension: object[]) => erreursDe(validateur.valider(patient({ extension })));

  test('déclarée, elle est jugée ; inconnue, refusée', () => {
    expect(avec({ url: canal, valueString: 'mél' })).toEqual([]);
    expect(avec({ url: canal, valueInteger: 1 })).toContain('Patient.extension[0].valueInteger type');
    expect(avec({ url: canal })).toContain('Patient.extension[0] ext-1');
    expect(avec({ url: 'urn:autre', valueString: 'x' })).toEqual(['Patient.extension[0] extension']);
    expect(avec({ valueString: 'x' })).toEqual(['Patient.extension[0] Extension.url.min']);
  });

  test('à plusieurs parties, chacune est prévue', () => {
    expect(
      avec({
        url: 'urn:exemple:vu',
        extension: [
          { url: 'par', valueString: 'S' },
          { url: 'le', valueDateTime: '2026' },
        ],
      }),
    ).toEqual([]);
    expect(avec({ url: 'urn:exemple:vu', extension: [{ url: 'ailleurs', valueString: 'S' }] })).toContain(
      'Patient.extension[0].extension[0] Extension.extension.tranches',
    );
  });

  test('inconnue, elle peut n’être que signalée', () => {
    const souple = creerValidateur({ paquets: [], extensionsInconnues: 'signaler' });
    const bilan = souple.valider(patient({ extension: [{ url: 'urn:autre', valueString: 'x' }] }));
    expect(bilan.valide).toBe(true);
    expect(avertissementsDe(bilan)).toEqual(['Patient.extension[0] extension']);
  });
});
