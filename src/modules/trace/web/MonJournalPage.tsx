import { useState } from 'react';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { Bouton, Page } from '#web/ui/index.ts';
import { vueMonJournal } from '../contract.ts';
import { Journal } from './Journal.tsx';
import { JOURNAL } from './textes.ts';

/** The person's own page, without an account: the link says who she is, the address holds nothing about her. */
export function MonJournalPage() {
  const [avant, setAvant] = useState<string>();
  const vue = useVue(vueMonJournal, avant === undefined ? {} : { avant });
  return (
    <Page titre={JOURNAL.titreDeLaPersonne} etroite>
      <EtatDeVue vue={vue} chargement={JOURNAL.chargement}>
        {(journal) => (
          <>
            <Journal journal={{ ...journal, suite: undefined }} titre={JOURNAL.titreDeLaPersonne} avant={() => '#'} />
            {journal.suite !== undefined && <Bouton onPress={() => setAvant(journal.suite)}>{JOURNAL.avant}</Bouton>}
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}
