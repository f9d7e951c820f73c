import type { Structure } from '../definitions/index.ts';
import { arbreDe } from './gabarits/arbre.ts';
import { paresseux, type Cadre, type Etabli, type Gabarit } from './gabarits/cadre.ts';
import { jugeDeGabarit, jugeDeValeur } from './gabarits/valeur.ts';
import type { Paquet } from './paquets/paquet.ts';
import type { Registre, Trouvee } from './paquets/registre.ts';
import { compilerEnsemble, type Ensemble } from './terminologie/ensemble.ts';
import { compilerSysteme, type Systeme } from './terminologie/systeme.ts';

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
    }),
    type: (nom) => types(nom),
    ensemble: memoriser((canonique, demandeur) => ensembleDe(canonique, demandeur)),
  };
  const types = memoriser((nom) => {
    const trouvee = registre.structure(`${BASE}${nom}|4.0.1`, []);
    return trouvee && preparer(trouvee);
  });
  const prets = new Map<string, Gabarit>();
  const ensembles = new Map<string, Ensemble>();

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

  function ensembleDe(canonique: string, demandeur: Paquet | undefined): Ensemble | undefined {
    const trouvee = registre.codes(canonique, [demandeur, racine]);
    if (trouvee === undefined) return undefined;
    const cle = identite(trouvee);
    const connu = ensembles.get(cle);
    if (connu !== undefined) return connu;
    const contenu = trouvee.lire();
    if (contenu.resourceType !== 'ValueSet') return undefined;
    const depuis = trouvee.paquet ?? demandeur;
    const ensemble = compilerEnsemble(contenu, {
      ensemble: (url) => etabli.ensemble(url, depuis),
      systeme: (url) => systemeDe(url, depuis),
    });
    ensembles.set(cle, ensemble);
    return ensemble;
  }

  function systemeDe(canonique: string, demandeur: Paquet | undefined): Systeme | undefined {
    const trouvee = registre.codes(canonique, [demandeur, racine]);
    if (trouvee === undefined) return undefined;
    const cle = identite(trouvee);
    const connu = systemes.get(cle);
    if (connu !== undefined) return connu;
    const contenu = trouvee.lire();
    if (contenu.resourceType !== 'CodeSystem') return undefined;
    const systeme = compilerSysteme(contenu);
    systemes.set(cle, systeme);
    return systeme;
  }

  return etabli;
}

function identite({ url, version, paquet }: Trouvee<unknown>): string {
  return `${url}|${version ?? ''} ${paquet === undefined ? '' : `${paquet.nom}#${paquet.version}`}`;
}

function compiler(etabli: Etabli, { paquet, version, exacte }: Trouvee<Structure>, lue: Lue): Gabarit {
  const cadre: Cadre = {
    etabli,
    paquet,
    jugeDe: (noeud, type, base) => jugeDeValeur(cadre, noeud, type, base),
  };
  return { ...lue, version, paquet, exacte, juge: paresseux(() => jugeDeGabarit(cadre, lue)) };
}

/** One answer per question: a canonical, asked by a package. */
function memoriser<T>(
  chercher: (canonique: string, demandeur: Paquet | undefined) => T,
): (canonique: string, demandeur?: Paquet) => T {
  const reponses = new Map<Paquet | undefined, Map<string, T>>();
  return (canonique, demandeur) => {
    let siennes = reponses.get(demandeur);
    if (siennes === undefined) reponses.set(demandeur, (siennes = new Map()));
    if (siennes.has(canonique)) return siennes.get(canonique) as T;
    const reponse = chercher(canonique, demandeur);
    siennes.set(canonique, reponse);
    return reponse;
  };
}
