import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { randomUUID } from 'node:crypto';
import type { Acteur } from '#acces/acteur.ts';
import { acteurDuLien, lireJeton } from '#acces/liens.ts';
import { lireSession } from '#acces/sessions.ts';
import { Refus, refusCommuns } from '#lib/refus.ts';
import { adresseDe, adresseDeLAppelant } from './adresse.ts';
import type { Env, Maison } from './contexte.ts';

const POLITIQUE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  // An attachment in PDF: the only thing of ours that accepts to be held in a page.
  "frame-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types cordee default',
].join('; ');

/** Headers of every answer; no third party is ever contacted. An answer may bring its own policy and its own cache rule. */
export function entetesFixes(maison: Pick<Maison, 'origine'>): Readonly<Record<string, string>> {
  return {
    'content-security-policy': POLITIQUE,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(maison.origine.startsWith('https:')
      ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }
      : {}),
    'cache-control': 'no-store',
  };
}

const AU_CHOIX = new Set(['content-security-policy', 'cache-control']);

export function entetesDeSecurite(maison: Maison): MiddlewareHandler<Env> {
  const fixes = Object.entries(entetesFixes(maison));
  return async (c, suite) => {
    c.set('reference', randomUUID().slice(0, 8));
    c.set('adresse', adresseDeLAppelant(c, maison.mandataires));
    await suite();
    // A door that wrote them itself is left alone: opening its answer again would cost more than the answer.
    if (c.get('entetesPosees') === true) return;
    for (const [nom, valeur] of fixes) if (!AU_CHOIX.has(nom) || c.res.headers.get(nom) === null) c.header(nom, valeur);
  };
}

/** Name of the session cookie: the `__Host-` prefix needs https, which a trial on a laptop does not have. */
export const nomDuCookie = (origine: string): string =>
  origine.startsWith('https:') ? '__Host-cordee' : 'cordee_essai';

/** A screen left alone refreshes itself: nobody is behind it, and the session goes on idling. */
const enArrierePlan = (c: Context<Env>): boolean => c.req.header('x-cordee-arriere-plan') === '1';

/** Sessions count in real time, actions in the time of the house (a trial moves it): the last proof of identity is given in the latter. */
function aLHeureDeLaMaison(maison: Maison, acteur: Acteur | undefined, maintenant: Date): Acteur | undefined {
  const elevee = acteur?.connexion?.elevee;
  if (acteur?.connexion === undefined || elevee === undefined) return acteur;
  const decalage = maintenant.getTime() - maison.horlogeReelle.maintenant().getTime();
  return { ...acteur, connexion: { ...acteur.connexion, elevee: new Date(elevee.getTime() + decalage) } };
}

/** Puts the session and the actor in the request. A link token, when given, wins over the session: it opens less. */
export function identifier(maison: Maison): MiddlewareHandler<Env> {
  return async (c, suite) => {
    const maintenant = maison.socle.horloge.maintenant();
    const secret = getCookie(c, nomDuCookie(maison.origine));
    const session =
      secret === undefined
        ? undefined
        : await lireSession(maison.socle.base, secret, maison.horlogeReelle.maintenant(), !enArrierePlan(c));
    c.set('session', session);
    c.set('secretSession', session === undefined ? undefined : secret);
    c.set('acteur', aLHeureDeLaMaison(maison, session?.acteur, maintenant));
    const jeton = c.req.header('x-cordee-lien');
    if (jeton !== undefined) {
      await maison.limites?.compter('lienParAdresse', adresseDe(c));
      const territoire = lireJeton(jeton)?.territoire;
      const connu = territoire !== undefined && maison.territoires.has(territoire);
      const acteur = connu ? await acteurDuLien(maison.socle.base, jeton, maintenant) : undefined;
      if (acteur === undefined)
        throw new Refus(
          'cordee.lien_ferme',
          404,
          'Ce lien n’est plus valable. Répondez au message sécurisé : votre réponse arrivera au bon endroit.',
        );
      c.set('acteur', acteur);
    }
    await suite();
  };
}

/** Nothing of `/api` is given to another site, not even read. Cross-site requests never write: our own header (which a foreign form cannot set) and the origin, when sent, must be ours. */
export function refuserAutresSites(maison: Maison): MiddlewareHandler<Env> {
  return async (c, suite) => {
    const site = c.req.header('sec-fetch-site');
    if (site === 'cross-site') throw refusCommuns.interdit('La demande ne vient pas d’une page de Cordée.');
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const origine = c.req.header('origin');
      const etranger =
        (origine !== undefined && origine !== maison.origine) ||
        (site !== undefined && site !== 'same-origin' && site !== 'none');
      if (etranger || c.req.header('x-cordee') !== '1')
        throw refusCommuns.interdit('La demande ne vient pas d’une page de Cordée.');
    }
    await suite();
  };
}
