import type { Task } from '@medplum/fhirtypes';
import { permis } from '#acces/decision.ts';
import { porteeSysteme } from '#acces/portee.ts';
import { lireReference, type Identifiee } from '#fhir/types.ts';
import { refusCommuns } from '#lib/refus.ts';
import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { remonterAuDac } from '#modules/cercle/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { action } from '#socle/action.ts';
import type { Sonnerie } from '#socle/module.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Transaction } from '#socle/transaction.ts';
import { aSavoirDe, flagDe, type ASavoir } from './a-savoir.ts';
import {
  ajouterASavoir as contratAjouter,
  confirmerASavoir as contratConfirmer,
  repondreASavoir as contratRepondre,
  signalerFaux as contratSignaler,
} from './contract.ts';
import { lirePersonne, surLigne } from './droits.ts';
import {
  ASavoirAjoute,
  ASavoirPratiqueAjoute,
  ASavoirRemonte,
  ASavoirRevu,
  ASavoirSignale,
  ASavoirSocialAjoute,
} from './faits.ts';
import { refus } from './refus.ts';
import { contester, peutEcrireASavoir, repondre } from './rules.ts';

export const CAUSE_CONTESTE = 'dossier.a_savoir_conteste';
const TITRE = 'Une ligne que vous avez écrite est signalée comme fausse';
const PROCHAINE = 'confirmer, corriger ou retirer la ligne';
/** Worked days given to the author before the question goes up [P]. */
const DELAI_REPONSE = { joursOuvres: 2 };

const FAITS_PAR_TYPE = { MED: ASavoirAjoute, SOC: ASavoirSocialAjoute, COO: ASavoirPratiqueAjoute } as const;

export const ajouterASavoir = action(contratAjouter, {
  droit: async (demande) => {
    if (!peutEcrireASavoir(demande.acteur.role, demande.entree.type)) throw refus.famille_fermee();
    return lirePersonne(demande);
  },
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const ligne: ASavoir = {
      id: tx.nouvelId(),
      patient: entree.patient,
      texte: entree.texte,
      type: entree.type,
      auteur: { ref: acteur.ref, nom: acteur.nom },
      le: maintenant,
      verifie: { par: acteur.nom, le: maintenant },
      active: true,
    };
    await tx.ecrire(flagDe(ligne));
    await tx.fait(FAITS_PAR_TYPE[entree.type], {
      objet: `Flag/${ligne.id}`,
      patient: entree.patient,
      lecteurs: [acteur.ref],
      donnees: { texte: entree.texte },
    });
    return { id: ligne.id };
  },
});

/** « C’est toujours vrai »: anybody who reads the line may say so, and the line is fresh again. */
export const confirmerASavoir = action(contratConfirmer, {
  droit: ({ acteur }) => surLigne(acteur),
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { ligne, version } = await charger(tx, entree.id, entree.version);
    if (ligne.conteste !== undefined) throw refus.deja_conteste();
    const confirmee = repondre(ligne, { decision: 'confirmer' }, acteur.nom, maintenant);
    return { version: await enregistrer(tx, confirmee, version, 'confirmer') };
  },
});

/** « Ceci est faux »: the author is asked, with a date; meanwhile the line says it is disputed. */
export const signalerFaux = action(contratSignaler, {
  droit: ({ acteur }) => surLigne(acteur),
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { ligne, version } = await charger(tx, entree.id, entree.version);
    const a = await quiRepond(tx, ligne);
    const tache = tx.nouvelId();
    const contestee = contester(ligne, acteur.refs, {
      par: acteur.nom,
      le: maintenant,
      motif: entree.motif,
      tache: `Task/${tache}`,
    });
    await tx.ecrire(flagDe(contestee), version);
    const dueLe = ajouterDelaiOuvre(maintenant, DELAI_REPONSE, CALENDRIER_PAR_DEFAUT);
    await tx.ecrire(tacheDe(tache, contestee, { par: { ref: acteur.ref, nom: acteur.nom }, a, le: maintenant, dueLe }));
    await tx.passerLaMain({
      objet: `Task/${tache}`,
      genre: 'tache',
      etat: 'attend',
      titre: TITRE,
      patient: ligne.patient,
      a,
      prochaine: PROCHAINE,
      dueLe,
      cause: CAUSE_CONTESTE,
      attente: 'repondre',
      lecteurs: [acteur.ref, a.ref],
    });
    await tx.fait(ASavoirSignale, {
      objet: `Flag/${ligne.id}`,
      patient: ligne.patient,
      lecteurs: [acteur.ref, ligne.auteur.ref],
      donnees: { a: a.nom },
    });
    return { tache: `Task/${tache}`, a: a.nom };
  },
});

