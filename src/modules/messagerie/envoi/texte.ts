export interface Signature {
  readonly nom: string;
  readonly structure: string;
  readonly telephone?: string | undefined;
}

/** What can be stored and sent: no control character but tab and line feed, no lone surrogate, one kind of line end. */
export function texteStockable(texte: string): string {
  return texte
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();
}

/** Body of a message that leaves: the text, then who writes, from where, and how to answer. `-- ` is the delimiter mail programs know (RFC 3676 §4.3). */
export function corpsDuMessage(texte: string, signature: Signature): string {
  const qui = signature.nom === signature.structure ? signature.structure : `${signature.nom}, ${signature.structure}`;
  const telephone = signature.telephone === undefined ? [] : [`Téléphone : ${signature.telephone}`];
  return [
    texteStockable(texte).trim(),
    '',
    '-- ',
    qui,
    ...telephone,
    'Vous pouvez répondre à ce message : votre réponse nous parviendra directement.',
  ].join('\n');
}
