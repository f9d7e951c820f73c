import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { ErreurApi, nouvelleCle } from '../api.ts';
import { Avis, Bouton, Lien, Page, Rang } from '../ui/index.ts';

interface ProprietesEcranEnPanne {
  readonly error: unknown;
}

/** A screen that broke: what, a reference to give, what to do. The rest of Cordée still works. */
export function EcranEnPanne({ error }: ProprietesEcranEnPanne) {
  const [locale] = useState(() => `ecran-${nouvelleCle().slice(0, 8)}`);
  const reference = error instanceof ErreurApi ? (error.reference ?? error.code) : locale;
  return (
    <Page titre="Cet écran n’a pas pu s’ouvrir" etroite>
      <Avis ton="alerte" titre="Le reste de Cordée fonctionne. Ce que vous avez écrit est gardé." annonce>
        <p>Rechargez la page. Si cela recommence, donnez cette référence à l’assistance : {reference}</p>
      </Avis>
      <Rang>
        <Bouton
          variante="principal"
          icone={<RefreshCw aria-hidden size={20} />}
          onPress={() => window.location.reload()}
        >
          Recharger la page
        </Bouton>
        <Lien vers="/">Aller à Aujourd’hui</Lien>
      </Rang>
    </Page>
  );
}

export function PageInconnue() {
  return (
    <Page titre="Cette adresse ne mène à rien" etroite>
      <p>Elle a peut-être été mal recopiée, ou ce qu’elle montrait n’existe plus.</p>
      <Rang>
        <Lien vers="/" bouton="principal">
          Aller à Aujourd’hui
        </Lien>
      </Rang>
    </Page>
  );
}
