import { useState } from 'react';
import { resume } from '#modules/dossier/contract.ts';
import { useAdresse } from '#web/adresse.ts';
import { cheminPersonne } from '#web/chemins.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { Page } from '#web/ui/index.ts';
import { attendreLeFocus } from '#web/ui/page/focus-de-page.ts';
import { rechercheNouvelle } from './adresse.ts';
import { cheminDemande } from './chemins.ts';
import { DemandeEnvoyee } from './DemandeEnvoyee.tsx';
import { DeposerForm, type DemandeEnvoyee as Envoyee } from './DeposerForm.tsx';
import { lireNaissance } from '#web/naissance.ts';
import { FORMULAIRE } from './textes.ts';

/** Ask for support, signed in: who asks is already known, and the person too when one comes from her page. */
export function NouvelleDemandePage() {
  const { patient } = useAdresse(rechercheNouvelle).recherche;
  const [envoyee, setEnvoyee] = useState<Envoyee>();
  const recevoir = (sortie: Envoyee) => {
    attendreLeFocus();
    setEnvoyee(sortie);
  };
  if (envoyee !== undefined) {
    return (
      <DemandeEnvoyee envoyee={envoyee} ouvrir={cheminDemande(envoyee.id)} onAutre={() => setEnvoyee(undefined)} />
    );
  }
  return (
    <Page
      titre={FORMULAIRE.titre}
      sousTitre={FORMULAIRE.sousTitre}
      retour={
        patient === undefined
          ? { vers: '/', texte: 'Aujourd’hui' }
          : { vers: cheminPersonne(patient), texte: 'Son dossier' }
      }
      etroite
    >
      {patient === undefined ? (
        <DeposerForm onEnvoyee={recevoir} />
      ) : (
        <DeposerPour patient={patient} onEnvoyee={recevoir} />
      )}
    </Page>
  );
}

interface ProprietesPour {
  readonly patient: string;
  readonly onEnvoyee: (envoyee: Envoyee) => void;
}

function DeposerPour({ patient, onEnvoyee }: ProprietesPour) {
  const vue = useVue(resume, { patient });
  return (
    <EtatDeVue vue={vue} chargement={FORMULAIRE.chargement}>
      {({ id, nom, naissance = '' }) => (
        <DeposerForm connue={{ id, nom, naissance: lireNaissance(naissance) }} onEnvoyee={onEnvoyee} />
      )}
    </EtatDeVue>
  );
}
