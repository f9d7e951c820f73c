import { createContext, useContext } from 'react';

export interface LienOuvert {
  /** Name the link was made for. */
  readonly pour: string;
  /** Its answer was already given. */
  readonly utilise: boolean;
}

export const ContexteLien = createContext<LienOuvert | undefined>(undefined);

/** What the link says of itself; undefined on a page that was not opened by a link. */
export const useLienOuvert = (): LienOuvert | undefined => useContext(ContexteLien);
