import type { Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { z } from 'zod';
import { questionsGardees, type Questions } from '#acces/depots/defis.ts';
import type { ConfigurationPasskey } from '#acces/passkey/modele.ts';
import { refusConnexion } from '#acces/refus-connexion.ts';
import {
  fermerSession,
  ouvrirSession,
  situationsDe,
  type NouvelleSession,
  type SessionOuverte,
  type Situation,
} from '#acces/sessions.ts';
import { attendUneRevue } from '#acces/situations.ts';
import type { FournisseurPsc } from '#connectors/psc/fournisseur.ts';
import type { Contrat } from '#lib/contrat.ts';
import { refusCommuns } from '#lib/refus.ts';
import { lireEntree } from '#socle/entree.ts';
import type { Env, Maison } from './contexte.ts';
import { adresseDe } from './adresse.ts';
import { decrireAppareil } from './appareil.ts';
import { oublierAppareil, retenirAppareil, type AppareilConnu } from './appareil-connu.ts';
import { lireCorpsJson } from './corps-json.ts';
import { nomDuCookie } from './securite.ts';

export interface OptionsConnexion {
  /** Undefined: this house has no card door, the screens do not offer it. */
  readonly psc: FournisseurPsc | undefined;
  /** Undefined when passkeys cannot work at this address (an IP address). */
  readonly cles: ConfigurationPasskey | undefined;
  /** Sign-ins one address may start in a minute. */
  readonly debutsParMinute?: number | undefined;
}

/** What the doors of sign-in share. */
export interface Connexion extends OptionsConnexion {
  readonly maison: Maison;
  readonly questions: Questions;
  compterDebut(c: Context<Env>): Promise<void>;
  /** Nobody may make a phone ring again and again: three times in five minutes, wherever it is asked from. */
  compterAppel(identifiant: string): Promise<void>;
}

/** `psc`: from the way out to the way back. `defi`: from the question put to a key to its answer. `telephone`: until it is confirmed. */
export type CookieCourt = 'psc' | 'defi' | 'telephone';

const DUREE_COURTE_S = 600;
const MINUTE_MS = 60_000;
const APPELS_MAX = 3;

export function preparerConnexion(maison: Maison, options: OptionsConnexion): Connexion {
  const maintenantMs = () => maison.horlogeReelle.maintenant().getTime();
  const compter = limiteur(options.debutsParMinute ?? 300, MINUTE_MS, maintenantMs);
  const compterAppel = limiteur(APPELS_MAX, 5 * MINUTE_MS, maintenantMs);
  return {
    ...options,
    maison,
    questions: questionsGardees(maison.socle.base),
    compterDebut: async (c) => {
      await maison.limites?.compter('connexionParAdresse', adresseDe(c));
      if (!compter(adresseDe(c))) throw refusConnexion.trop_d_essais();
    },
    compterAppel: async (identifiant) => {
      await maison.limites?.compter('connexionParCompte', identifiant);
      if (!compterAppel(identifiant)) throw refusConnexion.trop_d_appels();
    },
  };
}

/** Serves one contract of `session.*` at its address: body parsed once, answer checked. */
export function servir<E extends z.ZodType, S extends z.ZodType>(
  app: Hono<Env>,
  contrat: Contrat<E, S>,
  faire: (c: Context<Env>, entree: z.output<E>) => Promise<z.input<S>>,
): void {
  app.post(contrat.nom.replace(/^session\./, '/'), async (c) => {
    const entree = lireEntree(contrat.entree, lireCorpsJson(await c.req.text()));
    return c.json(contrat.sortie.parse(await faire(c, entree)) as object);
  });
}

/**
 * Opens the session of somebody who proved who they are: always a new secret, and the one this browser had is dead.
 * One practice situation is taken at once; several are left for the person to choose.
 */
export async function entrer(
  { maison }: Connexion,
  c: Context<Env>,
  qui: Omit<NouvelleSession, 'affectation' | 'appareil' | 'adresse'> & { readonly connu: AppareilConnu },
): Promise<readonly Situation[]> {
  const { base } = maison.socle;
  const maintenant = maison.horlogeReelle.maintenant();
  const situations = await situationsDe(base, qui.compte, maintenant);
  if (situations.length === 0)
    throw (await attendUneRevue(base, qui.compte, maintenant))
      ? refusConnexion.revue_absente()
      : refusConnexion.sans_situation();
  c.set('compteEntre', qui.compte);
  await oublierSession(maison, c);
  const affectation = situations.length === 1 ? situations[0]?.id : undefined;
  const appareil = decrireAppareil(c.req.header('user-agent') ?? '');
  const secret = await ouvrirSession(base, { ...qui, affectation, appareil, adresse: adresseDe(c) }, maintenant);
  poserSession(maison, c, secret);
  if (qui.partage === true) oublierAppareil(maison, c);
  else retenirAppareil(maison, c, qui.connu);
  maison.journal('info', 'connexion.ouverte', { compte: qui.compte, moyen: qui.moyen, situations: situations.length });
  return situations;
}

/** Gives the browser the secret of its session. */
export function poserSession(maison: Maison, c: Context<Env>, secret: string): void {
  setCookie(c, nomDuCookie(maison.origine), secret, attributs(maison));
}

/** Closes the session this browser holds, if any, on our side first. */
export async function oublierSession(maison: Maison, c: Context<Env>): Promise<void> {
  const ancien = getCookie(c, nomDuCookie(maison.origine));
  if (ancien === undefined) return;
  await fermerSession(maison.socle.base, ancien);
  deleteCookie(c, nomDuCookie(maison.origine), { path: '/', secure: estHttps(maison) });
}

export function poserCookieCourt({ maison }: Connexion, c: Context<Env>, genre: CookieCourt, valeur: string): void {
  setCookie(c, nomCourt(maison, genre), valeur, { ...attributs(maison), maxAge: DUREE_COURTE_S });
}

/** Reads the short cookie and takes it away: it serves once. */
export function prendreCookieCourt(connexion: Connexion, c: Context<Env>, genre: CookieCourt): string | undefined {
  const valeur = lireCookieCourt(connexion, c, genre);
  if (valeur !== undefined) oublierCookieCourt(connexion, c, genre);
  return valeur;
}

export function lireCookieCourt({ maison }: Connexion, c: Context<Env>, genre: CookieCourt): string | undefined {
  return getCookie(c, nomCourt(maison, genre));
}

export function oublierCookieCourt({ maison }: Connexion, c: Context<Env>, genre: CookieCourt): void {
  deleteCookie(c, nomCourt(maison, genre), { path: '/', secure: estHttps(maison) });
}

/** The session of the request, or the refusal that asks to sign in. */
export function connecte(c: Context<Env>): SessionOuverte {
  const session = c.get('session');
  if (session === undefined) throw refusCommuns.non_connecte();
  return session;
}

const estHttps = (maison: Maison): boolean => maison.origine.startsWith('https:');
const nomCourt = (maison: Maison, genre: CookieCourt): string => `${nomDuCookie(maison.origine)}_${genre}`;
const attributs = (maison: Maison) => ({
  httpOnly: true,
  sameSite: 'Lax' as const,
  path: '/',
  secure: estHttps(maison),
});

/** Counts by key over windows of time; memory is emptied with the window. */
function limiteur(maximum: number, fenetreMs: number, maintenantMs: () => number): (cle: string) => boolean {
  let fenetre = 0;
  let comptes = new Map<string, number>();
  return (cle) => {
    const courante = Math.floor(maintenantMs() / fenetreMs);
    if (courante !== fenetre) {
      fenetre = courante;
      comptes = new Map();
    }
    const nombre = (comptes.get(cle) ?? 0) + 1;
    comptes.set(cle, nombre);
    return nombre <= maximum;
  };
}
