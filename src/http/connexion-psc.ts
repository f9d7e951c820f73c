import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { refusConnexion } from '#acces/refus-connexion.ts';
import { AttenteConnexionSchema, type AttenteConnexion } from '#connectors/psc/fournisseur.ts';
import { pageDeRetour } from '#connectors/psc/page-de-retour.ts';
import { nouveauSecret } from '#lib/ids.ts';
import { Refus } from '#lib/refus.ts';
import { confirmerParCarte, entrerParCarte } from './connexion-carte.ts';
import { connecte, poserCookieCourt, prendreCookieCourt, type Connexion } from './connexion-outils.ts';
import type { Env } from './contexte.ts';

const USAGE = 'psc';
const DUREE_ATTENTE_MS = 10 * 60_000;
const Contenu = z.object({
  attente: AttenteConnexionSchema,
  retour: z.string(),
  partage: z.boolean(),
  /** Set when a signed-in person confirms who they are: only this session is raised, and only for this account. */
  session: z.object({ id: z.string(), compte: z.string() }).optional(),
});
type Gardee = Pick<z.output<typeof Contenu>, 'retour' | 'partage' | 'session'>;
/** Closes itself and tells the page that waits, in its own tab. */
const PAGE_CONFIRMEE = '/connexion/confirmee';

/** `/connexion/psc` and its way back: pages a browser walks through, so that every refusal is a page too. */
export function portesPsc(connexion: Connexion): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/', (c) => enPages(connexion, c, () => commencer(connexion, c)));
  app.get('/retour', (c) => enPages(connexion, c, () => finir(connexion, c)));
  return app;
}

async function commencer(connexion: Connexion, c: Context<Env>): Promise<string> {
  const { psc, questions, maison } = connexion;
  if (psc === undefined) throw refusConnexion.indisponible();
  await connexion.compterDebut(c);
  const session = c.req.query('confirmer') === '1' ? sessionAConfirmer(c) : undefined;
  const { url, attente } = await psc.demarrer({ reauthentifier: session !== undefined });
  const maintenant = maison.horlogeReelle.maintenant();
  const id = nouveauSecret();
  const contenu: z.input<typeof Contenu> = {
    attente,
    retour: session === undefined ? pageDeRetour(c.req.query('retour')) : PAGE_CONFIRMEE,
    partage: c.req.query('partage') === '1',
    session,
  };
  await questions.poser(
    { id, usage: USAGE, contenu, expireLe: new Date(maintenant.getTime() + DUREE_ATTENTE_MS) },
    maintenant,
  );
  poserCookieCourt(connexion, c, 'psc', id);
  return url.href;
}

function sessionAConfirmer(c: Context<Env>): NonNullable<Gardee['session']> {
  const { id, compte } = connecte(c);
  return { id, compte };
}

async function finir(connexion: Connexion, c: Context<Env>): Promise<string> {
  const { psc, maison } = connexion;
  if (psc === undefined) throw refusConnexion.indisponible();
  const { attente, retour, partage, session } = await reprendre(connexion, c);
  const urlRetour = new URL(new URL(c.req.url).search, maison.origine);
  const identite = await psc.terminer(urlRetour, attente);
  if (session !== undefined) {
    await confirmerParCarte(connexion, c, session, identite);
    return retour;
  }
  const situations = await entrerParCarte(connexion, c, identite, { partage });
  return situations.length === 1 ? retour : `/connexion?${new URLSearchParams({ retour }).toString()}`;
}

/** What was kept for this browser, deleted before anything is checked: it serves once, whatever the result. */
async function reprendre(
  connexion: Connexion,
  c: Context<Env>,
): Promise<Gardee & { readonly attente: AttenteConnexion | undefined }> {
  const id = prendreCookieCourt(connexion, c, 'psc');
  const question = id === undefined ? undefined : await connexion.questions.prendre(id);
  if (question === undefined || question.usage !== USAGE)
    return { attente: undefined, retour: '/', partage: false, session: undefined };
  return Contenu.parse(question.contenu);
}

/** Where the browser goes next; a refusal or a fault goes to the page that explains it, never to a bare error. */
async function enPages(connexion: Connexion, c: Context<Env>, faire: () => Promise<string>): Promise<Response> {
  const { maison } = connexion;
  let suite: string;
  try {
    suite = await faire();
  } catch (erreur) {
    const motif = erreur instanceof Refus ? erreur.code : 'panne';
    const reference = c.get('reference');
    const cause = erreur instanceof Error ? erreur.name : 'inconnu';
    maison.journal(motif === 'panne' ? 'erreur' : 'attention', 'connexion.refusee', { motif, reference, cause });
    const precisions = motif === 'panne' ? { motif, reference } : { motif };
    suite = `/connexion/refus?${new URLSearchParams(precisions).toString()}`;
  }
  c.header('cache-control', 'no-store');
  return c.redirect(suite, 303);
}
