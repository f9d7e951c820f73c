import type { Context, MiddlewareHandler } from 'hono';
import { declarerContexte } from '#acces/contexte-trace.ts';
import type { LigneDeTrace } from '#fhir/store/trace.ts';
import { Refus } from '#lib/refus.ts';
import { lireCodeTerritoire, type CodeTerritoire } from '#lib/sql/connexion.ts';
import type { TablesTerritoire } from '#socle/tables.ts';
import { ligneDe } from '#socle/tracer.ts';
import { adresseDe } from './adresse.ts';
import type { Env, Maison } from './contexte.ts';

/** Doors that show nobody's data and change nothing: who I am, what the server can do. Their refusals say nothing either. */
const SANS_TRACE = new Set([
  '/api/session/etat',
  '/api/session/moi',
  '/fhir/metadata',
  '/fhir/metadata/',
  '/oauth/page.css',
]);
const DE_LECTURE = /^\/fhir\/\.well-known\//;

/**
 * Exactly one line per request: what an action, a view or a FHIR gesture did not trace by itself is traced here — signing in and out,
 * streams opened, and everything refused before anybody looked at it (unknown name, unreadable body, foreign page, no session, dead
 * link or token). With a known actor the line goes to the journal of the territory; else to that of the doors. No trace, no answer.
 */
export function tracerLesPortes(maison: Maison): MiddlewareHandler<Env> {
  return async (c, suite) => {
    await suite();
    const { path } = c.req;
    if (c.get('tracee') === true || SANS_TRACE.has(path) || DE_LECTURE.test(path)) return;
    const refus = refusDe(c);
    const entree = /^\/(api\/session|connexion)(\/|$)/.test(path);
    await ecrire(maison, c, {
      evenement: evenementDe(maison, path),
      refus,
      genre: entree || refus === undefined ? 'connexion' : 'refus',
    });
  };
}

interface AuxPortes {
  readonly evenement: string;
  /** Code of the refusal; undefined when it was allowed. */
  readonly refus: string | undefined;
  readonly genre: 'connexion' | 'refus';
}

const AU_GUICHET = new Set([
  'token',
  'introspect',
  'revoke',
  'authorize',
  'demande',
  'decision',
  'lancement',
  'applications',
]);

/** `/api/session/fermer` → `session.fermer`; what a caller invents after the door is not kept: it could be a value. */
function evenementDe(maison: Maison, chemin: string): string {
  const mots = chemin.split('/').filter((mot) => mot !== '' && mot !== 'api');
  const [porte = '', nom = '', fin = ''] = mots;
  if (porte === 'fhir') return 'fhir.porte';
  if (porte === 'oauth') return AU_GUICHET.has(nom) && fin === '' ? `oauth.${nom}` : 'oauth.inconnu';
  const { actions, vues } = maison.registre;
  if ((porte === 'actions' && !actions.has(nom)) || (porte === 'vues' && !vues.has(nom))) return `${porte}.inconnu`;
  return [porte, nom, fin]
    .filter((mot) => /^[a-zA-Z._-]{1,60}$/.test(mot))
    .join('.')
    .slice(0, 120);
}

function refusDe(c: Context<Env>): string | undefined {
  if (c.error instanceof Refus) return c.error.code;
  if (c.error !== undefined) return 'panne';
  // Pages of sign-in never show a bare refusal: they lead to the page that explains it.
  const motif = /^\/connexion\/refus\?(?:.*&)?motif=([a-z._]+)/.exec(c.res.headers.get('location') ?? '')?.[1];
  return motif ?? (c.res.status >= 400 ? `http:${c.res.status}` : undefined);
}

async function ecrire(maison: Maison, c: Context<Env>, quoi: AuxPortes): Promise<void> {
  const { base } = maison.socle;
  const acteur = c.get('acteur');
  const le = maison.socle.horloge.maintenant();
  const decision = quoi.refus === undefined ? ('permis' as const) : ('refuse' as const);
  if (acteur !== undefined) {
    await declarerContexte(base, acteur);
    const ligne = { ...ligneDe(acteur, quoi.evenement, le), genre: quoi.genre, decision };
    await poser(maison, acteur.territoire, { ...ligne, fondement: quoi.refus ?? 'session' });
    return;
  }
  const compte = c.get('compteEntre') ?? c.get('session')?.compte;
  const place = compte === undefined ? undefined : await placeDe(maison, compte);
  if (compte !== undefined && place !== undefined) {
    const qui = { acteur: `compte:${compte}`, role: place.role, structure: place.structure, pour: null };
    await poser(maison, place.territoire, {
      ...qui,
      le,
      action: quoi.evenement,
      genre: quoi.genre,
      decision,
      fondement: quoi.refus ?? 'session',
      requete: `adresse:${adresseDe(c)}`,
      contexte: null,
    });
    return;
  }
  await base.commun<{ trace_porte: LigneDePorte }, unknown>((sql) =>
    sql
      .insertInto('trace_porte')
      .values({
        le,
        evenement: quoi.evenement,
        motif: quoi.refus ?? 'permis',
        moyen: null,
        compte: compte ?? null,
        adresse: adresseDe(c),
        reference: c.get('reference'),
      })
      .execute(),
  );
}

interface LigneDePorte {
  le: Date;
  evenement: string;
  motif: string;
  moyen: string | null;
  compte: string | null;
  adresse: string;
  reference: string;
}

type LigneDuTerritoire = Omit<LigneDeTrace, 'objet' | 'patient' | 'nombre'>;

async function poser(maison: Maison, territoire: CodeTerritoire, ligne: LigneDuTerritoire): Promise<void> {
  await maison.socle.base.territoire<TablesTerritoire, unknown>(territoire, (sql) =>
    sql
      .insertInto('trace')
      .values({ ...ligne, objet: null, patient: null, nombre: null })
      .execute(),
  );
}

/** The first practice of an account: where the line of somebody who has not chosen yet, or is leaving, is kept. */
async function placeDe(maison: Maison, compte: string) {
  const lue = await maison.socle.base.commun<
    { affectation: { id: string; compte: string; territoire: string; role: string; structure: string; debut: string } },
    { territoire: string; role: string; structure: string } | undefined
  >((sql) =>
    sql
      .selectFrom('affectation')
      .select(['affectation.territoire', 'affectation.role', 'affectation.structure'])
      .where('affectation.compte', '=', compte)
      .orderBy('affectation.debut')
      .orderBy('affectation.id')
      .executeTakeFirst(),
  );
  return lue === undefined ? undefined : { ...lue, territoire: lireCodeTerritoire(lue.territoire) };
}
