import { randomUUID } from 'node:crypto';
import { inscrireClient } from '#acces/clients/depot-clients.ts';
import { preparerInscription } from '#acces/clients/inscription.ts';
import { ecrirePermissions } from '#acces/clients/permissions.ts';
import { MauvaisUsage } from '../commandes/commande.ts';
import { clesDonnees, tracerOperateur, type GesteClient } from './outils.ts';

/** Registers a software and says what its developer needs to know. */
export const ajouter: GesteClient = async (outils, { options, positions }) => {
  const { base, territoire, maintenant, dire } = outils;
  if (positions.length > 0)
    throw new MauvaisUsage(
      `« ${positions.join(' ')} » n’est pas compris : mettez les textes de plusieurs mots entre guillemets.`,
    );
  const client = await preparerInscription(
    {
      nom: options.nom ?? '',
      genre: options.genre ?? 'systeme',
      cles: await clesDonnees(options),
      permissions: options.permissions ?? '',
      familles: options.familles,
      retours: options.retour ?? [],
      lancement: options.lancement,
      contact: options.contact ?? '',
      fin: options.fin,
    },
    { id: randomUUID(), territoire, maintenant },
  );
  await tracerOperateur(outils, client, 'ajouter');
  await inscrireClient(base, client);
  dire(`« ${client.nom} » est raccordé au territoire ${territoire}.`);
  dire(`  identifiant   ${client.id}`);
  dire(`  permissions   ${ecrirePermissions(client.permises)}`);
  dire(`  familles      ${client.familles.join(', ')}`);
  if (client.cles.length > 0) dire(`  clé           ${client.cles.map((c) => c.kid).join(', ')}`);
  if (options['creer-cle'] !== undefined)
    dire(
      `La clé privée est dans ${options['creer-cle']} : remettez-la à l’éditeur par un canal sûr, puis effacez-la ici.`,
    );
  if (client.familles.includes('SEN')) dire('Attention : ce logiciel reçoit aussi les informations sensibles (SEN).');
  return 0;
};
