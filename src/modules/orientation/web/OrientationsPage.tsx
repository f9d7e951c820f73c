import { useAdresse } from '#web/adresse.ts';
import { useNouveaux } from '#web/direct.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { DeuxColonnes, Lien, Liste, Page, Pile, Vide } from '#web/ui/index.ts';
import type { z } from 'zod';
import { liste, type Filtre } from '../contract.ts';
import { rechercheOrientations } from './adresse.ts';
import { CarteDeLaBoucle } from './Boucle.tsx';
import { cheminOrientations } from './chemins.ts';
import { LigneDOrientation } from './LigneDOrientation.tsx';
import { MotsDeFiltre } from './MotsDeFiltre.tsx';
import { LISTE } from './textes.ts';

type Donnees = z.output<typeof liste.sortie>;

/** Every orientation I may see, what will break first in front. */
export function OrientationsPage() {
  const { recherche, changer } = useAdresse(rechercheOrientations);
  const vue = useVue(liste, recherche, { garder: true });
  return (
    <Page titre={LISTE.titre} retour={{ vers: '/', texte: 'Aujourd’hui' }}>
      <MotsDeFiltre
        recherche={recherche}
        comptes={vue.data?.comptes ?? {}}
        onRetirer={(quoi) => changer({ [quoi]: undefined, apres: undefined })}
      />
      <DeuxColonnes>
        <EtatDeVue vue={vue} chargement={LISTE.chargement}>
          {(donnees) => <Orientations key={recherche.filtre} filtre={recherche.filtre} donnees={donnees} />}
        </EtatDeVue>
        <Pile>
          <CarteDeLaBoucle demande={recherche.demande} />
        </Pile>
      </DeuxColonnes>
    </Page>
  );
}

function Orientations({ filtre, donnees }: { readonly filtre: Filtre; readonly donnees: Donnees }) {
  const { recherche } = useAdresse(rechercheOrientations);
  const { orientations, total, suite } = donnees;
  const nouveaux = useNouveaux(orientations.map(({ id }) => id));
  return (
    <Pile>
      <p>{accorder(total, 'orientation', 'orientations')}</p>
      <Liste
        legende={LISTE.titre}
        elements={orientations}
        cle={({ id }) => id}
        vide={<Vide titre={LISTE.vides[filtre]} />}
        nouveaux={nouveaux}
        espacee
      >
        {(orientation) => <LigneDOrientation orientation={orientation} />}
      </Liste>
      {suite !== undefined && (
        <Lien vers={cheminOrientations({ ...recherche, apres: suite })} bouton="secondaire">
          {LISTE.suite}
        </Lien>
      )}
    </Pile>
  );
}
