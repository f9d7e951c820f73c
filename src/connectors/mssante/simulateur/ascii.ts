/** Les réponses SMTP et IMAP sont en ASCII (RFC 5321 §4.2, RFC 3501 §9) : accents retirés, apostrophe droite. */
export function enAscii(texte: string): string {
  return texte
    .replaceAll('’', "'")
    .normalize('NFD')
    .replaceAll(/[^\u0020-\u007E]/g, '');
}
