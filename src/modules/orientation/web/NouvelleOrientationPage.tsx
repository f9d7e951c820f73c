import { useNavigate } from '@tanstack/react-router';
import { Phone, Send } from 'lucide-react';
import { useEffect } from 'react';
import type { z } from 'zod';
import { suggestions } from '#modules/annuaire/contract.ts';
import { cheminDemande, CHEMIN_DEMANDES } from '#modules/demande/web/chemins.ts';
import { useAdresse } from '#web/adresse.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useAction, useVue } from '#web/requetes.ts';
import { Avis, Bouton, Case, Champ, Formulaire, Lien, Page, Personne, Pile, Rang, Vide } from '#web/ui/index.ts';
import { envoyer, nouvelle, preparer } from '../contract.ts';
import { rechercheNouvelle } from './adresse.ts';
import { AvantDEnvoyer } from './AvantDEnvoyer.tsx';
import { CHEMIN_ORIENTATIONS, cheminOrientation } from './chemins.ts';
import { ChoixDuContact } from './ChoixDuContact.tsx';
import { DETAIL, LISTE, NOUVELLE } from './textes.ts';

type Origine = z.output<typeof nouvelle.sortie>;

/** One person proposed to one service: what is known is already written, only the choice and the sending remain. */
export function NouvelleOrientationPage() {
  const { recherche } = useAdresse(rechercheNouvelle);
  const { demande, patient, precedente } = recherche;
  const vue = useVue(nouvelle, { demande, patient, precedente });
  return (
    <Page
      titre={NOUVELLE.titre}
      retour={
        precedente === undefined
          ? { vers: CHEMIN_ORIENTATIONS, texte: LISTE.titre }
          : { vers: cheminOrientation(precedente), texte: DETAIL.lireLaPrecedente }
      }
      etroite
    >
      <EtatDeVue vue={vue} chargement={NOUVELLE.chargement}>
        {(origine) => <Preparation origine={origine} />}
      </EtatDeVue>
    </Page>
  );
}

function Preparation({ origine }: { readonly origine: Origine }) {
  const { personne, demande, precedente } = origine;
  if (personne === undefined) return <SansPersonne demande={demande?.id} />;
  return (
    <Pile>
      <Personne
        nom={personne.nom}
        vers={`/personnes/${encodeURIComponent(personne.id)}`}
        precision={[
          personne.naissance === undefined ? undefined : `Naissance : ${personne.naissance}`,
          demande === undefined ? undefined : `Demande ${demande.reference}`,
        ]
          .filter((mot) => mot !== undefined)
          .join(' · ')}
      />
      {precedente?.motif !== undefined && (
        <Avis titre={`${DETAIL.refusee(precedente.service)} : ${precedente.motif.toLowerCase()}`}>
          {precedente.alternative !== undefined && `${DETAIL.conseille} ${precedente.alternative.nom}.`}
        </Avis>
      )}
      <Proposition origine={origine} personne={personne.id} />
    </Pile>
  );
}

function SansPersonne({ demande }: { readonly demande: string | undefined }) {
  if (demande !== undefined) {
    return (
      <Vide
        titre={NOUVELLE.personneAConfirmer}
        action={
          <Lien vers={cheminDemande(demande)} bouton="principal">
            {NOUVELLE.versDemande}
          </Lien>
        }
      >
        {NOUVELLE.personneAConfirmerQuoi}
      </Vide>
    );
  }
  return (
    <Vide
      titre={NOUVELLE.sansPersonne}
      action={
        <Rang>
          <Lien vers="/personnes" bouton="principal">
            {NOUVELLE.versPersonnes}
          </Lien>
          <Lien vers={CHEMIN_DEMANDES} bouton="secondaire">
            {NOUVELLE.versDemandes}
          </Lien>
        </Rang>
      }
    >
      {NOUVELLE.sansPersonneQuoi}
    </Vide>
  );
}

