import type { Patient } from '@medplum/fhirtypes';
import { type DateNaissance, afficherDateNaissance, afficherTelephone } from '#lib/identifiants/index.ts';
import { normaliser } from '#lib/texte/index.ts';
import { comparerDates } from './comparer-dates.ts';
import { type NomsDePersonne, comparerNoms, comparerPrenoms } from './comparer-noms.ts';
import { traitsDepuisPatient } from './lecture-patient.ts';
import { type Desaccord, type Ressemblance, SEUILS_PAR_DEFAUT, type Seuils } from './seuils.ts';
import { permission } from './statut.ts';
import type { TraitsIdentite } from './traits.ts';

/** What is known of the person looked for: any part of the traits, or only an approximate year of birth when an age was given. */
export type CandidatIdentite = Partial<
  Pick<
    TraitsIdentite,
    | 'nomNaissance'
    | 'prenomsNaissance'
    | 'nomUtilise'
    | 'prenomUtilise'
    | 'sexe'
    | 'dateNaissance'
    | 'telephones'
    | 'adresse'
    | 'ins'
  >
> & { readonly anneeNaissanceApprochee?: number };

export interface Rapprochement<P extends Patient = Patient> {
  readonly patient: P;
  /** 0 to 100. */
  readonly score: number;
  /** Only an order of presentation: even `forte` is decided by a person. */
  readonly niveau: 'forte' | 'possible';
  readonly motifs: readonly string[];
  readonly conflits: readonly string[];
}

/** One comparison: a resemblance with its reason, a disagreement with its warning, or nothing when one side is silent. */
type Constat =
  | { readonly ressemblance: Ressemblance; readonly motif: string }
  | { readonly desaccord: Desaccord; readonly conflit: string }
  | undefined;

function nomsDe(personne: CandidatIdentite): NomsDePersonne {
  const { nomNaissance, nomUtilise, prenomsNaissance = [], prenomUtilise } = personne;
  const prenoms = prenomUtilise === undefined ? prenomsNaissance : [prenomUtilise, ...prenomsNaissance];
  return { naissance: nomNaissance, utilise: nomUtilise, prenoms };
}

function constatNoms(candidat: NomsDePersonne, dossier: NomsDePersonne, seuils: Seuils): Constat[] {
  const noms = comparerNoms(candidat, dossier, seuils);
  const nom: Constat =
    noms === null
      ? undefined
      : (noms ?? {
          desaccord: 'nom',
          conflit: `nom différent (${candidat.naissance ?? candidat.utilise} / ${dossier.naissance ?? dossier.utilise})`,
        });
  // Swapped fields already compared the given names.
  if (noms?.ressemblance === 'nom_prenom_inverses') return [nom];
  const prenoms = comparerPrenoms(candidat.prenoms, dossier.prenoms, seuils);
  if (prenoms === null) return [nom];
  const conflit = `prénom différent (${candidat.prenoms[0]} / ${dossier.prenoms[0]})`;
  return [nom, prenoms ?? { desaccord: 'prenom', conflit }];
}

function constatDate(candidat: CandidatIdentite, date: DateNaissance | undefined, seuils: Seuils): Constat {
  const { dateNaissance, anneeNaissanceApprochee: approchee } = candidat;
  if (date === undefined) return undefined;
  if (dateNaissance !== undefined) {
    const dates = `${afficherDateNaissance(dateNaissance)} / ${afficherDateNaissance(date)}`;
    return (
      comparerDates(dateNaissance, date) ?? { desaccord: 'date', conflit: `date de naissance différente (${dates})` }
    );
  }
  if (approchee === undefined) return undefined;
  return Math.abs(approchee - Number(date.slice(0, 4))) <= seuils.ecartAge
    ? { ressemblance: 'age_compatible', motif: 'âge compatible avec la date de naissance' }
    : { desaccord: 'date', conflit: `âge incompatible avec la date de naissance (${afficherDateNaissance(date)})` };
}

function constatTelephone(candidat: CandidatIdentite, dossier: TraitsIdentite): Constat {
  const connus = new Set(dossier.telephones.map(({ numero }) => numero));
  const commun = candidat.telephones?.find(({ numero }) => connus.has(numero));
  return commun && { ressemblance: 'telephone', motif: `même téléphone (${afficherTelephone(commun.numero)})` };
}

function constatCommune(candidat: CandidatIdentite, dossier: TraitsIdentite): Constat {
  const [a, b] = [candidat.adresse, dossier.adresse];
  if (a === undefined || b === undefined) return undefined;
  const memeCode = a.cog !== undefined && a.cog === b.cog;
  const memeNom = normaliser(a.commune ?? '') !== '' && normaliser(a.commune ?? '') === normaliser(b.commune ?? '');
  return memeCode || memeNom
    ? { ressemblance: 'commune', motif: `même commune (${b.commune ?? a.commune ?? b.cog})` }
    : undefined;
}

