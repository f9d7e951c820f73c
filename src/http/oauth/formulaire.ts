import type { Context } from 'hono';
import { RefusOAuth } from '#acces/clients/refus.ts';
import { unSeul } from '#acces/clients/autorisation.ts';
import type { Env } from '../contexte.ts';

/** Body of a program's request (RFC 6749: a form, never JSON). Throws `invalid_request`. */
export async function lireFormulaire(c: Context<Env>): Promise<URLSearchParams> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new RefusOAuth(
      'invalid_request',
      'Le corps de la demande est un formulaire (application/x-www-form-urlencoded).',
    );
  return new URLSearchParams(await c.req.text());
}

export function exigerChamp(formulaire: URLSearchParams, nom: string): string {
  const valeur = unSeul(formulaire, nom);
  if (valeur === undefined) throw new RefusOAuth('invalid_request', `Le champ ${nom} manque.`);
  return valeur;
}
