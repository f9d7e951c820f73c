import { useBrouillon } from '#web/brouillon.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, Formulaire } from '#web/ui/index.ts';
import { annuler, constaterEchec, interrompre, terminer } from '../contract.ts';
import { FINIR } from './textes.ts';

const FINS = { terminer, interrompre, annuler, echec: constaterEchec } as const;

interface Proprietes {
  readonly id: string;
  readonly geste: keyof typeof FINS;
  /** Told what to say; a page that shows the new state by itself says nothing more. */
  readonly onFait?: ((mots: string) => void) | undefined;
}

/** Every way an orientation ends asks for one sentence. */
export function FormulaireDeFin({ id, geste, onFait }: Proprietes) {
  const mots = FINIR[geste];
  const brouillon = useBrouillon(`orientation.${geste}:${id}`, { motif: '' });
  const envoi = useAction(FINS[geste], {
    apres: () => {
      brouillon.effacer();
      onFait?.(mots.fait);
    },
  });
  return (
    <Formulaire
      nom={mots.titre}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer({ id, motif: brouillon.saisie.motif })}
      actions={
        <Bouton type="submit" variante={geste === 'annuler' ? 'danger' : 'principal'} enCours={envoi.enCours}>
          {mots.bouton}
        </Bouton>
      }
    >
      <Champ
        nom="motif"
        libelle={mots.libelle}
        lignes={3}
        longueurMax={500}
        valeur={brouillon.saisie.motif}
        onChange={(motif) => brouillon.modifier({ motif })}
      />
    </Formulaire>
  );
}
