/** Words of the pages of one’s own account. */
export const TEXTES_COMPTE = {
  sessions: 'Mes sessions',
  sessionsAide:
    'Chaque endroit où votre compte est ouvert. Si l’un n’est pas vous, fermez-le, puis prévenez la coordination.',
  ailleurs: 'Fermer partout ailleurs',
  ailleursAide: 'Après la perte d’un appareil, ou au moindre doute : seul cet écran reste ouvert.',
  fermerAilleurs: 'Fermer toutes les autres sessions',
  delegations: 'Délégations',
  delegationsAide:
    'Confier à une personne nommée de saisir pour vous : certains gestes, jusqu’à une date. Tout ce qu’elle écrit dit « saisi par elle pour vous ».',
  agirPour: 'Agir pour quelqu’un',
  agirPourAide: 'Vous signez, au nom de la personne choisie. Vos lectures restent celles de votre rôle.',
  agir: 'Saisir pour cette personne',
  mesDemandes: 'Mes demandes sans réponse',
  jeConfie: 'Qui saisit pour moi',
  jeConfieVide: 'Personne ne saisit pour vous.',
  confier: 'Confier des gestes',
  demander: 'Demander à saisir pour quelqu’un',
  confiee: 'C’est confié. Cette personne peut commencer.',
  demandee: 'La demande est envoyée. Sans réponse en sept jours, elle est retirée.',
  finie: 'C’est arrêté : plus rien ne peut être saisi.',
  acceptee: 'C’est accepté. Cette personne peut commencer.',
  arreter: 'Arrêter',
  accepter: 'Accepter',
  refuser: 'Refuser',
} as const;
