import { useState } from 'react';
import { Avis, Bouton, ChoixUnique, Formulaire, Strate } from '#web/ui/index.ts';
import { COPIE } from './textes.ts';

const OUI_NON = [
  { valeur: 'oui', libelle: 'Oui' },
  { valeur: 'non', libelle: 'Non' },
] as const;
type Reponse = (typeof OUI_NON)[number]['valeur'];

interface ProprietesQuestions {
  readonly envoi: {
    readonly enCours: boolean;
    readonly erreurs: Readonly<Record<string, string>> | undefined;
    /** How many of the two answers were right, once sent. */
    readonly bonnes: number | undefined;
    readonly executer: (reponses: { changerDAvis: boolean; famille: boolean }) => void;
  };
}

const enBooleen = (reponse: Reponse | undefined) => (reponse === undefined ? undefined : reponse === 'oui');

/** Two questions, to know whether it was explained well; a wrong answer is ours to explain again. */
export function DeuxQuestions({ envoi: { enCours, erreurs, bonnes, executer } }: ProprietesQuestions) {
  const [changer, setChanger] = useState<Reponse>();
  const [famille, setFamille] = useState<Reponse>();
  return (
    <div data-sans-impression>
      <Strate titre={COPIE.compris}>
        {bonnes === undefined ? (
          <Formulaire
            nom={COPIE.compris}
            erreurs={erreurs}
            onEnvoyer={() =>
              // An unanswered question is sent as it is: the server says to answer it.
              executer({ changerDAvis: enBooleen(changer) as boolean, famille: enBooleen(famille) as boolean })
            }
            actions={
              <Bouton type="submit" enCours={enCours}>
                {COPIE.repondre}
              </Bouton>
            }
          >
            <ChoixUnique
              nom="changerDAvis"
              libelle={COPIE.question1}
              presentation="ligne"
              options={OUI_NON}
              valeur={changer}
              onChange={setChanger}
            />
            <ChoixUnique
              nom="famille"
              libelle={COPIE.question2}
              presentation="ligne"
              options={OUI_NON}
              valeur={famille}
              onChange={setFamille}
            />
          </Formulaire>
        ) : (
          <Avis
            ton={bonnes === 2 ? 'succes' : 'attention'}
            titre={bonnes === 2 ? COPIE.bien : COPIE.reexpliquer}
            annonce
          >
            <p>{COPIE.reponse1}</p>
            <p>{COPIE.reponse2}</p>
          </Avis>
        )}
      </Strate>
    </div>
  );
}
