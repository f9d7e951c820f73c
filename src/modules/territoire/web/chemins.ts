export const CHEMIN_TERRITOIRE = '/territoire';
export const CHEMIN_MEMBRES = '/territoire/membres';
export const CHEMIN_INVITER = '/territoire/inviter';
export const CHEMIN_FILES = '/territoire/files';
export const CHEMIN_TEMPS = '/territoire/temps';
export const CHEMIN_CLES = '/cles';
export const CHEMIN_SESSIONS = '/sessions';
export const CHEMIN_DELEGATIONS = '/delegations';

export const cheminFile = (cle: string): string => `/territoire/files/${encodeURIComponent(cle)}`;

/** The link a sponsor gives. The secret stays after `#`: it reaches no server log. */
export const lienDInvitation = (secret: string): string => `${window.location.origin}/invitation#${secret}`;
