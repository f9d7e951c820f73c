import { Phone, Send } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { useBrouillon, type Brouillon } from '#web/brouillon.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Champ, ChampTelephone, ChoixUnique, Formulaire, Lien, useMaintenant } from '#web/ui/index.ts';
import { deposer } from '../contract.ts';
import { URGENCES, type Accord, type Urgence } from '../vocabulaire.ts';
import { DEPOT_VIERGE, lireDepot, type PersonneConnue, type SaisieDepot, type UrgenceDuFormulaire } from './depot.ts';
import { comprendreNaissance, direNeeLe } from '#web/naissance.ts';
import { ACCORDS_EN_MOTS, FORMULAIRE, PRECISIONS_URGENCE } from './textes.ts';

export type DemandeEnvoyee = z.output<typeof deposer.sortie>;

interface ProprietesDeposer {
  /** Behind a link: whom it was sent to. The request is made in that name, which is not typed. */
  readonly auNomDe?: string | undefined;
  /** Asked from the page of a person: she is not typed again. */
  readonly connue?: PersonneConnue | undefined;
  readonly onEnvoyee: (envoyee: DemandeEnvoyee) => void;
}

/** The short form: who, born when, what is expected, when. Everything else is optional and may be said on the phone. */
export function DeposerForm({ auNomDe, connue, onEnvoyee }: ProprietesDeposer) {
  const pour = connue?.id ?? auNomDe;
  const brouillon = useBrouillon(pour === undefined ? 'demande.nouvelle' : `demande.nouvelle:${pour}`, DEPOT_VIERGE);
  const [erreurs, setErreurs] = useState<Readonly<Record<string, string>>>();
  const envoi = useAction(deposer, {
    apres: (sortie) => {
      brouillon.effacer();
      onEnvoyee(sortie);
    },
  });
  const { saisie } = brouillon;
  const danger = saisie.urgence === 'U0';
  const envoyer = () => {
    if (danger) return;
    const lu = lireDepot(saisie, connue);
    setErreurs('erreurs' in lu ? lu.erreurs : undefined);
    if ('entree' in lu) envoi.executer(lu.entree);
  };
  return (
    <Formulaire
      nom={FORMULAIRE.titre}
      erreurs={erreurs ?? envoi.erreurs}
      erreurGenerale={erreurs === undefined ? envoi.erreurGenerale : undefined}
      onEnvoyer={envoyer}
      direObligatoire
      actions={
        <Bouton
          type="submit"
          variante="principal"
          icone={<Send aria-hidden size={20} />}
          enCours={envoi.enCours}
          fermePourquoi={danger ? FORMULAIRE.dangerFerme : undefined}
        >
          {FORMULAIRE.envoyer}
        </Bouton>
      }
    >
      {brouillon.repris && (
        <Avis titre={FORMULAIRE.repris} action={<Bouton onPress={brouillon.effacer}>{FORMULAIRE.vider}</Bouton>} />
      )}
      {auNomDe !== undefined && (
        <p>
          {FORMULAIRE.auNomDe} <strong>{auNomDe}</strong>. {FORMULAIRE.sansCompte}
        </p>
      )}
      {connue === undefined ? (
        <ChampsDeLaPersonne brouillon={brouillon} />
      ) : (
        <PourQui connue={connue} brouillon={brouillon} />
      )}
      <ChampsDeLaDemande brouillon={brouillon} />
    </Formulaire>
  );
}

interface ProprietesChamps {
  readonly brouillon: Brouillon<SaisieDepot>;
}

function PourQui({ connue, brouillon }: ProprietesChamps & { readonly connue: PersonneConnue }) {
  return (
    <>
      <p>
        {FORMULAIRE.pour} <strong>{connue.nom}</strong>
        {connue.naissance !== undefined && <>, {direNeeLe(connue.naissance)}</>}
      </p>
      {connue.naissance === undefined && <ChampNaissance brouillon={brouillon} />}
    </>
  );
}

