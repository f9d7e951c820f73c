import { useNavigate } from '@tanstack/react-router';
import { Save } from 'lucide-react';
import type { z } from 'zod';
import { Appeler } from '#modules/orientation/web/Appeler.tsx';
import { useAdresse } from '#web/adresse.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useAction, useVue } from '#web/requetes.ts';
import {
  Avis,
  Bouton,
  Case,
  Champ,
  ChampTelephone,
  ChoixUnique,
  Formulaire,
  Lien,
  Page,
  useMaintenant,
} from '#web/ui/index.ts';
import { noterAppel, preparer } from '../contract.ts';
import { MOTIFS_APPEL, type MotifAppel } from '../vocabulaire.ts';
import { rechercheNouvelAppel } from './adresse.ts';
import { AvecQui } from './AvecQui.tsx';
import { cheminAppel } from './chemins.ts';
import { Confirmation } from './Confirmation.tsx';
import { DemandePendantLAppel } from './DemandePendantLAppel.tsx';
import { QuiFaitQuoi } from './QuiFaitQuoi.tsx';
import { entreeDe, VIERGE, type SaisieDAppel } from './saisie.ts';
import { APPEL } from './textes.ts';

type Origine = z.output<typeof preparer.sortie>;

/** The phone leaves a trace in twenty seconds: with whom, why, what is decided, who does what. */
export function NouvelAppelPage() {
  const { recherche } = useAdresse(rechercheNouvelAppel);
  const vue = useVue(preparer, recherche);
  const personne = vue.data?.personne;
  return (
    <Page
      titre={APPEL.titre}
      sousTitre={
        personne !== undefined && (
          <>
            À propos de <Lien vers={`/personnes/${encodeURIComponent(personne.id)}`}>{personne.nom}</Lien>
          </>
        )
      }
      etroite
    >
      <EtatDeVue vue={vue} chargement={APPEL.chargement}>
        {(origine) => <NoteDAppel origine={origine} recherche={recherche} />}
      </EtatDeVue>
    </Page>
  );
}

const OPTIONS_MOTIFS = (Object.keys(MOTIFS_APPEL) as MotifAppel[]).map((valeur) => ({
  valeur,
  libelle: MOTIFS_APPEL[valeur],
}));

interface ProprietesNote {
  readonly origine: Origine;
  readonly recherche: z.output<typeof rechercheNouvelAppel>;
}

function NoteDAppel({ origine, recherche }: ProprietesNote) {
  const maintenant = useMaintenant();
  const aller = useNavigate();
  const { avec = '', patient = '', objet = '' } = recherche;
  const { autre, personne } = origine;
  const brouillon = useBrouillon<SaisieDAppel & Readonly<Record<string, unknown>>>(
    `liaison.appel:${avec}:${patient}:${objet}`,
    autre === undefined ? { ...VIERGE } : { ...VIERGE, ref: autre.ref, nom: autre.nom, sens: 'emis' },
  );
  const { saisie, modifier } = brouillon;
  const envoi = useAction(noterAppel, {
    apres: ({ id, demande }) => {
      brouillon.effacer();
      notifier(demande === undefined ? APPEL.note : APPEL.noteEtDemande(demande.reference));
      void aller({ to: cheminAppel(id) });
    },
  });
  return (
    <>
      {autre?.telephone !== undefined && <Appeler nom={autre.nom} telephone={autre.telephone} principal />}
      {brouillon.repris && <Avis titre={APPEL.brouillon} />}
      <Formulaire
        nom={APPEL.titre}
        direObligatoire
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer(entreeDe(saisie, recherche, maintenant))}
        actions={
          <Bouton type="submit" variante="principal" icone={<Save aria-hidden size={20} />} enCours={envoi.enCours}>
            {APPEL.noter}
          </Bouton>
        }
      >
        <AvecQui saisie={saisie} onChange={modifier} />
        <Confirmation boite={origine.boite} saisie={saisie} />
        <ChoixUnique
          nom="sens"
          libelle={APPEL.sens}
          presentation="ligne"
          options={[
            { valeur: 'recu', libelle: APPEL.recu },
            { valeur: 'emis', libelle: APPEL.emis },
          ]}
          valeur={saisie.sens}
          onChange={(sens) => modifier({ sens })}
        />
        <ChoixUnique
          nom="motif"
          libelle={APPEL.motif}
          presentation="ligne"
          options={OPTIONS_MOTIFS}
          valeur={saisie.motif}
          onChange={(motif) =>
            modifier({ motif, ...(motif === 'demande' && personne === undefined ? { estDemande: true } : {}) })
          }
        />
        <Champ
          nom="decision"
          libelle={APPEL.decision}
          aide={APPEL.decisionAide}
          lignes={3}
          longueurMax={2000}
          valeur={saisie.decision}
          onChange={(decision) => modifier({ decision })}
        />
        <QuiFaitQuoi
          promesses={saisie.promesses}
          autre={saisie.nom}
          onChange={(promesses) => modifier({ promesses })}
        />
        <ChampTelephone
          nom="telephone"
          libelle={APPEL.telephone}
          facultatif
          valeur={saisie.telephone}
          onChange={(telephone) => modifier({ telephone })}
        />
        <Case
          nom="estDemande"
          libelle={APPEL.estDemande}
          precision={APPEL.estDemandePrecision}
          cochee={saisie.estDemande}
          onChange={(estDemande) => modifier({ estDemande })}
        />
        {saisie.estDemande && <DemandePendantLAppel saisie={saisie} onChange={modifier} />}
      </Formulaire>
    </>
  );
}
