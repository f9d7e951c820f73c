import { Avis, Champ, ChampDate, ChoixUnique } from '#web/ui/index.ts';
import { CODE_INFORMATION_REQUISE, DISPENSES, type Dispense, type InformationDEnvoi } from '../contract-envoi.ts';

type Reponse = 'informee' | Dispense;

export interface ReponseDInformation {
  readonly reponse: Reponse | undefined;
  readonly quoi: string;
  readonly le: string;
  readonly motif: string;
}
export const SANS_REPONSE: ReponseDInformation = { reponse: undefined, quoi: '', le: '', motif: '' };

/** What goes with the sending: nothing until somebody answered. */
export function informationEnvoyee({ reponse, quoi, le, motif }: ReponseDInformation): {
  readonly information?: InformationDEnvoi;
} {
  if (reponse === undefined) return {};
  if (reponse !== 'informee') return { information: { dispense: reponse, motif } };
  return { information: { ...(quoi === '' ? {} : { quoi }), ...(le === '' ? {} : { le }) } };
}

const TEXTES = {
  titre: 'Cet envoi passe de la santé au social, ou l’inverse',
  aide: 'La personne doit savoir ce qui part, et à qui. C’est demandé une seule fois pour ce destinataire.',
  question: 'La personne est-elle informée ?',
  oui: 'Oui, elle est informée',
  quoi: 'De quoi ?',
  quoiAide: 'Par exemple : sa chute et son besoin d’aide à domicile.',
  quand: 'Quand ?',
  motif: 'Pourquoi ?',
} as const;

const OPTIONS: readonly { readonly valeur: Reponse; readonly libelle: string }[] = [
  { valeur: 'informee', libelle: TEXTES.oui },
  { valeur: 'urgence', libelle: `Pas encore : ${DISPENSES.urgence.toLowerCase()}` },
  { valeur: 'impossible', libelle: `Pas encore : ${DISPENSES.impossible.toLowerCase()}` },
];

interface ProprietesInformer {
  /** Code of the refusal that asks for it; the fields stay once answered. */
  readonly code: string | undefined;
  readonly saisie: ReponseDInformation;
  readonly onChange: (saisie: ReponseDInformation) => void;
}

/** Two fields, asked at the moment of sending and only when the law asks (SP-05): whoever stays within care sees nothing. */
export function InformerAvantDEnvoyer({ code, saisie, onChange }: ProprietesInformer) {
  if (code !== CODE_INFORMATION_REQUISE && saisie.reponse === undefined) return null;
  const modifier = (partie: Partial<ReponseDInformation>) => onChange({ ...saisie, ...partie });
  return (
    <>
      <Avis ton="attention" titre={TEXTES.titre}>
        {TEXTES.aide}
      </Avis>
      <ChoixUnique
        nom="information.reponse"
        libelle={TEXTES.question}
        options={OPTIONS}
        valeur={saisie.reponse}
        onChange={(reponse) => modifier({ reponse })}
      />
      {saisie.reponse === 'informee' && (
        <>
          <Champ
            nom="information.quoi"
            libelle={TEXTES.quoi}
            aide={TEXTES.quoiAide}
            longueurMax={200}
            valeur={saisie.quoi}
            onChange={(quoi) => modifier({ quoi })}
          />
          <ChampDate
            nom="information.le"
            libelle={TEXTES.quand}
            valeur={saisie.le}
            onChange={(le) => modifier({ le })}
          />
        </>
      )}
      {saisie.reponse !== undefined && saisie.reponse !== 'informee' && (
        <Champ
          nom="information.motif"
          libelle={TEXTES.motif}
          longueurMax={200}
          valeur={saisie.motif}
          onChange={(motif) => modifier({ motif })}
        />
      )}
    </>
  );
}
