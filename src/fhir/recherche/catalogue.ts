import { parametresDeBase, type ParametreDeRecherche } from '../definitions/index.ts';
import { COMBINES, composeDe, PARAMETRES_MAISON } from '../index/index.ts';
import { estTenu } from '../types-tenus.ts';
import { modificateursDe } from './modificateurs.ts';

/** Parameters that R4 defines and this server refuses, each with what to do instead. */
const JAMAIS_SERVIS: Readonly<Record<string, string>> = {
  _query: 'Aucune requête nommée n’est servie. Utilisez les paramètres de recherche.',
  _contained: 'Seules les ressources entières se cherchent : _contained n’est pas servi.',
  _containedType: 'Seules les ressources entières se cherchent : _containedType n’est pas servi.',
  _score: 'Aucune note de ressemblance n’est calculée : _score n’est pas servi.',
};

const speciaux = (base: readonly string[], code: string, definition: string): ParametreDeRecherche => ({
  url: definition,
  code,
  base,
  type: 'special',
});

const OFFRES = ['Location', 'HealthcareService', 'Organization'];

/** Places: `near` of base R4 widened to the offers of the directory, and the two names the national repository of offers gives to a commune. */
const PARAMETRES_DE_LIEU: readonly ParametreDeRecherche[] = [
  speciaux(OFFRES, 'near', 'http://hl7.org/fhir/SearchParameter/Location-near'),
  speciaux(OFFRES, 'near-insee', 'urn:cordee:parametre:near-insee'),
  speciaux(
    OFFRES,
    'near-insee-code',
    'https://interop.esante.gouv.fr/ig/fhir/ror/SearchParameter/ror-sp-location-near-insee-code',
  ),
];

/** Search parameters this server answers to. Built once from lists of definitions; the last definition of a code wins. */
export interface Catalogue {
  parametre(type: string, code: string): ParametreDeRecherche | undefined;
  duType(type: string): readonly ParametreDeRecherche[];
  /** Does this parameter come from a package? Its keys may still be on their way. */
  supplementaire(type: string, code: string): boolean;
  /** Why a parameter that FHIR defines is refused here; undefined when FHIR does not define it either. */
  refuse(type: string, code: string): string | undefined;
}

export function creerCatalogue(supplements: readonly ParametreDeRecherche[] = []): Catalogue {
  const parType = new Map<string, ReadonlyMap<string, ParametreDeRecherche>>();
  const tous = [...parametresDeBase(), ...PARAMETRES_MAISON, ...supplements, ...PARAMETRES_DE_LIEU];
  const duType = (type: string): ReadonlyMap<string, ParametreDeRecherche> => {
    let trouve = parType.get(type);
    if (trouve === undefined) {
      const retenus = tous.filter((p) => p.base.some((b) => b === type || b === 'Resource' || b === 'DomainResource'));
      trouve = new Map(retenus.filter(estServi).map((p) => [p.code, p]));
      if (estTenu(type)) parType.set(type, trouve);
    }
    return trouve;
  };
  return {
    parametre: (type, code) => duType(type).get(code),
    duType: (type) => [...duType(type).values()],
    supplementaire: (type, code) => supplements.some((p) => p === duType(type).get(code)),
    refuse: (type, code) =>
      JAMAIS_SERVIS[code] ??
      (tous.some((p) => p.code === code && p.base.includes(type))
        ? `Le paramètre « ${code} » n’est pas servi : son expression n’est pas de celles que ce serveur sait lire.`
        : undefined),
  };
}

/** A code becomes part of statements: only the letters FHIR gives to codes are accepted. */
const CODE = /^[A-Za-z_][A-Za-z0-9_-]{0,63}$/;

function estServi(parametre: ParametreDeRecherche): boolean {
  if (!CODE.test(parametre.code)) return false;
  if (Object.hasOwn(JAMAIS_SERVIS, parametre.code)) return false;
  if (parametre.type === 'composite')
    return Object.hasOwn(COMBINES, parametre.code) || composeDe(parametre) !== undefined;
  return parametre.type === 'special' ? PARAMETRES_DE_LIEU.includes(parametre) : parametre.expression !== undefined;
}

let base: Catalogue | undefined;

export function catalogueDeBase(): Catalogue {
  return (base ??= creerCatalogue());
}

export interface ParametreServi {
  readonly code: string;
  readonly type: ParametreDeRecherche['type'];
  readonly modificateurs: readonly string[];
  readonly cibles?: readonly string[];
  /** Canonical of its SearchParameter. */
  readonly definition: string;
}

/** Parameters served for one type, for the CapabilityStatement. */
export function parametresServis(type: string, catalogue: Catalogue = catalogueDeBase()): readonly ParametreServi[] {
  return catalogue.duType(type).map((p) => ({
    code: p.code,
    type: p.type,
    modificateurs: modificateursDe(p),
    ...(p.target === undefined ? {} : { cibles: p.target.filter(estTenu) }),
    definition: p.url,
  }));
}
