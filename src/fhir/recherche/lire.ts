import { createHash } from 'node:crypto';
import { RefusFhir, refusFhir, type Issue } from '../refus.ts';
import { TYPES_DE_L_ANNUAIRE, TYPES_TENUS, estTenu } from '../types-tenus.ts';
import { catalogueDeBase, type Catalogue } from './catalogue.ts';
import type { ContexteDeLecture } from './lecture/contexte.ts';
import { lireCritere } from './lecture/critere.ts';
import { valeursDe } from './lecture/decouper.ts';
import { FauteDeParametre, invalide, nonServi, tropCouteux } from './lecture/faute.ts';
import { lireElements, lireEntier, lireInclusion, lireResume, lireTotal, lireTri } from './lecture/resultats.ts';
import { LIMITES, NOMBRE_PAR_DEFAUT, PARAMETRE_CURSEUR } from './limites.ts';
import type { CleDeTri, Critere, Inclusion, Recherche, Reduction } from './modele.ts';
import { exigerPleinTexteBorne } from './lecture/plein-texte.ts';

export interface OptionsDeLecture {
  /** False (`Prefer: handling=lenient`): what is not understood is ignored and said in `avertissements`. */
  readonly strict: boolean;
  /** Largest page (`_count`). */
  readonly limiteMax: number;
  /** Address of this server: references that start with it are ours. */
  readonly base: string;
  /** Id of the Patient whose compartment is searched (`Patient/x/Task`). */
  readonly personne?: string;
  readonly catalogue?: Catalogue;
  readonly etendre?: ContexteDeLecture['etendre'];
  readonly parente?: ContexteDeLecture['parente'];
  readonly empreintes?: ContexteDeLecture['empreintes'];
  readonly indexEnCours?: boolean;
}

type Parametre = readonly [nom: string, valeur: string];

/** Parameters that shape the page and not what is found: a cursor stays valid whatever they become. */
const HORS_EMPREINTE = new Set([
  PARAMETRE_CURSEUR,
  '_count',
  '_total',
  '_format',
  '_pretty',
  '_offset',
  '_elements',
  '_summary',
]);
const DE_LA_PORTE = new Set(['_format', '_pretty']);
const UNE_FOIS = new Set(['_sort', '_count', '_total', '_offset', '_elements', '_summary', '_type', PARAMETRE_CURSEUR]);

/**
 * Reads a FHIR search, GET or POST. `type` undefined: system level, on `_type` or on every type held.
 * Throws RefusFhir 400 with one issue per faulty parameter; `http.<parameter>` says which. Never any other error.
 */
export function lireRecherche(
  type: string | undefined,
  params: readonly Parametre[],
  options: OptionsDeLecture,
): Recherche {
  if (type !== undefined && !estTenu(type))
    throw refusFhir(404, 'not-supported', `Le type « ${type} » n’est pas tenu par ce serveur.`);
  if (params.length > LIMITES.parametres)
    throw refusFhir(
      400,
      'too-costly',
      `Cette recherche a plus de ${LIMITES.parametres} paramètres. Faites-en plusieurs.`,
    );
  return new Lecture(type, params, options).recherche();
}

const DE_L_ANNUAIRE: ReadonlySet<string> = new Set(TYPES_DE_L_ANNUAIRE);

/** What one reading gathers, parameter after parameter. */
class Lecture {
  readonly #params: readonly Parametre[];
  readonly #options: OptionsDeLecture;
  readonly #contexte: ContexteDeLecture;
  readonly #type: string | undefined;
  #types: readonly string[];
  readonly #fautes: Issue[] = [];
  readonly #avertissements: Issue[] = [];
  readonly #criteres: Critere[] = [];
  readonly #inclusions: Inclusion[] = [];
  #tri: readonly CleDeTri[] = [];
  #nombre: number;
  #total: Recherche['total'] = 'none';
  #decalage = 0;
  #curseur: string | undefined;
  #reduction: Reduction | undefined;

