import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { lire, type ErreurApi } from '#web/api.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { Avis, Bouton, Page } from '#web/ui/index.ts';
import { rechercherIdentite } from '../contract.ts';
import { Candidats } from './Candidats.tsx';
import { CHEMIN_PERSONNES, cheminPersonne } from './chemins.ts';
import { CreerLeDossier } from './CreerLeDossier.tsx';
import { FormulaireRecherche } from './FormulaireRecherche.tsx';
import { RemplirParScan } from './RemplirParScan.tsx';
import { TRAITS_VIERGES, traitsEnvoyes } from './traits-saisis.ts';
import { NOUVELLE } from './textes.ts';

export type Trouvailles = z.output<typeof rechercherIdentite.sortie>;

/** Search the whole territory, look at who resembles, then create: one page, in that order, nothing typed twice. */
export function NouvellePersonnePage() {
  const naviguer = useNavigate();
  return (
    <NouvellePersonne
      onCree={(patient) => {
        notifier(NOUVELLE.cree);
        void naviguer({ href: cheminPersonne(patient) });
      }}
    />
  );
}

export function NouvellePersonne({ onCree }: { readonly onCree: (patient: string) => void }) {
  const brouillon = useBrouillon('personne.nouvelle', TRAITS_VIERGES);
  const [ecartes, setEcartes] = useState<readonly string[]>([]);
  const { saisie } = brouillon;
  // A search is an act, traced each time: it is run by the button, never again by itself.
  const recherche = useMutation<Trouvailles & { cherche: string }, ErreurApi>({
    mutationFn: async () => ({
      ...(await lire(rechercherIdentite, traitsEnvoyes(saisie))),
      cherche: empreinte(saisie),
    }),
    onSuccess: () => setEcartes([]),
  });
  const trouvailles = recherche.data;
  const aJour = trouvailles?.cherche === empreinte(saisie);
  const recommencer = () => {
    brouillon.effacer();
    recherche.reset();
  };
  return (
    <Page titre={NOUVELLE.titre} etroite retour={{ vers: CHEMIN_PERSONNES, texte: NOUVELLE.retour }}>
      {brouillon.repris && (
        <Avis
          titre={NOUVELLE.repris}
          action={
            <Bouton variante="discret" onPress={recommencer}>
              {NOUVELLE.recommencer}
            </Bouton>
          }
        />
      )}
      <RemplirParScan onTraits={brouillon.modifier} />
      <FormulaireRecherche
        brouillon={brouillon}
        erreur={recherche.error ?? undefined}
        enCours={recherche.isPending}
        onChercher={() => recherche.mutate()}
      />
      {trouvailles !== undefined && !aJour && <Avis ton="attention" titre={NOUVELLE.rechercher} annonce />}
      {trouvailles !== undefined && aJour && (
        <>
          <Candidats trouvailles={trouvailles} ecartes={ecartes} onEcarter={(id) => setEcartes([...ecartes, id])} />
          <CreerLeDossier
            brouillon={brouillon}
            trouvailles={trouvailles}
            ecartes={ecartes}
            onChercher={() => recherche.mutate()}
            onCree={(patient) => {
              brouillon.effacer();
              onCree(patient);
            }}
          />
        </>
      )}
    </Page>
  );
}

/** What a search was about: changing it afterwards asks for another search. */
function empreinte({ nomNaissance, nom, naissance }: typeof TRAITS_VIERGES): string {
  return JSON.stringify([nomNaissance, nom, naissance]);
}
