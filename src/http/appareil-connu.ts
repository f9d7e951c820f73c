import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { Env, Maison } from './contexte.ts';
import { nomDuCookie } from './securite.ts';

const SIX_MOIS_S = 180 * 24 * 3600;

const Connu = z.object({
  prenom: z.string().min(1).max(60),
  moyen: z.enum(['psc', 'passkey', 'telephone']),
  /** Number to call, when the phone was the means: printed on the card, published in the directory. */
  identifiant: z.string().max(70).optional(),
});
/** What a device remembers of the last person: which door to propose, and a first name to greet. */
export type AppareilConnu = z.output<typeof Connu>;

const nom = (maison: Maison): string => `${nomDuCookie(maison.origine)}_connu`;
const options = (maison: Maison) => ({ path: '/', secure: maison.origine.startsWith('https:') });

/**
 * Remembers on this device how this person came in. Nothing here is believed for more than a greeting and the order of buttons: whoever
 * copies or forges it gets a page, not a session. Never kept on a shared computer.
 */
export function retenirAppareil(maison: Maison, c: Context<Env>, connu: AppareilConnu): void {
  const valeur = Buffer.from(JSON.stringify(Connu.parse(connu))).toString('base64url');
  setCookie(c, nom(maison), valeur, { ...options(maison), httpOnly: true, sameSite: 'Lax', maxAge: SIX_MOIS_S });
}

export function lireAppareilConnu(maison: Maison, c: Context<Env>): AppareilConnu | undefined {
  const valeur = getCookie(c, nom(maison));
  if (valeur === undefined || valeur.length > 600) return undefined;
  const texte = Buffer.from(valeur, 'base64url').toString();
  try {
    const lu = Connu.safeParse(JSON.parse(texte));
    return lu.success ? lu.data : undefined;
  } catch (erreur) {
    // Somebody else's cookie of the same name, or one cut short: as good as none.
    if (erreur instanceof SyntaxError) return undefined;
    throw erreur;
  }
}

export function oublierAppareil(maison: Maison, c: Context<Env>): void {
  deleteCookie(c, nom(maison), options(maison));
}
