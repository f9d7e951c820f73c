import { importJWK } from 'jose';
import { z } from 'zod';
import { listeDeRefus } from '#lib/refus.ts';

/**
 * Public keys a client signs its assertions with (RFC 7517). RSA of 2048 bits or more, EC on P-256 or P-384; a `kid` each.
 * Addresses of keys (`jwks_uri`) are not taken: this house asks nothing of strangers' servers.
 */
export interface ClePublique {
  readonly kid: string;
  readonly kty: 'RSA' | 'EC';
  readonly [membre: string]: unknown;
}

/** Signatures accepted, by kind of key. RS384 and ES384 are those SMART requires; nothing symmetric, never `none`. */
const SIGNATURES = {
  RSA: ['RS384', 'PS256', 'PS384'],
  'P-256': ['ES256'],
  'P-384': ['ES384'],
} as const;
export const SIGNATURES_ACCEPTEES: readonly string[] = Object.values(SIGNATURES).flat();

export const refusCles = listeDeRefus('cles', {
  illisibles: { statut: 400, texte: 'Ces clés ne se lisent pas : il faut un JWKS, {"keys":[…]}.' },
  privee: {
    statut: 400,
    texte: 'Ce fichier contient une clé privée ou secrète. Gardez-la chez vous ; ne donnez que la clé publique.',
  },
  faible: { statut: 400, texte: 'Cette clé est trop faible : RSA de 2048 bits au moins, ou EC P-256 ou P-384.' },
  sans_nom: { statut: 400, texte: 'Chaque clé porte un « kid » qui n’est pas celui d’une autre.' },
  trop: { statut: 400, texte: 'Donnez de une à dix clés.' },
});

const Cle = z.looseObject({
  kid: z.string().min(1).max(200),
  kty: z.enum(['RSA', 'EC']),
  alg: z.string().optional(),
  crv: z.string().optional(),
  n: z.string().optional(),
});
const Jeu = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const MEMBRES_SECRETS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
/** Base64url letters of a 2048-bit modulus. */
const MODULE_MIN = 342;

/** Reads a JWKS given by an operator, with what is wrong said in French. Throws `refusCles`. */
export async function lireCles(brut: unknown): Promise<readonly ClePublique[]> {
  const jeu = Jeu.safeParse(brut);
  if (!jeu.success) throw refusCles.illisibles();
  const { keys } = jeu.data;
  if (keys.length === 0 || keys.length > 10) throw refusCles.trop();
  if (keys.some((cle) => cle.kty === 'oct' || MEMBRES_SECRETS.some((membre) => membre in cle)))
    throw refusCles.privee();
  const lues = keys.map((cle) => Cle.safeParse(cle));
  if (lues.some((lue) => !lue.success) || new Set(keys.map((cle) => cle['kid'])).size !== keys.length)
    throw refusCles.sans_nom();
  const cles = lues.flatMap((lue) => (lue.success ? [lue.data] : []));
  await Promise.all(cles.map(exigerSolide));
  return cles;
}

async function exigerSolide(cle: z.output<typeof Cle>): Promise<void> {
  const signatures = signaturesDe(cle);
  const [premiere] = signatures;
  if (premiere === undefined || (cle.kty === 'RSA' && (cle.n ?? '').length < MODULE_MIN)) throw refusCles.faible();
  if (cle.alg !== undefined && !signatures.includes(cle.alg)) throw refusCles.faible();
  try {
    await importJWK({ ...cle, alg: premiere, crv: cle.crv ?? '', n: cle.n ?? '' }, premiere);
  } catch (erreur) {
    if (erreur instanceof Error) throw refusCles.illisibles(`Clé « ${cle.kid} ».`);
    throw erreur;
  }
}

/** Signatures a key may make: its own `alg` when it states one, those of its kind otherwise. */
export function signaturesDe(cle: ClePublique): readonly string[] {
  const courbe = cle['crv'];
  const possibles: readonly string[] =
    cle.kty === 'RSA' ? SIGNATURES.RSA : courbe === 'P-256' || courbe === 'P-384' ? SIGNATURES[courbe] : [];
  const { alg } = cle;
  return typeof alg === 'string' ? possibles.filter((s) => s === alg) : possibles;
}
