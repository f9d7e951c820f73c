import type { ReactNode } from 'react';
import type { z } from 'zod';
import { cheminPersonne } from '#web/chemins.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder, formaterDateCourte, formaterMoment, formaterNombre } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import { Carte, Etiquette, Lien, Liste, Page, Strate, Tableau, useMaintenant, type Colonne } from '#web/ui/index.ts';
import { clore, rouvrir, vueControle, type AnomalieVue } from '../contract.ts';
import { CHEMIN_CONTROLE, CHEMIN_EXPORTS } from './chemins.ts';
import { Clore } from './Clore.tsx';
import { CONTROLE, EXPORTS } from './textes.ts';
import s from './Trace.module.css';

type Controle = z.output<typeof vueControle.sortie>;

/** What the control cell looks into, oldest promise first; nothing here is closed without a word. */
export function ControlePage() {
  const vue = useVue(vueControle, {});
  return (
    <Page
      titre={CONTROLE.titre}
      sousTitre={CONTROLE.sousTitre}
      retour={{ vers: '/territoire', texte: CONTROLE.retour }}
    >
      <EtatDeVue vue={vue} chargement={CONTROLE.chargement}>
        {({ anomalies, retenus, mois, sceau }) => (
          <>
            {retenus.length > 0 && (
              <Strate titre={CONTROLE.retenus}>
                <Liste legende={CONTROLE.retenus} elements={retenus} cle={({ acteur }) => acteur} vide={null} espacee>
                  {(retenu) => <Retenu retenu={retenu} />}
                </Liste>
              </Strate>
            )}
            <Strate titre={CONTROLE.aRegarder}>
              <Liste
                legende={CONTROLE.aRegarder}
                elements={anomalies}
                cle={({ id }) => id}
                vide={CONTROLE.rien}
                espacee
              >
                {(anomalie) => <Anomalie anomalie={anomalie} />}
              </Liste>
            </Strate>
            {mois.length > 0 && <Mois mois={mois} />}
            {sceau !== undefined && <Sceau {...sceau} />}
            <Lien vers={CHEMIN_EXPORTS}>{EXPORTS.titre}</Lien>
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}

interface ProprietesLigne {
  readonly titre: string;
  readonly aCote?: ReactNode;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}

/** What is in one frame of the list: what, then who and why, then the one thing to do. */
function Ligne({ titre, aCote, children, actions }: ProprietesLigne) {
  return (
    <article className={s['ligne']}>
      <h3>{titre}</h3>
      {aCote}
      {children}
      {actions}
    </article>
  );
}

function Retenu({ retenu }: { readonly retenu: Controle['retenus'][number] }) {
  const maintenant = useMaintenant();
  const envoi = useAction(rouvrir, { apres: () => notifier(CONTROLE.rouvert) });
  const { acteur, nom, etat, phrase, depuis, rouvertureFermee } = retenu;
  const bloque = etat === 'bloque';
  return (
    <Ligne
      titre={nom}
      aCote={
        <Etiquette ton={bloque ? 'alerte' : 'attention'}>{bloque ? CONTROLE.bloque : CONTROLE.aConfirmer}</Etiquette>
      }
      actions={
        <Clore
          geste={CONTROLE.rouvrir}
          gesteComplet={`${CONTROLE.rouvrir} de ${nom}`}
          fermePourquoi={rouvertureFermee}
          envoi={envoi}
          onMot={(mot) => envoi.executer({ acteur, mot })}
        />
      }
    >
      <p>
        {phrase}, {formaterMoment(depuis, maintenant)}.
      </p>
    </Ligne>
  );
}

function Anomalie({ anomalie }: { readonly anomalie: AnomalieVue }) {
  const maintenant = useMaintenant();
  const envoi = useAction(clore, { apres: () => notifier(CONTROLE.clos) });
  const { id, titre, agent, patient, jour, phrase, qui, dueLe, clotureFermee } = anomalie;
  return (
    <Ligne
      titre={titre}
      actions={
        <Clore
          geste={CONTROLE.clore}
          gesteComplet={`${CONTROLE.clore} : ${titre.toLowerCase()}, ${agent}`}
          fermePourquoi={clotureFermee}
          envoi={envoi}
          onMot={(mot) => envoi.executer({ id, mot })}
        />
      }
    >
      <div className={s['phrases']}>
        <p>
          <strong>{agent}</strong>, le {formaterDateCourte(jour)}
          {patient !== undefined && (
            <>
              {' : dossier de '}
              <Lien vers={cheminPersonne(patient.id)}>{patient.nom}</Lien>
            </>
          )}
        </p>
        <p>{phrase}</p>
        {qui !== undefined && dueLe !== undefined && (
          <p>
            {qui} regarde avant {formaterMoment(dueLe, maintenant)}.
          </p>
        )}
      </div>
    </Ligne>
  );
}

type LigneDeMois = Controle['mois'][number];

const COLONNES: readonly Colonne<LigneDeMois>[] = [
  { cle: 'titre', titre: 'Ce qui a surpris', render: ({ titre, mois }) => `${titre} (${enMots(mois)})` },
  { cle: 'trouvees', titre: 'Trouvés', nombre: true, render: ({ trouvees }) => formaterNombre(trouvees) },
  { cle: 'closes', titre: 'Regardés', nombre: true, render: ({ closes }) => formaterNombre(closes) },
];

const MOIS = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const enMots = (mois: string): string => MOIS.format(new Date(`${mois}-15T12:00:00Z`));

function Mois({ mois }: { readonly mois: Controle['mois'] }) {
  return (
    <Strate titre={CONTROLE.mois}>
      <Tableau
        legende={CONTROLE.mois}
        colonnes={COLONNES}
        lignes={mois}
        cle={({ mois: m, titre }) => `${m} ${titre}`}
        vide={null}
      />
    </Strate>
  );
}

function Sceau({ lignes, le }: NonNullable<Controle['sceau']>) {
  const maintenant = useMaintenant();
  return (
    <p>
      Journal scellé : {accorder(lignes, 'ligne', 'lignes')}, la dernière {formaterMoment(le, maintenant)}.
    </p>
  );
}

/** The door of the control, for those who hold it. */
export function CarteDuControle() {
  // Asked by those who may read it only: a refusal is a line of trace, and nobody here asked for anything.
  const { codeRole } = useMoi();
  const vue = useVue(vueControle, {}, { actif: codeRole === 'responsable_dac' });
  if (vue.data === undefined) return null;
  const { anomalies, retenus } = vue.data;
  return (
    <Carte
      titre={CONTROLE.carte}
      nombre={formaterNombre(anomalies.length)}
      actions={<Lien vers={CHEMIN_CONTROLE}>{CONTROLE.carteLien}</Lien>}
    >
      <p>
        {retenus.length === 0
          ? 'à regarder, aucun compte retenu'
          : `à regarder, ${accorder(retenus.length, 'compte retenu', 'comptes retenus')}`}
      </p>
    </Carte>
  );
}
