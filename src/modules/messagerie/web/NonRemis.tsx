import { Phone } from 'lucide-react';
import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterMoment, formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Champ, Formulaire, Lien, Panneau, Rang, useMaintenant } from '#web/ui/index.ts';
import { renvoyerAutrement, type EtatEnvoi } from '../contract.ts';
import { TEXTES } from './textes.ts';

interface ProprietesNonRemis {
  readonly communication: string;
  readonly destinataire: string;
  readonly envoi: EtatEnvoi;
  readonly traitable: boolean;
}

/** The message did not arrive: why, and the other channel one tap away. Calm again once somebody was reached. */
export function NonRemis({ communication, destinataire, envoi, traitable }: ProprietesNonRemis) {
  const maintenant = useMaintenant();
  const [ouvert, setOuvert] = useState(false);
  if (envoi.relayePar !== null && envoi.relayeLe !== null) {
    return (
      <Avis
        ton="succes"
        titre={`Non remis, mais ${destinataire} a été joint autrement par ${envoi.relayePar} · ${formaterMoment(envoi.relayeLe, maintenant)}`}
      />
    );
  }
  return (
    <Avis
      ton="alerte"
      titre={`Non remis à ${destinataire}`}
      action={
        <Rang>
          {envoi.telephone !== null && (
            <Lien
              vers={`tel:${normaliserTelephone(envoi.telephone)}`}
              bouton="principal"
              icone={<Phone aria-hidden size={20} />}
            >
              {`Appeler le ${formaterTelephone(envoi.telephone)}`}
            </Lien>
          )}
          {traitable && <Bouton onPress={() => setOuvert(true)}>{TEXTES.autrement}</Bouton>}
        </Rang>
      }
    >
      <p>{envoi.motif}</p>
      {envoi.telephone === null && <p>{TEXTES.sansTelephone}</p>}
      <Panneau titre={TEXTES.autrement} ouvert={ouvert} onFermer={() => setOuvert(false)}>
        <JointAutrement communication={communication} onFait={() => setOuvert(false)} />
      </Panneau>
    </Avis>
  );
}

function JointAutrement({ communication, onFait }: { readonly communication: string; readonly onFait: () => void }) {
  const [note, setNote] = useState('');
  const action = useAction(renvoyerAutrement, {
    apres: () => {
      notifier(TEXTES.autrementFait);
      onFait();
    },
  });
  return (
    <Formulaire
      nom={TEXTES.autrement}
      erreurs={action.erreurs}
      erreurGenerale={action.erreurGenerale}
      onEnvoyer={() => action.executer({ communication, moyen: 'telephone', note })}
      actions={
        <Bouton type="submit" variante="principal" enCours={action.enCours}>
          Noter que je l’ai joint
        </Bouton>
      }
    >
      <Champ nom="note" libelle={TEXTES.autrementNote} facultatif lignes={3} valeur={note} onChange={setNote} />
    </Formulaire>
  );
}
