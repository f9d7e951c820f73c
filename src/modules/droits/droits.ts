import type { Acteur } from '#acces/acteur.ts';
import { reserveA, toutCompte, type Decision } from '#acces/decision.ts';
import type { Role } from '#acces/roles.ts';

/** Who answers for the rights of a territory: the head of the support team, who is also its privacy contact. */
const RESPONSABLES: readonly Role[] = ['responsable_dac'];

/** The matrix is public to whoever works here: everybody may know who reads what. */
export const lireLaMatrice = ({ acteur }: { acteur: Acteur }): Decision => toutCompte(acteur);

const regler = reserveA(RESPONSABLES, 'Changer qui voit quoi');
export const reglerLaMatrice = ({ acteur }: { acteur: Acteur }): Decision => regler(acteur);

const simule = reserveA(RESPONSABLES, 'Simuler ce que voit quelqu’un');
export const simulerLesDroits = ({ acteur }: { acteur: Acteur }): Decision => simule(acteur);
