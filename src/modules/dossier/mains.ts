import type { RawBuilder } from 'kysely';
import type { Transaction } from '#socle/transaction.ts';
import type { MainVue } from './contract-vues.ts';

/** Open things this reader may know of: those that name it, and those of a person whose circle opens coordination to it. */
export function conditionMains(tx: Transaction): RawBuilder<boolean> {
  return tx.portee.condition('main_ouverte', 'main');
}

/** Open things of one person, what will break first at the top. */
export async function mainsDe(tx: Transaction, patient: string): Promise<MainVue[]> {
  const lignes = await tx.sql
    .selectFrom('main_ouverte')
    .select([
      'main_ouverte.objet',
      'main_ouverte.genre',
      'main_ouverte.etat',
      'main_ouverte.titre',
      'main_ouverte.qui',
      'main_ouverte.qui_nom',
    ])
    .select(['main_ouverte.file', 'main_ouverte.depuis', 'main_ouverte.prochaine', 'main_ouverte.due_le'])
    .where('main_ouverte.patient', '=', patient)
    .where('main_ouverte.etat', '<>', 'termine')
    .where(conditionMains(tx))
    .orderBy('main_ouverte.due_le')
    .limit(100)
    .execute();
  return lignes.map((ligne) => ({
    objet: ligne.objet,
    genre: ligne.genre,
    etat: ligne.etat,
    titre: ligne.titre,
    qui: ligne.qui_nom ?? '',
    file: ligne.file ?? undefined,
    depuis: ligne.depuis.toISOString(),
    prochaine: ligne.prochaine ?? '',
    dueLe: (ligne.due_le ?? ligne.depuis).toISOString(),
    cestMoi: tx.acteur.refs.includes(ligne.qui ?? ''),
  }));
}
