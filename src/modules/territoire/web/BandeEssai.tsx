import { useState, type ReactNode } from 'react';
import { formaterDateCourte, formaterHeure, formaterJour } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Bouton, Dialogue, Horloge, useMaintenant } from '#web/ui/index.ts';
import { vueHorloge } from '../contract.ts';
import { AvancerTemps } from './AvancerTemps.tsx';
import { TEXTES } from './textes.ts';
import s from './Temps.module.css';

/** Everything inside reads trial time: « il y a 2 h » counts the hours one let go by. */
export function TempsDEssai({ essai, children }: { readonly essai: boolean; readonly children: ReactNode }) {
  const reel = useMaintenant();
  const vue = useVue(vueHorloge, {}, { actif: essai });
  const decalage = vue.data?.decalageMs ?? 0;
  if (decalage === 0) return children;
  return <Horloge maintenant={new Date(reel.getTime() + decalage)}>{children}</Horloge>;
}

/** The permanent quiet strip of the trial. Under `TempsDEssai`, so that its time is the one everything counts by. */
export function BandeEssai() {
  const maintenant = useMaintenant();
  const vue = useVue(vueHorloge, {});
  const [ouvert, setOuvert] = useState(false);
  return (
    <div className={s['bande']}>
      <span className={s['courte']}>
        {TEXTES.essaiCourt} · {formaterDateCourte(maintenant).slice(0, 5)}
      </span>
      <span className={s['longue']}>
        {TEXTES.essai} · {formaterJour(maintenant, maintenant)} {formaterHeure(maintenant)}
      </span>
      <Bouton variante="discret" onPress={() => setOuvert(true)}>
        {TEXTES.avancer}
      </Bouton>
      <Dialogue titre={TEXTES.avancer} ouvert={ouvert} onFermer={() => setOuvert(false)}>
        <AvancerTemps decale={(vue.data?.decalageMs ?? 0) !== 0} apres={() => setOuvert(false)} />
      </Dialogue>
    </div>
  );
}
