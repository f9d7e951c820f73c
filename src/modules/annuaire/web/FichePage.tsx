import { PencilLine } from 'lucide-react';
import type { z } from 'zod';
import { LienDeDepot } from '#modules/demande/web/LienDeDepot.tsx';
import { useAdresse, useParametre } from '#web/adresse.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterTelephone } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Bouton, DeuxColonnes, Joignabilite, Lien, Page, Pile, QuiALaMain, Rang, Strate } from '#web/ui/index.ts';
import { fiche } from '../contract.ts';
import { MOTIFS } from '../motifs.ts';
import { rechercheFiche, rechercheVerification, type GesteFiche } from './adresse.ts';
import s from './Annuaire.module.css';
import { Confiance, Gestes, Places, precisionDe } from './CarteDeContact.tsx';
import { CHEMIN_ANNUAIRE, CHEMIN_MA_PRESENCE, cheminFiche } from './chemins.ts';
import { horairesEnMots } from './horaires.ts';
import { Notes } from './Notes.tsx';
import { PanneauCorriger } from './PanneauCorriger.tsx';
import { PanneauSignaler } from './PanneauSignaler.tsx';
import { ANNUAIRE, FICHE } from './textes.ts';

export type Fiche = z.output<typeof fiche.sortie>;

export function FichePage() {
  const { recherche, changer } = useAdresse(rechercheFiche);
  return (
    <PageDeLaFiche entree={{ ref: recherche.ref }} geste={recherche.geste} onGeste={(geste) => changer({ geste })} />
  );
}

/** The same page, reached from the check somebody holds (Aujourd’hui). */
export function FicheDUneVerification() {
  const { recherche, changer } = useAdresse(rechercheVerification);
  return (
    <PageDeLaFiche
      entree={{ verification: useParametre('id') }}
      geste={recherche.geste}
      onGeste={(geste) => changer({ geste })}
    />
  );
}

interface ProprietesPage {
  readonly entree: z.input<typeof fiche.entree>;
  readonly geste: GesteFiche | undefined;
  readonly onGeste: (geste: GesteFiche | undefined) => void;
}

/** One entry: how to reach, how far to trust, what the territory adds, what to do when it is wrong. */
function PageDeLaFiche({ entree, geste, onGeste }: ProprietesPage) {
  const vue = useVue(fiche, entree);
  const lue = vue.data;
  return (
    <Page
      titre={lue?.carte.nom ?? ANNUAIRE.titre}
      sousTitre={lue !== undefined && precisionDe(lue.carte)}
      retour={{ vers: CHEMIN_ANNUAIRE, texte: ANNUAIRE.titre }}
    >
      <EtatDeVue vue={vue} chargement={FICHE.chargement}>
        {(donnees) => <Contenu fiche={donnees} geste={geste} onGeste={onGeste} />}
      </EtatDeVue>
    </Page>
  );
}

interface ProprietesContenu {
  readonly fiche: Fiche;
  readonly geste: GesteFiche | undefined;
  readonly onGeste: ProprietesPage['onGeste'];
}

function Contenu({ fiche: f, geste, onGeste }: ProprietesContenu) {
  return (
    <>
      <DeuxColonnes>
        <Pile>
          {f.verification !== undefined && <Verification verification={f.verification} />}
          <Joindre fiche={f} />
          <Rang>
            {f.peutCorriger && (
              <Bouton icone={<PencilLine aria-hidden size={20} />} onPress={() => onGeste('corriger')}>
                {FICHE.corriger}
              </Bouton>
            )}
            {f.estMoi && <Lien vers={CHEMIN_MA_PRESENCE}>{ANNUAIRE.maPresence}</Lien>}
          </Rang>
          {f.carte.mssante !== undefined && (
            <LienDeDepot nom={f.carte.nom} adresse={f.carte.mssante} fiche={f.carte.ref} />
          )}
          <Notes fiche={f} ouvert={geste === 'noter'} onOuvrir={(oui) => onGeste(oui ? 'noter' : undefined)} />
        </Pile>
        <Pile>
          <Horaires horaires={f.horaires} />
          {f.offre !== undefined && <Service offre={f.offre} />}
          <Echecs echecs={f.echecs} />
          <VoirAussi liens={f.liens} />
        </Pile>
      </DeuxColonnes>
      <PanneauSignaler carte={f.carte} ouvert={geste === 'signaler'} onFermer={() => onGeste(undefined)} />
      {f.peutCorriger && (
        <PanneauCorriger carte={f.carte} ouvert={geste === 'corriger'} onFermer={() => onGeste(undefined)} />
      )}
    </>
  );
}

