import type { MotifRefus, Statut } from './statut.ts';

export interface Partie {
  readonly ref: string;
  readonly nom: string;
}

/** One proposal of one person to one service, from a named coordinator, born of a request or not. */
export interface Orientation {
  readonly id: string;
  readonly requete: string;
  readonly reference: string;
  readonly statut: Statut;
  readonly patient: string;
  /** `Task/…` of the DAC request it serves. */
  readonly demande: string | undefined;
  /** Id of the ServiceRequest of that request. */
  readonly requeteDemande: string | undefined;
  /** The refused orientation this one replaces. */
  readonly precedente: string | undefined;
  readonly expediteur: Partie;
  readonly structureExpeditrice: string;
  readonly boite: string | undefined;
  readonly destinataire: Partie & {
    /** The organisation that provides the service, when `ref` is an offer of the directory: its members answer for it. */
    readonly structure?: string | undefined;
    readonly adresse?: string | undefined;
    readonly telephone?: string | undefined;
  };
  readonly besoin: string;
  readonly urgente: boolean;
  readonly envoyeeLe: Date;
  readonly relances: readonly Date[];
  readonly reponse: { readonly par: string; readonly le: Date; readonly commentaire?: string | undefined } | undefined;
  /** Who accepted with an account: holds the orientation until it starts. */
  readonly preneur: Partie | undefined;
  readonly refus:
    | {
        readonly motif: MotifRefus;
        readonly detail?: string | undefined;
        readonly alternative?: { readonly ref?: string | undefined; readonly nom: string } | undefined;
      }
    | undefined;
  readonly rdvLe: Date | undefined;
  readonly commenceeLe: Date | undefined;
  readonly fin: { readonly le: Date; readonly motif: string } | undefined;
  /** A refused orientation waits until the next step is chosen: another proposal, or a stated failure. */
  readonly suiteDonnee: boolean;
  readonly versions: readonly [number, number] | undefined;
}

export const objetDe = (o: Pick<Orientation, 'id'>): string => `Task/${o.id}`;

/** The service, or the organisation that provides it: whoever is designated by one of these answers for it. */
export function destinatairesDe({ destinataire }: Pick<Orientation, 'destinataire'>): readonly string[] {
  return destinataire.structure === undefined ? [destinataire.ref] : [destinataire.ref, destinataire.structure];
}

export function lecteursDe(o: Orientation): readonly string[] {
  return [o.structureExpeditrice, o.expediteur.ref, ...destinatairesDe(o)];
}
