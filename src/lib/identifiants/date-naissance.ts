// Date of birth as a partial FHIR date: aaaa, aaaa-mm or aaaa-mm-jj. Read from jj/mm/aaaa, mm/aaaa, aaaa, ISO, and jj/mm/aa with a warning.
// A civil record may not know the day or the month (« lunar » dates, written 00): 00/00/1942 is kept as 1942, 00/05/1942 as 1942-05.
// A two-digit year is the latest year not in the future. Not checked: that the person was born that day.
// Source: RNIV, identitovigilance (dates lunaires); FHIR R4 `date`. Vectors: vecteurs/date-naissance.{valides,invalides}.txt
import type { Jour } from '#lib/temps/index.ts';
import { type Avertissement, type Resultat, lu, refuse } from './resultat.ts';

export type DateNaissance = string & { readonly marque: 'DateNaissance' };

const AGE_MAXIMAL = 130;

const TEXTES = {
  forme: 'Écrivez la date de naissance jj/mm/aaaa, ou seulement l’année si vous ne savez pas le jour.',
  inexistante: 'Cette date n’existe pas dans le calendrier.',
  futur: 'La date de naissance est dans le futur.',
  trop_ancienne: 'La date de naissance donnerait plus de 130 ans : vérifiez l’année.',
  siecle_suppose: 'L’année était écrite sur deux chiffres : vérifiez le siècle.',
  date_incomplete: 'Le jour ou le mois de naissance n’est pas connu.',
} as const;

export type MotifDateNaissance = keyof typeof TEXTES;
interface Lue {
  readonly annee: string;
  readonly mois: string;
  readonly jour: string;
}

const INCONNU = '00';

const FORMES: readonly RegExp[] = [
  /^(?<jour>\d{1,2})[/.\- ](?<mois>\d{1,2})[/.\- ](?<annee>\d{4}|\d{2})$/,
  /^(?<jour>\d{2})(?<mois>\d{2})(?<annee>\d{4})$/,
  /^(?<annee>\d{4})-(?<mois>\d{2})-(?<jour>\d{2})$/,
  /^(?<annee>\d{4})-(?<mois>\d{2})$/,
  /^(?<mois>\d{1,2})\/(?<annee>\d{4})$/,
  /^(?<annee>\d{4})$/,
];

function decouper(texte: string): Lue | undefined {
  for (const forme of FORMES) {
    const groupes = forme.exec(texte)?.groups;
    if (groupes !== undefined) {
      const { annee = '', mois = INCONNU, jour = INCONNU } = groupes;
      return { annee, mois: mois.padStart(2, '0'), jour: jour.padStart(2, '0') };
    }
  }
  return undefined;
}

function existe({ annee, mois, jour }: Lue): boolean {
  if (mois === INCONNU) return jour === INCONNU;
  if (Number(mois) > 12) return false;
  if (jour === INCONNU) return true;
  const date = new Date(Date.UTC(Number(annee), Number(mois) - 1, Number(jour)));
  return date.getUTCMonth() === Number(mois) - 1 && date.getUTCDate() === Number(jour);
}

/** Full year behind two digits: the latest one that is not after the current year (« née en 42 », read in 2026: 1942). */
export function siecleSuppose(deuxChiffres: number, aujourdhui: Jour): number {
  const courante = Number(aujourdhui.slice(0, 4));
  const candidate = Math.floor(courante / 100) * 100 + deuxChiffres;
  return candidate > courante ? candidate - 100 : candidate;
}

/** Reads a date of birth, complete or partial; `aujourdhui` refuses the future and settles two-digit years. */
export function lireDateNaissance(texte: string, aujourdhui: Jour): Resultat<DateNaissance, MotifDateNaissance> {
  const decoupee = decouper(texte.trim());
  if (decoupee === undefined) return refuse('forme', TEXTES);
  const avertissements: Avertissement<MotifDateNaissance>[] = [];
  let { annee } = decoupee;
  if (annee.length === 2) {
    annee = String(siecleSuppose(Number(annee), aujourdhui));
    avertissements.push({ motif: 'siecle_suppose', texte: TEXTES.siecle_suppose });
  }
  const { mois, jour } = decoupee;
  if (!existe({ annee, mois, jour })) return refuse('inexistante', TEXTES);
  const connues = [annee, mois, jour].filter((partie) => partie !== INCONNU).join('-');
  if (connues > aujourdhui.slice(0, connues.length)) return refuse('futur', TEXTES);
  if (Number(annee) < Number(aujourdhui.slice(0, 4)) - AGE_MAXIMAL) return refuse('trop_ancienne', TEXTES);
  if (jour === INCONNU) avertissements.push({ motif: 'date_incomplete', texte: TEXTES.date_incomplete });
  return lu(connues as DateNaissance, avertissements);
}

/** Accepts a FHIR `date` already validated by the standard; undefined when it is not a real calendar date. */
export function dateNaissanceFhir(date: string): DateNaissance | undefined {
  if (!/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(date)) return undefined;
  const [annee = '', mois = INCONNU, jour = INCONNU] = date.split('-');
  const entiere = (date.length === 4 || mois !== INCONNU) && (date.length < 10 || jour !== INCONNU);
  return entiere && existe({ annee, mois, jour }) ? (date as DateNaissance) : undefined;
}

/** As French readers write it: jj/mm/aaaa, mm/aaaa or aaaa. */
export function afficherDateNaissance(date: DateNaissance): string {
  return date.split('-').reverse().join('/');
}

/** Age in completed years; undefined when the birthday is not known, since one year could be missing. */
export function ageRevolu(date: DateNaissance, aujourdhui: Jour): number | undefined {
  if (date.length !== 10) return undefined;
  const annees = Number(aujourdhui.slice(0, 4)) - Number(date.slice(0, 4));
  return aujourdhui.slice(5) < date.slice(5) ? annees - 1 : annees;
}