/** The advised service, when the directory knows only one of that name: chosen for the user, who may change it. */
function useServiceConseille(
  alternative: { readonly ref?: string | undefined; readonly nom: string } | undefined,
): void {
  const { recherche, changer } = useAdresse(rechercheNouvelle);
  const libre = recherche.ressource === undefined && alternative !== undefined;
  const vue = useVue(
    suggestions,
    { texte: (alternative?.nom ?? '').slice(0, 100) },
    { actif: libre && alternative.ref === undefined },
  );
  const seul = vue.data?.length === 1 ? vue.data[0]?.ref : undefined;
  const trouve = alternative?.ref ?? seul;
  useEffect(() => {
    if (libre && trouve !== undefined) changer({ ressource: trouve }, true);
    // Once only: « changer de service » empties the address and must not bring the same one back.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [trouve]);
}

function Proposition({ origine, personne }: { readonly origine: Origine; readonly personne: string }) {
  const { demande, precedente } = origine;
  const { recherche, changer } = useAdresse(rechercheNouvelle);
  const aller = useNavigate();
  useServiceConseille(precedente?.alternative);
  const { ressource } = recherche;
  const service = useVue(
    preparer,
    { ressource: ressource ?? '', ...(precedente === undefined ? {} : { precedente: precedente.id }) },
    { actif: ressource !== undefined },
  );
  const brouillon = useBrouillon(`orientation.nouvelle:${personne}:${precedente?.id ?? demande?.id ?? ''}`, {
    besoin: precedente?.besoin ?? '',
    urgente: precedente?.urgente ?? false,
  });
  const nom = ressource === undefined ? undefined : service.data?.service;
  const sansBoite = service.data !== undefined && service.data.adresse === undefined;
  const envoi = useAction(envoyer, {
    apres: ({ id, canal }) => {
      brouillon.effacer();
      notifier((canal === 'mssante' ? NOUVELLE.envoyee : NOUVELLE.notee)(nom ?? 'ce service'));
      void aller({ to: cheminOrientation(id) });
    },
  });
  const { besoin, urgente } = brouillon.saisie;
  return (
    <Formulaire
      nom={NOUVELLE.titre}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() =>
        envoi.executer({
          ressource: ressource ?? '',
          patient: personne,
          besoin,
          urgente,
          ...(demande === undefined ? {} : { demande: demande.id }),
          ...(precedente === undefined ? {} : { precedente: precedente.id }),
        })
      }
      actions={
        <Bouton
          type="submit"
          variante="principal"
          icone={sansBoite ? <Phone aria-hidden size={20} /> : <Send aria-hidden size={20} />}
          enCours={envoi.enCours}
          fermePourquoi={nom === undefined ? NOUVELLE.choisirDAbord : undefined}
        >
          {(sansBoite ? NOUVELLE.noter : NOUVELLE.envoyer)(nom ?? 'un service')}
        </Bouton>
      }
    >
      <ChoixDuContact
        nom="ressource"
        libelle={NOUVELLE.service}
        aide={
          precedente?.alternative === undefined
            ? NOUVELLE.serviceAide
            : NOUVELLE.serviceConseille(precedente.alternative.nom)
        }
        changer={NOUVELLE.changer}
        texteInitial={precedente?.alternative?.nom}
        choisi={nom === undefined || ressource === undefined ? undefined : { ref: ressource, nom }}
        onChoisir={(contact) => changer({ ressource: contact?.ref }, true)}
      />
      {ressource !== undefined && (
        <EtatDeVue vue={service} chargement={NOUVELLE.chargementService}>
          {(connu) => <AvantDEnvoyer service={connu} />}
        </EtatDeVue>
      )}
      <Champ
        nom="besoin"
        libelle={NOUVELLE.besoin}
        aide={NOUVELLE.besoinAide}
        lignes={5}
        longueurMax={2000}
        valeur={besoin}
        onChange={(nouveau) => brouillon.modifier({ besoin: nouveau })}
      />
      {besoin === '' && demande !== undefined && demande.texte !== '' && (
        <Rang>
          <Bouton onPress={() => brouillon.modifier({ besoin: demande.texte.slice(0, 2000) })}>
            {NOUVELLE.reprendre}
          </Bouton>
        </Rang>
      )}
      <Case
        nom="urgente"
        libelle={NOUVELLE.urgente}
        precision={NOUVELLE.urgentePrecision}
        cochee={urgente}
        onChange={(cochee) => brouillon.modifier({ urgente: cochee })}
      />
    </Formulaire>
  );
}
