import type { Candidat, PersonneListee, ResumeVu } from '../contract-vues.ts';

export const unePersonne = (partie: Partial<PersonneListee> = {}): PersonneListee => ({
  id: 'p1',
  nom: 'Mme Aubry Jeanne',
  nomNaissance: 'Petit',
  naissance: '12/03/1942',
  age: 84,
  commune: 'Maubeuge',
  dernierLe: '2026-11-26T13:05:00.000Z',
  silencieuse: false,
  mainsOuvertes: 1,
  jaiLaMain: 1,
  ...partie,
});

export const unCandidat = (partie: Partial<Candidat> = {}): Candidat => ({
  patient: 'p1',
  nom: 'Mme Aubry Jeanne',
  naissance: '12/03/1942',
  age: 84,
  commune: 'Maubeuge',
  score: 90,
  niveau: 'forte',
  motifs: ['même date de naissance', 'nom très proche'],
  conflits: [],
  aPortee: false,
  ...partie,
});

const PROVISOIRE = {
  code: 'PROV',
  mots: 'Identité provisoire',
  permet: 'Vous pouvez soigner, demander et orienter.',
  marques: [],
  sortieMatricule: false,
} as const;
export const STATUT_PROVISOIRE = { ...PROVISOIRE, marques: [...PROVISOIRE.marques] };

export const unResume = (partie: Partial<ResumeVu> = {}): ResumeVu => ({
  id: 'p1',
  version: 1,
  reference: 'PER-7K4F2',
  nom: 'Mme Aubry Jeanne',
  nomNaissance: 'Petit',
  naissance: '12/03/1942',
  age: 84,
  sexe: 'feminin',
  telephone: '+33639980123',
  adresse: '4 rue des Tilleuls, 59600 Maubeuge',
  statutIns: STATUT_PROVISOIRE,
  attentions: [],
  aSavoir: [
    {
      id: 'f1',
      version: 2,
      texte: 'Chute le 3 novembre',
      type: 'Santé',
      auteur: 'Nadia Ferrand',
      le: '2026-11-04T09:00:00.000Z',
      verifieLe: '2026-11-25T09:00:00.000Z',
      verifiePar: 'Nadia Ferrand',
      aMoiDeRepondre: false,
    },
  ],
  mains: [
    {
      objet: 'Task/d1',
      genre: 'demande',
      etat: 'tenu',
      titre: 'Demande d’appui DEM-7K4F2',
      qui: 'Sophie Marchand',
      depuis: '2026-11-26T13:05:00.000Z',
      prochaine: 'visite à domicile',
      dueLe: '2026-12-01T09:00:00.000Z',
      cestMoi: false,
    },
  ],
  enCeMoment: [{ genre: 'demande', phrase: '1 demande d’appui' }],
  cercle: [],
  information: { etat: 'informee', phrase: 'La personne est informée', oppositions: [] },
  proches: [
    {
      id: 'r1',
      version: 1,
      nom: 'Élise Aubry',
      lien: 'Fille',
      roles: ['Personne de confiance'],
      telephone: '+33639985555',
    },
  ],
  evenements: [],
  ...partie,
});
