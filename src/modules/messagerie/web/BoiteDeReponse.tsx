import { Send } from 'lucide-react';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Case, Champ, Formulaire } from '#web/ui/index.ts';
import { annulerEnvoi, repondre } from '../contract.ts';
import { TEXTES } from './textes.ts';

const VIERGE = { texte: '', attendReponse: false };

/** The answer: its draft is kept, it leaves ten seconds later, and taken back it returns as a draft. */
export function BoiteDeReponse({ fil, destinataire }: { readonly fil: string; readonly destinataire: string }) {
  const brouillon = useBrouillon(`messagerie.repondre:${fil}`, VIERGE);
  const reprise = useAction(annulerEnvoi, {
    apres: ({ texte }) => {
      brouillon.modifier({ texte });
      notifier(TEXTES.reprise);
    },
  });
  const envoi = useAction(repondre, {
    apres: ({ communication }) => {
      brouillon.effacer();
      notifier(TEXTES.envoyee, () => reprise.executer({ communication }));
    },
  });
  const { texte, attendReponse } = brouillon.saisie;
  return (
    <Formulaire
      nom={`${TEXTES.repondre} à ${destinataire}`}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale ?? reprise.erreurGenerale}
      onEnvoyer={() => envoi.executer({ fil, texte, attendReponse })}
      actions={
        <Bouton type="submit" variante="principal" icone={<Send aria-hidden size={20} />} enCours={envoi.enCours}>
          {TEXTES.envoyer}
        </Bouton>
      }
    >
      <Champ
        nom="texte"
        libelle={TEXTES.texteReponse}
        aide={TEXTES.aideTexte}
        lignes={5}
        longueurMax={20_000}
        valeur={texte}
        onChange={(nouveau) => brouillon.modifier({ texte: nouveau })}
      />
      <Case
        nom="attendReponse"
        libelle={TEXTES.attendReponse}
        cochee={attendReponse}
        onChange={(cochee) => brouillon.modifier({ attendReponse: cochee })}
      />
    </Formulaire>
  );
}
