import type { Hasard } from '../../../fautes/hasard.ts';
import {
  FAMILLES_DU_MONDE,
  LECTEURS,
  LECTEURS_DES_MONDES,
  ROLES_DU_MONDE,
  type FamilleDuMonde,
} from './lecteurs.testing.ts';

// Worlds in the words of the law, for the oracle and for the base alike. This file knows neither the engine nor its matrix.

const FAMILLES_ARCHIVABLES = ['SOC', 'MED', 'SEN', 'PLN', 'FIL'] as const;
const PARTAGEABLES = ['ADM', 'COO', 'SOC', 'MED', 'PLN', 'FIL'] as const;

export const MAINTENANT = new Date('2026-11-28T10:00:00Z');
const HEURE = 3_600_000;
const JOUR = 24 * HEURE;
const dans = (ms: number): Date => new Date(MAINTENANT.getTime() + ms);

export interface Element {
  readonly type: string;
  readonly id: string;
  readonly patient: string | undefined;
  readonly famille: FamilleDuMonde;
  readonly auteur: string;
  readonly destinataires: readonly string[];
  readonly le: Date;
  /** Of a Task. */
  readonly statut?: string;
}

/** Something that happened, told about an element; it has its own family, readers and author. */
export interface FaitDuMonde {
  readonly id: string;
  readonly objet: string;
  readonly patient: string;
  readonly famille: FamilleDuMonde;
  readonly auteur: string;
  readonly destinataires: readonly string[];
  readonly le: Date;
  /** Account that typed it, when it was for its author. */
  readonly saisiPar?: string;
  /** A word to look for in what is shown; without one the fact says nothing. */
  readonly mot?: string;
}

export interface Membre {
  readonly ref: string;
  readonly fonction: string;
  readonly porte: 'porte1' | 'porte2' | 'porte3' | 'consentement' | 'hors_equipe';
  readonly debut: Date;
  readonly fin?: Date;
}

/** What the person was told and answered; `nommes`: what she shares by name. */
export interface Parole {
  readonly etat: 'non_dite' | 'informee' | 'accord' | 'impossible';
  readonly perimetre?: {
    readonly familles: readonly (typeof PARTAGEABLES)[number][];
    readonly membres: 'cercle' | readonly string[];
  };
  readonly nommes: readonly { readonly ref: string; readonly familles: readonly FamilleDuMonde[] }[];
  readonly oppositions: readonly { readonly vise: string; readonly famille: string }[];
  readonly masques: readonly { readonly type: string; readonly id: string; readonly vise: string }[];
}

export interface Urgence {
  readonly ref: string;
  readonly role: string;
  readonly ouverteLe: Date;
  readonly fin: Date;
  readonly fermeeLe?: Date;
}

/** A family of the person put in intermediate archive. */
export interface Archive {
  readonly famille: FamilleDuMonde;
  readonly depuis: Date;
}

/** One person, her circle, what she said, what is kept about her. */
export interface Monde {
  readonly patient: string;
  readonly archives: readonly Archive[];
  readonly membres: readonly Membre[];
  readonly parole: Parole;
  readonly urgences: readonly Urgence[];
  readonly elements: readonly Element[];
  readonly faits: readonly FaitDuMonde[];
}

/** Rights the territory withdrew: `role` × family. */
export type Retraits = readonly { readonly role: string; readonly famille: string }[];

