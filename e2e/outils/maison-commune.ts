import type { TestProject } from 'vitest/node';
import { lancerMaison } from './maison.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly origine: string;
    /** Data folder of that application. */
    readonly dossier: string;
  }
}

/** An application already running, to write a walk quickly; a full run always starts its own. */
const DEJA_LANCEE = process.env['CORDEE_E2E_ORIGINE'];
const SON_DOSSIER = process.env['CORDEE_DONNEES'] ?? 'donnees';

/** One application for all the walks of a run, started as `npm start` does: empty folder, demonstration territory, built screens. */
export default async function preparer(projet: TestProject): Promise<() => Promise<void>> {
  if (DEJA_LANCEE !== undefined) {
    projet.provide('origine', DEJA_LANCEE);
    projet.provide('dossier', SON_DOSSIER);
    return async () => undefined;
  }
  const maison = await lancerMaison();
  projet.provide('origine', maison.origine);
  projet.provide('dossier', maison.dossier);
  return () => maison.arreter();
}
