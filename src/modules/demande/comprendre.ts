import { CALENDRIER_PAR_DEFAUT, jourDe } from '#lib/temps/index.ts';
import type { Candidat } from './demande.ts';
import { lireDemande, type CodeAttente, type DemandeLue } from './lecture-message/index.ts';
import type { Accord, Attente, Motif } from './vocabulaire.ts';

const ZONE = CALENDRIER_PAR_DEFAUT.zone;

/** A mail that does not say when: within the week, until somebody has read it. Prudent default [P]. */
const URGENCE_NON_DITE = 'U2';

const ATTENTE_LUE: Readonly<Record<CodeAttente, Attente>> = {
  information: 'information',
  conseil: 'conseil',
  orientation: 'orientation',
  evaluation_domicile: 'evaluation',
  coordination: 'coordination',
  concertation: 'concertation',
  relais_temporaire: 'relais',
};

/** What a free mail says, as proposals a coordinator will confirm; the original text is kept whole. */
export function lireMessage(
  message: { sujet: string; texte: string },
  le: Date,
): {
  candidat: Candidat;
  attente: Attente;
  motifs: readonly Motif[];
  urgence: 'U1' | 'U2' | 'U3';
  accord: Accord;
  dangerVital: boolean;
} {
  const lue = lireDemande(message, jourDe(le, ZONE));
  const premiere = lue.attentes[0]?.valeur;
  return {
    candidat: candidatLu(lue, le),
    attente: premiere === undefined ? 'coordination' : ATTENTE_LUE[premiere],
    motifs: [...new Set(lue.motifs.map((m) => m.valeur))].slice(0, 5),
    urgence: lue.dangerVital === undefined ? (lue.urgence?.valeur ?? URGENCE_NON_DITE) : 'U1',
    accord: accordLu(lue),
    dangerVital: lue.dangerVital !== undefined,
  };
}

function candidatLu({ personne, telephones }: DemandeLue, le: Date): Candidat {
  const sexe = personne.sexe?.valeur;
  // An age alone gives the year, to one year: enough to look for the person, confirmed by a human before anything is created.
  const anneeDite = personne.age === undefined ? undefined : String(le.getFullYear() - personne.age.valeur);
  return {
    nom: personne.nom?.valeur ?? personne.nomNaissance?.valeur ?? '',
    prenom: personne.prenom?.valeur,
    naissance: personne.dateNaissance?.valeur ?? anneeDite,
    sexe: sexe === 'feminin' ? 'female' : sexe === 'masculin' ? 'male' : undefined,
    telephone: (telephones.find((t) => t.valeur.de === 'personne') ?? telephones.find((t) => t.valeur.de === 'proche'))
      ?.valeur.numero,
    commune: personne.commune?.valeur,
  };
}

function accordLu({ accord }: DemandeLue): Accord {
  if (accord?.valeur === 'accord' || accord?.valeur === 'informee' || accord?.valeur === 'impossible')
    return accord.valeur;
  return 'non_dite';
}
