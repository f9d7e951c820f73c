import { randomBytes } from 'node:crypto';

export type NouvelId = () => string;

/**
 * UUID version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then random. Sorts by creation time, so index pages stay warm.
 * Not checked: monotonicity inside one millisecond.
 */
export function uuidV7(instant: Date, alea: Uint8Array): string {
  const octets = Uint8Array.from(alea.subarray(0, 16));
  let ms = instant.getTime();
  for (let i = 5; i >= 0; i -= 1) {
    octets[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  octets[6] = ((octets[6] ?? 0) & 0x0f) | 0x70;
  octets[8] = ((octets[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(octets).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const nouvelId: NouvelId = () => uuidV7(new Date(), randomBytes(16));

/** Secret of 256 bits for one-time links and sessions, URL-safe. Only its SHA-256 is ever stored. */
export const nouveauSecret: NouvelId = () => randomBytes(32).toString('base64url');

const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Reference a human can read on the phone (`DEM-7K4F2`): no 0/O, 1/I/L, U. About 24 million values. */
export function referenceLisible(prefixe: string, alea: Uint8Array = randomBytes(5)): string {
  return `${prefixe}-${[...alea.subarray(0, 5)].map((o) => ALPHABET[o % ALPHABET.length]).join('')}`;
}
