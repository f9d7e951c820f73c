import type { Transaction } from '#socle/transaction.ts';
import { genreDuMembre, type Cercle, type Membre } from './cercle.ts';
import { MembreArrive } from './faits.ts';
import { refus } from './refus.ts';
import { dejaPresent, fermeture } from './rules.ts';
import { chargerCercle, enregistrerCercle } from './store.ts';
import { libelleFonction, type Fondement } from './vocabulaire.ts';

export interface NouveauMembre {
  /** `PractitionerRole/…`, `Organization/…`, `RelatedPerson/…`; undefined for somebody the directory does not know. */
  readonly membre?: string | undefined;
  readonly nom: string;
  /** A key of FONCTIONS, or words of one's own. */
  readonly fonction: string;
  readonly structure?: string | undefined;
  readonly telephone?: string | undefined;
  readonly debut: Date;
  readonly fin?: Date | undefined;
  /** With the word of the person it decides, today and after each change, whether the record opens (`fermeture`). */
  readonly fondement: Fondement;
}

export interface Ajout {
  readonly membre: Membre;
  readonly cercle: Cercle;
  readonly nouveau: boolean;
}

/** Adds a participation, or finds the one that already says the same. The right is decided by the calling action. */
export async function participer(tx: Transaction, patient: string, nouveau: NouveauMembre): Promise<Ajout> {
  const cercle = await chargerCercle(tx, patient);
  const connu = dejaPresent(cercle.membres, { ...nouveau, ref: nouveau.membre });
  if (connu !== undefined) return { membre: connu, cercle, nouveau: false };
  if (nouveau.fin !== undefined && nouveau.fin <= nouveau.debut) throw refus.fin_avant_debut();
  const membre = composer(cercle, nouveau, tx.acteur.nom);
  const agrandi = { ...cercle, membres: [...cercle.membres, membre] };
  const version = await enregistrerCercle(tx, agrandi);
  await tx.fait(MembreArrive, {
    objet: `CareTeam/${patient}`,
    patient,
    lecteurs: [tx.acteur.ref],
    donnees: {
      nom: membre.nom,
      fonction: libelleFonction(membre.fonction),
      fondement: membre.fondement,
      ouvert: fermeture(membre, cercle.information) === undefined,
    },
  });
  return { membre, cercle: { ...agrandi, version }, nouveau: true };
}

function composer(cercle: Cercle, nouveau: NouveauMembre, ajoutePar: string): Membre {
  return {
    rang: Math.max(0, ...cercle.membres.map(({ rang }) => rang)) + 1,
    ref: nouveau.membre,
    nom: nouveau.nom,
    genre: genreDuMembre(nouveau.membre),
    fonction: nouveau.fonction,
    structure: nouveau.structure,
    telephone: nouveau.telephone,
    debut: nouveau.debut,
    fin: nouveau.fin,
    fondement: nouveau.fondement,
    ajoutePar,
  };
}
