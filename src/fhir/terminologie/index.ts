import { codesDeBase } from '#fhir/definitions/index.ts';
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
  /** A held code system. Throws `RefusFhir` 404. */
  systeme(canonique: string): SystemeIndexe;
  /** Undefined when the system is held and lacks the code. Throws `RefusFhir` 404 when the system is not held. */
  chercherCode(system: string, code: string): CodeDeSysteme | undefined;
}

/** Terminology over the definitions at hand: what HL7 publishes with R4, and the packages of `source` (asked first). */
export function creerTerminologie(source: SourceDeCodes = () => undefined): Terminologie {
  const deploiement = new Deploiement((canonique) => source(canonique) ?? deBase(canonique));
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
    systeme: (canonique) => deploiement.systeme(canonique),
    chercherCode: (system, code) => deploiement.systeme(system).codes.get(code),
  };
}

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
