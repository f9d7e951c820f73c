import type { ReactNode } from 'react';
import type { z } from 'zod';
import { useAdresse } from '#web/adresse.ts';
import { notifier } from '#web/coquille/passagers.ts';
import type { Contrat } from '#lib/contrat.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Formulaire, Panneau, type ErreursDeChamps } from '#web/ui/index.ts';
import { rechercheDemande, type Geste } from '../adresse.ts';
import { GESTES_EN_MOTS } from '../textes-gestes.ts';

/** Which panel the address holds, and how to open or close one. */
export function useGeste() {
  const { recherche, changer } = useAdresse(rechercheDemande);
  return {
    geste: recherche.geste,
    ouvrir: (geste: Geste) => changer({ geste }),
    fermer: () => changer({ geste: undefined }),
  };
}

/** Beside the page on a desk, from below on a phone; open when the address says so. */
export function PanneauDeGeste({ geste, children }: { readonly geste: Geste; readonly children: ReactNode }) {
  const { geste: ouvert, fermer } = useGeste();
  return (
    <Panneau titre={GESTES_EN_MOTS[geste].titre} ouvert={ouvert === geste} onFermer={fermer}>
      {children}
    </Panneau>
  );
}

interface ProprietesFormulaire<E extends z.ZodType, S extends z.ZodType> {
  readonly geste: Geste;
  readonly contrat: Contrat<E, S>;
  /** What is sent; undefined when something is missing, which `erreurs` says. */
  readonly entree: () => z.input<E> | undefined;
  readonly erreurs?: ErreursDeChamps | undefined;
  /** The button: what happens. */
  readonly bouton?: string | undefined;
  /** What is said once done, when it is not the usual words of the gesture. */
  readonly fait?: string | undefined;
  readonly danger?: boolean | undefined;
  /** Once done: forget the draft. */
  readonly apres?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** The form of one gesture: sends, says what was done, closes its panel. */
export function FormulaireDeGeste<E extends z.ZodType, S extends z.ZodType>(proprietes: ProprietesFormulaire<E, S>) {
  const { geste, contrat, entree, erreurs, danger = false, apres, children } = proprietes;
  const mots = GESTES_EN_MOTS[geste];
  const { fermer } = useGeste();
  const envoi = useAction(contrat, {
    apres: () => {
      apres?.();
      notifier(proprietes.fait ?? mots.fait);
      fermer();
    },
  });
  const envoyer = () => {
    const lue = entree();
    if (lue !== undefined) envoi.executer(lue);
  };
  return (
    <Formulaire
      nom={mots.titre}
      erreurs={erreurs ?? envoi.erreurs}
      erreurGenerale={erreurs === undefined ? envoi.erreurGenerale : undefined}
      onEnvoyer={envoyer}
      actions={
        <Bouton type="submit" variante={danger ? 'danger' : 'principal'} enCours={envoi.enCours} pleineLargeur>
          {proprietes.bouton ?? mots.bouton}
        </Bouton>
      }
    >
      {children}
    </Formulaire>
  );
}
