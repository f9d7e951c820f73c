import { Mail, Send, TriangleAlert } from 'lucide-react';
import { cheminNouvelleOrientation } from '#modules/orientation/web/chemins.ts';
import { cheminEcrire } from '#web/chemins.ts';
import { Etiquette, Fraicheur, Joignabilite, Lien, Personne, Pile, Rang } from '#web/ui/index.ts';
import type { Carte } from '../contract.ts';
import s from './Annuaire.module.css';
import { cheminFiche } from './chemins.ts';
import { CARTE } from './textes.ts';

/** One answer: who, where, can they be reached, can it be trusted, why it is there; call, write or orient in one tap. */
export function CarteDeContact({ carte }: { readonly carte: Carte }) {
  return (
    <Pile serree>
      <Personne nom={carte.nom} precision={precisionDe(carte)} vers={cheminFiche(carte.ref)} />
      <Rang>
        <Joignabilite
          etat={carte.joignable.etat}
          jusqua={carte.joignable.jusqua}
          remplacant={carte.joignable.remplacant}
          telephone={carte.telephone}
          nom={carte.nom}
        />
        <Confiance carte={carte} />
        <Places capacite={carte.capacite} />
      </Rang>
      {carte.consigne !== undefined && <p>« {carte.consigne} »</p>}
      <Pourquoi carte={carte} />
      <Gestes carte={carte} />
    </Pile>
  );
}

/** Profession, place, distance: what tells two namesakes apart. */
export function precisionDe({ profession, structure, genre, commune, distanceKm }: Carte): string {
  const lieu =
    commune === undefined
      ? undefined
      : distanceKm === undefined || distanceKm < 0.5
        ? commune
        : `${commune}, ${Math.round(distanceKm)} km`;
  return [profession, genre === 'structure' ? undefined : structure?.nom, lieu]
    .filter((mot) => mot !== undefined)
    .join(' · ');
}

/** Confirmed here: when and by whom. Otherwise the date of the national source, named, and a failure if there is one. */
export function Confiance({ carte: { confiance, genre } }: { readonly carte: Carte }) {
  const { confirmeLe, confirmePar, sourceLe } = confiance;
  return (
    <>
      <Fraicheur
        verifieLe={confirmeLe ?? sourceLe}
        par={confirmeLe === undefined ? CARTE.sources[genre] : confirmePar}
        fraisJours={60}
      />
      {confiance.niveau === 'douteuse' && <Etiquette ton="alerte">{CARTE.douteuse}</Etiquette>}
    </>
  );
}

/** Not published is said; it is never zero. */
export function Places({ capacite }: { readonly capacite: Carte['capacite'] }) {
  if (capacite === undefined) return null;
  if (!capacite.connue || capacite.places === undefined) return <Etiquette>{CARTE.placesInconnues}</Etiquette>;
  return <Etiquette ton={capacite.places === 0 ? 'attention' : 'succes'}>{CARTE.places(capacite.places)}</Etiquette>;
}

function Pourquoi({ carte }: { readonly carte: Carte }) {
  const mots = [...carte.pourquoi, ...carte.notes.map((note) => `« ${note} »`)];
  if (mots.length === 0) return null;
  return (
    <ul className={s['pourquoi']}>
      {mots.map((mot) => (
        <li key={mot}>{mot}</li>
      ))}
    </ul>
  );
}

/** The number to call is in the line above; here: write, orient, say it did not work. */
export function Gestes({ carte, principal = false }: { readonly carte: Carte; readonly principal?: boolean }) {
  return (
    <Rang>
      {carte.mssante === undefined ? (
        <span className={s['douce']}>{CARTE.sansMssante}</span>
      ) : (
        <Lien
          vers={cheminEcrire({ a: carte.ref })}
          bouton={principal ? 'principal' : 'secondaire'}
          icone={<Mail aria-hidden size={20} />}
          nomComplet={`${CARTE.ecrire} à ${carte.nom}`}
        >
          {CARTE.ecrire}
        </Lien>
      )}
      {carte.genre !== 'personne' && (
        <Lien
          vers={cheminNouvelleOrientation({ ressource: carte.ref })}
          bouton="secondaire"
          icone={<Send aria-hidden size={20} />}
          nomComplet={`${CARTE.orienter} : ${carte.nom}`}
        >
          {CARTE.orienter}
        </Lien>
      )}
      <Lien
        vers={cheminFiche(carte.ref, 'signaler')}
        bouton="discret"
        icone={<TriangleAlert aria-hidden size={20} />}
        nomComplet={`${CARTE.echec} : ${carte.nom}`}
      >
        {CARTE.echec}
      </Lien>
    </Rang>
  );
}
