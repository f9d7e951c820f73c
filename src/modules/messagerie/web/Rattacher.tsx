import { useState } from 'react';
import { rechercher } from '#modules/dossier/contract.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterDateCourte } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Pile, Recherche } from '#web/ui/index.ts';
import { rattacher } from '../contract.ts';
import { TEXTES } from './textes.ts';

/** Finds the person the thread is about; its messages then show on her page, to her circle. */
export function Rattacher({ fil, onFait }: { readonly fil: string; readonly onFait: () => void }) {
  const [texte, setTexte] = useState('');
  const vue = useVue(rechercher, { texte }, { actif: texte.length > 1, garder: true });
  const action = useAction(rattacher, {
    apres: () => {
      notifier(TEXTES.rattache);
      onFait();
    },
  });
  return (
    <Pile>
      <p>Les messages de cet échange seront visibles sur la page de la personne, par son cercle.</p>
      {action.erreurGenerale !== undefined && <Avis ton="attention" titre={action.erreurGenerale} annonce />}
      <Recherche
        nom="patient"
        libelle="Chercher une personne"
        aide="Nom, date de naissance ou téléphone."
        onChercher={setTexte}
        enCours={vue.isFetching}
        resultats={(vue.data?.personnes ?? []).map((personne) => ({
          cle: personne.id,
          titre: personne.nom,
          precision: [
            personne.naissance === undefined ? undefined : `né(e) le ${formaterDateCourte(personne.naissance)}`,
            personne.commune,
          ]
            .filter((m) => m !== undefined)
            .join(' · '),
        }))}
        onChoisir={(patient) => action.executer({ fil, patient })}
        siRien="Personne à ce nom parmi celles que vous suivez."
      />
    </Pile>
  );
}
