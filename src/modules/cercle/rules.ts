import { EQUIPE_DAC, type Role } from '#acces/roles.ts';
import type { Information, Membre, Perimetre } from './cercle.ts';
import { CLES_FAMILLES, estFonctionConnue, FONCTIONS, FONDEMENTS, type EtatInformation } from './vocabulaire.ts';

export type RaisonFermeture =
  | 'proche'
  | 'sans_compte'
  | 'sans_dossier'
  | 'opposition'
  | 'non_informee'
  | 'impossible'
  | 'accord_requis'
  | 'accord_partiel';

/** One sentence per reason: why this member does not read the record, and what would change it. */
export const PHRASES_FERMETURE: Readonly<Record<RaisonFermeture, string>> = {
  proche: 'Un proche ne lit pas le dossier : vous pouvez l’appeler, ou lui remettre ce que la personne accepte.',
  sans_compte: 'Cette personne n’est pas dans l’annuaire : elle n’a pas d’accès au dossier. Vous pouvez l’appeler.',
  sans_dossier: 'Cette fonction ne donne jamais accès au dossier partagé.',
  opposition: 'La personne s’est opposée à ce partage. Elle seule peut changer d’avis.',
  non_informee: 'Le dossier s’ouvrira quand la personne aura été informée du partage.',
  impossible: 'L’avis de la personne n’a pas pu être recueilli : le dossier reste fermé jusqu’au prochain recueil.',
  accord_requis:
    'Ce membre n’est pas de l’équipe de soins : il faut l’accord de la personne, avec ce qui est partagé et avec qui.',
  accord_partiel:
    'L’accord de la personne ne couvre pas ce membre ou toutes les informations : le dossier reste fermé.',
};

/**
 * Does the circle open the record to this member? Door (L. 1110-12 CSP) × what the person was told and answered.
 * The period is not judged here: the predicate of reads compares it with the time of each read.
 * Source: SP-04, SP-06 to SP-10; metier.md §3.8 for « impossible ». An agreement that covers only some families opens nothing,
 * because the predicate knows the families of a role, not those of one agreement.
 */
export function fermeture(membre: Membre, information: Information): RaisonFermeture | undefined {
  return fermetureDuMembre(membre) ?? fermetureParAvis(membre, information);
}

function fermetureDuMembre(membre: Membre): RaisonFermeture | undefined {
  if (membre.genre === 'proche') return 'proche';
  if (membre.ref === undefined) return 'sans_compte';
  if (estFonctionConnue(membre.fonction) && FONCTIONS[membre.fonction].sansDossier === true) return 'sans_dossier';
  return undefined;
}

function fermetureParAvis(membre: Membre, information: Information): RaisonFermeture | undefined {
  if (information.oppositions.some(({ vise }) => vise === 'tous' || vise.includes(membre.ref ?? '')))
    return 'opposition';
  if (information.etat === 'opposee') return 'opposition';
  if (information.etat === 'non_dite') return 'non_informee';
  if (information.etat === 'impossible') return 'impossible';
  if (FONDEMENTS[membre.fondement].equipe) return undefined;
  if (information.etat !== 'accord' || information.perimetre === undefined) return 'accord_requis';
  return couvre(information.perimetre, membre.ref ?? '') ? undefined : 'accord_partiel';
}

function couvre({ familles, membres }: Perimetre, ref: string): boolean {
  return (
    (membres === 'cercle' || membres.includes(ref)) && CLES_FAMILLES.every((famille) => familles.includes(famille))
  );
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
export const MODIFIENT_LE_CERCLE: readonly Role[] = [...EQUIPE_DAC, 'medecin', 'infirmier', 'assistant_social'];

export function peutModifier({ role, membre, auteurDeLaFiche, cercleVide }: QuiModifie): boolean {
  if (EQUIPE_DAC.includes(role)) return true;
  return MODIFIENT_LE_CERCLE.includes(role) && (membre || (cercleVide && auteurDeLaFiche));
}
