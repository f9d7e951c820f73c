import { formaterTelephone } from '#web/format.ts';
import { cheminPersonne } from '#web/chemins.ts';
import { Bouton, Carte, Etiquette, Lien, Rang } from '#web/ui/index.ts';
import type { DetailDemande } from '../contract.ts';
import { ATTENTES, MOTIFS, URGENCES } from '../vocabulaire.ts';
import s from './Demande.module.css';
import { direNeeLe } from '#web/naissance.ts';
import { raisonsDe } from './panneaux/ConfirmerPersonne.tsx';
import { useGeste } from './panneaux/PanneauDeGeste.tsx';
import { nomDeLaPersonne } from './personne.ts';
import { GESTES_EN_MOTS } from './textes-gestes.ts';
import { ACCORDS_EN_MOTS, DEMANDE } from './textes.ts';

interface ProprietesDemande {
  readonly demande: DetailDemande;
}

/** Who the request is about: known, or to be confirmed with those who look like her. */
export function PersonneDeLaDemande({ demande }: ProprietesDemande) {
  const { ouvrir } = useGeste();
  const { patient, candidat, rapprochements, ferme } = demande;
  if (patient !== undefined) {
    return (
      <Carte titre={DEMANDE.personne} accent="vert">
        <p>
          <Lien vers={cheminPersonne(patient.id)}>{patient.nom}</Lien>
          {patient.naissance !== undefined && <> · {direNeeLe(patient.naissance)}</>}
        </p>
      </Carte>
    );
  }
  const traits = [
    candidat.naissance === undefined ? undefined : direNeeLe(candidat.naissance),
    candidat.telephone === undefined ? undefined : formaterTelephone(candidat.telephone),
    candidat.commune,
  ].filter((trait) => trait !== undefined);
  const nom = nomDeLaPersonne(demande);
  return (
    <Carte
      titre={DEMANDE.personneAConfirmer}
      accent="corde"
      actions={
        ferme['confirmer'] === undefined && (
          <Bouton onPress={() => ouvrir('confirmer')}>{GESTES_EN_MOTS.confirmer.nom}</Bouton>
        )
      }
    >
      <p>
        <strong>{nom === '' ? DEMANDE.titreSansNom : nom}</strong>
        {traits.length > 0 && <> · {traits.join(' · ')}</>}
      </p>
      {ferme['confirmer'] === undefined && (
        <>
          <p>{rapprochements.length === 0 ? DEMANDE.aucunNeRessemble : DEMANDE.ressemblent(rapprochements.length)}</p>
          {rapprochements.length > 0 && (
            <ul className={s['proches']}>
              {rapprochements.slice(0, 3).map((r) => (
                <li key={r.patient}>
                  {r.nom}
                  {r.naissance !== undefined && <> · {direNeeLe(r.naissance)}</>}
                  <span className={s['raisons']}>{raisonsDe(r)}</span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Carte>
  );
}

/** What a machine read or the form said: shown as a proposal until a human confirms it. */
export function Compris({ demande }: ProprietesDemande) {
  const { ouvrir } = useGeste();
  const { urgence, attente, motifs, accord, accordMotif, aVerifier, ferme } = demande;
  const lignes = [
    [DEMANDE.urgence, URGENCES[urgence]],
    [DEMANDE.attente, ATTENTES[attente]],
    [DEMANDE.motifs, motifs.length === 0 ? DEMANDE.motifsVides : motifs.map((motif) => MOTIFS[motif]).join(', ')],
    [
      DEMANDE.accord,
      accordMotif === undefined ? ACCORDS_EN_MOTS[accord] : `${ACCORDS_EN_MOTS[accord]} : ${accordMotif}`,
    ],
  ];
  return (
    <Carte
      titre={DEMANDE.compris}
      aCote={aVerifier && ferme['preciser'] === undefined && <Etiquette ton="attente">{DEMANDE.aVerifier}</Etiquette>}
    >
      <dl className={s['traits']}>
        {lignes.map(([quoi, dit]) => (
          <div key={quoi}>
            <dt>{quoi}</dt>
            <dd>{dit}</dd>
          </div>
        ))}
      </dl>
      {ferme['preciser'] === undefined && (
        <Rang>
          <Bouton nomComplet={`${DEMANDE.verifier} : ${DEMANDE.compris}`} onPress={() => ouvrir('preciser')}>
            {DEMANDE.verifier}
          </Bouton>
          <Bouton onPress={() => ouvrir('accord')}>{DEMANDE.noterAccord}</Bouton>
        </Rang>
      )}
    </Carte>
  );
}
