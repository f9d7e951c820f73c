import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Hono } from 'hono';
import type { Env, Maison } from './contexte.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/** The built screens. Hashed files are cached for good; every other address answers the shell, which reads the address. */
export function fichiersDuWeb(maison: Maison): Hono<Env> {
  const app = new Hono<Env>();
  const lus = new Map<string, Promise<Uint8Array<ArrayBuffer> | undefined>>();
  const lire = (nom: string): Promise<Uint8Array<ArrayBuffer> | undefined> => {
    const connu = lus.get(nom);
    if (connu !== undefined) return connu;
    const lecture = readFile(path.join(maison.dossierWeb, nom)).then(
      (octets) => new Uint8Array(octets),
      () => {
        lus.delete(nom);
        return undefined;
      },
    );
    lus.set(nom, lecture);
    return lecture;
  };
  app.get('*', async (c) => {
    const demande = path.posix.normalize(decodeURIComponent(c.req.path)).replace(/^\/+/, '');
    const type = TYPES[path.extname(demande)];
    const fichier = type === undefined || demande.startsWith('..') ? undefined : await lire(demande);
    if (fichier !== undefined && type !== undefined) {
      const cache = demande.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      return c.body(fichier, 200, { 'content-type': type, 'cache-control': cache });
    }
    if (type !== undefined && !demande.endsWith('.html')) return c.notFound();
    const coquille = await lire('index.html');
    if (coquille === undefined) return c.text('Les écrans ne sont pas encore construits. Relancez « npm start ».', 503);
    return c.body(coquille, 200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
  });
  return app;
}
