import { Champ, ChampTelephone, ChoixUnique } from '#web/ui/index.ts';
import { NOUVELLE, OPTIONS_CIVILITE, OPTIONS_SEXE } from './textes.ts';
import type { Saisie } from './traits-saisis.ts';

interface ProprietesChamps {
  readonly saisie: Saisie;
  readonly onChange: (partie: Partial<Saisie>) => void;
}

/** Names: what a search looks for, and the same boxes when one corrects. */
export function ChampsIdentite({ saisie, onChange }: ProprietesChamps) {
  return (
    <>
      <Champ
        nom="nomNaissance"
        libelle={NOUVELLE.nomNaissance}
        valeur={saisie.nomNaissance}
        onChange={(nomNaissance) => onChange({ nomNaissance })}
      />
      <Champ
        nom="nom"
        libelle={NOUVELLE.nom}
        aide={NOUVELLE.nomAide}
        facultatif
        valeur={saisie.nom}
        onChange={(nom) => onChange({ nom })}
      />
      <Champ
        nom="prenoms"
        libelle={NOUVELLE.prenoms}
        aide={NOUVELLE.prenomsAide}
        facultatif
        valeur={saisie.prenoms}
        onChange={(prenoms) => onChange({ prenoms })}
      />
    </>
  );
}

export function ChampSexe({ saisie, onChange }: ProprietesChamps) {
  return (
    <ChoixUnique
      nom="sexe"
      libelle={NOUVELLE.sexe}
      presentation="ligne"
      options={OPTIONS_SEXE}
      valeur={saisie.sexe}
      onChange={(sexe) => onChange({ sexe })}
    />
  );
}

/** What else makes an identity, none of it needed to begin. */
export function ChampsComplement({ saisie, onChange }: ProprietesChamps) {
  return (
    <>
      <ChoixUnique
        nom="civilite"
        libelle={NOUVELLE.civilite}
        facultatif
        presentation="ligne"
        options={OPTIONS_CIVILITE}
        valeur={saisie.civilite}
        onChange={(civilite) => onChange({ civilite })}
      />
      <Champ
        nom="prenom"
        libelle={NOUVELLE.prenom}
        facultatif
        valeur={saisie.prenom}
        onChange={(prenom) => onChange({ prenom })}
      />
      <Champ
        nom="lieuNaissance"
        libelle={NOUVELLE.lieuNaissance}
        facultatif
        valeur={saisie.lieuNaissance}
        onChange={(lieuNaissance) => onChange({ lieuNaissance })}
      />
    </>
  );
}

/** How to reach the person: open to the whole circle. */
export function ChampsCoordonnees({ saisie, onChange }: ProprietesChamps) {
  return (
    <>
      <ChampTelephone
        nom="telephone"
        libelle={NOUVELLE.telephone}
        facultatif
        valeur={saisie.telephone}
        onChange={(telephone) => onChange({ telephone })}
      />
      <Champ
        nom="courriel"
        libelle={NOUVELLE.courriel}
        facultatif
        type="email"
        valeur={saisie.courriel}
        onChange={(courriel) => onChange({ courriel })}
      />
      <Champ
        nom="adresse"
        libelle={NOUVELLE.adresse}
        facultatif
        valeur={saisie.adresse}
        onChange={(adresse) => onChange({ adresse })}
      />
      <Champ
        nom="codePostal"
        libelle={NOUVELLE.codePostal}
        facultatif
        court
        clavier="numeric"
        valeur={saisie.codePostal}
        onChange={(codePostal) => onChange({ codePostal })}
      />
      <Champ
        nom="commune"
        libelle={NOUVELLE.commune}
        facultatif
        valeur={saisie.commune}
        onChange={(commune) => onChange({ commune })}
      />
    </>
  );
}
