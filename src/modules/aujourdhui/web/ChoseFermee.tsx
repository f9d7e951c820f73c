import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Dialogue, Rang } from '#web/ui/index.ts';
import { cloreFermee, passerFermee, type Chose } from '../contract.ts';
import { TEXTES } from './textes.ts';

/** What I hold and may no longer open: it says nothing of the person, and still leaves my hands. */
export function ChoseFermee({ chose }: { readonly chose: Chose & { readonly fermee: NonNullable<Chose['fermee']> } }) {
  const [aClore, setAClore] = useState(false);
  const cloture = useAction(cloreFermee, { apres: () => notifier(TEXTES.close) });
  const passage = useAction(passerFermee, { apres: ({ a }) => notifier(TEXTES.passee(a)) });
  const erreur = cloture.erreur ?? passage.erreur;
  if (chose.fermee === 'attend') return <p>{TEXTES.fermeeAttend}</p>;
  return (
    <>
      <p>{TEXTES.fermee[chose.fermee]}</p>
      {erreur !== undefined && <Avis ton="attention" titre={erreur.texte} annonce />}
      <Rang>
        {chose.fermee === 'se_clot' && <Bouton onPress={() => setAClore(true)}>{TEXTES.clore}</Bouton>}
        <Bouton enCours={passage.enCours} onPress={() => passage.executer({ objet: chose.objet })}>
          {TEXTES.passer}
        </Bouton>
      </Rang>
      <Dialogue
        titre={TEXTES.cloreTitre}
        ouvert={aClore}
        onFermer={() => setAClore(false)}
        actions={
          <Bouton
            variante="principal"
            enCours={cloture.enCours}
            onPress={() => {
              cloture.executer({ objet: chose.objet });
              setAClore(false);
            }}
          >
            {TEXTES.cloreOui}
          </Bouton>
        }
      >
        <p>{TEXTES.cloreSuite}</p>
      </Dialogue>
    </>
  );
}
