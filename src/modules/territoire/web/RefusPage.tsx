import { useSearch } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { Marque } from '#web/coquille/Marque.tsx';
import { Avis, Lien, Page } from '#web/ui/index.ts';
import { rechercheRefus } from './recherche.ts';
import { texteDuMotif } from './textes-connexion.ts';
import s from './Connexion.module.css';

/** Why one did not enter, and what to do: where every refused sign-in ends. */
export function RefusPage() {
  const { motif, reference } = rechercheRefus.parse(useSearch({ strict: false }));
  const { titre, texte } = texteDuMotif(motif);
  return (
    <main className={s['page']}>
      <Marque grande />
      <Page titre={titre} etroite>
        <Avis ton="attention" titre={texte}>
          {reference !== undefined && <p>Si cela dure, donnez cette référence à l’assistance : {reference}.</p>}
        </Avis>
        <Lien vers="/connexion" bouton="principal" icone={<RotateCcw aria-hidden size={20} />}>
          Revenir à la page de connexion
        </Lien>
      </Page>
    </main>
  );
}
