/** 256 bits in base64url: the key of an invitation, made here so that no answer of the server has to carry it. */
export function nouveauSecret(): string {
  const octets = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...octets))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/u, '');
}
