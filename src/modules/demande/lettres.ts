import { telephoneLisible } from '#lib/identifiants/index.ts';
import { formaterInstant } from '#lib/temps-en-mots.ts';
import type { Demande, DecisionPrise } from './demande.ts';

/** Messages to the requester. Five lines at most, a human name and a direct phone first (fonctions.md D11, W1). */
export interface Lettre {
  readonly sujet: string;
  readonly texte: string;
}

export interface Interlocuteur {
  readonly nom: string;
  readonly telephone?: string | undefined;
}

const signature = (qui: Interlocuteur): string =>
  qui.telephone === undefined ? qui.nom : `${qui.nom}, ${telephoneLisible(qui.telephone)}`;
const suivre = (lien: string): string => `Suivre l’avancement, sans compte : ${lien}`;

export function accuse(demande: Demande, qui: Interlocuteur, dueLe: Date, lien: string, dangerVital: boolean): Lettre {
  return {
    sujet: `Demande ${demande.reference} bien reçue`,
    texte: [
      ...(dangerVital ? ['Si la vie de la personne est en danger maintenant, appelez le 15.'] : []),
      `Votre demande ${demande.reference} est bien arrivée.`,
      `${qui.nom} la suit${qui.telephone === undefined ? '' : ` : ${telephoneLisible(qui.telephone)}, ligne directe`}.`,
      `Premier contact au plus tard ${formaterInstant(dueLe)}.`,
      suivre(lien),
    ].join('\n'),
  };
}

export function prise(demande: Demande, qui: Interlocuteur, dueLe: Date, lien: string): Lettre {
  return {
    sujet: `Demande ${demande.reference} prise en charge`,
    texte: [
      `${signature(qui)} a pris votre demande ${demande.reference}.`,
      `Décision au plus tard ${formaterInstant(dueLe)}.`,
      suivre(lien),
    ].join('\n'),
  };
}

export function question(demande: Demande, texte: string, qui: Interlocuteur, lien: string): Lettre {
  return {
    sujet: `Demande ${demande.reference} : une question`,
    texte: [
      `Pour avancer sur votre demande ${demande.reference} :`,
      texte,
      `Répondez simplement à ce message. ${signature(qui)}.`,
      suivre(lien),
    ].join('\n'),
  };
}

export function retour(
  demande: Demande,
  texte: string,
  qui: Interlocuteur,
  lien: string,
  decision?: DecisionPrise,
): Lettre {
  const suite = decision?.prochaineEtape;
  return {
    sujet: `Demande ${demande.reference} : où nous en sommes`,
    texte: [
      texte,
      ...(suite === undefined ? [] : [`Prochaine étape : ${suite.texte}, ${formaterInstant(suite.le)}.`]),
      `${signature(qui)}.`,
      suivre(lien),
    ].join('\n'),
  };
}
