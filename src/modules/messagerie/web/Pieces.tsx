import { Download } from 'lucide-react';
import { useState } from 'react';
import { ErreurApi, lire } from '#web/api.ts';
import { formaterNombre } from '#web/format.ts';
import { Avis, Bouton } from '#web/ui/index.ts';
import { document as contratDocument, type Message } from '../contract.ts';
import s from './Messages.module.css';
import { telecharger } from './telecharger.ts';

/** Attachments of a message, each downloaded on demand. */
export function Pieces({ pieces }: { readonly pieces: Message['pieces'] }) {
  return (
    <ul className={s['pieces']} aria-label="Pièces jointes">
      {pieces.map((piece) => (
        <li key={piece.id}>
          <Telecharger entree={{ piece: piece.id }} texte={`${piece.nom} (${poids(piece.taille)})`} />
        </li>
      ))}
    </ul>
  );
}

interface ProprietesTelecharger {
  readonly entree: { readonly piece: string } | { readonly illisible: string };
  readonly texte: string;
}

/** Fetches bytes only when asked: they may be heavy, and each download is traced. */
export function Telecharger({ entree, texte }: ProprietesTelecharger) {
  const [etat, setEtat] = useState<{ enCours: boolean; erreur?: string }>({ enCours: false });
  const prendre = async () => {
    setEtat({ enCours: true });
    try {
      const { nom, octets } = await lire(contratDocument, entree);
      telecharger(nom, octets);
      setEtat({ enCours: false });
    } catch (erreur) {
      if (!(erreur instanceof ErreurApi)) throw erreur;
      setEtat({ enCours: false, erreur: erreur.texte });
    }
  };
  return (
    <>
      <Bouton
        variante="discret"
        icone={<Download aria-hidden size={20} />}
        enCours={etat.enCours}
        onPress={() => void prendre()}
        nomComplet={`Télécharger ${texte}`}
      >
        {texte}
      </Bouton>
      {etat.erreur !== undefined && <Avis ton="attention" titre={etat.erreur} annonce />}
    </>
  );
}

function poids(octets: number): string {
  return octets < 1_000_000
    ? `${formaterNombre(Math.max(1, Math.round(octets / 1000)))} ko`
    : `${formaterNombre(Math.round(octets / 100_000) / 10)} Mo`;
}
