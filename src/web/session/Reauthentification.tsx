import { useSyncExternalStore, type ReactNode } from 'react';
import { Dialogue } from '../ui/index.ts';
import {
  ecouterReauthentification,
  finirReauthentification,
  reauthentificationDemandee,
} from './reauthentification.ts';

/** What the wiring gives: how this person confirms who they are. */
export interface ProprietesFormulaireElevation {
  readonly onConfirmee: () => void;
}

interface ProprietesReauthentification {
  readonly Formulaire: (proprietes: ProprietesFormulaireElevation) => ReactNode;
}

/** Over the page, which stays as it was: once confirmed, the act that asked goes on by itself. Closing gives it up, and loses nothing. */
export function Reauthentification({ Formulaire }: ProprietesReauthentification) {
  const demandee = useSyncExternalStore(ecouterReauthentification, reauthentificationDemandee);
  return (
    <Dialogue titre="Confirmez que c’est bien vous" ouvert={demandee} onFermer={() => finirReauthentification(false)}>
      <p>
        Cet acte est sensible : montrez votre clé ou votre carte encore une fois. Il part ensuite tout seul, et rien de
        ce que vous avez écrit n’est perdu.
      </p>
      {demandee && <Formulaire onConfirmee={() => finirReauthentification(true)} />}
    </Dialogue>
  );
}
