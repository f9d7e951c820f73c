import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Horloge } from '#lib/horloge.ts';
import type { NouvelId } from '#lib/ids.ts';
import type { Base } from '#lib/sql/connexion.ts';
import { importerAnnuaire } from '#modules/annuaire/index.ts';
import { DOSSIER_TERRITOIRE } from './sources.ts';

/** Everything of the folder but the stories: files in the formats the national sources publish. */
const HISTOIRES = new Set(['personas.json', 'situations.json']);

/** Imports the directory of the fictitious territory as an operator would import a real one. */
export async function importerLeTerritoire(outils: {
  base: Base;
  horloge: Horloge;
  nouvelId: NouvelId;
}): Promise<number> {
  const noms = (await readdir(DOSSIER_TERRITOIRE)).filter((nom) => !HISTOIRES.has(nom)).sort();
  const fichiers = noms.map((nom) => ({ nom, ouvrir: () => createReadStream(path.join(DOSSIER_TERRITOIRE, nom)) }));
  const rapport = await importerAnnuaire(outils, fichiers);
  return rapport.retenues;
}
