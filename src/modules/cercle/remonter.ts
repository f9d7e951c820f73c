import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT, type Delai } from '#lib/temps/index.ts';
import { echelonSuivant, fileDe } from '#modules/territoire/index.ts';
import type { Transaction } from '#socle/transaction.ts';

/** Time given to each rung of the ladder [P]. */
const DELAI_PAR_ECHELON: Delai = { joursOuvres: 1 };

export interface Remontee {
  readonly patient: string | undefined;
  readonly de: string;
  readonly a: string;
  readonly lecteurs: readonly string[];
}

/** Gives an overdue thing to the next human of the DAC's ladder, with a day to answer; undefined when it was closed meanwhile. */
export async function remonterAuDac(
  tx: Transaction,
  objet: string,
  suite: { readonly prochaine: string; readonly cause: string },
): Promise<Remontee | undefined> {
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select([
      'main_ouverte.genre',
      'main_ouverte.titre',
      'main_ouverte.patient',
      'main_ouverte.qui',
      'main_ouverte.qui_nom',
    ])
    .select(['main_ouverte.rang', 'main_ouverte.attente', 'main_ouverte.lecteurs'])
    .where('main_ouverte.objet', '=', objet)
    .where('main_ouverte.etat', '<>', 'termine')
    .executeTakeFirst();
  if (main === undefined) return undefined;
  const file = await fileDe(tx.sql, 'dac');
  const { porteur, rang } = echelonSuivant(file.porteurs, main.qui ?? '', main.rang);
  const patient = main.patient ?? undefined;
  const lecteurs = [...new Set([...main.lecteurs, porteur.ref])];
  await tx.passerLaMain({
    objet,
    genre: main.genre,
    etat: 'retard',
    titre: main.titre,
    patient,
    a: { ref: porteur.ref, nom: porteur.nom, file: file.nom },
    prochaine: suite.prochaine,
    dueLe: ajouterDelaiOuvre(tx.maintenant, DELAI_PAR_ECHELON, CALENDRIER_PAR_DEFAUT),
    cause: suite.cause,
    attente: main.attente,
    rang,
    lecteurs,
  });
  return { patient, de: main.qui_nom ?? 'personne', a: porteur.nom, lecteurs };
}
