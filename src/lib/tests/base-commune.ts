import type { TestProject } from 'vitest/node';
import { migrer } from '#lib/sql/migrer.ts';
import { administrer, adresseDeBase, nomDeBase } from './clone.ts';
import { demarrerServeurDeTest } from './serveur-de-test.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser address of the migrated database that each test file clones. */
    modele: string;
  }
}

/** One server and one migrated template for the whole run (vitest globalSetup); the returned function puts all away. */
export async function setup(projet: TestProject): Promise<() => Promise<void>> {
  const serveur = await demarrerServeurDeTest();
  try {
    const nom = nomDeBase('cordee_modele');
    const modele = adresseDeBase(serveur.url, nom);
    await administrer(serveur.url, `create database ${nom}`);
    await migrer(modele);
    projet.provide('modele', modele);
    return async () => {
      await administrer(serveur.url, `drop database if exists ${nom} with (force)`);
      await serveur.fermer();
    };
  } catch (erreur) {
    await serveur.fermer();
    throw erreur;
  }
}
