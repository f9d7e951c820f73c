import { LifeBuoy } from 'lucide-react';
import { COORDINATION } from '#acces/roles.ts';
import { useAdresse } from '#web/adresse.ts';
import { useNouveaux } from '#web/direct.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import { Etiquette, Lien, LigneOuvrable, Liste, Page, QuiALaMain, useMaintenant, Vide } from '#web/ui/index.ts';
import { formaterIlYA } from '#web/format.ts';
import { file, type LigneDemande } from '../contract.ts';
import { CANAUX, URGENCES } from '../vocabulaire.ts';
import { rechercheFile, type Filtre } from './adresse.ts';
import { bandeDe } from '#web/bande.ts';
import { CHEMIN_NOUVELLE_DEMANDE, cheminDemande } from './chemins.ts';
import s from './Demande.module.css';
import { MotsDeFiltre } from './MotsDeFiltre.tsx';
import { Prendre } from './Prendre.tsx';
import { FILE } from './textes.ts';
import { TON_URGENCE } from './tons.ts';

/** Worklist of the DAC: what will break first comes first, and each row says who has it. */
export function FilePage() {
  const { recherche } = useAdresse(rechercheFile);
  const vue = useVue(file, { filtre: recherche.filtre }, { garder: true });
  return (
    <Page
      titre={FILE.titre}
      retour={{ vers: '/', texte: 'Aujourd’hui' }}
      actionPrincipale={
        <Lien vers={CHEMIN_NOUVELLE_DEMANDE} bouton="principal" icone={<LifeBuoy aria-hidden size={20} />}>
          {FILE.demander}
        </Lien>
      }
    >
      <MotsDeFiltre actif={recherche.filtre} comptes={vue.data?.comptes ?? {}} />
      <EtatDeVue vue={vue} chargement={FILE.chargement}>
        {({ demandes }) => <Demandes key={recherche.filtre} filtre={recherche.filtre} demandes={demandes} />}
      </EtatDeVue>
    </Page>
  );
}

function Demandes({ filtre, demandes }: { readonly filtre: Filtre; readonly demandes: readonly LigneDemande[] }) {
  const arrivees = useNouveaux(demandes.map(({ id }) => id));
  const nouveaux = new Set([...arrivees, ...demandes.filter(({ nouveau }) => nouveau).map(({ id }) => id)]);
  return (
    <Liste
      legende={FILE.titre}
      elements={demandes}
      cle={({ id }) => id}
      vide={<Vide titre={FILE.vides[filtre]} />}
      nouveaux={nouveaux}
      espacee
    >
      {(demande) => <LigneDeDemande demande={demande} />}
    </Liste>
  );
}

export function LigneDeDemande({ demande }: { readonly demande: LigneDemande }) {
  const maintenant = useMaintenant();
  const moi = useMoi();
  const { main, urgence, personne } = demande;
  const coordination: readonly string[] = COORDINATION;
  const prenable =
    (demande.statut === 'deposee' || demande.statut === 'recue') && coordination.includes(moi.codeRole ?? '');
  return (
    <LigneOuvrable
      titre={personne === '' ? `Personne à préciser · ${demande.reference}` : personne}
      vers={cheminDemande(demande.id)}
      aCote={<Etiquette ton={TON_URGENCE[urgence]}>{URGENCES[urgence]}</Etiquette>}
    >
      <p className={s['douce']}>
        {FILE.de} {demande.demandeur} · {CANAUX[demande.canal].toLowerCase()} ·{' '}
        {formaterIlYA(demande.deposeeLe, maintenant)} · <span className={s['numero']}>{demande.reference}</span>
      </p>
      <QuiALaMain
        {...bandeDe(main)}
        action={prenable && <Prendre id={demande.id} variante="secondaire" reference={demande.reference} />}
      />
    </LigneOuvrable>
  );
}
