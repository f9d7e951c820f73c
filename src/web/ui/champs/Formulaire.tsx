import { useState, type FormEvent, type ReactNode } from 'react';
import { ContexteErreurs, type ErreursDeChamps } from './erreurs.ts';
import { ResumeErreurs } from './ResumeErreurs.tsx';
import s from './Formulaire.module.css';

interface ProprietesFormulaire {
  /** Accessible name: « Demander un appui ». */
  readonly nom: string;
  /** Errors by field name, from the schema or from the server's refusal; each field picks its own. */
  readonly erreurs?: ErreursDeChamps | undefined;
  /** A sentence about the whole form: a refusal, a network cut. */
  readonly erreurGenerale?: string | undefined;
  readonly onEnvoyer: () => void;
  readonly children: ReactNode;
  /** The button that sends, and its neighbours. */
  readonly actions: ReactNode;
  /** Said once when some fields are optional; left out for forms of one or two fields. */
  readonly direObligatoire?: boolean | undefined;
}

const SANS_ERREUR: ErreursDeChamps = {};

export function Formulaire(proprietes: ProprietesFormulaire) {
  const { erreurs = SANS_ERREUR, erreurGenerale, onEnvoyer, direObligatoire = false } = proprietes;
  const [envois, setEnvois] = useState(0);
  const envoyer = (evenement: FormEvent) => {
    evenement.preventDefault();
    setEnvois((nombre) => nombre + 1);
    onEnvoyer();
  };
  return (
    <ContexteErreurs value={erreurs}>
      <form className={s['formulaire']} aria-label={proprietes.nom} noValidate onSubmit={envoyer}>
        <ResumeErreurs erreurs={erreurs} generale={erreurGenerale} envois={envois} />
        {direObligatoire && <p className={s['regle']}>Tout est à remplir, sauf les lignes marquées « facultatif ».</p>}
        {proprietes.children}
        <div className={s['actions']}>{proprietes.actions}</div>
      </form>
    </ContexteErreurs>
  );
}
