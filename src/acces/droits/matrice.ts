import type { Famille } from '#fhir/types.ts';

/**
 * Who may see what, by role and family of information: the national base. One line per role, read from left to right.
 *   E writes (and reads) · L reads · R only what is addressed to this role or what it wrote · X only what the person shares by name, or a
 *   named exchange · N nothing but a message to this very person (SP-02) · last column A: aggregates only, N: none.
 * A territory may only take rights away (`restriction.ts`). A change here is a new version, with its date.
 * Source: metier.md §2 [P]; R. 1110-1 CSP (double limit); droit-et-securite.md SP-03, SP-19. SEN never comes from a role (annex B, 2).
 */
export const MATRICE_NATIONALE = {
  version: '2026-11-28',
  source:
    'Référence métier §2, rôles et droits par défaut ; articles R. 1110-1 et R. 1110-2 du code de la santé publique',
} as const;

export type Code = 'E' | 'L' | 'R' | 'X' | 'N';
export type FamilleNominative = Exclude<Famille, 'ORG'>;
/** The order of the columns below. */
export const COLONNES = [
  'ADM',
  'COO',
  'SOC',
  'MED',
  'SEN',
  'PLN',
  'FIL',
] as const satisfies readonly FamilleNominative[];

/** R. 1110-2 CSP: 1 health professionals, 2 the closed list of other professionals. Without one, no nominative data (SP-04). */
export type Categorie = 1 | 2 | undefined;

/** A family read in part: only these types, shared or addressed. `dit`: the words of the matrix. */
interface Partie {
  readonly types: readonly string[];
  readonly dit: string;
}

export interface LigneDeMatrice {
  readonly libelle: string;
  readonly categorie: Categorie;
  /** Ground of the category, in words: what proves it. */
  readonly qualite: string;
  readonly codes: Readonly<Record<FamilleNominative, Code>>;
  readonly indicateurs: 'A' | 'N';
  readonly parties: Readonly<Partial<Record<FamilleNominative, Partie>>>;
  /** What the role may read of a person of its circle, whole families only: codes E and L. */
  readonly lit: readonly FamilleNominative[];
  /** Does this role take part in care itself (it may note clinical facts)? */
  readonly clinique: boolean;
}

type Parties = LigneDeMatrice['parties'];

const TRAITEMENTS: Partie = {
  types: [
    'MedicationRequest',
    'MedicationStatement',
    'AllergyIntolerance',
    'Immunization',
    'ImmunizationRecommendation',
  ],
  dit: 'les traitements, allergies et vaccins',
};
const SYNTHESE: Partie = {
  types: ['Composition', 'Flag', 'Condition', 'AllergyIntolerance', 'MedicationStatement', 'MedicationRequest'],
  dit: 'la synthèse : antécédents, allergies, traitements, points de vigilance',
};
const RISQUES: Partie = { types: ['Flag'], dit: 'les risques signalés' };
const CARNET: Partie = { types: ['Communication'], dit: 'le cahier de liaison, pas les courriers' };

const RPPS = 'professionnel de santé inscrit (RPPS)';
const ESSMS = 'salarié d’un établissement ou service social ou médico-social, attestation de l’employeur';
const DAC = 'professionnel du dispositif d’appui (L. 6327-2), attestation de l’employeur';
const AUCUNE = 'n’entre dans aucune des deux catégories : aucune donnée nominative';

const soignant = (libelle: string, mots: string, parties: Parties = {}) => ligne(libelle, 1, RPPS, mots, parties, true);
const social = (libelle: string, mots: string, parties: Parties = {}, qualite = ESSMS, clinique = false) =>
  ligne(libelle, 2, qualite, mots, parties, clinique);
const sansDonnee = (libelle: string, mots: string) => ligne(libelle, undefined, AUCUNE, mots, {}, false);

