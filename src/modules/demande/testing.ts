import type { Demande } from './demande.ts';

/** A request as the DAC sees it on arrival; override only what the test is about. */
export function uneDemande(dessus: Partial<Demande> = {}): Demande {
  return {
    id: 'tache-1',
    requete: 'requete-1',
    reference: 'DEM-7K4F2',
    statut: 'deposee',
    canal: 'mssante',
    structure: 'Organization/dac',
    boite: 'dac@dac-orsene.mss-orsene.invalid',
    demandeur: {
      nom: 'Dr Paul Martin',
      ref: 'PractitionerRole/martin',
      adresse: 'paul.martin@medecin.mss-orsene.invalid',
      telephone: undefined,
    },
    patient: undefined,
    candidat: {
      nom: 'Aubry',
      prenom: 'Jeanne',
      naissance: '1942',
      sexe: 'female',
      telephone: '+33639980012',
      commune: undefined,
    },
    attente: 'coordination',
    urgence: 'U2',
    motifs: ['MAD', 'AID'],
    texte: 'Chute, fille épuisée.',
    accord: 'informee',
    accordMotif: undefined,
    deposeeLe: new Date('2026-11-24T08:30:00.000Z'),
    proprietaire: undefined,
    referent: undefined,
    complements: [],
    decisions: [],
    retours: [],
    qualifieeLe: undefined,
    suspendueMs: 0,
    suspendueDepuis: undefined,
    cloture: undefined,
    versions: undefined,
    ...dessus,
  };
}
