/** Structured log, one line per event. Never a name, an INS, a free text or a message body: identifiers of ours only. */
export type Niveau = 'info' | 'attention' | 'erreur';
export type Journal = (
  niveau: Niveau,
  evenement: string,
  details?: Readonly<Record<string, string | number | boolean>>,
) => void;

export function journalVers(ecrire: (ligne: string) => void, maintenant: () => Date): Journal {
  return (niveau, evenement, details = {}) => {
    ecrire(JSON.stringify({ le: maintenant().toISOString(), niveau, evenement, ...details }));
  };
}

export const journalMuet: Journal = () => undefined;
