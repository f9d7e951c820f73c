import type { Structure } from '../definitions/index.ts';
import { arbreDe } from './gabarits/arbre.ts';
import { paresseux, type Cadre, type Etabli, type Gabarit } from './gabarits/cadre.ts';
import { jugeDeGabarit, jugeDeValeur } from './gabarits/valeur.ts';
import type { Paquet } from './paquets/paquet.ts';
import type { Registre, Trouvee } from './paquets/registre.ts';
import { identite, ouvrirTerminologie } from './terminologie/ouvrir.ts';
import type { Systeme } from './terminologie/systeme.ts';

const BASE = 'http://hl7.org/fhir/StructureDefinition/';

/** A definition once read: what every root package sees the same way. */
interface Lue extends Pick<Gabarit, 'url' | 'type' | 'nature' | 'racine'> {}

/** What the workshops of one validator share. */
export interface Commun {
  readonly registre: Registre;
  readonly lues: Map<string, Lue>;
  readonly systemes: Map<string, Systeme>;
  readonly extensionsInconnues: Etabli['extensionsInconnues'];
}

/** Definitions made ready for one root package: each profile and each value set is compiled once, at its first use. */
export function ouvrirAtelier(
  { registre, lues, systemes, extensionsInconnues }: Commun,
  racine: Paquet | undefined,
): Etabli {
  const etabli: Etabli = {
    extensionsInconnues,
    gabarit: memoriser((canonique, demandeur) => {
      const trouvee = registre.structure(canonique, [demandeur, racine]);
      return trouvee && preparer(trouvee);
    }, tenu),
    type: (nom) => types(nom),
    ensemble: memoriser(ouvrirTerminologie(registre, racine, systemes), (ensemble) => ensemble !== undefined),
  };
  const types = memoriser((nom) => {
    const trouvee = registre.structure(`${BASE}${nom}|4.0.1`, []);
    return trouvee && preparer(trouvee);
  }, tenu);
  const prets = new Map<string, Gabarit>();

  /** Two ways to name one definition (with its version, without) share what is compiled. */
  function preparer(trouvee: Trouvee<Structure>): Gabarit {
    const cle = identite(trouvee);
    let pret = prets.get(cle);
    if (pret === undefined) prets.set(cle, (pret = compiler(etabli, trouvee, lireUneFois(trouvee, cle))));
    return pret.exacte === trouvee.exacte ? pret : { ...pret, exacte: trouvee.exacte };
  }

  function lireUneFois(trouvee: Trouvee<Structure>, cle: string): Lue {
    let lue = lues.get(cle);
    if (lue === undefined) {
      const structure = trouvee.lire();
      lue = { url: structure.url, type: structure.type, nature: structure.kind, racine: arbreDe(structure) };
      lues.set(cle, lue);
    }
    return lue;
  }

  return etabli;
}

const tenu = (gabarit: Gabarit | undefined): boolean => gabarit?.exacte === true;

function compiler(etabli: Etabli, { paquet, version, exacte }: Trouvee<Structure>, lue: Lue): Gabarit {
  const cadre: Cadre = {
    etabli,
    paquet,
    jugeDe: (noeud, type, base) => jugeDeValeur(cadre, noeud, type, base),
  };
  return { ...lue, version, paquet, exacte, juge: paresseux(() => jugeDeGabarit(cadre, lue)) };
}

/**
 * One answer per question: a canonical, asked by a package. Only what `garder` accepts is kept: resources choose some of the
 * canonicals asked, and could ask without end for what is not held.
 */
function memoriser<T>(
  chercher: (canonique: string, demandeur: Paquet | undefined) => T,
  garder: (reponse: T) => boolean,
): (canonique: string, demandeur?: Paquet) => T {
  const reponses = new Map<Paquet | undefined, Map<string, T>>();
  return (canonique, demandeur) => {
    let siennes = reponses.get(demandeur);
    if (siennes === undefined) reponses.set(demandeur, (siennes = new Map()));
    const connue = siennes.get(canonique);
    if (connue !== undefined) return connue;
    const reponse = chercher(canonique, demandeur);
    if (garder(reponse)) siennes.set(canonique, reponse);
    return reponse;
  };
}
