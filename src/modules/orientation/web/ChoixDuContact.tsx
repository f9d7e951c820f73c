import { Building2, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { suggestions } from '#modules/annuaire/contract.ts';
import { useVue } from '#web/requetes.ts';
import { Bouton, Personne, Recherche } from '#web/ui/index.ts';

export interface ContactChoisi {
  readonly ref: string;
  readonly nom: string;
}

interface ProprietesChoix {
  readonly nom: string;
  readonly libelle: string;
  readonly aide?: string | undefined;
  readonly choisi: ContactChoisi | undefined;
  readonly onChoisir: (contact: ContactChoisi | undefined) => void;
  /** What is already known of the name: the list opens on it. */
  readonly texteInitial?: string | undefined;
  readonly genre?: z.input<typeof suggestions.entree>['genre'];
  readonly changer: string;
}

/** Somebody or some service of the directory: typed, then chosen; « changer » goes back to the search. */
export function ChoixDuContact({
  nom,
  libelle,
  aide,
  choisi,
  onChoisir,
  texteInitial = '',
  genre,
  changer,
}: ProprietesChoix) {
  const [texte, setTexte] = useState(texteInitial);
  const vue = useVue(
    suggestions,
    { texte, ...(genre === undefined ? {} : { genre }) },
    { actif: texte !== '' && choisi === undefined, garder: true },
  );
  if (choisi !== undefined) {
    return (
      <Personne
        nom={choisi.nom}
        precision={libelle}
        aCote={
          <Bouton variante="discret" onPress={() => onChoisir(undefined)}>
            {changer}
          </Bouton>
        }
      />
    );
  }
  const trouves = vue.data ?? [];
  return (
    <Recherche
      nom={nom}
      libelle={libelle}
      aide={aide}
      texteInitial={texteInitial}
      onChercher={setTexte}
      enCours={vue.isFetching}
      resultats={trouves.map((contact) => ({
        cle: contact.ref,
        titre: contact.nom,
        precision: contact.mssante ? contact.precision : `${contact.precision} · à joindre par téléphone`,
        icone: contact.genre === 'personne' ? <UserRound aria-hidden size={20} /> : <Building2 aria-hidden size={20} />,
      }))}
      onChoisir={(ref) => {
        const contact = trouves.find((candidat) => candidat.ref === ref);
        if (contact !== undefined) onChoisir({ ref, nom: contact.nom });
      }}
    />
  );
}
