import { useState } from 'react';
import { Bouton, Champ, Dialogue, Formulaire } from '#web/ui/index.ts';
import type { ErreursDeChamps } from '#web/ui/index.ts';
import { CONTROLE } from './textes.ts';

interface ProprietesClore {
  /** What the button says: « Écrire ce qu’il en est », « Rouvrir les lectures ». */
  readonly geste: string;
  /** The same, saying about whom. */
  readonly gesteComplet: string;
  readonly fermePourquoi?: string | undefined;
  readonly envoi: {
    readonly enCours: boolean;
    readonly erreurs: ErreursDeChamps | undefined;
    readonly erreurGenerale: string | undefined;
  };
  readonly onMot: (mot: string) => void;
}

/** Nothing is closed without a word. */
export function Clore({ geste, gesteComplet, fermePourquoi, envoi, onMot }: ProprietesClore) {
  const [ouvert, setOuvert] = useState(false);
  const [mot, setMot] = useState('');
  return (
    <>
      <Bouton nomComplet={gesteComplet} fermePourquoi={fermePourquoi} onPress={() => setOuvert(true)}>
        {geste}
      </Bouton>
      <Dialogue titre={geste} ouvert={ouvert} onFermer={() => setOuvert(false)}>
        <Formulaire
          nom={gesteComplet}
          erreurs={envoi.erreurs}
          erreurGenerale={envoi.erreurGenerale}
          onEnvoyer={() => onMot(mot)}
          actions={
            <Bouton variante="principal" type="submit" enCours={envoi.enCours}>
              {geste}
            </Bouton>
          }
        >
          <Champ nom="mot" libelle={CONTROLE.mot} aide={CONTROLE.motAide} valeur={mot} onChange={setMot} lignes={2} />
        </Formulaire>
      </Dialogue>
    </>
  );
}
