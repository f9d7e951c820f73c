import { CircleAlert } from 'lucide-react';
import { useRef, useState, type ClipboardEvent } from 'react';
import { classes } from '../classes.ts';
import { Libelle, type ProprietesDeChamp } from './Entete.tsx';
import { ecrireParties, lireDateCollee, lireParties, type PartiesDate } from './date-saisie.ts';
import { idDeChamp, useErreurDeChamp } from './erreurs.ts';
import s from './champs.module.css';

interface ProprietesChampDate extends ProprietesDeChamp {
  /** `aaaa-mm-jj`, '' or what is being typed (« 31/02/ »). */
  readonly valeur: string;
  /** Gives `aaaa-mm-jj` once the date exists; otherwise the raw typing, which the form's schema refuses. */
  readonly onChange: (valeur: string) => void;
  readonly naissance?: boolean | undefined;
}

const SEGMENTS = [
  { cle: 'jour', titre: 'Jour', longueur: 2, completion: 'bday-day' },
  { cle: 'mois', titre: 'Mois', longueur: 2, completion: 'bday-month' },
  { cle: 'annee', titre: 'Année', longueur: 4, completion: 'bday-year' },
] as const;

/** Three typed boxes jj / mm / aaaa: the numeric keypad, no calendar to open, a whole date may be pasted. */
export function ChampDate(proprietes: ProprietesChampDate) {
  const { nom, valeur, onChange, aide, naissance = false } = proprietes;
  const groupe = useRef<HTMLFieldSetElement>(null);
  const [quitte, setQuitte] = useState(false);
  const id = idDeChamp(nom);
  const parties = lireParties(valeur);
  const inexistante = quitte && valeur.includes('/') ? phraseDateInexistante(parties) : undefined;
  const erreur = useErreurDeChamp(nom, proprietes.erreur) ?? inexistante;

  const saisir = (rang: number, cle: keyof PartiesDate, texte: string, longueur: number) => {
    const chiffres = texte.replace(/\D/gu, '').slice(0, longueur);
    onChange(ecrireParties({ ...parties, [cle]: chiffres }));
    if (chiffres.length === longueur) groupe.current?.querySelectorAll('input')[rang + 1]?.focus();
  };
  const coller = (evenement: ClipboardEvent) => {
    const date = lireDateCollee(evenement.clipboardData.getData('text'));
    if (date === undefined) return;
    evenement.preventDefault();
    onChange(ecrireParties(date));
  };

  const description = [aide === undefined ? '' : `${id}-aide`, erreur === undefined ? '' : `${id}-erreur`]
    .filter(Boolean)
    .join(' ');
  return (
    <fieldset ref={groupe} className={s['champ']} aria-describedby={description || undefined}>
      <legend className={s['libelle']}>
        <Libelle libelle={proprietes.libelle} facultatif={proprietes.facultatif} />
      </legend>
      {aide !== undefined && (
        <span id={`${id}-aide`} className={s['aide']}>
          {aide}
        </span>
      )}
      {erreur !== undefined && (
        <span id={`${id}-erreur`} className={s['erreur']}>
          <CircleAlert aria-hidden size={20} />
          <span>{erreur}</span>
        </span>
      )}
      <div className={s['groupeDate']}>
        {SEGMENTS.map(({ cle, titre, longueur, completion }, rang) => (
          <label key={cle} className={s['segment']}>
            {titre}
            <input
              id={rang === 0 ? id : undefined}
              className={classes(s['controle'], cle === 'annee' && s['annee'])}
              inputMode="numeric"
              autoComplete={naissance ? completion : 'off'}
              maxLength={longueur}
              value={parties[cle]}
              aria-invalid={erreur !== undefined}
              onBlur={(evenement) => setQuitte(groupe.current?.contains(evenement.relatedTarget) !== true)}
              onPaste={coller}
              onChange={(evenement) => saisir(rang, cle, evenement.target.value, longueur)}
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function phraseDateInexistante({ jour, mois, annee }: PartiesDate): string {
  if (jour === '' || mois === '' || annee.length < 4)
    return 'Cette date est incomplète. Écrivez le jour, le mois et l’année sur 4 chiffres.';
  return `Le ${jour}/${mois}/${annee} n’existe pas. Vérifiez le jour et le mois.`;
}
