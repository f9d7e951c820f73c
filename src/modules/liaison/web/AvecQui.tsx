import { ChoixDansLAnnuaire } from '#modules/annuaire/web/ChoixDansLAnnuaire.tsx';
import { Bouton, Champ, ChampTelephone, Rang } from '#web/ui/index.ts';
import type { SaisieDAppel } from './saisie.ts';
import { APPEL } from './textes.ts';

interface Proprietes {
  readonly saisie: SaisieDAppel;
  readonly onChange: (partie: Partial<SaisieDAppel>) => void;
}

/** With whom: somebody of the directory, or anybody by name. */
export function AvecQui({ saisie, onChange }: Proprietes) {
  if (!saisie.libre) {
    return (
      <>
        <ChoixDansLAnnuaire
          nom="autre.nom"
          libelle={APPEL.avec}
          aide={APPEL.avecAide}
          choisi={saisie.ref === '' ? undefined : { ref: saisie.ref, nom: saisie.nom }}
          onChoisir={(contact) => onChange({ ref: contact?.ref ?? '', nom: contact?.nom ?? '' })}
        />
        {saisie.ref === '' && (
          <Rang>
            <Bouton variante="discret" onPress={() => onChange({ libre: true })}>
              {APPEL.horsAnnuaire}
            </Bouton>
          </Rang>
        )}
      </>
    );
  }
  return (
    <>
      <Champ
        nom="autre.nom"
        libelle={APPEL.nomLibre}
        aide={APPEL.nomLibreAide}
        longueurMax={120}
        valeur={saisie.nom}
        onChange={(nom) => onChange({ nom })}
      />
      <ChampTelephone
        nom="autre.telephone"
        libelle={APPEL.telephoneDeLAutre}
        facultatif
        valeur={saisie.telephoneDeLAutre}
        onChange={(telephoneDeLAutre) => onChange({ telephoneDeLAutre })}
      />
      <Champ
        nom="autre.adresse"
        libelle={APPEL.adresse}
        aide={APPEL.adresseAide}
        type="email"
        facultatif
        valeur={saisie.adresse}
        onChange={(adresse) => onChange({ adresse })}
      />
      <Rang>
        <Bouton
          variante="discret"
          onPress={() => onChange({ libre: false, nom: '', adresse: '', telephoneDeLAutre: '' })}
        >
          {APPEL.dansAnnuaire}
        </Bouton>
      </Rang>
    </>
  );
}
