import { porteeSysteme } from '#acces/portee.ts';
import { cercleDe, type Membre } from '#modules/cercle/index.ts';
import { fileDe, lireReglage } from '#modules/territoire/index.ts';
import type { Porteur } from '#socle/qui-a-la-main.ts';
import type { Transaction } from '#socle/transaction.ts';

/** Who is told of an urgent access: whoever follows the person, and the control cell. */
export interface APrevenir {
  readonly medecins: readonly Membre[];
  readonly referents: readonly Membre[];
  /** First of the control cell who is not the one to check. */
  readonly controle: Porteur;
  readonly cellule: readonly string[];
  readonly lecteurs: readonly string[];
}

const DANS_L_ACTION = porteeSysteme('urgence.prevenir');

/** Queue `controle` when the territory has one, else that of the DAC. Nobody checks their own access while somebody else can. */
export async function aPrevenir(tx: Transaction, patient: string): Promise<APrevenir> {
  const cercle = await cercleDe(tx, patient, DANS_L_ACTION);
  const presents = (cercle?.membres ?? []).filter(
    ({ debut, fin }) => debut <= tx.maintenant && (fin === undefined || fin > tx.maintenant),
  );
  const medecins = presents.filter(({ fonction }) => fonction === 'medecin_traitant');
  const referents = presents.filter(({ fonction }) => fonction === 'referent');
  const cellule = await celluleDeControle(tx);
  const refs = cellule.map(({ ref }) => ref);
  const controle = cellule.find(({ ref }) => ref !== tx.acteur.ref) ?? cellule[0];
  if (controle === undefined) throw new Error('la cellule de contrôle n’a pas de responsable');
  const lecteurs = [...medecins, ...referents].flatMap(({ ref }) => (ref === undefined ? [] : [ref]));
  return {
    medecins,
    referents,
    controle,
    cellule: refs,
    lecteurs: [...lecteurs, ...refs, tx.acteur.ref],
  };
}

export async function celluleDeControle(tx: Transaction): Promise<readonly Porteur[]> {
  const files = await lireReglage(tx.sql, 'files');
  const { nom, porteurs } = files?.['controle'] ?? (await fileDe(tx.sql, 'dac'));
  return porteurs.map((porteur) => ({ ref: porteur.ref, nom: porteur.nom, file: nom }));
}
