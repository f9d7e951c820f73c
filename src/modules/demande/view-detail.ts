import type { Acteur } from '#acces/acteur.ts';
import { toutCompte, type Decision } from '#acces/decision.ts';
import { identiteDe, trouverCandidats } from '#modules/dossier/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { objetDe, type Demande } from './demande.ts';
import { peutQualifier, peutRouvrir } from './droits.ts';
import { refus } from './refus.ts';
import { charger } from './store.ts';
import { LIBELLES, peutPasser, type Statut } from './statut.ts';
import { mainEnVue } from './view-file.ts';

/** One request, with everything the screen needs and, for each action, why it is closed to this reader now. */
export const detail = vue(contrat.detail, {
  droit: ({ acteur }) => toutCompte(acteur),
  async lire({ entree, acteur, tx }) {
    const d = await charger(tx, entree.id);
    const file = await fileDe(tx.sql, 'dac');
    const identite = d.patient === undefined ? undefined : await identiteDe(tx, d.patient);
    return {
      ...d,
      libelle: LIBELLES[d.statut].equipe,
      deposeeLe: d.deposeeLe.toISOString(),
      motifs: [...d.motifs],
      candidat: { ...d.candidat },
      demandeur: { ...d.demandeur },
      patient:
        identite === undefined
          ? undefined
          : {
              id: identite.id,
              nom: identite.nomAffiche,
              ...(identite.naissance === undefined ? {} : { naissance: identite.naissance }),
            },
      rapprochements: identite !== undefined || !peutQualifier(acteur).permis ? [] : await candidats(tx, d),
      complements: d.complements.map((c) => ({
        ...c,
        poseeLe: c.poseeLe.toISOString(),
        repondueLe: c.repondueLe?.toISOString(),
      })),
      decisions: d.decisions.map((x) => ({
        quoi: x.quoi,
        libelle: LIBELLES[x.quoi].equipe,
        texte: x.texte,
        le: x.le.toISOString(),
        prochaine: x.prochaineEtape?.texte,
      })),
      suspendue: d.suspendueDepuis !== undefined,
      referent: d.referent?.nom,
      cloture: d.cloture === undefined ? undefined : { ...d.cloture, le: d.cloture.le.toISOString() },
      main: await mainDe(tx, objetDe(d)),
      ferme: fermetures(acteur, d),
      equipe: file.porteurs.map((p) => ({ ref: p.ref, nom: p.nom })),
    };
  },
});

async function candidats(tx: Transaction, d: Demande) {
  const trouves = await trouverCandidats(tx, d.candidat);
  return trouves.map((r) => ({ ...r, motifs: [...r.motifs], conflits: [...r.conflits] }));
}

export async function mainDe(tx: Transaction, objet: string) {
  const ligne = await tx.sql
    .selectFrom('main_ouverte')
    .select([
      'main_ouverte.etat',
      'main_ouverte.qui',
      'main_ouverte.qui_nom',
      'main_ouverte.file',
      'main_ouverte.depuis',
    ])
    .select(['main_ouverte.prochaine', 'main_ouverte.due_le', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', objet)
    .executeTakeFirstOrThrow();
  return mainEnVue(ligne);
}

/** The screen asks the same rules as the actions why a button is closed, and says so. */
function fermetures(acteur: Acteur, d: Demande): Record<string, string> {
  const raisons: Record<string, string | undefined> = {
    prendre:
      siPasPermis(peutQualifier(acteur)) ??
      (d.proprietaire?.ref === acteur.ref
        ? 'Vous avez déjà cette demande.'
        : siImpossible(d, 'en_qualification', ['deposee', 'recue'])),
    complement:
      siPasPermis(peutQualifier(acteur)) ??
      (d.complements.length > 0 ? refus.un_seul_complement().texte : siImpossible(d, 'complement_demande')),
    decider: siPasPermis(peutQualifier(acteur)) ?? siImpossible(d, 'evaluation'),
    suivre: siPasPermis(peutQualifier(acteur)) ?? siImpossible(d, 'suivi'),
    clore: siPasPermis(peutQualifier(acteur)) ?? siImpossible(d, 'cloturee'),
    rouvrir:
      siPasPermis(peutRouvrir(acteur, d)) ?? (d.statut === 'cloturee' ? undefined : 'La demande n’est pas close.'),
  };
  return Object.fromEntries(Object.entries(raisons).filter((r): r is [string, string] => r[1] !== undefined));
}

const siPasPermis = (decision: Decision): string | undefined => (decision.permis ? undefined : decision.texte);

function siImpossible(d: Demande, vers: Statut, depuis?: readonly Statut[]): string | undefined {
  const possible = depuis === undefined ? peutPasser(d.statut, vers) : depuis.includes(d.statut);
  return possible ? undefined : `À cette étape (${LIBELLES[d.statut].equipe.toLowerCase()}), ce n’est pas possible.`;
}
