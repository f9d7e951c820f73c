import { X } from 'lucide-react';
import { Etiquette, Filtres, Lien } from '#web/ui/index.ts';
import { FILTRES, type Filtre } from '../contract.ts';
import { SANS_FILTRE } from './adresse.ts';
import { cheminOrientations } from './chemins.ts';
import s from './Orientation.module.css';
import { LISTE, NOMS_FILTRES } from './textes.ts';

interface ProprietesMots {
  readonly recherche: {
    readonly filtre: Filtre;
    readonly demande?: string | undefined;
    readonly patient?: string | undefined;
  };
  readonly comptes: Readonly<Partial<Record<Filtre, number>>>;
  readonly onRetirer: (quoi: 'demande' | 'patient') => void;
}

/** The words that narrow the list, each with its count: links, so that the address and Back hold them. The applied one comes off. */
export function MotsDeFiltre({ recherche, comptes, onRetirer }: ProprietesMots) {
  const { filtre: actif, demande, patient } = recherche;
  return (
    <>
      <nav aria-label={LISTE.filtrer}>
        <ul className={s['mots']}>
          {FILTRES.map((filtre) => (
            <Mot
              key={filtre}
              filtre={filtre}
              actif={filtre === actif}
              compte={comptes[filtre]}
              vers={(cible) => cheminOrientations({ filtre: cible, demande, patient })}
            />
          ))}
        </ul>
      </nav>
      {(demande !== undefined || patient !== undefined) && (
        <Filtres>
          {demande !== undefined && <Etiquette onRetirer={() => onRetirer('demande')}>{LISTE.cetteDemande}</Etiquette>}
          {patient !== undefined && <Etiquette onRetirer={() => onRetirer('patient')}>{LISTE.cettePersonne}</Etiquette>}
        </Filtres>
      )}
    </>
  );
}

interface ProprietesMot {
  readonly filtre: Filtre;
  readonly actif: boolean;
  readonly compte: number | undefined;
  readonly vers: (filtre: Filtre | undefined) => string;
}

function Mot({ filtre, actif, compte, vers }: ProprietesMot) {
  const retirable = actif && filtre !== SANS_FILTRE;
  const mots = compte === undefined ? NOMS_FILTRES[filtre] : `${NOMS_FILTRES[filtre]} ${compte}`;
  return (
    <li className={actif ? s['motActif'] : s['mot']}>
      <Lien
        vers={vers(retirable ? undefined : filtre)}
        bloc
        courant={actif}
        nomComplet={retirable ? `${mots} : retirer ce filtre` : undefined}
      >
        <span className={s['interieurMot']}>
          <span>
            {NOMS_FILTRES[filtre]} {compte !== undefined && <b>{compte}</b>}
          </span>
          {retirable && <X aria-hidden size={18} />}
        </span>
      </Lien>
    </li>
  );
}
