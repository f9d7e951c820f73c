import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Kysely } from 'kysely';
import type { Acteur } from '#acces/acteur.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { horlogeReglable, type HorlogeReglable } from '#lib/horloge.ts';
import { nouvelId } from '#lib/ids.ts';
import { ouvrirBase, type Base, type CodeTerritoire } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest } from '#lib/tests/base.ts';
import { ecrireReglage } from '#modules/territoire/index.ts';
import type { Socle } from '#socle/executer.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import type { FichierAImporter } from './import/lire-fichier.ts';
import type { TablesAnnuaire } from './tables.ts';

const RACINE = path.resolve(import.meta.dirname, '../../../fixtures');
const DE_L_ANNUAIRE = /^(PS_|Extraction|etalab|membres|ror|communes)/;

/** The directory files of the fictitious territory. */
export async function fichiersDuTerritoire(): Promise<FichierAImporter[]> {
  const dossier = path.join(RACINE, 'territoire');
  const noms = (await readdir(dossier)).filter((nom) => DE_L_ANNUAIRE.test(nom)).sort();
  return noms.map((nom) => ({ nom, ouvrir: () => createReadStream(path.join(dossier, nom)) }));
}

export function unActeur(dessus: Partial<Acteur> = {}): Acteur {
  return {
    genre: 'compte',
    id: 'compte:sophie',
    nom: 'Sophie Marchand',
    role: 'coordinateur_appui',
    territoire: 't0001' as CodeTerritoire,
    refs: ['PractitionerRole/sophie', 'Organization/finess-000000018'],
    ref: 'PractitionerRole/sophie',
    structure: { ref: 'Organization/finess-000000018', nom: 'DAC Orsène' },
    telephone: '03 53 01 00 01',
    requete: 'session:essai',
    ...dessus,
  };
}

export interface EssaiAnnuaire {
  readonly base: Base;
  readonly socle: Socle;
  readonly horloge: HorlogeReglable;
  readonly territoire: CodeTerritoire;
  lire<T>(requete: (sql: Kysely<TablesAnnuaire>) => Promise<T>): Promise<T>;
  fermer(): Promise<void>;
}

/** A migrated territory with its queue of two people; the directory is empty until a test imports it. */
export async function unEssai(): Promise<EssaiAnnuaire> {
  const clone = await baseDeTest();
  const horloge = horlogeReglable(new Date('2026-11-24T09:00:00+01:00'));
  const territoire = await creerTerritoire(clone.url, {
    code: 't0001',
    nom: 'Essai',
    profil: 'essai',
    creeLe: horloge.maintenant(),
  });
  const base = ouvrirBase(urlApplication(clone.url));
  const porteurs = [
    { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand', telephone: '03 53 01 00 01' },
    { ref: 'PractitionerRole/yann', nom: 'Yann Le Goff', telephone: '03 53 01 00 02' },
  ];
  const file = {
    nom: 'Accueil du DAC',
    structure: 'Organization/finess-000000018',
    boite: 'accueil@dac-orsene.mss-orsene.invalid',
    porteurs,
  };
  await base.territoire<TablesTerritoire, void>(territoire, (sql) =>
    ecrireReglage(sql, 'files', { dac: file }, 'essai', horloge.maintenant()),
  );
  return {
    base,
    horloge,
    territoire,
    socle: { base, horloge, nouvelId, origine: 'http://essai.invalid', coffre: coffreDeTest() },
    lire: (requete) => base.territoire<TablesAnnuaire, never>(territoire, requete as never),
    fermer: async () => {
      await base.fermer();
      await clone.fermer();
    },
  };
}

/** `nombre` offers copied from those of the territory, each with its own id, as a ROR list of changes. */
export async function offresDeDemonstration(nombre: number): Promise<FichierAImporter> {
  const bundle = JSON.parse(await readFile(path.join(RACINE, 'territoire', 'ror-offres.json'), 'utf8')) as {
    entry: { resource: { resourceType: string; id: string } }[];
  };
  const services = bundle.entry.map((e) => e.resource).filter((r) => r.resourceType === 'HealthcareService');
  const entry = Array.from({ length: nombre }, (_vide, i) => ({
    resource: { ...services[i % services.length], id: `offre-demo-${i}` },
  }));
  const texte = JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry });
  return {
    nom: 'ror-beaucoup.json',
    complet: false,
    ouvrir: async function* ouvrir() {
      yield new TextEncoder().encode(texte);
    },
  };
}
