import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Champ, ChampTelephone, Formulaire, Panneau } from '#web/ui/index.ts';
import { corriger, demanderConfirmation, type Carte } from '../contract.ts';
import { corrections } from './corrections.ts';
import { FICHE } from './textes.ts';

interface Proprietes {
  readonly carte: Carte;
  readonly ouvert: boolean;
  readonly onFermer: () => void;
}

/** Sending it as it is confirms; what is changed replaces the national file. */
export function PanneauCorriger({ carte, ouvert, onFermer }: Proprietes) {
  const [telephone, setTelephone] = useState(carte.telephone ?? '');
  const [mssante, setMssante] = useState(carte.mssante ?? '');
  const [places, setPlaces] = useState('');
  const envoi = useAction(corriger, {
    apres: () => {
      notifier(FICHE.corrigee);
      onFermer();
    },
  });
  const demande = useAction(demanderConfirmation, {
    apres: () => {
      notifier(FICHE.demandee);
      onFermer();
    },
  });
  return (
    <Panneau titre={FICHE.corriger} ouvert={ouvert} onFermer={onFermer}>
      <Formulaire
        nom={`${FICHE.corriger} : ${carte.nom}`}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ ref: carte.ref, ...corrections(carte, { telephone, mssante, places }) })}
        actions={
          <>
            <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
              {FICHE.enregistrer}
            </Bouton>
            {carte.mssante !== undefined && (
              <Bouton enCours={demande.enCours} onPress={() => demande.executer({ ref: carte.ref })}>
                {FICHE.demander}
              </Bouton>
            )}
          </>
        }
      >
        <p>{FICHE.corrigerAide}</p>
        {demande.erreurGenerale !== undefined && <Avis ton="attention" titre={demande.erreurGenerale} annonce />}
        <ChampTelephone
          nom="telephone"
          libelle={FICHE.telephone}
          facultatif
          valeur={telephone}
          onChange={setTelephone}
        />
        <Champ
          nom="mssante"
          libelle={FICHE.mssante}
          facultatif
          type="email"
          clavier="email"
          valeur={mssante}
          onChange={setMssante}
        />
        {carte.genre === 'offre' && (
          <Champ
            nom="places"
            libelle={FICHE.places}
            facultatif
            clavier="numeric"
            court
            valeur={places}
            onChange={setPlaces}
          />
        )}
      </Formulaire>
    </Panneau>
  );
}