function ChampsDeLaPersonne({ brouillon }: ProprietesChamps) {
  const { saisie, modifier } = brouillon;
  return (
    <>
      <Champ
        nom="personne.nom"
        libelle={FORMULAIRE.nom}
        valeur={saisie.nom}
        onChange={(nom) => modifier({ nom })}
        longueurMax={100}
      />
      <Champ
        nom="personne.prenom"
        libelle={FORMULAIRE.prenom}
        facultatif
        valeur={saisie.prenom}
        onChange={(prenom) => modifier({ prenom })}
        longueurMax={100}
      />
      <ChampNaissance brouillon={brouillon} />
    </>
  );
}

function ChampNaissance({ brouillon: { saisie, modifier } }: ProprietesChamps) {
  const comprise = comprendreNaissance(saisie.naissance, useMaintenant());
  return (
    <Champ
      nom="personne.naissance"
      libelle={FORMULAIRE.naissance}
      aide={comprise === undefined ? FORMULAIRE.naissanceAide : `Compris : ${comprise}.`}
      valeur={saisie.naissance}
      onChange={(naissance) => modifier({ naissance })}
      longueurMax={12}
      court
    />
  );
}

const OPTIONS_URGENCE: readonly { valeur: UrgenceDuFormulaire; libelle: string; precision?: string }[] = [
  ...(Object.keys(URGENCES) as Urgence[]).map((valeur) => ({
    valeur,
    libelle: URGENCES[valeur],
    precision: PRECISIONS_URGENCE[valeur],
  })),
  { valeur: 'U0', libelle: 'Danger vital, maintenant', precision: 'C’est le 15 qu’il faut appeler.' },
];
const OPTIONS_ACCORD = (Object.keys(ACCORDS_EN_MOTS) as Accord[]).map((valeur) => ({
  valeur,
  libelle: ACCORDS_EN_MOTS[valeur],
}));

function ChampsDeLaDemande({ brouillon: { saisie, modifier } }: ProprietesChamps) {
  return (
    <>
      <Champ
        nom="texte"
        libelle={FORMULAIRE.texte}
        aide={FORMULAIRE.texteAide}
        lignes={3}
        longueurMax={5000}
        valeur={saisie.texte}
        onChange={(texte) => modifier({ texte })}
      />
      <ChoixUnique
        nom="urgence"
        libelle={FORMULAIRE.urgence}
        options={OPTIONS_URGENCE}
        valeur={saisie.urgence === '' ? undefined : saisie.urgence}
        onChange={(urgence) => modifier({ urgence })}
      />
      {saisie.urgence === 'U0' && <DangerVital />}
      <ChampTelephone
        nom="personne.telephone"
        libelle={FORMULAIRE.telephone}
        facultatif
        valeur={saisie.telephone}
        onChange={(telephone) => modifier({ telephone })}
      />
      <ChoixUnique
        nom="accord"
        libelle={FORMULAIRE.accord}
        facultatif
        presentation="liste"
        options={OPTIONS_ACCORD}
        valeur={saisie.accord}
        onChange={(accord) => modifier({ accord })}
      />
      {saisie.accord === 'impossible' && (
        <Champ
          nom="accordMotif"
          libelle={FORMULAIRE.accordMotif}
          facultatif
          valeur={saisie.accordMotif}
          onChange={(accordMotif) => modifier({ accordMotif })}
          longueurMax={500}
        />
      )}
    </>
  );
}

function DangerVital() {
  return (
    <Avis
      ton="alerte"
      annonce
      titre={FORMULAIRE.dangerTitre}
      action={
        <Lien vers="tel:15" bouton="danger" icone={<Phone aria-hidden size={20} />}>
          {FORMULAIRE.appeler15}
        </Lien>
      }
    >
      <p>{FORMULAIRE.dangerTexte}</p>
    </Avis>
  );
}
