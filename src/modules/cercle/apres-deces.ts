import type { Communication } from '@medplum/fhirtypes';
import { interdit, reserveA, type Decision } from '#acces/decision.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { IDENTITOVIGILANCE, ROLES } from '#acces/roles.ts';
import { SYSTEME_FAMILLE } from '#fhir/index/index.ts';
import type { Identifiee } from '#fhir/types.ts';
import { action, vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract-deces.ts';
import { GENRES_DE_COMPLEMENT, type GenreDeComplement } from './contract-deces.ts';
import { lirePersonne, modifierLeCercle, noterSonAvis, pourquoiNePasModifier } from './droits.ts';
import { ComplementAjoute, DecesCorrige, DossierClos } from './faits-deces.ts';
import { refus } from './refus.ts';

/** `Communication.category` of an addendum written after the record was frozen. */
const SYSTEME_COMPLEMENT = 'urn:cordee:complement';
const FAMILLE_DU_GENRE = { clinique: 'MED', social: 'SOC' } as const;

/** Since when this death is known here, and from when nothing is written any more; undefined for somebody alive. */
async function decesConnu(tx: Transaction, patient: string) {
  return tx.sql
    .selectFrom('deces_connu')
    .select(['deces_connu.fige_le', 'deces_connu.clos_par'])
    .where('deces_connu.patient', '=', patient)
    .executeTakeFirst();
}

/** The page of a dead person. Addenda are those the reader may read. */
export const deces = vue(contrat.deces, {
  droit: lirePersonne,
  lire: async ({ entree, acteur, tx, maintenant }) => {
    const connu = await decesConnu(tx, entree.patient);
    if (connu === undefined) return {};
    const fiche = await tx.magasin.lire('Patient', entree.patient, tx.portee);
    const complements = await tx.magasin.chercher(
      'Communication',
      { patient: entree.patient, toks: [`category=${SYSTEME_COMPLEMENT}|apres-deces`] },
      tx.portee,
    );
    return {
      deces: {
        le: fiche?.ressource.deceasedDateTime,
        figeLe: connu.fige_le.toISOString(),
        fige: connu.fige_le <= maintenant,
        closPar: connu.clos_par ?? undefined,
        clorePourquoi: await pourquoiNePasModifier(tx, acteur, entree.patient),
        corrigeable: IDENTITOVIGILANCE.includes(acteur.role),
        complements: complements.map(({ ressource }) => complementVu(ressource)),
      },
    };
  },
});

function complementVu(r: Identifiee<Communication>) {
  return {
    id: r.id,
    le: r.sent ?? '',
    par: r.sender?.display ?? '',
    genre: r.topic?.text ?? '',
    texte: r.payload?.[0]?.contentString ?? '',
  };
}

/** « Clore le dossier » : nothing more is written, without waiting for the delay. What is still open can still be closed. */
export const cloreDossier = action(contrat.cloreDossier, {
  apresDeces: 'cloture',
  droit: modifierLeCercle,
  faire: async ({ entree: { patient }, acteur, tx, maintenant }) => {
    const connu = await decesConnu(tx, patient);
    if (connu === undefined) throw refus.pas_decede();
    if (connu.fige_le <= maintenant) throw refus.deja_clos();
    await tx.sql
      .updateTable('deces_connu')
      .set({ fige_le: maintenant, clos_par: acteur.nom })
      .where('deces_connu.patient', '=', patient)
      .execute();
    await tx.fait(DossierClos, {
      objet: `Patient/${patient}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { par: acteur.nom },
    });
    return { figeLe: maintenant.toISOString() };
  },
});

interface Complement {
  readonly entree: { readonly patient: string; readonly genre: GenreDeComplement };
  readonly acteur: Transaction['acteur'];
  readonly tx: Transaction;
}

async function ajouterAuDossierClos(demande: Complement): Promise<Decision> {
  const lecture = await noterSonAvis(demande);
  if (!lecture.permis || demande.entree.genre !== 'clinique' || ROLES[demande.acteur.role].clinique) return lecture;
  return interdit('Un complément de soin est écrit par un soignant. Choisissez « Social », ou demandez à un soignant.');
}

/** The only thing still written about her: dated, signed, with its reason, read by those who read its family (SP-16). */
export const ajouterComplement = action(contrat.ajouterComplement, {
  apresDeces: 'complement',
  droit: ajouterAuDossierClos,
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { patient, genre, texte, motif } = entree;
    if ((await decesConnu(tx, patient)) === undefined) throw refus.pas_decede();
    const id = tx.nouvelId();
    await tx.ecrire({
      resourceType: 'Communication',
      id,
      meta: { security: [{ system: SYSTEME_FAMILLE, code: FAMILLE_DU_GENRE[genre] }] },
      status: 'completed',
      category: [{ coding: [{ system: SYSTEME_COMPLEMENT, code: 'apres-deces' }] }],
      topic: { text: GENRES_DE_COMPLEMENT[genre] },
      subject: { reference: `Patient/${patient}` },
      sender: { reference: acteur.ref, display: acteur.nom },
      sent: maintenant.toISOString(),
      reasonCode: [{ text: motif }],
      payload: [{ contentString: texte }],
    });
    await tx.fait(ComplementAjoute, {
      objet: `Communication/${id}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { par: acteur.nom },
    });
    return { id };
  },
});

/** Noted by mistake: the file says so no more, and the base opens the record again with it. */
export const corrigerDeces = action(contrat.corrigerDeces, {
  apresDeces: 'identite',
  droit: async (demande) => {
    const lecture = await lirePersonne(demande);
    return lecture.permis ? reserveA(IDENTITOVIGILANCE, 'Corriger un décès noté par erreur')(demande.acteur) : lecture;
  },
  faire: async ({ entree: { patient, motif }, acteur, tx }) => {
    const { ressource, version } = await tx.lire('Patient', patient, porteeSysteme('cercle.deces'));
    const { deceasedDateTime, deceasedBoolean, ...vivante } = ressource;
    if (deceasedDateTime === undefined && deceasedBoolean !== true) throw refus.pas_decede();
    const lecteurs = await tx.magasin.lecteursDe('Patient', patient);
    const nouvelle = await tx.ecrire(vivante, version, lecteurs);
    await tx.fait(DecesCorrige, {
      objet: `Patient/${patient}`,
      patient,
      lecteurs: [acteur.ref],
      donnees: { par: acteur.nom, motif },
    });
    return { version: nouvelle };
  },
});
