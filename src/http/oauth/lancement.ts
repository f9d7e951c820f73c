import type { Context } from 'hono';
import { z } from 'zod';
import { clientsDe } from '#acces/clients/depot-clients.ts';
import { poserLancement } from '#acces/clients/codes.ts';
import { fermePourquoi, type Client } from '#acces/clients/modele.ts';
import { refusCommuns } from '#lib/refus.ts';
import { lireEntree } from '#socle/entree.ts';
import type { Env, Maison } from '../contexte.ts';
import { lireCorpsJson } from '../corps-json.ts';
import { adresseFhir, tracerGeste } from './guichet.ts';
import { patientLisible } from './patients.ts';
import { personnePresente } from './personne.ts';

const Entree = z.object({
  application: z.string().min(1).max(100),
  /** Id of the person whose page is open; absent: the application opens on nobody in particular. */
  patient: z.string().min(1).max(64).optional(),
});

/**
 * `POST /oauth/lancement`, from a page of Cordée: opens an application of the territory on a person (SMART « EHR launch »).
 * Gives the address to open; the launch it carries serves once, within five minutes, for this person in this quality.
 */
export async function lancer(maison: Maison, c: Context<Env>): Promise<Response> {
  const entree = lireEntree(Entree, lireCorpsJson(await c.req.text()));
  const presente = await personnePresente(maison, c);
  if (presente === undefined) throw refusCommuns.non_connecte();
  const { acteur, affectation } = presente;
  const maintenant = maison.horlogeReelle.maintenant();
  const application = (await applicationsOuvertes(maison, acteur.territoire)).find((a) => a.id === entree.application);
  if (application?.lancement === undefined) throw refusCommuns.introuvable();
  if (entree.patient !== undefined && (await patientLisible(maison, acteur, entree.patient)) === undefined)
    throw refusCommuns.introuvable();
  await tracerGeste(maison, c, acteur.territoire, {
    action: 'oauth.lancer',
    client: application.id,
    acteur: acteur.id,
    role: acteur.role,
    patient: entree.patient,
    fondement: 'equipe-ou-echange',
  });
  const launch = await poserLancement(
    maison.socle.base,
    { client: application.id, affectation, patient: entree.patient },
    maintenant,
  );
  const adresse = new URL(application.lancement);
  adresse.searchParams.set('iss', adresseFhir(maison));
  adresse.searchParams.set('launch', launch);
  return c.json({ adresse: adresse.href });
}

/** `POST /oauth/applications`: those of the territory a page may offer to open. */
export async function listerApplications(maison: Maison, c: Context<Env>): Promise<Response> {
  const acteur = c.get('acteur');
  if (acteur?.genre !== 'compte') throw refusCommuns.non_connecte();
  const ouvertes = await applicationsOuvertes(maison, acteur.territoire);
  return c.json({ applications: ouvertes.map(({ id, nom }) => ({ id, nom })) });
}

async function applicationsOuvertes(maison: Maison, territoire: Client['territoire']): Promise<readonly Client[]> {
  const maintenant = maison.horlogeReelle.maintenant();
  const clients = await clientsDe(maison.socle.base, territoire);
  return clients.filter(
    (client) =>
      client.genre === 'application' &&
      client.lancement !== undefined &&
      fermePourquoi(client, maintenant) === undefined,
  );
}
