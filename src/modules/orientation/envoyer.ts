import { porteeSysteme } from '#acces/portee.ts';
import { referenceLisible } from '#lib/ids.ts';
import { categorieDuContact, contactDe } from '#modules/annuaire/index.ts';
import { exigerInformation } from '#modules/cercle/index.ts';
import { identiteDe } from '#modules/dossier/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { peutOrienter } from './droits.ts';
import { OrientationEnvoyee } from './faits.ts';
import { proposition } from './lettres.ts';
import { ecrireAuService } from './messages.ts';
import { lecteursDe, objetDe, type Orientation } from './orientation.ts';
import { origineDe } from './origine.ts';
import { refus } from './refus.ts';
import { charger, enregistrer } from './store.ts';

/** Proposes a person to a service. It leaves by secure mail when the service has a mailbox, otherwise the sender is told to call. */
export const envoyer = action(contrat.envoyer, {
  droit: ({ acteur }) => peutOrienter(acteur),
  async faire({ entree, acteur, tx }) {
    const { patient, demande } = await origineDe(tx, entree);
    if (patient === undefined) throw refus.destinataire_inconnu('Dites d’abord pour quelle personne.');
    const contact = await contactDe(tx, entree.ressource);
    if (contact === undefined) throw refus.destinataire_inconnu();
    await refuserUnDoublon(tx, patient, contact.ref);
    const categorie = await categorieDuContact(tx, contact.ref);
    await exigerInformation(tx, { patient, destinataire: contact.ref, categorie, information: entree.information });
    const file = await fileDe(tx.sql, 'dac');
    const o: Orientation = {
      id: tx.nouvelId(),
      requete: tx.nouvelId(),
      reference: referenceLisible('ORI'),
      statut: 'envoyee',
      patient,
      demande: demande === undefined ? undefined : `Task/${demande.id}`,
      requeteDemande: demande?.requete,
      precedente: entree.precedente,
      expediteur: { ref: acteur.ref, nom: acteur.nom },
      structureExpeditrice: acteur.structure.ref,
      boite: file.boite,
      destinataire: {
        ref: contact.ref,
        nom: contact.nom,
        // A person keeps her own mail to herself; an offer belongs to whoever provides it.
        structure: contact.genre === 'structure' ? contact.structure?.ref : undefined,
        adresse: contact.mssante,
        telephone: contact.telephone,
      },
      besoin: entree.besoin,
      urgente: entree.urgente,
      envoyeeLe: tx.maintenant,
      relances: [],
      reponse: undefined,
      preneur: undefined,
      refus: undefined,
      rdvLe: undefined,
      commenceeLe: undefined,
      fin: undefined,
      suiteDonnee: false,
      versions: undefined,
    };
    await enregistrer(tx, o);
    const personne = await identiteDe(tx, patient);
    const ecrit = await ecrireAuService(tx, o, (lien) => proposition(o, personne, lien, acteur.telephone));
    const canal = ecrit ? ('mssante' as const) : ('telephone' as const);
    await tx.fait(OrientationEnvoyee, {
      objet: objetDe(o),
      patient,
      lecteurs: lecteursDe(o),
      donnees: {
        reference: o.reference,
        service: o.destinataire.nom,
        serviceRef: o.destinataire.ref,
        demande: o.demande,
        canal,
        precedente: o.precedente,
      },
    });
    if (entree.precedente !== undefined) await donnerSuite(tx, entree.precedente);
    return { id: o.id, reference: o.reference, statut: o.statut, canal, telephone: contact.telephone };
  },
});

/** The refused orientation this one replaces has had its next step: it stops asking for one. */
async function donnerSuite(tx: Transaction, id: string): Promise<void> {
  const precedente = await charger(tx, id);
  if (precedente.statut === 'refusee' && !precedente.suiteDonnee)
    await enregistrer(tx, { ...precedente, suiteDonnee: true });
}

/** A second click, or two colleagues at once: the same service is not asked twice for the same person. */
async function refuserUnDoublon(tx: Transaction, patient: string, ref: string): Promise<void> {
  const enCours = await tx.magasin.chercher(
    'Task',
    { patient, refs: [`owner=${ref}`], limite: 20 },
    porteeSysteme('orientation.doublon'),
  );
  if (enCours.some(({ ressource }) => ['requested', 'accepted', 'in-progress'].includes(ressource.status)))
    throw refus.deja_envoyee();
}
