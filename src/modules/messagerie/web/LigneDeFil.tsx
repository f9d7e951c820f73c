import { formaterMoment } from '#web/format.ts';
import { Etiquette, Lien, Rang, useMaintenant } from '#web/ui/index.ts';
import type { LigneFil } from '../contract.ts';
import { BandeDuMessage } from './BandeDuMessage.tsx';
import { cheminFil } from './chemins.ts';
import { EtatDuMessage } from './EtatDuMessage.tsx';
import s from './Messages.module.css';
import { TEXTES } from './textes.ts';

/** One thread: who, about whom, what was said last, where it is, and who has the hand. */
export function LigneDeFil({ ligne }: { readonly ligne: LigneFil }) {
  const maintenant = useMaintenant();
  const { correspondant, personne, envoi, main } = ligne;
  return (
    <article className={s['ligne']} aria-label={`Échange avec ${correspondant}`}>
      <div className={s['tete']}>
        <span className={s['qui']}>
          <Lien vers={cheminFil(ligne.id)}>
            {personne === null ? correspondant : `${personne.nom} · ${correspondant}`}
          </Lien>
        </span>
        <span className={s['quand']}>{formaterMoment(ligne.dernierLe, maintenant)}</span>
      </div>
      <p className={s['extrait']}>
        {ligne.dernierSens === 'envoye' && <b>Vous : </b>}
        {ligne.extrait === '' ? ligne.sujet : ligne.extrait}
      </p>
      {(ligne.nonLu || envoi !== null) && (
        <Rang>
          {ligne.nonLu && (
            <Etiquette ton={ligne.oublie ? 'alerte' : 'attente'}>
              {ligne.oublie ? TEXTES.oublie : TEXTES.nonLu}
            </Etiquette>
          )}
          {envoi !== null && <EtatDuMessage envoi={envoi} />}
        </Rang>
      )}
      {main !== null && <BandeDuMessage fil={ligne.id} main={main} prenable={ligne.genre === 'message'} />}
    </article>
  );
}