/** Whoever wrote it; somebody of the DAC when no person did (imported, or received from a device). */
async function quiRepond(tx: Transaction, { auteur }: ASavoir): Promise<Porteur> {
  if (/^Practitioner(?:Role)?\//.test(auteur.ref)) return auteur;
  const file = await fileDe(tx.sql, 'dac');
  const [premier] = file.porteurs;
  return premier === undefined ? auteur : { ref: premier.ref, nom: premier.nom, file: file.nom };
}

interface Question {
  readonly par: Porteur;
  readonly a: Porteur;
  readonly le: Date;
  readonly dueLe: Date;
}

function tacheDe(id: string, ligne: ASavoir, { par, a, le, dueLe }: Question): Identifiee<Task> {
  return {
    resourceType: 'Task',
    id,
    status: 'requested',
    intent: 'order',
    code: { coding: [{ system: 'urn:cordee:tache', code: 'a-savoir-conteste' }], text: TITRE },
    focus: { reference: `Flag/${ligne.id}` },
    for: { reference: `Patient/${ligne.patient}` },
    authoredOn: le.toISOString(),
    requester: { reference: par.ref, display: par.nom },
    owner: { reference: a.ref, display: a.nom },
    restriction: { period: { end: dueLe.toISOString() } },
  };
}

/** The author, or whoever holds the question today, confirms, corrects or removes the line. */
export const repondreASavoir = action(contratRepondre, {
  apresDeces: 'cloture',
  droit: ({ acteur }) => (acteur.genre === 'compte' ? permis('dossier:auteur-ou-porteur') : surLigne(acteur)),
  faire: async ({ entree, acteur, tx, maintenant }) => {
    const { ligne, version } = await charger(tx, entree.id, entree.version);
    if (!(await peutRepondre(tx, ligne))) throw refus.pas_auteur();
    const revue = repondre(ligne, entree, acteur.nom, maintenant);
    if (ligne.conteste !== undefined) await fermerTache(tx, ligne.conteste.tache);
    return { version: await enregistrer(tx, revue, version, entree.decision) };
  },
});

/** Its author always; while it is disputed, also whoever was given the question. */
export async function peutRepondre(tx: Transaction, ligne: ASavoir): Promise<boolean> {
  if (tx.acteur.refs.includes(ligne.auteur.ref)) return true;
  if (ligne.conteste === undefined) return false;
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select('main_ouverte.qui')
    .where('main_ouverte.objet', '=', ligne.conteste.tache)
    .where('main_ouverte.etat', '<>', 'termine')
    .executeTakeFirst();
  return tx.acteur.refs.includes(main?.qui ?? '');
}

async function charger(tx: Transaction, id: string, version: number): Promise<{ ligne: ASavoir; version: number }> {
  const lue = await tx.lire('Flag', id);
  if (lue.version !== version) throw refusCommuns.version_perimee();
  return { ligne: aSavoirDe(lue.ressource), version: lue.version };
}

async function enregistrer(
  tx: Transaction,
  ligne: ASavoir,
  version: number,
  decision: 'confirmer' | 'corriger' | 'retirer',
): Promise<number> {
  const nouvelle = await tx.ecrire(flagDe(ligne), version);
  await tx.fait(ASavoirRevu, {
    objet: `Flag/${ligne.id}`,
    patient: ligne.patient,
    lecteurs: [tx.acteur.ref, ligne.auteur.ref],
    donnees: { decision },
  });
  return nouvelle;
}

async function fermerTache(tx: Transaction, objet: string): Promise<void> {
  const lue = await tx.lire('Task', lireReference(objet)?.id ?? '', porteeSysteme('dossier.a_savoir'));
  await tx.ecrire({ ...lue.ressource, status: 'completed' }, lue.version);
  await tx.poserLaMain(objet);
}

/** The author did not answer: somebody else of the DAC is asked, and reads the line through the task. */
export const aSavoirSansReponse: Sonnerie = async ({ tx, objet }) => {
  const remontee = await remonterAuDac(tx, objet, { prochaine: PROCHAINE, cause: CAUSE_CONTESTE });
  if (remontee === undefined) return;
  await partagerLaLigne(tx, objet, remontee.lecteurs);
  await tx.fait(ASavoirRemonte, {
    objet,
    patient: remontee.patient,
    lecteurs: remontee.lecteurs,
    donnees: { de: remontee.de, a: remontee.a },
  });
};

/** Whoever must answer must be able to read what it is about. */
async function partagerLaLigne(tx: Transaction, objet: string, lecteurs: readonly string[]): Promise<void> {
  const tache = await tx.lire('Task', lireReference(objet)?.id ?? '', porteeSysteme('dossier.a_savoir'));
  const flag = await tx.lire(
    'Flag',
    lireReference(tache.ressource.focus?.reference)?.id ?? '',
    porteeSysteme('dossier.a_savoir'),
  );
  await tx.ecrire(tache.ressource, tache.version, lecteurs);
  await tx.ecrire(flag.ressource, flag.version, lecteurs);
}
