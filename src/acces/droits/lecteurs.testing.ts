// Who reads, in the words of the law: for the oracle and for the base alike.

export const FAMILLES_DU_MONDE = ['ADM', 'COO', 'SOC', 'MED', 'SEN', 'PLN', 'FIL', 'ORG'] as const;
export type FamilleDuMonde = (typeof FAMILLES_DU_MONDE)[number];

export type Lecteur =
  | {
      readonly genre: 'compte';
      readonly id: string;
      readonly role: string;
      readonly refs: readonly string[];
      /** Nothing proves that this account is of one of the two categories of R. 1110-2. */
      readonly sansPreuve?: true;
      /** Account this reader acts for. */
      readonly pour?: string;
    }
  | {
      readonly genre: 'logiciel';
      readonly id: string;
      readonly types: readonly string[] | '*';
      readonly familles: readonly FamilleDuMonde[];
    };

export const ROLES_DU_MONDE = [
  'medecin',
  'infirmier',
  'pharmacien',
  'paramedical',
  'medecin_coordonnateur',
  'urgences',
  'coordinateur_appui',
  'gestionnaire_cas',
  'responsable_dac',
  'secretariat_dac',
  'assistant_social',
  'educateur',
  'pair_aidant',
  'aide_domicile',
  'structure',
  'administrateur_cpts',
  'administrateur_technique',
  'lecteur_ars',
] as const;

/** Everybody who reads: two people of each role, and three softwares. Few enough references for their worlds to meet. */
export const LECTEURS: readonly Lecteur[] = [
  ...ROLES_DU_MONDE.flatMap((role, rang) =>
    ['a', 'b'].map((qui) => ({
      genre: 'compte' as const,
      id: `compte:${role}-${qui}`,
      role,
      refs: [`PractitionerRole/${role}-${qui}`, `Organization/o${rang % 4}`],
    })),
  ),
  { genre: 'logiciel', id: 'tout', types: '*', familles: FAMILLES_DU_MONDE.filter((f) => f !== 'SEN') },
  { genre: 'logiciel', id: 'labo', types: ['Observation', 'Task', 'Patient'], familles: ['MED', 'COO', 'ADM'] },
  { genre: 'logiciel', id: 'nomme', types: '*', familles: ['SEN', 'MED'] },
];

/** Same roles in particular situations: no proof of one’s category, and acting for somebody else with that person’s references. */
const PARTICULIERS: readonly Lecteur[] = [
  {
    genre: 'compte',
    id: 'compte:sans-preuve',
    role: 'coordinateur_appui',
    refs: ['PractitionerRole/coordinateur_appui-a', 'Organization/o2'],
    sansPreuve: true,
  },
  {
    genre: 'compte',
    id: 'compte:secretaire',
    role: 'secretariat_dac',
    refs: ['PractitionerRole/medecin-a', 'Organization/o0'],
    pour: 'compte:medecin-a',
  },
  {
    genre: 'compte',
    id: 'compte:remplacant',
    role: 'infirmier',
    refs: ['PractitionerRole/assistant_social-a', 'Organization/o2'],
    pour: 'compte:assistant_social-a',
  },
];
export const LECTEURS_DES_MONDES: readonly Lecteur[] = [...LECTEURS, ...PARTICULIERS];
