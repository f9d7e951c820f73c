import { porteeSysteme } from '#acces/portee.ts';
import type { ApprendreNonRemis, RecevoirReponse } from '#socle/reception.ts';
import { lireReponse } from './lecture-reponse.ts';
import { enregistrerAccord, enregistrerRefus } from './repondre.ts';
import { charger, enregistrer } from './store.ts';

/** A plain reply works as well as the link, when it clearly says yes or no; otherwise the sender reads it as a message. */
const reponseDuService: RecevoirReponse = async ({ tx, message, objet }) => {
  const o = await charger(tx, objet, porteeSysteme('orientation.reponse'));
  if (o.statut !== 'envoyee' && o.statut !== 'sans_reponse') return false;
  const lue = lireReponse(message.texte);
  if (lue.sens === 'inconnue') return false;
  const par = message.de.nom === '' ? o.destinataire.nom : message.de.nom;
  if (lue.sens === 'accepte') await enregistrerAccord(tx, o, { par, commentaire: message.texte });
  else await enregistrerRefus(tx, o, { par, motif: lue.motif, commentaire: message.texte });
  return true;
};

/** The mailbox does not exist or refuses: the sender is asked to call, now. */
const nonRemis: ApprendreNonRemis = async ({ tx, objet }) => {
  const o = await charger(tx, objet, porteeSysteme('orientation.non_remis'));
  if (o.statut !== 'envoyee' && o.statut !== 'sans_reponse') return;
  await enregistrer(tx, o, { retard: true, rang: 1 });
};

export const reponses: Readonly<Record<string, RecevoirReponse>> = { orientation: reponseDuService };
export const nonRemises: Readonly<Record<string, ApprendreNonRemis>> = { orientation: nonRemis };
