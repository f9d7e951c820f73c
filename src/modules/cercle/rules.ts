import { EQUIPE_DAC, type Role } from '#acces/roles.ts';
import { FAMILLES, type Famille } from '#fhir/types.ts';
import type { Information, Membre, Opposition, Perimetre } from './cercle.ts';
import {
  categorieDeFonction,
  CLES_CATEGORIES,
  CLES_FAMILLES,
  estFonctionConnue,
  FONCTIONS,
  FONDEMENTS,
  type EtatInformation,
} from './vocabulaire.ts';

export type RaisonFermeture =
  | 'proche'
  | 'sans_compte'
  | 'sans_dossier'
  | 'opposition'
  | 'non_informee'
  | 'impossible'
  | 'accord_requis'
  | 'accord_sans_lui'
  | 'accord_partiel';

/** One sentence per reason: why this member does not read the record, or not all of it, and what would change it. */
export const PHRASES_FERMETURE: Readonly<Record<RaisonFermeture, string>> = {
  proche: 'Un proche ne lit pas le dossier : vous pouvez l’appeler, ou lui remettre ce que la personne accepte.',
  sans_compte: 'Cette personne n’est pas dans l’annuaire : elle n’a pas d’accès au dossier. Vous pouvez l’appeler.',
  sans_dossier: 'Cette fonction ne donne jamais accès au dossier partagé.',
  opposition: 'La personne s’est opposée à ce partage. Elle seule peut changer d’avis.',
  non_informee: 'Le dossier s’ouvrira quand la personne aura été informée du partage.',
  impossible:
    'L’avis de la personne n’a pas pu être recueilli : l’équipe de soins ne lit que l’identité et le cercle jusqu’au prochain recueil.',
  accord_requis:
    'Ce membre n’est pas de l’équipe de soins : il faut l’accord de la personne, avec ce qui est partagé et avec qui.',
  accord_sans_lui: 'L’accord de la personne ne nomme pas ce membre : le dossier lui reste fermé.',
  accord_partiel: 'La personne ne partage avec ce membre qu’une partie de son dossier. Elle seule peut l’élargir.',
};

/** What a member may be shown, before the limit of its role. `raison`: why not everything. */
export interface Ouverture {
  readonly familles: readonly Famille[];
  /** Among them, what the person shares with this member by name. */
  readonly explicites: readonly Famille[];
  readonly raison?: RaisonFermeture | undefined;
}

/** While the person's word could not be heard, the team keeps what coordination cannot do without (metier.md §3.8). */
const REDUIT: readonly Famille[] = ['ADM', 'COO'];

/**
 * What does the circle open to this member? Door (L. 1110-12 CSP) × what the person was told and answered, without what she opposes.
 * The period is not judged here: the predicate of reads compares it with the time of each read. Oppositions that aim at a role or at
 * the structure of whoever reads are judged there too: a member does not know them. SEN is only ever open by name.
 * Source: SP-04, SP-06 to SP-10; metier.md §3.8 for « impossible ».
 */
export function ouverture(membre: Membre, information: Information): Ouverture {
  const raison = fermetureDuMembre(membre) ?? fermetureParAvis(membre.ref ?? '', information);
  if (raison !== undefined) return { familles: [], explicites: [], raison };
  const reponse = ouvertureParAvis(membre, information);
  const retirees = new Set(
    information.oppositions.flatMap((o) => (vise(o, membre.ref ?? '') ? (o.familles ?? []) : [])),
  );
  const garder = (famille: Famille): boolean => !retirees.has(famille);
  const familles = reponse.familles.filter(garder);
  const opposee = familles.length < reponse.familles.length ? ('opposition' as const) : undefined;
  return { familles, explicites: reponse.explicites.filter(garder), raison: opposee ?? reponse.raison };
}

/** Why nothing of the record is open to this member; undefined when some of it is. */
export function fermeture(membre: Membre, information: Information): RaisonFermeture | undefined {
  const { familles, raison } = ouverture(membre, information);
  return familles.length === 0 ? raison : undefined;
}

function fermetureDuMembre(membre: Membre): RaisonFermeture | undefined {
  if (membre.genre === 'proche') return 'proche';
  if (membre.ref === undefined) return 'sans_compte';
  if (estFonctionConnue(membre.fonction) && FONCTIONS[membre.fonction].sansDossier === true) return 'sans_dossier';
  return undefined;
}

const vise = (opposition: Opposition, ref: string): boolean =>
  opposition.vise === 'tous' || opposition.vise.includes(ref);

function fermetureParAvis(ref: string, information: Information): RaisonFermeture | undefined {
  if (information.oppositions.some((o) => o.familles === undefined && vise(o, ref))) return 'opposition';
  if (information.etat === 'opposee') return 'opposition';
  return information.etat === 'non_dite' ? 'non_informee' : undefined;
}

