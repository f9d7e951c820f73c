export const CHEMIN_DEMANDES = '/demandes';
export const CHEMIN_NOUVELLE_DEMANDE = '/demandes/nouvelle';

export const cheminDemande = (id: string): string => `/demandes/${encodeURIComponent(id)}`;

export const cheminFile = (filtre: string): string => `${CHEMIN_DEMANDES}?filtre=${filtre}`;

/** Written by the room of orientations; the request it comes from travels as a reference only. */
export const cheminProposerUnService = (id: string): string =>
  `/orientations/nouvelle?demande=${encodeURIComponent(id)}`;
