import { Eye, FilePlus2, MessageSquareText, Phone, Printer, Scale } from 'lucide-react';
import { DecesDeLaPersonne, useDossierClos } from '#modules/cercle/web/DecesDeLaPersonne.tsx';
import { DossierOppose } from '#modules/cercle/web/DossierOppose.tsx';
import { PanneauDuCercle } from '#modules/cercle/web/PanneauDuCercle.tsx';
import { BandeauUrgence } from '#modules/urgence/web/BandeauUrgence.tsx';
import { PiecesRecues } from '#modules/messagerie/web/Pieces.tsx';
import { useAdresse, useParametre } from '#web/adresse.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useVue } from '#web/requetes.ts';
import { Avis, Etiquette, Lien, Page, Pile, type Ton } from '#web/ui/index.ts';
import { resume } from '../contract.ts';
import type { ResumeVu } from '../contract-vues.ts';
import type { GenreDuFil } from '../vocabulaire.ts';
import { recherchePersonne } from './adresse.ts';
import { ASavoir } from './ASavoir.tsx';
import { CHEMIN_PERSONNES, cheminFeuille, cheminIdentite, cheminPersonne } from './chemins.ts';
import s from './Dossier.module.css';
import { EnCeMoment, Mains } from './Mains.tsx';
import { FilDeLaPersonne } from './FilDeLaPersonne.tsx';
import { OuvrirDans } from './OuvrirDans.tsx';
import { Proches } from './Proches.tsx';
import type { SallesVoisines } from './salles-voisines.ts';
import { PAGE } from './textes.ts';

/** One person, on one screen: who, what to know, who has the hand, what goes on, who is around, what happened. */
export function PersonnePage({ salles }: { readonly salles: SallesVoisines }) {
  const id = useParametre('id');
  const { recherche, changer } = useAdresse(recherchePersonne);
  const vue = useVue(resume, { patient: id });
  if (vue.error?.code === 'cordee.introuvable') {
    return (
      <Page titre={PAGE.ferme} etroite retour={{ vers: CHEMIN_PERSONNES, texte: PAGE.retour }}>
        <DossierOppose patient={id} />
        <p>{vue.error.texte}</p>
      </Page>
    );
  }
  return (
    <EtatDeVue vue={vue} chargement={PAGE.chargement}>
      {(personne) => (
        <Personne
          personne={personne}
          salles={salles}
          genres={recherche.fil}
          onGenres={(fil) => changer({ fil: [...fil] }, true)}
        />
      )}
    </EtatDeVue>
  );
}

interface ProprietesPersonne {
  readonly personne: ResumeVu;
  readonly salles: SallesVoisines;
  readonly genres: readonly GenreDuFil[];
  readonly onGenres: (genres: readonly GenreDuFil[]) => void;
}

