import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Etiquette, Panneau, Pile, Rang } from '#web/ui/index.ts';
import { demasquer, masquer, masques } from '../contract.ts';
import { MASQUER } from './textes.ts';

interface ProprietesMasquer {
  readonly patient: string;
  /** `Flag/…`, `Observation/…` */
  readonly objet: string;
  /** What it says, to name the button. */
  readonly texte: string;
}

/** The person wants it hidden, or shown again: what she chose is said to whoever still reads it, and to nobody else. */
export function MasquerElement({ patient, objet, texte }: ProprietesMasquer) {
  const [ouvert, setOuvert] = useState(false);
  const lignes = useVue(masques, { patient }).data?.masques.filter((masque) => masque.objet === objet) ?? [];
  const pose = useAction(masquer, {
    apres: () => {
      notifier(MASQUER.fait);
      setOuvert(false);
    },
  });
  const levee = useAction(demasquer, { apres: () => notifier(MASQUER.montre) });
  const erreur = pose.erreurGenerale ?? levee.erreurGenerale;
  if (lignes.length > 0) {
    return (
      <Rang>
        <Etiquette ton="attention">{MASQUER.masque(lignes.map(({ aQui }) => aQui).join(', '))}</Etiquette>
        <Bouton
          variante="discret"
          nomComplet={`${MASQUER.montrer} : ${texte}`}
          enCours={levee.enCours}
          onPress={() => levee.executer({ objet })}
        >
          {MASQUER.montrer}
        </Bouton>
      </Rang>
    );
  }
  return (
    <>
      <Bouton variante="discret" nomComplet={`${MASQUER.bouton} : ${texte}`} onPress={() => setOuvert(true)}>
        {MASQUER.bouton}
      </Bouton>
      <Panneau titre={MASQUER.titre} ouvert={ouvert} onFermer={() => setOuvert(false)}>
        <Pile>
          <p>{texte}</p>
          <p>{MASQUER.aide}</p>
          <Bouton enCours={pose.enCours} onPress={() => pose.executer({ objet, a: 'tous' })}>
            {MASQUER.tous}
          </Bouton>
          <Bouton enCours={pose.enCours} onPress={() => pose.executer({ objet, a: 'representants' })}>
            {MASQUER.representants}
          </Bouton>
          {erreur !== undefined && <Avis ton="attention" titre={erreur} annonce />}
        </Pile>
      </Panneau>
    </>
  );
}