function ouvertureParAvis(membre: Membre, information: Information): Ouverture {
  const { etat, perimetre, nommes = [] } = information;
  const { equipe } = FONDEMENTS[membre.fondement];
  if (etat === 'impossible') return { familles: equipe ? REDUIT : [], explicites: [], raison: 'impossible' };
  const ref = membre.ref ?? '';
  const explicites = FAMILLES.filter((f) => f !== 'ORG' && nommes.some((n) => n.ref === ref && n.familles.includes(f)));
  if (equipe) return { familles: [...CLES_FAMILLES, ...explicites.filter((f) => f === 'SEN')], explicites };
  const general = etat === 'accord' && perimetre !== undefined && couvre(perimetre, membre) ? perimetre.familles : [];
  const familles = FAMILLES.filter((f) => explicites.includes(f) || general.some((g) => g === f));
  return { familles, explicites, raison: raisonHorsEquipe(information, familles) };
}

/** By name, or by category of professionals: a function nobody put in a category is covered only when all of them are (SP-08). */
function couvre({ membres, categories = CLES_CATEGORIES }: Perimetre, { ref = '', fonction }: Membre): boolean {
  if (membres !== 'cercle') return membres.includes(ref);
  const sienne = categorieDeFonction(fonction);
  return sienne === undefined ? CLES_CATEGORIES.every((c) => categories.includes(c)) : categories.includes(sienne);
}

function raisonHorsEquipe({ etat, perimetre }: Information, familles: readonly Famille[]): RaisonFermeture | undefined {
  if (CLES_FAMILLES.every((famille) => familles.includes(famille))) return undefined;
  if (familles.length > 0) return 'accord_partiel';
  return etat === 'accord' && perimetre !== undefined ? 'accord_sans_lui' : 'accord_requis';
}

const FORCE: Readonly<Record<EtatInformation, number>> = {
  non_dite: 0,
  impossible: 1,
  informee: 2,
  accord: 3,
  opposee: 4,
};

/**
 * Would noting this erase something stronger the person said? Informing again is not withdrawing an agreement; an agreement for the
 * team alone does not narrow one that covers the circle. Withdrawal and opposition have their own gestures.
 */
export function affaiblit(actuel: Information, nouveau: Pick<Information, 'etat' | 'perimetre'>): boolean {
  if (nouveau.etat === 'opposee' || actuel.etat === 'opposee') return false;
  if (nouveau.etat === 'accord' && actuel.etat === 'accord') {
    return actuel.perimetre !== undefined && nouveau.perimetre === undefined;
  }
  return FORCE[nouveau.etat] < FORCE[actuel.etat];
}

/** Is this participation running at this instant? Half-open: the end is excluded. */
export function estPresent(membre: Membre, le: Date): boolean {
  return membre.debut <= le && (membre.fin === undefined || membre.fin > le);
}

/** Who was around the person at an instant, in order of arrival. */
export function presentsLe(membres: readonly Membre[], le: Date): readonly Membre[] {
  return membres
    .filter((membre) => estPresent(membre, le))
    .sort((a, b) => a.debut.getTime() - b.debut.getTime() || a.rang - b.rang);
}

/** A running or future participation of the same member in the same function: adding it twice would say nothing more. */
export function dejaPresent(
  membres: readonly Membre[],
  nouveau: Pick<Membre, 'ref' | 'nom' | 'fonction' | 'debut'>,
): Membre | undefined {
  const memeQui = (membre: Membre) =>
    nouveau.ref === undefined ? membre.ref === undefined && membre.nom === nouveau.nom : membre.ref === nouveau.ref;
  return membres.find(
    (membre) =>
      memeQui(membre) &&
      membre.fonction === nouveau.fonction &&
      (membre.fin === undefined || membre.fin > nouveau.debut),
  );
}

export interface QuiModifie {
  readonly role: Role;
  /** Runs today in the circle. */
  readonly membre: boolean;
  /** Wrote the identity of the person. */
  readonly auteurDeLaFiche: boolean;
  readonly cercleVide: boolean;
}

/** Matrix of metier.md §2 (COO written) restricted to whoever already stands around the person; adding oneself from outside is refused. */
export const MODIFIENT_LE_CERCLE: readonly Role[] = [
  ...EQUIPE_DAC,
  'gestionnaire_cas',
  'medecin',
  'infirmier',
  'assistant_social',
];

export function peutModifier({ role, membre, auteurDeLaFiche, cercleVide }: QuiModifie): boolean {
  if (EQUIPE_DAC.includes(role)) return true;
  return MODIFIENT_LE_CERCLE.includes(role) && (membre || (cercleVide && auteurDeLaFiche));
}
