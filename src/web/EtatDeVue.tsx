import { RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ResultatDeVue } from './requetes.ts';
import { Avis, Bouton, Squelette } from './ui/index.ts';

interface ProprietesEtatDeVue<T> {
  readonly vue: ResultatDeVue<T>;
  /** What is being fetched: « Chargement des demandes ». */
  readonly chargement: string;
  readonly children: (donnees: T) => ReactNode;
}

/** Waiting, error with a way out, or the content: the three states of any screen that reads a view. */
export function EtatDeVue<T>({ vue, chargement, children }: ProprietesEtatDeVue<T>) {
  if (vue.data !== undefined) {
    return (
      <>
        {vue.error !== null && vue.error.genre === 'reseau' && (
          <Avis ton="attention" titre="Le réseau ne répond pas. Ce que vous voyez date de la dernière lecture." />
        )}
        {children(vue.data)}
      </>
    );
  }
  if (vue.error === null) return <Squelette libelle={chargement} />;
  return (
    <Avis
      ton={vue.error.genre === 'refus' ? 'attention' : 'alerte'}
      titre={vue.error.texte}
      annonce
      action={
        vue.error.genre !== 'refus' && (
          <Bouton
            icone={<RefreshCw aria-hidden size={20} />}
            onPress={() => void vue.refetch()}
            enCours={vue.isFetching}
          >
            Réessayer
          </Bouton>
        )
      }
    />
  );
}
