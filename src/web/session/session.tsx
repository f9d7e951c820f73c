import { createContext, useContext, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { reserverBrouillonsA } from '../brouillon.ts';
import { EtatDeVue } from '../EtatDeVue.tsx';
import { useVue } from '../requetes.ts';
import { Dialogue } from '../ui/index.ts';
import { vueMoi, type Moi } from './contrat.ts';
import type { ProprietesFormulaireConnexion } from './PageConnexion.tsx';
import { ecouterSessionPerdue, sessionEstPerdue, signalerSessionRetrouvee } from './perdue.ts';

const ContexteMoi = createContext<Moi | null>(null);

/** The signed-in person. Only under the doors (routes of the modules), where a session always exists. */
export function useMoi(): Moi {
  const moi = useContext(ContexteMoi);
  if (moi === null) throw new Error('useMoi est appelé hors de la session');
  return moi;
}

export function SessionDe({ moi, children }: { readonly moi: Moi; readonly children: ReactNode }) {
  return <ContexteMoi value={moi}>{children}</ContexteMoi>;
}

interface ProprietesAvecSession {
  readonly children: ReactNode;
  /** Nobody is signed in: go to the sign-in page and come back here. */
  readonly onAbsente: () => void;
}

/** Opens the inside of Cordée to a signed-in person. Once open, a lost session never unmounts what is being written. */
export function AvecSession({ children, onAbsente }: ProprietesAvecSession) {
  const vue = useVue(vueMoi, {});
  const absente = vue.data === undefined && vue.error?.sessionPerdue === true;
  const id = vue.data?.id;
  useEffect(() => {
    if (absente) {
      signalerSessionRetrouvee();
      onAbsente();
    }
  }, [absente, onAbsente]);
  useEffect(() => {
    if (id !== undefined) reserverBrouillonsA(id);
  }, [id]);
  if (absente) return null;
  return (
    <EtatDeVue vue={vue} chargement="Ouverture de Cordée">
      {(moi) => <SessionDe moi={moi}>{children}</SessionDe>}
    </EtatDeVue>
  );
}

interface ProprietesSessionPerdue {
  readonly Formulaire: (proprietes: ProprietesFormulaireConnexion) => ReactNode;
}

/** Signs in again over the page, which stays as it was behind. */
export function SessionPerdue({ Formulaire }: ProprietesSessionPerdue) {
  const client = useQueryClient();
  const perdue = useSyncExternalStore(ecouterSessionPerdue, sessionEstPerdue);
  const reprendre = () => {
    signalerSessionRetrouvee();
    void client.invalidateQueries();
  };
  return (
    <Dialogue titre="Votre session est terminée" ouvert={perdue} onFermer={signalerSessionRetrouvee} fermable={false}>
      <p>Reconnectez-vous pour continuer. Ce que vous avez écrit est gardé, juste derrière.</p>
      <Formulaire onConnecte={reprendre} />
    </Dialogue>
  );
}
