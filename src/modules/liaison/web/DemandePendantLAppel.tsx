import { comprendreNaissance } from '#web/naissance.ts';
import { ACCORDS, URGENCES, type Accord, type Urgence } from '#modules/demande/vocabulaire.ts';
import { Champ, ChoixUnique, useMaintenant } from '#web/ui/index.ts';
import s from './Liaison.module.css';
import type { SaisieDAppel } from './saisie.ts';
import { APPEL } from './textes.ts';

interface Proprietes {
  readonly saisie: SaisieDAppel;
  readonly onChange: (partie: Partial<SaisieDAppel>) => void;
}

const options = <C extends string>(mots: Readonly<Record<C, string>>) =>
  (Object.keys(mots) as C[]).map((valeur) => ({ valeur, libelle: mots[valeur] }));
const OPTIONS_URGENCE = options<Urgence>(URGENCES);
const OPTIONS_ACCORD = options<Accord>(ACCORDS);

/** What a request needs beyond the note itself: who, how soon, does the person know. */
export function DemandePendantLAppel({ saisie, onChange }: Proprietes) {
  const maintenant = useMaintenant();
  return (
    <fieldset className={s['ligne']} aria-label={APPEL.estDemande}>
      <Champ
        nom="demande.nom"
        libelle={APPEL.nom}
        longueurMax={100}
        valeur={saisie.nomPersonne}
        onChange={(nomPersonne) => onChange({ nomPersonne })}
      />
      <Champ
        nom="demande.prenom"
        libelle={APPEL.prenom}
        facultatif
        longueurMax={100}
        valeur={saisie.prenom}
        onChange={(prenom) => onChange({ prenom })}
      />
      <Champ
        nom="demande.naissance"
        libelle={APPEL.naissance}
        aide={comprendreNaissance(saisie.naissance, maintenant) ?? APPEL.naissanceAide}
        court
        longueurMax={10}
        valeur={saisie.naissance}
        onChange={(naissance) => onChange({ naissance })}
      />
      <ChoixUnique
        nom="demande.sexe"
        libelle={APPEL.sexe}
        presentation="ligne"
        facultatif
        options={[
          { valeur: 'female', libelle: 'Madame' },
          { valeur: 'male', libelle: 'Monsieur' },
        ]}
        valeur={saisie.sexe}
        onChange={(sexe) => onChange({ sexe })}
      />
      <ChoixUnique
        nom="demande.urgence"
        libelle={APPEL.urgence}
        presentation="ligne"
        options={OPTIONS_URGENCE}
        valeur={saisie.urgence}
        onChange={(urgence) => onChange({ urgence })}
      />
      <ChoixUnique
        nom="demande.accord"
        libelle={APPEL.accord}
        presentation="liste"
        options={OPTIONS_ACCORD}
        valeur={saisie.accord}
        onChange={(accord) => onChange({ accord })}
      />
    </fieldset>
  );
}
