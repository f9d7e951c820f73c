import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterDateCourte } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Carte, Champ, Formulaire, Lien } from '#web/ui/index.ts';
import { defusionner } from '../contract.ts';
import type { FusionVue } from '../contract-vues.ts';
import { cheminDestinataires } from './chemins.ts';
import { IDENTITES } from './textes.ts';

export function FusionAnnulable({ fusion }: { readonly fusion: FusionVue }) {
  const [ouvert, setOuvert] = useState(false);
  const [motif, setMotif] = useState('');
  const envoi = useAction(defusionner, { apres: ({ restes }) => notifier(IDENTITES.defaite(restes.length)) });
  return (
    <Carte
      titre={IDENTITES.reuni(fusion.nomGarde)}
      niveau={3}
      actions={
        <>
          <Bouton deplie={ouvert} onPress={() => setOuvert(!ouvert)}>
            {IDENTITES.defaire}
          </Bouton>
          <Lien vers={cheminDestinataires(fusion.garde)}>{IDENTITES.destinataires}</Lien>
        </>
      }
    >
      <p>
        Le {formaterDateCourte(fusion.le)}, {fusion.par} a réuni le dossier « {fusion.nomAbsorbe} ». {fusion.motif}.
      </p>
      <p>
        {IDENTITES.defaireAide} Possible {IDENTITES.jusqua(formaterDateCourte(fusion.annulableJusqua))}.
      </p>
      {ouvert && (
        <Formulaire
          nom={IDENTITES.defaire}
          erreurs={envoi.erreurs}
          erreurGenerale={envoi.erreurGenerale}
          onEnvoyer={() => envoi.executer({ fusion: fusion.id, motif })}
          actions={
            <Bouton type="submit" variante="danger" enCours={envoi.enCours}>
              {IDENTITES.defaire}
            </Bouton>
          }
        >
          <Champ nom="motif" libelle={IDENTITES.motif} valeur={motif} onChange={setMotif} />
        </Formulaire>
      )}
    </Carte>
  );
}
