import { useState } from 'react';
import type { z } from 'zod';
import { useBrouillon } from '#web/brouillon.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterDateCourte } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Champ, Etiquette, Formulaire, Liste, Pile } from '#web/ui/index.ts';
import { relire, trancher } from '../contract.ts';
import { EXERCICE } from './textes.ts';

type Element = z.output<typeof relire.sortie>['elements'][number];

/** Element by element, what somebody else said, names, and what was typed freely: it leaves, or it stays out, and why. */
export function Relire({ id }: { readonly id: string }) {
  const [ouvert, setOuvert] = useState(false);
  // Reading the whole record asks for a fresh proof and leaves a trace: it starts on a gesture.
  return ouvert ? <ARelire id={id} /> : <Bouton onPress={() => setOuvert(true)}>{EXERCICE.relire}</Bouton>;
}

function ARelire({ id }: { readonly id: string }) {
  const vue = useVue(relire, { id });
  return (
    <EtatDeVue vue={vue} chargement={EXERCICE.relireChargement}>
      {({ elements, reste }) => {
        const aDecider = elements.filter(({ garder }) => garder === undefined);
        const decides = elements.filter(({ garder }) => garder !== undefined);
        return (
          <Pile>
            <h3>{EXERCICE.relire}</h3>
            {elements.length === 0 ? (
              <p>{EXERCICE.relireRien}</p>
            ) : (
              <Avis
                ton={reste === 0 ? 'succes' : 'attention'}
                titre={reste === 0 ? EXERCICE.relireFini : EXERCICE.relireReste(reste)}
                annonce
              />
            )}
            {aDecider.length > 0 && (
              <Liste legende={EXERCICE.relire} elements={aDecider} cle={cleDe} vide="">
                {(element) => <Decision exercice={id} element={element} />}
              </Liste>
            )}
            {decides.length > 0 && (
              <details>
                <summary>
                  {EXERCICE.decides} ({decides.length})
                </summary>
                <Liste legende={EXERCICE.decides} elements={decides} cle={cleDe} vide="">
                  {(element) => <Decision exercice={id} element={element} />}
                </Liste>
              </details>
            )}
          </Pile>
        );
      }}
    </EtatDeVue>
  );
}

const cleDe = ({ objet, version }: Element): string => `${objet}:${version}`;

function Decision({ exercice, element }: { readonly exercice: string; readonly element: Element }) {
  const { objet, version, pourquoi, sorte, texte, le, par, garder, raison } = element;
  const { saisie, modifier, effacer } = useBrouillon(`droitsPersonne.trancher:${exercice}:${objet}`, { motif: '' });
  const envoi = useAction(trancher, { apres: effacer });
  // A free text that leaves needs no reason: the field only comes with the need.
  const [ecarte, setEcarte] = useState(false);
  const demande = raison !== 'texte_libre' || ecarte;
  const titre = [sorte, ...texte].join(' : ').slice(0, 80);
  const decider = (choix: boolean) =>
    envoi.executer({ id: exercice, objet, version, garder: choix, motif: saisie.motif });
  return (
    <Formulaire
      nom={titre}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() => decider(true)}
      actions={
        <>
          <Bouton type="submit" nomComplet={`${EXERCICE.garder} : ${titre}`} enCours={envoi.enCours}>
            {EXERCICE.garder}
          </Bouton>
          <Bouton
            variante="discret"
            nomComplet={`${EXERCICE.retirer} : ${titre}`}
            enCours={envoi.enCours}
            onPress={() => (demande ? decider(false) : setEcarte(true))}
          >
            {EXERCICE.retirer}
          </Bouton>
        </>
      }
    >
      <div>
        <Etiquette>{garder === undefined ? pourquoi : garder ? EXERCICE.garde : EXERCICE.retire}</Etiquette>
      </div>
      <p>
        <strong>{sorte}</strong>
        {[le === undefined ? undefined : formaterDateCourte(le), par]
          .filter((mot) => mot !== undefined)
          .map((mot) => `, ${mot}`)}
      </p>
      {texte.map((ligne) => (
        <p key={ligne}>{ligne}</p>
      ))}
      {demande && (
        <Champ
          nom="motif"
          libelle={EXERCICE.motif}
          aide={EXERCICE.motifAide}
          longueurMax={300}
          valeur={saisie.motif}
          onChange={(motif) => modifier({ motif })}
        />
      )}
    </Formulaire>
  );
}
