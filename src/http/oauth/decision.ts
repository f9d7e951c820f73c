import type { Context } from 'hono';
import type { z } from 'zod';
import { donnerCode, prendreLancement } from '#acces/clients/codes.ts';
import { unSeul } from '#acces/clients/autorisation.ts';
import { fermePourquoi, type Client } from '#acces/clients/modele.ts';
import { RefusOAuth } from '#acces/clients/refus.ts';
import type { Env } from '../contexte.ts';
import { adresseDeRetour, Question, USAGE_CONSENTEMENT, USAGE_DEMANDE } from './autoriser.ts';
import { lireFormulaire } from './formulaire.ts';
import { tracerGeste, trouverClient } from './guichet.ts';
import type { GuichetDesPersonnes } from './guichet-des-personnes.ts';
import { pageRefus } from './page.ts';
import { patientLisible } from './patients.ts';
import { personnePresente, type PersonnePresente } from './personne.ts';

const PERIMEE = 'Cette page a expiré, ou elle a déjà servi. Revenez à l’application et recommencez.';

type Posee = z.output<typeof Question>;

/** `GET /oauth/demande`: back from the sign-in page, to the request that was waiting. */
export async function reprendreDemande({ questions }: GuichetDesPersonnes, c: Context<Env>): Promise<Response> {
  const gardee = await questions.prendre(c.req.query('q') ?? '');
  const contenu = gardee?.usage === USAGE_DEMANDE ? gardee.contenu : undefined;
  if (typeof contenu !== 'object' || contenu === null || !('parametres' in contenu))
    return c.html(pageRefus(PERIMEE), 400);
  return c.redirect(`/oauth/authorize?${String(contenu.parametres)}`, 303);
}

/** `POST /oauth/decision`: the answer of the person, once, in the same session and the same quality. */
export async function decider(guichet: GuichetDesPersonnes, c: Context<Env>): Promise<Response> {
  const { maison, questions } = guichet;
  if (!memeSite(c, maison.origine)) return c.html(pageRefus('Cette réponse ne vient pas d’une page de Cordée.'), 403);
  const formulaire = await lireFormulaire(c);
  const gardee = await questions.prendre(unSeul(formulaire, 'question') ?? '');
  const posee = gardee?.usage === USAGE_CONSENTEMENT ? Question.parse(gardee.contenu) : undefined;
  const personne = await personnePresente(maison, c);
  const client = posee === undefined ? undefined : await trouverClient(maison, posee.client);
  const memeQuestion =
    gardee !== undefined && gardee.expireLe > maison.horlogeReelle.maintenant() && personne?.session === posee?.session;
  if (
    posee === undefined ||
    client === undefined ||
    !memeQuestion ||
    personne === undefined ||
    personne.affectation !== posee.affectation
  )
    return c.html(pageRefus(PERIMEE), 400);
  try {
    if (unSeul(formulaire, 'choix') !== 'accepter')
      throw new RefusOAuth('access_denied', 'La personne n’a pas voulu ouvrir l’application.');
    const code = await accepter(guichet, c, { posee, client, personne, choisi: unSeul(formulaire, 'patient') });
    return c.redirect(adresseDeRetour(posee.retour, { code, state: posee.etat }), 303);
  } catch (erreur) {
    if (!(erreur instanceof RefusOAuth)) throw erreur;
    await tracer(guichet, c, { client, personne }, { fondement: erreur.code, refuse: true });
    return c.redirect(
      adresseDeRetour(posee.retour, {
        error: erreur.erreur,
        error_description: erreur.texte,
        state: posee.etat,
      }),
      303,
    );
  }
}

interface Acceptee {
  readonly posee: Posee;
  readonly client: Client;
  readonly personne: PersonnePresente;
  readonly choisi: string | undefined;
}

async function accepter(guichet: GuichetDesPersonnes, c: Context<Env>, a: Acceptee): Promise<string> {
  const { maison } = guichet;
  const { posee, client, personne } = a;
  const maintenant = maison.horlogeReelle.maintenant();
  const ferme = fermePourquoi(client, maintenant);
  if (ferme !== undefined) throw new RefusOAuth('unauthorized_client', ferme);
  if (posee.lancement !== undefined) {
    const demande = { secret: posee.lancement, client: client.id, affectation: personne.affectation };
    if ((await prendreLancement(maison.socle.base, demande, maintenant)) === undefined)
      throw new RefusOAuth('invalid_request', 'Ce lancement a déjà servi : rouvrez l’application depuis Cordée.');
  }
  const patient = posee.aChoisir ? await patientChoisi(guichet, a) : posee.patient;
  await tracer(guichet, c, a, { fondement: 'consentement', patient });
  return donnerCode(
    maison.socle.base,
    {
      client: client.id,
      affectation: personne.affectation,
      session: personne.session,
      retour: posee.retour,
      defi: posee.defi,
      permissions: posee.permissions,
      patient,
      lignee: maison.socle.nouvelId(),
    },
    maintenant,
  );
}

/** The list was within reach; what comes back is checked as if it never had been. */
async function patientChoisi({ maison }: GuichetDesPersonnes, { choisi, personne }: Acceptee): Promise<string> {
  const patient = choisi === undefined ? undefined : await patientLisible(maison, personne.acteur, choisi);
  if (patient === undefined) throw new RefusOAuth('access_denied', 'Aucune personne à votre portée n’a été choisie.');
  return patient.id;
}

async function tracer(
  { maison }: GuichetDesPersonnes,
  c: Context<Env>,
  { client, personne: { acteur } }: Pick<Acceptee, 'client' | 'personne'>,
  quoi: { fondement: string; patient?: string | undefined; refuse?: boolean },
): Promise<void> {
  const qui = { action: 'oauth.autoriser', client: client.id, acteur: acteur.id, role: acteur.role };
  await tracerGeste(maison, c, client.territoire, { ...qui, ...quoi });
}

/**
 * A form of another site cannot answer for the person. Our pages send no referrer, so that some browsers say `Origin: null` of
 * our own form: the number of the question, which only our page knows, is what decides then.
 */
function memeSite(c: Context<Env>, origine: string): boolean {
  const site = c.req.header('sec-fetch-site');
  const dOu = c.req.header('origin');
  return (site === undefined || site === 'same-origin') && (dOu === undefined || dOu === 'null' || dOu === origine);
}
