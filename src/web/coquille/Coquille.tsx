import { CircleUserRound, Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Bouton, Lien } from '../ui/index.ts';
import { classes } from '../ui/classes.ts';
import { useMoi } from '../session/session.tsx';
import { PourQui } from '../session/PourQui.tsx';
import { Compte } from './Compte.tsx';
import { BandeHorsConnexion } from './HorsConnexion.tsx';
import { Marque } from './Marque.tsx';
import { Passagers } from './Passagers.tsx';
import { PORTES, porteOuverte } from './portes.ts';
import { RechercheGlobale, useToucheDeRecherche, type ChercherPartout } from './RechercheGlobale.tsx';
import s from './Coquille.module.css';

interface ProprietesCoquille {
  /** Path of the address, to mark the open door. */
  readonly adresse: string;
  readonly chercher: ChercherPartout;
  readonly onAller: (vers: string) => void;
  /** Strip of the trial profile: which time it is there, and that nobody is real. */
  readonly bandeEssai: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every screen: five doors (bottom bar on a phone, left rail on a desk), search, account, the page. */
export function Coquille({ adresse, chercher, onAller, bandeEssai, children }: ProprietesCoquille) {
  const moi = useMoi();
  const [cherche, setCherche] = useState(false);
  const [compte, setCompte] = useState(false);
  useToucheDeRecherche(() => setCherche(true));
  return (
    <div className={s['coquille']}>
      <a className={s['evitement']} href="#contenu">
        Aller au contenu
      </a>
      {moi.essai && (
        <aside className={s['essai']} aria-label="Territoire d’essai" data-sans-impression>
          {bandeEssai}
        </aside>
      )}
      <div className={s['rail']}>
        <header className={s['haut']}>
          <span className={s['enseigne']}>
            <Marque />
          </span>
          <div className={s['outils']}>
            <span className={s['chercher']}>
              <Bouton variante="discret" icone={<Search aria-hidden size={22} />} onPress={() => setCherche(true)}>
                Chercher
              </Bouton>
            </span>
            <span className={s['compte']}>
              <Bouton
                variante="discret"
                icone={<CircleUserRound aria-hidden size={22} />}
                nomComplet={`Compte : ${moi.nom}`}
                onPress={() => setCompte(true)}
              >
                Compte
              </Bouton>
            </span>
          </div>
        </header>
        <nav className={s['portes']} aria-label="Portes" data-sans-impression>
          {PORTES.map(({ chemin, nom, Icone }) => (
            <span key={chemin} className={classes(s['porte'], porteOuverte(chemin, adresse) && s['ouverte'])}>
              <Lien vers={chemin} bloc courant={porteOuverte(chemin, adresse)}>
                <span className={s['interieurPorte']}>
                  <Icone aria-hidden size={24} />
                  <span>{nom}</span>
                </span>
              </Lien>
            </span>
          ))}
        </nav>
      </div>
      <main id="contenu" className={s['contenu']} tabIndex={-1}>
        <PourQui />
        <BandeHorsConnexion />
        {children}
      </main>
      <Passagers />
      <RechercheGlobale ouverte={cherche} onFermer={() => setCherche(false)} chercher={chercher} onAller={onAller} />
      <Compte ouvert={compte} onFermer={() => setCompte(false)} />
    </div>
  );
}
