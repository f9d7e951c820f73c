import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton } from '#web/ui/index.ts';
import { prendre } from '../contract.ts';
import { FILE } from './textes.ts';

interface ProprietesPrendre {
  readonly id: string;
  readonly variante: 'principal' | 'secondaire';
  /** Out of context (a list), the reference says which one. */
  readonly reference?: string | undefined;
}

/** « Je prends » acts at once: the requester learns who has it. */
export function Prendre({ id, variante, reference }: ProprietesPrendre) {
  const prise = useAction(prendre, { apres: (sortie) => notifier(FILE.prise(sortie.reference)) });
  return (
    <>
      <Bouton
        variante={variante}
        enCours={prise.enCours}
        nomComplet={reference === undefined ? undefined : `${FILE.jePrends} la demande ${reference}`}
        onPress={() => prise.executer({ id })}
      >
        {FILE.jePrends}
      </Bouton>
      {prise.erreur !== undefined && <Avis ton="attention" titre={prise.erreur.texte} annonce />}
    </>
  );
}
