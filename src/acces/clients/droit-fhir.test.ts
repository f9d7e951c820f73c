import { expect, test } from 'vitest';
import { lireCodeTerritoire } from '#lib/sql/connexion.ts';
import { acteurClient, acteurSysteme, personneSeule, type Acteur } from '../acteur.ts';
import { droitFhir, droitSurPersonnes } from './droit-fhir.ts';
import { lirePermissions, type Permission } from './permissions.ts';

const T = lireCodeTerritoire('t0001');
function permissions(texte: string): readonly Permission[] {
  const lecture = lirePermissions(texte);
  return 'lues' in lecture ? lecture.lues.permissions : [];
}
const client = (texte: string) =>
  acteurClient(
    { id: 'c1', nom: 'Logiciel', territoire: T, permissions: permissions(texte), familles: ['ADM'] },
    'jeton',
  );
const medecin: Acteur = { ...acteurSysteme(T, 'x'), genre: 'compte', id: 'compte:lise', role: 'medecin' };

test('un logiciel fait ce qui lui est accordé, type par type et geste par geste', () => {
  expect(droitFhir(client('system/Patient.rs'), 'r', 'Patient')).toEqual({ permis: true, fondement: 'client:c1' });
  expect(droitFhir(client('system/Patient.rs'), 'u', 'Patient')).toMatchObject({
    permis: false,
    texte: expect.stringContaining('modifier le type Patient (system/Patient.u)'),
  });
  expect(droitFhir(client('system/*.r'), 'r', 'Task').permis).toBe(true);
  expect(droitFhir(client('system/*.r'), 's', 'Task').permis).toBe(false);
  expect(droitFhir(client('user/*.cruds patient/*.cruds'), 'r', 'Task').permis).toBe(false);
});

test('une personne agit seule, ou dans les limites de l’application qu’elle a autorisée', () => {
  const parApplication: Acteur = {
    ...medecin,
    application: { id: 'a1', permissions: permissions('patient/Task.r system/*.cruds'), familles: ['COO'] },
  };
  expect(droitFhir(medecin, 'u', 'Task').permis).toBe(true);
  expect(droitFhir(parApplication, 'r', 'Task')).toEqual({ permis: true, fondement: 'application:a1' });
  expect(droitFhir(parApplication, 'u', 'Task').permis).toBe(false);
  expect(droitFhir(parApplication, 'r', 'Patient').permis).toBe(false);
  expect(personneSeule(parApplication)).toEqual(medecin);
});

test('un lien à usage unique n’ouvre pas l’API', () => {
  expect(droitFhir({ ...medecin, genre: 'lien', role: 'structure' }, 'r', 'Organization').permis).toBe(false);
});

test('un logiciel sans permission est refusé, il n’est pas pris pour une personne', () => {
  const { client: _, ...sansRien } = client('system/*.cruds');
  expect(droitFhir(sansRien, 'r', 'Patient').permis).toBe(false);
});

test('une application ouverte sur une personne n’écrit que d’elle, sauf permission plus large', () => {
  const ouverte = (texte: string): Acteur => ({
    ...medecin,
    application: { id: 'a1', permissions: permissions(texte), familles: ['COO'], patient: 'p1' },
  });
  const ecrit = (texte: string, type: string, personnes: readonly string[]) =>
    droitSurPersonnes(ouverte(texte), 'c', type, personnes).permis;
  expect(ecrit('patient/Task.c', 'Task', ['p1'])).toBe(true);
  expect(ecrit('patient/Task.c', 'Task', ['p2'])).toBe(false);
  expect(ecrit('patient/Task.c', 'Task', ['p1', 'p2'])).toBe(false);
  expect(ecrit('patient/Task.c', 'Task', [])).toBe(false);
  expect(ecrit('patient/Subscription.c', 'Subscription', [])).toBe(true);
  expect(ecrit('patient/Task.c user/Task.c', 'Task', ['p2'])).toBe(true);
  expect(ecrit('patient/Task.c user/Task.r', 'Task', ['p2'])).toBe(false);
  expect(droitSurPersonnes(medecin, 'c', 'Task', ['p2']).permis).toBe(true);
});
