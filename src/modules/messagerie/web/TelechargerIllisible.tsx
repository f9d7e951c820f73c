import { Download } from 'lucide-react';
import { useState } from 'react';
import { ErreurApi, lire } from '#web/api.ts';
import { Avis, Bouton } from '#web/ui/index.ts';
import { document as contratDocument } from '../contract.ts';
import { telechargerOctets } from './telecharger.ts';

/** A mail that could not be read, as it arrived. Fetched only when asked: it may be heavy, and each download is traced. */
export function TelechargerIllisible({ illisible, texte }: { readonly illisible: string; readonly texte: string }) {
  const [etat, setEtat] = useState<{ enCours: boolean; erreur?: string }>({ enCours: false });
  const prendre = async () => {
    setEtat({ enCours: true });
    try {
      const { nom, octets } = await lire(contratDocument, { illisible });
      telechargerOctets(
        nom,
        Uint8Array.from(atob(octets), (caractere) => caractere.charCodeAt(0)),
      );
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