  constructor(type: string | undefined, params: readonly Parametre[], options: OptionsDeLecture) {
    this.#type = type;
    this.#params = params;
    this.#options = options;
    this.#types = type === undefined ? Object.keys(TYPES_TENUS) : [type];
    this.#nombre = Math.min(NOMBRE_PAR_DEFAUT, options.limiteMax);
    const { base, catalogue = catalogueDeBase(), etendre, parente, empreintes, indexEnCours = false } = options;
    this.#contexte = {
      catalogue,
      base,
      indexEnCours,
      ...(etendre === undefined ? {} : { etendre }),
      ...(parente === undefined ? {} : { parente }),
      ...(empreintes === undefined ? {} : { empreintes }),
    };
  }

  recherche(): Recherche {
    const types = this.#params.filter(([nom]) => nom === '_type');
    for (const [nom, valeur] of types) this.#essayer(nom, () => this.#lireTypes(valeur));
    const vus = new Set<string>();
    for (const [nom, valeur] of this.#params) {
      this.#essayer(nom, () => {
        if (UNE_FOIS.has(nom) && vus.has(nom)) throw invalide(`« ${nom} » est donné deux fois. Gardez-en un.`);
        vus.add(nom);
        if (!this.#lireResultat(nom, valeur)) this.#criteres.push(...aPlat(this.#lireCritere(nom, valeur)));
      });
    }
    if (this.#inclusions.length > LIMITES.inclusions)
      this.#refuser(tropCouteux(`${LIMITES.inclusions} inclusions au plus.`).issue('_include', 'error'));
    this.#essayer('_content', () => exigerPleinTexteBorne(this.#criteres, this.#options.personne));
    if (this.#fautes.length > 0) throw new RefusFhir(400, this.#fautes);
    return this.#resultat();
  }

  #resultat(): Recherche {
    return {
      types: this.#types,
      criteres: this.#criteres,
      personne: this.#options.personne,
      tri: this.#tri,
      nombre: this.#nombre,
      total: this.#total,
      decalage: this.#decalage,
      curseur: this.#curseur,
      empreinte: this.#empreinte(),
      inclusions: this.#inclusions,
      reduction: this.#reduction,
      avertissements: this.#avertissements,
    };
  }

  /** Runs the reading of one parameter; a fault is gathered, or becomes a warning when the client is lenient. */
  #essayer(nom: string, lire: () => void): void {
    try {
      lire();
    } catch (erreur) {
      if (!(erreur instanceof FauteDeParametre)) throw erreur;
      if (this.#options.strict || erreur.code === 'too-costly') this.#refuser(erreur.issue(nom, 'error'));
      else this.#avertissements.push(erreur.issue(nom, 'warning'));
    }
  }

  #refuser(issue: Issue): void {
    this.#fautes.push(issue);
  }

  #lireTypes(valeur: string): void {
    const types = [...new Set(valeursDe(valeur))];
    for (const type of types) if (!estTenu(type)) throw nonServi(`Le type « ${type} » n’est pas tenu par ce serveur.`);
    if (this.#type !== undefined && !types.includes(this.#type))
      throw invalide(`_type exclut ${this.#type}, le type de l’adresse : rien ne peut répondre.`);
    if (this.#type === undefined) this.#types = types;
  }

  /** Several types: the criterion must read the same for each of them. */
  #lireCritere(nom: string, valeur: string): Critere {
    this.#direLAnnuaire(nom);
    const [premier, ...autres] = this.#types.map((type) => lireCritere(type, nom, valeur, this.#contexte));
    if (premier === undefined) throw invalide('Aucun type à chercher.');
    const texte = autres.length === 0 ? '' : JSON.stringify(premier);
    if (autres.some((autre) => JSON.stringify(autre) !== texte))
      throw nonServi(
        `« ${nom} » ne veut pas dire la même chose pour tous les types cherchés. Cherchez un type à la fois.`,
      );
    return premier;
  }

  /** The directory is indexed when it is imported: what came before a package was installed does not have its keys. */
  #direLAnnuaire(nom: string): void {
    const code = nom.split(/[:.]/, 1)[0] ?? '';
    const { catalogue } = this.#contexte;
    if (this.#types.some((type) => DE_L_ANNUAIRE.has(type) && catalogue.supplementaire(type, code)))
      this.#avertissements.push({
        severity: 'information',
        code: 'incomplete',
        texte: `Les fiches de l’annuaire national importées avant les paquets FHIR ne sont pas trouvées par « ${code} » : réimportez l’annuaire.`,
        expression: `http.${nom}`,
      });
  }

  /** Reads a parameter of results; false when it is a criterion. */
  #lireResultat(nom: string, valeur: string): boolean {
    if (DE_LA_PORTE.has(nom) || nom === '_type') return true;
    const [code, modificateur] = nom.split(':');
    if (code === '_include' || code === '_revinclude') {
      const sens = code === '_include' ? 'vers' : 'depuis';
      this.#inclusions.push(lireInclusion(sens, modificateur, valeur, this.#contexte));
      return true;
    }
    switch (nom) {
      case '_sort':
        this.#tri = lireTri(this.#types, valeur, this.#contexte);
        return true;
      case '_count':
        this.#nombre = lireEntier(valeur, this.#options.limiteMax);
        return true;
      case '_offset':
        this.#decalage = lireEntier(valeur, LIMITES.decalage);
        return true;
      case '_total':
        this.#total = lireTotal(valeur);
        return true;
      case '_elements':
        this.#reduction = lireElements(valeur);
        return true;
      case PARAMETRE_CURSEUR:
        this.#curseur = valeur;
        return true;
      case '_summary':
        this.#lireResume(valeur);
        return true;
      default:
        return false;
    }
  }

  #lireResume(valeur: string): void {
    const resume = lireResume(valeur);
    if (resume === 'compter') this.#nombre = 0;
    else if (resume !== undefined) this.#reduction = resume;
  }

  /** What a cursor belongs to: the type and the parameters that decide what is found and in what order. */
  #empreinte(): string {
    const retenus = this.#params.filter(([nom]) => !HORS_EMPREINTE.has(nom)).map((parametre) => parametre.join('='));
    const texte = [this.#type ?? '', this.#options.personne ?? '', ...retenus.sort()].join('\n');
    return createHash('sha1').update(texte).digest('base64url').slice(0, 12);
  }
}

/** Conditions that are all required stand each by itself: the most telling one leads the reading. */
function aPlat(critere: Critere): readonly Critere[] {
  return critere.genre === 'et' ? critere.criteres.flatMap(aPlat) : [critere];
}
