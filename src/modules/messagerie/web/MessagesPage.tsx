import { PenLine } from 'lucide-react';
import type { z } from 'zod';
import { useAdresse } from '#web/adresse.ts';
import { useNouveaux } from '#web/direct.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Avis, Lien, Liste, Onglets, Page, Vide } from '#web/ui/index.ts';
import { fils, GROUPES as CLES } from '../contract.ts';
import { rechercheMessages } from './adresse.ts';
import { CHEMIN_ILLISIBLES, cheminEcrire } from './chemins.ts';
import { LigneDeFil } from './LigneDeFil.tsx';
import { GROUPES, TEXTES } from './textes.ts';

type Donnees = z.output<typeof fils.sortie>;

/** The door Messages: what is expected of the mailbox first. */
export function MessagesPage() {
  const vue = useVue(fils, {});
  return (
    <Page
      titre={TEXTES.titre}
      actionPrincipale={
        <Lien vers={cheminEcrire()} bouton="principal" icone={<PenLine aria-hidden size={20} />}>
          {TEXTES.ecrire}
        </Lien>
      }
    >
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {(donnees) => <Groupes donnees={donnees} />}
      </EtatDeVue>
    </Page>
  );
}

function Groupes({ donnees }: { readonly donnees: Donnees }) {
  const { recherche, changer } = useAdresse(rechercheMessages);
  const { boite, groupes, quarantaine } = donnees;
  const nouveaux = useNouveaux(CLES.flatMap((cle) => groupes[cle].map((ligne) => ligne.id)));
  if (boite === null) return <Vide titre={TEXTES.sansBoite}>{TEXTES.sansBoiteQuoi}</Vide>;
  return (
    <>
      {quarantaine > 0 && (
        <Avis
          ton="attention"
          titre={`${accorder(quarantaine, 'message n’a pas pu être lu', 'messages n’ont pas pu être lus')}.`}
          action={<Lien vers={CHEMIN_ILLISIBLES}>{TEXTES.illisiblesVoir}</Lien>}
        />
      )}
      <Onglets
        libelle="Messages par attente"
        actif={recherche.groupe}
        onChange={(groupe) => changer({ groupe })}
        onglets={CLES.map((cle) => ({
          cle,
          titre: GROUPES[cle].titre,
          nombre: groupes[cle].length,
          contenu: (
            <Liste
              legende={`Messages : ${GROUPES[cle].titre.toLowerCase()}`}
              elements={groupes[cle]}
              cle={(ligne) => ligne.id}
              vide={GROUPES[cle].vide}
              nouveaux={nouveaux}
            >
              {(ligne) => <LigneDeFil ligne={ligne} />}
            </Liste>
          ),
        }))}
      />
    </>
  );
}
