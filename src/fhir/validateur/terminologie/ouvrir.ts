import type { Paquet } from '../paquets/paquet.ts';
import type { Registre, Trouvee } from '../paquets/registre.ts';
import { compilerEnsemble, type Ensemble } from './ensemble.ts';
import { compilerSysteme, type Systeme } from './systeme.ts';

/** Value set of a canonical named by a package; undefined when it is not held. */
export type ChercherEnsemble = (canonique: string, demandeur: Paquet | undefined) => Ensemble | undefined;

/** Value sets compiled once for a root package. `systemes`: code systems, which every root package sees the same way. */
export function ouvrirTerminologie(
  registre: Pick<Registre, 'codes'>,
  racine: Paquet | undefined,
  systemes: Map<string, Systeme>,
): ChercherEnsemble {
  const ensembles = new Map<string, Ensemble>();

  const systemeDe = (canonique: string, demandeur: Paquet | undefined): Systeme | undefined => {
    const trouvee = registre.codes(canonique, [demandeur, racine]);
    if (trouvee === undefined) return undefined;
    const connu = systemes.get(identite(trouvee));
    if (connu !== undefined) return connu;
    const contenu = trouvee.lire();
    if (contenu.resourceType !== 'CodeSystem') return undefined;
    const systeme = compilerSysteme(contenu);
    systemes.set(identite(trouvee), systeme);
    return systeme;
  };

  const ensembleDe: ChercherEnsemble = (canonique, demandeur) => {
    const trouvee = registre.codes(canonique, [demandeur, racine]);
    if (trouvee === undefined) return undefined;
    const connu = ensembles.get(identite(trouvee));
    if (connu !== undefined) return connu;
    const contenu = trouvee.lire();
    if (contenu.resourceType !== 'ValueSet') return undefined;
    const depuis = trouvee.paquet ?? demandeur;
    const sources = {
      ensemble: (url: string) => ensembleDe(url, depuis),
      systeme: (url: string) => systemeDe(url, depuis),
    };
    const ensemble = compilerEnsemble(contenu, sources);
    ensembles.set(identite(trouvee), ensemble);
    return ensemble;
  };

  return ensembleDe;
}

/** One definition, however it was named. */
export function identite({ url, version, paquet }: Trouvee<unknown>): string {
  return `${url}|${version ?? ''} ${paquet === undefined ? '' : `${paquet.nom}#${paquet.version}`}`;
}
