import { CalendarClock } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { useAdresse } from '#web/adresse.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Avis, Bouton, Champ, Etiquette, Filtres, Lien, Liste, Page, Pile, Rang, Vide } from '#web/ui/index.ts';
import { chercher, type GenreFiche } from '../contract.ts';
import { rechercheAnnuaire } from './adresse.ts';
import s from './Annuaire.module.css';
import { CarteDeContact } from './CarteDeContact.tsx';
import { CHEMIN_MA_PRESENCE } from './chemins.ts';
import { ANNUAIRE } from './textes.ts';

type Reponse = z.output<typeof chercher.sortie>;
const PAUSE_MS = 250;

/** One field: a need, a name, a place, a phone. The sentence is in the address; what was understood comes off word by word. */
export function AnnuairePage() {
  const { recherche, changer } = useAdresse(rechercheAnnuaire);
  const { q, genre, page } = recherche;
  const [texte, setTexte] = useState(q);
  const attente = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(attente.current), []);
  const cherche = q.trim() !== '';
  const vue = useVue(
    chercher,
    { texte: q, page, ...(genre === undefined ? {} : { genre }) },
    { actif: cherche, garder: true },
  );
  const remplacer = (nouveau: string) => {
    clearTimeout(attente.current);
    setTexte(nouveau);
    changer({ q: nouveau, page: 1 });
  };
  return (
    <Page
      titre={ANNUAIRE.titre}
      actionsSecondaires={
        <Lien vers={CHEMIN_MA_PRESENCE} icone={<CalendarClock aria-hidden size={20} />}>
          {ANNUAIRE.maPresence}
        </Lien>
      }
    >
      <Champ
        nom="q"
        libelle={ANNUAIRE.champ}
        aide={ANNUAIRE.aide}
        valeur={texte}
        longueurMax={200}
        onChange={(nouveau) => {
          setTexte(nouveau);
          clearTimeout(attente.current);
          attente.current = setTimeout(() => changer({ q: nouveau.trim(), page: 1 }, true), PAUSE_MS);
        }}
      />
      <Genres genre={genre} onChoisir={(choisi) => changer({ genre: choisi, page: 1 })} />
      {cherche ? (
        <EtatDeVue vue={vue} chargement={ANNUAIRE.chargement}>
          {(reponse) => (
            <Resultats
              reponse={reponse}
              page={page}
              onRetirer={remplacer}
              onPage={(autre) => changer({ page: autre })}
            />
          )}
        </EtatDeVue>
      ) : (
        <Vide titre={ANNUAIRE.vide}>{ANNUAIRE.videQuoi}</Vide>
      )}
    </Page>
  );
}

interface ProprietesGenres {
  readonly genre: GenreFiche | undefined;
  readonly onChoisir: (genre: GenreFiche | undefined) => void;
}

function Genres({ genre, onChoisir }: ProprietesGenres) {
  return (
    <div className={s['genres']}>
      <Bouton
        variante={genre === undefined ? 'principal' : 'secondaire'}
        enfonce={genre === undefined}
        onPress={() => onChoisir(undefined)}
      >
        {ANNUAIRE.toutes}
      </Bouton>
      {(['personne', 'offre', 'structure'] as const).map((un) => (
        <Bouton
          key={un}
          variante={genre === un ? 'principal' : 'secondaire'}
          enfonce={genre === un}
          onPress={() => onChoisir(genre === un ? undefined : un)}
        >
          {ANNUAIRE.genres[un]}
        </Bouton>
      ))}
    </div>
  );
}

interface ProprietesResultats {
  readonly reponse: Reponse;
  readonly page: number;
  readonly onRetirer: (texte: string) => void;
  readonly onPage: (page: number) => void;
}

function Resultats({ reponse, page, onRetirer, onPage }: ProprietesResultats) {
  const { resultats, termes, total, incomplet, elargi, depuis, pages } = reponse;
  const sans = (rang: number) =>
    termes
      .filter((_terme, autre) => autre !== rang)
      .map((t) => t.texte)
      .join(' ');
  return (
    <Pile>
      {termes.length > 0 && (
        <Filtres>
          {termes.map((terme, rang) => (
            <Etiquette
              key={terme.texte}
              ton={terme.genre === 'nom' ? 'neutre' : 'info'}
              onRetirer={() => onRetirer(sans(rang))}
            >
              {terme.libelle}
            </Etiquette>
          ))}
        </Filtres>
      )}
      {elargi !== undefined && <Avis titre={elargi} annonce />}
      <output className={s['douce']}>
        {accorder(total, 'résultat', 'résultats')}
        {depuis !== undefined && `, distances depuis ${depuis}`}
        {incomplet && `. ${ANNUAIRE.incomplet}`}
      </output>
      <Liste
        legende={ANNUAIRE.resultats}
        elements={resultats}
        cle={({ ref }) => ref}
        vide={<Vide titre={ANNUAIRE.sansReponse}>{ANNUAIRE.sansReponseQuoi}</Vide>}
        espacee
      >
        {(carte) => <CarteDeContact carte={carte} />}
      </Liste>
      {pages > 1 && (
        <Rang>
          {page > 1 && <Bouton onPress={() => onPage(page - 1)}>{ANNUAIRE.moins}</Bouton>}
          <span>{`${page} sur ${pages}`}</span>
          {page < pages && <Bouton onPress={() => onPage(page + 1)}>{ANNUAIRE.plus}</Bouton>}
        </Rang>
      )}
    </Pile>
  );
}
