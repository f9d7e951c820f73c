import {
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

/** A fictitious person of the civil record, with the INS of the official sample. */
export function dominique(changements: Partial<PersonneInsi['traits']> = {}): PersonneInsi {
  const dateNaissance = dateNaissanceFhir('1979-03-28');
  if (dateNaissance === undefined) throw new Error('date');
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