export function Personne({ personne, salles, genres, onGenres }: ProprietesPersonne) {
  const { id, nom, attentions, aSavoir, mains, enCeMoment, proches } = personne;
  const clos = useDossierClos(id);
  return (
    <Page
      titre={nom}
      sousTitre={<SousTitre personne={personne} />}
      retour={{ vers: CHEMIN_PERSONNES, texte: PAGE.retour }}
      actionPrincipale={
        clos ? undefined : (
          <Lien vers={salles.noterAppel(id)} bouton="principal" icone={<Phone aria-hidden size={20} />}>
            {PAGE.noterAppel}
          </Lien>
        )
      }
      actionsSecondaires={
        <>
          {!clos && <Commencer id={id} salles={salles} />}
          <Consulter id={id} salles={salles} />
        </>
      }
    >
      <BandeauUrgence patient={id} />
      <DecesDeLaPersonne patient={id} />
      {personne.reuniA !== undefined && (
        <Avis
          ton="attention"
          titre={PAGE.reuni}
          action={<Lien vers={cheminPersonne(personne.reuniA)}>{PAGE.reuniOuvrir}</Lien>}
        />
      )}
      {attentions.length > 0 && (
        <Pile serree>
          {attentions.map((attention) => (
            <Avis key={attention} ton="attention" titre={attention} />
          ))}
        </Pile>
      )}
      <div className={s['fiche']}>
        <div className={s['tete']}>
          <ASavoir patient={id} lignes={aSavoir} />
          <Mains mains={mains} ouvrir={salles.ouvrir} />
          <EnCeMoment choses={enCeMoment} />
        </div>
        <div className={s['cote']}>
          <PanneauDuCercle
            patient={id}
            chercherContacts={salles.chercherContacts}
            proches={proches.map((proche) => ({
              ref: `RelatedPerson/${proche.id}`,
              nom: proche.nom,
              precision: proche.lien,
            }))}
            ecrireA={(a) => salles.ecrire({ patient: id, a })}
          />
          <Proches patient={id} proches={proches} />
          <OuvrirDans patient={id} />
          <PiecesRecues de={{ patient: id }} />
        </div>
        <div className={s['suivi']}>
          <FilDeLaPersonne patient={id} genres={genres} onGenres={onGenres} />
        </div>
      </div>
    </Page>
  );
}

interface ProprietesActions {
  readonly id: string;
  readonly salles: SallesVoisines;
}

function Commencer({ id, salles }: ProprietesActions) {
  return (
    <>
      <Lien
        vers={salles.ecrire({ patient: id })}
        bouton="secondaire"
        icone={<MessageSquareText aria-hidden size={20} />}
      >
        {PAGE.ecrire}
      </Lien>
      <Lien vers={salles.demander(id)} bouton="secondaire" icone={<FilePlus2 aria-hidden size={20} />}>
        {PAGE.demander}
      </Lien>
    </>
  );
}

function Consulter({ id, salles }: ProprietesActions) {
  return (
    <>
      <Lien vers={cheminFeuille(id)} bouton="discret" icone={<Printer aria-hidden size={20} />}>
        {PAGE.imprimer}
      </Lien>
      <Lien vers={salles.journal(id)} bouton="discret" icone={<Eye aria-hidden size={20} />}>
        {PAGE.quiAConsulte}
      </Lien>
      <Lien vers={salles.droits(id)} bouton="discret" icone={<Scale aria-hidden size={20} />}>
        {PAGE.droits}
      </Lien>
    </>
  );
}

const TONS_INS: Readonly<Record<ResumeVu['statutIns']['code'], Ton>> = {
  PROV: 'attention',
  RECUP: 'attention',
  VALI: 'info',
  QUAL: 'succes',
};

export function SousTitre({ personne }: { readonly personne: ResumeVu }) {
  const { id, nomNaissance, statutIns, adresse } = personne;
  return (
    <>
      <span>{naissanceEnMots(personne)}</span>
      {nomNaissance !== undefined && <span>nom de naissance {nomNaissance}</span>}
      {adresse !== undefined && <span>{adresse}</span>}
      <Etiquette ton={TONS_INS[statutIns.code]}>{statutIns.mots}</Etiquette>
      {statutIns.marques.map((marque) => (
        <Etiquette key={marque} ton="alerte">
          {marque}
        </Etiquette>
      ))}
      <Lien vers={cheminIdentite(id)}>{PAGE.corriger}</Lien>
    </>
  );
}

/** « née le 12/03/1942 · 84 ans », « né en 1942 · 84 ans environ ». */
export function naissanceEnMots({ naissance, age, sexe }: Pick<ResumeVu, 'naissance' | 'age' | 'sexe'>): string {
  if (naissance === undefined) return 'date de naissance non connue';
  const entiere = naissance.length === 10;
  const mots = `${entiere ? PAGE.ne[sexe] : PAGE.neEn[sexe]} ${naissance}`;
  return age === undefined ? mots : `${mots} · ${age} ans${entiere ? '' : ' environ'}`;
}
