import { bandeDe } from '#web/bande.ts';
import { formaterIlYA } from '#web/format.ts';
import { Etiquette, LigneOuvrable, QuiALaMain, Rang, useMaintenant } from '#web/ui/index.ts';
import type { LigneOrientation } from '../contract.ts';
import { cheminOrientation } from './chemins.ts';
import s from './Orientation.module.css';
import { LISTE } from './textes.ts';
import { tonDuStatut } from './tons.ts';

/** One orientation in a list: for whom, to whom, where it stands, who has the hand. */
export function LigneDOrientation({ orientation: o }: { readonly orientation: LigneOrientation }) {
  const maintenant = useMaintenant();
  return (
    <LigneOuvrable
      titre={`${o.nomPatient === '' ? o.reference : o.nomPatient} · ${o.service}`}
      vers={cheminOrientation(o.id)}
      aCote={
        <Rang>
          {o.urgente && <Etiquette ton="alerte">{LISTE.urgente}</Etiquette>}
          <Etiquette ton={tonDuStatut(o.statut)}>{o.libelle}</Etiquette>
        </Rang>
      }
    >
      <p className={s['douce']}>
        Par {o.expediteur} · {formaterIlYA(o.envoyeeLe, maintenant)} ·{' '}
        <span className={s['numero']}>{o.reference}</span>
      </p>
      <QuiALaMain {...bandeDe(o.main)} />
    </LigneOuvrable>
  );
}
