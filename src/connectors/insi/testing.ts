import {
  type DateNaissance,
  type Resultat,
  dateNaissanceFhir,
  lireCodeCommune,
  lireMatriculeIns,
  lireOidIns,
} from '#lib/identifiants/index.ts';
import type { InsLue, PersonneInsi } from './insi.ts';

function lu<T>(resultat: Resultat<T>): T {
  if (!resultat.ok) throw new Error(resultat.motif);
  return resultat.valeur;
}

/** INS of the test range. */
export function insDEssai(matricule: string): InsLue {
  return { matricule: lu(lireMatriculeIns(matricule)), oid: lu(lireOidIns('1.2.250.1.213.1.4.10', 'essai')) };
}

export function uneDate(texte: string): DateNaissance {
  const date = dateNaissanceFhir(texte);
  if (date === undefined) throw new Error(`date ${texte}`);
  return date;
}

/** A fictitious person of the civil record, with the INS of the official sample. */
export function dominique(changements: Partial<PersonneInsi['traits']> = {}): PersonneInsi {
  const dateNaissance = uneDate('1979-03-28');
  return {
    ins: insDEssai('279035121518989'),
    traits: {
      nomNaissance: 'PAT-TROIS',
      prenoms: ['DOMINIQUE', 'MARIE-LOUISE'],
      sexe: 'F',
      dateNaissance,
      lieuNaissance: lu(lireCodeCommune('51215')),
      ...changements,
    },
    anciens: [],
  };
}
