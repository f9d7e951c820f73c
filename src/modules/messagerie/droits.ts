import type { Acteur } from '#acces/acteur.ts';
import { toutCompte, reserveA, type Decision } from '#acces/decision.ts';
import { EQUIPE_DAC, type Role } from '#acces/roles.ts';

/** Whoever answers a secure mailbox in the name of a structure. Reading aggregated figures gives no right on mail. */
const ECRIVENT: readonly Role[] = [
  ...EQUIPE_DAC,
  'medecin',
  'infirmier',
  'pharmacien',
  'paramedical',
  'assistant_social',
  'pair_aidant',
  'administrateur_cpts',
];

const ecrire = reserveA(ECRIVENT, 'Écrire par la messagerie sécurisée');
const traiter = reserveA(ECRIVENT, 'Traiter les messages');

/** To write, one speaks for the structure of one's mailbox; which thread one may act on is decided where it is loaded. */
export const peutEcrire = ({ acteur }: { acteur: Acteur }): Decision => ecrire(acteur);
export const peutTraiter = ({ acteur }: { acteur: Acteur }): Decision => traiter(acteur);
/** Reading is decided line by line: the threads of one's own mailbox, the exchanges one is named in. */
export const peutLire = ({ acteur }: { acteur: Acteur }): Decision => toutCompte(acteur);
