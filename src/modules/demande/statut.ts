/**
 * Life of a DAC request. Source: metier.md §5 and annexe A. A state that is not listed as a successor cannot be reached.
 * Decisions branch from `en_qualification`; every branch but the terminal ones goes on to follow-up or closure.
 */
export const SUITES = {
  brouillon: ['deposee', 'annulee'],
  deposee: ['recue', 'annulee', 'doublon'],
  recue: ['en_qualification', 'annulee', 'doublon', 'non_recevable'],
  en_qualification: [
    'complement_demande',
    'information_conseil',
    'reorientee',
    'orientation_en_cours',
    'evaluation',
    'appui_coordination',
    'non_recevable',
    'annulee',
    'doublon',
  ],
  complement_demande: ['en_qualification', 'annulee', 'doublon'],
  information_conseil: ['en_qualification', 'cloturee'],
  reorientee: ['en_qualification', 'cloturee'],
  orientation_en_cours: ['en_qualification', 'suivi', 'veille', 'cloturee'],
  evaluation: ['en_qualification', 'orientation_en_cours', 'appui_coordination', 'suivi', 'cloturee'],
  appui_coordination: ['orientation_en_cours', 'suivi', 'veille', 'cloturee'],
  suivi: ['orientation_en_cours', 'evaluation', 'veille', 'cloturee'],
  veille: ['suivi', 'en_qualification', 'cloturee'],
  non_recevable: ['cloturee'],
  cloturee: ['en_qualification'],
  annulee: [],
  doublon: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Statut = keyof typeof SUITES;

export const STATUTS = Object.keys(SUITES) as readonly Statut[];

/** Decisions a coordinator can take at the end of qualification. */
export const DECISIONS = [
  'information_conseil',
  'reorientee',
  'orientation_en_cours',
  'evaluation',
  'appui_coordination',
  'non_recevable',
] as const satisfies readonly Statut[];
export type Decision = (typeof DECISIONS)[number];

const TERMINES: readonly Statut[] = ['cloturee', 'annulee', 'doublon'];

export const estTermine = (statut: Statut): boolean => TERMINES.includes(statut);

export function peutPasser(de: Statut, vers: Statut): boolean {
  const suites: readonly Statut[] = SUITES[de];
  return suites.includes(vers);
}

/** Words of each state: for the team, and for the requester's page, where no health data is ever shown. */
export const LIBELLES: Readonly<Record<Statut, { readonly equipe: string; readonly demandeur: string }>> = {
  brouillon: { equipe: 'Brouillon', demandeur: 'Pas encore envoyée' },
  deposee: { equipe: 'Déposée, à prendre', demandeur: 'Bien arrivée' },
  recue: { equipe: 'Reçue', demandeur: 'Reçue par l’équipe' },
  en_qualification: { equipe: 'En analyse', demandeur: 'Prise en charge : la situation est analysée' },
  complement_demande: { equipe: 'Attend une précision', demandeur: 'Une précision vous est demandée' },
  information_conseil: { equipe: 'Information ou conseil donné', demandeur: 'Réponse envoyée' },
  reorientee: { equipe: 'Confiée à un autre dispositif', demandeur: 'Confiée à un autre dispositif' },
  orientation_en_cours: { equipe: 'Orientation en cours', demandeur: 'Un service est recherché' },
  evaluation: { equipe: 'Évaluation à domicile', demandeur: 'Une visite est prévue' },
  appui_coordination: { equipe: 'Appui à la coordination', demandeur: 'Un appui est en place' },
  suivi: { equipe: 'Suivi', demandeur: 'Suivi en cours' },
  veille: { equipe: 'Veille', demandeur: 'L’équipe reste en veille' },
  non_recevable: {
    equipe: 'Non recevable',
    demandeur: 'Hors du champ du dispositif : une autre solution vous est proposée',
  },
  cloturee: { equipe: 'Clôturée', demandeur: 'Terminée' },
  annulee: { equipe: 'Annulée', demandeur: 'Annulée' },
  doublon: { equipe: 'Doublon', demandeur: 'Réunie à une demande déjà en cours' },
};
