import { Search } from 'lucide-react';
import type { ErreurApi } from '#web/api.ts';
import type { Brouillon } from '#web/brouillon.ts';
import { Bouton, Champ, Formulaire, Strate } from '#web/ui/index.ts';
import { ChampsIdentite } from './ChampsIdentite.tsx';
import { NOUVELLE } from './textes.ts';
import type { Saisie } from './traits-saisis.ts';

interface ProprietesFormulaire {
  readonly brouillon: Brouillon<Saisie>;
  readonly erreur: ErreurApi | undefined;
  readonly enCours: boolean;
  readonly onChercher: () => void;
}

export function FormulaireRecherche({ brouillon, erreur, enCours, onChercher }: ProprietesFormulaire) {
  const { saisie, modifier } = brouillon;
  const champs = erreur?.champs;
  return (
    <Strate titre={NOUVELLE.chercherTitre}>
      <p>{NOUVELLE.chercherAide}</p>
      <Formulaire
        nom={NOUVELLE.chercherTitre}
        erreurs={champs}
        erreurGenerale={champs === undefined || Object.keys(champs).length === 0 ? erreur?.texte : undefined}
        onEnvoyer={onChercher}
        actions={
          <Bouton type="submit" variante="principal" icone={<Search aria-hidden size={20} />} enCours={enCours}>
            {NOUVELLE.chercher}
          </Bouton>
        }
      >
        <ChampsIdentite saisie={saisie} onChange={modifier} />
        <Champ
          nom="naissance"
          libelle={NOUVELLE.naissance}
          aide={NOUVELLE.naissanceAide}
          court
          valeur={saisie.naissance}
          onChange={(naissance) => modifier({ naissance })}
        />
      </Formulaire>
    </Strate>
  );
}
