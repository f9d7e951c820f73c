import type { Context } from 'hono';
import { z } from 'zod';
import {
  lireDemandeDAutorisation,
  porteSurUnePersonne,
  retourPermis,
  unSeul,
  type DemandeDAutorisation,
} from '#acces/clients/autorisation.ts';
import { lireLancement } from '#acces/clients/codes.ts';
import { direPermissions } from '#acces/clients/en-mots.ts';
import { fermePourquoi, type Client } from '#acces/clients/modele.ts';
import { ecrirePermissions } from '#acces/clients/permissions.ts';
import { RefusOAuth } from '#acces/clients/refus.ts';
import { nouveauSecret } from '#lib/ids.ts';
import type { Env } from '../contexte.ts';
import { adresseFhir, tracerRefusDeClient, trouverClient } from './guichet.ts';
import type { GuichetDesPersonnes } from './guichet-des-personnes.ts';
import { pageConsentement, pageRefus } from './page.ts';
import { patientLisible, patientsOfferts, type PatientOffert } from './patients.ts';
import { personnePresente, type PersonnePresente } from './personne.ts';

export const USAGE_DEMANDE = 'oauth.demande';
export const USAGE_CONSENTEMENT = 'oauth.consentement';
const VIE_QUESTION_MS = 10 * 60_000;

/** What is kept on our side while the person reads the page: nothing of it comes back from the browser. */
export const Question = z.object({
  client: z.string(),
  retour: z.string(),
  etat: z.string(),
  defi: z.string(),
  permissions: z.string(),
  affectation: z.string(),
  session: z.string(),
  lancement: z.string().optional(),
  patient: z.string().optional(),
  aChoisir: z.boolean(),
});

/** `GET /oauth/authorize`: who asks, where it returns, what it wants; then the page where the person answers. */
export async function autoriser(guichet: GuichetDesPersonnes, c: Context<Env>): Promise<Response> {
  const { maison } = guichet;
  const parametres = new URL(c.req.url).searchParams;
  const qui = await trouverApplication(guichet, parametres);
  if ('texte' in qui) {
    // Whom it is about is known, or nobody: then the line is that of the doors.
    if (qui.client !== undefined)
      await tracerRefusDeClient(maison, c, qui.client, new RefusOAuth('unauthorized_client', qui.texte));
    return c.html(pageRefus(qui.texte), 400);
  }
  const { client, retour } = qui;
  const etat = parametres.getAll('state');
  try {
    const demande = lireDemandeDAutorisation(parametres, client, adresseFhir(maison));
    const personne = await personnePresente(maison, c);
    if (personne === undefined) return await fairePasserParLaConnexion(guichet, c, parametres);
    if (personne.acteur.territoire !== client.territoire)
      throw new RefusOAuth('access_denied', 'Cette application est raccordée à un autre territoire que le vôtre.');
    return await demander(guichet, c, { client, retour, demande, personne });
  } catch (erreur) {
    if (!(erreur instanceof RefusOAuth)) throw erreur;
    await tracerRefusDeClient(maison, c, client, erreur);
    return c.redirect(
      adresseDeRetour(retour, {
        error: erreur.erreur,
        error_description: erreur.texte,
        state: etat.length === 1 ? etat[0] : undefined,
      }),
      303,
    );
  }
}

/** Never redirects to an address that is not registered, letter by letter. */
async function trouverApplication(
  { maison }: GuichetDesPersonnes,
  parametres: URLSearchParams,
): Promise<{ client: Client; retour: string } | { client?: Client; texte: string }> {
  try {
    const id = unSeul(parametres, 'client_id');
    const client = id === undefined ? undefined : await trouverClient(maison, id);
    if (client === undefined) return { texte: 'Cette application n’est pas raccordée à Cordée (client_id inconnu).' };
    const retour = retourPermis(client, unSeul(parametres, 'redirect_uri'));
    if (retour === undefined)
      return { client, texte: `L’adresse de retour demandée n’est pas celle de « ${client.nom} » (redirect_uri).` };
    const ferme = fermePourquoi(client, maison.horlogeReelle.maintenant());
    return ferme === undefined ? { client, retour } : { client, texte: ferme };
  } catch (erreur) {
    if (erreur instanceof RefusOAuth) return { texte: erreur.texte };
    throw erreur;
  }
}

