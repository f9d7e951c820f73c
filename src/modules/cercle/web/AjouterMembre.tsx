import type { z } from 'zod';
import { useBrouillon, type Brouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChampDate, ChampTelephone, ChoixUnique, Formulaire, Panneau } from '#web/ui/index.ts';
import { ajouterMembre } from '../contract.ts';
import type { Fondement } from '../vocabulaire.ts';
import { ChercherDansLAnnuaire } from './ChercherDansLAnnuaire.tsx';
import { ChoixDeFonction, fonctionEnvoyee } from './ChoixDeFonction.tsx';
import type { ChercherContacts } from './contacts.ts';
import { AJOUTER, OPTIONS_FONDEMENTS } from './textes.ts';

export interface ProcheProposable {
  readonly ref: string;
  readonly nom: string;
  readonly precision?: string | undefined;
}

interface ProprietesAjouter {
  readonly patient: string;
  readonly chercherContacts: ChercherContacts;
  readonly proches: readonly ProcheProposable[];
  readonly jySuis: boolean;
  readonly onFermer: () => void;
}

type Genre = 'moi' | 'annuaire' | 'nom' | 'proche';
const VIERGE = {
  genre: undefined as Genre | undefined,
  ref: '',
  nom: '',
  structure: '',
  fonction: '',
  autreFonction: '',
  telephone: '',
  debut: '',
  fondement: undefined as Fondement | undefined,
};
type Saisie = typeof VIERGE;
type Entree = z.input<typeof ajouterMembre.entree>;

export function AjouterMembre({ patient, chercherContacts, proches, jySuis, onFermer }: ProprietesAjouter) {
  const brouillon = useBrouillon(`cercle.ajouter:${patient}`, VIERGE);
  const { saisie, modifier, effacer } = brouillon;
  const nomAjoute = saisie.genre === 'moi' ? AJOUTER.moi : saisie.nom;
  const envoi = useAction(ajouterMembre, {
    apres: ({ ouvert, pourquoi }) => {
      effacer();
      notifier(ouvert ? AJOUTER.ouvert(nomAjoute) : [AJOUTER.ferme(nomAjoute), pourquoi].join(' '));
      onFermer();
    },
  });
  return (
    <Panneau titre={AJOUTER.titre} ouvert onFermer={onFermer}>
      <Formulaire
        nom={AJOUTER.titre}
        direObligatoire
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer(entreeDe(patient, saisie))}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {AJOUTER.envoyer}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="qui.genre"
          libelle={AJOUTER.qui}
          options={[
            ...(jySuis ? [] : [{ valeur: 'moi' as const, libelle: AJOUTER.moi }]),
            { valeur: 'annuaire', libelle: AJOUTER.annuaire },
            {
              valeur: 'proche',
              libelle: AJOUTER.proche,
              ...(proches.length === 0 ? { fermePourquoi: AJOUTER.sansProche } : {}),
            },
            { valeur: 'nom', libelle: AJOUTER.nom },
          ]}
          valeur={saisie.genre}
          onChange={(genre) => modifier({ genre, ref: '', nom: '' })}
        />
        <Designation brouillon={brouillon} chercherContacts={chercherContacts} proches={proches} />
        <ChoixDeFonction saisie={saisie} onChange={modifier} />
        <Titre brouillon={brouillon} />
      </Formulaire>
    </Panneau>
  );
}

type ProprietesDesignation = Pick<ProprietesAjouter, 'chercherContacts' | 'proches'> & {
  readonly brouillon: Brouillon<Saisie>;
};

function Designation({ brouillon: { saisie, modifier }, chercherContacts, proches }: ProprietesDesignation) {
  if (saisie.genre === 'annuaire') {
    return (
      <ChercherDansLAnnuaire
        chercher={chercherContacts}
        choisi={saisie.ref === '' ? undefined : saisie.nom}
        onChoisir={({ ref, nom }) => modifier({ ref, nom })}
        onChanger={() => modifier({ ref: '', nom: '' })}
      />
    );
  }
  if (saisie.genre === 'proche') {
    return (
      <ChoixUnique
        nom="qui.ref"
        libelle={AJOUTER.proches}
        options={proches.map(({ ref, nom, precision }) => ({ valeur: ref, libelle: nom, precision }))}
        valeur={saisie.ref === '' ? undefined : saisie.ref}
        onChange={(ref) =>
          modifier({ ref, nom: proches.find((proche) => proche.ref === ref)?.nom ?? '', fondement: 'hors_equipe' })
        }
      />
    );
  }
  if (saisie.genre !== 'nom') return null;
  return (
    <>
      <Champ nom="qui.nom" libelle={AJOUTER.nomComplet} valeur={saisie.nom} onChange={(nom) => modifier({ nom })} />
      <Champ
        nom="qui.structure"
        libelle={AJOUTER.structure}
        facultatif
        valeur={saisie.structure}
        onChange={(structure) => modifier({ structure })}
      />
    </>
  );
}

function Titre({ brouillon: { saisie, modifier } }: { readonly brouillon: Brouillon<Saisie> }) {
  return (
    <>
      {saisie.genre !== 'annuaire' && saisie.genre !== 'proche' && (
        <ChampTelephone
          nom="telephone"
          libelle={AJOUTER.telephone}
          facultatif
          valeur={saisie.telephone}
          onChange={(telephone) => modifier({ telephone })}
        />
      )}
      {saisie.genre !== 'proche' && (
        <ChoixUnique
          nom="fondement"
          libelle={AJOUTER.fondement}
          aide={AJOUTER.fondementAide}
          options={OPTIONS_FONDEMENTS}
          valeur={saisie.fondement}
          onChange={(fondement) => modifier({ fondement })}
        />
      )}
      <ChampDate
        nom="debut"
        libelle={AJOUTER.debut}
        aide={AJOUTER.debutAide}
        facultatif
        valeur={saisie.debut}
        onChange={(debut) => modifier({ debut })}
      />
    </>
  );
}

/** The server names what is missing: an unanswered question is sent as it is. */
function entreeDe(patient: string, saisie: Saisie): Entree {
  const { genre, ref, nom, structure, telephone, debut, fondement } = saisie;
  return {
    patient,
    qui: quiDe(genre, ref, nom, structure),
    fonction: fonctionEnvoyee(saisie),
    fondement: fondement as Fondement,
    ...(telephone === '' ? {} : { telephone }),
    ...(debut === '' ? {} : { debut: `${debut}T08:00:00Z` }),
  };
}

function quiDe(genre: Genre | undefined, ref: string, nom: string, structure: string): Entree['qui'] {
  if (genre === 'moi') return { genre };
  if (genre === 'nom') return { genre, nom, ...(structure === '' ? {} : { structure }) };
  return { genre: genre as 'annuaire' | 'proche', ref };
}
