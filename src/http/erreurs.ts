import type { Context } from 'hono';
import { RefusFhir, type Issue } from '#fhir/refus.ts';
import { versXml } from '#fhir/xml/index.ts';
import { Refus } from '#lib/refus.ts';
import type { Env, Maison } from './contexte.ts';
import { TYPE_MIME } from './fhir/entree/formats.ts';
import { outcome } from './fhir/sortie/outcome.ts';
import { RefusTemporaire } from './limites/compteurs.ts';
import { commeRefusFhir } from './fhir/sortie/pannes.ts';

/** Maps, once, what was thrown: a refusal keeps its sentence, a fault gets a reference and says nothing of the inside. */
export function repondreErreur(maison: Maison, c: Context<Env>, erreur: unknown): Response {
  const auFhir = c.req.path === '/fhir' || c.req.path.startsWith('/fhir/');
  const refus = auFhir ? commeRefusFhir(erreur) : commeRefus(erreur);
  if (refus !== undefined) {
    if (refus instanceof RefusFhir) return operationOutcome(c, refus.statut, refus.issues, entetesDuRefus(c, refus));
    if (refus instanceof RefusTemporaire) c.header('retry-after', String(refus.attenteS));
    return c.json(
      {
        refus: {
          code: refus.code,
          texte: refus.texte,
          ...(refus.champs === undefined ? {} : { champs: refus.champs }),
        },
      },
      refus.statut as 400,
    );
  }
  const reference = c.get('reference');
  maison.journal('erreur', 'panne', {
    reference,
    motif: erreur instanceof Error ? `${erreur.name}: ${erreur.message}` : 'inconnu',
    pile: pileDe(erreur),
  });
  if (!auFhir) return c.json({ panne: { reference } }, 500);
  const texte = `Une panne nous est arrivée. Réessayez ; référence ${reference}.`;
  return operationOutcome(c, 500, [{ severity: 'fatal', code: 'exception', texte }]);
}

function commeRefus(erreur: unknown): Refus | undefined {
  if (erreur instanceof Refus) return erreur;
  // A body that is not JSON, too long, or a forged value PostgreSQL cannot store: the sender's fault, said plainly.
  if (erreur instanceof SyntaxError)
    return new Refus('cordee.json_illisible', 400, 'La demande n’est pas du JSON lisible.');
  return undefined;
}

function pileDe(erreur: unknown): string {
  return erreur instanceof Error
    ? (erreur.stack ?? '')
        .split('\n')
        .slice(1, 6)
        .map((l) => l.trim())
        .join(' < ')
    : '';
}

/** A refusal of the FHIR door, in the format the request asked for when that much could be read. */
function operationOutcome(
  c: Context<Env>,
  statut: number,
  issues: readonly Issue[],
  entetes: Readonly<Record<string, string>> = {},
): Response {
  const texte = outcome(issues);
  const accept = c.req.header('accept') ?? '';
  const enXml = accept.includes('xml') && !accept.includes('json');
  return c.body(enXml ? versXml(JSON.parse(texte)) : texte, statut as 400, {
    'content-type': TYPE_MIME[enXml ? 'xml' : 'json'],
    ...entetes,
  });
}

/** Seconds a client waits before it asks again, when the refusal does not say. */
const ATTENTE_S: Readonly<Record<number, string>> = { 429: '10', 503: '5' };

/** When to try again (429, 503); and, for whoever showed a token, that the token does not open this (RFC 6750 §3.1). */
function entetesDuRefus(c: Context<Env>, { statut, entetes }: RefusFhir): Readonly<Record<string, string>> {
  const attente = ATTENTE_S[statut];
  return {
    ...(attente === undefined ? {} : { 'retry-after': attente }),
    ...(statut === 403 && c.req.header('authorization') !== undefined
      ? { 'www-authenticate': 'Bearer realm="Cordee", error="insufficient_scope"' }
      : {}),
    ...entetes,
  };
}
