import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChoixUnique, Formulaire } from '#web/ui/index.ts';
import { fusionner } from '../contract.ts';
import type { DoublonVu } from '../contract-vues.ts';
import { IDENTITES } from './textes.ts';

interface ProprietesReunir {
  readonly doublon: DoublonVu;
  readonly onFini: () => void;
}

const FORCE: readonly string[] = ['PROV', 'RECUP', 'VALI', 'QUAL'];

/** The most trusted file is proposed to be kept; the reason is written down and told to both circles. */
export function Reunir({ doublon, onFini }: ProprietesReunir) {
  const { a, b } = doublon;
  const [mieux = a] = [a, b].toSorted((x, y) => FORCE.indexOf(y.statutIns.code) - FORCE.indexOf(x.statutIns.code));
  const [garde, setGarde] = useState(mieux.patient);
  const [motif, setMotif] = useState('');
  const envoi = useAction(fusionner, {
    apres: ({ etat }) => {
      notifier(etat === 'faite' ? IDENTITES.reunis : IDENTITES.proposee);
      onFini();
    },
  });
  return (
    <Formulaire
      nom={IDENTITES.reunir}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => envoi.executer({ doublon: doublon.id, garde, motif })}
      actions={
        <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
          {doublon.collision ? IDENTITES.proposer : IDENTITES.reunir}
        </Bouton>
      }
    >
      <ChoixUnique
        nom="garde"
        libelle={IDENTITES.garder}
        aide={IDENTITES.garderAide}
        options={[a, b].map((dossier, rang) => ({
          valeur: dossier.patient,
          libelle: `${rang === 0 ? 'Premier' : 'Second'} dossier : ${dossier.nom}`,
          precision: [dossier.naissance, dossier.statutIns.mots].filter(Boolean).join(' · '),
        }))}
        valeur={garde}
        onChange={setGarde}
      />
      <Champ nom="motif" libelle={IDENTITES.motif} aide={IDENTITES.motifReunir} valeur={motif} onChange={setMotif} />
    </Formulaire>
  );
}
