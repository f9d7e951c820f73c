import type { Context } from 'hono';
import { lireInfoJeton, revoquerJeton } from '#acces/clients/jetons.ts';
import { RefusOAuth } from '#acces/clients/refus.ts';
import { tracerGesteDeClient } from '#acces/clients/trace.ts';
import type { Env, Maison } from '../contexte.ts';
import { exigerChamp, lireFormulaire } from './formulaire.ts';
import { adresseFhir, reconnaitreClient } from './guichet.ts';
import { personneDeLAffectation } from './personne.ts';

/** `POST /oauth/revoke` (RFC 7009): a client gives back its own token; an unknown one is already revoked. */
export async function revoquer(maison: Maison, c: Context<Env>): Promise<Response> {
  const formulaire = await lireFormulaire(c);
  const client = await reconnaitreClient(maison, formulaire);
  const jeton = exigerChamp(formulaire, 'token');
  const maintenant = maison.horlogeReelle.maintenant();
  const issue = await revoquerJeton(maison.socle.base, jeton, client.id, maintenant);
  if (issue === 'autre')
    throw new RefusOAuth(
      'unauthorized_client',
      'Ce jeton n’a pas été donné à ce logiciel : il ne peut pas le retirer.',
    );
  await tracerGesteDeClient(
    maison.socle.base,
    client.territoire,
    {
      action: 'oauth.retirer',
      client: client.id,
      acteur: `client:${client.id}`,
      role: 'logiciel',
      fondement: `jeton:${issue}`,
    },
    maintenant,
  );
  return c.body(null, 200);
}

/**
 * `POST /oauth/introspect` (RFC 7662): what a token is worth now. A client asks about its own; a software acting in its own
 * name asks about those of its territory, which it receives from them. Any other answer is `active: false`, without saying why.
 */
export async function introspecter(maison: Maison, c: Context<Env>): Promise<Response> {
  const formulaire = await lireFormulaire(c);
  const client = await reconnaitreClient(maison, formulaire);
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
