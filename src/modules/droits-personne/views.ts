import { porteeSysteme } from '#acces/portee.ts';
import { toutCompte } from '#acces/decision.ts';
import { direRepresentant, recevantDe } from '#modules/cercle/index.ts';
import { identiteDe, resoudreIdentite } from '#modules/dossier/index.ts';
import { interrogerAvec } from '#lib/sql/requete.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import { LIBELLES } from './conservation/rules.ts';
import { lireLesDeparts } from './conservation/store.ts';
import * as contrat from './contract.ts';
import type { DepartVu, ExerciceVu } from './contract.ts';
import { estDeLaCellule, repondre, surLaPersonne, surUneDemande } from './droits.ts';
import { peutDecider } from './decider.ts';
import { gelDe } from './geler.ts';
import { estDecedee } from './noter.ts';
import { corrigeables } from './rectifier.ts';
import { refus } from './refus.ts';
import { charger, lister, porteurs, type Exercice } from './store.ts';
import { CLES_REMISES, ETATS, GENRES, MOTIFS_APRES_DECES, PORTEES, PREUVES, QUALITES, REMISES } from './vocabulaire.ts';

async function montrer(tx: Transaction, exercices: readonly Exercice[]): Promise<ExerciceVu[]> {
  const noms = await resoudreIdentite(tx, [...new Set(exercices.map(({ patient }) => patient))]);
  const mains = await porteurs(
    tx,
    exercices.map(({ id }) => id),
  );
  return exercices.map((e) => ({
    id: e.id,
    patient: e.patient,
    personne: noms.get(e.patient)?.nomAffiche ?? 'Dossier supprimé',
    genre: e.genre,
    titre: GENRES[e.genre],
    etat: e.etat,
    etatEnMots: ETATS[e.etat],
    ouverte: e.etat === 'ouverte' || e.etat === 'a_confirmer',
    demandeur: e.demandeur,
    qualite: QUALITES[e.qualite],
    recueLe: e.recue_le.toISOString(),
    auPlusTard: e.au_plus_tard.toISOString(),
    qui: mains.get(e.id),
  }));
}

async function montrerLesDeparts(tx: Transaction): Promise<DepartVu[]> {
  const departs = Map.groupBy(await lireLesDeparts(interrogerAvec(tx.sql)), ({ patient }) => patient);
  const montres = [...departs].slice(0, 200);
  const noms = await resoudreIdentite(
    tx,
    montres.map(([patient]) => patient),
  );
  return montres.flatMap(([patient, parts]) => {
    const [premiere] = parts;
    if (premiere === undefined) return [];
    const attendue = parts.find((d) => d.confirmePar === null);
    return [
      {
        patient,
        personne: noms.get(patient)?.nomAffiche ?? 'Dossier supprimé',
        quoi: parts.map(({ categorie }) => LIBELLES[categorie]),
        partLe: premiere.partLe,
        qui: premiere.porteurNom,
        etape: attendue === undefined ? 'decide' : parts.some((d) => d.proposePar === null) ? 'annonce' : 'propose',
        proposePar: attendue?.proposeParNom ?? undefined,
        parMoi: parts.some((d) => d.proposePar === tx.acteur.id),
      },
    ];
  });
}

export const detail = vue(contrat.detail, {
  droit: surUneDemande,
  lire: async ({ entree, acteur, tx, maintenant }) => {
    const e = await charger(tx, entree.id);
    const [vu] = await montrer(tx, [e]);
    if (vu === undefined) throw refus.deja_repondue();
    return {
      ...vu,
      preuve: PREUVES[e.preuve],
      motif: e.motif === null ? undefined : MOTIFS_APRES_DECES[e.motif],
      portee: PORTEES[e.portee],
      demande: e.demande ?? undefined,
      notePar: e.note_par_nom,
      pasAvant: e.pas_avant?.toISOString(),
      decision: e.decision ?? undefined,
      decideePar: e.decidee_par_nom ?? undefined,
      confirmeePar: e.confirmee_par_nom ?? undefined,
      remise: CLES_REMISES.filter((cle) => cle === e.remise_comment).map((cle) => REMISES[cle])[0],
      remiseLe: e.remise_le?.toISOString(),
      peutRepondre: e.etat === 'ouverte' && (await peutDecider({ entree, acteur, tx })).permis,
      peutConfirmer: e.etat === 'a_confirmer' && e.decidee_par !== acteur.id && (await estDeLaCellule(tx)),
      destinataires: Array.isArray(e.destinataires) ? e.destinataires.map(String) : [],
      remettreFermee: e.pas_avant !== null && e.pas_avant > maintenant ? refus.trop_tot().texte : undefined,
    };
  },
});

/** The cell receives requests for persons it does not follow; the others see whom they may read. */
async function representantsProposes(tx: Transaction, patient: string) {
  const portee = (await estDeLaCellule(tx)) ? porteeSysteme('droits-personne.demande') : tx.portee;
  return (await recevantDe(tx, patient, portee)).map((r) => ({ id: r.id, libelle: direRepresentant(r) }));
}

export const dePersonne = vue(contrat.dePersonne, {
  droit: surLaPersonne,
  lire: async ({ entree, tx }) => ({
    personne: (await identiteDe(tx, entree.patient)).nomAffiche,
    decedee: await estDecedee(tx, entree.patient),
    demandes: await montrer(tx, await lister(tx, entree)),
    gel: await gelDe(tx, entree.patient).then(
      (g) => g && { motif: g.motif, par: g.pose_par_nom, le: g.pose_le.toISOString() },
    ),
    peutGeler: await estDeLaCellule(tx),
    representants: await representantsProposes(tx, entree.patient),
    elements: await corrigeables(tx, entree.patient),
  }),
});

export const liste = vue(contrat.liste, {
  droit: async (demande) => {
    const decision = toutCompte(demande.acteur);
    return decision.permis ? repondre(demande) : decision;
  },
  lire: async ({ tx }) => ({
    demandes: await montrer(tx, await lister(tx, 'ouvertes')),
    departs: await montrerLesDeparts(tx),
  }),
});
