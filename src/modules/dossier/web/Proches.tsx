import { Phone, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import {
  Avis,
  Bouton,
  Champ,
  ChampTelephone,
  ChoixMultiple,
  ChoixUnique,
  Formulaire,
  Lien,
  Liste,
  Panneau,
  Personne,
  Pile,
  Rang,
  Strate,
} from '#web/ui/index.ts';
import { ajouterProche, retirerProche } from '../contract.ts';
import type { ProcheVu } from '../contract-vues.ts';
import type { LienProche, RoleProche } from '../vocabulaire.ts';
import { OPTIONS_LIENS, OPTIONS_ROLES, PROCHES } from './textes.ts';

interface ProprietesProches {
  readonly patient: string;
  readonly proches: readonly ProcheVu[];
}

/** Family, person of trust, legal representative: who they are, and their phone in one tap. */
export function Proches({ patient, proches }: ProprietesProches) {
  const [ajoute, setAjoute] = useState(false);
  return (
    <Strate titre={PROCHES.titre}>
      <Liste legende={PROCHES.titre} elements={proches} cle={({ id }) => id} vide={PROCHES.vide}>
        {(proche) => <LigneDeProche proche={proche} />}
      </Liste>
      <Bouton icone={<UserPlus aria-hidden size={20} />} onPress={() => setAjoute(true)}>
        {PROCHES.ajouter}
      </Bouton>
      {ajoute && <AjouterProche patient={patient} onFermer={() => setAjoute(false)} />}
    </Strate>
  );
}

function LigneDeProche({ proche }: { readonly proche: ProcheVu }) {
  const { id, version, nom, lien, roles, telephone, preuve } = proche;
  const retrait = useAction(retirerProche, { apres: () => notifier(PROCHES.retire(nom)) });
  return (
    <Pile serree>
      <Personne nom={nom} precision={[lien, ...roles, preuve].filter((mot) => mot !== undefined).join(' · ')} />
      <Rang>
        {telephone !== undefined && (
          <Lien
            vers={`tel:${normaliserTelephone(telephone)}`}
            icone={<Phone aria-hidden size={18} />}
            nomComplet={`${formaterTelephone(telephone)}, appeler ${nom}`}
          >
            {formaterTelephone(telephone)}
          </Lien>
        )}
        <Bouton
          variante="discret"
          nomComplet={`${PROCHES.retirer} ${nom} des proches`}
          enCours={retrait.enCours}
          onPress={() => retrait.executer({ id, version })}
        >
          {PROCHES.retirer}
        </Bouton>
      </Rang>
      {retrait.erreurGenerale !== undefined && <Avis ton="attention" titre={retrait.erreurGenerale} annonce />}
    </Pile>
  );
}

const VIERGE = {
  nom: '',
  prenom: '',
  lien: undefined as LienProche | undefined,
  roles: [] as readonly RoleProche[],
  telephone: '',
  preuve: '',
};

function AjouterProche({ patient, onFermer }: { readonly patient: string; readonly onFermer: () => void }) {
  const brouillon = useBrouillon(`proche:${patient}`, VIERGE);
  const { saisie, modifier } = brouillon;
  const envoi = useAction(ajouterProche, {
    apres: () => {
      brouillon.effacer();
      notifier(PROCHES.ajoute);
      onFermer();
    },
  });
  const envoyer = () => {
    const { prenom, preuve, ...reste } = saisie;
    envoi.executer({
      patient,
      ...reste,
      lien: saisie.lien as LienProche,
      roles: [...saisie.roles],
      ...(prenom === '' ? {} : { prenom }),
      ...(preuve === '' ? {} : { preuve }),
    });
  };
  return (
    <Panneau titre={PROCHES.ajouter} ouvert onFermer={onFermer}>
      <Formulaire
        nom={PROCHES.ajouter}
        direObligatoire
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={envoyer}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {PROCHES.envoyer}
          </Bouton>
        }
      >
        <Champ nom="nom" libelle={PROCHES.nom} valeur={saisie.nom} onChange={(nom) => modifier({ nom })} />
        <Champ
          nom="prenom"
          libelle={PROCHES.prenom}
          facultatif
          valeur={saisie.prenom}
          onChange={(prenom) => modifier({ prenom })}
        />
        <ChoixUnique
          nom="lien"
          libelle={PROCHES.lien}
          presentation="liste"
          options={OPTIONS_LIENS}
          valeur={saisie.lien}
          onChange={(lien) => modifier({ lien })}
        />
        <ChoixMultiple
          nom="roles"
          libelle={PROCHES.roles}
          aide={PROCHES.rolesAide}
          options={OPTIONS_ROLES}
          valeurs={saisie.roles}
          onChange={(roles) => modifier({ roles })}
        />
        <ChampTelephone
          nom="telephone"
          libelle={PROCHES.telephone}
          valeur={saisie.telephone}
          onChange={(telephone) => modifier({ telephone })}
        />
        <Champ
          nom="preuve"
          libelle={PROCHES.preuve}
          aide={PROCHES.preuveAide}
          facultatif
          valeur={saisie.preuve}
          onChange={(preuve) => modifier({ preuve })}
        />
      </Formulaire>
    </Panneau>
  );
}
