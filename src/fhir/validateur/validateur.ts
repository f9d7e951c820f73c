import { ouvrirAtelier } from './atelier.ts';
import type { Bilan } from './bilan.ts';
import type { Etabli } from './gabarits/cadre.ts';
import { jugerSelonProfils, profilsAnnonces, typeDe } from './gabarits/ressources.ts';
import { abreger } from './gabarits/primitifs.ts';
import { extensionDeclaree, type ContenuExtension } from './gabarits/extensions-declarees.ts';
import { enTexte, estObjet, Passage, tropProfond } from './passage.ts';
import type { Paquet } from './paquets/paquet.ts';
import { ouvrirRegistre, type Registre } from './paquets/registre.ts';

export interface OptionsDeValidation {
  /** Canonicals the resource must follow besides those it claims. */
  readonly profils?: readonly string[];
  /** `name#version` of the package whose dependencies choose versions; by default, the package of the first profile. */
  readonly contexte?: string;
}

/** Judges FHIR R4 resources. Synchronous, and the same answer for the same resource; definitions are read at their first use. */
export interface Validateur {
  /** The definitions held, for whoever else needs them: packages are opened once. */
  readonly registre: Registre;
  valider(ressource: unknown, options?: OptionsDeValidation): Bilan;
}

export interface OptionsDuValidateur {
  /** FHIR packages (.tgz), or folders that hold some. Base R4 is always there. */
  readonly paquets: readonly string[];
  /** Extensions known without a package, by url: `{ 'urn:exemple:canal': ['string'], 'urn:exemple:vu': { par: ['string'] } }`. */
  readonly extensions?: Readonly<Record<string, ContenuExtension>>;
  /** An extension no one defines: refused (as the official validator does, and by default), or only said. */
  readonly extensionsInconnues?: 'refuser' | 'signaler';
}

/** Reads the index of each package; the rest is read when a resource asks for it. Throws `PaquetIllisible`. */
export function creerValidateur(options: OptionsDuValidateur): Validateur {
  const { paquets, extensions = {}, extensionsInconnues = 'refuser' } = options;
  const registre = ouvrirRegistre(paquets, Object.entries(extensions).map(extensionDeclaree));
  const parNom = new Map(registre.paquets.map((p) => [`${p.nom}#${p.version}`, p]));
  const commun = { registre, lues: new Map(), systemes: new Map(), extensionsInconnues };
  const ateliers = new Map<Paquet | undefined, Etabli>();
  const atelierDe = (racine: Paquet | undefined): Etabli => {
    let atelier = ateliers.get(racine);
    if (atelier === undefined) ateliers.set(racine, (atelier = ouvrirAtelier(commun, racine)));
    return atelier;
  };
  const paquetDe = (canonique: string | undefined): Paquet | undefined =>
    canonique === undefined ? undefined : registre.structure(canonique, [])?.paquet;

  return {
    registre,
    valider(ressource, { profils = [], contexte } = {}) {
      const objet = estObjet(ressource) ? ressource : {};
      const premier = profils[0] ?? profilsAnnonces(objet)[0];
      const racine = contexte === undefined ? paquetDe(premier) : parNom.get(contexte);
      const p = new Passage(objet, [enTexte(objet['resourceType']).slice(0, 60) || 'Resource']);
      if (tropProfond(ressource))
        p.erreur('too-long', 'profondeur', 'Le contenu est emboîté trop profondément pour être lu.');
      else if (typeDe(p, ressource) !== undefined) juger(p, atelierDe(racine), objet, profils);
      return p.bilan();
    },
  };
}

function juger(p: Passage, etabli: Etabli, ressource: Passage['ressource'], profils: readonly string[]): void {
  const exiges = profils.flatMap((canonique) => {
    const gabarit = etabli.gabarit(canonique);
    if (gabarit === undefined)
      p.erreur(
        'not-found',
        'profil',
        `Le profil demandé ${abreger(canonique, 200)} n’est pas détenu : il ne peut pas être vérifié.`,
      );
    return gabarit ?? [];
  });
  jugerSelonProfils(p, etabli, ressource, exiges);
}
