import type { Context } from 'hono';
import { demanderPermissions, unSeul } from '#acces/clients/autorisation.ts';
import { echangerCode } from '#acces/clients/codes.ts';
import { donnerJetons, renouveler, VIE_ACCES_S, type Echange, type JetonsDonnes } from '#acces/clients/jetons.ts';
import type { Client } from '#acces/clients/modele.ts';
import { ecrirePermissions, lirePermissions, type PermissionsLues } from '#acces/clients/permissions.ts';
import { RefusOAuth } from '#acces/clients/refus.ts';
import type { Env, Maison } from '../contexte.ts';
import { exigerChamp, lireFormulaire } from './formulaire.ts';
import { adresseFhir, reconnaitreClient, tracerGeste, tracerRefusDeClient } from './guichet.ts';
import { personneDeLAffectation } from './personne.ts';

interface Donne {
  readonly jetons: JetonsDonnes;
  readonly permissions: string;
  readonly patient: string | undefined;
  readonly affectation: string | undefined;
}

/** `POST /oauth/token`: client credentials, authorization code, refresh. No trace, no token. */
export async function donnerJeton(maison: Maison, c: Context<Env>): Promise<Response> {
  const formulaire = await lireFormulaire(c);
  const genre = exigerChamp(formulaire, 'grant_type');
  const donner = Object.hasOwn(GUICHETS, genre) ? GUICHETS[genre] : undefined;
  if (donner === undefined)
    throw new RefusOAuth('unsupported_grant_type', `Ce serveur connaît : ${Object.keys(GUICHETS).join(', ')}.`);
  const client = await reconnaitreClient(maison, c, formulaire);
  try {
    const donne = await donner(maison, client, formulaire);
    return c.json(await repondre(maison, c, { client, genre, donne }));
  } catch (erreur) {
    if (erreur instanceof RefusOAuth) await tracerRefusDeClient(maison, c, client, erreur);
    throw erreur;
  }
}

type Guichet = (maison: Maison, client: Client, formulaire: URLSearchParams) => Promise<Donne>;

const GUICHETS: Readonly<Record<string, Guichet>> = {
  client_credentials: enSonNom,
  authorization_code: parUnCode,
  refresh_token: parRenouvellement,
};

/** Without `scope`, a software receives what it was registered with (RFC 6749 §3.3). */
async function enSonNom(maison: Maison, client: Client, formulaire: URLSearchParams): Promise<Donne> {
  if (client.genre !== 'systeme')
    throw new RefusOAuth(
      'unauthorized_client',
      'Cette application agit pour une personne : passez par /oauth/authorize.',
    );
  const scope = unSeul(formulaire, 'scope');
  const lues = scope === undefined ? client.permises : demanderPermissions(scope, client.permises);
  if (lues.permissions.length === 0)
    throw new RefusOAuth('invalid_scope', 'Demandez au moins une permission, par exemple system/Patient.rs.');
  const permissions = ecrirePermissions({ permissions: lues.permissions, contextes: [] });
  const jetons = await donnerJetons(
    maison.socle.base,
    { client: client.id, permissions, lignee: maison.socle.nouvelId() },
    { renouvelable: false },
    maison.horlogeReelle.maintenant(),
  );
  return { jetons, permissions, patient: undefined, affectation: undefined };
}

async function parUnCode(maison: Maison, client: Client, formulaire: URLSearchParams): Promise<Donne> {
  const echange = await echangerCode(
    maison.socle.base,
    {
      code: exigerChamp(formulaire, 'code'),
      client: client.id,
      retour: exigerChamp(formulaire, 'redirect_uri'),
      verificateur: exigerChamp(formulaire, 'code_verifier'),
    },
    (permissions) => {
      const { contextes } = relire(permissions);
      const durable = contextes.includes('offline_access');
      return { rafraichir: durable || contextes.includes('online_access'), tantQueSession: !durable };
    },
    maison.horlogeReelle.maintenant(),
  );
  return octroye(echange, 'Ce code');
}

async function parRenouvellement(maison: Maison, client: Client, formulaire: URLSearchParams): Promise<Donne> {
  const scope = unSeul(formulaire, 'scope');
  const echange = await renouveler(
    maison.socle.base,
    {
      jeton: exigerChamp(formulaire, 'refresh_token'),
      client: client.id,
      reduire: (anciennes) => (scope === undefined ? anciennes : reduire(scope, relire(anciennes))),
    },
    maison.horlogeReelle.maintenant(),
  );
  return octroye(echange, 'Ce jeton de renouvellement');
}

function reduire(scope: string, accordees: PermissionsLues): string {
  const { permissions } = demanderPermissions(scope, accordees);
  return ecrirePermissions({ permissions, contextes: accordees.contextes });
}

function octroye(echange: Echange, quoi: string): Donne {
  if (echange === 'rejoue')
    throw new RefusOAuth(
      'invalid_grant',
      `${quoi} a déjà servi. Par prudence, ce qu’il avait ouvert est fermé : recommencez depuis /oauth/authorize.`,
    );
  if (echange === 'ferme')
    throw new RefusOAuth('invalid_grant', 'La personne n’est plus là : session close, compte ou activité terminés.');
  if (echange === 'inconnu')
    throw new RefusOAuth(
      'invalid_grant',
      `${quoi} n’est pas valable : inconnu, expiré, ou l’application, l’adresse de retour ou la preuve PKCE ne sont pas les siennes.`,
    );
  const { octroi, jetons } = echange;
  return { jetons, permissions: octroi.permissions, patient: octroi.patient, affectation: octroi.affectation };
}

function relire(permissions: string): PermissionsLues {
  const lecture = lirePermissions(permissions);
  if ('illisible' in lecture) throw new Error('permissions octroyées illisibles');
  return lecture.lues;
}

async function repondre(
  maison: Maison,
  c: Context<Env>,
  { client, genre, donne }: { readonly client: Client; readonly genre: string; readonly donne: Donne },
): Promise<object> {
  const personne =
    donne.affectation === undefined ? undefined : await personneDeLAffectation(maison, donne.affectation);
  await tracerGeste(maison, c, client.territoire, {
    action: 'oauth.jeton',
    client: client.id,
    acteur: personne?.id ?? `client:${client.id}`,
    role: personne?.role ?? 'logiciel',
    patient: donne.patient,
    fondement: genre,
  });
  const avecPersonne = personne !== undefined && relire(donne.permissions).contextes.includes('fhirUser');
  return {
    access_token: donne.jetons.acces,
    token_type: 'Bearer',
    expires_in: VIE_ACCES_S,
    scope: donne.permissions,
    ...(donne.jetons.rafraichissement === undefined ? {} : { refresh_token: donne.jetons.rafraichissement }),
    ...(donne.patient === undefined ? {} : { patient: donne.patient, need_patient_banner: true }),
    ...(avecPersonne ? { fhirUser: `${adresseFhir(maison)}/${personne.ref}` } : {}),
  };
}
