import { useState } from 'react';
import { MasquerElement } from '#modules/cercle/web/MasquerElement.tsx';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterDateCourte } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Etiquette, Fraicheur, Rang } from '#web/ui/index.ts';
import { confirmerASavoir } from '../contract.ts';
import type { ASavoirVu } from '../contract-vues.ts';
import s from './Dossier.module.css';
import { CorrigerLigne, SignalerFaux } from './RevoirASavoir.tsx';
import { SAVOIR } from './textes.ts';

/** One line: the text first, who wrote it and when, how fresh it is, and what one can say of it. */
export function LigneASavoir({ patient, ligne }: { readonly patient: string; readonly ligne: ASavoirVu }) {
  const [ouvert, setOuvert] = useState<'faux' | 'corriger'>();
  const confirmation = useAction(confirmerASavoir, { apres: () => notifier(SAVOIR.confirmee) });
  const { id, version, texte, type, auteur, le, verifieLe, verifiePar, conteste, aMoiDeRepondre } = ligne;
  return (
    <article className={s['savoir']} aria-label={texte}>
      <p className={s['texte']}>{texte}</p>
      <Rang>
        <Etiquette>{type}</Etiquette>
        <span className={s['doux']}>
          {auteur}, {formaterDateCourte(le)}
        </span>
        <Fraicheur verifieLe={verifieLe} par={verifiePar} />
      </Rang>
      {conteste !== undefined && (
        <Avis ton="attention" titre={SAVOIR.conteste(conteste.par)}>
          {conteste.motif}
        </Avis>
      )}
      {confirmation.erreurGenerale !== undefined && (
        <Avis ton="attention" titre={confirmation.erreurGenerale} annonce />
      )}
      <Rang>
        {conteste === undefined && (
          <Bouton
            variante="discret"
            nomComplet={`${SAVOIR.toujoursVrai} : ${texte}`}
            enCours={confirmation.enCours}
            onPress={() => confirmation.executer({ id, version })}
          >
            {SAVOIR.toujoursVrai}
          </Bouton>
        )}
        {!aMoiDeRepondre && conteste === undefined && (
          <Bouton variante="discret" nomComplet={`${SAVOIR.faux} : ${texte}`} onPress={() => setOuvert('faux')}>
            {SAVOIR.faux}
          </Bouton>
        )}
        {aMoiDeRepondre && (
          <Bouton variante="discret" nomComplet={`${SAVOIR.repondre} : ${texte}`} onPress={() => setOuvert('corriger')}>
            {SAVOIR.repondre}
          </Bouton>
        )}
        <MasquerElement patient={patient} objet={`Flag/${id}`} texte={texte} />
      </Rang>
      {ouvert === 'faux' && <SignalerFaux ligne={ligne} onFermer={() => setOuvert(undefined)} />}
      {ouvert === 'corriger' && <CorrigerLigne ligne={ligne} onFermer={() => setOuvert(undefined)} />}
    </article>
  );
}
