import { sousCriteres, type Critere } from '../modele.ts';
import { estPrecis } from '../sql/filtre.ts';
import { tropCouteux } from './faute.ts';

/** `_text` and `_content` read each line: another condition must leave few of them, and the end of a chain never does. */
export function exigerPleinTexteBorne(criteres: readonly Critere[], personne: string | undefined): void {
  if (!criteres.some((critere) => lit(critere))) return;
  const bornee = personne !== undefined || criteres.some(estPrecis);
  if (!bornee || criteres.some(litAuLoin))
    throw tropCouteux(
      '_text et _content lisent les ressources une à une : ajoutez une personne, un identifiant, une référence ou _id, et ne les suivez pas dans une chaîne.',
    );
}

const lit = (critere: Critere): boolean => critere.genre === 'plein-texte' || sousCriteres(critere).some(lit);

/** Behind a reference, nothing says how many lines there are. */
function litAuLoin(critere: Critere): boolean {
  if (critere.genre === 'chaine' || critere.genre === 'inverse') return lit(critere);
  return sousCriteres(critere).some(litAuLoin);
}
