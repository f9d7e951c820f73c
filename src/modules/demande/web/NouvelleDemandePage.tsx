import { useState } from 'react';
import { Page } from '#web/ui/index.ts';
import { attendreLeFocus } from '#web/ui/page/focus-de-page.ts';
import { cheminDemande } from './chemins.ts';
import { DemandeEnvoyee } from './DemandeEnvoyee.tsx';
import { DeposerForm, type DemandeEnvoyee as Envoyee } from './DeposerForm.tsx';
import { FORMULAIRE } from './textes.ts';

/** Ask for support, signed in: who asks is already known. */
export function NouvelleDemandePage() {
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
      retour={{ vers: '/', texte: 'Aujourd’hui' }}
      etroite
    >
      <DeposerForm connecte onEnvoyee={recevoir} />
    </Page>
  );
}
