import { RefusFhir } from '../refus.ts';
import type { Registre } from '../validateur/paquets/registre.ts';
import type { SourceDeCodes, Terminologie } from './index.ts';
import { descend } from './systeme.ts';

/** Codes a search follows at most (`code:in=…`): beyond, it says that it does not know the list. */
const CODES_PAR_CRITERE = 2_000;

/** Value sets and code systems of FHIR packages, the newest when several hold the same; a version asked and not held is not replaced. */
export function sourceDuRegistre(registre: () => Pick<Registre, 'codes' | 'paquets'>): SourceDeCodes {
  return {
    trouver: (canonique) => {
      const trouvee = registre().codes(canonique, []);
      return trouvee?.exacte === true ? trouvee.lire() : undefined;
    },
    urls: () => registre().paquets.flatMap(({ codes }) => codes.map(({ url }) => url)),
  };
}

/** What `:in` and `:not-in` ask; undefined when the list is not held, or too long to be a criterion. */
export function etendreAvec(
  terminologie: Terminologie,
): (valueSet: string) => readonly { readonly systeme: string; readonly code: string }[] | undefined {
  return (valueSet) => {
    try {
      const codes = terminologie.deployer(valueSet);
      return codes.length > CODES_PAR_CRITERE
        ? undefined
        : codes.map(({ system, code }) => ({ systeme: system, code }));
    } catch (erreur) {
      if (erreur instanceof RefusFhir) return undefined;
      throw erreur;
    }
  };
}

/** What `:above` and `:below` ask: the code itself and those over or under it; undefined when the system or the code is not held. */
export function parenteAvec(
  terminologie: Terminologie,
): (
  systeme: string,
  code: string,
  sens: 'dessus' | 'dessous',
) => readonly { readonly systeme: string; readonly code: string }[] | undefined {
  return (url, code, sens) => {
    try {
      const systeme = terminologie.systeme(url);
      if (!systeme.codes.has(code)) return undefined;
      const proches = [...systeme.codes.keys()].filter(
        (autre) =>
          autre === code || (sens === 'dessous' ? descend(systeme, autre, code) : descend(systeme, code, autre)),
      );
      return proches.map((proche) => ({ systeme: url, code: proche }));
    } catch (erreur) {
      if (erreur instanceof RefusFhir) return undefined;
      throw erreur;
    }
  };
}
