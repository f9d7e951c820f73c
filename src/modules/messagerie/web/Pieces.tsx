import { File, FileWarning, Hourglass } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useVue } from '#web/requetes.ts';
import { classes } from '#web/ui/classes.ts';
import { Carte } from '#web/ui/index.ts';
import { piecesRecues, type LignePiece } from '../contract.ts';
import { OuvrirPiece } from './OuvrirPiece.tsx';
import s from './Pieces.module.css';
import { poids } from './poids.ts';
import { PIECES } from './textes.ts';

/** Attachments: one line each, which opens in a panel; what does not open says why, on the line itself. */
export function Pieces({
  pieces,
  nom = PIECES.jointes,
}: {
  readonly pieces: readonly LignePiece[];
  readonly nom?: string;
}) {
  const [ouverte, setOuverte] = useState<LignePiece>();
  return (
    <>
      <ul className={s['pieces']} aria-label={nom}>
        {pieces.map((piece) => (
          <li key={piece.id}>
            {piece.ouvrable ? (
              <Button className={classes(s['ligne'], s['ouvrable'])} onPress={() => setOuverte(piece)}>
                <Mots piece={piece} />
              </Button>
            ) : (
              <div className={classes(s['ligne'])}>
                <Mots piece={piece} />
              </div>
            )}
          </li>
        ))}
      </ul>
      {ouverte !== undefined && <OuvrirPiece piece={ouverte} onFermer={() => setOuverte(undefined)} />}
    </>
  );
}

function Mots({ piece }: { readonly piece: LignePiece }) {
  const Icone = piece.etat === 'dangereuse' ? FileWarning : piece.etat === 'a_verifier' ? Hourglass : File;
  return (
    <>
      <Icone aria-hidden size={22} className={s['icone']} />
      <span className={s['mots']}>
        <span className={s['nom']}>{piece.nom}</span>
        <span className={s['quoi']}>{`${piece.quoi} · ${poids(piece.taille)}`}</span>
        {piece.dit !== null && (
          <span className={classes(s['dit'], piece.etat === 'dangereuse' && s['danger'])}>{piece.dit}</span>
        )}
      </span>
    </>
  );
}

/** Documents received about a person, or in the exchanges about one thing; nothing is shown while there is none. */
export function PiecesRecues({ de }: { readonly de: { readonly patient: string } | { readonly objet: string } }) {
  const { data } = useVue(piecesRecues, de);
  if (data === undefined || data.pieces.length === 0) return null;
  return (
    <Carte titre={PIECES.recues}>
      <Pieces pieces={data.pieces} nom={PIECES.recues} />
      {data.reste && <p>{PIECES.reste}</p>}
    </Carte>
  );
}
