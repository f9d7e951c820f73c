import { useState } from 'react';
import type { z } from 'zod';
import { useBrouillon } from '#web/brouillon.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterMoment } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import {
  Avis,
  Bouton,
  Champ,
  ChampTelephone,
  ChoixUnique,
  Formulaire,
  Page,
  Pile,
  useMaintenant,
} from '#web/ui/index.ts';
import { corriger, corrigerPage } from '../contract.ts';
import { CHAMPS_CORRIGEABLES, type ChampCorrigeable } from '../vocabulaire.ts';
import s from './Liaison.module.css';
import { CORRIGER } from './textes.ts';

type Donnees = z.output<typeof corrigerPage.sortie>;

/** Behind the link of « ce dont nous avons convenu », without account: say what is wrong, write what is right. */
export function PageCorrigerAppel() {
  const maintenant = useMaintenant();
  const vue = useVue(corrigerPage, {});
  return (
    <Page
      titre={CORRIGER.titre}
      sousTitre={vue.data !== undefined && CORRIGER.appel(vue.data.avec, formaterMoment(vue.data.le, maintenant))}
      etroite
    >
      <EtatDeVue vue={vue} chargement={CORRIGER.chargement}>
        {(donnees) => <Correction donnees={donnees} />}
      </EtatDeVue>
    </Page>
  );
}

function Correction({ donnees }: { readonly donnees: Donnees }) {
  const maintenant = useMaintenant();
  const [envoyee, setEnvoyee] = useState(false);
  if (!donnees.ouverte) {
    return (
      <Avis ton="attention" titre={CORRIGER.fermee}>
        {CORRIGER.fermeeQuoi}
      </Avis>
    );
  }
  if (envoyee) {
    return (
      <Avis
        ton="succes"
        titre={CORRIGER.merci(donnees.avec)}
        annonce
        action={<Bouton onPress={() => setEnvoyee(false)}>{CORRIGER.autre}</Bouton>}
      />
    );
  }
  return (
    <Pile>
      <p>{CORRIGER.jusqua(formaterMoment(donnees.jusquau, maintenant))}</p>
      <FormulaireDeCorrection onEnvoyee={() => setEnvoyee(true)} />
      <p className={s['douce']}>{CORRIGER.sansValeur}</p>
      {donnees.corrections > 0 && (
        <p className={s['douce']}>
          {CORRIGER.deja} : {donnees.corrections}
        </p>
      )}
    </Pile>
  );
}

const OPTIONS = (Object.keys(CHAMPS_CORRIGEABLES) as ChampCorrigeable[]).map((valeur) => ({
  valeur,
  libelle: CHAMPS_CORRIGEABLES[valeur],
}));

function FormulaireDeCorrection({ onEnvoyee }: { readonly onEnvoyee: () => void }) {
  const brouillon = useBrouillon('liaison.corriger', { champ: undefined as ChampCorrigeable | undefined, valeur: '' });
  const { champ, valeur } = brouillon.saisie;
  const modifierValeur = (nouvelle: string) => brouillon.modifier({ valeur: nouvelle });
  const envoi = useAction(corriger, {
    apres: () => {
      brouillon.effacer();
      onEnvoyee();
    },
  });
  return (
    <Formulaire
      nom={CORRIGER.titre}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      // Unanswered, it leaves as it is: the server names what is missing.
      onEnvoyer={() => envoi.executer({ champ: champ as ChampCorrigeable, valeur })}
      actions={
        <Bouton type="submit" variante="principal" pleineLargeur enCours={envoi.enCours}>
          {CORRIGER.envoyer}
        </Bouton>
      }
    >
      <ChoixUnique
        nom="champ"
        libelle={CORRIGER.champ}
        options={OPTIONS}
        valeur={champ}
        onChange={(choisi) => brouillon.modifier({ champ: choisi })}
      />
      {champ === 'telephone' ? (
        <ChampTelephone
          nom="valeur"
          libelle={CORRIGER.valeur}
          aide={CORRIGER.deuxValeurs}
          valeur={valeur}
          onChange={modifierValeur}
        />
      ) : (
        <Champ
          nom="valeur"
          libelle={CORRIGER.valeur}
          aide={CORRIGER.deuxValeurs}
          lignes={3}
          longueurMax={1000}
          valeur={valeur}
          onChange={modifierValeur}
        />
      )}
    </Formulaire>
  );
}
