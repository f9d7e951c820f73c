import { codesDeBase, terminologieDeBase } from '#fhir/definitions/index.ts';
import { normaliser } from '#lib/texte/index.ts';
import { Deploiement, type CodeDeListe, type SourceDeCodes } from './deployer.ts';
import type { CodeDeSysteme, SystemeIndexe } from './systeme.ts';

export { CODES_MAX, type CodeDeListe, type SourceDeCodes } from './deployer.ts';
export type { CodeDeSysteme, SystemeIndexe } from './systeme.ts';

/** Expansions kept at once, and codes they may hold together: a few megabytes. */
const GARDES = { ensembles: 200, codes: 200_000 };

export interface Terminologie {
  /** Every code of a value set, in its order. Throws `RefusFhir`: 404 not held, 422 too costly to work out. */
  deployer(canonique: string): readonly CodeDeListe[];
  /** Canonical of the value set whose address ends with this id; undefined when there is none, or more than one. */
  canoniqueDe(id: string): string | undefined;
  /** A held code system. Throws `RefusFhir` 404. */
  systeme(canonique: string): SystemeIndexe;
  /** Undefined when the system is held and lacks the code. Throws `RefusFhir` 404 when the system is not held. */
  chercherCode(system: string, code: string): CodeDeSysteme | undefined;
}

/** Terminology over the definitions at hand: what HL7 publishes with R4, and the packages of `source` (asked first). */
export function creerTerminologie(source: SourceDeCodes = AUCUNE): Terminologie {
  const urls = (): Iterable<string> => new Set([...source.urls(), ...terminologieDeBase()]);
  const deploiement = new Deploiement({ trouver: (canonique) => source.trouver(canonique) ?? deBase(canonique), urls });
  const gardes = new Map<string, readonly CodeDeListe[]>();
  let nombre = 0;
  const garder = (canonique: string, codes: readonly CodeDeListe[]): void => {
    gardes.set(canonique, codes);
    nombre += codes.length;
    for (const [ancien, anciens] of gardes) {
      if (gardes.size <= GARDES.ensembles && nombre <= GARDES.codes) return;
      gardes.delete(ancien);
      nombre -= anciens.length;
    }
  };
  return {
    deployer(canonique) {
      const connus = gardes.get(canonique);
      if (connus !== undefined) return connus;
      const codes = [...deploiement.codesDe(canonique).values()];
      garder(canonique, codes);
      return codes;
    },
    canoniqueDe(id) {
      const [seule, autre] = [...urls()].filter((url) => url.endsWith(`/ValueSet/${id}`));
      return autre === undefined ? seule : undefined;
    },
    systeme: (canonique) => deploiement.systeme(canonique),
    chercherCode: (system, code) => deploiement.systeme(system).codes.get(code),
  };
}

const AUCUNE: SourceDeCodes = { trouver: () => undefined, urls: () => [] };

/** Codes whose display or code holds every word typed, accents and case aside: what a person types in a choice list. */
export function filtrer(codes: readonly CodeDeListe[], filtre: string): readonly CodeDeListe[] {
  const mots = normaliser(filtre).split(' ');
  return codes.filter(({ code, display }) => {
    const cible = ` ${normaliser(display ?? '')} ${normaliser(code)}`;
    return mots.every((mot) => cible.includes(` ${mot}`));
  });
}

/** Base R4 is version 4.0.1; what HL7 gathered there also keeps the version of its own. */
function deBase(canonique: string): ReturnType<typeof codesDeBase> {
  const [url = '', version] = canonique.split('|', 2);
  const trouvee = codesDeBase(url);
  return version === undefined || version === '4.0.1' || version === trouvee?.version ? trouvee : undefined;
}
