import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const racine = fileURLToPath(new URL('src/web', import.meta.url));
const JAMAIS_GARDES = /\.(?:map|png|webmanifest)$|^sw\.js$/u;

/** Writes sw.js with the list of this build's files, so that a new version replaces the kept shell as a whole. */
function serviceWorker(): Plugin {
  return {
    name: 'cordee-service-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      const fichiers = Object.keys(bundle)
        .filter((nom) => !JAMAIS_GARDES.test(nom))
        .sort();
      const adresses = ['/', ...fichiers.map((nom) => `/${nom}`), '/marque.svg', '/avant.js'];
      const version = createHash('sha256').update(JSON.stringify(adresses)).digest('hex').slice(0, 12);
      const source = readFileSync(`${racine}/service-worker.js`, 'utf8')
        .replace("'__FICHIERS__'", JSON.stringify(adresses))
        .replace('__VERSION__', version);
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}

/** Asks for the latin font with the first bytes of the page: the text does not change face under the eye. */
function policeDabord(): Plugin {
  return {
    name: 'cordee-police',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const police = Object.keys(bundle ?? {}).find((nom) => /latin-wght-normal.*\.woff2$/u.test(nom));
        if (police === undefined) return [];
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${police}`, crossorigin: '' };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}

export default defineConfig({
  root: racine,
  plugins: [react(), serviceWorker(), policeDabord()],
  build: {
    outDir: '../../web-construit',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    // Everything stays a file of ours: the CSP of the server allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
});
