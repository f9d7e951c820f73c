import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChoixUnique, Formulaire, Panneau } from '#web/ui/index.ts';
import { signaler, type Carte } from '../contract.ts';
import type { MotifEchec } from '../motifs.ts';
import { FICHE, MOTIFS_CHOIX } from './textes.ts';

interface Proprietes {
  readonly carte: Carte;
  readonly ouvert: boolean;
  readonly onFermer: () => void;
}

/** « Ça n’a pas marché »: what happened, in one tap; somebody named checks. */
export function PanneauSignaler({ carte, ouvert, onFermer }: Proprietes) {
  const [motif, setMotif] = useState<MotifEchec>();
  const [detail, setDetail] = useState('');
  const envoi = useAction(signaler, {
    apres: ({ qui, messageParti }) => {
      notifier(FICHE.signale(qui, messageParti));
      onFermer();
    },
  });
  return (
    <Panneau titre={FICHE.signaler} ouvert={ouvert} onFermer={onFermer}>
      <Formulaire
        nom={`${FICHE.signaler} : ${carte.nom}`}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() =>
          envoi.executer({ ref: carte.ref, motif: motif as MotifEchec, ...(detail.trim() === '' ? {} : { detail }) })
        }
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {FICHE.envoyerSignal}
          </Bouton>
        }
      >
        <p>{FICHE.signalerAide}</p>
        <ChoixUnique nom="motif" libelle={FICHE.motif} options={MOTIFS_CHOIX} valeur={motif} onChange={setMotif} />
        <Champ
          nom="detail"
          libelle={FICHE.detail}
          aide={FICHE.detailAide}
          facultatif
          lignes={2}
          longueurMax={300}
          valeur={detail}
          onChange={setDetail}
        />
      </Formulaire>
    </Panneau>
  );
}
