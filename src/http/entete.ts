import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import type { Env } from './contexte.ts';

/**
 * One header of the request. Read from Node's own message when there is one: building a `Headers` object costs more than the rest
 * of a hot route.
 */
export function lireEntete(c: Context<Env>, nom: string): string | undefined {
  const message = (c.env as { incoming?: IncomingMessage } | undefined)?.incoming;
  if (message === undefined) return c.req.header(nom);
  const valeur = message.headers[nom];
  return Array.isArray(valeur) ? valeur.join(', ') : valeur;
}

/** Does this once the answer has left for the network (or was given up); at the next turn where there is no network. */
export function apresLaReponse(c: Context, faire: () => void): void {
  const sortie = (c.env as { outgoing?: ServerResponse } | undefined)?.outgoing;
  if (sortie === undefined) setImmediate(faire);
  else sortie.once('close', faire);
}
