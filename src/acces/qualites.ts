import { ROLES, type Role } from './roles.ts';

/**
 * Who may exchange about a person: the two categories of R. 1110-2 CSP (décret 2016-994), a closed list. Each practice situation carries one
 * sub-category and what proves it (SP-04); a role alone proves nothing. The fourth part of the code names the professions of category 1.
 */
export type Categorie = 1 | 2;
export const PREUVES = {
  rpps: 'Numéro RPPS, lu sur la carte ou à l’annuaire',
  attestation: 'Attestation de l’employeur',
  /** Accounts opened before proofs were kept: to be looked at at the next yearly review. */
  reprise: 'Compte ouvert avant que la preuve soit demandée',
} as const;
export type Preuve = keyof typeof PREUVES;

interface SousCategorie {
  readonly categorie: Categorie;
  readonly libelle: string;
  /** Where it stands in R. 1110-2. */
  readonly article: string;
  readonly preuves: readonly Preuve[];
}

const sante = (libelle: string, ...preuves: readonly Preuve[]): SousCategorie => ({
  categorie: 1,
  libelle,
  article: '1°',
  preuves: [...(preuves.length === 0 ? (['rpps'] as const) : preuves), 'reprise'],
});
const autre = (lettre: string, libelle: string, ...preuves: readonly Preuve[]): SousCategorie => ({
  categorie: 2,
  libelle,
  article: `2° ${lettre}`,
  preuves: ['attestation', ...preuves, 'reprise'],
});

export const SOUS_CATEGORIES = {
  medecin: sante('Médecin'),
  chirurgien_dentiste: sante('Chirurgien-dentiste'),
  sage_femme: sante('Sage-femme'),
  pharmacien: sante('Pharmacien'),
  infirmier: sante('Infirmier'),
  masseur_kinesitherapeute: sante('Masseur-kinésithérapeute'),
  pedicure_podologue: sante('Pédicure-podologue'),
  ergotherapeute: sante('Ergothérapeute'),
  psychomotricien: sante('Psychomotricien'),
  orthophoniste: sante('Orthophoniste'),
  orthoptiste: sante('Orthoptiste'),
  dieteticien: sante('Diététicien'),
  autre_pro_sante: sante('Autre profession de la quatrième partie du code (appareillage, imagerie, biologie…)'),
  aide_soignant: sante('Aide-soignant, auxiliaire de puériculture', 'attestation'),
  preparateur: sante('Préparateur en pharmacie', 'attestation'),
  ambulancier: sante('Ambulancier, assistant de régulation médicale', 'attestation'),
  assistant_service_social: autre('a', 'Assistant de service social'),
  psychologue: autre('b', 'Psychologue, psychothérapeute', 'rpps'),
  osteopathe: autre('b', 'Ostéopathe, chiropracteur', 'rpps'),
  accompagnant_educatif: autre('b', 'Aide médico-psychologique, accompagnant éducatif et social'),
  assistant_maternel: autre('c', 'Assistant maternel ou familial'),
  educateur: autre('d', 'Éducateur, aide familial, permanent d’un lieu de vie'),
  accueillant_familial: autre('e', 'Accueillant familial de personnes âgées ou handicapées'),
  mandataire: autre('f', 'Mandataire judiciaire à la protection des majeurs, délégué aux prestations familiales'),
  salarie_esms: autre('g', 'Salarié d’un établissement, service ou lieu de vie social ou médico-social'),
  methode_integration: autre('h', 'Professionnel de la méthode d’intégration (L. 113-3 CASF)'),
  equipe_apa: autre('i', 'Membre de l’équipe médico-sociale de l’APA'),
} as const satisfies Readonly<Record<string, SousCategorie>>;

export type CodeSousCategorie = keyof typeof SOUS_CATEGORIES;
const CODES = Object.keys(SOUS_CATEGORIES) as readonly CodeSousCategorie[];
const DU_SOIN = CODES.filter((code) => SOUS_CATEGORIES[code].categorie === 1);
const DU_SOCIAL = CODES.filter((code) => SOUS_CATEGORIES[code].categorie === 2);

/** What may hold a role that reads about persons, the usual one first. Roles of no category are absent: they read nothing nominative. */
const PAR_ROLE: Readonly<Partial<Record<Role, readonly CodeSousCategorie[]>>> = {
  medecin: ['medecin'],
  infirmier: ['infirmier'],
  pharmacien: ['pharmacien', 'preparateur'],
  paramedical: DU_SOIN.filter((code) => !['medecin', 'infirmier', 'pharmacien', 'preparateur'].includes(code)),
  medecin_coordonnateur: ['medecin'],
  urgences: ['medecin', 'infirmier', 'ambulancier'],
  coordinateur_appui: ['salarie_esms', ...CODES.filter((code) => code !== 'salarie_esms')],
  gestionnaire_cas: ['salarie_esms', ...CODES.filter((code) => code !== 'salarie_esms')],
  responsable_dac: ['salarie_esms', ...CODES.filter((code) => code !== 'salarie_esms')],
  secretariat_dac: ['salarie_esms', 'methode_integration', 'assistant_service_social'],
  assistant_social: ['assistant_service_social'],
  educateur: ['educateur', 'accompagnant_educatif', 'salarie_esms'],
  // Enters by its contract in an establishment or service (SP-04).
  pair_aidant: ['salarie_esms'],
  aide_domicile: ['salarie_esms', 'accompagnant_educatif', 'aide_soignant'],
  structure: ['salarie_esms', ...DU_SOCIAL.filter((code) => code !== 'salarie_esms'), ...DU_SOIN],
};

export const sousCategoriesDe = (role: Role): readonly CodeSousCategorie[] => PAR_ROLE[role] ?? [];

/** What a practice situation says of itself, as it is kept. */
export interface QualiteGardee {
  readonly sous_categorie: string | null;
  readonly preuve: string | null;
  /** Day of the proof, `aaaa-mm-jj`. */
  readonly preuve_le: string | null;
  readonly preuve_par: string | null;
}

/** Why an account that has a role proves no right to it. */
export type SansQualite = 'sans_sous_categorie' | 'hors_du_role' | 'sans_preuve';

/** Undefined when the sub-category is one of the role’s and is proved, or when the role asks for none. Pure. */
export function defautDeQualite(role: Role, q: QualiteGardee): SansQualite | undefined {
  if (ROLES[role].categorie === undefined) return undefined;
  const code = CODES.find((c) => c === q.sous_categorie);
  if (code === undefined) return 'sans_sous_categorie';
  if (!sousCategoriesDe(role).includes(code)) return 'hors_du_role';
  const prouvee = SOUS_CATEGORIES[code].preuves.some((p) => p === q.preuve);
  return prouvee && q.preuve_le !== null && (q.preuve_par ?? '') !== '' ? undefined : 'sans_preuve';
}

const CAUSES: Readonly<Record<SansQualite, string>> = {
  sans_sous_categorie: 'Votre compte ne dit pas de quelle profession vous relevez',
  hors_du_role: 'La profession notée sur votre compte ne donne pas ce rôle',
  sans_preuve: 'La preuve de votre profession n’est pas notée sur votre compte',
};

/** What is closed, why, and what opens it: for whoever is refused. */
export function direSansQualite(cause: SansQualite): string {
  return `${CAUSES[cause]} : vous ne pouvez rien lire ni écrire sur une personne. La personne qui invite les membres de votre territoire peut la noter (Territoire › Membres), au vu de votre RPPS ou de l’attestation de votre employeur.`;
}
