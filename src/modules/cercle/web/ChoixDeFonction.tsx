import { Champ, ChoixUnique } from '#web/ui/index.ts';
import { estFonctionConnue } from '../vocabulaire.ts';
import { AJOUTER, OPTIONS_FONCTIONS } from './textes.ts';

export interface FonctionSaisie {
  readonly fonction: string;
  readonly autreFonction: string;
}

/** What the form holds for a function already recorded: a known one, or one's own words. */
export function fonctionSaisie(fonction: string | undefined): FonctionSaisie {
  if (fonction === undefined) return { fonction: '', autreFonction: '' };
  return estFonctionConnue(fonction) ? { fonction, autreFonction: '' } : { fonction: 'autre', autreFonction: fonction };
}

export function fonctionEnvoyee({ fonction, autreFonction }: FonctionSaisie): string {
  return fonction === 'autre' ? autreFonction : fonction;
}

interface ProprietesFonction {
  readonly saisie: FonctionSaisie;
  readonly libelle?: string | undefined;
  readonly aide?: string | undefined;
  readonly facultatif?: boolean | undefined;
  readonly onChange: (partie: Partial<FonctionSaisie>) => void;
}

export function ChoixDeFonction({
  saisie,
  onChange,
  libelle = AJOUTER.fonction,
  aide,
  facultatif,
}: ProprietesFonction) {
  return (
    <>
      <ChoixUnique
        nom={saisie.fonction === 'autre' ? 'choix-fonction' : 'fonction'}
        libelle={libelle}
        aide={aide}
        facultatif={facultatif}
        presentation="liste"
        options={OPTIONS_FONCTIONS}
        valeur={saisie.fonction === '' ? undefined : saisie.fonction}
        onChange={(fonction) => onChange({ fonction })}
      />
      {saisie.fonction === 'autre' && (
        <Champ
          nom="fonction"
          libelle={AJOUTER.autreFonction}
          valeur={saisie.autreFonction}
          longueurMax={80}
          onChange={(autreFonction) => onChange({ autreFonction })}
        />
      )}
    </>
  );
}