// prettier-ignore
//                                                                  ADM COO SOC MED SEN PLN FIL IND
const LIGNES = {
  medecin: soignant('Médecin',                                      'L   L   N   E   X   L   E   A'),
  infirmier: soignant('Infirmier, infirmière',                      'L   E   L   E   X   E   E   A'),
  pharmacien: soignant('Pharmacien, pharmacienne',                  'L   L   N   L   N   R   E   A', { MED: TRAITEMENTS }),
  paramedical: soignant('Autre soignant',                           'L   L   N   R   N   L   E   A'),
  medecin_coordonnateur: soignant('Médecin coordonnateur de RCP',   'L   E   N   R   N   X   R   A'),
  urgences: soignant('Urgences, SAMU, régulation',                  'L   L   L   L   N   L   R   N', { SOC: RISQUES, MED: SYNTHESE }),
  coordinateur_appui: social('Coordinateur d’appui du DAC',         'E   E   E   L   X   E   E   A', {}, DAC, true),
  gestionnaire_cas: social('Gestionnaire de cas',                   'E   E   E   L   X   E   E   A', {}, DAC, true),
  responsable_dac: social('Responsable du DAC',                     'E   E   E   L   X   E   E   A', {}, DAC, true),
  secretariat_dac: social('Secrétariat du DAC',                     'E   E   R   N   N   N   R   N', {}, DAC),
  assistant_social: social('Assistant de service social',           'L   E   E   X   X   E   E   A'),
  educateur: social('Éducateur',                                    'L   L   L   X   X   E   E   N'),
  pair_aidant: social('Pair-aidant',                                'L   L   L   X   X   E   E   N'),
  aide_domicile: social('Aide à domicile',                          'L   R   N   N   N   R   E   N', { FIL: CARNET }),
  structure: social('Service destinataire',                         'R   R   R   R   X   R   R   N'),
  administrateur_cpts: sansDonnee('Coordination de la CPTS',        'N   N   N   N   N   N   N   A'),
  administrateur_technique: sansDonnee('Administrateur technique',  'N   N   N   N   N   N   N   A'),
  lecteur_ars: sansDonnee('Lecteur ARS',                            'N   N   N   N   N   N   N   A'),
  /** A registered software: what it reads is granted to it by name (types × families), never by this line. */
  logiciel: sansDonnee('Logiciel raccordé',                         'N   N   N   N   N   N   N   N'),
  systeme: sansDonnee('Cordée',                                     'N   N   N   N   N   N   N   N'),
} as const satisfies Readonly<Record<string, LigneDeMatrice>>;

/**
 * What a function in the circle adds to a role, for that person only: the doctor who follows somebody also reads what is social.
 * Source: metier.md §2, line « médecin traitant ».
 */
const PAR_FONCTION = {
  medecin_traitant: soignant('Médecin traitant', 'E   E   L   E   X   E   E   A'),
} as const;

export type Role = keyof typeof LIGNES;
export const MATRICE: Readonly<Record<Role, LigneDeMatrice>> = LIGNES;

/** The line a function in the circle gives to a role instead of its own; undefined when the function adds nothing. */
export const FONCTIONS_QUI_AJOUTENT: readonly {
  readonly fonction: string;
  readonly role: Role;
  readonly ligne: LigneDeMatrice;
}[] = [{ fonction: 'medecin_traitant', role: 'medecin', ligne: PAR_FONCTION.medecin_traitant }];

function ligne(
  libelle: string,
  categorie: Categorie,
  qualite: string,
  mots: string,
  parties: Parties,
  clinique: boolean,
): LigneDeMatrice {
  const lus = mots.split(/ +/);
  const indicateurs = lus.pop() === 'A' ? ('A' as const) : ('N' as const);
  const codes = Object.fromEntries(COLONNES.map((famille, rang) => [famille, lireCode(lus[rang], libelle)])) as Record<
    FamilleNominative,
    Code
  >;
  const lit = COLONNES.filter((f) => (codes[f] === 'E' || codes[f] === 'L') && parties[f] === undefined);
  return { libelle, categorie, qualite, codes, indicateurs, parties, lit, clinique };
}

function lireCode(mot: string | undefined, libelle: string): Code {
  const code = (['E', 'L', 'R', 'X', 'N'] as const).find((c) => c === mot);
  if (code === undefined) throw new Error(`matrice : ${libelle} porte un code inconnu, ${mot ?? 'absent'}`);
  return code;
}

/** The most this role may read of somebody, whatever its function around that person. */
export function litAuPlus(role: Role): readonly FamilleNominative[] {
  const ajoutees = FONCTIONS_QUI_AJOUTENT.filter((f) => f.role === role).flatMap((f) => f.ligne.lit);
  return COLONNES.filter((f) => MATRICE[role].lit.includes(f) || ajoutees.includes(f));
}

/** Families this role may receive in a named exchange, or learn from the person by name: everything but N. */
export function recoit({ codes, parties }: LigneDeMatrice): readonly FamilleNominative[] {
  return COLONNES.filter((f) => codes[f] !== 'N' && parties[f] === undefined);
}

/** Families this role reads only when the person shares them with it by name. */
export function surPartageNomme({ codes }: LigneDeMatrice): readonly FamilleNominative[] {
  return COLONNES.filter((f) => codes[f] === 'X');
}
