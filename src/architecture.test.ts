import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const RACINE = import.meta.dirname;

/** Floors, from the top: a file imports its own floor or lower ones only. `essai` and `cli` sit beside `wiring`, at the top. */
const ETAGES = ['racine', 'web', 'http', 'modules', 'connectors', 'socle', 'acces', 'fhir', 'lib'] as const;
const SOMMET = new Set(['racine', 'essai', 'cli']);
/** What a floor may use although it stands higher or beside, each with its reason. */
const PERMIS: readonly (readonly [string, string, string])[] = [
  ['acces', 'socle/entree', 'une porte de connexion lit son entrée comme une action'],
  ['connectors', 'lib', 'un connecteur ne connaît que la terre ferme'],
];
/** Rooms may call these connectors by their interface. */
const CONNECTEURS_DES_SALLES =
  /^connectors\/(mssante\/(boite|erreurs|index|ecrire-message)|psc\/refus|annuaire-sante\/index|ror\/index|insi\/index|antivirus\/index)\.ts$/;

interface Import {
  readonly de: string;
  readonly vers: string;
}

function fichiers(dossier: string): string[] {
  return readdirSync(dossier, { withFileTypes: true }).flatMap((e) => {
    const chemin = path.join(dossier, e.name);
    if (e.isDirectory()) return fichiers(chemin);
    return /\.tsx?$/.test(e.name) &&
      !/\.(test|screen\.test|db\.test|contract\.test|http\.test)\.tsx?$/.test(e.name) &&
      !/testing/.test(chemin)
      ? [chemin]
      : [];
  });
}

const tous = fichiers(RACINE).map((chemin) => path.relative(RACINE, chemin));

function importsDe(fichier: string): Import[] {
  const texte = readFileSync(path.join(RACINE, fichier), 'utf8');
  const cibles = [...texte.matchAll(/(?:^import type[^;]*;|(?:from|import)\s*\(?\s*'([#.][^']+)')/gm)].flatMap(
    (m) => m[1] ?? [],
  );
  return cibles.map((cible) => ({
    de: fichier,
    vers: cible.startsWith('#') ? cible.slice(1) : path.normalize(path.join(path.dirname(fichier), cible)),
  }));
}

const imports = tous.flatMap(importsDe);
const etageDe = (fichier: string): string => {
  const premier = fichier.split('/')[0] ?? '';
  if (fichier.startsWith('modules/') && /^modules\/[^/]+\/web\//.test(fichier)) return 'web';
  return fichier.includes('/') ? premier : 'racine';
};
const rang = (etage: string): number => ETAGES.indexOf(etage as (typeof ETAGES)[number]);
const salleDe = (fichier: string): string | undefined => /^modules\/([^/]+)\//.exec(fichier)?.[1];

describe('Les étages', () => {
  test('les imports ne font que descendre', () => {
    const montants = imports.filter(({ de, vers }) => {
      const [bas, haut] = [etageDe(de), etageDe(vers)];
      if (SOMMET.has(bas) || haut === 'web' || bas === 'web') return false;
      if (PERMIS.some(([d, v]) => d === bas && vers.startsWith(v))) return false;
      return SOMMET.has(haut) || rang(haut) < rang(bas);
    });
    expect(montants.map((i) => `${i.de} → ${i.vers}`)).toEqual([]);
  });

  test('la terre ferme ne sait rien de la santé ni des étages du dessus', () => {
    const fautifs = imports.filter(
      ({ de, vers }) =>
        de.startsWith('lib/') &&
        !vers.startsWith('lib/') &&
        !vers.startsWith('../migrations') &&
        !de.startsWith('lib/tests'),
    );
    expect(fautifs.map((i) => `${i.de} → ${i.vers}`)).toEqual([]);
  });

  test('les écrans n’importent du serveur que des contrats, des mots et des types', () => {
    const fautifs = imports.filter(
      ({ de, vers }) =>
        etageDe(de) === 'web' &&
        !/^(web|lib|fhir\/identite)\//.test(vers) &&
        etageDe(vers) !== 'web' &&
        /(store|views?|droits|index|http|sql|socle)\b/.test(vers.replace(/^modules\/[^/]+\//, '')),
    );
    expect(fautifs.map((i) => `${i.de} → ${i.vers}`)).toEqual([]);
  });
});

describe('Les salles', () => {
  test('on entre dans une autre salle par sa porte, et par elle seule', () => {
    const effractions = imports.filter(({ de, vers }) => {
      const [ici, la] = [salleDe(de), salleDe(vers)];
      if (la === undefined || ici === la || de === 'modules/index.ts') return false;
      // A contract may reuse the schema of another contract: both are what screens and server share.
      if (/\/contract[^/]*\.ts$/.test(de) && /\/contract[^/]*\.ts$/.test(vers)) return false;
      if (etageDe(de) === 'web')
        return !/^modules\/[^/]+\/(contract[^/]*|vocabulaire|statut)\.ts$/.test(vers) && etageDe(vers) !== 'web';
      return vers !== `modules/${la}/index.ts`;
    });
    expect(effractions.map((i) => `${i.de} → ${i.vers}`)).toEqual([]);
  });

  test('une salle ne parle aux partenaires que par leur interface', () => {
    const fautifs = imports.filter(
      ({ de, vers }) =>
        salleDe(de) !== undefined && vers.startsWith('connectors/') && !CONNECTEURS_DES_SALLES.test(vers),
    );
    expect(fautifs.map((i) => `${i.de} → ${i.vers}`)).toEqual([]);
  });

  test('les règles pures n’attendent rien', () => {
    const fautifs = tous.filter(
      (f) =>
        /modules\/[^/]+\/rules\.ts$/.test(f) &&
        /\b(async|await|Date\.now|new Date\(\))\b/.test(readFileSync(path.join(RACINE, f), 'utf8')),
    );
    expect(fautifs).toEqual([]);
  });

  test('le magasin est seul à écrire et à lire la table des ressources sans portée', () => {
    const ecrivains = tous.filter(
      (f) =>
        !f.startsWith('fhir/store/') &&
        !f.startsWith('cli/') &&
        /(insertInto|updateTable|deleteFrom)\('resource(_history)?'\)/.test(readFileSync(path.join(RACINE, f), 'utf8')),
    );
    expect(ecrivains).toEqual([]);
    const lecteurs = tous.filter((f) => {
      const texte = readFileSync(path.join(RACINE, f), 'utf8');
      return f.startsWith('modules/') && /selectFrom\('resource/.test(texte) && !/\.condition\(/.test(texte);
    });
    expect(lecteurs, 'lectures de resource sans portée').toEqual([]);
  });
});

describe('La mesure', () => {
  const LIGNES_MAX = 300;
  const DEPOT = path.resolve(RACINE, '..');
  const ecrits = ['src', 'e2e', 'bench', 'fautes', 'scripts'].flatMap((dossier) =>
    readdirSync(path.join(DEPOT, dossier), { recursive: true, withFileTypes: true })
      .filter((entree) => entree.isFile() && /\.(?:tsx?|mjs|css)$/.test(entree.name))
      .map((entree) => path.join(entree.parentPath, entree.name)),
  );

  test('aucun fichier ne dépasse 300 lignes, essais compris', () => {
    const trop = ecrits.flatMap((fichier) => {
      const lignes = readFileSync(fichier, 'utf8').trimEnd().split('\n').length;
      return lignes > LIGNES_MAX ? [`${path.relative(DEPOT, fichier)} : ${lignes}`] : [];
    });
    expect(ecrits.length).toBeGreaterThan(500);
    expect(trop).toEqual([]);
  });
});
