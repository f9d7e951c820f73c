/** Sentences for extended status codes (RFC 3463), most precise first: `5.1` stands for every `5.1.x`. */
const PHRASES: readonly (readonly [debut: string, phrase: string])[] = [
  ['5.1.2', 'Le domaine de cette adresse n’existe pas.'],
  ['5.1', 'Cette boîte n’existe pas, ou plus, chez l’opérateur du destinataire.'],
  ['5.2.1', 'La boîte du destinataire est fermée.'],
  ['5.2.2', 'La boîte du destinataire est pleine.'],
  ['5.2.3', 'Le message est trop lourd pour la boîte du destinataire.'],
  ['5.3.4', 'Le message est trop lourd pour l’opérateur du destinataire.'],
  ['5.4', 'L’opérateur du destinataire est resté injoignable.'],
  ['5.7', 'L’opérateur du destinataire a refusé ce message.'],
];

const ADRESSE_FAUSSE = /^5\.1\.|^5\.2\.1$/;

/** Why a message was not delivered, in words. Without a known code, says only that it was refused. */
export function motifDuCode(code: string | undefined): string {
  const trouve = PHRASES.find(([debut]) => code === debut || code?.startsWith(`${debut}.`) === true);
  return trouve?.[1] ?? 'L’opérateur du destinataire a refusé ce message, sans dire pourquoi.';
}

/** True when the directory should be told that the address is wrong: a full box or a refused size says nothing of the address. */
export function adresseEnCause(code: string | undefined): boolean {
  return code !== undefined && ADRESSE_FAUSSE.test(code);
}
