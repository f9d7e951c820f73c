import { formaterJour } from '#web/format.ts';
import { Avis, Etiquette, Impression, Lien, Vide, useMaintenant } from '#web/ui/index.ts';
import type { AccesEnMots, JournalEnMots } from '../contract.ts';
import { JOURNAL } from './textes.ts';
import s from './Trace.module.css';

interface ProprietesJournal {
  readonly journal: JournalEnMots;
  readonly titre: string;
  readonly par?: string | undefined;
  /** Address of the months before. */
  readonly avant: (jour: string) => string;
}

/** Sentences, by day: who, trade, structure, when, what family, why. Printed as it is, in large print too. */
export function Journal({ journal, titre, par, avant }: ProprietesJournal) {
  const maintenant = useMaintenant();
  const { pour, jours, suite } = journal;
  return (
    <>
      <p className={s['explication']}>{JOURNAL.explication}</p>
      <Impression titre={`${titre} : ${pour}`} par={par}>
        {jours.length === 0 && <Vide titre={JOURNAL.vide} />}
        {jours.map(({ jour, acces }) => (
          <section key={jour} className={s['jour']} aria-label={formaterJour(`${jour}T12:00:00Z`, maintenant)}>
            <h2>{formaterJour(`${jour}T12:00:00Z`, maintenant)}</h2>
            <ul>
              {acces.map((a) => (
                <Acces key={`${a.qui} ${a.quand} ${a.pourquoi}`} acces={a} />
              ))}
            </ul>
          </section>
        ))}
      </Impression>
      {suite !== undefined && <Lien vers={avant(suite)}>{JOURNAL.avant}</Lien>}
      <Avis titre={JOURNAL.recours} />
    </>
  );
}

function Acces({ acces }: { readonly acces: AccesEnMots }) {
  const { qui, metier, structure, quand, quoi, pourquoi, urgence } = acces;
  return (
    <li className={s['acces']}>
      <span className={s['qui']}>
        {qui}, {quand}
      </span>
      <span>{[metier, structure].filter((mot) => mot !== undefined && mot !== qui).join(', ')}</span>
      <span>{quoi}.</span>
      <span>
        {urgence && <Etiquette ton="attention">Urgence</Etiquette>} {pourquoi}.
      </span>
    </li>
  );
}
