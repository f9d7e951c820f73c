import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { sceauDe } from '#fhir/identite/index.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import { exporterTerritoire } from '../../src/cli/exporter/index.ts';
import type { MaisonDesCanaris } from './maison.ts';
import type { Entree } from './personnages.ts';

const Manifeste = z.object({ output: z.array(z.object({ url: z.url() })) });
/** A minute: the export waits for the writes that began before it, and the machine may be busy. */
const ESSAIS = 1_200;

/** A whole bulk export, from the demand to the last file: everything it said. */
export async function exporterTout({ app }: MaisonDesCanaris, entree: Entree): Promise<string> {
  const dit: string[] = [];
  const demander = async (url: string, entetes: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const reponse = await app.request(url, { headers: { ...(await entree()), ...entetes } });
    dit.push([...reponse.headers].flat().join(' '));
    return reponse;
  };
  const debut = await demander('http://localhost:1/fhir/$export', { prefer: 'respond-async' });
  const suivi = debut.headers.get('content-location');
  dit.push(await debut.text());
  if (suivi === null) return dit.join('\n');
  for (let essai = 0; essai < ESSAIS; essai += 1) {
    const etat = await demander(suivi);
    const texte = await etat.text();
    dit.push(texte);
    if (etat.status === 200) {
      for (const { url } of Manifeste.parse(JSON.parse(texte)).output) dit.push(await (await demander(url)).text());
      return dit.join('\n');
    }
    await pause(50);
  }
  throw new Error('l’export n’a pas fini');
}

/** What an operator takes away of one territory by the command line, file by file. */
export async function exporterUnTerritoire(
  { urlAdministrateur, coffre }: MaisonDesCanaris,
  code: CodeTerritoire,
): Promise<readonly { readonly nom: string; readonly texte: string }[]> {
  const dossier = await mkdtemp(path.join(os.tmpdir(), 'cordee-canaris-export-'));
  try {
    const contexte = { le: new Date(), cordee: 'canaris', sceau: sceauDe(coffre, code) };
    await exporterTerritoire(urlAdministrateur, dossier, { code, nom: `Pays ${code}` }, contexte);
    const noms = await readdir(dossier, { recursive: true, withFileTypes: true });
    return await Promise.all(
      noms
        .filter((entree) => entree.isFile())
        .map(async ({ name, parentPath }) => ({
          nom: path.relative(dossier, path.join(parentPath, name)),
          texte: await readFile(path.join(parentPath, name), 'latin1'),
        })),
    );
  } finally {
    await rm(dossier, { recursive: true, force: true });
  }
}
