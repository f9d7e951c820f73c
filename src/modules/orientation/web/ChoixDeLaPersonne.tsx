import { useState } from 'react';
import { CHEMIN_DEMANDES } from '#modules/demande/web/chemins.ts';
import { rechercher } from '#modules/dossier/contract.ts';
import { useAdresse } from '#web/adresse.ts';
import { useVue } from '#web/requetes.ts';
import { Lien, Pile, Recherche } from '#web/ui/index.ts';
import { rechercheNouvelle } from './adresse.ts';
import { NOUVELLE } from './textes.ts';

/** Nobody is designated yet (one comes from the directory): for whom, among the persons one may see. */
export function ChoixDeLaPersonne() {
  const { changer } = useAdresse(rechercheNouvelle);
  const [texte, setTexte] = useState('');
  const vue = useVue(rechercher, { texte }, { actif: texte !== '', garder: true });
  return (
    <Pile>
      <Recherche
        nom="patient"
        libelle={NOUVELLE.personne}
        aide={NOUVELLE.personneAide}
        onChercher={setTexte}
        enCours={vue.isFetching}
        resultats={(vue.data?.personnes ?? []).map(({ id, nom, naissance, commune }) => ({
          cle: id,
          titre: nom,
          precision: [naissance, commune].filter(Boolean).join(' · '),
        }))}
        siRien={NOUVELLE.personneInconnue}
        onChoisir={(patient) => changer({ patient })}
      />
      <Lien vers={CHEMIN_DEMANDES}>{NOUVELLE.versDemandes}</Lien>
    </Pile>
  );
}
