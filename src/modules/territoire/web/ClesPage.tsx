import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { mesCles, retirerCle } from '#acces/contrat-session.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterIlYA, formaterJour } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Champ, Formulaire, Liste, Page, Rang, Strate, useMaintenant } from '#web/ui/index.ts';
import { clesPossibles, enregistrerCetAppareil, useCeremonie } from './ceremonie.ts';
import { TEXTES } from './textes.ts';

/** The devices that open my account, and adding this one. */
export function ClesPage() {
  const vue = useVue(mesCles, {});
  const maintenant = useMaintenant();
  const retrait = useAction(retirerCle, { apres: () => notifier(TEXTES.cleRetiree) });
  return (
    <Page titre={TEXTES.cles} etroite>
      <p>{TEXTES.clesAide}</p>
      {vue.data?.cles.length === 1 && <Avis titre={TEXTES.deuxCles} />}
      {retrait.erreur !== undefined && <Avis ton="attention" titre={retrait.erreur.texte} annonce />}
      <EtatDeVue vue={vue} chargement="Chargement de vos clés">
        {({ cles }) => (
          <Liste legende={TEXTES.cles} elements={cles} cle={({ id }) => id} vide={TEXTES.clesVide}>
            {(cle) => (
              <Rang>
                <span>
                  <strong>{cle.nom}</strong>, enregistrée le {formaterJour(cle.creeLe, maintenant)},{' '}
                  {cle.utiliseeLe === undefined
                    ? 'jamais utilisée'
                    : `utilisée ${formaterIlYA(cle.utiliseeLe, maintenant)}`}
                </span>
                <Bouton
                  variante="discret"
                  nomComplet={`Retirer ${cle.nom}`}
                  enCours={retrait.enCours}
                  onPress={() => retrait.executer({ id: cle.id })}
                >
                  Retirer
                </Bouton>
              </Rang>
            )}
          </Liste>
        )}
      </EtatDeVue>
      <Ajouter onAjoutee={() => void vue.refetch()} />
    </Page>
  );
}

function Ajouter({ onAjoutee }: { readonly onAjoutee: () => void }) {
  const [nom, setNom] = useState('');
  const cle = useCeremonie(
    () => enregistrerCetAppareil(nom),
    () => {
      notifier(TEXTES.cleAjoutee);
      setNom('');
      onAjoutee();
    },
  );
  if (!clesPossibles()) return <Avis titre="Ce navigateur ne sait pas créer de clé d’accès." />;
  return (
    <Strate titre="Enregistrer cet appareil">
      <Formulaire
        nom="Enregistrer cet appareil"
        erreurGenerale={cle.texte}
        onEnvoyer={cle.lancer}
        actions={
          <Bouton type="submit" icone={<KeyRound aria-hidden size={22} />} enCours={cle.enCours}>
            Créer une clé d’accès ici
          </Bouton>
        }
      >
        <Champ
          nom="appareil"
          libelle="Comment s’appelle cet appareil ?"
          facultatif
          valeur={nom}
          onChange={setNom}
          longueurMax={60}
        />
      </Formulaire>
    </Strate>
  );
}
