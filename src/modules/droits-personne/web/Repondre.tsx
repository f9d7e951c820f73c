import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChoixUnique, Formulaire, Strate } from '#web/ui/index.ts';
import { confirmer, decider } from '../contract.ts';
import type { Genre } from '../vocabulaire.ts';
import { EXERCICE } from './textes.ts';

const ACCEPTER = { valeur: 'oui', libelle: EXERCICE.accepter } as const;
const REFUSER = { valeur: 'non', libelle: EXERCICE.refuser } as const;

/** Yes or no with its words. A request of access is accepted by handing the record over: only a refusal is written here. */
export function Decider({ id, genre }: { readonly id: string; readonly genre: Genre }) {
  const acces = genre === 'acces';
  const { saisie, modifier, effacer } = useBrouillon(`droitsPersonne.decider:${id}`, {
    accord: acces ? 'non' : '',
    texte: '',
    correction: '',
  });
  const envoi = useAction(decider, {
    apres: () => {
      effacer();
      notifier(EXERCICE.repondu);
    },
  });
  const { accord, texte, correction } = saisie;
  const titre = acces ? EXERCICE.refuser : EXERCICE.decider;
  return (
    <Strate titre={titre}>
      <Formulaire
        nom={titre}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ id, accord: accord === 'oui', texte, correction })}
        actions={
          <Bouton type="submit" enCours={envoi.enCours} fermePourquoi={accord === '' ? EXERCICE.choisir : undefined}>
            {acces ? EXERCICE.refuserEnvoyer : EXERCICE.envoyer}
          </Bouton>
        }
      >
        {!acces && (
          <ChoixUnique
            nom="accord"
            libelle={EXERCICE.choix}
            options={[ACCEPTER, REFUSER]}
            valeur={accord}
            onChange={(choix) => modifier({ accord: choix })}
          />
        )}
        {genre === 'rectification' && accord === 'oui' && (
          <Champ
            nom="correction"
            libelle={EXERCICE.correction}
            aide={EXERCICE.correctionAide}
            lignes={3}
            longueurMax={1000}
            valeur={correction}
            onChange={(valeur) => modifier({ correction: valeur })}
          />
        )}
        <Champ
          nom="texte"
          libelle={EXERCICE.pourquoi}
          aide={EXERCICE.pourquoiAide}
          lignes={3}
          longueurMax={1000}
          valeur={texte}
          onChange={(valeur) => modifier({ texte: valeur })}
        />
      </Formulaire>
    </Strate>
  );
}

/** The second person of an erasure. */
export function Confirmer({ id }: { readonly id: string }) {
  const { saisie, modifier, effacer } = useBrouillon(`droitsPersonne.confirmer:${id}`, { texte: '' });
  const envoi = useAction(confirmer, {
    apres: () => {
      effacer();
      notifier(EXERCICE.repondu);
    },
  });
  return (
    <Strate titre={EXERCICE.confirmer}>
      <Formulaire
        nom={EXERCICE.confirmer}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ id, accord: true, texte: saisie.texte })}
        actions={
          <>
            <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
              {EXERCICE.accepter}
            </Bouton>
            <Bouton enCours={envoi.enCours} onPress={() => envoi.executer({ id, accord: false, texte: saisie.texte })}>
              {EXERCICE.refuser}
            </Bouton>
          </>
        }
      >
        <Champ
          nom="texte"
          libelle={EXERCICE.pourquoi}
          lignes={2}
          longueurMax={1000}
          valeur={saisie.texte}
          onChange={(texte) => modifier({ texte })}
        />
      </Formulaire>
    </Strate>
  );
}
