import { MasquerElement } from '#modules/cercle/web/MasquerElement.tsx';
import { PiecesRecues } from '#modules/messagerie/web/Pieces.tsx';
import { useParametre } from '#web/adresse.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { cheminPersonne } from '#web/chemins.ts';
import { useVue } from '#web/requetes.ts';
import { Bouton, DeuxColonnes, Etiquette, Lien, Page, Pile, QuiALaMain } from '#web/ui/index.ts';
import { detail, type DetailDemande } from '../contract.ts';
import { URGENCES } from '../vocabulaire.ts';
import { AutresGestes } from './AutresGestes.tsx';
import { bandeDe } from '#web/bande.ts';
import { CHEMIN_DEMANDES, cheminProposerUnService } from './chemins.ts';
import { Compris, PersonneDeLaDemande } from './Compris.tsx';
import s from './Demande.module.css';
import { Demandeur, MessageDOrigine } from './Demandeur.tsx';
import { gestePrincipal } from './gestes.ts';
import { Orientations } from './Orientations.tsx';
import { Panneaux } from './panneaux/Panneaux.tsx';
import { useGeste } from './panneaux/PanneauDeGeste.tsx';
import { CeQuiAttend, Decisions, Histoire } from './Parcours.tsx';
import { nomDeLaPersonne } from './personne.ts';
import { Prendre } from './Prendre.tsx';
import { GESTES_EN_MOTS } from './textes-gestes.ts';
import { DEMANDE, FILE } from './textes.ts';
import { TON_URGENCE } from './tons.ts';

/** One request: who has it, who asks and in which words, who it is about, what was decided, what comes next. */
export function DemandePage() {
  const vue = useVue(detail, { id: useParametre('id') });
  const demande = vue.data;
  const nom = demande === undefined ? undefined : nomDeLaPersonne(demande);
  return (
    <Page
      titre={nom === undefined ? FILE.titre : nom === '' ? DEMANDE.titreSansNom : nom}
      retour={{ vers: CHEMIN_DEMANDES, texte: FILE.titre }}
      sousTitre={demande !== undefined && <SousTitre demande={demande} />}
      actionPrincipale={demande !== undefined && <ActionPrincipale demande={demande} />}
    >
      <EtatDeVue vue={vue} chargement={DEMANDE.chargement}>
        {(lue) => <Corps demande={lue} />}
      </EtatDeVue>
    </Page>
  );
}

interface ProprietesDemande {
  readonly demande: DetailDemande;
}

function SousTitre({ demande }: ProprietesDemande) {
  return (
    <div className={s['sousTitre']}>
      <span>Demande {demande.reference}</span>
      <Etiquette ton={TON_URGENCE[demande.urgence]}>{URGENCES[demande.urgence]}</Etiquette>
      <Etiquette ton="info">{demande.libelle}</Etiquette>
      {demande.patient !== undefined && <Lien vers={cheminPersonne(demande.patient.id)}>{DEMANDE.ouvrirDossier}</Lien>}
    </div>
  );
}

function Corps({ demande }: ProprietesDemande) {
  return (
    <>
      <Pile>
        <QuiALaMain {...bandeDe(demande.main, estUnRendezVous(demande))} />
        <CeQuiAttend demande={demande} />
      </Pile>
      <DeuxColonnes>
        <Pile>
          <Demandeur demande={demande} />
          <MessageDOrigine texte={demande.texte} />
          <PiecesRecues de={{ objet: `Task/${demande.id}` }} />
          <PersonneDeLaDemande demande={demande} />
          <Compris demande={demande} />
        </Pile>
        <Pile>
          <Decisions demande={demande} />
          <Orientations demande={demande} />
          <AutresGestes demande={demande} />
          {demande.patient !== undefined && (
            <MasquerElement
              patient={demande.patient.id}
              objet={`Task/${demande.id}`}
              texte={`Demande ${demande.reference}`}
            />
          )}
          <Histoire demande={demande} />
        </Pile>
      </DeuxColonnes>
      <Panneaux demande={demande} />
    </>
  );
}

/** The next step was given a day by the last decision: the date is an appointment, not a limit. */
function estUnRendezVous({ main, decisions }: DetailDemande): boolean {
  const prochaine = decisions.at(-1)?.prochaine;
  return prochaine !== undefined && prochaine === main.prochaine;
}

function ActionPrincipale({ demande }: ProprietesDemande) {
  const geste = gestePrincipal(demande);
  const { ouvrir } = useGeste();
  if (geste === undefined) return null;
  if (geste === 'prendre') return <Prendre id={demande.id} variante="principal" />;
  if (geste === 'service') {
    return (
      <Lien vers={cheminProposerUnService(demande.id)} bouton="principal">
        {DEMANDE.proposer}
      </Lien>
    );
  }
  return (
    <Bouton variante="principal" onPress={() => ouvrir(geste)}>
      {GESTES_EN_MOTS[geste].nom}
    </Bouton>
  );
}
