import type { Context } from 'hono';
import { verifierAssertion } from '#acces/clients/assertion.ts';
import { unSeul } from '#acces/clients/autorisation.ts';
import { clientParId, consommerAssertion } from '#acces/clients/depot-clients.ts';
import { fermePourquoi, type Client } from '#acces/clients/modele.ts';
import { RefusOAuth } from '#acces/clients/refus.ts';
import { tracerGesteDeClient, type GesteDeClient } from '#acces/clients/trace.ts';
import type { CodeTerritoire } from '#lib/sql/connexion.ts';
import type { Env, Maison } from '../contexte.ts';

const GENRE_ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export const adresseDesJetons = (maison: Maison): string => `${maison.origine}/oauth/token`;
export const adresseFhir = (maison: Maison): string => `${maison.origine}/fhir`;

/**
 * The registered software behind a request of a program. One that has keys proves itself with a signed assertion, which
 * serves once; only an application registered without key is believed on its name, and PKCE is then its proof.
 * Throws `invalid_client`. A refusal that concerns a known client is traced in its territory.
 */
export async function reconnaitreClient(maison: Maison, c: Context<Env>, formulaire: URLSearchParams): Promise<Client> {
  const assertion = unSeul(formulaire, 'client_assertion');
  const nomme = unSeul(formulaire, 'client_id');
  if (assertion === undefined) return clientPublic(maison, c, formulaire, nomme);
  if (unSeul(formulaire, 'client_assertion_type') !== GENRE_ASSERTION)
    throw new RefusOAuth('invalid_client', `Le champ client_assertion_type doit être ${GENRE_ASSERTION}.`);
  const maintenant = maison.horlogeReelle.maintenant();
  let vu: Client | undefined;
  try {
    const { client, jti, oublierLe } = await verifierAssertion(assertion, {
      audience: adresseDesJetons(maison),
      maintenant,
      trouver: async (id) => {
        vu = await trouverClient(maison, id);
        return vu;
      },
    });
    if (nomme !== undefined && nomme !== client.id)
      throw new RefusOAuth('invalid_client', 'Le champ client_id n’est pas celui qui a signé l’assertion.');
    if (!(await consommerAssertion(maison.socle.base, { client: client.id, jti, oublierLe }, maintenant)))
      throw new RefusOAuth(
        'invalid_client',
        'Cette assertion a déjà servi : signez-en une nouvelle, avec un autre jti.',
      );
    return client;
  } catch (erreur) {
    if (erreur instanceof RefusOAuth && vu !== undefined) await tracerRefusDeClient(maison, c, vu, erreur);
    throw erreur;
  }
}

async function clientPublic(
  maison: Maison,
  c: Context<Env>,
  formulaire: URLSearchParams,
  nomme: string | undefined,
): Promise<Client> {
  if (formulaire.has('client_secret'))
    throw new RefusOAuth(
      'invalid_client',
      'Ce serveur n’a pas de mots de passe : signez une assertion avec votre clé.',
    );
  const client = nomme === undefined ? undefined : await trouverClient(maison, nomme);
  if (client === undefined || client.genre !== 'application' || client.cles.length > 0)
    throw new RefusOAuth('invalid_client', 'Ce logiciel doit prouver qui il est : donnez une assertion signée.');
  const ferme = fermePourquoi(client, maison.horlogeReelle.maintenant());
  if (ferme === undefined) return client;
  const refus = new RefusOAuth('invalid_client', ferme);
  await tracerRefusDeClient(maison, c, client, refus);
  throw refus;
}

/** A registered software of a territory this house serves. */
export async function trouverClient(maison: Maison, id: string): Promise<Client | undefined> {
  const client = id.length > 100 ? undefined : await clientParId(maison.socle.base, id);
  return client !== undefined && maison.territoires.has(client.territoire) ? client : undefined;
}

/** The line of this request, in the territory concerned: the doors write none of their own then (`trace-des-portes.ts`). */
export async function tracerGeste(
  maison: Maison,
  c: Context<Env>,
  territoire: CodeTerritoire,
  geste: GesteDeClient,
): Promise<void> {
  await tracerGesteDeClient(maison.socle.base, territoire, geste, maison.horlogeReelle.maintenant());
  c.set('tracee', true);
}

export async function tracerRefusDeClient(
  maison: Maison,
  c: Context<Env>,
  client: Client,
  refus: RefusOAuth,
): Promise<void> {
  await tracerGeste(maison, c, client.territoire, {
    action: 'oauth.refus',
    client: client.id,
    acteur: `client:${client.id}`,
    role: 'logiciel',
    fondement: refus.code,
    refuse: true,
  });
}
