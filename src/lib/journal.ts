/** Structured log, one line per event. Never a name, an INS, a free text or a message body: identifiers of ours only. */
export type Niveau = 'info' | 'attention' | 'erreur';
export type Journal = (
  niveau: Niveau,
  evenement: string,
  details?: Readonly<Record<string, string | number | boolean>>,
) => void;

export function journalVers(ecrire: (ligne: string) => void, maintenant: () => Date): Journal {
  return (niveau, evenement, details = {}) => {
    const dits = Object.entries(details).map(([nom, v]) => [nom, typeof v === 'string' ? sansValeurs(v) : v]);
    ecrire(JSON.stringify({ le: maintenant().toISOString(), niveau, evenement, ...Object.fromEntries(dits) }));
  };
}

/** What a message of an error may quote: a value between quotes, an address, a date, a long number (INS, telephone, RPPS). */
const VALEURS =
  /"[^"]*"|«[^»]*»|“[^”]*”|(?<![\p{L}\d])'[^']*'|[\w.+-]+@[\w-]+\.[\w.]+|\b\d{4}-\d{2}-\d{2}\b(?!T)|\b\d{1,2}\/\d{1,2}\/\d{4}\b|\b\d(?:[ .]?\d){8,}\b/gu;

/** The same sentence without the values it quotes: errors of the database and of libraries repeat what they were given. */
export const sansValeurs = (texte: string): string => texte.replaceAll(VALEURS, '…');

export const journalMuet: Journal = () => undefined;
