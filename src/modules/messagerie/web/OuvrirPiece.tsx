import { Download, Maximize2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { Avis, Bouton, Panneau, Rang } from '#web/ui/index.ts';
import { ouvrirPiece, type LignePiece } from '../contract.ts';
import { adresseDesOctets, ouvrirAilleurs, prendreOctets, type Designee } from './octets.ts';
import s from './Pieces.module.css';
import { poids } from './poids.ts';
import { PIECES } from './textes.ts';

type Ouverte = z.output<typeof ouvrirPiece.sortie>;

/** One attachment in a panel: shown when it may be, else handed over; a file inside it opens in the same panel. */
export function OuvrirPiece({ piece, onFermer }: { readonly piece: LignePiece; readonly onFermer: () => void }) {
  const [contenu, setContenu] = useState<number>();
  const designee: Designee = { piece: piece.id, ...(contenu === undefined ? {} : { contenu }) };
  const vue = useVue(ouvrirPiece, designee);
  return (
    <Panneau titre={piece.nom} ouvert onFermer={onFermer} pleinEcran>
      <EtatDeVue vue={vue} chargement={PIECES.chargement}>
        {(ouverte) => (
          <div className={s['document']} aria-live="polite">
            {contenu !== undefined && (
              <Rang>
                <Bouton
                  variante="discret"
                  icone={<Undo2 aria-hidden size={20} />}
                  onPress={() => setContenu(undefined)}
                >
                  {PIECES.revenir(piece.nom)}
                </Bouton>
              </Rang>
            )}
            <p>{`${contenu === undefined ? '' : `${ouverte.nom} · `}${ouverte.quoi} · ${poids(ouverte.taille)}`}</p>
            {ouverte.avis !== null && <Avis ton="attention" titre={ouverte.avis} />}
            <Montre ouverte={ouverte} designee={designee} />
            <Contenus contenus={ouverte.contenus} onOuvrir={setContenu} />
            <Telecharger designee={designee} nom={ouverte.nom} />
          </div>
        )}
      </EtatDeVue>
    </Panneau>
  );
}

/** A picture and a PDF come from the door of attachments; a text is text. Nothing here is ever read as a page. */
function Montre({ ouverte, designee }: { readonly ouverte: Ouverte; readonly designee: Designee }) {
  const adresse = adresseDesOctets(designee);
  if (ouverte.affichage === 'image')
    return <img className={s['image']} src={adresse} alt={`Contenu de ${ouverte.nom}`} />;
  if (ouverte.affichage === 'texte')
    return ouverte.texte === '' || ouverte.texte === null ? (
      <p>{PIECES.sansTexte}</p>
    ) : (
      <p className={s['texte']}>{ouverte.texte}</p>
    );
  if (ouverte.affichage !== 'pdf') return null;
  return (
    <>
      {/* Browsers of many phones show no PDF inside a page: there, one opens it by itself. Their readers do not start in a sandbox. */}
      {navigator.pdfViewerEnabled && (
        // oxlint-disable-next-line react/iframe-missing-sandbox -- the answer carries its own policy, and a PDF is no page
        <iframe className={s['pdf']} src={adresse} title={`Contenu de ${ouverte.nom}`} />
      )}
      <Rang>
        <Bouton
          variante="principal"
          icone={<Maximize2 aria-hidden size={20} />}
          onPress={() => ouvrirAilleurs(adresse)}
        >
          {PIECES.enGrand}
        </Bouton>
      </Rang>
    </>
  );
}

function Contenus({
  contenus,
  onOuvrir,
}: {
  readonly contenus: Ouverte['contenus'];
  readonly onOuvrir: (rang: number) => void;
}) {
  if (contenus.length === 0) return null;
  return (
    <ul className={s['contenus']} aria-label={PIECES.contenus}>
      {contenus.map(({ rang, nom, taille, ouvrable }) => (
        <li key={rang}>
          <Bouton
            pleineLargeur
            nomComplet={`Ouvrir ${nom} (${poids(taille)})`}
            onPress={() => onOuvrir(rang)}
            {...(ouvrable ? {} : { fermePourquoi: PIECES.protege })}
          >
            {`${nom} (${poids(taille)})`}
          </Bouton>
        </li>
      ))}
    </ul>
  );
}

function Telecharger({ designee, nom }: { readonly designee: Designee; readonly nom: string }) {
  const [etat, setEtat] = useState<{ enCours: boolean; erreur?: string }>({ enCours: false });
  const prendre = async () => {
    setEtat({ enCours: true });
    const erreur = await prendreOctets(designee, nom);
    setEtat(erreur === undefined ? { enCours: false } : { enCours: false, erreur });
  };
  return (
    <>
      <Rang>
        <Bouton
          icone={<Download aria-hidden size={20} />}
          enCours={etat.enCours}
          onPress={() => void prendre()}
          nomComplet={`${PIECES.telecharger} ${nom}`}
        >
          {PIECES.telecharger}
        </Bouton>
      </Rang>
      {etat.erreur !== undefined && <Avis ton="attention" titre={etat.erreur} annonce />}
    </>
  );
}
