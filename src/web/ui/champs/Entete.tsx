import { CircleAlert } from 'lucide-react';
import { Label, Text } from 'react-aria-components';
import { classes } from '../classes.ts';
import s from './champs.module.css';

/** What every field says of itself: its label, required by type, and what may help or be wrong. */
export interface ProprietesDeChamp {
  /** Name in the form and in the errors of the server. */
  readonly nom: string;
  readonly libelle: string;
  readonly aide?: string | undefined;
  readonly erreur?: string | undefined;
  /** Required is the default; the label says when it is not. */
  readonly facultatif?: boolean | undefined;
}

export function Libelle({ libelle, facultatif }: Pick<ProprietesDeChamp, 'libelle' | 'facultatif'>) {
  return (
    <>
      {libelle}
      {facultatif === true && (
        <>
          {' '}
          <span className={s['facultatif']}>(facultatif)</span>
        </>
      )}
    </>
  );
}

interface ProprietesEntete {
  readonly champ: ProprietesDeChamp;
  readonly erreur: string | undefined;
}

/** Label, help and error inside a react-aria field, which ties them to the control. */
export function EnteteDeChamp({ champ, erreur }: ProprietesEntete) {
  return (
    <>
      <Label className={classes(s['libelle'])}>
        <Libelle libelle={champ.libelle} facultatif={champ.facultatif} />
      </Label>
      {champ.aide !== undefined && (
        <Text slot="description" className={classes(s['aide'])}>
          {champ.aide}
        </Text>
      )}
      {erreur !== undefined && (
        <Text slot="errorMessage" className={classes(s['erreur'])}>
          <CircleAlert aria-hidden size={20} />
          <span>{erreur}</span>
        </Text>
      )}
    </>
  );
}
