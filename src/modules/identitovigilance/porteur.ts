import { ajouterDelaiOuvre, CALENDRIER_PAR_DEFAUT } from '#lib/temps/index.ts';
import { echelonSuivant, lireReglage, type PorteurJoignable } from '#modules/territoire/index.ts';
import type { Transaction } from '#socle/transaction.ts';
import { DELAIS_IDENTITE, FILES_IDENTITE } from './parametres.ts';

interface Chose {
  readonly objet: string;
  readonly genre: 'doublon' | 'identite';
  readonly patient: string;
  readonly titre: string;
  readonly prochaine: string;
  readonly cause: string;
}

interface File {
  readonly nom: string;
  readonly porteurs: readonly PorteurJoignable[];
}

/** The identity cell, or the DAC where the territory has none. */
async function fileDIdentite(tx: Transaction): Promise<File> {
  const files = await lireReglage(tx.sql, 'files');
  const file = FILES_IDENTITE.map((nom) => files?.[nom]).find((trouvee) => trouvee !== undefined);
  if (file === undefined)
    throw new Error('aucune file ne répond de l’identitovigilance : réglez-la dans Territoire › Files');
  return file;
}

/** Gives the thing to the first of the queue, with a date. */
export async function confier(tx: Transaction, chose: Chose): Promise<void> {
  const file = await fileDIdentite(tx);
  const [premier] = file.porteurs;
  if (premier === undefined) throw new Error('la file de l’identitovigilance n’a pas de porteur');
  await passer(tx, chose, file, { porteur: premier, rang: 0 });
}

/** Nobody decided in time: another person is called, to the last rung who keeps it. Gives who. */
export async function remonter(tx: Transaction, chose: Chose): Promise<string> {
  const file = await fileDIdentite(tx);
  const main = await tx.sql
    .selectFrom('main_ouverte')
    .select(['main_ouverte.qui', 'main_ouverte.rang'])
    .where('main_ouverte.objet', '=', chose.objet)
    .executeTakeFirst();
  const suivant = echelonSuivant(file.porteurs, main?.qui ?? '', main?.rang ?? 0);
  await passer(tx, chose, file, suivant);
  return suivant.porteur.nom;
}

async function passer(
  tx: Transaction,
  { objet, genre, patient, titre, prochaine, cause }: Chose,
  file: File,
  { porteur, rang }: { readonly porteur: PorteurJoignable; readonly rang: number },
): Promise<void> {
  const delai = rang === 0 ? DELAIS_IDENTITE.premiere : DELAIS_IDENTITE.relance;
  await tx.passerLaMain({
    objet,
    genre,
    etat: rang === 0 ? 'attend' : 'retard',
    titre,
    patient,
    a: { ref: porteur.ref, nom: porteur.nom, file: file.nom },
    prochaine,
    dueLe: ajouterDelaiOuvre(tx.maintenant, delai, CALENDRIER_PAR_DEFAUT),
    cause,
    rang,
    // The title says a name: it is for those who answer for identities, not for the whole structure.
    lecteurs: [porteur.ref, ...file.porteurs.map(({ ref }) => ref)],
  });
}
