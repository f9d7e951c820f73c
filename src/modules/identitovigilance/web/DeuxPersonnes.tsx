import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Case, Champ, Formulaire } from '#web/ui/index.ts';
import { declarerDistincts } from '../contract.ts';
import { IDENTITES } from './textes.ts';

interface ProprietesDeux {
  readonly doublon: string;
  readonly onFini: () => void;
}

export function DeuxPersonnes({ doublon, onFini }: ProprietesDeux) {
  const [motif, setMotif] = useState('');
  const [homonymes, setHomonymes] = useState(false);
  const envoi = useAction(declarerDistincts, {
    apres: () => {
      notifier(IDENTITES.ecartes);
      onFini();
    },
  });
  return (
    <Formulaire
      nom={IDENTITES.distinctes}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer({ doublon, motif, homonymes })}
      actions={
        <Bouton type="submit" enCours={envoi.enCours}>
          {IDENTITES.separer}
        </Bouton>
      }
    >
      <Champ nom="motif" libelle={IDENTITES.motif} valeur={motif} onChange={setMotif} />
      <Case nom="homonymes" libelle={IDENTITES.homonymes} cochee={homonymes} onChange={setHomonymes} />
    </Formulaire>
  );
}
