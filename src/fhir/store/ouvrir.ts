import type { Interroger, Requete } from '#lib/sql/requete.ts';
import { mentionneUnScelle, ouvrirTexte, type Sceau } from '../identite/index.ts';
import { changerRessource } from '../recherche/entree-trouvee.ts';
import type { LigneEcrite } from '../recherche/sql/page-ecrite.ts';

/** Types about no person: their texts hold no national identity and are not looked at. */
const SANS_INS: ReadonlySet<unknown> = new Set([
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Location',
  'HealthcareService',
  'Endpoint',
  'OrganizationAffiliation',
]);

/**
 * The same connection for whoever reads from outside: in each line that holds a stored `texte` or the `entree` of a page, the matricules of a
 * qualified person are opened and the others left out (INS-04). A text without any is given as it is, unread.
 */
export function ouvrirEnLisant(interroger: Interroger, sceau: Sceau): Interroger {
  return async <L>(requete: Requete) => {
    const lignes = await interroger<L>(requete);
    if (lignes.some(aUnTexte)) return lignes.map((ligne) => ouvrirLigne(ligne, sceau));
    return lignes.some(aUneEntreeScellee) ? lignes.map((ligne) => ouvrirEntree(ligne, sceau)) : lignes;
  };
}

const aUnTexte = (ligne: unknown): boolean =>
  typeof ligne === 'object' && ligne !== null && 'texte' in ligne && ligne.texte !== null;

function aUneEntreeScellee(ligne: unknown): ligne is Pick<LigneEcrite, 'entree'> {
  if (typeof ligne !== 'object' || ligne === null || !('entree' in ligne)) return false;
  return typeof ligne.entree === 'string' && mentionneUnScelle(ligne.entree);
}

function ouvrirEntree<L>(ligne: L, sceau: Sceau): L {
  if (!aUneEntreeScellee(ligne)) return ligne;
  return { ...ligne, entree: changerRessource(ligne.entree ?? '', (texte) => ouvrirTexte(texte, sceau)) };
}

function ouvrirLigne<L>(ligne: L, sceau: Sceau): L {
  if (typeof ligne !== 'object' || ligne === null || !('texte' in ligne) || typeof ligne.texte !== 'string')
    return ligne;
  if ('type' in ligne && SANS_INS.has(ligne.type)) return ligne;
  const texte = ouvrirTexte(ligne.texte, sceau);
  return texte === ligne.texte ? ligne : { ...ligne, texte };
}
