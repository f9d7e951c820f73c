import { EyeOff } from 'lucide-react';
import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Etiquette, Panneau, Rang } from '#web/ui/index.ts';
import { demasquer, masques } from '../contract.ts';
import { ChoisirAQuiMasquer } from './ChoisirAQuiMasquer.tsx';
import { MASQUER } from './textes.ts';

interface ProprietesMasquer {
  readonly patient: string;
  /** `Flag/…`, `Task/…`, `Communication/…`: what says the same thing elsewhere follows. */
  readonly objet: string;
  /** What it says, to name the button. */
  readonly texte: string;
}

/** The person wants it hidden, or shown again: what she chose is said to whoever still reads it, and to nobody else. */
export function MasquerElement({ patient, objet, texte }: ProprietesMasquer) {
  const [ouvert, setOuvert] = useState(false);
  const lignes = useVue(masques, { patient }).data?.masques.filter((masque) => masque.objet === objet) ?? [];
  const levee = useAction(demasquer, { apres: () => notifier(MASQUER.montre) });
  if (lignes.length > 0) {
    return (
      <>
        <Rang>
          <Etiquette ton="attention" icone={<EyeOff aria-hidden size={16} />}>
            {MASQUER.masque(lignes.map(({ aQui }) => aQui).join(', '))}
          </Etiquette>
          <Bouton
            variante="discret"
            nomComplet={`${MASQUER.montrer} : ${texte}`}
            enCours={levee.enCours}
            onPress={() => levee.executer({ objet })}
          >
            {MASQUER.montrer}
          </Bouton>
        </Rang>
        {levee.erreurGenerale !== undefined && <Avis ton="attention" titre={levee.erreurGenerale} annonce />}
      </>
    );
  }
  return (
    <>
      <Bouton variante="discret" nomComplet={`${MASQUER.bouton} : ${texte}`} onPress={() => setOuvert(true)}>
        {MASQUER.bouton}
      </Bouton>
      <Panneau titre={MASQUER.titre} ouvert={ouvert} onFermer={() => setOuvert(false)}>
        {ouvert && <ChoisirAQuiMasquer patient={patient} objet={objet} texte={texte} onFait={() => setOuvert(false)} />}
      </Panneau>
    </>
  );
}
