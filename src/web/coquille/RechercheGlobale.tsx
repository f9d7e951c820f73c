import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { Dialogue, Recherche, type ResultatDeRecherche } from '../ui/index.ts';

export interface ResultatGlobal extends ResultatDeRecherche {
  readonly vers: string;
}

/** Given by the wiring: searches persons, professionals, structures and requests. */
export type ChercherPartout = (texte: string, signal: AbortSignal) => Promise<readonly ResultatGlobal[]>;

interface ProprietesRechercheGlobale {
  readonly ouverte: boolean;
  readonly onFermer: () => void;
  readonly chercher: ChercherPartout;
  readonly onAller: (vers: string) => void;
}

export function RechercheGlobale({ ouverte, onFermer, ...reste }: ProprietesRechercheGlobale) {
  return (
    <Dialogue titre="Chercher dans Cordée" ouvert={ouverte} onFermer={onFermer} pleinEcran>
      <Interieur {...reste} onFermer={onFermer} />
    </Dialogue>
  );
}

function Interieur({ chercher, onAller, onFermer }: Omit<ProprietesRechercheGlobale, 'ouverte'>) {
  const [texte, setTexte] = useState('');
  const recherche = useQuery({
    queryKey: ['recherche-globale', texte],
    queryFn: ({ signal }) => chercher(texte, signal),
    enabled: texte !== '',
    placeholderData: keepPreviousData,
  });
  const resultats = recherche.data ?? [];
  const choisir = (cle: string) => {
    const resultat = resultats.find((candidat) => candidat.cle === cle);
    if (resultat === undefined) return;
    onFermer();
    onAller(resultat.vers);
  };
  return (
    <Recherche
      nom="recherche-globale"
      libelle="Nom, téléphone, structure ou demande"
      aide="Une personne suivie, un professionnel, une structure, une demande."
      onChercher={setTexte}
      resultats={resultats}
      enCours={recherche.isFetching}
      onChoisir={choisir}
      siRien={recherche.isError ? 'La recherche ne répond pas. Réessayez dans un instant.' : undefined}
      focusInitial
    />
  );
}

/** `/` opens the search from anywhere, except while one is typing. */
export function useToucheDeRecherche(ouvrir: () => void): void {
  const surTouche = useEffectEvent((evenement: KeyboardEvent) => {
    const { target } = evenement;
    const saisit = target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]');
    if (evenement.key !== '/' || saisit || evenement.ctrlKey || evenement.metaKey || evenement.altKey) return;
    evenement.preventDefault();
    ouvrir();
  });
  useEffect(() => {
    document.addEventListener('keydown', surTouche);
    return () => document.removeEventListener('keydown', surTouche);
  }, []);
}
