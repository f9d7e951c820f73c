import type { z } from 'zod';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Champ, ChoixUnique, Formulaire, Strate } from '#web/ui/index.ts';
import { noter, type dePersonne } from '../contract.ts';
import type { Genre, MotifApresDeces, PorteeDemandee, Preuve, Qualite } from '../vocabulaire.ts';
import { DROITS, OPTIONS } from './textes.ts';

const VIERGE = {
  genre: undefined as Genre | undefined,
  qualite: undefined as Qualite | undefined,
  demandeur: '',
  representant: undefined as string | undefined,
  preuve: undefined as Preuve | undefined,
  portee: 'tout' as PorteeDemandee,
  motif: undefined as MotifApresDeces | undefined,
  objet: '',
  demande: '',
};
type Saisie = typeof VIERGE;
type Elements = z.output<typeof dePersonne.sortie>['elements'];
type Representants = z.output<typeof dePersonne.sortie>['representants'];

interface ProprietesNoter {
  readonly patient: string;
  readonly decedee: boolean;
  readonly elements: Elements;
  readonly representants: Representants;
}

/** The request as it was received: only the questions its answers call for. */
export function Noter({ patient, decedee, elements, representants }: ProprietesNoter) {
  // After a death there is one right and one quality: nothing to choose.
  const depart: Saisie = decedee ? { ...VIERGE, genre: 'acces', qualite: 'ayant_droit' } : VIERGE;
  const { saisie, modifier, effacer } = useBrouillon(`droitsPersonne.noter:${patient}`, depart);
  const envoi = useAction(noter, {
    apres: () => {
      effacer();
      notifier(DROITS.notee);
    },
  });
  // The server names what is missing: an unanswered question is sent as it is.
  const envoyer = () =>
    envoi.executer({
      patient,
      ...saisie,
      genre: saisie.genre as Genre,
      qualite: saisie.qualite as Qualite,
      preuve: saisie.preuve as Preuve,
    });
  return (
    <Strate titre={DROITS.noter}>
      <Formulaire
        nom={DROITS.noter}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={envoyer}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {DROITS.envoyer}
          </Bouton>
        }
      >
        {!decedee && (
          <>
            <ChoixUnique
              nom="genre"
              libelle={DROITS.quoi}
              options={OPTIONS.genres}
              valeur={saisie.genre}
              onChange={(genre) => modifier({ genre })}
            />
            <ChoixUnique
              nom="qualite"
              libelle={DROITS.qui}
              options={OPTIONS.qualites.filter(({ valeur }) => valeur !== 'ayant_droit')}
              valeur={saisie.qualite}
              onChange={(qualite) => modifier({ qualite })}
            />
          </>
        )}
        <QuiEtQuoi saisie={saisie} modifier={modifier} elements={elements} representants={representants} />
      </Formulaire>
    </Strate>
  );
}

interface ProprietesQuestions {
  readonly saisie: Saisie;
  readonly modifier: (changements: Partial<Saisie>) => void;
  readonly elements: Elements;
  readonly representants: Representants;
}

function QuiEtQuoi({ saisie, modifier, elements, representants }: ProprietesQuestions) {
  return (
    <>
      {saisie.qualite === 'representant' ? (
        <ChoixUnique
          nom="representant"
          libelle={DROITS.representant}
          aide={representants.length === 0 ? DROITS.representantAucun : undefined}
          options={representants.map(({ id, libelle }) => ({ valeur: id, libelle }))}
          valeur={saisie.representant}
          onChange={(representant) => modifier({ representant })}
        />
      ) : (
        <Champ
          nom="demandeur"
          libelle={DROITS.nom}
          longueurMax={120}
          valeur={saisie.demandeur}
          onChange={(demandeur) => modifier({ demandeur })}
        />
      )}
      <ChoixUnique
        nom="preuve"
        libelle={DROITS.preuve}
        options={OPTIONS.preuves}
        valeur={saisie.preuve}
        onChange={(preuve) => modifier({ preuve })}
      />
      {saisie.qualite === 'ayant_droit' && (
        <ChoixUnique
          nom="motif"
          libelle={DROITS.motif}
          aide={DROITS.motifAide}
          options={OPTIONS.motifs}
          valeur={saisie.motif}
          onChange={(motif) => modifier({ motif })}
        />
      )}
      {saisie.genre === 'acces' && (
        <ChoixUnique
          nom="portee"
          libelle={DROITS.portee}
          aide={DROITS.porteeAide}
          options={OPTIONS.portees}
          valeur={saisie.portee}
          onChange={(portee) => modifier({ portee })}
        />
      )}
      {saisie.genre === 'rectification' && (
        <ChoixUnique
          nom="objet"
          libelle={DROITS.objet}
          aide={elements.length === 0 ? DROITS.objetAucun : undefined}
          presentation={elements.length > 6 ? 'liste' : 'cartes'}
          options={elements.map(({ objet, libelle }) => ({ valeur: objet, libelle }))}
          valeur={saisie.objet === '' ? undefined : saisie.objet}
          onChange={(objet) => modifier({ objet })}
        />
      )}
      {saisie.genre !== undefined && saisie.genre !== 'acces' && (
        <Champ
          nom="demande"
          libelle={DROITS.demande}
          aide={DROITS.demandeAide}
          lignes={3}
          longueurMax={1000}
          valeur={saisie.demande}
          onChange={(demande) => modifier({ demande })}
        />
      )}
    </>
  );
}
