/** A value as PostgreSQL reads it: its text, or its bytes; null stays null. */
export type ValeurEcrite = string | Buffer | null;

/** Text of one value: dates in UTC, arrays as one literal, objects as JSON. Throws on what no column could hold. */
export function ecrireValeur(valeur: unknown): ValeurEcrite {
  if (typeof valeur === 'string') return valeur;
  if (valeur === null || valeur === undefined) return null;
  if (typeof valeur === 'number' || typeof valeur === 'boolean' || typeof valeur === 'bigint') return String(valeur);
  if (valeur instanceof Date) return valeur.toISOString();
  if (Array.isArray(valeur)) return tableauDeValeurs(valeur);
  if (Buffer.isBuffer(valeur)) return valeur;
  if (ArrayBuffer.isView(valeur)) return Buffer.from(valeur.buffer, valeur.byteOffset, valeur.byteLength);
  if (typeof valeur === 'object') return JSON.stringify(valeur);
  throw new TypeError(`une valeur de genre ${typeof valeur} ne s’écrit pas en SQL`);
}

function tableauDeValeurs(valeurs: readonly unknown[]): string {
  let texte = '{';
  for (const [rang, valeur] of valeurs.entries()) {
    if (rang > 0) texte += ',';
    if (valeur === null || valeur === undefined) texte += 'NULL';
    else if (typeof valeur === 'string') texte += entreGuillemets(valeur);
    else if (Array.isArray(valeur)) texte += tableauDeValeurs(valeur);
    else if (ArrayBuffer.isView(valeur))
      texte += `"\\\\x${Buffer.from(valeur.buffer, valeur.byteOffset, valeur.byteLength).toString('hex')}"`;
    else texte += entreGuillemets(String(ecrireValeur(valeur)));
  }
  return `${texte}}`;
}

/**
 * One PostgreSQL array literal of texts. Arrays of arrays travel as one literal per line: `unnest` of a matrix would flatten it.
 * No null inside: what is absent is left out by the caller.
 */
export function tableauLitteral(valeurs: readonly string[]): string {
  let texte = '{';
  for (const [rang, valeur] of valeurs.entries())
    texte += rang === 0 ? entreGuillemets(valeur) : `,${entreGuillemets(valeur)}`;
  return `${texte}}`;
}

const A_PROTEGER = /["\\]/;

function entreGuillemets(texte: string): string {
  return A_PROTEGER.test(texte) ? `"${texte.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `"${texte}"`;
}
