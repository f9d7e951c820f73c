import { useState } from 'react';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, Formulaire, Panneau } from '#web/ui/index.ts';
import { terminerSituation } from '../contract.ts';
import { PARTAGER } from './textes.ts';

/** The agreements were for this situation: they end with it. */
export function FinDeSituation({ patient }: { readonly patient: string }) {
  const [ouvert, setOuvert] = useState(false);
  const brouillon = useBrouillon(`cercle.fin:${patient}`, { motif: '' });
  const { motif } = brouillon.saisie;
  const envoi = useAction(terminerSituation, {
    apres: () => {
      brouillon.effacer();
      notifier(PARTAGER.finie);
      setOuvert(false);
    },
  });
  return (
    <>
      <Bouton variante="discret" onPress={() => setOuvert(true)}>
        {PARTAGER.finSituation}
      </Bouton>
      <Panneau titre={PARTAGER.finSituation} ouvert={ouvert} onFermer={() => setOuvert(false)}>
        <Formulaire
          nom={PARTAGER.finSituation}
          erreurs={envoi.erreurs}
          erreurGenerale={envoi.erreurGenerale}
          onEnvoyer={() => envoi.executer({ patient, motif })}
          actions={
            <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
              {PARTAGER.finEnvoyer}
            </Bouton>
          }
        >
          <p>{PARTAGER.finAide}</p>
          <Champ
            nom="motif"
            libelle={PARTAGER.finMotif}
            valeur={motif}
            onChange={(texte) => brouillon.modifier({ motif: texte })}
          />
        </Formulaire>
      </Panneau>
    </>
  );
}
