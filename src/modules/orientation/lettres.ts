import { telephoneLisible } from '#lib/identifiants/index.ts';
import { formaterHeure, formaterInstant, formaterJour } from '#lib/temps-en-mots.ts';
import type { Orientation } from './orientation.ts';
import { MOTIFS_REFUS } from './statut.ts';

export interface PersonneOrientee {
  readonly nomAffiche: string;
  readonly naissance?: string | undefined;
  readonly telephone?: string | undefined;
}

/** The secure message to the service: everything needed to decide, and two ways to answer without account. */
export function proposition(
  o: Orientation,
  personne: PersonneOrientee,
  lien: string,
  telephone: string | undefined,
): { sujet: string; texte: string } {
  return {
    sujet: `Orientation ${o.reference}${o.urgente ? ' (urgente)' : ''} : votre réponse est attendue`,
    texte: [
      `Bonjour, pouvez-vous accompagner ${personne.nomAffiche}${personne.naissance === undefined ? '' : `, né(e) le ${personne.naissance}`}${personne.telephone === undefined ? '' : ` (${telephoneLisible(personne.telephone)})`} ?`,
      '',
      o.besoin,
      '',
      `Accepter ou refuser, sans compte : ${lien}`,
      'Ou répondez simplement à ce message : « j’accepte », ou « je refuse » et pourquoi.',
      `${o.expediteur.nom}${telephone === undefined ? '' : `, ${telephoneLisible(telephone)}`}`,
    ].join('\n'),
  };
}

export function rappel(o: Orientation, lien: string): { sujet: string; texte: string } {
  return {
    sujet: `Orientation ${o.reference} : rappel`,
    texte: [
      `Nous attendons votre réponse à l’orientation ${o.reference}, envoyée ${formaterInstant(o.envoyeeLe)}.`,
      `Accepter ou refuser, sans compte : ${lien}`,
      `${o.expediteur.nom} vous appellera sans nouvelle de vous.`,
    ].join('\n'),
  };
}

/** After a yes: one link to give the date, then to say that it started. */
export function suite(o: Orientation, lien: string): { sujet: string; texte: string } {
  return {
    sujet: `Orientation ${o.reference} : merci`,
    texte: [
      o.rdvLe === undefined ? 'Merci d’avoir accepté.' : `Merci. Rendez-vous noté : ${rendezVous(o.rdvLe)}.`,
      `Donner la date, puis dire que c’est commencé : ${lien}`,
      o.expediteur.nom,
    ].join('\n'),
  };
}

/** One line for the requester of the DAC request, without health data beyond what he already knows. */
export function pourLeDemandeur(o: Orientation): string {
  switch (o.statut) {
    case 'refusee':
      return `${o.destinataire.nom} ne peut pas${o.refus === undefined ? '' : ` (${MOTIFS_REFUS[o.refus.motif].toLowerCase()})`}. Nous cherchons une autre solution.`;
    case 'rdv_fixe':
      return `${o.destinataire.nom} a accepté${o.rdvLe === undefined ? '' : `. Premier rendez-vous ${rendezVous(o.rdvLe)}`}.`;
    case 'commencee':
      return `${o.destinataire.nom} a commencé.`;
    default:
      return `${o.destinataire.nom} a accepté.`;
  }
}

/** A service often gives a day without an hour: midnight in France stands for it, and is never read as an hour. */
const rendezVous = (le: Date): string => (formaterHeure(le) === '0 h' ? formaterJour(le) : formaterInstant(le));
