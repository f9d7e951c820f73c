import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Rang } from '#web/ui/index.ts';
import { confirmerFusion, refuserFusion } from '../contract.ts';
import type { DoublonVu } from '../contract-vues.ts';
import { IDENTITES } from './textes.ts';

interface ProprietesProposition {
  readonly proposition: NonNullable<DoublonVu['proposition']>;
}

/** A collision waits for a second person: never the one who asked. */
export function Proposition({ proposition }: ProprietesProposition) {
  const { id, par, motif, aMoiDeConfirmer } = proposition;
  const confirmer = useAction(confirmerFusion, { apres: () => notifier(IDENTITES.reunis) });
  const refuser = useAction(refuserFusion);
  const erreur = confirmer.erreurGenerale ?? refuser.erreurGenerale;
  return (
    <Avis titre={IDENTITES.propositionDe(par, motif)}>
      {erreur !== undefined && <p>{erreur}</p>}
      <Rang>
        <Bouton
          variante="principal"
          enCours={confirmer.enCours}
          fermePourquoi={aMoiDeConfirmer ? undefined : IDENTITES.attendreAutre}
          onPress={() => confirmer.executer({ fusion: id })}
        >
          {IDENTITES.confirmer}
        </Bouton>
        <Bouton enCours={refuser.enCours} onPress={() => refuser.executer({ fusion: id })}>
          {IDENTITES.refuser}
        </Bouton>
      </Rang>
    </Avis>
  );
}
