import type { z } from 'zod';
import type { noterAvis } from '../contract.ts';
import type { CategoriePro, FamillePartagee, Mode } from '../vocabulaire.ts';
import type { NOTER } from './textes.ts';

export type Etat = keyof typeof NOTER.etats;
type FamilleNommee = FamillePartagee | 'SEN';

/** Nothing is answered beforehand: a consent is never presumed by the tool (SP-11). */
export const VIERGE = {
  etat: undefined as Etat | undefined,
  mode: undefined as Mode | undefined,
  aupresDe: '',
  representant: undefined as string | undefined,
  preuve: '',
  etendue: undefined as 'equipe' | 'tous' | 'certains' | undefined,
  familles: [] as readonly FamillePartagee[],
  categories: [] as readonly CategoriePro[],
  membres: [] as readonly string[],
  notice: false,
  motif: '',
  consultee: '',
  vise: undefined as 'tous' | 'membres' | 'metiers' | undefined,
  vises: [] as readonly string[],
  metiers: [] as readonly string[],
  quoi: undefined as 'tout' | 'partie' | undefined,
  famillesOpposees: [] as readonly FamilleNommee[],
};
export type Saisie = typeof VIERGE;
type Entree = z.input<typeof noterAvis.entree>;

const facultatif = (cle: string, valeur: string) => (valeur === '' ? {} : { [cle]: valeur });

/** The server names what is missing: an unanswered question is sent as it is. */
export function entreeDe(patient: string, saisie: Saisie): Entree {
  const { etat, motif, consultee } = saisie;
  // The type of an unanswered question is the server's to refuse, with its sentence.
  const mode = saisie.mode as Mode;
  if (etat === 'impossible') return { etat, patient, motif, ...facultatif('personneConsultee', consultee) };
  if (etat === 'opposee') return { etat, patient, mode, ...oppositionDe(saisie) };
  const preuve = {
    ...facultatif('aupresDe', saisie.aupresDe),
    ...facultatif('representant', saisie.representant ?? ''),
    ...facultatif('preuve', saisie.preuve),
  };
  if (etat === 'accord') return { etat, patient, mode, ...preuve, ...perimetreDe(saisie) };
  return { etat: etat as 'informee', patient, mode, ...preuve };
}

function oppositionDe({ vise, vises, metiers, quoi, famillesOpposees }: Saisie) {
  const visees = vise === 'membres' ? [...vises] : vise === 'metiers' ? [...metiers] : (vise as 'tous');
  return { vise: visees, ...(quoi === 'partie' ? { familles: [...famillesOpposees] } : {}) };
}

function perimetreDe({ etendue, familles, categories, membres, notice }: Saisie) {
  if (etendue !== 'tous' && etendue !== 'certains') return {};
  const avec =
    etendue === 'tous' ? { membres: 'cercle' as const, categories: [...categories] } : { membres: [...membres] };
  return { perimetre: { familles: [...familles], ...avec, noticeRemise: notice as true } };
}
