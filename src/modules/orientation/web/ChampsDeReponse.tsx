import { instantSaisi, lireHeure } from '#web/heure.ts';
import { Champ, ChampDate, ChoixUnique } from '#web/ui/index.ts';
import { MOTIFS_REFUS, type MotifRefus } from '../statut.ts';
import { RDV, REPONSE } from './textes.ts';

export interface SaisieDuRefus {
  readonly motif: MotifRefus | undefined;
  readonly commentaire: string;
  readonly alternative: string;
}

const OPTIONS_MOTIFS = (Object.keys(MOTIFS_REFUS) as MotifRefus[]).map((valeur) => ({
  valeur,
  libelle: MOTIFS_REFUS[valeur],
}));

interface ProprietesRefus {
  readonly saisie: SaisieDuRefus;
  readonly onChange: (partie: Partial<SaisieDuRefus>) => void;
  /** Said by the service itself, or noted by the team that called it. */
  readonly notee?: boolean | undefined;
}

/** Why not, and who else: what lets the sender go on at once. */
export function ChampsDuRefus({ saisie, onChange, notee = false }: ProprietesRefus) {
  return (
    <>
      <ChoixUnique
        nom="motif"
        libelle={REPONSE.motif}
        options={OPTIONS_MOTIFS}
        valeur={saisie.motif}
        onChange={(motif) => onChange({ motif })}
      />
      <Champ
        nom="alternative.nom"
        libelle={notee ? REPONSE.alternativeNotee : REPONSE.alternative}
        aide={REPONSE.alternativeAide}
        facultatif
        longueurMax={200}
        valeur={saisie.alternative}
        onChange={(alternative) => onChange({ alternative })}
      />
      <Champ
        nom="commentaire"
        libelle={REPONSE.detail}
        facultatif
        lignes={3}
        longueurMax={1000}
        valeur={saisie.commentaire}
        onChange={(commentaire) => onChange({ commentaire })}
      />
    </>
  );
}

/** The fields the server expects: what was left empty is not sent. */
export function entreeDuRefus(id: string, { motif, commentaire, alternative }: SaisieDuRefus) {
  return {
    id,
    // Unanswered, it leaves as it is: the server names what is missing.
    motif: motif as MotifRefus,
    ...(commentaire.trim() === '' ? {} : { commentaire }),
    ...(alternative.trim() === '' ? {} : { alternative: { nom: alternative } }),
  };
}

export interface SaisieDeDate {
  readonly date: string;
  readonly heure: string;
}

interface ProprietesDate {
  readonly nom: string;
  readonly libelle: string;
  readonly saisie: SaisieDeDate;
  readonly onChange: (partie: Partial<SaisieDeDate>) => void;
  readonly facultatif?: boolean | undefined;
}

/** A day, and an hour when there is one. */
export function ChampsDeDate({ nom, libelle, saisie, onChange, facultatif = false }: ProprietesDate) {
  return (
    <>
      <ChampDate
        nom={nom}
        libelle={libelle}
        facultatif={facultatif}
        valeur={saisie.date}
        onChange={(date) => onChange({ date })}
      />
      <Champ
        nom={`${nom}.heure`}
        libelle={RDV.heure}
        aide={RDV.heureAide}
        erreur={heureFausse(saisie) ? RDV.heureFausse : undefined}
        facultatif
        court
        longueurMax={8}
        valeur={saisie.heure}
        onChange={(heure) => onChange({ heure })}
      />
    </>
  );
}

const heureFausse = ({ heure }: SaisieDeDate): boolean => heure.trim() !== '' && lireHeure(heure) === undefined;

/**
 * The instant of what was typed. Without an hour: midnight in Paris, which the letters and the screens read as « no hour given ».
 * A date that does not exist leaves as typed, for the server to name it; a faulty hour gives `undefined` and nothing leaves.
 */
export function dateSaisie(saisie: SaisieDeDate): { readonly le?: string } | undefined {
  if (heureFausse(saisie)) return undefined;
  if (saisie.date === '') return {};
  const heure = saisie.heure.trim() === '' ? '0 h' : saisie.heure;
  return { le: instantSaisi(saisie.date, heure) ?? saisie.date };
}
