import { useState } from 'react';
import { useBrouillon } from '#web/brouillon.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChoixUnique, Formulaire } from '#web/ui/index.ts';
import { accepter, refuser } from '../contract.ts';
import type { MotifRefus } from '../statut.ts';
import { ChampsDeDate, ChampsDuRefus, dateSaisie, entreeDuRefus } from './ChampsDeReponse.tsx';
import { RDV, REPONSE } from './textes.ts';

const VIERGE = {
  sens: undefined as 'oui' | 'non' | undefined,
  par: '',
  date: '',
  heure: '',
  motif: undefined as MotifRefus | undefined,
  commentaire: '',
  alternative: '',
};

interface Proprietes {
  readonly id: string;
  /** The team that called, or the service itself with its account. */
  readonly role: 'expediteur' | 'destinataire';
  readonly onFait: (mots: string) => void;
}

/** The answer of the service: given by it, or said on the phone and noted by the team. */
export function FormulaireReponse({ id, role, onFait }: Proprietes) {
  const brouillon = useBrouillon(`orientation.repondre:${id}`, VIERGE);
  const [sansChoix, setSansChoix] = useState(false);
  const { saisie, modifier } = brouillon;
  const fait = (mots: string) => () => {
    brouillon.effacer();
    onFait(mots);
  };
  const accord = useAction(accepter, { apres: fait(REPONSE.acceptee) });
  const refus = useAction(refuser, { apres: fait(REPONSE.refusee) });
  const envoi = saisie.sens === 'non' ? refus : accord;
  const par = saisie.par.trim() === '' ? {} : { par: saisie.par };
  const envoyer = () => {
    setSansChoix(saisie.sens === undefined);
    if (saisie.sens === 'non') refus.executer({ ...entreeDuRefus(id, saisie), ...par });
    const date = dateSaisie(saisie);
    if (saisie.sens !== 'oui' || date === undefined) return;
    const commentaire = saisie.commentaire.trim() === '' ? {} : { commentaire: saisie.commentaire };
    accord.executer({ id, ...(date.le === undefined ? {} : { rdvLe: date.le }), ...commentaire, ...par });
  };
  const notee = role === 'expediteur';
  return (
    <Formulaire
      nom={REPONSE.titre[role]}
      erreurs={sansChoix && saisie.sens === undefined ? { sens: REPONSE.choisir } : envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={envoyer}
      actions={
        <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
          {saisie.sens === 'non' ? REPONSE.refuser : REPONSE.accepter}
        </Bouton>
      }
    >
      <ChoixUnique
        nom="sens"
        libelle={REPONSE.sens}
        presentation="ligne"
        options={[
          { valeur: 'oui', libelle: notee ? REPONSE.oui : REPONSE.jAccepte },
          { valeur: 'non', libelle: notee ? REPONSE.non : REPONSE.jeRefuse },
        ]}
        valeur={saisie.sens}
        onChange={(sens) => modifier({ sens })}
      />
      {notee && (
        <Champ
          nom="par"
          libelle={REPONSE.par}
          aide={REPONSE.parAide}
          facultatif
          longueurMax={120}
          valeur={saisie.par}
          onChange={(nom) => modifier({ par: nom })}
        />
      )}
      {saisie.sens === 'oui' && (
        <ChampsDeDate nom="rdvLe" libelle={RDV.date} saisie={saisie} onChange={modifier} facultatif />
      )}
      {saisie.sens === 'non' && <ChampsDuRefus saisie={saisie} onChange={modifier} notee={notee} />}
    </Formulaire>
  );
}
