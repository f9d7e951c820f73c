import type { DetailDemande, LigneDemande } from '../contract.ts';

const DEPOSEE_LE = '2026-11-26T09:30:00.000Z';
const RESERVE = 'Analyser et décider est réservé à : coordinateur d’appui du DAC. Vous êtes connecté comme médecin.';

/** A row of the worklist, nobody has it yet. */
export function uneLigne(dessus: Partial<LigneDemande> = {}): LigneDemande {
  return {
    id: 'd1',
    reference: 'DEM-7K4F2',
    statut: 'deposee',
    urgence: 'U2',
    canal: 'mssante',
    personne: 'Mme Aubry Jeanne',
    demandeur: 'Dr Paul Martin',
    deposeeLe: DEPOSEE_LE,
    main: {
      etat: 'attend',
      qui: 'Sophie Marchand',
      depuis: DEPOSEE_LE,
      prochaine: 'Premier contact',
      dueLe: '2026-11-27T09:30:00.000Z',
      rang: 0,
    },
    nouveau: false,
    ...dessus,
  };
}

/** A request being analysed by Sophie, whose person is not confirmed; override only what the test is about. */
export function unDetail(dessus: Partial<DetailDemande> = {}): DetailDemande {
  return {
    id: 'd1',
    reference: 'DEM-7K4F2',
    statut: 'en_qualification',
    libelle: 'En analyse',
    urgence: 'U2',
    attente: 'coordination',
    motifs: ['MAD', 'AID'],
    canal: 'mssante',
    texte: 'Une patiente\nMme Aubry, née en 1942, chute.  Sa fille est épuisée.',
    accord: 'non_dite',
    deposeeLe: DEPOSEE_LE,
    demandeur: { nom: 'Dr Paul Martin', adresse: 'paul.martin@medecin.mss.invalid', telephone: '0199001234' },
    candidat: { nom: 'Aubry', prenom: 'Jeanne', naissance: '1942' },
    rapprochements: [
      {
        patient: 'p1',
        nom: 'Mme Aubri Jeanne',
        naissance: '12/03/1942',
        commune: 'Maubeuge',
        score: 0.8,
        motifs: ['même année de naissance', 'nom voisin'],
        conflits: ['Téléphone différent'],
      },
    ],
    complements: [],
    decisions: [],
    suspendue: false,
    suspendueMs: 0,
    priseLe: '2026-11-26T10:00:00.000Z',
    aVerifier: true,
    retours: 0,
    main: {
      etat: 'tenu',
      qui: 'Sophie Marchand',
      quiRef: 'PractitionerRole/sophie',
      depuis: '2026-11-26T10:00:00.000Z',
      prochaine: 'Décision',
      dueLe: '2026-12-01T10:00:00.000Z',
      rang: 0,
    },
    ferme: { 'decider:evaluation': 'Confirmez d’abord de qui il s’agit.', rouvrir: 'La demande n’est pas close.' },
    equipe: [
      { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand' },
      { ref: 'PractitionerRole/helene', nom: 'Hélène Vidal' },
    ],
    histoire: [{ id: 'f1', le: DEPOSEE_LE, titre: 'Demande d’appui DEM-7K4F2 de Dr Paul Martin', par: 'Cordée' }],
    fils: [{ id: 'fil1', avec: 'Dr Paul Martin', messages: 2 }],
    ...dessus,
  };
}

/** Everything closed, for the same reason: a reader who is not of the team. */
export const TOUT_FERME: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'prendre',
    'confirmer',
    'preciser',
    'accord',
    'complement',
    'noterComplement',
    'decider',
    'suivre',
    'veille',
    'reprendre',
    'transmettre',
    'clore',
    'annuler',
    'rouvrir',
  ].map((geste) => [geste, RESERVE]),
);
