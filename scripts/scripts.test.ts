import { once } from 'node:events';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { type ProjetDeTest, rangerLesProjets, unProjet } from './projet-de-test.ts';

afterAll(rangerLesProjets);

const ordres = (projet: ProjetDeTest): string[] =>
  projet.existe('npm.log') ? projet.lire('npm.log').trim().split('\n') : [];

function unServeur(corps = 'process.exitCode = 0;'): ProjetDeTest {
  const projet = unProjet();
  projet.ecrire('src/main.ts', corps);
  return projet;
}

describe('npm start installe ce qui manque', () => {
  test('une seule fois, puis de nouveau quand la liste des paquets change', async () => {
    const projet = unServeur();
    expect((await projet.lancer('demarrer.mjs')).code).toBe(0);
    await projet.lancer('demarrer.mjs');
    expect(ordres(projet)).toEqual(['ci']);
    projet.ecrire('package-lock.json', '{"packages":{"node_modules/pg":{"version":"9.0.0"}}}');
    await projet.lancer('demarrer.mjs');
    expect(ordres(projet)).toEqual(['ci', 'ci']);
  });

  test('une installation faite à la main avec les bonnes versions est acceptée', async () => {
    const projet = unServeur();
    const demande = { packages: { '': {}, 'node_modules/pg': { version: '8.0.0' } } };
    projet.ecrire('package-lock.json', JSON.stringify(demande));
    projet.ecrire('node_modules/.package-lock.json', JSON.stringify(demande));
    await projet.lancer('demarrer.mjs');
    expect(ordres(projet)).toEqual([]);
  });

  test('une installation faite à la main avec une autre version est refaite', async () => {
    const projet = unServeur();
    projet.ecrire('package-lock.json', '{"packages":{"node_modules/pg":{"version":"8.0.1"}}}');
    projet.ecrire('node_modules/.package-lock.json', '{"packages":{"node_modules/pg":{"version":"8.0.0"}}}');
    await projet.lancer('demarrer.mjs');
    expect(ordres(projet)).toEqual(['ci']);
  });

  test('un échec dit quoi vérifier et ne passe pas pour une installation faite', async () => {
    const projet = unServeur();
    projet.ecrire('npm-echec.json', '{"ci":"npm error network ENOTFOUND"}');
    const { code, sortie } = await projet.lancer('demarrer.mjs');
    expect(code).toBe(1);
    expect(sortie).toMatch(/n’a pas abouti[^]*registre npm[^]*ENOTFOUND/);
    projet.ecrire('npm-echec.json', '{}');
    expect((await projet.lancer('demarrer.mjs')).code).toBe(0);
    expect(ordres(projet)).toEqual(['ci', 'ci']);
  });

  test('un verrou incomplet pour ce registre n’empêche pas d’installer, et reste tel qu’il était', async () => {
    const projet = unServeur();
    projet.ecrire('npm-echec.json', '{"ci":"npm error code EUSAGE\\nnpm error Missing: autre@ from lock file"}');
    expect((await projet.lancer('demarrer.mjs')).code).toBe(0);
    expect(ordres(projet)).toEqual(['ci', 'install']);
    expect(projet.lire('package-lock.json')).toBe('{"packages":{}}');
  });
});

describe('npm start rend la main comme le serveur', () => {
  test('avec son code de sortie', async () => {
    expect((await unServeur('process.exitCode = 7;').lancer('demarrer.mjs')).code).toBe(7);
  });

  const POLI = `
    process.on('SIGTERM', () => { console.log('rangé'); process.exit(3); });
    setInterval(() => undefined, 1000);
    console.log('prêt');`;

  test('l’ordre d’arrêt donné au lanceur atteint le serveur, qui a le temps de ranger', async () => {
    const { enfant, sortie } = unServeur(POLI).demarrer('demarrer.mjs');
    await vi.waitUntil(() => sortie().includes('prêt'), 20_000);
    enfant.kill('SIGTERM');
    expect(await once(enfant, 'close')).toEqual([3, null]);
    expect(sortie()).toContain('rangé');
  });

  test('le lanceur tué net, le serveur range et s’arrête de lui-même', async () => {
    const { enfant, sortie } = unServeur(POLI).demarrer('demarrer.mjs');
    await vi.waitUntil(() => sortie().includes('prêt'), 20_000);
    enfant.kill('SIGKILL');
    await once(enfant, 'close'); // comes only when the server has closed its end of the output too
    expect(sortie()).toContain('rangé');
  });
});

