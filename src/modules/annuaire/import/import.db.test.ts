import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { nouvelId } from '#lib/ids.ts';
import type { TablesCommunes } from '../tables.ts';
import { fichiersDuTerritoire, unEssai, type EssaiAnnuaire } from '../testing.ts';
import { lignesDeDemonstration, unFichier } from '../testing-lignes.ts';
import { importerAnnuaire, type RapportImport } from './importer.ts';
import type { FichierAImporter } from './lire-fichier.ts';

let essai: EssaiAnnuaire;
beforeAll(async () => {
  essai = await unEssai();
});
afterAll(() => essai.fermer());
beforeEach(() => vider());

const vider = (): Promise<void> =>
  essai.base.commun<TablesCommunes, void>(async (base) => {
    for (const table of [
      'annuaire',
      'annuaire_recherche',
      'annuaire_source',
      'annuaire_commune',
      'import_annuaire',
    ] as const)
      await base.deleteFrom(table).execute();
  });

const importer = (fichiers: readonly FichierAImporter[]): Promise<RapportImport> =>
  importerAnnuaire({ ...essai, nouvelId }, fichiers);
const etat = () =>
  essai.lire((base) =>
    base
      .selectFrom('annuaire')
      .select(['annuaire.type', 'annuaire.id', 'annuaire.empreinte', 'annuaire.actif'])
      .orderBy('annuaire.type')
      .orderBy('annuaire.id')
      .execute(),
  );
const actives = async (): Promise<string[]> => (await etat()).filter((l) => l.actif).map((l) => `${l.type}/${l.id}`);

const ACTIVITES = 'PS_LibreAcces_Personne_activite_essai.txt';

test('les fichiers du territoire entrent en entier, et rien ne se perd', async () => {
  const rapport = await importer(await fichiersDuTerritoire());
  expect(rapport.rejets.filter((r) => r.gravite === 'rejet')).toEqual([]);
  expect(rapport.retenues).toBe(rapport.lues);
  expect(rapport.bilan.nouvelles).toBe((await etat()).length);
  const enregistres = await essai.lire((base) =>
    base.selectFrom('import_annuaire').select(['import_annuaire.fichier', 'import_annuaire.lues']).execute(),
  );
  expect(enregistres.reduce((total, f) => total + f.lues, 0)).toBe(rapport.lues);
});

test('importer deux fois les mêmes fichiers ne change rien', async () => {
  const fichiers = await fichiersDuTerritoire();
  await importer(fichiers);
  const avant = await etat();
  const second = await importer(fichiers);
  expect(second.bilan).toMatchObject({ nouvelles: 0, changees: 0, desactivees: 0 });
  expect(await etat()).toEqual(avant);
});

test('l’ordre des lignes, des fichiers et des livraisons ne change pas l’annuaire', async () => {
  const lignes = lignesDeDemonstration(8);
  const [entete = '', ...corps] = lignes;
  const boites = await texteDe((await fichiersDuTerritoire()).find((f) => f.nom.startsWith('Extraction')));
  const fichier = (ordre: readonly string[]): FichierAImporter => unFichier(ACTIVITES, [entete, ...ordre].join('\n'));
  const mel = unFichier('Extraction_Correspondance_MSSante_essai.txt', boites);
  await importer([fichier(corps), mel]);
  const attendu = await etat();
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(corps, { minLength: corps.length }), fc.boolean(), async (ordre, separes) => {
      await vider();
      if (separes) {
        await importer([mel]);
        await importer([fichier(ordre)]);
      } else await importer([fichier(ordre), mel]);
      expect((await etat()).filter((l) => l.actif)).toEqual(attendu.filter((l) => l.actif));
    }),
    { numRuns: 6 },
  );
});

test('un professionnel absent d’un stock complet n’est plus actif, absent d’une liste de changements il le reste', async () => {
  const [entete = '', ...corps] = lignesDeDemonstration(6);
  await importer([unFichier(ACTIVITES, [entete, ...corps].join('\n'))]);
  const tous = await actives();
  await importer([unFichier(ACTIVITES, [entete, corps[0]].join('\n'), false)]);
  expect(await actives()).toEqual(tous);
  const apres = await importer([unFichier(ACTIVITES, [entete, ...corps.slice(0, 4)].join('\n'))]);
  expect(apres.bilan.desactivees).toBeGreaterThan(0);
  const restants = await actives();
  expect(restants.length).toBeLessThan(tous.length);
  await importer([unFichier(ACTIVITES, [entete, ...corps].join('\n'))]);
  expect(await actives()).toEqual(tous);
});

