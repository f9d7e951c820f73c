/**
 * One cell of a table that a spreadsheet will open (RFC 4180). What begins like a formula (`= + - @`, tab, carriage return) gets an
 * apostrophe first, so that it stays a text: a name in a received file never becomes a command on the reader's machine.
 */
export function cellule(texte: string): string {
  const sur = /^[=+\-@\t\r]/.test(texte) ? `'${texte}` : texte;
  return `"${sur.replaceAll('"', '""')}"`;
}
