import type { Context } from 'hono';
import { lireInfoJeton, revoquerJeton } from '#acces/clients/jetons.ts';
import { RefusOAuth } from '#acces/clients/refus.ts';
import type { Client } from '#acces/clients/modele.ts';
import type { Env, Maison } from '../contexte.ts';
import { exigerChamp, lireFormulaire } from './formulaire.ts';
import { adresseFhir, reconnaitreClient, tracerGeste, tracerRefusDeClient } from './guichet.ts';
import { personneDeLAffectation } from './personne.ts';

/** `POST /oauth/revoke` (RFC 7009): a client gives back its own token; an unknown one is already revoked. */
export async function revoquer(maison: Maison, c: Context<Env>): Promise<Response> {
  const formulaire = await lireFormulaire(c);
  const client = await reconnaitreClient(maison, c, formulaire);
  const jeton = exigerChamp(formulaire, 'token');
  const maintenant = maison.horlogeReelle.maintenant();
  const issue = await revoquerJeton(maison.socle.base, jeton, client.id, maintenant);
  if (issue === 'autre') {
    const refus = new RefusOAuth(
      'unauthorized_client',
      'Ce jeton n’a pas été donné à ce logiciel : il ne peut pas le retirer.',
    );
    await tracerRefusDeClient(maison, c, client, refus);
    throw refus;
  }
  await tracer(maison, c, client, { action: 'oauth.retirer', fondement: `jeton:${issue}` });
  return c.body(null, 200);
}

function tracer(
  maison: Maison,
  c: Context<Env>,
  client: Client,
  quoi: { readonly action: string; readonly fondement: string },
): Promise<void> {
  const qui = { client: client.id, acteur: `client:${client.id}`, role: 'logiciel' };
  return tracerGeste(maison, c, client.territoire, { ...qui, ...quoi });
}

/**
 * `POST /oauth/introspect` (RFC 7662): what a token is worth now. A client asks about its own; a software acting in its own
 * name asks about those of its territory, which it receives from them. Any other answer is `active: false`, without saying why.
 */
export async function introspecter(maison: Maison, c: Context<Env>): Promise<Response> {
  const formulaire = await lireFormulaire(c);
  const client = await reconnaitreClient(maison, c, formulaire);
  await tracer(maison, c, client, { action: 'oauth.verifier', fondement: 'jeton' });
  const info = await lireInfoJeton(
    maison.socle.base,
    exigerChamp(formulaire, 'token'),
    maison.horlogeReelle.maintenant(),
  );
  const sien = info?.client === client.id || (client.genre === 'systeme' && info?.territoire === client.territoire);
  if (info === undefined || !sien) return c.json({ active: false });
  const personne = info.affectation === undefined ? undefined : await personneDeLAffectation(maison, info.affectation);
  if (info.affectation !== undefined && personne === undefined) return c.json({ active: false });
  return c.json({
    active: true,
    scope: info.permissions,
    client_id: info.client,
    token_type: 'Bearer',
    exp: Math.floor(info.expireLe.getTime() / 1000),
    iat: Math.floor(info.donneLe.getTime() / 1000),
    iss: maison.origine,
    sub: personne?.id ?? `client:${info.client}`,
    ...(info.patient === undefined ? {} : { patient: info.patient }),
    ...(personne === undefined ? {} : { fhirUser: `${adresseFhir(maison)}/${personne.ref}` }),
  });
}
