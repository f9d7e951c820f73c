import { inject } from 'vitest';
import { administrer, adresseDeBase, nomDeBase } from './clone.ts';

/** A migrated database of its own for one test file; `url` is a superuser address. */
export type BaseDeTest = { readonly url: string; fermer(): Promise<void> };

/**
 * Clones the template of the run (about 30 ms). Roles belong to the whole server: two files that create the same territory
 * share its role, so code under test creates roles only when they are missing.
 */
export async function baseDeTest(): Promise<BaseDeTest> {
  const modele = inject('modele');
  const nom = nomDeBase('cordee_test');
  await administrer(modele, `create database ${nom} template ${new URL(modele).pathname.slice(1)}`);
  return {
    url: adresseDeBase(modele, nom),
    fermer: () => administrer(modele, `drop database if exists ${nom} with (force)`),
  };
}
