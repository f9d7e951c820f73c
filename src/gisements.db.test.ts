import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { porteeSysteme } from '#acces/portee.ts';
import { ouvrirSession } from '#acces/sessions.ts';
import { patientDepuisTraits, sceauDe } from '#fhir/identite/index.ts';
import { desTraitsQualifies } from '#fhir/identite/testing.ts';
import { rescellerLesRessources } from '#fhir/store/resceller.ts';
import { MagasinFhir } from '#fhir/store/store.ts';
import { ouvrirCoffre, cleMaitre, type CoffreOuvert } from '#lib/coffre/index.ts';
import type { PassageDeTextes } from '#lib/coffre/gisements.ts';
import { coffreDeTest } from '#lib/coffre/testing.ts';
import { tournerLaCle } from '#lib/coffre/tourner.ts';
import { journalMuet } from '#lib/journal.ts';
import { lireCodeTerritoire, ouvrirBase, type Base } from '#lib/sql/connexion.ts';
import { creerTerritoire, urlApplication } from '#lib/sql/migrer.ts';
import { baseDeTest, type BaseDeTest } from '#lib/tests/base.ts';
import { scellerEntetes } from '#modules/abonnement/definition/entetes-scelles.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { GISEMENTS } from './gisements.ts';

const T = lireCodeTerritoire('t0001');
const maitre = cleMaitre(Buffer.alloc(32, 3));
let essai: BaseDeTest;
let base: Base;
let coffre: CoffreOuvert;

beforeAll(async () => {
  essai = await baseDeTest();
  await creerTerritoire(essai.url, { code: T, nom: 'Pays', profil: 'essai', creeLe: new Date() });
  base = ouvrirBase(urlApplication(essai.url), 4);
  coffre = await ouvrirCoffre({ base, maitre, territoires: [T], journal: journalMuet });
});
afterAll(async () => {
  await coffre.fermer();
  await base.fermer();
  await essai.fermer();
});

const textes: PassageDeTextes = (domaine, ancienne) => rescellerLesRessources(essai.url, { coffre, domaine, ancienne });
const outils = () => ({ base, maitre, coffre, gisements: GISEMENTS, textes, attendre: async () => undefined });

describe('Les endroits où l’on scelle', () => {
  test('le jeton d’une session se relit après la rotation de ce que les territoires partagent', async () => {
    await base.commun((sql) =>
      sql
        .insertInto('compte' as never)
        .values({ id: 'karim', prenom: 'Karim', nom: 'Essai', cree_le: new Date() } as never)
        .execute(),
    );
    const jetonPsc = coffre.sceller('commun', 'jeton.de.karim', 'session.jeton_psc/karim');
    await ouvrirSession(base, { compte: 'karim', affectation: undefined, moyen: 'psc', jetonPsc }, new Date());
    const bilan = await tournerLaCle(outils(), 'commun');
    expect(bilan.lignes).toBe(1);
    const [ligne] = await base.commun<{ session: { jeton_psc: string } }, { jeton_psc: string }[]>((sql) =>
      sql.selectFrom('session').select('session.jeton_psc').execute(),
    );
    expect(ligne?.jeton_psc).toContain(bilan.nouvelle);
    expect(coffre.ouvrir('commun', ligne?.jeton_psc ?? '', 'session.jeton_psc/karim')).toBe('jeton.de.karim');
  });

  test('la rotation d’un territoire parcourt chaque endroit déclaré : tables et colonnes existent', async () => {
    await expect(tournerLaCle(outils(), T)).resolves.toMatchObject({ lignes: 0 });
  });

  test('un matricule scellé dans une ressource et son historique se lit encore après la rotation, et se retrouve', async () => {
    const patient = patientDepuisTraits(desTraitsQualifies(), { id: 'p1' });
    await base.territoire<TablesTerritoire, unknown>(T, (sql) =>
      new MagasinFhir(sql, sceauDe(coffre, T)).ecrire(patient, { auteur: 'test', le: new Date() }),
    );
    const avant = sceauDe(coffre, T).empreintes('279035121518989')[0];
    const bilan = await tournerLaCle(outils(), T);
    expect(bilan.lignes).toBe(2);
    const sceau = sceauDe(coffre, T);
    expect(sceau.empreintes('279035121518989')).not.toContain(avant);
    const lue = await base.territoire<TablesTerritoire, unknown>(T, (sql) =>
      new MagasinFhir(sql, sceau).lire('Patient', 'p1', porteeSysteme('test')),
    );
    expect(JSON.stringify(lue)).toContain('279035121518989');
    const restes = await base.directement(T)<{ ou: string }>({
      texte: `select 'resource' as ou from resource where to_jsonb(resource)::text ~ $1
        union all select 'history' from resource_history h where to_jsonb(h)::text ~ $1
        union all select 'recherche' from recherche r where r.cle ~ $1`,
      valeurs: [bilan.ancienne],
    });
    expect(restes).toEqual([]);
    const [trouvee] = await base.directement(T)<{ n: number }>({
      texte: 'select count(*)::int as n from resource where toks::text like $1',
      valeurs: [`%${sceau.empreintes('279035121518989')[0] ?? ''}%`],
    });
    expect(trouvee?.n).toBe(1);
  });

  test('les en-têtes d’un abonnement s’ouvrent dans le contexte que leur endroit déclare', () => {
    const scelle = scellerEntetes(coffreDeTest(), T, 'a1', ['Authorization: Bearer x']) ?? '';
    expect(coffreDeTest().ouvrir(T, scelle, 'abonnement.entetes/a1')).toContain('Bearer x');
  });

  test('chaque fichier qui scelle dit où il le fait', () => {
    const fichiers = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
      (f) => f.endsWith('.ts') && !/(test|testing)[^/]*\.ts$/.test(f) && !f.startsWith(path.join('lib', 'coffre')),
    );
    const scelleurs = fichiers.filter((f) =>
      /\bcoffre\.sceller\(/.test(readFileSync(path.join(import.meta.dirname, f), 'utf8')),
    );
    const PREFIXES = [...GISEMENTS.map((g) => g.contexte.prefixe), 'resource.contenu'];
    const muets = scelleurs.filter((f) => {
      const texte = readFileSync(path.join(import.meta.dirname, f), 'utf8');
      return !PREFIXES.some((p) => texte.includes(p)) && !texte.includes('contexteDuJetonPsc');
    });
    expect(scelleurs.length).toBeGreaterThan(2);
    expect(muets).toEqual([]);
  });
});
