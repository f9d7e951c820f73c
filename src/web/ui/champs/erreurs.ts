import { createContext, useContext } from 'react';

/** Field name → what is wrong and what to do: exactly the `champs` of a refusal. */
export type ErreursDeChamps = Readonly<Record<string, string>>;

export const ContexteErreurs = createContext<ErreursDeChamps>({});

/** Own error first, otherwise the one the enclosing form received for this name. */
export function useErreurDeChamp(nom: string, propre: string | undefined): string | undefined {
  const duFormulaire = useContext(ContexteErreurs)[nom];
  return propre ?? duFormulaire;
}

/** Id of the control, so that the summary can lead to it. */
export function idDeChamp(nom: string): string {
  return `champ-${nom.replace(/[^\w-]/gu, '-')}`;
}
