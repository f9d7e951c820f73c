import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import type { z } from 'zod';
import { lire, type ErreurApi } from '#web/api.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { accorder } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, ChoixUnique, Formulaire, Pile, Strate } from '#web/ui/index.ts';
import { exporter, remettre } from '../contract.ts';
import type { Remise } from '../vocabulaire.ts';
import { Relire } from './Relire.tsx';
import { telecharger } from './telecharger.ts';
import { EXERCICE, OPTIONS } from './textes.ts';

interface ProprietesPreparer {
  readonly exercice: { readonly id: string; readonly remettreFermee?: string | undefined };
}

/** Get the record ready, read it again, hand it over. Each export is traced: the button runs it, nothing runs it again. */
export function Preparer({ exercice: { id, remettreFermee } }: ProprietesPreparer) {
  const pret = useMutation<z.output<typeof exporter.sortie>, ErreurApi>({ mutationFn: () => lire(exporter, { id }) });
  const { data } = pret;
  return (
    <Strate titre={EXERCICE.preparer}>
      <Pile>
        <p>{EXERCICE.preparerAide}</p>
        <Relire id={id} />
        {pret.error !== null && <Avis ton="attention" titre={pret.error.texte} annonce />}
        {data === undefined ? (
          <Bouton variante="principal" enCours={pret.isPending} onPress={() => pret.mutate()}>
            {EXERCICE.preparer}
          </Bouton>
        ) : (
          <>
            <Avis ton="succes" titre={accorder(data.elements, 'élément prêt', 'éléments prêts')} annonce>
              <p>{EXERCICE.laisses(data.ecartes, data.aRelire, data.aAnnoncer)}</p>
            </Avis>
            <Bouton
              variante="principal"
              icone={<Download aria-hidden size={20} />}
              onPress={() => telecharger('dossier.html', data.html, 'text/html')}
            >
              {EXERCICE.imprimable}
            </Bouton>
            <Bouton
              icone={<Download aria-hidden size={20} />}
              onPress={() => telecharger('dossier.json', data.fhir, 'application/fhir+json')}
            >
              {EXERCICE.machine}
            </Bouton>
          </>
        )}
        {remettreFermee === undefined ? <Remettre id={id} /> : <Avis titre={remettreFermee} />}
      </Pile>
    </Strate>
  );
}

function Remettre({ id }: { readonly id: string }) {
  const { saisie, modifier, effacer } = useBrouillon(`droitsPersonne.remettre:${id}`, {
    comment: undefined as Remise | undefined,
  });
  const envoi = useAction(remettre, {
    apres: () => {
      effacer();
      notifier(EXERCICE.remis);
    },
  });
  return (
    <Formulaire
      nom={EXERCICE.remettre}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer({ id, comment: saisie.comment as Remise })}
      actions={
        <Bouton type="submit" enCours={envoi.enCours}>
          {EXERCICE.remettre}
        </Bouton>
      }
    >
      <ChoixUnique
        nom="comment"
        libelle={EXERCICE.comment}
        options={OPTIONS.remises}
        valeur={saisie.comment}
        onChange={(comment) => modifier({ comment })}
      />
    </Formulaire>
  );
}
