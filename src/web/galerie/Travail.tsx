import {
  Bouton,
  Delai,
  Fil,
  Fraicheur,
  Joignabilite,
  Liste,
  Personne,
  Pile,
  QuiALaMain,
  Strate,
  Tableau,
  type Tri,
} from '../ui/index.ts';
import { useState } from 'react';
import { COLONNES, FIL, LIGNES } from './exemples.tsx';

export function GalerieTravail() {
  return (
    <>
      <Strate titre="Qui a la main">
        <QuiALaMain
          etat="attend"
          qui="l’équipe du DAC"
          depuis="2026-11-26T13:50:00+01:00"
          prochaineEtape={{ texte: 'premier appel avant', le: '2026-11-27T12:00:00+01:00' }}
          action={<Bouton variante="principal">Je prends</Bouton>}
        />
        <QuiALaMain
          etat="tenu"
          qui="Sophie Marchand"
          depuis="2026-11-26T14:05:00+01:00"
          prochaineEtape={{ texte: 'visite', le: '2026-12-01T10:00:00+01:00' }}
          action={<Bouton>Lui écrire</Bouton>}
        />
        <QuiALaMain
          etat="retard"
          qui="Karim Haddad"
          remonteA="Marie-Françoise de La Rochefoucauld-Montbrison"
          depuis="2026-11-24T09:00:00+01:00"
          prochaineEtape={{ texte: 'réponse au Dr Martin attendue', le: '2026-11-25T18:00:00+01:00' }}
          action={<Bouton variante="principal">Je prends</Bouton>}
        />
        <QuiALaMain etat="termine" qui="Sophie Marchand" depuis="2026-11-25T16:30:00+01:00" />
      </Strate>
      <Strate titre="Personnes, joignabilité, fraîcheur, délais">
        <Pile>
          <Personne
            nom="Nadia Kaci"
            precision="Infirmière libérale · Saint-Exemple-sur-Loire"
            vers="/annuaire/nadia-kaci"
            aCote={<Joignabilite etat="joignable" telephone="0639981234" nom="Nadia Kaci" />}
          />
          <Personne
            nom="Marie-Françoise de La Rochefoucauld-Montbrison"
            precision="Assistante sociale"
            aCote={<Joignabilite etat="occupe" activite="en visite" jusqua="2026-11-26T16:00:00+01:00" />}
          />
          <Joignabilite etat="absent" jusqua="2026-11-30T08:00:00+01:00" />
          <Joignabilite
            etat="remplace"
            remplacant="Dr Paul Roux"
            jusqua="2026-11-30T08:00:00+01:00"
            telephone="0199001122"
          />
          <Joignabilite etat="inconnu" />
          <Fraicheur verifieLe="2026-11-25T10:00:00+01:00" par="Nadia Kaci" />
          <Fraicheur verifieLe="2026-10-10T10:00:00+01:00" />
          <Fraicheur verifieLe="2026-05-10T10:00:00+01:00" />
          <Fraicheur verifieLe={undefined} />
          <Delai
            libelle="Réponse au Dr Martin"
            debut="2026-11-24T09:00:00+01:00"
            echeance="2026-12-01T09:00:00+01:00"
          />
          <Delai libelle="Premier appel" debut="2026-11-24T09:00:00+01:00" echeance="2026-11-26T18:00:00+01:00" />
          <Delai libelle="Décision" debut="2026-11-20T09:00:00+01:00" echeance="2026-11-25T09:00:00+01:00" />
          <Delai
            libelle="Qualification"
            debut="2026-11-20T09:00:00+01:00"
            echeance="2026-11-27T09:00:00+01:00"
            suspendu="en attente d’une précision du Dr Martin"
          />
        </Pile>
      </Strate>
      <ListesDeTravail />
      <Strate titre="Le fil">
        <Fil legende="Fil de Mme Aubry" elements={FIL} vide="Le premier échange s’écrira ici." />
      </Strate>
    </>
  );
}

function ListesDeTravail() {
  const [tri, setTri] = useState<Tri>({ cle: 'jours', sens: 'decroissant' });
  const nouvelles = new Set(['1']);
  return (
    <Strate titre="Tableau et liste">
      <Tableau
        legende="Demandes en attente de réponse"
        colonnes={COLONNES}
        lignes={LIGNES}
        cle={(ligne) => ligne.id}
        vide="Les demandes arriveront ici."
        tri={tri}
        onTri={setTri}
        nouvelles={nouvelles}
      />
      <Liste
        legende="À répondre"
        elements={LIGNES}
        cle={(ligne) => ligne.id}
        vide="Rien n’attend de réponse."
        nouveaux={nouvelles}
      >
        {(ligne) => (
          <Personne
            nom={ligne.personne}
            precision={`${ligne.motif} · ${ligne.recue}`}
            vers={`/personnes/${ligne.id}`}
          />
        )}
      </Liste>
      <Tableau
        legende="Table vide"
        colonnes={COLONNES}
        lignes={[]}
        cle={(ligne) => ligne.id}
        vide="Les orientations envoyées arriveront ici."
      />
    </Strate>
  );
}
