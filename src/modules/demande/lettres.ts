import { telephoneLisible } from '#lib/identifiants/index.ts';
import { formaterInstant, formaterJour } from '#lib/temps-en-mots.ts';
import type { Demande, DecisionPrise } from './demande.ts';
import { LIBELLES } from './statut.ts';

/** Messages to the requester. Five lines at most, a human name and a direct phone first (fonctions.md D11, W1). */
export interface Lettre {
  readonly sujet: string;
  readonly texte: string;
}

export interface Interlocuteur {
  readonly nom: string;
  readonly telephone?: string | undefined;
}

/** What a letter may open without account. */
export interface Liens {
  readonly suivi: string;
  /** The short form, for the next time. */
  readonly depot?: string | undefined;
}

const signature = (qui: Interlocuteur): string =>
  qui.telephone === undefined ? qui.nom : `${qui.nom}, ${telephoneLisible(qui.telephone)}`;
const suivre = (lien: string): string => `Suivre l’avancement, sans compte : ${lien}`;

const LIGNES_MAX = 5;

/** The link for next time, when there is one and the letter still holds in five lines. */
function avecDepot(lignes: readonly string[], { depot }: Liens): string {
  const texte = lignes.join('\n');
  if (depot === undefined || texte.split('\n').length >= LIGNES_MAX) return texte;
  return `${texte}\nPour une prochaine demande, sans compte : ${depot}`;
}

export function accuse(demande: Demande, qui: Interlocuteur, dueLe: Date, liens: Liens, dangerVital: boolean): Lettre {
  return {
    sujet: `Demande ${demande.reference} bien reçue`,
    texte: avecDepot(
      [
        ...(dangerVital ? ['Si la vie de la personne est en danger maintenant, appelez le 15.'] : []),
        `Votre demande ${demande.reference} est bien arrivée.`,
        `${qui.nom} la suit${qui.telephone === undefined ? '' : ` : ${telephoneLisible(qui.telephone)}, ligne directe`}.`,
        `Premier contact au plus tard ${formaterInstant(dueLe)}.`,
        suivre(liens.suivi),
      ],
      liens,
    ),
  };
}

export function prise(demande: Demande, qui: Interlocuteur, dueLe: Date, liens: Liens): Lettre {
  return {
    sujet: `Demande ${demande.reference} prise en charge`,
    texte: [
      `${signature(qui)} a pris votre demande ${demande.reference}.`,
      `Décision au plus tard ${formaterInstant(dueLe)}.`,
      suivre(liens.suivi),
    ].join('\n'),
  };
}

export function question(demande: Demande, texte: string, qui: Interlocuteur, liens: Liens): Lettre {
  return {
    sujet: `Demande ${demande.reference} : une question`,
    texte: [
      `Pour avancer sur votre demande ${demande.reference} :`,
      texte,
      `Répondez simplement à ce message. ${signature(qui)}.`,
      suivre(liens.suivi),
    ].join('\n'),
  };
}

export function retour(
  demande: Demande,
  texte: string,
  qui: Interlocuteur,
  liens: Liens,
  decision?: DecisionPrise,
): Lettre {
  const suite = decision?.prochaineEtape;
  return {
    sujet: `Demande ${demande.reference} : où nous en sommes`,
    texte: avecDepot(
      [
        texte,
        ...(suite === undefined ? [] : [`Prochaine étape : ${suite.texte}, ${formaterInstant(suite.le)}.`]),
        `${signature(qui)}.`,
        suivre(liens.suivi),
      ],
      liens,
    ),
  };
}

/** To the declared doctor: who, what was decided, who follows. Never the words written to the requester. */
export function pourLeMedecinTraitant(
  demande: Demande,
  personne: { readonly nomAffiche: string; readonly naissance?: string | undefined },
  decision: DecisionPrise,
  qui: Interlocuteur,
): Lettre {
  const { nomAffiche, naissance } = personne;
  const suite = decision.prochaineEtape;
  return {
    sujet: `Demande ${demande.reference} : pour information`,
    texte: [
      `Le DAC suit ${nomAffiche}${naissance === undefined ? '' : ` (naissance : ${naissance})`}, dont vous êtes le médecin traitant.`,
      `Décision : ${LIBELLES[decision.quoi].equipe.toLowerCase()}${suite === undefined ? '' : `, ${formaterInstant(suite.le)}`}.`,
      `Pour en parler : ${signature(qui)}, ou répondez à ce message.`,
    ].join('\n'),
  };
}

/** Sent from the card of a professional who may never have written. */
export function lienDonne(qui: Interlocuteur, lien: string, jusquAu: Date): Lettre {
  return {
    sujet: 'Demander un appui au DAC, sans compte',
    texte: [
      'Ce lien ouvre un formulaire court : quatre réponses, et une personne vous rappelle.',
      lien,
      `Il est à votre nom, sert autant de fois qu’il le faut, jusqu’au ${formaterJour(jusquAu)}. Ne le transmettez pas.`,
      `${signature(qui)}.`,
    ].join('\n'),
  };
}