describe('les écrans', () => {
  const VITE = `
    import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
    if (existsSync('vite-echec')) process.exit(1);
    const sortie = process.argv[process.argv.indexOf('--outDir') + 1];
    mkdirSync(sortie, { recursive: true });
    appendFileSync('vite.log', 'x');
    writeFileSync(sortie + '/index.html', 'page');`;

  function desEcrans(): ProjetDeTest {
    const projet = unProjet();
    projet.ecrire('node_modules/vite/bin/vite.js', VITE);
    projet.ecrire('node_modules/.package-lock.json', '{}');
    projet.ecrire('src/web/main.tsx', 'un');
    return projet;
  }

  test('ne sont reconstruits que si ce qu’ils contiennent a changé', async () => {
    const projet = desEcrans();
    await projet.lancer('construire-web.mjs');
    await projet.lancer('construire-web.mjs');
    projet.ecrire('src/web/main.test.tsx', 'un test ne change pas un écran');
    await projet.lancer('construire-web.mjs');
    expect(projet.lire('vite.log')).toBe('x');
    projet.ecrire('src/modules/demande/contract.ts', 'export {}');
    await projet.lancer('construire-web.mjs');
    expect(projet.lire('vite.log')).toBe('xx');
  });

  test('une construction ratée se voit et laisse les écrans précédents en place', async () => {
    const projet = desEcrans();
    await projet.lancer('construire-web.mjs');
    projet.ecrire('vite-echec', '');
    projet.ecrire('src/web/main.tsx', 'deux');
    const { code, sortie } = await projet.lancer('construire-web.mjs');
    expect(code).toBe(1);
    expect(sortie).toMatch(/n’ont pas pu être construits/);
    expect(projet.lire('web-construit/index.html')).toBe('page');
  });
});

describe('npm test', () => {
  const OUTILS = ['typescript/bin/tsc', 'oxlint/bin/oxlint', 'oxfmt/bin/oxfmt', 'knip/bin/knip.js'];

  function desTests(rapport: object, code: number, outilEnEchec?: string): ProjetDeTest {
    const projet = unProjet();
    projet.ecrire('node_modules/.package-lock.json', '{}');
    for (const outil of OUTILS) {
      projet.ecrire(`node_modules/${outil}`, `process.exitCode = ${outil === outilEnEchec ? 1 : 0};`);
    }
    projet.ecrire(
      'node_modules/vitest/vitest.mjs',
      `import { writeFileSync } from 'node:fs';
       const ou = process.argv.find((arg) => arg.startsWith('--outputFile.json=')).slice(18);
       writeFileSync(ou, ${JSON.stringify(JSON.stringify(rapport))});
       writeFileSync('vitest.args', process.argv.slice(2).join(' '));
       process.exitCode = ${code};`,
    );
    return projet;
  }

  const derniere = (sortie: string): string => sortie.trimEnd().split('\n').at(-1) ?? '';

  test('compte chaque test et chaque outil, sur une dernière ligne sans ornement', async () => {
    const projet = desTests({ numPassedTests: 12, numFailedTests: 0, testResults: [] }, 0);
    const { code, sortie } = await projet.lancer('tester.mjs');
    expect(derniere(sortie)).toBe('16 passed, 0 failed');
    expect(code).toBe(0);
  });

  test('continue après un échec et le dit à la fin', async () => {
    const projet = desTests({ numPassedTests: 12, numFailedTests: 2, testResults: [] }, 1, 'typescript/bin/tsc');
    const { code, sortie } = await projet.lancer('tester.mjs');
    expect(derniere(sortie)).toBe('15 passed, 3 failed');
    expect(sortie).toContain('À corriger : Types, Tests.');
    expect(code).toBe(1);
  });

  test('un fichier de tests qui ne se charge pas est un échec', async () => {
    const projet = desTests({ numPassedTests: 3, testResults: [{ status: 'failed', assertionResults: [] }] }, 1);
    expect(derniere((await projet.lancer('tester.mjs')).sortie)).toBe('7 passed, 1 failed');
  });

  test('une erreur hors de tout test est un échec', async () => {
    const projet = desTests({ numPassedTests: 3, numFailedTests: 0, testResults: [] }, 1);
    expect(derniere((await projet.lancer('tester.mjs')).sortie)).toBe('7 passed, 1 failed');
  });

  test('en mode rapide, seules les règles tournent ; les filtres arrivent à vitest', async () => {
    const projet = desTests({ numPassedTests: 1, testResults: [] }, 0);
    await projet.lancer('tester.mjs', 'rapide', 'src/fhir');
    expect(projet.lire('vitest.args')).toMatch(/--project regles src\/fhir$/);
  });
});

test('le verrou reçoit les paquets des autres plateformes que le registre n’a pas, et n’est pas touché quand il est complet', async () => {
  const projet = unProjet();
  const parent = { version: '1.0.0', dev: true, optionalDependencies: { '@a/binding-linux-arm64-gnu': '1.0.0' } };
  projet.ecrire('package-lock.json', JSON.stringify({ packages: { '': {}, 'node_modules/a': parent } }));
  await projet.lancer('completer-verrou.mjs');
  const complet = projet.lire('package-lock.json');
  expect(JSON.parse(complet)).toMatchObject({
    packages: {
      'node_modules/@a/binding-linux-arm64-gnu': {
        version: '1.0.0',
        dev: true,
        optional: true,
        os: ['linux'],
        cpu: ['arm64'],
        libc: ['glibc'],
      },
    },
  });
  expect((await projet.lancer('completer-verrou.mjs')).sortie).toContain('est complet');
  expect(projet.lire('package-lock.json')).toBe(complet);
});
