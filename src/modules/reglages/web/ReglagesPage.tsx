import { useState } from 'react';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterDateCourte, formaterNombre } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Bouton, Champ, Formulaire, Liste, Page, Panneau, Pile, Strate } from '#web/ui/index.ts';
import { changerReglage, vueReglages, type ParametreVu } from '../contract.ts';
import { TEXTES } from './textes.ts';

/** What a territory may set: each with its sentence, its value, the national one, who changed it, and the way to change it. */
export function ReglagesPage() {
  const vue = useVue(vueReglages, {});
  const [choisi, setChoisi] = useState<ParametreVu>();
  return (
    <Page titre={TEXTES.titre} etroite retour={{ vers: '/territoire', texte: TEXTES.retour }}>
      <p>{TEXTES.explication}</p>
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {({ parametres }) =>
          [...Map.groupBy(parametres, ({ groupe }) => groupe)].map(([groupe, membres]) => (
            <Strate key={groupe} titre={groupe}>
              <Liste legende={groupe} elements={membres} cle={({ code }) => code} vide={null} espacee>
                {(parametre) => <Reglage parametre={parametre} onChanger={() => setChoisi(parametre)} />}
              </Liste>
            </Strate>
          ))
        }
      </EtatDeVue>
      {choisi !== undefined && <Changer parametre={choisi} onFermer={() => setChoisi(undefined)} />}
    </Page>
  );
}

function Reglage({ parametre, onChanger }: { readonly parametre: ParametreVu; readonly onChanger: () => void }) {
  const { phrase, unite, valeur, national, histoire } = parametre;
  return (
    <Pile serree>
      <p>{phrase}</p>
      <p>
        <strong>
          {formaterNombre(valeur)} {unite}
        </strong>
        {valeur === national ? TEXTES.commePartout : TEXTES.ailleurs(formaterNombre(national))}
      </p>
      {histoire.map(({ avant, apres, par, le, motif }) => (
        <p key={le}>
          {formaterDateCourte(le.slice(0, 10))}, {par} : {formaterNombre(avant)} devient {formaterNombre(apres)}.{' '}
          {motif}
        </p>
      ))}
      <Bouton nomComplet={TEXTES.changerCeci(phrase)} onPress={onChanger}>
        {TEXTES.changer}
      </Bouton>
    </Pile>
  );
}

const VIERGE = { valeur: '', motif: '' };

function Changer({ parametre, onFermer }: { readonly parametre: ParametreVu; readonly onFermer: () => void }) {
  const { code, phrase, min, max, unite } = parametre;
  const { saisie, modifier, effacer } = useBrouillon(`reglages.changer.${code}`, VIERGE);
  const envoi = useAction(changerReglage, {
    apres: () => {
      effacer();
      notifier(TEXTES.fait);
      onFermer();
    },
  });
  return (
    <Panneau titre={TEXTES.changer} ouvert onFermer={onFermer}>
      <p>{phrase}</p>
      <Formulaire
        nom={TEXTES.changer}
        direObligatoire
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer({ code, ...saisie })}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {TEXTES.enregistrer}
          </Bouton>
        }
      >
        <Champ
          nom="valeur"
          libelle={TEXTES.valeur(unite)}
          aide={TEXTES.bornes(formaterNombre(min), formaterNombre(max))}
          clavier="numeric"
          court
          valeur={saisie.valeur}
          onChange={(valeur) => modifier({ valeur })}
        />
        <Champ
          nom="motif"
          libelle={TEXTES.motif}
          lignes={2}
          valeur={saisie.motif}
          onChange={(motif) => modifier({ motif })}
        />
      </Formulaire>
    </Panneau>
  );
}
