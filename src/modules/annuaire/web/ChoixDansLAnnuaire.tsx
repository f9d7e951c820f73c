import { Building2, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useVue } from '#web/requetes.ts';
import { Bouton, Personne, Recherche } from '#web/ui/index.ts';
import { suggestions, type GenreFiche } from '../contract.ts';
import { CHOIX } from './textes.ts';

export interface ContactChoisi {
  readonly ref: string;
  readonly nom: string;
}

interface Proprietes {
  readonly nom: string;
  readonly libelle: string;
  readonly aide?: string | undefined;
  /** Only people, structures or offers; everything when left out. */
  readonly genre?: GenreFiche | undefined;
  readonly choisi: ContactChoisi | undefined;
  readonly onChoisir: (contact: ContactChoisi | undefined) => void;
}

/** Picks somebody of the directory in a form: typed, chosen, changed. */
export function ChoixDansLAnnuaire({ nom, libelle, aide = CHOIX.aide, genre, choisi, onChoisir }: Proprietes) {
  const [texte, setTexte] = useState('');
  const vue = useVue(
    suggestions,
    { texte, genre: genre ?? 'tous' },
    { actif: texte.length > 1 && choisi === undefined, garder: true },
  );
  if (choisi !== undefined) {
    return (
      <Personne
        nom={choisi.nom}
        precision={libelle}
        aCote={
          <Bouton variante="discret" nomComplet={`${CHOIX.changer} : ${libelle}`} onPress={() => onChoisir(undefined)}>
            {CHOIX.changer}
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
      onChercher={setTexte}
      enCours={vue.isFetching}
      resultats={trouves.map((c) => ({
        cle: c.ref,
        titre: c.nom,
        precision: c.precision,
        icone: c.genre === 'personne' ? <UserRound aria-hidden size={20} /> : <Building2 aria-hidden size={20} />,
      }))}
      siRien={CHOIX.siRien}
      onChoisir={(ref) => {
        const contact = trouves.find((c) => c.ref === ref);
        if (contact !== undefined) onChoisir({ ref, nom: contact.nom });
      }}
    />
  );
}
