/**
 * Life of an orientation, the closed loop. Source: metier.md §5 « Boucle d’orientation » and annexe A.
 * « Aboutie » means `commencee` and nothing earlier: sent is not served.
 */
export const SUITES = {
  envoyee: ['acceptee', 'refusee', 'sans_reponse', 'annulee'],
  sans_reponse: ['acceptee', 'refusee', 'annulee'],
  acceptee: ['rdv_fixe', 'commencee', 'interrompue'],
  rdv_fixe: ['rdv_fixe', 'commencee', 'interrompue'],
  commencee: ['terminee', 'interrompue'],
  refusee: [],
  terminee: [],
  interrompue: [],
  annulee: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Statut = keyof typeof SUITES;
export const STATUTS = Object.keys(SUITES) as readonly Statut[];

export function peutPasser(de: Statut, vers: Statut): boolean {
  const suites: readonly Statut[] = SUITES[de];
  return suites.includes(vers);
}

export const estTermine = (statut: Statut): boolean => SUITES[statut].length === 0;
export const estAboutie = (statut: Statut): boolean => statut === 'commencee' || statut === 'terminee';

export const LIBELLES: Readonly<Record<Statut, string>> = {
  envoyee: 'Envoyée, attend une réponse',
  sans_reponse: 'Sans réponse, relancée',
  acceptee: 'Acceptée',
  rdv_fixe: 'Rendez-vous fixé',
  commencee: 'Commencée',
  refusee: 'Refusée',
  terminee: 'Terminée',
  interrompue: 'Interrompue',
  annulee: 'Annulée',
};

/** Why a service says no, or why it never started. Source: metier.md §5, issues ORX. */
export const MOTIFS_REFUS = {
  zone: 'Hors de notre zone',
  attente: 'Liste d’attente, plus de place',
  public: 'Ce public n’est pas le nôtre',
  refus_personne: 'La personne ne souhaite pas',
  cout: 'Coût pour la personne',
  incomplet: 'Il manque des informations',
  autre: 'Autre raison',
} as const;
export type MotifRefus = keyof typeof MOTIFS_REFUS;
