import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Phone } from 'lucide-react';
import type { z } from 'zod';
import { lire, type ErreurApi } from '#web/api.ts';
import { useBrouillon, type Brouillon } from '#web/brouillon.ts';
import { cheminPersonne } from '#web/chemins.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Champ, ChoixUnique, Formulaire, Lien, Page, Pile, Strate } from '#web/ui/index.ts';
import { chercher, ouvrir, preparer } from '../contract.ts';
import type { Motif } from '../vocabulaire.ts';
import { OUVRIR } from './textes.ts';

const VIERGE = {
  nom: '',
  naissance: '',
  patient: undefined as string | undefined,
  motif: undefined as Motif | undefined,
  texte: '',
};
type Saisie = typeof VIERGE;
type Candidats = z.output<typeof chercher.sortie>['candidats'];
type Motifs = z.output<typeof preparer.sortie>['motifs'];

/** Who, why, open: nothing else, and what follows is said before. */
export function UrgencePage() {
  const vue = useVue(preparer, {});
  return (
    <Page titre={OUVRIR.titre} etroite retour={{ vers: '/personnes', texte: OUVRIR.retour }}>
      <EtatDeVue vue={vue} chargement={OUVRIR.chargement}>
        {({ motifs, fermePourquoi }) =>
          fermePourquoi === undefined ? <Demande motifs={motifs} /> : <Ferme pourquoi={fermePourquoi} />
        }
      </EtatDeVue>
    </Page>
  );
}

function Ferme({ pourquoi }: { readonly pourquoi: string }) {
  return (
    <Avis
      ton="attention"
      titre={pourquoi}
      action={
        <Lien vers="tel:15" bouton="principal" icone={<Phone aria-hidden size={20} />}>
          Appeler le 15
        </Lien>
      }
    />
  );
}

function Demande({ motifs }: { readonly motifs: Motifs }) {
  const brouillon = useBrouillon('urgence.ouvrir', VIERGE);
  const { saisie } = brouillon;
  // A search is an act, traced each time: the button runs it, nothing runs it again.
  const recherche = useMutation<{ candidats: Candidats; cherche: string }, ErreurApi>({
    mutationFn: async () => ({
      ...(await lire(chercher, { nom: saisie.nom, naissance: saisie.naissance })),
      cherche: empreinte(saisie),
    }),
    onSuccess: ({ candidats }) =>
      brouillon.modifier({ patient: candidats.length === 1 ? candidats[0]?.patient : undefined }),
  });
  const trouves = recherche.data;
  const aJour = trouves?.cherche === empreinte(saisie);
  return (
    <>
      <Avis ton="attention" titre={OUVRIR.avant}>
        <Pile serree>
          {OUVRIR.suites.map((suite) => (
            <p key={suite}>{suite}</p>
          ))}
        </Pile>
      </Avis>
      <Qui
        brouillon={brouillon}
        erreur={recherche.error ?? undefined}
        enCours={recherche.isPending}
        onChercher={() => recherche.mutate()}
      />
      {trouves !== undefined && !aJour && <Avis ton="attention" titre={OUVRIR.changee} annonce />}
      {trouves !== undefined && aJour && trouves.candidats.length === 0 && (
        <Avis titre={OUVRIR.aucun} annonce>
          {OUVRIR.aucunSuite}
        </Avis>
      )}
      {trouves !== undefined && aJour && trouves.candidats.length > 0 && (
        <Pourquoi brouillon={brouillon} candidats={trouves.candidats} motifs={motifs} />
      )}
    </>
  );
}

interface ProprietesQui {
  readonly brouillon: Brouillon<Saisie>;
  readonly erreur: ErreurApi | undefined;
  readonly enCours: boolean;
  readonly onChercher: () => void;
}

function Qui({ brouillon: { saisie, modifier }, erreur, enCours, onChercher }: ProprietesQui) {
  return (
    <Strate titre={OUVRIR.qui}>
      <Formulaire
        nom={OUVRIR.qui}
        erreurs={erreur?.champs}
        erreurGenerale={erreur?.champs === undefined ? erreur?.texte : undefined}
        onEnvoyer={onChercher}
        actions={
          <Bouton type="submit" enCours={enCours}>
            {OUVRIR.chercher}
          </Bouton>
        }
      >
        <Champ nom="nom" libelle={OUVRIR.nom} valeur={saisie.nom} onChange={(nom) => modifier({ nom })} />
        <Champ
          nom="naissance"
          libelle={OUVRIR.naissance}
          aide={OUVRIR.naissanceAide}
          court
          valeur={saisie.naissance}
          onChange={(naissance) => modifier({ naissance })}
        />
      </Formulaire>
    </Strate>
  );
}

interface ProprietesPourquoi {
  readonly brouillon: Brouillon<Saisie>;
  readonly candidats: Candidats;
  readonly motifs: Motifs;
}

function Pourquoi({ brouillon, candidats, motifs }: ProprietesPourquoi) {
  const { saisie, modifier } = brouillon;
  const naviguer = useNavigate();
  const envoi = useAction(ouvrir, {
    apres: ({ patient }) => {
      brouillon.effacer();
      notifier(OUVRIR.ouvert);
      void naviguer({ href: cheminPersonne(patient) });
    },
  });
  // The server names what is missing: an unanswered question is sent as it is.
  const envoyer = () =>
    envoi.executer({ patient: saisie.patient ?? '', motif: saisie.motif as Motif, texte: saisie.texte });
  return (
    <Strate titre={OUVRIR.ouvrirTitre}>
      <Formulaire
        nom={OUVRIR.ouvrirTitre}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={envoyer}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {OUVRIR.ouvrir}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="patient"
          libelle={OUVRIR.candidats}
          options={candidats.map(({ patient, ...traits }) => ({
            valeur: patient,
            libelle: traits.nom,
            precision: [traits.naissance, traits.age === undefined ? undefined : `${traits.age} ans`, traits.commune]
              .filter((trait) => trait !== undefined)
              .join(' · '),
          }))}
          valeur={saisie.patient}
          onChange={(patient) => modifier({ patient })}
        />
        <ChoixUnique
          nom="motif"
          libelle={OUVRIR.pourquoi}
          options={motifs}
          valeur={saisie.motif}
          onChange={(motif) => modifier({ motif })}
        />
        <Champ
          nom="texte"
          libelle={OUVRIR.texte}
          aide={OUVRIR.texteAide}
          lignes={3}
          longueurMax={500}
          valeur={saisie.texte}
          onChange={(texte) => modifier({ texte })}
        />
      </Formulaire>
    </Strate>
  );
}

const empreinte = ({ nom, naissance }: Saisie): string => JSON.stringify([nom, naissance]);
