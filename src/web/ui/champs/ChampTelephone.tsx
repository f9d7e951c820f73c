import { useState } from 'react';
import { formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { Champ, type ProprietesChamp } from './Champ.tsx';

type ProprietesChampTelephone = Omit<
  ProprietesChamp,
  'type' | 'clavier' | 'lignes' | 'longueurMax' | 'court' | 'onQuitter'
>;

/** Typed as one likes, shown in pairs on leaving; the value kept is digits only (« 0639981234 », « +32… »). */
export function ChampTelephone({ valeur, onChange, ...reste }: ProprietesChampTelephone) {
  const [enSaisie, setEnSaisie] = useState<string>();
  return (
    <Champ
      {...reste}
      valeur={enSaisie ?? formaterTelephone(valeur)}
      onChange={(texte) => {
        setEnSaisie(texte);
        onChange(normaliserTelephone(texte));
      }}
      onQuitter={() => setEnSaisie(undefined)}
      type="tel"
      clavier="tel"
      longueurMax={24}
      court
    />
  );
}