/** The request waits on our side: the sign-in page only carries its number, and comes back here. */
async function fairePasserParLaConnexion(
  { maison, questions }: GuichetDesPersonnes,
  c: Context<Env>,
  parametres: URLSearchParams,
): Promise<Response> {
  const id = nouveauSecret();
  const maintenant = maison.horlogeReelle.maintenant();
  await questions.poser(
    {
      id,
      usage: USAGE_DEMANDE,
      contenu: { parametres: parametres.toString() },
      expireLe: new Date(maintenant.getTime() + VIE_QUESTION_MS),
    },
    maintenant,
  );
  return c.redirect(`/connexion?${new URLSearchParams({ retour: `/oauth/demande?q=${id}` }).toString()}`, 303);
}

interface Demandee {
  readonly client: Client;
  readonly retour: string;
  readonly demande: DemandeDAutorisation;
  readonly personne: PersonnePresente;
}

async function demander(guichet: GuichetDesPersonnes, c: Context<Env>, d: Demandee): Promise<Response> {
  const { maison, questions } = guichet;
  const { client, retour, demande, personne } = d;
  const { patient, choix } = await personneConcernee(guichet, d);
  const question = nouveauSecret();
  const maintenant = maison.horlogeReelle.maintenant();
  const contenu: z.input<typeof Question> = {
    client: client.id,
    retour,
    etat: demande.etat,
    defi: demande.defi,
    permissions: ecrirePermissions(demande.demandees),
    affectation: personne.affectation,
    session: personne.session,
    lancement: demande.lancement,
    patient: patient?.id,
    aChoisir: choix !== undefined,
  };
  await questions.poser(
    { id: question, usage: USAGE_CONSENTEMENT, contenu, expireLe: new Date(maintenant.getTime() + VIE_QUESTION_MS) },
    maintenant,
  );
  const site = new URL(retour).origin;
  // Chromium applies form-action to the redirection that follows the answer too: the application's own site is named here.
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self' ${site}; frame-ancestors 'none'`,
  );
  const { contextes } = demande.demandees;
  return c.html(
    pageConsentement({
      question,
      application: client.nom,
      site: new URL(retour).host,
      personne: personne.acteur.nom,
      structure: personne.acteur.structure.nom,
      mots: direPermissions(demande.demandees.permissions, client.familles),
      patient,
      choix,
      duree: contextes.includes('offline_access')
        ? 'longue'
        : contextes.includes('online_access')
          ? 'session'
          : 'quelques minutes',
    }),
  );
}

/** The person of the launch when Cordée opened it on one; otherwise one to choose, when the application needs one. */
async function personneConcernee(
  { maison }: GuichetDesPersonnes,
  { client, demande, personne }: Demandee,
): Promise<{ patient: PatientOffert | undefined; choix: readonly PatientOffert[] | undefined }> {
  if (demande.lancement !== undefined) {
    const lancement = await lireLancement(
      maison.socle.base,
      { secret: demande.lancement, client: client.id, affectation: personne.affectation },
      maison.horlogeReelle.maintenant(),
    );
    if (lancement === undefined)
      throw new RefusOAuth('invalid_request', 'Ce lancement n’est plus valable : rouvrez l’application depuis Cordée.');
    if (lancement.patient !== undefined) {
      const patient = await patientLisible(maison, personne.acteur, lancement.patient);
      if (patient === undefined)
        throw new RefusOAuth('access_denied', 'Le dossier de cette personne n’est plus à votre portée.');
      return { patient, choix: undefined };
    }
  }
  if (!porteSurUnePersonne(demande.demandees)) return { patient: undefined, choix: undefined };
  return { patient: undefined, choix: await patientsOfferts(maison, personne.acteur) };
}

/** The registered address with our answer added to its own parameters. */
export function adresseDeRetour(retour: string, reponse: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(retour);
  for (const [nom, valeur] of Object.entries(reponse)) if (valeur !== undefined) url.searchParams.set(nom, valeur);
  return url.href;
}
