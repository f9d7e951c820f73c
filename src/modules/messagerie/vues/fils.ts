import { sql } from 'kysely';
import { recuParNom } from '#acces/portee.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrats from '../contract.ts';
import { peutLire } from '../droits.ts';
import { boiteDeLaStructure } from '../fils/boites.ts';
import { NON_LU_JOURS } from '../parametres.ts';
import { tables } from '../tables.ts';
import { personneDe } from './fil.ts';
import { nomsDesPersonnes, presenterEnvoi, presenterMain, type LigneMain } from './presenter.ts';

const JOUR_MS = 86_400_000;
const LIMITE = 300;
const EXTRAIT = 140;

/** Threads of the mailbox of one's structure, sorted by what is expected, then by what will be late first. */
export const vueFils = vue(contrats.fils, {
  droit: peutLire,
  async lire({ entree, acteur, tx, maintenant }) {
    const lignes = await lireLignes(tx);
    const noms = await nomsDesPersonnes(
      tx,
      lignes.flatMap((l) => (l.patient === null ? [] : [l.patient])),
    );
    const groupes: Groupes = { repondre: [], faire: [], information: [] };
    for (const ligne of lignes) {
      const main = presenterMain(mainDe(ligne), acteur);
      const groupe = groupeDe(ligne, main);
      if (entree.groupe === undefined || entree.groupe === groupe)
        groupes[groupe].push(presenterLigne(ligne, main, noms, maintenant));
    }
    groupes.repondre.sort(parEcheance);
    groupes.faire.sort(parEcheance);
    return {
      boite: (await boiteDeLaStructure(tx))?.adresse ?? null,
      groupes,
      quarantaine: await compterQuarantaine(tx),
    };
  },
});

type Groupes = Record<(typeof contrats.GROUPES)[number], contrats.LigneFil[]>;

function presenterLigne(
  ligne: Ligne,
  main: contrats.Main | null,
  noms: ReadonlyMap<string, string>,
  maintenant: Date,
): contrats.LigneFil {
  const nonLu = estNonLu(ligne);
  return {
    id: ligne.id,
    correspondant: ligne.correspondant_nom,
    personne: personneDe(ligne, noms),
    sujet: ligne.sujet,
    dernierLe: ligne.dernier_le.toISOString(),
    dernierSens: ligne.sens,
    extrait: extrait(ligne.texte ?? ''),
    nonLu,
    oublie: nonLu && ligne.recu_le !== null && maintenant.getTime() - ligne.recu_le.getTime() > NON_LU_JOURS * JOUR_MS,
    envoi: ligne.sens === 'envoye' ? presenterEnvoi(courrielDe(ligne)) : null,
    main,
    genre: ligne.genre,
    objet: ligne.objet,
  };
}

type Ligne = Awaited<ReturnType<typeof lireLignes>>[number];

const DU_FIL = [
  'f.id',
  'f.patient',
  'f.correspondant_nom',
  'f.sujet',
  'f.dernier_le',
  'f.recu_le',
  'f.genre',
  'f.objet',
] as const;
const DU_DERNIER = [
  'c.sens',
  'c.texte',
  'c.etat',
  'c.parti_le',
  'c.remis_le',
  'c.lu_le',
  'c.repondu_le',
  'c.non_remis_le',
  'c.motif',
  'c.autre_canal',
  'c.relaye_le',
  'c.relaye_par',
  'c.envoi',
] as const;
const MAIN_DU_FIL = [
  'mf.etat as mf_etat',
  'mf.qui as mf_qui',
  'mf.qui_nom as mf_qui_nom',
  'mf.depuis as mf_depuis',
  'mf.prochaine as mf_prochaine',
  'mf.due_le as mf_due_le',
  'mf.attente as mf_attente',
] as const;
const MAIN_DE_L_OBJET = [
  'mo.etat as mo_etat',
  'mo.qui as mo_qui',
  'mo.qui_nom as mo_qui_nom',
  'mo.depuis as mo_depuis',
  'mo.prochaine as mo_prochaine',
  'mo.due_le as mo_due_le',
  'mo.attente as mo_attente',
] as const;

