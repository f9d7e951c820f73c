import { useQueryClient } from '@tanstack/react-query';
import { Marque } from '../coquille/Marque.tsx';
import { Page } from '../ui/index.ts';
import { signalerSessionRetrouvee } from './perdue.ts';
import s from './Connexion.module.css';

/** What the wiring gives: the means of signing in of this profile (trial, Pro Santé Connect…). */
export interface ProprietesFormulaireConnexion {
  readonly onConnecte: () => void;
}

interface ProprietesPageConnexion {
  readonly Formulaire: (proprietes: ProprietesFormulaireConnexion) => React.ReactNode;
  /** Goes where one wanted to go. */
  readonly onConnecte: () => void;
}

export function PageConnexion({ Formulaire, onConnecte }: ProprietesPageConnexion) {
  const client = useQueryClient();
  const entrer = () => {
    client.clear();
    signalerSessionRetrouvee();
    onConnecte();
  };
  return (
    <main className={s['connexion']}>
      <Marque grande />
      <Page titre="Entrer dans Cordée" etroite>
        <p>Cordée relie les professionnels d’un territoire autour des personnes qu’ils suivent.</p>
        <Formulaire onConnecte={entrer} />
      </Page>
    </main>
  );
}
