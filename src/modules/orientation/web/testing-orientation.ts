import type { z } from 'zod';
import type { boucle, LigneOrientation, nouvelle, preparer, reponse } from '../contract.ts';
import type { DetailOrientation } from './OrientationPage.tsx';

const LE = '2026-11-24T08:00:00.000Z';

/** An orientation just sent by Sophie, in a list; override only what the test is about. */
export function uneLigne(dessus: Partial<LigneOrientation> = {}): LigneOrientation {
  return {
    id: 'o1',
    reference: 'ORI-4T8XA',
    statut: 'envoyee',
    libelle: 'Envoyée, attend une réponse',
    service: 'SAD Les Tilleuls',
    expediteur: 'Sophie Marchand',
    envoyeeLe: LE,
    urgente: false,
    patient: 'p1',
    nomPatient: 'Mme Aubry Jeanne',
    demande: 'Task/d1',
    main: {
      etat: 'tenu',
      qui: 'Sophie Marchand',
      depuis: LE,
      prochaine: 'Réponse de SAD Les Tilleuls',
      dueLe: '2026-11-27T08:00:00.000Z',
    },
    ...dessus,
  };
}

export function unDetail(dessus: Partial<DetailOrientation> = {}): DetailOrientation {
  return {
    ...uneLigne(),
    besoin: 'Aide au lever, deux passages par jour.',
    telephone: '0353010210',
    adresse: 'contact@sad-les-tilleuls.mss-orsene.invalid',
    destinataireRef: 'HealthcareService/tilleuls',
    relances: [],
    suiteDonnee: false,
    jeSuis: 'expediteur',
    ferme: { commencer: 'À cette étape (envoyée), ce n’est pas possible.' },
    ...dessus,
  };
}

export const COMPTES = { ouvertes: 14, sans_reponse: 3, refusees: 2, recues: 0, closes: 40 };

export const UNE_BOUCLE: z.output<typeof boucle.sortie> = {
  envoyees: 1,
  propositions: 2,
  acceptees: 1,
  refusees: 1,
  commencees: 1,
  sansReponse: 0,
  parService: [{ ref: 'Organization/tilleuls', service: 'SAD Les Tilleuls', envoyees: 1, refusees: 1, commencees: 0 }],
};

/** After a refusal that advises SAD Bel Automne. */
export const UNE_ORIGINE: z.output<typeof nouvelle.sortie> = {
  personne: { id: 'p1', nom: 'Mme Aubry Jeanne', naissance: '12/03/1942' },
  demande: { id: 'd1', reference: 'DEM-7K4F2', texte: 'Elle a chuté, sa fille est épuisée.' },
  precedente: {
    id: 'o0',
    service: 'SAD Les Tilleuls',
    statut: 'refusee',
    motif: 'Hors de notre zone',
    besoin: 'Aide au lever.',
    urgente: true,
    alternative: { nom: 'SAD Bel Automne' },
  },
};

export const UN_SERVICE: z.output<typeof preparer.sortie> = {
  service: 'SAD Les Tilleuls',
  adresse: 'contact@sad-les-tilleuls.mss-orsene.invalid',
  telephone: '0353010210',
  capacite: { connue: true, places: 4, le: '2026-10-30T08:00:00.000Z' },
  refusRecents: 0,
  avertissements: [],
};

/** What the page of the link reads. */
export function uneReponse(dessus: Partial<z.output<typeof reponse.sortie>> = {}): z.output<typeof reponse.sortie> {
  return {
    id: 'o1',
    reference: 'ORI-4T8XA',
    statut: 'envoyee',
    libelle: 'Envoyée, attend une réponse',
    service: 'SAD Les Tilleuls',
    expediteur: 'Sophie Marchand',
    telephone: '0353010011',
    envoyeeLe: LE,
    urgente: false,
    peut: ['accepter', 'refuser'],
    ...dessus,
  };
}
