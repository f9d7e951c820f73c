import { formaterDateCourte } from '#web/format.ts';
import { Etiquette, Lien, Pile } from '#web/ui/index.ts';
import type { ExerciceVu } from '../contract.ts';
import { cheminExercice } from './chemins.ts';

/** One request: what, for whom, its state, and who must answer before when. */
export function LigneDExercice({ exercice, avecNom }: { readonly exercice: ExerciceVu; readonly avecNom: boolean }) {
  const { id, titre, personne, ouverte, etatEnMots, qui, auPlusTard, recueLe } = exercice;
  return (
    <Pile>
      <Lien vers={cheminExercice(id)}>{avecNom ? `${titre} : ${personne}` : titre}</Lien>
      <div>
        <Etiquette ton={ouverte ? 'attention' : 'info'}>{etatEnMots}</Etiquette>
      </div>
      <p>
        {ouverte
          ? `${qui ?? ''} doit répondre avant le ${formaterDateCourte(auPlusTard)}.`
          : `Demandé le ${formaterDateCourte(recueLe)}.`}
      </p>
    </Pile>
  );
}
