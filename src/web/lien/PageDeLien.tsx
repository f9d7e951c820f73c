import { Suspense, type ComponentType } from 'react';
import { ouvrirLien } from '#acces/contrat-lien.ts';
import { useParametre } from '#web/adresse.ts';
import { branchements } from '#web/branchements.tsx';
import { Marque } from '#web/coquille/Marque.tsx';
import { Passagers } from '#web/coquille/Passagers.tsx';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { Avis, Page, Squelette } from '#web/ui/index.ts';
import { ContexteJeton } from './jeton.ts';
import s from './Lien.module.css';
import { ContexteLien } from './page-ouverte.ts';

/** `/r/<jeton>`: the page behind a link, without account. */
export function PageDeLien() {
  const jeton = useParametre('jeton');
  return (
    <ContexteJeton value={jeton}>
      <div className={s['cadre']}>
        <header className={s['haut']} data-sans-impression>
          <Marque />
        </header>
        <main id="contenu">
          <Contenu pages={branchements.pagesDeLien} />
        </main>
        <Passagers />
      </div>
    </ContexteJeton>
  );
}

/** Exported for tests: the registry is an argument. */
export function Contenu({ pages }: { readonly pages: Readonly<Record<string, ComponentType>> }) {
  const vue = useVue(ouvrirLien, {});
  const Ouverte = vue.data === undefined ? undefined : pages[vue.data.usage];
  if (vue.data !== undefined && Ouverte !== undefined) {
    return (
      <ContexteLien value={vue.data}>
        <Suspense fallback={<Squelette libelle="Ouverture de la page" />}>
          <Ouverte />
        </Suspense>
      </ContexteLien>
    );
  }
  return (
    <Page titre="Votre lien" etroite>
      <EtatDeVue vue={vue} chargement="Ouverture de votre lien">
        {() => (
          <Avis ton="attention" titre="Cette page n’est pas encore ouverte ici.">
            Répondez au message que vous avez reçu : votre réponse arrivera au bon endroit.
          </Avis>
        )}
      </EtatDeVue>
    </Page>
  );
}
