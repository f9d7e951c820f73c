import type { Context } from 'hono';
import { Refus } from '#lib/refus.ts';
import type { Env, Maison } from './contexte.ts';

/** Maps, once, what was thrown: a refusal keeps its sentence, a fault gets a reference and says nothing of the inside. */
export function repondreErreur(maison: Maison, c: Context<Env>, erreur: unknown): Response {
  const refus = commeRefus(erreur);
  if (refus !== undefined) {
    if (c.req.path.startsWith('/fhir'))
      return operationOutcome(c, refus.statut, codeFhir(refus.statut), refus.texte, refus.champs);
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
  if (c.req.path.startsWith('/fhir'))
    return operationOutcome(c, 500, 'exception', `Une panne nous est arrivée. Réessayez ; référence ${reference}.`);
  return c.json({ panne: { reference } }, 500);
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

const codeFhir = (statut: number): string =>
  ({
    400: 'invalid',
    401: 'login',
    403: 'forbidden',
    404: 'not-found',
    405: 'not-supported',
    409: 'conflict',
    412: 'conflict',
    422: 'processing',
  })[statut] ?? 'processing';

export function operationOutcome(
  c: Context<Env>,
  statut: number,
  code: string,
  texte: string,
  champs?: Readonly<Record<string, string>>,
): Response {
  const issues =
    champs === undefined
      ? [{ expression: undefined, texte }]
      : Object.entries(champs).map(([expression, t]) => ({ expression, texte: t }));
  const corps = {
    resourceType: 'OperationOutcome',
    issue: issues.map((i) => ({
      severity: 'error',
      code,
      details: { text: i.texte },
      ...(i.expression === undefined ? {} : { expression: [i.expression] }),
    })),
  };
  return c.body(JSON.stringify(corps), statut as 400, { 'content-type': 'application/fhir+json; charset=utf-8' });
}
