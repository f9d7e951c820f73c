import { exigerInformation } from '#modules/cercle/index.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import type { Carnet } from '../carnet.ts';
import * as contrats from '../contract.ts';
import { peutEcrire } from '../droits.ts';
import { ecrireMessage, type MessageEcritDansFil } from '../envoi/ecrire-message.ts';
import { boiteDeLaStructure, type BoiteConnue } from '../fils/boites.ts';
import { donnerLaMain, objetDuFil, poserLaMainDuFil } from '../fils/main.ts';
import { dernierRecu, destinataireDe } from '../fils/destinataire.ts';
import { chargerFil, courrielsDuFil, lireFil, type Courriel } from '../fils/store.ts';
import { ANNULATION_MS, DELAIS } from '../parametres.ts';
import { refus } from '../refus.ts';

const SUJETS: Readonly<Record<contrats.Nature, string>> = {
  question: 'Une question',
  information: 'Une information',
  rappel: 'Merci de nous rappeler',
};

/** A new conversation with a contact of the directory or a member of the circle. */
export function ecrire(carnet: Pick<Carnet, 'contactDe' | 'categorieDuContact'>) {
  return action(contrats.ecrire, {
    droit: peutEcrire,
    async faire({ entree, acteur, tx, maintenant }) {
      const boite = await exigerBoite(tx);
      const contact = await carnet.contactDe(tx, entree.destinataire);
      if (contact?.mssante === undefined)
        throw refus.sans_adresse(contact?.telephone === undefined ? undefined : `Téléphone : ${contact.telephone}.`);
      if (entree.patient !== undefined) {
        await tx.lire('Patient', entree.patient);
        await exigerInformation(tx, {
          patient: entree.patient,
          destinataire: contact.ref,
          categorie: await carnet.categorieDuContact(tx, contact.ref),
          information: entree.information,
        });
      }
      const partLe = new Date(maintenant.getTime() + ANNULATION_MS);
      const ecrit = await ecrireMessage(tx, {
        boite: boite.adresse,
        a: { adresse: contact.mssante, nom: contact.nom, ref: contact.ref },
        genre: 'message',
        patient: entree.patient,
        sujet: `${SUJETS[entree.nature]} · ${boite.nom}`,
        texte: entree.texte,
        lecteurs: [acteur.ref, acteur.structure.ref],
        aPartirDe: partLe,
      });
      if (entree.nature !== 'information') await attendreReponse(tx, ecrit.fil);
      return { ...ecrit, partLe: partLe.toISOString() };
    },
  });
}

/** Answers the last person who wrote in the thread; the hand on the message is put down. */
export const repondre = action(contrats.repondre, {
  droit: peutEcrire,
  async faire({ entree, acteur, tx, maintenant }) {
    const fil = await chargerFil(tx, entree.fil);
    const courriels = await courrielsDuFil(tx, fil.id);
    const destinataire = destinataireDe(fil, courriels);
    if (destinataire === undefined) throw refus.personne_a_qui_repondre();
    const partLe = new Date(maintenant.getTime() + ANNULATION_MS);
    const ecrit: MessageEcritDansFil = await ecrireMessage(tx, {
      boite: fil.boite,
      a: destinataire,
      ...(fil.objet === null ? {} : { objet: fil.objet }),
      genre: fil.genre,
      patient: fil.patient ?? undefined,
      sujet: sujetDeReponse(courriels, acteur.structure.nom),
      texte: entree.texte,
      enReponseA: dernierRecu(courriels)?.communication ?? undefined,
      lecteurs: [acteur.ref, acteur.structure.ref],
      aPartirDe: partLe,
    });
    if (entree.attendReponse) await attendreReponse(tx, ecrit.fil);
    else await poserLaMainDuFil(tx, (await lireFil(tx, ecrit.fil)) ?? fil);
    return { ...ecrit, partLe: partLe.toISOString() };
  },
});

async function exigerBoite(tx: Transaction): Promise<BoiteConnue> {
  const boite = await boiteDeLaStructure(tx);
  if (boite === undefined) throw refus.pas_de_boite();
  return boite;
}

/** Their subject may name the person (MSS-01): our answer never repeats it. */
function sujetDeReponse(courriels: readonly Courriel[], structure: string): string {
  return courriels.some((c) => c.sens === 'envoye')
    ? `Suite de notre échange · ${structure}`
    : `Réponse à votre message · ${structure}`;
}

async function attendreReponse(tx: Transaction, id: string): Promise<void> {
  const fil = await lireFil(tx, id);
  if (fil === undefined) throw new Error(`fil ${objetDuFil({ id })} introuvable`);
  await donnerLaMain(tx, fil, {
    qui: { ref: tx.acteur.ref, nom: tx.acteur.nom },
    etat: 'tenu',
    attente: 'information',
    prochaine: `réponse de ${fil.correspondant_nom}`,
    cause: 'message.sans_reponse',
    delai: DELAIS.sansReponse,
  });
}
