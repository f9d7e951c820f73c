/** 256 bits, in the letters of an address. Made here, so that no answer of the server ever holds it. */
export function nouveauSecret(): string {
  const octets = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...octets))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
