import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Autocomplete, Input, ListBox, ListBoxItem, SearchField, Text } from 'react-aria-components';
import type { ReactNode } from 'react';
import { accorder } from '#web/format.ts';
import { classes } from '../classes.ts';
import { EnteteDeChamp, type ProprietesDeChamp } from './Entete.tsx';
import { idDeChamp, useErreurDeChamp } from './erreurs.ts';
import s from './champs.module.css';

export interface ResultatDeRecherche {
  readonly cle: string;
  readonly titre: string;
  readonly precision?: string | undefined;
  readonly icone?: ReactNode;
}

interface ProprietesRecherche extends ProprietesDeChamp {
  /** Called 200 ms after the last key; the caller feeds `resultats` from a view. */
  readonly onChercher: (texte: string) => void;
  readonly resultats: readonly ResultatDeRecherche[];
  readonly onChoisir: (cle: string) => void;
  readonly enCours?: boolean | undefined;
  /** What to do when nothing is found: « Vérifiez l’orthographe, ou créez la fiche. » */
  readonly siRien?: ReactNode;
  readonly focusInitial?: boolean | undefined;
  /** Text at opening, when the address holds the search. */
  readonly texteInitial?: string | undefined;
}

const PAUSE_MS = 200;

/** One field, answers listed right under it: arrows then Enter, or a tap. Nothing is chosen by accident. */
export function Recherche(proprietes: ProprietesRecherche) {
  const { nom, onChercher, resultats, onChoisir, enCours = false } = proprietes;
  const [texte, setTexte] = useState(proprietes.texteInitial ?? '');
  const attente = useRef<ReturnType<typeof setTimeout>>(undefined);
  const erreur = useErreurDeChamp(nom, proprietes.erreur);
  useEffect(() => () => clearTimeout(attente.current), []);

  const saisir = (nouveau: string) => {
    setTexte(nouveau);
    clearTimeout(attente.current);
    attente.current = setTimeout(() => onChercher(nouveau.trim()), PAUSE_MS);
  };
  const choisir = (cle: string) => {
    setTexte('');
    onChoisir(cle);
  };
  const cherche = texte.trim() !== '';
  return (
    <Autocomplete inputValue={texte} onInputChange={saisir} disableAutoFocusFirst>
      <SearchField
        className={classes(s['champ'])}
        id={idDeChamp(nom)}
        name={nom}
        isInvalid={erreur !== undefined}
        validationBehavior="aria"
        autoFocus={proprietes.focusInitial ?? false}
      >
        <EnteteDeChamp champ={proprietes} erreur={erreur} />
        <div className={s['recherche']}>
          <Search className={s['loupe']} aria-hidden size={22} />
          <Input className={classes(s['controle'])} autoComplete="off" />
        </div>
      </SearchField>
      <output className="hors-vue">
        {cherche && !enCours ? accorder(resultats.length, 'résultat', 'résultats') : ''}
      </output>
      {cherche && <Reponses {...proprietes} enCours={enCours} onChoisir={choisir} />}
    </Autocomplete>
  );
}

function Reponses({ libelle, resultats, onChoisir, enCours, siRien }: ProprietesRecherche) {
  return (
    <ListBox
      className={classes(s['resultats'])}
      aria-label={`Résultats : ${libelle}`}
      items={resultats.map((resultat) => ({ ...resultat, id: resultat.cle }))}
      dependencies={[resultats]}
      onAction={(cle) => onChoisir(String(cle))}
      renderEmptyState={() => (
        <div className={s['etatRecherche']}>
          {enCours === true ? 'Recherche…' : (siRien ?? 'Rien à ce nom. Vérifiez l’orthographe.')}
        </div>
      )}
    >
      {(resultat) => (
        <ListBoxItem id={resultat.cle} textValue={resultat.titre} className={classes(s['resultat'])}>
          {resultat.icone}
          <span className={s['texteOption']}>
            <Text slot="label" className={classes(s['titreOption'])}>
              {resultat.titre}
            </Text>
            {resultat.precision !== undefined && (
              <Text slot="description" className={classes(s['aide'])}>
                {resultat.precision}
              </Text>
            )}
          </span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}
