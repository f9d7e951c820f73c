import { useState } from 'react';
import { useLienOuvert } from '#web/lien/page-ouverte.ts';
import { Page } from '#web/ui/index.ts';
import { attendreLeFocus } from '#web/ui/page/focus-de-page.ts';
import { DemandeEnvoyee } from './DemandeEnvoyee.tsx';
import { DeposerForm, type DemandeEnvoyee as Envoyee } from './DeposerForm.tsx';
import { FORMULAIRE } from './textes.ts';

/** Ask for support without account, from the link of a known correspondent (usage `demande.deposer`). */
export function DeposerParLienPage() {
  const lien = useLienOuvert();
  const [envoyee, setEnvoyee] = useState<Envoyee>();
  const recevoir = (sortie: Envoyee) => {
    attendreLeFocus();
    setEnvoyee(sortie);
  };
  if (envoyee !== undefined) return <DemandeEnvoyee envoyee={envoyee} onAutre={() => setEnvoyee(undefined)} />;
  return (
    <Page titre={FORMULAIRE.titre} sousTitre={FORMULAIRE.sousTitre} etroite>
      <DeposerForm auNomDe={lien?.pour} onEnvoyee={recevoir} />
    </Page>
  );
}
