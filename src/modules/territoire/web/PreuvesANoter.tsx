import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Formulaire, Liste, Panneau, Personne, Rang, Strate } from '#web/ui/index.ts';
import { prouverQualite, type Membre } from '../contract.ts';
import { ChampsQualite, QUALITE_VIERGE } from './ChampsQualite.tsx';
import { TEXTES } from './textes.ts';

/** Nobody reads about a person before somebody has seen what proves their profession. */
export function PreuvesANoter({ membres }: { readonly membres: readonly Membre[] }) {
  const [choisi, setChoisi] = useState<Membre>();
  const dus = membres.filter(({ preuveANoter }) => preuveANoter !== undefined);
  if (dus.length === 0) return null;
  return (
    <Strate titre={TEXTES.preuvesANoter}>
      <p>{TEXTES.preuvesANoterAide}</p>
      <Liste legende={TEXTES.preuvesANoter} elements={dus} cle={({ affectation }) => affectation} vide={null}>
        {(m) => (
          <Rang>
            <Personne nom={m.nom} precision={`${m.role}, ${m.structure}`} />
            <Bouton nomComplet={`${TEXTES.noterPreuve} : ${m.nom}`} onPress={() => setChoisi(m)}>
              {TEXTES.noterPreuve}
            </Bouton>
          </Rang>
        )}
      </Liste>
      {choisi !== undefined && <NoterPreuve membre={choisi} onFermer={() => setChoisi(undefined)} />}
    </Strate>
  );
}

function NoterPreuve({ membre, onFermer }: { readonly membre: Membre; readonly onFermer: () => void }) {
  const [saisie, setSaisie] = useState(QUALITE_VIERGE);
  const envoi = useAction(prouverQualite, {
    apres: () => {
      notifier(TEXTES.preuveNotee);
      onFermer();
    },
  });
  return (
    <Panneau titre={`${TEXTES.noterPreuve} : ${membre.nom}`} ouvert onFermer={onFermer}>
      {envoi.erreurGenerale !== undefined && <Avis ton="attention" titre={envoi.erreurGenerale} annonce />}
      <Formulaire
        nom={TEXTES.noterPreuve}
        erreurs={envoi.erreurs}
        onEnvoyer={() => envoi.executer({ affectation: membre.affectation, ...saisie })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {TEXTES.noterPreuve}
          </Bouton>
        }
      >
        <ChampsQualite
          choix={membre.preuveANoter ?? []}
          saisie={saisie}
          modifier={(partie) => setSaisie({ ...saisie, ...partie })}
        />
      </Formulaire>
    </Panneau>
  );
}
