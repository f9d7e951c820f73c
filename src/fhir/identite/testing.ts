import {
  type DateNaissance,
  type Resultat,
  lireCodeCommune,
  lireMatriculeIns,
  lireOidIns,
  lireTelephone,
} from '#lib/identifiants/index.ts';
import type { Fiabilite, Ins, TraitsIdentite } from './traits.ts';

function valeur<T>(resultat: Resultat<T>): T {
  if (!resultat.ok) throw new Error(resultat.motif);
  return resultat.valeur;
}

/** INS of the test range, never of a real person. */
export function unIns(matricule = '279035121518989'): Ins {
  return { matricule: valeur(lireMatriculeIns(matricule)), oid: valeur(lireOidIns('1.2.250.1.213.1.4.10', 'essai')) };
}

/** Traits of a fictitious person, provisional unless said otherwise. */
export function desTraits(changements: Partial<TraitsIdentite> = {}): TraitsIdentite {
  return {
    nomNaissance: 'Petit',
    prenomsNaissance: ['Jeanne', 'Marie-Louise'],
    nomUtilise: 'Aubry',
    prenomUtilise: 'Jeanne',
    sexe: 'feminin',
    dateNaissance: '1942-03-12' as DateNaissance,
    telephones: [{ numero: valeur(lireTelephone('0639980123')), usage: 'portable' }],
    courriels: [],
    fiabilite: { statut: 'PROV', attributs: [], methode: 'SM' },
    ...changements,
  };
}

/** Traits of a fictitious qualified person: INS of the test range and the five strict traits. */
export function desTraitsQualifies(
  changements: Partial<TraitsIdentite> = {},
  fiabilite: Partial<Fiabilite> = {},
): TraitsIdentite {
  return desTraits({
    nomNaissance: 'PAT-TROIS',
    prenomsNaissance: ['DOMINIQUE', 'MARIE-LOUISE'],
    dateNaissance: '1979-03-28' as DateNaissance,
    lieuNaissance: { cog: valeur(lireCodeCommune('51215')), libelle: 'DOMPREMY' },
    ins: unIns(),
    fiabilite: {
      statut: 'QUAL',
      attributs: [],
      methode: 'INSI',
      piece: 'CN',
      dateControle: '2026-03-02',
      ...fiabilite,
    },
    ...changements,
  });
}