function constatSexe(candidat: CandidatIdentite, dossier: TraitsIdentite): Constat {
  const connus = [candidat.sexe ?? 'inconnu', dossier.sexe];
  return connus.includes('inconnu') || candidat.sexe === dossier.sexe
    ? undefined
    : { desaccord: 'sexe', conflit: 'sexe différent' };
}

function memeMatricule(candidat: CandidatIdentite, dossier: TraitsIdentite): boolean {
  const { ins } = candidat;
  return ins !== undefined && ins.matricule === dossier.ins?.matricule && ins.oid === dossier.ins.oid;
}

/** Sentences that help to choose between duplicate, twin, homonym and collision; placed first among the warnings. */
function lectures(constats: readonly NonNullable<Constat>[], matricule: boolean): string[] {
  const a = (nom: Ressemblance) =>
    constats.some((constat) => 'ressemblance' in constat && constat.ressemblance === nom);
  const sans = (nom: Desaccord) => constats.some((constat) => 'desaccord' in constat && constat.desaccord === nom);
  const desaccord = constats.some((constat) => 'desaccord' in constat);
  return [
    ...(matricule && desaccord
      ? ['même matricule mais traits différents : erreur de saisie ou collision, à vérifier']
      : []),
    ...(a('nom_identique') && a('date_identique') && sans('prenom') ? ['jumeaux possibles'] : []),
    ...(a('nom_identique') && a('prenom_identique') && sans('date') ? ['homonyme possible'] : []),
  ];
}

function comparer<P extends Patient>(candidat: CandidatIdentite, patient: P, seuils: Seuils): Rapprochement<P> {
  const dossier = traitsDepuisPatient(patient);
  const matricule = memeMatricule(candidat, dossier);
  const constats = [
    constatDate(candidat, dossier.dateNaissance, seuils),
    ...constatNoms(nomsDe(candidat), nomsDe(dossier), seuils),
    constatTelephone(candidat, dossier),
    constatCommune(candidat, dossier),
    constatSexe(candidat, dossier),
    matricule ? ({ ressemblance: 'matricule', motif: 'même matricule INS' } as const) : undefined,
  ].filter((constat) => constat !== undefined);
  const points = constats.map((constat) =>
    'ressemblance' in constat ? seuils.points[constat.ressemblance] : -seuils.retraits[constat.desaccord],
  );
  const somme = points.reduce((total, point) => total + point, 0);
  // A matricule is never enough: contradicted traits are shown, at the threshold, for a person to look at.
  const score = Math.min(100, Math.max(matricule ? seuils.proposer : 0, somme));
  const conflits = [
    ...lectures(constats, matricule),
    ...constats.flatMap((constat) => ('conflit' in constat ? [constat.conflit] : [])),
  ];
  return {
    patient,
    score,
    niveau: score >= seuils.forte && conflits.length === 0 ? 'forte' : 'possible',
    motifs: constats.flatMap((constat) => ('motif' in constat ? [constat.motif] : [])),
    conflits,
  };
}

/**
 * Files that may be the person looked for (duplicates and homonyms), best first, each with reasons and warnings in French.
 * Proposes, never decides: nothing is merged, and a matricule alone is not a strong resemblance.
 * Cost is linear in `existants`: narrow them first by phonetic key, date, phone or matricule.
 */
export function rapprocher<P extends Patient>(
  candidat: CandidatIdentite,
  existants: readonly P[],
  seuils: Seuils = SEUILS_PAR_DEFAUT,
): readonly Rapprochement<P>[] {
  return existants
    .map((patient) => comparer(candidat, patient, seuils))
    .filter(({ score }) => score >= seuils.proposer)
    .sort(
      (a, b) =>
        b.score - a.score ||
        a.conflits.length - b.conflits.length ||
        ((a.patient.id ?? '') < (b.patient.id ?? '') ? -1 : 1),
    );
}

/** Same matricule and same five strict traits, on two qualified identities: the only case of automatic filing (INS-04). */
export function rapprochementAutomatique(a: TraitsIdentite, b: TraitsIdentite): boolean {
  const qualifiees = [a, b].every(({ fiabilite }) => permission('rapprocher_automatiquement', fiabilite) === 'oui');
  const stricts = ({ nomNaissance = '', prenomsNaissance, dateNaissance, sexe, lieuNaissance }: TraitsIdentite) =>
    [normaliser(nomNaissance), normaliser(prenomsNaissance.join(' ')), dateNaissance, sexe, lieuNaissance?.cog].join(
      '|',
    );
  return qualifiees && memeMatricule(a, b) && stricts(a) === stricts(b);
}
