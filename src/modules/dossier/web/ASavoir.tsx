import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChoixUnique, Formulaire, Liste, Panneau, Strate } from '#web/ui/index.ts';
import { ajouterASavoir } from '../contract.ts';
import type { ASavoirVu } from '../contract-vues.ts';
import type { TypeASavoir } from '../vocabulaire.ts';
import { LigneASavoir } from './LigneASavoir.tsx';
import { OPTIONS_TYPES, PAGE, SAVOIR } from './textes.ts';

interface ProprietesASavoir {
  readonly patient: string;
  readonly lignes: readonly ASavoirVu[];
}

export function ASavoir({ patient, lignes }: ProprietesASavoir) {
  const [ajoute, setAjoute] = useState(false);
  return (
    <Strate titre={PAGE.aSavoir}>
      <Liste legende={PAGE.aSavoir} elements={lignes} cle={({ id }) => id} vide={PAGE.aSavoirVide}>
        {(ligne) => <LigneASavoir patient={patient} ligne={ligne} />}
      </Liste>
      <Bouton icone={<Plus aria-hidden size={20} />} onPress={() => setAjoute(true)}>
        {PAGE.ajouterASavoir}
      </Bouton>
      {ajoute && <AjouterASavoir patient={patient} onFermer={() => setAjoute(false)} />}
    </Strate>
  );
}

function AjouterASavoir({ patient, onFermer }: { readonly patient: string; readonly onFermer: () => void }) {
  const brouillon = useBrouillon(`a-savoir:${patient}`, { texte: '', type: undefined as TypeASavoir | undefined });
  const { saisie, modifier } = brouillon;
  const envoi = useAction(ajouterASavoir, {
    apres: () => {
      brouillon.effacer();
      notifier(SAVOIR.ajoutee);
      onFermer();
    },
  });
  return (
    <Panneau titre={SAVOIR.titre} ouvert onFermer={onFermer}>
      <Formulaire
        nom={SAVOIR.titre}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, texte: saisie.texte, type: saisie.type as TypeASavoir })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {SAVOIR.envoyer}
          </Bouton>
        }
      >
        <Champ
          nom="texte"
          libelle={SAVOIR.texte}
          aide={SAVOIR.texteAide}
          lignes={2}
          longueurMax={280}
          valeur={saisie.texte}
          onChange={(texte) => modifier({ texte })}
        />
        <ChoixUnique
          nom="type"
          libelle={SAVOIR.type}
          aide={SAVOIR.typeAide}
          options={OPTIONS_TYPES}
          valeur={saisie.type}
          onChange={(type) => modifier({ type })}
        />
      </Formulaire>
    </Panneau>
  );
}
