import { useNavigate } from '@tanstack/react-router';
import { Phone, Send } from 'lucide-react';
import type { z } from 'zod';
import { ChoixDansLAnnuaire } from '#modules/annuaire/web/ChoixDansLAnnuaire.tsx';
import {
  informationEnvoyee,
  InformerAvantDEnvoyer,
  SANS_REPONSE,
  type ReponseDInformation,
} from '#modules/cercle/web/InformerAvantDEnvoyer.tsx';
import { useAdresse } from '#web/adresse.ts';
import { useBrouillon, type Brouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useAction, useVue, type ResultatDeVue } from '#web/requetes.ts';
import { Bouton, Case, Champ, ChoixUnique, Formulaire, Rang } from '#web/ui/index.ts';
import { envoyer, preparer, type nouvelle } from '../contract.ts';
import { rechercheNouvelle } from './adresse.ts';
import { AvantDEnvoyer } from './AvantDEnvoyer.tsx';
import { cheminOrientation } from './chemins.ts';
import { useServiceConseille } from './service-conseille.ts';
import { NOUVELLE } from './textes.ts';

export type Origine = z.output<typeof nouvelle.sortie>;
type Saisie = { readonly besoin: string; readonly urgente: boolean; readonly information: ReponseDInformation };

/** The choice of the service, then the sending; the need is already written when it was written once. */
export function Proposition({ origine, personne }: { readonly origine: Origine; readonly personne: string }) {
  const { demande, precedente } = origine;
  const { ressource } = useAdresse(rechercheNouvelle).recherche;
  const aller = useNavigate();
  const service = useVue(
    preparer,
    { ressource: ressource ?? '', ...(precedente === undefined ? {} : { precedente: precedente.id }) },
    { actif: ressource !== undefined },
  );
  const brouillon = useBrouillon<Saisie>(`orientation.nouvelle:${personne}:${precedente?.id ?? demande?.id ?? ''}`, {
    besoin: precedente?.besoin ?? '',
    urgente: precedente?.urgente ?? false,
    information: SANS_REPONSE,
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
  return (
    <Formulaire
      nom={NOUVELLE.titre}
      erreurs={envoi.erreurs}
      erreurGenerale={envoi.erreurGenerale}
      onEnvoyer={() =>
        envoi.executer({
          besoin: brouillon.saisie.besoin,
          urgente: brouillon.saisie.urgente,
          ...informationEnvoyee(brouillon.saisie.information),
          ressource: ressource ?? '',
          patient: personne,
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
      <Service alternative={precedente?.alternative} nom={nom} service={service} />
      <Besoin brouillon={brouillon} texteDemande={demande?.texte ?? ''} />
      <InformerAvantDEnvoyer
        code={envoi.erreur?.code}
        saisie={brouillon.saisie.information}
        onChange={(information) => brouillon.modifier({ information })}
      />
    </Formulaire>
  );
}

interface ProprietesService {
  readonly alternative: { readonly ref?: string | undefined; readonly nom: string } | undefined;
  /** Name of the chosen service, once known. */
  readonly nom: string | undefined;
  readonly service: ResultatDeVue<z.output<typeof preparer.sortie>>;
}

function Service({ alternative, nom, service }: ProprietesService) {
  const { recherche, changer } = useAdresse(rechercheNouvelle);
  const conseilles = useServiceConseille(alternative);
  const { ressource } = recherche;
  return (
    <>
      {ressource === undefined && alternative !== undefined && conseilles.length > 0 && (
        <ChoixUnique
          nom="conseille"
          libelle={NOUVELLE.conseille(alternative.nom)}
          options={conseilles.map((contact) => ({
            valeur: contact.ref,
            libelle: contact.nom,
            precision: contact.precision,
          }))}
          valeur={undefined}
          onChange={(ref) => changer({ ressource: ref }, true)}
        />
      )}
      <ChoixDansLAnnuaire
        nom="ressource"
        libelle={NOUVELLE.service}
        aide={NOUVELLE.serviceAide}
        choisi={nom === undefined || ressource === undefined ? undefined : { ref: ressource, nom }}
        onChoisir={(contact) => changer({ ressource: contact?.ref }, true)}
      />
      {ressource !== undefined && (
        <EtatDeVue vue={service} chargement={NOUVELLE.chargementService}>
          {(connu) => <AvantDEnvoyer service={connu} />}
        </EtatDeVue>
      )}
    </>
  );
}

interface ProprietesBesoin {
  readonly brouillon: Brouillon<Saisie>;
  readonly texteDemande: string;
}

const BESOIN_MAX = 2000;

function Besoin({ brouillon: { saisie, modifier }, texteDemande }: ProprietesBesoin) {
  const { besoin, urgente } = saisie;
  return (
    <>
      <Champ
        nom="besoin"
        libelle={NOUVELLE.besoin}
        aide={NOUVELLE.besoinAide}
        lignes={5}
        longueurMax={BESOIN_MAX}
        valeur={besoin}
        onChange={(nouveau) => modifier({ besoin: nouveau })}
      />
      {besoin === '' && texteDemande !== '' && (
        <Rang>
          <Bouton onPress={() => modifier({ besoin: texteDemande.slice(0, BESOIN_MAX) })}>{NOUVELLE.reprendre}</Bouton>
        </Rang>
      )}
      <Case
        nom="urgente"
        libelle={NOUVELLE.urgente}
        precision={NOUVELLE.urgentePrecision}
        cochee={urgente}
        onChange={(cochee) => modifier({ urgente: cochee })}
      />
    </>
  );
}
