import { changerCles, changerSuspension, clientsDe } from '#acces/clients/depot-clients.ts';
import { lireCles } from '#acces/clients/cles.ts';
import { refusInscription } from '#acces/clients/inscription.ts';
import { fermePourquoi, type Client } from '#acces/clients/modele.ts';
import { ecrirePermissions } from '#acces/clients/permissions.ts';
import { compter, MauvaisUsage } from '../commandes/commande.ts';
import { clesDonnees, tracerOperateur, type GesteClient, type OutilsClient } from './outils.ts';

/** The client of that id in this territory: another territory's does not exist here. */
async function trouver({ base, territoire }: OutilsClient, positions: readonly string[]): Promise<Client> {
  const [id, ...reste] = positions;
  if (id === undefined || reste.length > 0)
    throw new MauvaisUsage('Donnez l’identifiant du logiciel, tel que « client lister » le dit.');
  const client = (await clientsDe(base, territoire)).find((c) => c.id === id);
  if (client === undefined) throw refusInscription.inconnu();
  return client;
}

export const lister: GesteClient = async ({ base, territoire, maintenant, dire }) => {
  const clients = await clientsDe(base, territoire);
  dire(`Territoire ${territoire} : ${compter(clients.length, 'logiciel raccordé', 'logiciels raccordés')}.`);
  for (const client of clients) {
    const etat =
      client.suspenduLe !== undefined
        ? 'suspendu'
        : fermePourquoi(client, maintenant) === undefined
          ? 'ouvert'
          : 'terminé';
    dire('');
    dire(`${client.nom} (${client.genre}), ${etat}`);
    dire(`  identifiant   ${client.id}`);
    dire(`  permissions   ${ecrirePermissions(client.permises)}`);
    dire(`  familles      ${client.familles.join(', ')}`);
    dire(`  à joindre     ${client.contact}`);
    if (client.finLe !== undefined) dire(`  fin           ${client.finLe.toISOString().slice(0, 10)}`);
  }
  return 0;
};

export const suspendre: GesteClient = async (outils, { positions }) => {
  const client = await trouver(outils, positions);
  await tracerOperateur(outils, client, 'suspendre');
  await changerSuspension(outils.base, client.id, outils.maintenant);
  outils.dire(
    `« ${client.nom} » est suspendu : ses jetons ne valent plus rien. Pour le laisser revenir : client reprendre ${client.id}`,
  );
  return 0;
};

export const reprendre: GesteClient = async (outils, { positions }) => {
  const client = await trouver(outils, positions);
  await tracerOperateur(outils, client, 'reprendre');
  await changerSuspension(outils.base, client.id, undefined);
  outils.dire(`« ${client.nom} » peut de nouveau entrer.`);
  return 0;
};

export const tournerCle: GesteClient = async (outils, { options, positions }) => {
  const client = await trouver(outils, positions);
  const donnees = await clesDonnees(options);
  if (donnees === undefined)
    throw new MauvaisUsage('Donnez la nouvelle clé : --cles jwks.json, ou --creer-cle FICHIER.');
  const cles = await lireCles(donnees);
  await tracerOperateur(outils, client, 'tourner-cle');
  await changerCles(outils.base, client.id, cles, outils.maintenant);
  outils.dire(
    `La clé de « ${client.nom} » est maintenant ${cles.map((c) => c.kid).join(', ')}. L’ancienne ne signe plus, et ses jetons ne valent plus rien.`,
  );
  return 0;
};