test('un fichier coupé en chemin ne vide pas l’annuaire, et le rapport le dit', async () => {
  const [entete = '', ...corps] = lignesDeDemonstration(10);
  await importer([unFichier(ACTIVITES, [entete, ...corps].join('\n'))]);
  const tous = await actives();
  const rapport = await importer([unFichier(ACTIVITES, [entete, ...corps.slice(0, 2)].join('\n'))]);
  expect(await actives()).toEqual(tous);
  expect(rapport.rejets.map((r) => r.motif).join()).toContain('rien n’est retiré');
});

test('la porte FHIR trouve chaque ligne par ses clés, et lit qu’une ligne disparue n’est plus active', async () => {
  const [entete = '', ...corps] = lignesDeDemonstration(6);
  await importer([unFichier(ACTIVITES, [entete, ...corps].join('\n'))]);
  await importer([unFichier(ACTIVITES, [entete, ...corps.slice(0, 4)].join('\n'))]);
  const lignes = await essai.lire((base) =>
    base
      .selectFrom('annuaire')
      .select([
        'annuaire.type',
        'annuaire.id',
        'annuaire.version',
        'annuaire.actif',
        'annuaire.contenu',
        'annuaire.fhir_toks',
      ])
      .select('annuaire.cles')
      .select((eb) =>
        eb
          .selectFrom('annuaire_recherche as k')
          .whereRef('k.type', '=', 'annuaire.type')
          .whereRef('k.id', '=', 'annuaire.id')
          .select(sql<string[]>`coalesce(array_agg(k.param || '=' || k.cle), '{}')`.as('trouvees'))
          .as('trouvees'),
      )
      .execute(),
  );
  expect(lignes.some((l) => l.type === 'Practitioner' && l.cles.some((c) => c.startsWith('family=')))).toBe(true);
  expect(lignes.filter((l) => !l.actif).length).toBeGreaterThan(0);
  for (const { type, id, version, actif, contenu, fhir_toks, cles, trouvees } of lignes) {
    expect(cles.toSorted()).toEqual(trouvees?.toSorted());
    expect(contenu).toMatchObject({ resourceType: type, id, meta: { versionId: String(version) } });
    if (!actif)
      expect({ contenu, jetons: fhir_toks }).toMatchObject({
        contenu: { active: false },
        jetons: expect.arrayContaining(['active=false']),
      });
  }
});

test('une ligne illisible est rapportée avec son numéro et son texte, les autres entrent', async () => {
  const [entete = '', ...corps] = lignesDeDemonstration(3);
  const rapport = await importer([
    unFichier(ACTIVITES, [entete, corps[0], 'ligne|coupée', ...corps.slice(1)].join('\n')),
    unFichier('budget.xlsx', 'x'),
  ]);
  expect(rapport.retenues).toBe(3);
  expect(rapport.rejets.find((r) => r.gravite === 'rejet' && r.ligne === 3)).toMatchObject({
    fichier: ACTIVITES,
    contenu: 'ligne|coupée',
  });
  expect(rapport.rejets.find((r) => r.fichier === 'budget.xlsx')?.motif).toContain('aucune source connue');
});

test('une offre suit la structure que FINESS connaît, et ses canaux restreints n’entrent pas', async () => {
  await importer(await fichiersDuTerritoire());
  const offre = await essai.lire((base) =>
    base
      .selectFrom('annuaire')
      .select(['annuaire.contenu', 'annuaire.resume'])
      .where('annuaire.id', '=', 'ror-offre-001')
      .executeTakeFirstOrThrow(),
  );
  expect(offre.resume).toMatchObject({
    genre: 'offre',
    structure: { nom: 'SAD Les Tilleuls', ref: expect.stringMatching(/^Organization\/finess-/) },
  });
  expect(JSON.stringify(offre.contenu)).not.toContain('Responsable, ligne directe');
  expect(JSON.stringify(offre.resume)).not.toContain('Responsable, ligne directe');
});

async function texteDe(fichier: FichierAImporter | undefined): Promise<string> {
  const morceaux: Uint8Array[] = [];
  for await (const morceau of fichier?.ouvrir() ?? []) morceaux.push(morceau);
  return Buffer.concat(morceaux).toString('utf8');
}
