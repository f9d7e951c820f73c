import type { Orientation } from './orientation.ts';

/** An orientation just sent by Sophie to a home-help service; override only what the test is about. */
export function uneOrientation(dessus: Partial<Orientation> = {}): Orientation {
  return {
    id: 'tache-o1',
    requete: 'requete-o1',
    reference: 'ORI-4T8XA',
    statut: 'envoyee',
    patient: 'p1',
    demande: 'Task/tache-1',
    requeteDemande: 'requete-1',
    precedente: undefined,
    expediteur: { ref: 'PractitionerRole/sophie', nom: 'Sophie Marchand' },
    structureExpeditrice: 'Organization/dac',
    boite: 'dac@dac-orsene.mss-orsene.invalid',
    destinataire: {
      ref: 'Organization/tilleuls',
      nom: 'SAD Les Tilleuls',
      adresse: 'contact@sad-les-tilleuls.mss-orsene.invalid',
      telephone: '03 53 01 02 10',
    },
    besoin: 'Aide au lever, deux passages par jour.',
    urgente: false,
    envoyeeLe: new Date('2026-11-24T09:00:00.000Z'),
    relances: [],
    reponse: undefined,
    preneur: undefined,
    refus: undefined,
    rdvLe: undefined,
    commenceeLe: undefined,
    fin: undefined,
    suiteDonnee: false,
    versions: undefined,
    ...dessus,
  };
}
