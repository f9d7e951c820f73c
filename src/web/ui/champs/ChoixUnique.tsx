import { ChevronDown, CircleAlert } from 'lucide-react';
import { Radio, RadioGroup, Text } from 'react-aria-components';
import { classes } from '../classes.ts';
import { EnteteDeChamp, Libelle, type ProprietesDeChamp } from './Entete.tsx';
import { idDeChamp, useErreurDeChamp } from './erreurs.ts';
import s from './champs.module.css';

export interface OptionDeChoix<V extends string> {
  readonly valeur: V;
  readonly libelle: string;
  readonly precision?: string | undefined;
  /** Why this answer is closed; shown in place of the precision. */
  readonly fermePourquoi?: string | undefined;
}

interface ProprietesChoixUnique<V extends string> extends ProprietesDeChamp {
  readonly options: readonly OptionDeChoix<V>[];
  readonly valeur: V | undefined;
  readonly onChange: (valeur: V) => void;
  /** Cards up to six answers; a list beyond; a line for two or three very short answers. */
  readonly presentation?: 'cartes' | 'liste' | 'ligne' | undefined;
}

export function ChoixUnique<V extends string>(proprietes: ProprietesChoixUnique<V>) {
  const { presentation = 'cartes' } = proprietes;
  return presentation === 'liste' ? <ChoixEnListe {...proprietes} /> : <ChoixEnCartes {...proprietes} />;
}

function ChoixEnCartes<V extends string>(proprietes: ProprietesChoixUnique<V>) {
  const { nom, options, valeur, onChange, presentation } = proprietes;
  const erreur = useErreurDeChamp(nom, proprietes.erreur);
  const choisir = (choisie: string) => {
    const option = options.find((candidate) => candidate.valeur === choisie);
    if (option !== undefined) onChange(option.valeur);
  };
  return (
    <RadioGroup
      className={classes(s['champ'])}
      id={idDeChamp(nom)}
      name={nom}
      value={valeur ?? null}
      onChange={choisir}
      isInvalid={erreur !== undefined}
      validationBehavior="aria"
    >
      <EnteteDeChamp champ={proprietes} erreur={erreur} />
      <div className={classes(s['options'], presentation === 'ligne' && s['enLigne'])}>
        {options.map((option) => (
          <Radio
            key={option.valeur}
            value={option.valeur}
            className={classes(s['option'])}
            isDisabled={option.fermePourquoi !== undefined}
          >
            <span className={classes(s['temoin'], s['rond'])} aria-hidden />
            <span className={s['texteOption']}>
              <span className={s['titreOption']}>{option.libelle}</span>
              <PrecisionDOption texte={option.fermePourquoi ?? option.precision} />
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

export function PrecisionDOption({ texte }: { readonly texte: string | undefined }) {
  return texte === undefined ? null : <span className={s['aide']}>{texte}</span>;
}

/** The phone's own list: known by every hand, every screen reader. */
function ChoixEnListe<V extends string>(proprietes: ProprietesChoixUnique<V>) {
  const { nom, options, valeur, onChange } = proprietes;
  const erreur = useErreurDeChamp(nom, proprietes.erreur);
  const id = idDeChamp(nom);
  const description = [proprietes.aide === undefined ? '' : `${id}-aide`, erreur === undefined ? '' : `${id}-erreur`];
  return (
    <div className={s['champ']}>
      <label className={s['libelle']} htmlFor={id}>
        <Libelle libelle={proprietes.libelle} facultatif={proprietes.facultatif} />
      </label>
      {proprietes.aide !== undefined && (
        <Text id={`${id}-aide`} className={classes(s['aide'])}>
          {proprietes.aide}
        </Text>
      )}
      {erreur !== undefined && (
        <Text id={`${id}-erreur`} className={classes(s['erreur'])}>
          <CircleAlert aria-hidden size={20} />
          <span>{erreur}</span>
        </Text>
      )}
      <span className={s['avecChevron']}>
        <select
          id={id}
          name={nom}
          className={classes(s['controle'], s['select'])}
          value={valeur ?? ''}
          aria-invalid={erreur !== undefined}
          aria-describedby={description.filter(Boolean).join(' ') || undefined}
          onChange={(evenement) => {
            const option = options.find((candidate) => candidate.valeur === evenement.target.value);
            if (option !== undefined) onChange(option.valeur);
          }}
        >
          {valeur === undefined && <option value="">Choisir…</option>}
          {options.map((option) => (
            <option key={option.valeur} value={option.valeur} disabled={option.fermePourquoi !== undefined}>
              {libelleEnListe(option)}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden size={20} />
      </span>
    </div>
  );
}

function libelleEnListe(option: OptionDeChoix<string>): string {
  const precision = option.fermePourquoi ?? option.precision;
  return precision === undefined ? option.libelle : `${option.libelle} (${precision})`;
}
