import { useEffect } from 'react';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction, type Action } from '#web/requetes.ts';
import { Bouton, Champ, Formulaire } from '#web/ui/index.ts';
import { accepter, refuser } from '../contract.ts';
import type { MotifRefus } from '../statut.ts';
import { ChampsDeDate, ChampsDuRefus, dateSaisie, entreeDuRefus } from './ChampsDeReponse.tsx';
import { LIEN, RDV, REPONSE } from './textes.ts';

interface Proprietes {
  readonly id: string;
  readonly onRepondu: () => void;
  /** A colleague answered first, or this is a second click: read again where it stands. */
  readonly onDejaRepondu: () => void;
}

const DEJA = 'orientation.deja_traitee';

function useDejaRepondu(envoi: Pick<Action<never, never>, 'erreur'>, onDejaRepondu: () => void): void {
  const deja = envoi.erreur?.code === DEJA;
  useEffect(() => {
    if (!deja) return;
    notifier(LIEN.dejaRepondu);
    onDejaRepondu();
  }, [deja, onDejaRepondu]);
}

export function AccepterParLien({ id, onRepondu, onDejaRepondu }: Proprietes) {
  const brouillon = useBrouillon(`orientation.accepter-par-lien:${id}`, { date: '', heure: '', commentaire: '' });
  const { saisie, modifier, effacer } = brouillon;
  const envoi = useAction(accepter, {
    apres: () => {
      effacer();
      onRepondu();
    },
  });
  useDejaRepondu(envoi, onDejaRepondu);
  const envoyer = () => {
    const date = dateSaisie(saisie);
    if (date === undefined) return;
    envoi.executer({
      id,
      ...(date.le === undefined ? {} : { rdvLe: date.le }),
      ...(saisie.commentaire.trim() === '' ? {} : { commentaire: saisie.commentaire }),
    });
  };
  return (
    <Formulaire
      nom={LIEN.accepter}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={envoyer}
      actions={
        <Bouton type="submit" variante="principal" pleineLargeur enCours={envoi.enCours}>
          {LIEN.accepterEnvoi}
        </Bouton>
      }
    >
      <ChampsDeDate nom="rdvLe" libelle={RDV.dateSiConnue} saisie={saisie} onChange={modifier} facultatif />
      <Champ
        nom="commentaire"
        libelle={REPONSE.commentaire}
        facultatif
        lignes={3}
        longueurMax={1000}
        valeur={saisie.commentaire}
        onChange={(commentaire) => modifier({ commentaire })}
      />
    </Formulaire>
  );
}

const VIERGE = { motif: undefined as MotifRefus | undefined, commentaire: '', alternative: '' };

export function RefuserParLien({ id, onRepondu, onDejaRepondu }: Proprietes) {
  const { saisie, modifier, effacer } = useBrouillon(`orientation.refuser-par-lien:${id}`, VIERGE);
  const envoi = useAction(refuser, {
    apres: () => {
      effacer();
      onRepondu();
    },
  });
  useDejaRepondu(envoi, onDejaRepondu);
  return (
    <Formulaire
      nom={LIEN.refuser}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer(entreeDuRefus(id, saisie))}
      actions={
        <Bouton type="submit" variante="principal" pleineLargeur enCours={envoi.enCours}>
          {LIEN.refuserEnvoi}
        </Bouton>
      }
    >
      <ChampsDuRefus saisie={saisie} onChange={modifier} />
    </Formulaire>
  );
}
