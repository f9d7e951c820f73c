import type { SansQualite } from '../qualites.ts';
import { MATRICE, MATRICE_NATIONALE, FONCTIONS_QUI_AJOUTENT, type FamilleNominative, type Role } from './matrice.ts';

/** What the base knows of one reader and one person, all families together. */
export interface Situation {
  readonly role: Role;
  readonly retirees: readonly string[];
  /** Participations running now: what each opens. */
  readonly participations: readonly {
    readonly fonction: string;
    readonly familles: readonly string[];
    readonly explicites: readonly string[];
  }[];
  /** Oppositions that aim at this reader. */
  readonly oppositions: readonly { readonly vise: string; readonly famille: string }[];
  readonly urgenceJusqua: Date | undefined;
  /** Families in intermediate archive, that no care begun again brings back. */
  readonly archivees: readonly string[];
  /** Why the account proves no profession of R. 1110-2. */
  readonly sansQualite?: SansQualite | undefined;
}

export interface Explication {
  readonly visible: 'oui' | 'en_partie' | 'non';
  readonly pourquoi: string;
  /** What would open it, in one sentence; absent when it is open. */
  readonly ouvrirait?: string;
}

export const LIBELLES_FAMILLES: Readonly<Record<FamilleNominative, string>> = {
  ADM: 'Identité et coordonnées',
  COO: 'Cercle, agenda, qui fait quoi',
  SOC: 'Situation sociale, droits, logement',
  MED: 'Informations médicales',
  SEN: 'Informations sensibles (psychiatrie, addictions, violences…)',
  PLN: 'Plan de coordination',
  FIL: 'Messages et notes de liaison',
};

const RIEN = 'Rien ne peut l’ouvrir : ';

/**
 * Why this reader sees one family of a person, or not, and what would open it. The same order as the rule (`predicat.ts`), in words.
 * `lus`: how many elements the rule shows, which may be more than nothing even when the family is closed (addressed, or own writings).
 */
export function expliquer(s: Situation, famille: FamilleNominative, lus: number): Explication {
  const ferme = pourquoiFerme(s, famille);
  if (ferme === undefined) return ouverte(s, famille);
  const { pourquoi, ouvrirait } = ferme;
  const rouvrir = ouvrirait === undefined ? {} : { ouvrirait };
  if (lus === 0) return { visible: 'non', pourquoi, ...rouvrir };
  return {
    ...rouvrir,
    visible: 'en_partie',
    pourquoi: `${ferme.reste ?? 'Seulement ce qui lui a été adressé, ou ses propres écrits.'} ${ferme.pourquoi}`,
  };
}

/** `reste`: what may still be read of a closed family. */
type Fermeture = Pick<Explication, 'pourquoi' | 'ouvrirait'> & { readonly reste?: string };

function pourquoiFerme(s: Situation, famille: FamilleNominative): Fermeture | undefined {
  const { libelle, categorie, codes } = MATRICE[s.role];
  const code = codes[famille];
  if (categorie === undefined)
    return {
      pourquoi: `${libelle} : ce rôle ne lit aucune information sur une personne.`,
      ouvrirait: `${RIEN}ce rôle n’entre dans aucune des deux catégories de l’article R. 1110-2.`,
    };
  if (s.sansQualite !== undefined)
    return {
      pourquoi: `${libelle} : rien ne prouve que ce compte relève d’une profession de l’article R. 1110-2.`,
      ouvrirait: 'Noter sa profession et sa preuve, dans Territoire › Membres.',
    };
  const enUrgence = s.urgenceJusqua !== undefined && (code === 'E' || code === 'L');
  if (s.archivees.includes(famille) && !enUrgence)
    return {
      reste: 'Seulement ce qui a été écrit depuis.',
      pourquoi: 'En archive intermédiaire : la durée d’usage courant est passée.',
      ouvrirait:
        'Quelqu’un qui rejoint le cercle (la prise en charge reprend), un accès d’urgence, ou la demande de la personne de recevoir son dossier.',
    };
  if (s.oppositions.some((o) => o.famille === '*' || o.famille === famille))
    return { pourquoi: 'La personne s’y oppose.', ouvrirait: 'Elle seule peut lever son opposition.' };
  if (code === 'N' && !ajoutee(s, famille))
    return {
      pourquoi: `${libelle} : ce métier ne lit jamais cette famille, sauf un message qui lui est écrit à son nom.`,
      ouvrirait: `${RIEN}matrice des métiers du ${MATRICE_NATIONALE.version.split('-').toReversed().join('/')}.`,
    };
  if (s.retirees.includes(famille))
    return {
      pourquoi: 'Ce territoire a retiré cette famille à ce métier.',
      ouvrirait: 'La personne responsable du DAC peut la rétablir, dans Territoire › Qui voit quoi.',
    };
  if (enUrgence) return undefined;
  return fermeParLeCercle(s, famille);
}

function fermeParLeCercle(s: Situation, famille: FamilleNominative): Fermeture | undefined {
  const code = MATRICE[s.role].codes[famille];
  if (s.participations.some((p) => p.familles.includes(famille) && parLeCercle(s.role, p, famille))) return undefined;
  if (code === 'R')
    return {
      pourquoi: 'Ce métier n’en lit que ce qui lui est adressé.',
      ouvrirait: 'Un message ou une orientation qui le nomme, pour ce contenu seulement.',
    };
  if (s.participations.length === 0)
    return {
      pourquoi: 'N’est pas dans le cercle de la personne aujourd’hui.',
      ouvrirait:
        code === 'X'
          ? 'L’ajouter au cercle, et l’accord de la personne qui le nomme pour cette famille.'
          : 'L’ajouter au cercle, quand la personne est informée ; hors équipe de soins, avec son accord.',
    };
  if (code === 'X')
    return {
      pourquoi: 'Ce métier ne la lit que si la personne la partage avec lui, nommément.',
      ouvrirait: 'L’accord de la personne qui le nomme pour cette famille, ou un envoi qui lui est adressé.',
    };
  return {
    pourquoi: 'Est dans le cercle, mais la personne ne lui a pas ouvert cette famille.',
    ouvrirait: 'Informer la personne ; hors équipe de soins, son accord pour cette famille.',
  };
}

const ajoutee = ({ role, participations }: Situation, famille: FamilleNominative): boolean =>
  participations.some((p) =>
    FONCTIONS_QUI_AJOUTENT.some((f) => f.role === role && f.fonction === p.fonction && f.ligne.lit.includes(famille)),
  );

function parLeCercle(role: Role, p: Situation['participations'][number], famille: FamilleNominative): boolean {
  const { codes } = MATRICE[role];
  if (codes[famille] === 'E' || codes[famille] === 'L') return true;
  if (codes[famille] === 'X') return p.explicites.includes(famille);
  return FONCTIONS_QUI_AJOUTENT.some(
    (f) => f.role === role && f.fonction === p.fonction && f.ligne.lit.includes(famille),
  );
}

function ouverte(s: Situation, famille: FamilleNominative): Explication {
  const partie = MATRICE[s.role].parties[famille];
  const parLeCercleAussi = fermeParLeCercle(s, famille) === undefined;
  const pourquoi = parLeCercleAussi
    ? 'Est dans le cercle, et son métier en a besoin.'
    : 'Un accès d’urgence, motivé et tracé, est en cours.';
  if (partie === undefined) return { visible: 'oui', pourquoi };
  return { visible: 'en_partie', pourquoi: `${pourquoi} Son métier n’en lit que ${partie.dit}.` };
}
