import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChoixUnique, Formulaire, Strate } from '#web/ui/index.ts';
import { marquerIdentite, verifierPiece } from '../contract.ts';
import type { Fiche } from './CorrigerTraits.tsx';
import { IDENTITE, OPTIONS_PIECES } from './textes.ts';

interface ProprietesVerifier {
  readonly patient: string;
  readonly fiche: Fiche;
}

/** A document seen, or a doubt: the two things that change how sure we are. */
export function VerifierIdentite({ patient, fiche }: ProprietesVerifier) {
  return (
    <>
      <Piece patient={patient} fiche={fiche} />
      <Doute patient={patient} fiche={fiche} />
    </>
  );
}

function Piece({ patient, fiche }: ProprietesVerifier) {
  const [piece, setPiece] = useState<string>();
  const envoi = useAction(verifierPiece, {
    apres: () => {
      setPiece(undefined);
      notifier(IDENTITE.verifiee);
    },
  });
  return (
    <Strate titre={IDENTITE.verifier}>
      <Formulaire
        nom={IDENTITE.verifier}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, version: fiche.version, piece: piece ?? '' })}
        actions={
          <Bouton type="submit" enCours={envoi.enCours}>
            {IDENTITE.verifierEnvoyer}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="piece"
          libelle={IDENTITE.piece}
          aide={IDENTITE.verifierAide}
          presentation="liste"
          options={OPTIONS_PIECES}
          valeur={piece}
          onChange={setPiece}
        />
      </Formulaire>
    </Strate>
  );
}

function Doute({ patient, fiche }: ProprietesVerifier) {
  const [motif, setMotif] = useState('');
  const douteuse = fiche.statutIns.marques.length > 0;
  const titre = douteuse ? IDENTITE.lever : IDENTITE.douter;
  const envoi = useAction(marquerIdentite, {
    apres: () => {
      setMotif('');
      notifier(douteuse ? IDENTITE.levee : IDENTITE.doutee);
    },
  });
  const marque = douteuse ? 'marque_levee' : 'marquee_douteuse';
  return (
    <Strate titre={titre}>
      <Formulaire
        nom={titre}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ patient, version: fiche.version, marque, motif })}
        actions={
          <Bouton type="submit" variante={douteuse ? 'secondaire' : 'danger'} enCours={envoi.enCours}>
            {douteuse ? IDENTITE.lever : IDENTITE.douterEnvoyer}
          </Bouton>
        }
      >
        <Champ nom="motif" libelle={IDENTITE.douterMotif} valeur={motif} onChange={setMotif} />
      </Formulaire>
    </Strate>
  );
}
