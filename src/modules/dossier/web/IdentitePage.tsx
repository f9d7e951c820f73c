import { useParametre } from '#web/adresse.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { cheminQualifier } from '#web/chemins.ts';
import { Avis, Lien, Page } from '#web/ui/index.ts';
import { identite } from '../contract.ts';
import { cheminPersonne } from './chemins.ts';
import { CorrigerTraits } from './CorrigerTraits.tsx';
import { FEUILLE, IDENTITE } from './textes.ts';
import { VerifierIdentite } from './VerifierIdentite.tsx';

export function IdentitePage() {
  return <Identite patient={useParametre('id')} />;
}

/** Who the person is, how sure we are, and what that allows. */
export function Identite({ patient }: { readonly patient: string }) {
  const vue = useVue(identite, { patient });
  return (
    <Page titre={IDENTITE.titre} etroite retour={{ vers: cheminPersonne(patient), texte: FEUILLE.retour }}>
      <EtatDeVue vue={vue} chargement={IDENTITE.chargement}>
        {(fiche) => (
          <>
            <Avis ton={fiche.statutIns.code === 'QUAL' ? 'succes' : 'info'} titre={fiche.statutIns.mots}>
              <p>{fiche.statutIns.permet}</p>
              {fiche.statutIns.marques.map((marque) => (
                <p key={marque}>{marque}.</p>
              ))}
            </Avis>
            {fiche.statutIns.code !== 'QUAL' && (
              <Lien vers={cheminQualifier(patient)} bouton="principal">
                {IDENTITE.qualifier}
              </Lien>
            )}
            {/* Another version opens another form: an untouched one shows it, a draft is compared with it. */}
            <CorrigerTraits key={fiche.version} patient={patient} fiche={fiche} />
            <VerifierIdentite patient={patient} fiche={fiche} />
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}
