import { Suspense } from 'react';
import { branchements } from '#web/branchements.tsx';
import { CHEMIN_ABONNEMENTS, CHEMIN_QUI_VOIT_QUOI } from '#web/chemins.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder, formaterHeure, formaterJour, formaterNombre } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import { Carte, Grille, Lien, Page, Squelette, Strate, useMaintenant } from '#web/ui/index.ts';
import { vueAccueil } from '../contract.ts';
import { CHEMIN_CLES, CHEMIN_FILES, CHEMIN_MEMBRES, CHEMIN_TEMPS } from './chemins.ts';
import { TEXTES } from './textes.ts';

/** The door: cards with one number each. */
export function TerritoirePage() {
  const moi = useMoi();
  const maintenant = useMaintenant();
  const vue = useVue(vueAccueil, {});
  return (
    <Page titre={TEXTES.titre} sousTitre={moi.territoire}>
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {(accueil) => (
          <Grille>
            <Carte
              titre={TEXTES.membres}
              nombre={formaterNombre(accueil.membres)}
              actions={<Lien vers={CHEMIN_MEMBRES}>{TEXTES.voirMembres}</Lien>}
            >
              <p>
                {accueil.invitations === 0
                  ? 'Aucune invitation en attente'
                  : `${accorder(accueil.invitations, 'invitation', 'invitations')} en attente`}
              </p>
            </Carte>
            <Carte
              titre={TEXTES.files}
              nombre={formaterNombre(accueil.files)}
              actions={<Lien vers={CHEMIN_FILES}>{TEXTES.voirFiles}</Lien>}
            >
              <p>
                {accueil.enAttente === 0
                  ? 'Rien n’attend d’être pris'
                  : `${accorder(accueil.enAttente, 'chose attend', 'choses attendent')} d’être ${accueil.enAttente < 2 ? 'prise' : 'prises'}`}
              </p>
            </Carte>
            {accueil.essai && (
              <Carte
                titre={TEXTES.temps}
                nombre={formaterHeure(maintenant)}
                actions={<Lien vers={CHEMIN_TEMPS}>{TEXTES.avancer}</Lien>}
              >
                <p>{formaterJour(maintenant, maintenant)}</p>
              </Carte>
            )}
            {Object.entries(branchements.cartesDuTerritoire).map(([cle, CarteDeSalle]) => (
              <Suspense key={cle} fallback={<Squelette libelle={TEXTES.chargement} />}>
                <CarteDeSalle />
              </Suspense>
            ))}
          </Grille>
        )}
      </EtatDeVue>
      <Strate>
        <p>{TEXTES.aVenir}</p>
        <Lien vers={CHEMIN_QUI_VOIT_QUOI}>{TEXTES.quiVoitQuoi}</Lien>
        <Lien vers={CHEMIN_CLES}>{TEXTES.cles}</Lien>
        <Lien vers={CHEMIN_ABONNEMENTS}>{TEXTES.abonnements}</Lien>
      </Strate>
    </Page>
  );
}
