import { CircleCheck, CircleHelp, CircleMinus, Clock, Phone, UserRound } from 'lucide-react';
import { formaterMoment, formaterTelephone, majuscule, normaliserTelephone, type Instant } from '#web/format.ts';
import { Lien } from '../base/Lien.tsx';
import { classes } from '../classes.ts';
import { useMaintenant } from '../horloge.tsx';
import s from './Travail.module.css';

export type EtatJoignable = 'joignable' | 'occupe' | 'absent' | 'remplace' | 'inconnu';

interface ProprietesJoignabilite {
  readonly etat: EtatJoignable;
  /** End of the visit or of the absence. */
  readonly jusqua?: Instant | undefined;
  /** « en visite », « en consultation » when busy. */
  readonly activite?: string | undefined;
  readonly remplacant?: string | undefined;
  readonly telephone?: string | undefined;
  /** To whom the number belongs, for the name of the call link. */
  readonly nom?: string | undefined;
}

const ICONES = {
  joignable: CircleCheck,
  occupe: Clock,
  absent: CircleMinus,
  remplace: UserRound,
  inconnu: CircleHelp,
} as const;

/** Can I reach them now, and how: shown before writing or calling. */
export function Joignabilite(proprietes: ProprietesJoignabilite) {
  const maintenant = useMaintenant();
  const Icone = ICONES[proprietes.etat];
  const { telephone, nom } = proprietes;
  return (
    <span className={s['joignabilite']}>
      <span className={classes(s['etatJoignable'], s[proprietes.etat])}>
        <Icone aria-hidden size={20} />
        {phraseJoignable(proprietes, maintenant)}
      </span>
      {telephone !== undefined && (
        <Lien
          vers={`tel:${normaliserTelephone(telephone)}`}
          icone={<Phone aria-hidden size={18} />}
          nomComplet={nom === undefined ? undefined : `${formaterTelephone(telephone)}, appeler ${nom}`}
        >
          {formaterTelephone(telephone)}
        </Lien>
      )}
    </span>
  );
}

type Noms = Pick<ProprietesJoignabilite, 'activite' | 'remplacant'>;

const PHRASES: Readonly<Record<EtatJoignable, (noms: Noms) => string>> = {
  joignable: () => 'Joignable',
  occupe: ({ activite }) => majuscule(activite ?? 'occupé'),
  absent: () => 'Absent',
  remplace: ({ remplacant }) => `Remplacé par ${remplacant ?? 'un confrère'}`,
  inconnu: () => 'Disponibilité non connue',
};

function phraseJoignable(proprietes: ProprietesJoignabilite, maintenant: Date): string {
  const { etat, jusqua } = proprietes;
  const fin = jusqua === undefined || etat === 'inconnu' ? '' : ` jusqu’à ${formaterMoment(jusqua, maintenant)}`;
  return PHRASES[etat](proprietes) + fin;
}
