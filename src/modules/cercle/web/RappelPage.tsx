import { useParametre } from '#web/adresse.ts';
import { cheminPersonne } from '#web/chemins.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { Lien, Page, Pile, QuiALaMain } from '#web/ui/index.ts';
import { rappel } from '../contract.ts';

/** Something to ask the person again: one sentence, and the way to her page, where the answer is noted. */
export function RappelPage() {
  const vue = useVue(rappel, { id: useParametre('id') });
  return (
    <Page titre={vue.data?.titre ?? 'À demander à la personne'} etroite retour={{ vers: '/', texte: 'Aujourd’hui' }}>
      <EtatDeVue vue={vue} chargement="Chargement du rappel">
        {({ etat, qui, depuis, prochaine, dueLe, patient }) => (
          <Pile>
            <QuiALaMain
              etat={etat}
              qui={qui}
              depuis={depuis}
              remonteA={etat === 'retard' ? qui : undefined}
              prochaineEtape={etat === 'termine' ? undefined : { texte: `${prochaine}, avant`, le: dueLe }}
            />
            <p>Notez sa réponse sur sa page : « Noter une information à la personne ». Le rappel se ferme tout seul.</p>
            {patient !== undefined && (
              <Lien vers={cheminPersonne(patient)} bouton="principal">
                Ouvrir sa page
              </Lien>
            )}
          </Pile>
        )}
      </EtatDeVue>
    </Page>
  );
}
