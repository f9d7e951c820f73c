import { useState } from 'react';
import { Champ, ChoixMultiple, ChoixUnique } from '#web/ui/index.ts';
import { noterAccord, preciser, type DetailDemande } from '../../contract.ts';
import { ATTENTES, MOTIFS, URGENCES, type Accord, type Attente, type Motif, type Urgence } from '../../vocabulaire.ts';
import { CHAMPS } from '../textes-gestes.ts';
import { ACCORDS_EN_MOTS, PRECISIONS_URGENCE } from '../textes.ts';
import { FormulaireDeGeste } from './PanneauDeGeste.tsx';

const enOptions = <T extends string>(table: Readonly<Record<T, string>>) =>
  (Object.keys(table) as T[]).map((valeur) => ({ valeur, libelle: table[valeur] }));
const OPTIONS_URGENCE = enOptions<Urgence>(URGENCES).map((option) => ({
  ...option,
  precision: PRECISIONS_URGENCE[option.valeur],
}));

/** What was read in a free text is a proposal: a human confirms it or corrects it, in one screen. */
export function Preciser({ demande }: { readonly demande: DetailDemande }) {
  const [urgence, setUrgence] = useState<Urgence>(demande.urgence);
  const [attente, setAttente] = useState<Attente>(demande.attente);
  const [motifs, setMotifs] = useState<readonly Motif[]>(demande.motifs);
  return (
    <FormulaireDeGeste
      geste="preciser"
      contrat={preciser}
      entree={() => ({ id: demande.id, urgence, attente, motifs: dansLOrdreDesChoix(demande.motifs, motifs) })}
    >
      <ChoixUnique
        nom="urgence"
        libelle={CHAMPS.urgence}
        options={OPTIONS_URGENCE}
        valeur={urgence}
        onChange={setUrgence}
      />
      <ChoixUnique
        nom="attente"
        libelle={CHAMPS.attente}
        presentation="liste"
        options={enOptions<Attente>(ATTENTES)}
        valeur={attente}
        onChange={setAttente}
      />
      <ChoixMultiple
        nom="motifs"
        libelle={CHAMPS.motifs}
        options={enOptions<Motif>(MOTIFS)}
        valeurs={motifs}
        onChange={setMotifs}
      />
    </FormulaireDeGeste>
  );
}

/** The main reason stays first: what was there keeps its order, what is new comes after. */
export function dansLOrdreDesChoix(avant: readonly Motif[], choisis: readonly Motif[]): Motif[] {
  return [...avant.filter((motif) => choisis.includes(motif)), ...choisis.filter((motif) => !avant.includes(motif))];
}

/** What the person was told and agreed to; « impossible » asks why. */
export function NoterAccord({ demande }: { readonly demande: DetailDemande }) {
  const [accord, setAccord] = useState<Accord>(demande.accord);
  const [motif, setMotif] = useState(demande.accordMotif ?? '');
  const [erreurs, setErreurs] = useState<Readonly<Record<string, string>>>();
  const entree = () => {
    const manque = accord === 'impossible' && motif.trim() === '';
    setErreurs(manque ? { motif: 'Dites pourquoi son accord est impossible à recueillir.' } : undefined);
    return manque ? undefined : { id: demande.id, accord, ...(accord === 'impossible' ? { motif } : {}) };
  };
  return (
    <FormulaireDeGeste geste="accord" contrat={noterAccord} entree={entree} erreurs={erreurs}>
      <ChoixUnique
        nom="accord"
        libelle={CHAMPS.accord}
        options={enOptions<Accord>(ACCORDS_EN_MOTS)}
        valeur={accord}
        onChange={setAccord}
      />
      {accord === 'impossible' && (
        <Champ nom="motif" libelle={CHAMPS.accordMotif} valeur={motif} onChange={setMotif} lignes={2} />
      )}
    </FormulaireDeGeste>
  );
}