const TYPES = [
  'Task',
  'Communication',
  'Observation',
  'MedicationRequest',
  'Flag',
  'DocumentReference',
  'Composition',
  'Condition',
  'CarePlan',
] as const;
const STATUTS = ['requested', 'in-progress', 'completed', 'cancelled'];
const refDe = (h: Hasard): string => {
  const lecteur = h.parmi(LECTEURS);
  return lecteur.genre === 'compte' ? h.parmi(lecteur.refs) : `Device/${lecteur.id}`;
};
const auteurDe = (h: Hasard): string => {
  const lecteur = h.parmi(LECTEURS_DES_MONDES);
  return h.une(3) ? 'systeme:import' : lecteur.genre === 'compte' ? lecteur.id : `client:${lecteur.id}`;
};
const quelques = <T>(h: Hasard, max: number, faire: () => T): T[] => Array.from({ length: h.entier(max + 1) }, faire);
const choisies = <T>(h: Hasard, parmi: readonly T[]): T[] => parmi.filter(() => h.une(2));
/** Around now, on both sides, and exactly now from time to time. */
const instant = (h: Hasard, duree: number): Date => (h.une(6) ? MAINTENANT : dans((h.tirer() * 2 - 1) * duree));

export function unMonde(h: Hasard, patient: string): Monde {
  const membres = quelques(h, 5, () => unMembre(h));
  const elements = [
    unElement(h, { type: 'Patient', id: patient, patient, famille: h.une(8) ? 'SEN' : 'ADM' }),
    ...quelques(h, 6, () => h.parmi(TYPES)).map((type, rang) =>
      unElement(h, {
        type,
        id: `${patient}-${rang}`,
        patient: h.une(12) ? undefined : patient,
        famille: h.parmi(FAMILLES_DU_MONDE),
      }),
    ),
  ];
  return {
    patient,
    archives: h.une(3) ? desArchives(h, elements) : [],
    membres,
    parole: uneParole(h, membres, elements),
    urgences: h.une(3) ? quelques(h, 2, () => uneUrgence(h)) : [],
    elements,
    faits: quelques(h, 2, () => h.parmi(elements)).map((element, rang) => ({
      id: `${patient}-f${rang}`,
      objet: `${element.type}/${element.id}`,
      patient,
      famille: h.parmi(FAMILLES_DU_MONDE),
      auteur: auteurDe(h),
      destinataires: quelques(h, 2, () => refDe(h)),
      le: dans(-h.tirer() * 200 * JOUR),
      ...(h.une(3) ? { saisiPar: auteurDe(h) } : {}),
    })),
  };
}

/** Since a while, or exactly when an element was last written. One line per family. */
function desArchives(h: Hasard, elements: readonly Element[]): readonly Archive[] {
  return choisies(h, FAMILLES_ARCHIVABLES).map((famille) => ({
    famille,
    depuis: h.une(3) ? h.parmi(elements).le : dans(-h.tirer() * 12 * JOUR),
  }));
}

function unElement(h: Hasard, quoi: Pick<Element, 'type' | 'id' | 'patient' | 'famille'>): Element {
  return {
    ...quoi,
    auteur: auteurDe(h),
    destinataires: quelques(h, 2, () => refDe(h)),
    le: dans(-h.tirer() * 200 * JOUR),
    ...(quoi.type === 'Task' ? { statut: h.parmi(STATUTS) } : {}),
  };
}

function unMembre(h: Hasard): Membre {
  const debut = instant(h, 10 * JOUR);
  return {
    ref: h.une(9) ? 'RelatedPerson/fille' : refDe(h),
    fonction: h.parmi([
      'medecin_traitant',
      'infirmier',
      'assistant_social',
      'service',
      'benevole',
      'personne_de_confiance',
    ]),
    porte: h.parmi(['porte1', 'porte2', 'porte3', 'consentement', 'hors_equipe']),
    debut,
    ...(h.une(3) ? { fin: instant(h, 5 * JOUR) } : {}),
  };
}

