import { useState } from 'react';
import type { z } from 'zod';
import { cheminQualifier } from './chemins.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterDateCourte } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Carte, Champ, Formulaire, Lien } from '#web/ui/index.ts';
import { traiterVerification } from '../contract.ts';
import type { AVerifierVu } from '../contract-vues.ts';
import { IDENTITES, QUALIFIER } from './textes.ts';

/** An answer of the national service that somebody must look at. */
export function AVerifier({ chose }: { readonly chose: z.output<typeof AVerifierVu> }) {
  const [ouvert, setOuvert] = useState(false);
  const [motif, setMotif] = useState('');
  const envoi = useAction(traiterVerification, { apres: () => notifier(IDENTITES.regardee) });
  return (
    <Carte
      titre={chose.nom}
      niveau={3}
      actions={
        <>
          <Lien
            vers={cheminQualifier(chose.patient)}
            bouton="principal"
            nomComplet={`${QUALIFIER.titre} de ${chose.nom}`}
          >
            {QUALIFIER.titre}
          </Lien>
          <Bouton deplie={ouvert} onPress={() => setOuvert(!ouvert)}>
            {IDENTITES.regarde}
          </Bouton>
        </>
      }
    >
      <p>{chose.prochaine}</p>
      <p>
        {IDENTITES.porteur(chose.qui)} avant le {formaterDateCourte(chose.dueLe)}.
      </p>
      {ouvert && (
        <Formulaire
          nom={IDENTITES.regarde}
          erreurs={envoi.erreurs}
          erreurGenerale={envoi.erreurGenerale}
          onEnvoyer={() => envoi.executer({ objet: chose.objet, motif })}
          actions={
            <Bouton type="submit" enCours={envoi.enCours}>
              {IDENTITES.regarde}
            </Bouton>
          }
        >
          <Champ nom="motif" libelle={IDENTITES.regardeMotif} valeur={motif} onChange={setMotif} />
        </Formulaire>
      )}
    </Carte>
  );
}
