import { LifeBuoy, Phone } from 'lucide-react';
import type { z } from 'zod';
import { COORDINATION, EQUIPE_DAC } from '#acces/roles.ts';
import { CHEMIN_DEMANDES, CHEMIN_NOUVELLE_DEMANDE } from '#modules/demande/web/chemins.ts';
import { cheminDeLObjet, CHEMIN_NOTER_APPEL } from '#web/chemins.ts';
import { useNouveaux } from '#web/direct.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterJour, formaterMoment, majuscule } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import {
  Avis,
  Lien,
  LigneOuvrable,
  Liste,
  Page,
  QuiALaMain,
  Rang,
  Strate,
  useMaintenant,
  Vide,
} from '#web/ui/index.ts';
import { liste, type Chose } from '../contract.ts';
import s from './Aujourdhui.module.css';
import { ChoseFermee } from './ChoseFermee.tsx';
import { derniereParObjet, retardsDAbord } from './ordre.ts';
import { TEXTES } from './textes.ts';

type Donnees = z.output<typeof liste.sortie>;

/** The door: what is expected of me, in three groups, what is late first. */
export function AujourdhuiPage() {
  const vue = useVue(liste, {});
  const maintenant = useMaintenant();
  return (
    <Page
      titre={TEXTES.titre}
      sousTitre={majuscule(formaterJour(maintenant, maintenant))}
      actionPrincipale={<GestesDuJour />}
      actionsSecondaires={<VersLaFile />}
    >
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {(donnees) => (
          <>
            {donnees.sansQualite !== undefined && (
              <Avis ton="attention" titre={TEXTES.sansQualite}>
                <p>{donnees.sansQualite}</p>
              </Avis>
            )}
            <Groupes donnees={donnees} />
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}

function GestesDuJour() {
  return (
    <>
      <Lien vers={CHEMIN_NOUVELLE_DEMANDE} bouton="principal" icone={<LifeBuoy aria-hidden size={20} />}>
        {TEXTES.demander}
      </Lien>
      <Lien vers={CHEMIN_NOTER_APPEL} bouton="secondaire" icone={<Phone aria-hidden size={20} />}>
        {TEXTES.noterAppel}
      </Lien>
    </>
  );
}

/** The team that answers requests goes from here to the whole list. */
function VersLaFile() {
  const { codeRole } = useMoi();
  const roles: readonly string[] = [...EQUIPE_DAC, ...COORDINATION];
  if (codeRole === undefined || !roles.includes(codeRole)) return null;
  return <Lien vers={CHEMIN_DEMANDES}>{TEXTES.voirFile}</Lien>;
}

function Groupes({ donnees }: { readonly donnees: Donnees }) {
  const { repondre, faire, information } = donnees;
  const nouveaux = useNouveaux([...repondre, ...faire].map((chose) => chose.objet));
  if (repondre.length + faire.length + information.length === 0) {
    return <Vide titre={TEXTES.toutVide}>{TEXTES.toutVideSuite}</Vide>;
  }
  return (
    <>
      <Choses titre={TEXTES.repondre} vide={TEXTES.repondreVide} choses={repondre} nouveaux={nouveaux} />
      <Choses titre={TEXTES.faire} vide={TEXTES.faireVide} choses={faire} nouveaux={nouveaux} />
      <Strate titre={TEXTES.information}>
        <Liste
          legende={TEXTES.information}
          elements={derniereParObjet(information)}
          cle={(nouvelle) => nouvelle.objet}
          vide={<p className={s['douce']}>{TEXTES.informationVide}</p>}
        >
          {(nouvelle) => <Nouvelle nouvelle={nouvelle} />}
        </Liste>
      </Strate>
    </>
  );
}

interface ProprietesChoses {
  readonly titre: string;
  readonly vide: string;
  readonly choses: readonly Chose[];
  readonly nouveaux: ReadonlySet<string>;
}

function Choses({ titre, vide, choses, nouveaux }: ProprietesChoses) {
  const maintenant = useMaintenant();
  return (
    <Strate titre={titre} aCote={choses.length > 0 && <span className={s['douce']}>{choses.length}</span>}>
      <Liste
        legende={titre}
        elements={retardsDAbord(choses, maintenant)}
        cle={(chose) => chose.objet}
        vide={<p className={s['douce']}>{vide}</p>}
        nouveaux={nouveaux}
        espacee
      >
        {(chose) => <CarteDeChose chose={chose} />}
      </Liste>
    </Strate>
  );
}

function CarteDeChose({ chose }: { readonly chose: Chose }) {
  const { etat, qui, file, depuis, prochaine, dueLe } = chose;
  const personne = qui === '' ? file : qui;
  const { fermee } = chose;
  const etape = fermee === undefined || fermee === 'attend' ? prochaine : TEXTES.sortirDesMains;
  const titre = fermee === undefined ? chose.titre : `${TEXTES.genres[chose.genre] ?? 'Suivi'} · ${chose.titre}`;
  return (
    <LigneOuvrable titre={titre} vers={fermee === undefined ? cheminDeLObjet(chose.objet, chose.genre) : undefined}>
      <QuiALaMain
        etat={etat}
        qui={personne}
        depuis={depuis}
        remonteA={etat === 'retard' ? personne : undefined}
        prochaineEtape={etape === '' ? undefined : { texte: `${etape}, avant`, le: dueLe }}
      />
      {fermee !== undefined && <ChoseFermee chose={{ ...chose, fermee }} />}
    </LigneOuvrable>
  );
}

function Nouvelle({ nouvelle }: { readonly nouvelle: Donnees['information'][number] }) {
  const maintenant = useMaintenant();
  return (
    <LigneOuvrable titre={nouvelle.titre} vers={cheminDeLObjet(nouvelle.objet, nouvelle.genre)} legere>
      <Rang>
        <span className={s['douce']}>
          {nouvelle.par} · {formaterMoment(nouvelle.le, maintenant)}
        </span>
      </Rang>
      {nouvelle.detail !== undefined && <p className={s['detail']}>{nouvelle.detail}</p>}
    </LigneOuvrable>
  );
}
