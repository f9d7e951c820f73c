import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute } from 'react';
import { Input, TextArea, TextField } from 'react-aria-components';
import { classes, definis } from '../classes.ts';
import { EnteteDeChamp, type ProprietesDeChamp } from './Entete.tsx';
import { idDeChamp, useErreurDeChamp } from './erreurs.ts';
import s from './champs.module.css';

export interface ProprietesChamp extends ProprietesDeChamp {
  readonly valeur: string;
  readonly onChange: (valeur: string) => void;
  readonly onQuitter?: (() => void) | undefined;
  /** 2 or more makes a text area, which grows with its text. */
  readonly lignes?: number | undefined;
  readonly type?: Extract<HTMLInputTypeAttribute, 'text' | 'email' | 'tel' | 'password' | 'url'> | undefined;
  readonly clavier?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | undefined;
  readonly completion?: HTMLInputAutoCompleteAttribute | undefined;
  readonly longueurMax?: number | undefined;
  readonly court?: boolean | undefined;
  readonly focusInitial?: boolean | undefined;
}

export function Champ(proprietes: ProprietesChamp) {
  const { nom, valeur, onChange, lignes = 1, court = false } = proprietes;
  const erreur = useErreurDeChamp(nom, proprietes.erreur);
  const apparence = classes(s['controle'], court && s['court']);
  return (
    <TextField
      className={classes(s['champ'])}
      id={idDeChamp(nom)}
      name={nom}
      value={valeur}
      onChange={onChange}
      isInvalid={erreur !== undefined}
      validationBehavior="aria"
      autoFocus={proprietes.focusInitial ?? false}
      autoComplete={proprietes.completion ?? 'off'}
      {...definis({
        type: proprietes.type,
        inputMode: proprietes.clavier,
        maxLength: proprietes.longueurMax,
        onBlur: proprietes.onQuitter,
      })}
    >
      <EnteteDeChamp champ={proprietes} erreur={erreur} />
      {lignes > 1 ? (
        <TextArea className={apparence} rows={lignes} style={{ minHeight: `calc(${lignes} * 1.5em + 1.25rem)` }} />
      ) : (
        <Input className={apparence} />
      )}
    </TextField>
  );
}
