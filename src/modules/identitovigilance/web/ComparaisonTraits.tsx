import { Etiquette, Tableau, type Colonne, type Ton } from '#web/ui/index.ts';
import type { TraitVu } from '../contract-vues.ts';
import { ACCORDS, COMPARAISON } from './textes.ts';

const TONS: Readonly<Record<TraitVu['accord'], Ton>> = {
  identique: 'succes',
  different: 'alerte',
  absent: 'neutre',
  incomplet: 'attention',
};

interface ProprietesComparaison {
  readonly legende: string;
  readonly traits: readonly TraitVu[];
  readonly ici?: string;
  readonly ailleurs?: string;
}

/** Two identities side by side, one line per strict trait; on a phone each trait is a card. */
export function ComparaisonTraits({ legende, traits, ici, ailleurs }: ProprietesComparaison) {
  const colonnes: readonly Colonne<TraitVu>[] = [
    { cle: 'trait', titre: COMPARAISON.trait, render: ({ libelle }) => libelle },
    { cle: 'ici', titre: ici ?? COMPARAISON.ici, render: (trait) => trait.ici || COMPARAISON.rien },
    { cle: 'ailleurs', titre: ailleurs ?? COMPARAISON.ailleurs, render: (trait) => trait.ailleurs || COMPARAISON.rien },
    {
      cle: 'accord',
      titre: COMPARAISON.accord,
      render: ({ accord }) => <Etiquette ton={TONS[accord]}>{ACCORDS[accord]}</Etiquette>,
    },
  ];
  return (
    <Tableau
      legende={legende}
      colonnes={colonnes}
      lignes={traits}
      cle={({ libelle }) => libelle}
      vide={COMPARAISON.rien}
    />
  );
}
