import { describe, expect, test } from 'vitest';
import { ordreDesElements, structureDuType, typeDuChemin, typesDeRessource } from './index.ts';

const noms = (type: string) => ordreDesElements(type).map(({ nom }) => nom);
const element = (type: string, nom: string) => ordreDesElements(type).find((e) => e.nom === nom);

describe('L’ordre des éléments d’un type', () => {
  test('une personne s’écrit dans l’ordre de la norme, ses choix côte à côte', () => {
    const ordre = noms('Patient');
    expect(ordre.slice(0, 8)).toEqual([
      'id',
      'meta',
      'implicitRules',
      'language',
      'text',
      'contained',
      'extension',
      'modifierExtension',
    ]);
    expect(ordre.indexOf('deceasedDateTime')).toBe(ordre.indexOf('deceasedBoolean') + 1);
  });

  test('l’identifiant d’un élément et l’adresse d’une extension sont des attributs, celui d’une ressource non', () => {
    expect(element('HumanName', 'id')).toMatchObject({ type: 'string', attribut: true });
    expect(element('Extension', 'url')).toMatchObject({ type: 'uri', attribut: true });
    expect(element('Patient', 'id')).toMatchObject({ type: 'id', attribut: false });
  });

  test('un groupe et son renvoi mènent aux mêmes éléments', () => {
    expect(element('Questionnaire', 'item')).toMatchObject({ type: 'Questionnaire.item', repete: true });
    expect(element('Questionnaire.item', 'item')?.type).toBe('Questionnaire.item');
    expect(element('Bundle.entry', 'link')?.type).toBe('Bundle.link');
  });

  test('chaque chemin donne son type', () => {
    expect(typeDuChemin('Patient.name.given')).toBe('string');
    expect(typeDuChemin('Patient.contact.telecom')).toBe('ContactPoint');
    expect(typeDuChemin('Observation.component.valueQuantity.unit')).toBe('string');
    expect(typeDuChemin('Patient.inconnu')).toBeUndefined();
    expect(typeDuChemin('Inconnu.name')).toBeUndefined();
  });
});

describe('Les types de ressource', () => {
  test('sont les 146 de la norme, sans les abstraits', () => {
    expect(typesDeRessource()).toHaveLength(146);
    expect(typesDeRessource()).toContain('Patient');
    expect(typesDeRessource()).not.toContain('DomainResource');
  });

  test('rien n’est ajouté à R4 : ni propriété d’un éditeur, ni emprunt à une version plus récente', () => {
    expect(noms('Meta')).toEqual([
      'id',
      'extension',
      'versionId',
      'lastUpdated',
      'source',
      'profile',
      'security',
      'tag',
    ]);
    expect(noms('Binary').slice(-3)).toEqual(['contentType', 'securityContext', 'data']);
    expect(typesDeRessource()).not.toContain('SubscriptionStatus');
    expect(noms('EvidenceVariable.characteristic')).toContain('definitionTriggerDefinition');
  });

  test('chacun mène, de proche en proche, à des types qui existent', () => {
    const vus = new Set<string>();
    const perdus: string[] = [];
    const visiter = (type: string): void => {
      if (vus.has(type)) return;
      vus.add(type);
      for (const e of ordreDesElements(type)) {
        if (structureDuType(e.type.split('.')[0] ?? '') === undefined) perdus.push(`${type}.${e.nom} : ${e.type}`);
        else if (!e.primitif) visiter(e.type);
      }
    };
    for (const type of typesDeRessource()) visiter(type);
    expect(perdus).toEqual([]);
    expect(vus.size).toBeGreaterThan(600);
  });
});
