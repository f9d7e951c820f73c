import { installerSupplements, lireSupplements, type Supplements } from './index/index.ts';
import { catalogueDeBase } from './recherche/index.ts';
import type { Entree } from './validateur/paquets/paquet.ts';
import { ouvrirRegistre } from './validateur/paquets/registre.ts';
import { comparerVersions } from './validateur/paquets/versions.ts';

/**
 * Gives the search index of this process the parameters that packages publish, and says which it could not take. To be called before
 * anything is written, by whatever writes resources. Throws `PaquetIllisible`.
 * @param chemins `.tgz` files, or folders that hold some
 */
export function installerParametresDePaquets(chemins: readonly string[]): Supplements {
  const supplements = lireSupplements(ressourcesDe(chemins), dejaPris);
  installerSupplements(supplements);
  return supplements;
}

/** One definition per canonical: the newest. */
function ressourcesDe(chemins: readonly string[]): readonly unknown[] {
  const parUrl = new Map<string, { readonly version: string; readonly entree: Entree }>();
  for (const paquet of ouvrirRegistre(chemins).paquets)
    for (const entree of paquet.parametresDeRecherche) {
      const { url, version = paquet.version } = entree;
      const connu = parUrl.get(url);
      if (connu === undefined || comparerVersions(version, connu.version) > 0) parUrl.set(url, { version, entree });
    }
  return [...parUrl.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, { entree }]) => entree.lire());
}

/** What R4 and this house already answer keeps its meaning. */
const dejaPris = (type: string, code: string): boolean => catalogueDeBase().parametre(type, code) !== undefined;