function uneParole(h: Hasard, membres: readonly Membre[], elements: readonly Element[]): Parole {
  const etat = h.parmi(['non_dite', 'informee', 'informee', 'accord', 'accord', 'impossible'] as const);
  const lun = (): string => (membres.length === 0 || h.une(4) ? refDe(h) : h.parmi(membres).ref);
  // The person herself is not an element one hides.
  const masquables = elements.filter(({ type }) => type !== 'Patient');
  return {
    etat,
    ...(etat === 'accord' && h.une(2)
      ? {
          perimetre: {
            familles: choisies(h, PARTAGEABLES),
            membres: h.une(2) ? ('cercle' as const) : quelques(h, 2, lun),
          },
        }
      : {}),
    nommes: h.une(2) ? [] : quelques(h, 2, () => ({ ref: lun(), familles: choisies(h, FAMILLES_DU_MONDE) })),
    oppositions: h.une(2)
      ? []
      : quelques(h, 2, () => ({
          vise: h.parmi(['*', lun(), lun(), `role:${h.parmi(ROLES_DU_MONDE)}`, 'Device/tout']),
          famille: h.parmi(['*', ...FAMILLES_DU_MONDE.filter((f) => f !== 'ORG')]),
        })),
    masques:
      masquables.length === 0 || h.une(2)
        ? []
        : quelques(h, 2, () => ({ element: h.parmi(masquables), vise: h.parmi(['*', lun(), 'Device/tout']) })).map(
            ({ element: { type, id }, vise }) => ({ type, id, vise }),
          ),
  };
}

function uneUrgence(h: Hasard): Urgence {
  const lecteur = h.parmi(LECTEURS.filter((l) => l.genre === 'compte'));
  // From time to time, one that ends exactly now.
  const ouverteLe = h.une(6) ? dans(-4 * HEURE) : instant(h, 5 * HEURE);
  return {
    ref: lecteur.refs[0] ?? '',
    role: h.une(8) ? h.parmi(ROLES_DU_MONDE) : lecteur.role,
    ouverteLe,
    fin: new Date(ouverteLe.getTime() + 4 * HEURE),
    ...(h.une(4) ? { fermeeLe: instant(h, 2 * HEURE) } : {}),
  };
}

/** The same world with one right less: nobody may see more in it. */
export function unDroitDeMoins(h: Hasard, monde: Monde): Monde {
  const { parole, membres } = monde;
  const sans = <T>(liste: readonly T[]): readonly T[] => liste.slice(0, -1);
  switch (h.entier(10)) {
    case 0:
      return { ...monde, membres: sans(membres) };
    case 1:
      return { ...monde, membres: membres.map((m) => ({ ...m, fin: MAINTENANT })) };
    case 2:
      return { ...monde, urgences: monde.urgences.map((u) => ({ ...u, fermeeLe: MAINTENANT })) };
    case 3:
      return { ...monde, parole: { ...parole, etat: parole.etat === 'accord' ? 'informee' : 'non_dite' } };
    case 4:
      return { ...monde, parole: { ...parole, nommes: sans(parole.nommes) } };
    case 5:
      return {
        ...monde,
        parole: { ...parole, oppositions: [...parole.oppositions, { vise: h.parmi(['*', refDe(h)]), famille: '*' }] },
      };
    case 6:
      return {
        ...monde,
        parole: {
          ...parole,
          masques: [
            ...parole.masques,
            ...monde.elements
              .slice(1)
              .slice(-1)
              .map(({ type, id }) => ({ type, id, vise: '*' })),
          ],
        },
      };
    case 7:
      return { ...monde, archives: archiver(h.parmi(FAMILLES_ARCHIVABLES), monde.archives) };
    case 8:
      return { ...monde, elements: monde.elements.map((e) => ({ ...e, destinataires: sans(e.destinataires) })) };
    default:
      return {
        ...monde,
        parole: {
          ...parole,
          ...(parole.perimetre === undefined
            ? {}
            : { perimetre: { ...parole.perimetre, familles: sans(parole.perimetre.familles) } }),
        },
      };
  }
}

/** Archived now, whatever it was: closes more, or as much. */
const archiver = (famille: FamilleDuMonde, archives: readonly Archive[]): readonly Archive[] => [
  ...archives.filter((a) => a.famille !== famille),
  { famille, depuis: MAINTENANT },
];
