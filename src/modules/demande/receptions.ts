import { porteeSysteme } from '#acces/portee.ts';
import type { RecevoirNouveau, RecevoirReponse } from '#socle/reception.ts';
import { enregistrerReponse } from './complement.ts';
import { lireMessage } from './comprendre.ts';
import type { Demandeur } from './demande.ts';
import { deposerDemande } from './deposer.ts';
import { estTermine } from './statut.ts';
import { charger } from './store.ts';

/** A new mail to the DAC's mailbox becomes a request, whoever writes: no account, no form, nothing typed twice. */
const nouvelleDemande: RecevoirNouveau = async ({ tx, message, boite }) => {
  const demandeur: Demandeur = { nom: message.de.nom, adresse: message.de.adresse, ref: message.de.ref };
  await deposerDemande(tx, {
    canal: 'mssante',
    demandeur,
    texte: `${message.sujet}\n${message.texte}`.trim(),
    boite: boite.adresse,
    ...lireMessage(message, message.le),
  });
  return true;
};

/** An answer on the thread of an open request is the awaited precision, or one more word: kept, and the clock runs again. */
const reponseDuDemandeur: RecevoirReponse = async ({ tx, message, objet }) => {
  const demande = await charger(tx, objet, porteeSysteme('demande.reponse'));
  if (estTermine(demande.statut) || demande.complements.length === 0) return false;
  await enregistrerReponse(tx, demande, message.texte);
  return true;
};

export const nouveaux: Readonly<Record<string, RecevoirNouveau>> = { dac: nouvelleDemande };
export const reponses: Readonly<Record<string, RecevoirReponse>> = { demande: reponseDuDemandeur };
