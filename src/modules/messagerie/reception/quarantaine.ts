import type { MessageRecu, RaisonIllisible } from '#connectors/mssante/boite.ts';
import type { BoiteDeReception } from '#socle/reception.ts';
import type { Transaction } from '#socle/transaction.ts';
import { MessageMisEnQuarantaine } from '../faits.ts';
import { fileJoignable } from '../fils/boites.ts';
import { echeance } from '../fils/main.ts';
import { nomAffiche } from '../fils/nom-affiche.ts';
import { DELAIS } from '../parametres.ts';
import { inscrireRecu } from './courriel-recu.ts';

/** Why a mail is set aside: it cannot be read, the house stumbled, or the record it would enter is closed by a death. */
export type RaisonDeCote = RaisonIllisible | 'panne' | 'deces';

const RAISONS: Readonly<Record<RaisonDeCote, string>> = {
  'trop-gros': 'Il dépasse la taille que Cordée sait lire.',
  'trop-de-parties': 'Il contient trop de morceaux pour être lu sans risque.',
  imbrication: 'Il contient des messages emboîtés trop profondément.',
  'entetes-demesures': 'Ses en-têtes sont démesurés.',
  'expediteur-ambigu': 'Son expéditeur n’est pas clair.',
  'texte-indechiffrable': 'Son texte n’a pas pu être déchiffré.',
  'format-invalide': 'Il n’est pas écrit comme un message.',
  panne: 'Cordée n’a pas su le ranger. Rien n’en est perdu.',
  deces:
    'Il parle d’une personne décédée, dont le dossier est clos. Lisez-le ; s’il est utile, ajoutez un complément à son dossier.',
};

const TITRE_DECES = 'Un message reçu parle d’une personne décédée';

/** Why a mail was set aside, in the words kept with it. */
export const raisonEnMots = (raison: RaisonDeCote): string => RAISONS[raison];

/** What cannot be filed is kept aside with its reason, and somebody is asked to look: nothing is lost, nothing else waits. */
export async function mettreEnQuarantaine(
  tx: Transaction,
  boite: BoiteDeReception,
  message: MessageRecu,
  raison: RaisonDeCote,
): Promise<boolean> {
  const id = tx.nouvelId();
  const declare = message.nature === 'illisible' ? message.expediteurDeclare : message.de.adresse;
  const phrase = raisonEnMots(raison);
  const de = { adresse: declare, nom: nomAffiche(declare, '', undefined) };
  if (!(await inscrireRecu(tx, message, { id, boite: boite.adresse, etat: 'quarantaine', raison: phrase, de })))
    return false;
  const lecteurs = [boite.structure];
  const objet = `Task/${id}`;
  await tx.fait(MessageMisEnQuarantaine, { objet, lecteurs, donnees: { courriel: id, raison: phrase } });
  const file = await fileJoignable(tx, boite.file);
  const garde = file?.porteurs[0];
  if (file === undefined || garde === undefined) return true;
  await tx.passerLaMain({
    objet,
    genre: 'message_illisible',
    etat: 'attend',
    titre: raison === 'deces' ? TITRE_DECES : 'Un message reçu n’a pas pu être lu',
    a: { ref: garde.ref, nom: garde.nom, file: file.nom },
    prochaine: 'regarder ce message et joindre son expéditeur',
    dueLe: await echeance(tx, DELAIS.quarantaine),
    cause: 'message.quarantaine',
    attente: 'faire',
    lecteurs,
  });
  return true;
}
