import { X } from 'lucide-react';
import { Lien } from '#web/ui/index.ts';
import { FILTRES, SANS_FILTRE, type Filtre } from './adresse.ts';
import { CHEMIN_DEMANDES, cheminFile } from './chemins.ts';
import s from './Demande.module.css';
import { FILE, NOMS_FILTRES } from './textes.ts';

interface ProprietesMots {
  readonly actif: Filtre;
  readonly comptes: Readonly<Record<string, number>>;
}

/** The words that narrow the list, each with its count: links, so that the address and Back hold them. The applied one comes off. */
export function MotsDeFiltre({ actif, comptes }: ProprietesMots) {
  return (
    <nav aria-label={FILE.filtrer}>
      <ul className={s['mots']}>
        {FILTRES.map((filtre) => {
          const retirable = filtre === actif && filtre !== SANS_FILTRE;
          const compte = comptes[filtre];
          const mots = compte === undefined ? NOMS_FILTRES[filtre] : `${NOMS_FILTRES[filtre]} ${compte}`;
          return (
            <li key={filtre} className={filtre === actif ? s['motActif'] : s['mot']}>
              <Lien
                vers={retirable ? CHEMIN_DEMANDES : cheminFile(filtre)}
                bloc
                courant={filtre === actif}
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
        })}
      </ul>
    </nav>
  );
}
