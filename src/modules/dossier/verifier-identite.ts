import { porteeSysteme } from '#acces/portee.ts';
import {
  incoherences,
  jugerPiece,
  PIECES,
  traitsDepuisPatient,
  type RefusPiece,
  type TraitsIdentite,
} from '#fhir/identite/index.ts';
import { lireReglage } from '#modules/territoire/index.ts';
import { action } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { marquerIdentite as contratMarquer, verifierPiece as contratVerifier } from './contract.ts';
import { gererIdentite } from './droits.ts';
import { arreterLesEnvois, reprendreLesEnvois } from './envois.ts';
import { IdentiteMarquee, IdentiteVerifiee } from './faits.ts';
import { apres, lireALaVersion, statutVu } from './gerer-identite.ts';
import { aujourdhui, remplacerTraits } from './identite.ts';
import { insConnueDe, qualifierInsConnue, retirerIns } from './ins.ts';
import { estMineur } from './presentation.ts';
import { refus } from './refus.ts';

const REFUS_DE_PIECE: Readonly<Record<RefusPiece, () => Error>> = {
  non_probante: () => refus.piece_non_probante(),
  reservee_aux_mineurs: () => refus.piece_de_mineur(),
  piece_d_un_parent: () => refus.piece_d_un_parent(undefined, { pieceDUnParent: refus.piece_d_un_parent().texte }),
  perimee: () => refus.piece_perimee(),
};

/** A document was seen: kind, date and agent are kept, never its copy (INS-07). With an INS already retrieved, the identity is qualified. */
export const verifierPiece = action(contratVerifier, {
  apresDeces: 'identite',
  droit: gererIdentite,
  faire: async ({ entree, acteur, tx }) => {
    const lue = await lireALaVersion(tx, entree.patient, entree.version);
    const traits = traitsDepuisPatient(lue.ressource);
    const motif = jugerPiece(entree.piece, {
      mineur: estMineur(traits, aujourdhui(tx)),
      pieceDUnParent: entree.pieceDUnParent,
      perimee: entree.perimee,
      ehpad: entree.residentEhpad && (await lireReglage(tx.sql, 'identite'))?.pieceEhpad === true,
    });
    if (motif !== undefined) throw REFUS_DE_PIECE[motif]();
    if (!complete(traits)) throw refus.identite_incomplete();
    const verifies = await controlee(tx, entree.patient, {
      ...traits,
      fiabilite: { ...apres(traits.fiabilite, 'piece_controlee'), piece: entree.piece, dateControle: aujourdhui(tx) },
    });
    const version = await remplacerTraits(tx, lue, verifies);
    const statutIns = statutVu(verifies.fiabilite);
    await tx.fait(IdentiteVerifiee, {
      objet: `Patient/${entree.patient}`,
      patient: entree.patient,
      lecteurs: [acteur.ref],
      donnees: { statut: statutIns.mots, piece: PIECES[entree.piece]?.libelle ?? entree.piece },
    });
    return { version, statutIns };
  },
});

const complete = ({ nomNaissance, prenomsNaissance, dateNaissance, sexe }: TraitsIdentite): boolean =>
  nomNaissance !== undefined && prenomsNaissance.length > 0 && dateNaissance !== undefined && sexe !== 'inconnu';

/** A retrieved identity whose document was checked is qualified, with the matricule kept beside it until now. */
async function controlee(tx: Transaction, patient: string, traits: TraitsIdentite): Promise<TraitsIdentite> {
  if (traits.fiabilite.statut !== 'QUAL') return traits;
  const connue = traits.ins ?? (await insConnueDe(tx, patient));
  const qualifies =
    connue === undefined ? traits : { ...traits, ins: { matricule: connue.matricule, oid: connue.oid } };
  if (incoherences(qualifies).length > 0) throw refus.qualification_incomplete();
  await qualifierInsConnue(tx, patient);
  return qualifies;
}

/** Doubt about an identity, or its end: what depends on a qualified identity stops at once, what waited to leave too (INS-05). */
export const marquerIdentite = action(contratMarquer, {
  apresDeces: 'identite',
  droit: gererIdentite,
  faire: async ({ entree, acteur, tx }) => {
    const lue = await lireALaVersion(tx, entree.patient, entree.version);
    const traits = traitsDepuisPatient(lue.ressource);
    const fiabilite = apres(traits.fiabilite, entree.marque);
    const version = await remplacerTraits(tx, lue, { ...traits, fiabilite });
    const levee = entree.marque === 'marque_levee';
    const envois = levee ? await reprendreLesEnvois(tx, entree.patient) : await douter(tx, entree.patient);
    await tx.fait(IdentiteMarquee, {
      objet: `Patient/${entree.patient}`,
      patient: entree.patient,
      lecteurs: [acteur.ref],
      donnees: {
        phrase: levee ? 'Doute sur l’identité levé' : 'Identité marquée douteuse',
        motif: [entree.motif, phraseDesEnvois(envois, levee)].filter((phrase) => phrase !== '').join('\n'),
      },
    });
    return { version, statutIns: statutVu(fiabilite) };
  },
});

async function douter(tx: Transaction, patient: string): Promise<number> {
  await retirerIns(tx, patient);
  return arreterLesEnvois(tx, patient);
}

function phraseDesEnvois(nombre: number, levee: boolean): string {
  if (nombre === 0) return '';
  const messages = nombre === 1 ? '1 message' : `${nombre} messages`;
  return levee ? `${messages} en attente de nouveau prêt à partir.` : `${messages} en attente arrêté avant de partir.`;
}

/** For the identity cell: a mark put by its own action. Gives how many waiting messages it stopped. */
export async function marquer(
  tx: Transaction,
  patient: string,
  evenement: 'marquee_douteuse' | 'marquee_homonyme',
): Promise<{ readonly arretes: number }> {
  const lue = await tx.lire('Patient', patient, porteeSysteme('identitovigilance'));
  const traits = traitsDepuisPatient(lue.ressource);
  await remplacerTraits(tx, lue, { ...traits, fiabilite: apres(traits.fiabilite, evenement) });
  return { arretes: evenement === 'marquee_douteuse' ? await douter(tx, patient) : 0 };
}
