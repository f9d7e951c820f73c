import { FileText, Phone, Stethoscope } from 'lucide-react';
import type { Colonne, ElementDuFil, OptionDeChoix, ResultatDeRecherche } from '../ui/index.ts';

/** Everything here is invented; the clock of the gallery is stopped so that two photographs can be compared. */
export const MAINTENANT = new Date('2026-11-26T15:05:00+01:00');

export interface Ligne {
  readonly id: string;
  readonly personne: string;
  readonly motif: string;
  readonly recue: string;
  readonly jours: number;
}

export const LIGNES: readonly Ligne[] = [
  { id: '1', personne: 'Jeanne Aubry', motif: 'Maintien à domicile après une chute', recue: 'hier 14 h 05', jours: 1 },
  {
    id: '2',
    personne: 'Marie-Françoise de La Rochefoucauld-Montbrison',
    motif: 'Aidante épuisée',
    recue: 'mardi 24 nov.',
    jours: 2,
  },
  {
    id: '3',
    personne: 'Ahmed Benali',
    motif: 'Sortie d’hospitalisation sans relais infirmier',
    recue: 'lundi 23 nov.',
    jours: 3,
  },
];

export const COLONNES: readonly Colonne<Ligne>[] = [
  { cle: 'personne', titre: 'Personne', render: (ligne) => ligne.personne, triable: true },
  { cle: 'motif', titre: 'Motif', render: (ligne) => ligne.motif },
  { cle: 'recue', titre: 'Reçue', render: (ligne) => ligne.recue, triable: true },
  { cle: 'jours', titre: 'Jours', render: (ligne) => ligne.jours, nombre: true, triable: true },
];

export const FIL: readonly ElementDuFil[] = [
  {
    cle: 'a',
    le: '2026-11-26T13:05:00+01:00',
    genre: 'Appel',
    icone: <Phone size={22} />,
    titre: 'Sophie Marchand a appelé la fille de Mme Aubry',
    auteur: 'Sophie Marchand, coordinatrice',
    detail: <p>La fille peut être présente mardi à 10 h. Elle demande qu’on passe par la cour.</p>,
    nouveau: true,
  },
  {
    cle: 'b',
    le: '2026-11-26T08:40:00+01:00',
    genre: 'Note',
    icone: <Stethoscope size={22} />,
    titre: 'Plaie du talon propre, pansement refait',
    auteur: 'Nadia Kaci, infirmière',
  },
  {
    cle: 'c',
    le: '2026-11-25T18:10:00+01:00',
    genre: 'Document',
    icone: <FileText size={22} />,
    titre: 'Lettre de liaison du service de gériatrie',
    auteur: 'Hôpital Saint-Exemple',
    detail: <p>Trois suites à donner.</p>,
  },
];

export type Canal = 'mail' | 'telephone' | 'courrier' | 'visite';
export const CANAUX: readonly OptionDeChoix<Canal>[] = [
  { valeur: 'mail', libelle: 'Par messagerie sécurisée', precision: 'Réponse dans sa boîte, sans compte à créer' },
  { valeur: 'telephone', libelle: 'Par téléphone' },
  { valeur: 'visite', libelle: 'Pendant une visite' },
  { valeur: 'courrier', libelle: 'Par courrier', fermePourquoi: 'Fermé : l’adresse du cabinet n’est pas connue.' },
];

export const RESULTATS: readonly ResultatDeRecherche[] = [
  { cle: '1', titre: 'Jeanne Aubry', precision: 'née le 12/03/1942 · Saint-Exemple-sur-Loire' },
  { cle: '2', titre: 'Jeannine Aubry-Lefèvre', precision: 'née le 02/07/1951 · Montreuil-l’Exemple' },
];
