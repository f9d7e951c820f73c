import { createContext, useContext } from 'react';

/** Token of the link whose page is open (`/r/<jeton>`); every reading and sending below carries it in place of a session. */
export const ContexteJeton = createContext<string | undefined>(undefined);

export const useJeton = (): string | undefined => useContext(ContexteJeton);
