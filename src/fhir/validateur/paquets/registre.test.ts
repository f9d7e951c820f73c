import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ecrirePaquet } from '../testing-paquet.ts';
import { PaquetIllisible } from './paquet.ts';
import { ouvrirRegistre } from './registre.ts';

const NOYAU = 'https://exemple.invalid/noyau';
const PATIENT = `${NOYAU}/StructureDefinition/patient`;
const noyau = (version: string, sansIndex = false) =>
  ecrirePaquet({ nom: 'noyau', version, canonique: NOYAU, ressources: [{ url: PATIENT, version }], sansIndex });
const guide = (nom: string, dependances: Record<string, string>) =>
  ecrirePaquet({ nom, version: '1.0.0', canonique: `https://exemple.invalid/${nom}`, dependances, ressources: [] });

describe('Retrouver une définition par son adresse', () => {
  const registre = ouvrirRegistre([
    noyau('2.0.1'),
    noyau('2.1.0', true),
    noyau('2.2.0'),
    guide('agenda', { noyau: '2.1.0' }),
    guide('ancien', { noyau: '1.0.0' }),
  ]);
  const paquet = (nom: string) => registre.paquets.find((p) => p.nom === nom);

  test('la version demandée est rendue, et seulement elle est exacte', () => {
    expect(registre.structure(`${PATIENT}|2.0.1`, [])).toMatchObject({ version: '2.0.1', exacte: true });
    expect(registre.structure(`${PATIENT}|9.9.9`, [])).toMatchObject({ version: '2.2.0', exacte: false });
  });

  test('sans version, les dépendances de qui demande choisissent', () => {
    expect(registre.structure(PATIENT, [paquet('agenda')])).toMatchObject({ version: '2.1.0', exacte: true });
  });

  test('sans version ni dépendance, la plus récente', () => {
    expect(registre.structure(PATIENT, [])).toMatchObject({ version: '2.2.0', exacte: true });
  });

  test('une dépendance que personne ne tient laisse la plus récente, qui n’est pas exacte', () => {
    expect(registre.structure(PATIENT, [paquet('ancien')])).toMatchObject({ version: '2.2.0', exacte: false });
  });

  test('le paquet qui demande a raison contre ses dépendances', () => {
    const [plusVieux] = registre.paquets;
    expect(registre.structure(PATIENT, [plusVieux, paquet('agenda')])).toMatchObject({ version: '2.0.1' });
  });

  test('un paquet qui en rassemble plusieurs répond pour la dépendance dont il porte l’adresse', () => {
    const rassemble = ecrirePaquet({
      nom: 'lot',
      version: '2026.1.1',
      ressources: [{ url: PATIENT, version: '2.0.9' }],
    });
    const avecLot = ouvrirRegistre([noyau('2.2.0'), rassemble, guide('agenda', { noyau: '2.0.x' })]);
    expect(avecLot.structure(PATIENT, [avecLot.paquets.at(-1)])).toMatchObject({ version: '2.0.9' });
  });

  test('la norme de base est toujours là', () => {
    const base = 'http://hl7.org/fhir/StructureDefinition/Patient';
    expect(registre.structure(base, [])).toMatchObject({ version: '4.0.1', exacte: true, paquet: undefined });
    expect(registre.structure('https://exemple.invalid/rien', [])).toBeUndefined();
  });
});

describe('Ce qui n’est pas un paquet', () => {
  test('un chemin qui n’existe pas, un fichier qui n’est pas une archive, une archive sans carte : dit avec le nom', () => {
    const dossier = mkdtempSync(path.join(tmpdir(), 'cordee-paquet-'));
    const faux = path.join(dossier, 'faux.tgz');
    writeFileSync(faux, 'bonjour');
    expect(() => ouvrirRegistre([path.join(dossier, 'absent')])).toThrow(PaquetIllisible);
    expect(() => ouvrirRegistre([dossier])).toThrow(/faux\.tgz : /);
    rmSync(dossier, { recursive: true });
  });
});
