import { notifier } from '#web/coquille/passagers.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, Formulaire, Panneau } from '#web/ui/index.ts';
import { terminerParticipation, type MembreVu } from '../contract.ts';
import { TEXTES } from './textes.ts';

interface ProprietesTerminer {
  readonly patient: string;
  readonly membre: MembreVu;
  readonly onFermer: () => void;
}

export function TerminerParticipation({ patient, membre, onFermer }: ProprietesTerminer) {
  const brouillon = useBrouillon(`cercle.terminer:${patient}:${membre.rang}`, { motif: '' });
  const envoi = useAction(terminerParticipation, {
    apres: () => {
      brouillon.effacer();
      notifier(TEXTES.terminee(membre.nom));
      onFermer();
    },
  });
  const { motif } = brouillon.saisie;
  return (
    <Panneau titre={TEXTES.terminerTitre(membre.nom)} ouvert onFermer={onFermer}>
      <Formulaire
        nom={TEXTES.terminerTitre(membre.nom)}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, rang: membre.rang, ...(motif === '' ? {} : { motif }) })}
        actions={
          <Bouton type="submit" variante="danger" enCours={envoi.enCours}>
            {TEXTES.terminerBouton}
          </Bouton>
        }
      >
        <p>{TEXTES.terminerAide}</p>
        <Champ
          nom="motif"
          libelle={TEXTES.motif}
          facultatif
          valeur={motif}
          onChange={(nouveau) => brouillon.modifier({ motif: nouveau })}
        />
      </Formulaire>
    </Panneau>
  );
}