function Joindre({ fiche: { carte, champs, modeExercice } }: { readonly fiche: Fiche }) {
  return (
    <Strate titre={FICHE.joindre}>
      <Rang>
        <Joignabilite
          etat={carte.joignable.etat}
          jusqua={carte.joignable.jusqua}
          remplacant={carte.joignable.remplacant}
          telephone={carte.telephone}
          nom={carte.nom}
        />
        <Confiance carte={carte} />
        <Places capacite={carte.capacite} />
      </Rang>
      {carte.consigne !== undefined && <p>« {carte.consigne} »</p>}
      <Gestes carte={carte} principal />
      <dl className={s['champs']}>
        <ChampConnu
          titre={FICHE.telephone}
          champ={champs.telephone && { ...champs.telephone, valeur: formaterTelephone(champs.telephone.valeur) }}
        />
        <ChampConnu titre={FICHE.mssante} champ={champs.mssante} />
        <ChampConnu titre={FICHE.adresse} champ={champs.adresse} />
        {modeExercice !== undefined && (
          <ChampConnu
            titre="Exercice"
            champ={{ valeur: modeExercice.split(',')[0] ?? modeExercice, source: 'Annuaire national' }}
          />
        )}
      </dl>
    </Strate>
  );
}

/** A value, and where it comes from. */
function ChampConnu({ titre, champ }: { readonly titre: string; readonly champ: Fiche['champs']['telephone'] }) {
  return (
    <div>
      <dt>{titre}</dt>
      <dd>
        {champ?.valeur ?? FICHE.nonConnu}
        {champ !== undefined && (
          <span className={s['douce']}>
            {' '}
            ({champ.source}
            {champ.confirmePar !== undefined && `, ${champ.confirmePar}`})
          </span>
        )}
      </dd>
    </div>
  );
}

function Verification({ verification: v }: { readonly verification: NonNullable<Fiche['verification']> }) {
  return (
    <QuiALaMain
      etat={v.etat}
      qui={v.qui}
      depuis={v.depuis}
      remonteA={v.etat === 'retard' ? v.qui : undefined}
      prochaineEtape={{ texte: `${v.prochaine}, avant`, le: v.echeance }}
    />
  );
}

function Horaires({ horaires }: { readonly horaires: Fiche['horaires'] }) {
  return (
    <Strate titre={FICHE.horaires}>
      {horaires.length === 0 ? (
        <p className={s['douce']}>{FICHE.sansHoraires}</p>
      ) : (
        <ul>
          {horairesEnMots(horaires).map((ligne) => (
            <li key={ligne}>{ligne}</li>
          ))}
        </ul>
      )}
    </Strate>
  );
}

function Service({ offre }: { readonly offre: NonNullable<Fiche['offre']> }) {
  const lignes: readonly (readonly [string, readonly string[]])[] = [
    [FICHE.publics, offre.publics],
    [FICHE.ages, offre.ages === undefined ? [] : [offre.ages]],
    [FICHE.zones, offre.zones],
    [FICHE.modalites, [...(offre.mode === undefined ? [] : [offre.mode]), ...offre.modalites]],
    [FICHE.activites, offre.activites],
    [
      FICHE.contacts,
      offre.contacts.map((c) =>
        [c.nom ?? c.nature, formaterTelephone(c.telephone)].filter((mot) => mot !== undefined).join(' : '),
      ),
    ],
  ];
  return (
    <Strate titre={FICHE.service}>
      <dl className={s['champs']}>
        {lignes
          .filter(([, valeurs]) => valeurs.length > 0)
          .map(([titre, valeurs]) => (
            <div key={titre}>
              <dt>{titre}</dt>
              <dd>{valeurs.join(', ')}</dd>
            </div>
          ))}
      </dl>
    </Strate>
  );
}

function Echecs({ echecs }: { readonly echecs: Fiche['echecs'] }) {
  if (echecs.length === 0) return null;
  return (
    <Strate titre={FICHE.echecs}>
      <ul>
        {echecs.map((e) => (
          <li key={`${e.motif}-${e.le}`}>
            {MOTIFS[e.motif]}
            {e.detail !== undefined && ` : ${e.detail}`} <span className={s['douce']}>({e.par})</span>
          </li>
        ))}
      </ul>
    </Strate>
  );
}

function VoirAussi({ liens }: { readonly liens: Fiche['liens'] }) {
  if (liens.length === 0) return null;
  return (
    <Strate titre={FICHE.liens}>
      <ul>
        {liens.map((lien) => (
          <li key={lien.ref}>
            <Lien vers={cheminFiche(lien.ref)}>{lien.nom}</Lien> <span className={s['douce']}>{lien.precision}</span>
          </li>
        ))}
      </ul>
    </Strate>
  );
}
