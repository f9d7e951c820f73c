import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Bouton, Rang, Recherche } from '#web/ui/index.ts';
import type { ChercherContacts, ContactPropose } from './contacts.ts';
import { AJOUTER } from './textes.ts';

interface ProprietesChercher {
  readonly chercher: ChercherContacts;
  /** Name of the one chosen; undefined while searching. */
  readonly choisi: string | undefined;
  readonly onChoisir: (contact: ContactPropose) => void;
  readonly onChanger: () => void;
}

export function ChercherDansLAnnuaire({ chercher, choisi, onChoisir, onChanger }: ProprietesChercher) {
  const [texte, setTexte] = useState('');
  const recherche = useQuery({
    queryKey: ['cercle.chercherContacts', texte],
    queryFn: ({ signal }) => chercher(texte, signal),
    enabled: texte !== '' && choisi === undefined,
    placeholderData: keepPreviousData,
  });
  const contacts = recherche.data ?? [];
  if (choisi !== undefined) {
    return (
      <Rang>
        <span>
          {AJOUTER.choisi} <strong>{choisi}</strong>
        </span>
        <Bouton variante="discret" onPress={onChanger}>
          {AJOUTER.changer}
        </Bouton>
      </Rang>
    );
  }
  return (
    <Recherche
      nom="qui.ref"
      libelle={AJOUTER.chercher}
      aide={AJOUTER.chercherAide}
      onChercher={setTexte}
      enCours={recherche.isFetching}
      resultats={contacts.map(({ ref, nom, precision }) => ({ cle: ref, titre: nom, precision }))}
      onChoisir={(ref) => {
        const contact = contacts.find((candidat) => candidat.ref === ref);
        if (contact !== undefined) onChoisir(contact);
      }}
    />
  );
}
