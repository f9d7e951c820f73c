import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';
import type { Env } from './contexte.ts';

/** Address of whoever asked, set once per request. `X-Forwarded-For` counts only when a declared proxy added it. */
export const adresseDe = (c: Context<Env>): string => c.get('adresse') ?? adresseDuFil(c);

function adresseDuFil(c: Context<Env>): string {
  const env = c.env as { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } } | undefined;
  return nue(env?.incoming?.socket?.remoteAddress ?? 'inconnue');
}

/** `::ffff:192.0.2.1` is 192.0.2.1. */
const nue = (adresse: string): string => adresse.replace(/^::ffff:(?=\d+\.)/i, '');

/** Reads `192.0.2.1` and `10.0.0.0/8`; undefined when one of them is neither, or is everybody. */
export function lireMandataires(texte: string): BlockList | undefined {
  const liste = new BlockList();
  for (const morceau of texte.split(',').map((m) => m.trim())) {
    const [adresse = '', masque] = morceau.split('/');
    const version = isIP(adresse);
    if (version === 0) return undefined;
    const genre = version === 4 ? 'ipv4' : 'ipv6';
    const bits = masque === undefined ? (version === 4 ? 32 : 128) : Number(masque);
    if (!Number.isInteger(bits) || bits < 8 || bits > (version === 4 ? 32 : 128)) return undefined;
    liste.addSubnet(adresse, bits, genre);
  }
  return liste;
}

/**
 * The last address that no declared proxy wrote: from the right, what our proxies added is true, what is on their left was sent by the
 * caller. Without a declared proxy the header is not read at all.
 */
export function adresseDeLAppelant(c: Context<Env>, mandataires: BlockList | undefined): string {
  const fil = adresseDuFil(c);
  if (mandataires === undefined || !estMandataire(mandataires, fil)) return fil;
  const chaine = (c.req.header('x-forwarded-for') ?? '').split(',').map((m) => nue(m.trim()));
  const premiere = chaine.toReversed().find((a) => !estMandataire(mandataires, a));
  return premiere !== undefined && isIP(premiere) !== 0 ? premiere : fil;
}

function estMandataire(mandataires: BlockList, adresse: string): boolean {
  const version = isIP(adresse);
  return version !== 0 && mandataires.check(adresse, version === 4 ? 'ipv4' : 'ipv6');
}