async function lireLignes(tx: Transaction) {
  const structures = [...tx.acteur.refs];
  return tables(tx)
    .selectFrom('fil_message as f')
    .innerJoin('courriel as c', (on) => on.on('c.id', '=', dernierCourriel))
    .leftJoin('main_ouverte as mf', (on) =>
      on.on('mf.objet', '=', sql<string>`'Task/' || f.id`).on('mf.etat', '<>', 'termine'),
    )
    .leftJoin('main_ouverte as mo', (on) => on.onRef('mo.objet', '=', 'f.objet').on('mo.etat', '<>', 'termine'))
    .select(DU_FIL)
    .select(DU_DERNIER)
    .select(['f.lu_le as fil_lu_le', 'c.recu_le as c_recu_le'])
    .select(MAIN_DU_FIL)
    .select(MAIN_DE_L_OBJET)
    .where('f.reuni_a', 'is', null)
    .where('f.structure', 'in', structures.length === 0 ? [''] : structures)
    .where(recuParNom(tx.acteur, tx.maintenant, 'f', 'fil'))
    .orderBy('f.dernier_le', 'desc')
    .limit(LIMITE)
    .execute();
}

const dernierCourriel = sql<string>`(
  select x.id
  from courriel x
  where x.fil = f.id and x.communication is not null
  order by x.recu_le desc, x.id desc
  limit 1)`;

/** The hand on the message itself first; else on the thing the thread is about. */
function mainDe(ligne: Ligne): LigneMain | undefined {
  if (ligne.mf_etat !== null && ligne.mf_depuis !== null && ligne.mf_attente !== null) {
    return {
      etat: ligne.mf_etat,
      qui: ligne.mf_qui,
      qui_nom: ligne.mf_qui_nom,
      depuis: ligne.mf_depuis,
      prochaine: ligne.mf_prochaine,
      due_le: ligne.mf_due_le,
      attente: ligne.mf_attente,
    };
  }
  if (ligne.mo_etat === null || ligne.mo_depuis === null || ligne.mo_attente === null) return undefined;
  return {
    etat: ligne.mo_etat,
    qui: ligne.mo_qui,
    qui_nom: ligne.mo_qui_nom,
    depuis: ligne.mo_depuis,
    prochaine: ligne.mo_prochaine,
    due_le: ligne.mo_due_le,
    attente: ligne.mo_attente,
  };
}

/** A message of the mailbox is expected of the whole team; the thing of another room, only of whoever holds it. */
function groupeDe(ligne: Ligne, main: contrats.Main | null): (typeof contrats.GROUPES)[number] {
  if (main === null) return 'information';
  return ligne.mf_etat !== null || main.aMoi ? main.attente : 'information';
}

function estNonLu(ligne: Ligne): boolean {
  return ligne.recu_le !== null && (ligne.fil_lu_le === null || ligne.fil_lu_le < ligne.recu_le);
}

function courrielDe(ligne: Ligne) {
  const {
    etat,
    parti_le,
    remis_le,
    lu_le,
    repondu_le,
    non_remis_le,
    motif,
    autre_canal,
    relaye_le,
    relaye_par,
    c_recu_le,
  } = ligne;
  return {
    etat,
    parti_le,
    remis_le,
    lu_le,
    repondu_le,
    non_remis_le,
    motif,
    autre_canal,
    relaye_le,
    relaye_par,
    recu_le: c_recu_le,
  };
}

function extrait(texte: string): string {
  const net = texte.replaceAll(/\s+/g, ' ').trim();
  return net.length <= EXTRAIT ? net : `${net.slice(0, EXTRAIT - 1).trimEnd()}…`;
}

function parEcheance(a: contrats.LigneFil, b: contrats.LigneFil): number {
  return (a.main?.dueLe ?? '9').localeCompare(b.main?.dueLe ?? '9') || b.dernierLe.localeCompare(a.dernierLe);
}

async function compterQuarantaine(tx: Transaction): Promise<number> {
  const boite = await boiteDeLaStructure(tx);
  if (boite === undefined) return 0;
  const ligne = await tables(tx)
    .selectFrom('courriel as c')
    .select(sql<number>`count(*)::int`.as('nombre'))
    .where('c.etat', '=', 'quarantaine')
    .where('c.boite', '=', boite.adresse)
    .executeTakeFirstOrThrow();
  return ligne.nombre;
}
