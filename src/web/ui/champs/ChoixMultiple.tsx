import { Check } from 'lucide-react';
import { Checkbox, CheckboxGroup } from 'react-aria-components';
import { classes } from '../classes.ts';
import { EnteteDeChamp, type ProprietesDeChamp } from './Entete.tsx';
import { PrecisionDOption, type OptionDeChoix } from './ChoixUnique.tsx';
import { idDeChamp, useErreurDeChamp } from './erreurs.ts';
import s from './champs.module.css';

interface ProprietesChoixMultiple<V extends string> extends ProprietesDeChamp {
  readonly options: readonly OptionDeChoix<V>[];
  readonly valeurs: readonly V[];
  readonly onChange: (valeurs: readonly V[]) => void;
}

export function ChoixMultiple<V extends string>(proprietes: ProprietesChoixMultiple<V>) {
  const { nom, options, valeurs, onChange } = proprietes;
  const erreur = useErreurDeChamp(nom, proprietes.erreur);
  const choisir = (choisies: readonly string[]) =>
    onChange(options.filter((option) => choisies.includes(option.valeur)).map((option) => option.valeur));
  return (
    <CheckboxGroup
      className={classes(s['champ'])}
      id={idDeChamp(nom)}
      name={nom}
      value={[...valeurs]}
      onChange={choisir}
      isInvalid={erreur !== undefined}
      validationBehavior="aria"
    >
      <EnteteDeChamp champ={proprietes} erreur={erreur} />
      <div className={s['options']}>
        {options.map((option) => (
          <Checkbox
            key={option.valeur}
            value={option.valeur}
            className={classes(s['option'])}
            isDisabled={option.fermePourquoi !== undefined}
          >
            <Coche />
            <span className={s['texteOption']}>
              <span className={s['titreOption']}>{option.libelle}</span>
              <PrecisionDOption texte={option.fermePourquoi ?? option.precision} />
            </span>
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}

function Coche() {
  return (
    <span className={s['temoin']} aria-hidden>
      <Check size={18} strokeWidth={3} />
    </span>
  );
}

interface ProprietesCase {
  readonly nom: string;
  /** A full sentence one agrees to: « J’ai informé la personne ». */
  readonly libelle: string;
  readonly precision?: string | undefined;
  readonly cochee: boolean;
  readonly onChange: (cochee: boolean) => void;
  readonly erreur?: string | undefined;
}

/** A lone tick box. */
export function Case({ nom, libelle, precision, cochee, onChange, erreur: propre }: ProprietesCase) {
  const erreur = useErreurDeChamp(nom, propre);
  return (
    <div className={s['champ']}>
      <Checkbox
        className={classes(s['option'])}
        id={idDeChamp(nom)}
        name={nom}
        isSelected={cochee}
        onChange={onChange}
        isInvalid={erreur !== undefined}
        validationBehavior="aria"
      >
        <Coche />
        <span className={s['texteOption']}>
          <span className={s['titreOption']}>{libelle}</span>
          <PrecisionDOption texte={precision} />
          {erreur !== undefined && <span className={s['erreur']}>{erreur}</span>}
        </span>
      </Checkbox>
    </div>
  );
}
