import {
  ArrowRightLeft,
  CheckSquare,
  FileText,
  HeartHandshake,
  IdCard,
  MessageSquareText,
  NotebookPen,
  Phone,
  Sparkle,
  Users,
} from 'lucide-react';
import { useState } from 'react';
import { useNouveaux } from '#web/direct.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterMoment } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Bouton, ChoixUnique, Etiquette, Fil, Filtres, Strate, useMaintenant } from '#web/ui/index.ts';
import { fil } from '../contract.ts';
import type { EntreeDuFil } from '../contract-vues.ts';
import { CLES_GENRES, GENRES_DU_FIL, type GenreDuFil } from '../vocabulaire.ts';
import s from './Dossier.module.css';
import { PAGE } from './textes.ts';

const ICONES = {
  demande: HeartHandshake,
  orientation: ArrowRightLeft,
  message: MessageSquareText,
  appel: Phone,
  note: NotebookPen,
  tache: CheckSquare,
  document: FileText,
  cercle: Users,
  identite: IdCard,
  autre: Sparkle,
} as const;
const PAR_PAGE = 50;
const MAXIMUM = 500;

interface ProprietesFil {
  readonly patient: string;
  readonly genres: readonly GenreDuFil[];
  readonly onGenres: (genres: readonly GenreDuFil[]) => void;
}

/** What happened, newest first, by days; filters are words of the address one takes off. */
export function FilDeLaPersonne({ patient, genres, onGenres }: ProprietesFil) {
  const [nombre, setNombre] = useState(PAR_PAGE);
  const vue = useVue(fil, { patient, genres: [...genres], nombre }, { garder: true });
  const restants = CLES_GENRES.filter((genre) => !genres.includes(genre));
  return (
    <Strate titre={PAGE.fil}>
      {genres.length > 0 && (
        <Filtres>
          {genres.map((genre) => (
            <Etiquette key={genre} onRetirer={() => onGenres(genres.filter((autre) => autre !== genre))}>
              {GENRES_DU_FIL[genre].libelle}
            </Etiquette>
          ))}
        </Filtres>
      )}
      {restants.length > 0 && (
        <ChoixUnique
          nom="filtre-fil"
          libelle={PAGE.filFiltrer}
          facultatif
          presentation="liste"
          options={restants.map((genre) => ({ valeur: genre, libelle: GENRES_DU_FIL[genre].libelle }))}
          valeur={undefined}
          onChange={(genre) => onGenres([...genres, genre])}
        />
      )}
      <EtatDeVue vue={vue} chargement={PAGE.chargementFil}>
        {({ entrees, suite }) => (
          <>
            <Entrees entrees={entrees} filtre={genres.length > 0} />
            {suite !== undefined && nombre < MAXIMUM && (
              <Bouton enCours={vue.isFetching} onPress={() => setNombre(nombre + PAR_PAGE)}>
                {PAGE.filPlus}
              </Bouton>
            )}
          </>
        )}
      </EtatDeVue>
    </Strate>
  );
}

function Entrees({ entrees, filtre }: { readonly entrees: readonly EntreeDuFil[]; readonly filtre: boolean }) {
  const maintenant = useMaintenant();
  const nouveaux = useNouveaux(entrees.map(({ id }) => id));
  return (
    <Fil
      legende={PAGE.filLegende}
      vide={filtre ? PAGE.filFiltreVide : PAGE.filVide}
      elements={entrees.map(({ id, le, saisiLe, genre, titre, detail, auteur }) => {
        const Icone = ICONES[genre];
        const tardif = saisiLe === undefined ? undefined : `Noté après coup, ${formaterMoment(saisiLe, maintenant)}.`;
        const suite = [detail, tardif].filter((mot) => mot !== undefined).join('\n');
        return {
          cle: id,
          le,
          genre: genre === 'autre' ? 'Événement' : GENRES_DU_FIL[genre].libelle,
          icone: <Icone size={20} />,
          titre,
          auteur,
          nouveau: nouveaux.has(id),
          ...(suite === '' ? {} : { detail: <p className={s['suite']}>{suite}</p> }),
        };
      })}
    />
  );
}
