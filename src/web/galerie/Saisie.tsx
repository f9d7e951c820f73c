import { useState } from 'react';
import {
  Bouton,
  Case,
  Champ,
  ChampDate,
  ChampTelephone,
  ChoixMultiple,
  ChoixUnique,
  Formulaire,
  Recherche,
  Strate,
  type ErreursDeChamps,
} from '../ui/index.ts';
import { CANAUX, RESULTATS, type Canal } from './exemples.tsx';

const ERREURS: ErreursDeChamps = {
  rpps: 'Le numéro RPPS a 11 chiffres ; il en manque 1.',
  motif: 'Dites en une phrase ce que vous attendez.',
};

const VIERGE = { rpps: '1000000000', motif: '', naissance: '1942-03-12', telephone: '0639981234', courriel: '' };

export function GalerieSaisie() {
  const [saisie, setSaisie] = useState(VIERGE);
  const [erreurs, setErreurs] = useState<ErreursDeChamps>({});
  const [texte, setTexte] = useState('');
  const modifier = (partie: Partial<typeof VIERGE>) => setSaisie((avant) => ({ ...avant, ...partie }));
  const actions = (
    <>
      <Bouton type="submit" variante="principal">
        Envoyer la demande
      </Bouton>
      <Bouton onPress={() => setErreurs({})}>Garder en brouillon</Bouton>
    </>
  );
  return (
    <Strate titre="Saisie">
      <Recherche
        nom="personne"
        libelle="Chercher une personne"
        aide="Nom, date de naissance ou téléphone."
        onChercher={setTexte}
        resultats={texte === 'rien' ? [] : RESULTATS}
        onChoisir={() => setTexte('')}
        siRien="Personne à ce nom. Vérifiez l’orthographe, ou créez la fiche."
      />
      <Formulaire
        nom="Demander un appui"
        erreurs={erreurs}
        onEnvoyer={() => setErreurs({ ...ERREURS })}
        direObligatoire
        actions={actions}
      >
        <Champ
          nom="rpps"
          libelle="Votre numéro RPPS"
          aide="11 chiffres, sur votre carte."
          valeur={saisie.rpps}
          onChange={(rpps) => modifier({ rpps })}
          clavier="numeric"
          court
        />
        <ChampDate
          nom="naissance"
          libelle="Date de naissance"
          aide="Par exemple 12 03 1942."
          valeur={saisie.naissance}
          onChange={(naissance) => modifier({ naissance })}
          naissance
        />
        <ChampTelephone
          nom="telephone"
          libelle="Téléphone de la personne"
          valeur={saisie.telephone}
          onChange={(telephone) => modifier({ telephone })}
        />
        <Champ
          nom="courriel"
          libelle="Adresse mail"
          facultatif
          type="email"
          valeur={saisie.courriel}
          onChange={(courriel) => modifier({ courriel })}
        />
        <Champ
          nom="motif"
          libelle="Ce que vous attendez"
          lignes={3}
          valeur={saisie.motif}
          onChange={(motif) => modifier({ motif })}
        />
        <Choix />
      </Formulaire>
    </Strate>
  );
}

function Choix() {
  const [canal, setCanal] = useState<Canal>();
  const [besoins, setBesoins] = useState<readonly Canal[]>(['mail']);
  const [informee, setInformee] = useState(false);
  return (
    <>
      <ChoixUnique nom="canal" libelle="Comment lui répondre ?" options={CANAUX} valeur={canal} onChange={setCanal} />
      <ChoixUnique
        nom="canal-ligne"
        libelle="Est-ce urgent ?"
        presentation="ligne"
        options={CANAUX.slice(1, 3)}
        valeur={canal}
        onChange={setCanal}
      />
      <ChoixUnique
        nom="canal-liste"
        libelle="Structure"
        presentation="liste"
        options={CANAUX}
        valeur={canal}
        onChange={setCanal}
      />
      <ChoixMultiple nom="besoins" libelle="Qui prévenir ?" options={CANAUX} valeurs={besoins} onChange={setBesoins} />
      <Case
        nom="informee"
        libelle="La personne est informée de cette demande"
        precision="Elle peut s’y opposer à tout moment."
        cochee={informee}
        onChange={setInformee}
      />
    </>
  );
}
