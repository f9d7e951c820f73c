import { toutCompte } from '#acces/decision.ts';
import { identiteDe, trouverCandidats } from '#modules/dossier/index.ts';
import { filsDe } from '#modules/messagerie/index.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { vue } from '#socle/action.ts';
import type { Transaction } from '#socle/transaction.ts';
import * as contrat from './contract.ts';
import { objetDe, type Demande } from './demande.ts';
import { peutAccueillir } from './droits.ts';
import { medecinTraitantDe } from './medecin-traitant/prevenir.ts';
import { charger } from './store.ts';
import { LIBELLES } from './statut.ts';
import { fermetures } from './view-fermetures.ts';
import { mainEnVue } from './view-file.ts';
import { passeDe } from './view-histoire.ts';

/** One request, with everything the screen needs and, for each action, why it is closed to this reader now. */
export const detail = vue(contrat.detail, {
  droit: ({ acteur }) => toutCompte(acteur),
  async lire({ entree, acteur, tx, maintenant }) {
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
      medecinTraitant: d.patient === undefined ? undefined : await medecinTraitantEnVue(tx, d),
      rapprochements: identite !== undefined || !peutAccueillir(acteur).permis ? [] : await candidats(tx, d),
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
      priseLe: d.qualifieeLe?.toISOString(),
      retours: d.retours.length,
      referent: d.referent?.nom,
      cloture: d.cloture === undefined ? undefined : { ...d.cloture, le: d.cloture.le.toISOString() },
      main: await mainDe(tx, objetDe(d)),
      ferme: fermetures(acteur, d, maintenant),
      equipe: file.porteurs.map((p) => ({ ref: p.ref, nom: p.nom })),
      ...(await passeDe(tx, d)),
      fils: (await filsDe(tx, objetDe(d))).map((f) => ({
        id: f.fil,
        avec: f.correspondant.nom,
        messages: f.messages.length,
      })),
    };
  },
});

/** Without a secure address, whoever decides calls. */
async function medecinTraitantEnVue(tx: Transaction, d: Demande) {
  const { suite, adresse, telephone } = await medecinTraitantDe(tx, d);
  if (suite.etat === 'inconnu') return { etat: suite.etat };
  const etat = suite.etat === 'a_prevenir' && adresse === undefined ? ('a_appeler' as const) : suite.etat;
  return { etat, nom: suite.medecin.nom, telephone };
}

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
    .select(['main_ouverte.prochaine', 'main_ouverte.due_le', 'main_ouverte.clos_le', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', objet)
    .executeTakeFirstOrThrow();
  return mainEnVue(ligne);
}
