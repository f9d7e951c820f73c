import { porteeSysteme } from '#acces/portee.ts';
import { fileDe } from '#modules/territoire/index.ts';
import { vue } from '#socle/action.ts';
import * as contrat from './contract.ts';
import { objetDe, type Demande } from './demande.ts';
import { peutSuivre } from './droits.ts';
import { charger } from './store.ts';
import { LIBELLES, estTermine } from './statut.ts';
import { mainDe } from './view-detail.ts';

/**
 * The parcel-tracking page of the requester, opened by a link, without account. Progress, human names of the team and a
 * phone: never the person's name, a reason, a text or any other health datum.
 */
export const suivi = vue(contrat.suivi, {
  droit: ({ acteur }) => peutSuivre(acteur),
  async lire({ acteur, tx }) {
    const d = await charger(tx, acteur.lien?.objet ?? '', porteeSysteme('demande.suivi'));
    const file = await fileDe(tx.sql, 'dac');
    const main = await mainDe(tx, objetDe(d));
    const telephone = file.porteurs.find((p) => p.ref === main.quiRef)?.telephone ?? file.porteurs[0]?.telephone;
    return {
      reference: d.reference,
      deposeeLe: d.deposeeLe.toISOString(),
      terminee: estTermine(d.statut),
      main: {
        ...main,
        ...(main.prochaine === undefined
          ? {}
          : { prochaine: estTermine(d.statut) ? 'Terminé' : prochaineSansDonnee(d, main.prochaine) }),
      },
      rendezVous: estUneEtapeDatee(d, main.prochaine),
      ...(telephone === undefined ? {} : { telephone }),
      etapes: etapes(d),
    };
  },
});

/** The wording of a planned step may hold a health datum: a visit is called a visit, anything else a step. */
function prochaineSansDonnee(d: Demande, prochaine: string): string {
  if (d.statut === 'complement_demande')
    return d.suspendueDepuis === undefined ? 'Notre appel' : 'Votre réponse à notre question';
  if (!estUneEtapeDatee(d, prochaine)) return prochaine;
  return d.statut === 'evaluation' ? 'La visite' : 'Une étape est prévue';
}

const estUneEtapeDatee = (d: Demande, prochaine: string | undefined): boolean =>
  prochaine !== undefined && d.decisions.at(-1)?.prochaineEtape?.texte === prochaine;

function etapes(d: Demande) {
  const passees = [
    { le: d.deposeeLe, texte: LIBELLES.deposee.demandeur },
    ...(d.qualifieeLe === undefined ? [] : [{ le: d.qualifieeLe, texte: LIBELLES.en_qualification.demandeur }]),
    ...d.complements.flatMap((c) => [
      { le: c.poseeLe, texte: LIBELLES.complement_demande.demandeur },
      ...(c.repondueLe === undefined ? [] : [{ le: c.repondueLe, texte: 'Votre réponse est arrivée' }]),
    ]),
    ...d.decisions.map((x) => ({ le: x.le, texte: LIBELLES[x.quoi].demandeur })),
    ...(d.cloture === undefined ? [] : [{ le: d.cloture.le, texte: LIBELLES.cloturee.demandeur }]),
  ];
  return passees
    .sort((a, b) => a.le.getTime() - b.le.getTime())
    .map((e) => ({ le: e.le.toISOString(), texte: e.texte, faite: true }));
}
