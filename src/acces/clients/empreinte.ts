import { createHash } from 'node:crypto';

/** SHA-256 of a secret (token, code, launch): what the database keeps and what the memory looks up. */
export const empreinteDe = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Form of every secret of this house: 256 bits in base64url. Anything else is refused without a query. */
export const aFormeDeSecret = (texte: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(texte);
